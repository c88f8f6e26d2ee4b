/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fan charts of ordinary and of torturing results, in every font that is installed: their
 * layout and their truth are linted, they are drawn within their sizes, and always with the
 * same bytes. */
#include "chart/kinds/fan/page.h"
#include "chart/render/fonts.h"
#include "partnercast/chart.h"
#include "tests/charts/lint/lint.h"
#include "tests/charts/lint/torture.h"
#include "tests/support/check.h"

#include <locale.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const struct {
    const char *family, *folder;
} fonts[] = { { "Inter", "/usr/share/fonts/opentype/inter" },
              { "Liberation Sans", "/usr/share/fonts/truetype/liberation" },
              { "DejaVu Sans", "/usr/share/fonts/truetype/dejavu" } };

static char folder[] = "/tmp/partnercast-charts-XXXXXX";

/* ---- Lint ---- */

static int lint_one(const torture *t, pc_fonts *font, const char *family)
{
    made m;
    pc_fan fan;
    pc_arena arena;
    char name[64];
    t->make(&m);
    pc_arena_init(&arena);
    snprintf(name, sizeof name, "%s in %s", t->name, family);
    assert_int_equal(pc_fan_read(&fan, &arena, &m.results, NULL, NULL, NULL), PC_OK);
    assert_int_equal(pc_fan_take_cases(&fan, &arena, NULL, 0, NULL), PC_OK);
    const pc_measure measure = pc_fonts_measure(font);
    pc_list list = { .arena = &arena };
    pc_fan_layout(&list, &fan, &measure, &pc_theme_light);
    assert_false(arena.failed);
    assert_true(list.n > 40);
    const int faults =
        lint_layout(&list, name) + lint_fan(&list, name) + lint_truth(&list, &fan, name);
    pc_arena_clear(&arena);
    return faults;
}

static void lint_in(size_t i)
{
    pc_fonts *font;
    int faults = 0;
    if (access(fonts[i].folder, R_OK) != 0) skip();
    assert_int_equal(pc_fonts_open(&font, fonts[i].folder, "Inter", NULL), PC_OK);
    assert_string_equal(pc_fonts_family(font), fonts[i].family);
    for (size_t k = 0; k < n_tortures; k++)
        faults += lint_one(&tortures[k], font, fonts[i].family);
    pc_fonts_close(font);
    assert_int_equal(faults, 0);
}

static void charts_in_inter_pass_the_lint(void **state)
{
    (void)state;
    lint_in(0);
}
static void charts_in_liberation_pass_the_lint(void **state)
{
    (void)state;
    lint_in(1);
}
static void charts_in_dejavu_pass_the_lint(void **state)
{
    (void)state;
    lint_in(2);
}

/* ---- Files ---- */

static const pc_chart_spec fan_spec = { .kind = "fan" };

static pc_status draw(pc_chart **chart, const torture *t, pc_diags *diags)
{
    made m;
    t->make(&m);
    return pc_chart_make(chart, &m.results, &fan_spec, NULL, diags);
}

static char *in_folder(const char *name, const char *ending)
{
    char *path;
    assert_true(asprintf(&path, "%s/%s%s", folder, name, ending) > 0);
    return path;
}

static char *read_all(const char *path, size_t *n)
{
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    fseek(f, 0, SEEK_END);
    *n = (size_t)ftell(f);
    rewind(f);
    char *bytes = malloc(*n + 1);
    assert_int_equal(fread(bytes, 1, *n, f), *n);
    fclose(f);
    return bytes;
}

static long size_of(const char *path)
{
    struct stat s;
    return stat(path, &s) == 0 ? (long)s.st_size : -1;
}

static void pictures_are_drawn_within_their_sizes(void **state)
{
    (void)state;
    for (size_t i = 0; i < n_tortures; i++) {
        pc_chart *chart;
        char *png = in_folder(tortures[i].name, ".png"),
             *svg = in_folder(tortures[i].name, ".svg");
        assert_int_equal(draw(&chart, &tortures[i], NULL), PC_OK);
        assert_int_equal(pc_chart_save_png(chart, png, NULL), PC_OK);
        assert_int_equal(pc_chart_save_svg(chart, svg, NULL), PC_OK);
        assert_true(size_of(png) > 20000 && size_of(png) <= 250000);
        assert_true(size_of(svg) > 5000 && size_of(svg) <= 40000);
        pc_chart_free(chart);
        free(png);
        free(svg);
    }
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

static void svg_has_real_text_and_short_coordinates(void **state)
{
    size_t n;
    char *path = in_folder("roi", ".svg"), *svg = read_all(path, &n);
    (void)state;
    svg[n] = '\0';
    assert_non_null(
        strstr(svg, "role=\"img\" aria-labelledby=\"fan-roi-multiple-t fan-roi-multiple-d\""));
    assert_non_null(strstr(svg, "<title id=\"fan-roi-multiple-t\">6% chance that partner ROI"));
    assert_non_null(strstr(svg, ">9 in 10 futures</text>"));
    for (const char *s = svg; *s; s++)
        if (*s == '.' && s[1] >= '0' && s[1] <= '9' && s[2] >= '0' && s[2] <= '9')
            assert_false(s[3] >= '0' && s[3] <= '9');
    free(svg);
    free(path);
}

/* The CRC as the PNG specification computes it, to check what others wrote. */
static uint32_t crc(const unsigned char *bytes, size_t n)
{
    uint32_t c = 0xFFFFFFFF;
    for (size_t i = 0; i < n; i++) {
        c ^= bytes[i];
        for (int k = 0; k < 8; k++) c = c >> 1 ^ (c & 1 ? 0xEDB88320 : 0);
    }
    return ~c;
}

static uint32_t u32(const unsigned char *b)
{
    return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

static void png_says_what_it_shows(void **state)
{
    size_t n, at = 8;
    int words = 0, density = 0;
    char *path = in_folder("roi", ".png");
    unsigned char *png = (unsigned char *)read_all(path, &n);
    (void)state;
    assert_int_equal(u32(png + 16), 1600);
    assert_int_equal(u32(png + 20), 900);
    assert_int_equal(png[25], 2); /* colours without transparency */
    while (at + 12 <= n) {
        const size_t length = u32(png + at);
        const char *type = (const char *)png + at + 4;
        assert_true(length <= n - at - 12);
        assert_int_equal(u32(png + at + 8 + length), crc(png + at + 4, length + 4));
        words += memcmp(type, "iTXt", 4) == 0;
        density += memcmp(type, "pHYs", 4) == 0;
        assert_memory_not_equal(type, "tIME", 4);
        at += length + 12;
    }
    assert_int_equal(at, n);
    assert_int_equal(words, 4);
    assert_int_equal(density, 1);
    free(png);
    free(path);
}

static void a_full_disk_is_an_error(void **state)
{
    pc_chart *chart;
    (void)state;
    assert_int_equal(draw(&chart, &tortures[0], NULL), PC_OK);
    assert_int_equal(pc_chart_save_png(chart, "/dev/full", NULL), PC_EIO);
    assert_int_equal(pc_chart_save_svg(chart, "/dev/full", NULL), PC_EIO);
    char *nowhere = in_folder("no/such/folder", ".png");
    assert_int_equal(pc_chart_save_png(chart, nowhere, NULL), PC_ECREATE);
    assert_int_equal(size_of(nowhere), -1);
    free(nowhere);
    pc_chart_free(chart);
}

static void an_unknown_kind_is_refused_with_those_there_are(void **state)
{
    made m;
    pc_chart *chart = NULL;
    pc_diags *diags = pc_diags_new();
    const pc_chart_spec spec = { .kind = "fann" };
    (void)state;
    tortures[0].make(&m);
    assert_int_equal(pc_chart_make(&chart, &m.results, &spec, NULL, diags), PC_EUSAGE);
    assert_null(chart);
    assert_string_equal(pc_diags_at(diags, 0)->code, "E0604");
    assert_non_null(strstr(pc_diags_at(diags, 0)->help, "fan"));
    pc_diags_free(diags);
}

/* Its rows are the bands' quantiles and what is stated, with the figures of the results. */
static void the_table_holds_what_the_picture_shows(void **state)
{
    made m;
    pc_chart *chart;
    const pc_chart_spec spec = { .kind = "fan", .title = "Named by hand" };
    (void)state;
    tortures[0].make(&m);
    assert_int_equal(pc_chart_make(&chart, &m.results, &spec, NULL, NULL), PC_OK);
    assert_string_equal(pc_chart_title(chart), "Named by hand");
    char *csv = pc_chart_table_csv(chart), *layout = pc_chart_layout_json(chart);
    char median[80];
    snprintf(median, sizeof median, "%s,y1,%s,p50,%.15g\r\n", m.results.metrics[0].id,
             m.results.metrics[0].unit, m.results.metrics[0].stats[PC_P50].value);
    assert_non_null(strstr(csv, median));
    assert_memory_equal(csv, "metric,period,unit,stat,value\r\n", 31);
    assert_non_null(strstr(layout, "\"text\": \"Named by hand\""));
    free(csv);
    free(layout);
    pc_chart_free(chart);
}

static void scale_multiplies_pixels_not_layout(void **state)
{
    made m;
    pc_chart *chart;
    size_t n;
    (void)state;
    tortures[0].make(&m);
    const pc_chart_options twice = { .scale = 2 };
    char *path = in_folder("twice", ".png");
    assert_int_equal(pc_chart_make(&chart, &m.results, &fan_spec, &twice, NULL), PC_OK);
    assert_int_equal(pc_chart_save_png(chart, path, NULL), PC_OK);
    unsigned char *png = (unsigned char *)read_all(path, &n);
    assert_int_equal(u32(png + 16), 3200);
    assert_int_equal(u32(png + 20), 1800);
    free(png);
    free(path);
    pc_chart_free(chart);
}

/* ---- Fonts ---- */

static void no_font_is_an_error_and_another_font_a_warning(void **state)
{
    made m;
    pc_chart *chart = NULL;
    pc_diags *diags = pc_diags_new();
    (void)state;
    tortures[0].make(&m);
    const pc_chart_options none = { .font_folder = folder };
    assert_int_equal(pc_chart_make(&chart, &m.results, &fan_spec, &none, diags), PC_ENOINPUT);
    assert_null(chart);
    assert_string_equal(pc_diags_at(diags, 0)->code, "E0601");
    const pc_chart_options other = { .font_folder = fonts[2].folder };
    if (access(fonts[2].folder, R_OK) == 0) {
        assert_int_equal(pc_chart_make(&chart, &m.results, &fan_spec, &other, diags), PC_OK);
        assert_string_equal(pc_diags_at(diags, 1)->code, "W0601");
        assert_non_null(strstr(pc_diags_at(diags, 1)->text, "DejaVu Sans"));
        assert_int_equal(pc_diags_count(diags), 2);
        pc_chart_free(chart);
    }
    pc_diags_free(diags);
}

static void a_broken_font_file_is_no_font(void **state)
{
    made m;
    pc_chart *chart = NULL;
    char *path = in_folder("Inter-Regular", ".otf");
    FILE *f = fopen(path, "wb");
    (void)state;
    assert_non_null(f);
    fputs("not a font", f);
    fclose(f);
    tortures[0].make(&m);
    const pc_chart_options options = { .font_folder = folder };
    assert_int_equal(pc_chart_make(&chart, &m.results, &fan_spec, &options, NULL), PC_ENOINPUT);
    unlink(path);
    free(path);
}

static void signs_without_glyph_are_a_warning(void **state)
{
    made m;
    pc_chart *chart;
    pc_diags *diags = pc_diags_new();
    (void)state;
    if (access(fonts[0].folder, R_OK) != 0) skip();
    make_results(&m, "revenue.partner.\u65e5\u672c", "currency", NULL, made_revenue, 3);
    const pc_chart_spec spec = { .kind = "fan", .metric = "revenue.partner.\u65e5\u672c" };
    const pc_chart_options options = { .font_folder = fonts[0].folder };
    assert_int_equal(pc_chart_make(&chart, &m.results, &spec, &options, diags), PC_OK);
    assert_int_equal(pc_diags_count(diags), 1);
    assert_string_equal(pc_diags_at(diags, 0)->code, "W0602");
    pc_chart_free(chart);
    pc_diags_free(diags);
}

/* ---- The same bytes ---- */

static int draw_pair(const char *png, const char *svg)
{
    pc_chart *chart;
    if (draw(&chart, &tortures[0], NULL) != PC_OK) return 1;
    const bool good = pc_chart_save_png(chart, png, NULL) == PC_OK &&
                      pc_chart_save_svg(chart, svg, NULL) == PC_OK;
    pc_chart_free(chart);
    return !good;
}

static void assert_same_file(const char *a, const char *b)
{
    size_t n, m;
    char *x = read_all(a, &n), *y = read_all(b, &m);
    assert_int_equal(n, m);
    assert_memory_equal(x, y, n);
    free(x);
    free(y);
}

/* A fontconfig that would change every picture if it were heard. */
static char *hostile_fontconfig(void)
{
    char *path = in_folder("fonts", ".conf");
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs("<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"fonts.dtd\"><fontconfig>"
          "<match target=\"font\"><edit name=\"hintstyle\" "
          "mode=\"assign\"><const>hintfull</const>"
          "</edit><edit name=\"rgba\" mode=\"assign\"><const>rgb</const></edit>"
          "<edit name=\"embolden\" mode=\"assign\"><bool>true</bool></edit></match>"
          "</fontconfig>",
          f);
    fclose(f);
    return path;
}

/* Draws again as another program would: other locale, zone, home, fonts' rules and folder. */
static int draw_elsewhere(const char *png, const char *svg, const char *fontconfig)
{
    const pid_t child = fork();
    if (child == 0) {
        setenv("LC_ALL", "de_DE.UTF-8", 1);
        setenv("LANG", "ja_JP.UTF-8", 1);
        setenv("PANGO_LANGUAGE", "ja:ar", 1);
        setenv("TZ", "Asia/Kathmandu", 1);
        setenv("HOME", "/nonexistent", 1);
        setenv("FONTCONFIG_FILE", fontconfig, 1);
        setlocale(LC_ALL, "");
        if (chdir("/") != 0) _exit(2);
        _exit(draw_pair(png, svg));
    }
    int status = -1;
    waitpid(child, &status, 0);
    return status;
}

/* Runs first: before anything of this process has loaded a font. */
static void bytes_do_not_depend_on_the_surroundings(void **state)
{
    char *conf = hostile_fontconfig();
    char *a_png = in_folder("a", ".png"), *a_svg = in_folder("a", ".svg");
    char *b_png = in_folder("b", ".png"), *b_svg = in_folder("b", ".svg");
    (void)state;
    assert_int_equal(draw_elsewhere(a_png, a_svg, conf), 0);
    assert_int_equal(draw_pair(b_png, b_svg), 0);
    assert_same_file(a_png, b_png);
    assert_same_file(a_svg, b_svg);
    assert_int_equal(draw_pair(a_png, a_svg), 0); /* and a second time in one process */
    assert_same_file(a_png, b_png);
    assert_same_file(a_svg, b_svg);
    free(conf);
    free(a_png);
    free(a_svg);
    free(b_png);
    free(b_svg);
}

static void the_layout_dump_is_complete_json(void **state)
{
    pc_chart *chart;
    (void)state;
    assert_int_equal(draw(&chart, &tortures[0], NULL), PC_OK);
    char *dump = pc_chart_layout_json(chart);
    assert_non_null(dump);
    assert_non_null(strstr(dump, pc_chart_title(chart)));
    assert_non_null(strstr(dump, "\"role\": \"strip-chance\""));
    assert_non_null(strstr(dump, "2.5x median"));
    free(dump);
    pc_chart_free(chart);
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
    if (getenv("PC_KEEP_CHARTS")) return 0;
    if (asprintf(&command, "rm -rf %s", folder) < 0) return -1;
    const int gone = system(command);
    free(command);
    return gone;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_do_not_depend_on_the_surroundings),
        cmocka_unit_test(charts_in_inter_pass_the_lint),
        cmocka_unit_test(charts_in_liberation_pass_the_lint),
        cmocka_unit_test(charts_in_dejavu_pass_the_lint),
        cmocka_unit_test(no_font_is_an_error_and_another_font_a_warning),
        cmocka_unit_test(a_broken_font_file_is_no_font),
        cmocka_unit_test(signs_without_glyph_are_a_warning),
        cmocka_unit_test(pictures_are_drawn_within_their_sizes),
        cmocka_unit_test(svg_is_well_formed),
        cmocka_unit_test(svg_has_real_text_and_short_coordinates),
        cmocka_unit_test(png_says_what_it_shows),
        cmocka_unit_test(a_full_disk_is_an_error),
        cmocka_unit_test(an_unknown_kind_is_refused_with_those_there_are),
        cmocka_unit_test(the_table_holds_what_the_picture_shows),
        cmocka_unit_test(scale_multiplies_pixels_not_layout),
        cmocka_unit_test(the_layout_dump_is_complete_json),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
