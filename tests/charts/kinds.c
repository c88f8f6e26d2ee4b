/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mix, exceedance, return, migration and dot plot of ordinary and of torturing results, in
 * every font: their layout and their truth are linted, and they are drawn within their sizes.
 */
#include "tests/charts/lint/kinds.h"
#include "chart/kinds/kind.h"
#include "chart/render/fonts.h"
#include "tests/charts/lint/whole.h"
#include "tests/support/check.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const kinds[] = { "mix",     "exceed", "roi",   "dist",
                                     "migrate", "matrix", "payout" };
enum { N_KINDS = sizeof kinds / sizeof *kinds };

static const struct {
    const char *family, *folder;
} fonts[] = { { "Inter", "/usr/share/fonts/opentype/inter" },
              { "Liberation Sans", "/usr/share/fonts/truetype/liberation" },
              { "DejaVu Sans", "/usr/share/fonts/truetype/dejavu" } };

static char folder[] = "/tmp/partnercast-kinds-XXXXXX";

static bool is_drawable(const whole_case *what, const char *kind)
{
    return strstr(what->only ? what->only : WHOLE_KINDS, kind) != NULL;
}

/* ---- Lint ---- */

static int lint_list(pc_fonts *font, const char *kind, pc_draft *draft, const char *name)
{
    const pc_measure measure = pc_fonts_measure(font);
    pc_list list = { .arena = draft->arena };
    pc_kind_find(kind)->layout(&list, draft, &measure);
    assert_false(draft->arena->failed);
    assert_true(list.n > 5);
    assert_true(draft->n_rows > 0);
    assert_true(strlen(draft->title) > 10 && strlen(draft->description) > 40);
    return lint_layout(&list, name) + lint_kind(kind, &list, draft, name);
}

static int lint_one(const whole_case *what, const char *kind, pc_fonts *font,
                    const char *family)
{
    char name[128];
    int faults = 0;
    pc_arena arena;
    whole *w = whole_new(what);
    const pc_chart_spec spec = { .kind = kind };
    pc_arena_init(&arena);
    pc_draft draft = {
        .arena = &arena, .results = &w->results, .spec = &spec, .theme = &pc_theme_light
    };
    snprintf(name, sizeof name, "%s of %s in %s", kind, what->name, family);
    const pc_status status = pc_kind_find(kind)->read(&draft, NULL);
    assert_int_equal(status, is_drawable(what, kind) ? PC_OK : PC_EDATA);
    if (status == PC_OK) faults = lint_list(font, kind, &draft, name);
    pc_arena_clear(&arena);
    whole_free(w);
    return faults;
}

static void lint_in(size_t i)
{
    pc_fonts *font;
    int faults = 0;
    if (access(fonts[i].folder, R_OK) != 0) skip();
    assert_int_equal(pc_fonts_open(&font, fonts[i].folder, "Inter", NULL), PC_OK);
    assert_string_equal(pc_fonts_family(font), fonts[i].family);
    for (size_t k = 0; k < n_whole_cases; k++)
        for (size_t n = 0; n < N_KINDS; n++)
            faults += lint_one(&whole_cases[k], kinds[n], font, fonts[i].family);
    pc_fonts_close(font);
    assert_int_equal(faults, 0);
}

static void kinds_in_inter_pass_the_lint(void **state)
{
    (void)state;
    lint_in(0);
}
static void kinds_in_liberation_pass_the_lint(void **state)
{
    (void)state;
    lint_in(1);
}
static void kinds_in_dejavu_pass_the_lint(void **state)
{
    (void)state;
    lint_in(2);
}

/* ---- Words ---- */

/* Where shares are skewed, median and average differ: the title says what the stacks show. */
static void the_mix_tells_the_average_share(void **state)
{
    (void)state;
    char period[16];
    pc_arena arena;
    whole *w = whole_new(&whole_cases[0]);
    const pc_chart_spec spec = { .kind = "mix" };
    pc_arena_init(&arena);
    pc_draft draft = {
        .arena = &arena, .results = &w->results, .spec = &spec, .theme = &pc_theme_light
    };
    snprintf(period, sizeof period, "y%d", (w->results.months + 11) / 12);
    pc_metric *share = whole_find(w, "share.set.partners", period);
    share->stats[PC_MEAN] = (pc_estimate) { 0.24, 0.001 };
    share->stats[PC_P50] = (pc_estimate) { 0.21, 0.001 };
    assert_int_equal(pc_kind_find("mix")->read(&draft, NULL), PC_OK);
    assert_non_null(strstr(draft.title, "partners bring 24% of revenue"));
    pc_arena_clear(&arena);
    whole_free(w);
}

/* ---- What cannot be drawn ---- */

static pc_status try(const char *name, const char *at, const char *metric, pc_diags *diags)
{
    pc_chart *chart = NULL;
    whole *w = whole_new(whole_case_named(name));
    const pc_chart_spec spec = { .kind = "migrate", .metric = metric };
    w->results.at = at;
    const pc_status status = pc_chart_make(&chart, &w->results, &spec, NULL, diags);
    assert_true((chart != NULL) == (status == PC_OK));
    pc_chart_free(chart);
    whole_free(w);
    return status;
}

static void what_a_migration_lacks_is_said(void **state)
{
    static const struct {
        const char *name, *at, *metric, *code, *words;
    } rows[] = {
        { "ordinary", "simulated", NULL, "W0603", "no ladder" },
        { "no-order", "simulated", NULL, "W0603", "do not count partners by tier" },
        { "counts-alone", "simulated", NULL, "W0603", "moves between tiers are not" },
        { "lost-moves", "simulated", NULL, "W0603", "moves into and out of Select" },
        { "thirteen-tiers", "simulated", NULL, "W0603", "level has 13 tiers" },
        { "tiers", "plan", NULL, "W0603", "nothing was simulated" },
        { "tiers", "simulated", "tier.rank", "E0602", "tier.rank names no ladder" },
        { "tiers", "simulated", "revenue.total", "E0602", "revenue.total names no ladder" },
        { "tiers", "means", "tier.level", "E0602", "single value" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        pc_diags *diags = pc_diags_new();
        assert_int_equal(try(rows[i].name, rows[i].at, rows[i].metric, diags), PC_EDATA);
        assert_int_equal(pc_diags_count(diags), 1);
        assert_string_equal(pc_diags_at(diags, 0)->code, rows[i].code);
        assert_non_null(strstr(pc_diags_at(diags, 0)->text, rows[i].words));
        pc_diags_free(diags);
    }
    assert_int_equal(try("tiers", "simulated", "tier.level", NULL), PC_OK);
    assert_int_equal(try("tiers", "simulated", "migration.level.select.premier", NULL), PC_OK);
}

/* A run without tiers draws none and says nothing of it. */
static void only_a_ladder_is_a_matter_of_migration(void **state)
{
    (void)state;
    whole *without = whole_new(whole_case_named("ordinary"));
    whole *with = whole_new(whole_case_named("tiers"));
    assert_false(pc_chart_concerns("migrate", &without->results));
    assert_true(pc_chart_concerns("migrate", &with->results));
    assert_true(pc_chart_concerns("fan", &without->results));
    assert_false(pc_chart_concerns("pie", &without->results));
    whole_free(without);
    whole_free(with);
}

/* Which ladders there are, that with most partners first; and whose picture it is. */
static void a_picture_says_whose_ladder_it_is(void **state)
{
    (void)state;
    char id[PC_CHART_LADDER_SIZE];
    whole *w = whole_new(whole_case_named("several-ladders"));
    assert_true(pc_chart_ladder(id, &w->results, 0));
    assert_string_equal(id, "level");
    assert_true(pc_chart_ladder(id, &w->results, 1));
    assert_string_equal(id, "channel_partners");
    assert_false(pc_chart_ladder(id, &w->results, 2));
    static const char *const rows[][2] = { { NULL, "Level partners by tier" },
                                           { "tier.channel_partners",
                                             "Channel partners by tier" } };
    for (size_t i = 0; i < 2; i++) {
        const pc_chart_spec spec = { .kind = "migrate", .metric = rows[i][0] };
        pc_chart *chart;
        assert_int_equal(pc_chart_make(&chart, &w->results, &spec, NULL, NULL), PC_OK);
        char *layout = pc_chart_layout_json(chart);
        assert_non_null(strstr(layout, rows[i][1]));
        free(layout);
        pc_chart_free(chart);
    }
    whole_free(w);
}

/* ---- Pictures ---- */

static long size_of(const char *path)
{
    struct stat s;
    return stat(path, &s) == 0 ? (long)s.st_size : -1;
}

static void draw_one(const whole_case *what, const char *kind)
{
    char *png, *svg;
    pc_chart *chart;
    whole *w = whole_new(what);
    const pc_chart_spec spec = { .kind = kind };
    assert_true(asprintf(&png, "%s/%s-%s.png", folder, kind, what->name) > 0);
    assert_true(asprintf(&svg, "%s/%s-%s.svg", folder, kind, what->name) > 0);
    assert_int_equal(pc_chart_make(&chart, &w->results, &spec, NULL, NULL), PC_OK);
    whole_free(w); /* the chart keeps what it needs */
    assert_int_equal(pc_chart_save_png(chart, png, NULL), PC_OK);
    assert_int_equal(pc_chart_save_svg(chart, svg, NULL), PC_OK);
    assert_true(size_of(png) > 5000 && size_of(png) <= 250000);
    assert_true(size_of(svg) > 1000);
    const bool is_crowded = strstr(what->name, "-tiers") || strstr(what->name, "forty-years");
    assert_true(size_of(svg) <= (is_crowded ? 60000 : 40000));
    pc_chart_free(chart);
    free(png);
    free(svg);
}

static void pictures_are_drawn_within_their_sizes(void **state)
{
    (void)state;
    for (size_t k = 0; k < n_whole_cases; k++)
        for (size_t n = 0; n < N_KINDS; n++)
            if (is_drawable(&whole_cases[k], kinds[n])) draw_one(&whole_cases[k], kinds[n]);
}

static void svg_is_well_formed(void **state)
{
    char *command;
    (void)state;
    if (system("command -v xmllint >/dev/null 2>&1") != 0) skip();
    assert_true(asprintf(&command, "xmllint --noout %s/*.svg", folder) > 0);
    assert_int_equal(system(command), 0);
    free(command);
}

static int set_up(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static int tear_down(void **state)
{
    char *command;
    (void)state;
    if (getenv("PC_KEEP_CHARTS")) return printf("# kept in %s\n", folder) < 0;
    if (asprintf(&command, "rm -rf %s", folder) < 0) return -1;
    const int gone = system(command);
    free(command);
    return gone;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kinds_in_inter_pass_the_lint),
        cmocka_unit_test(kinds_in_liberation_pass_the_lint),
        cmocka_unit_test(kinds_in_dejavu_pass_the_lint),
        cmocka_unit_test(the_mix_tells_the_average_share),
        cmocka_unit_test(what_a_migration_lacks_is_said),
        cmocka_unit_test(only_a_ladder_is_a_matter_of_migration),
        cmocka_unit_test(a_picture_says_whose_ladder_it_is),
        cmocka_unit_test(pictures_are_drawn_within_their_sizes),
        cmocka_unit_test(svg_is_well_formed),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
