/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `partnercast chart`: a picture of results that are there already. */
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/picture.h"
#include "partnercast/partnercast.h"

#include "base/diags.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct chart_values {
    bool help, no_sidecar, strict, force, quiet;
    const char *spec, *theme, *out;
    pc_option_count scale;
    int format;
} chart_values;

static const char *const formats[] = { "auto", "png", "svg", NULL };

#define AT(member) offsetof(chart_values, member)
static const pc_option chart_options[] = {
    { 0, "spec", PC_OPTION_TEXT, AT(spec), "NAME|FILE",
      "what to draw: the name of a kind (default: fan), or a file\n"
      "as in plots/specs",
      0, 0, 0 },
    { 0, "theme", PC_OPTION_TEXT, AT(theme), "NAME|FILE",
      "colours, font and sizes: light, dark, or a file as in\n"
      "plots/themes (default: the specification's, else light)",
      0, 0, 0 },
    { 'o', "out", PC_OPTION_TEXT, AT(out), "FILE",
      "write FILE.png or FILE.svg (default: the specification's\n"
      "name with .png, in this folder)",
      0, 0, 0 },
    { 0, "format", PC_OPTION_CHOICE, AT(format), "png|svg",
      "where FILE has no ending that says so", 0, 0, formats },
    { 0, "scale", PC_OPTION_COUNT, AT(scale), "N",
      "PNG: pixels per unit of the 1600 x 900 canvas, 1 to 3", 1, 3, 0 },
    { 0, "no-sidecar", PC_OPTION_FLAG, AT(no_sidecar), NULL,
      "leave out the description (.txt) and the table (.csv) beside\n"
      "the picture",
      0, 0, 0 },
    { 0, "strict", PC_OPTION_FLAG, AT(strict), NULL,
      "colours that are hard to tell apart, and a font that is not\n"
      "there, are errors",
      0, 0, 0 },
    { 0, "force", PC_OPTION_FLAG, AT(force), NULL,
      "overwrite files that partnercast did not write", 0, 0, 0 },
    { 'q', "quiet", PC_OPTION_FLAG, AT(quiet), NULL, "no finding, no warnings", 0, 0, 0 },
    { 'h', "help", PC_OPTION_FLAG, AT(help), NULL, "show this help", 0, 0, 0 },
};
#undef AT

/* ---- Names ---- */

static bool is_one_of(const char *nth(size_t i), const char *name)
{
    for (size_t i = 0; nth(i); i++)
        if (strcmp(nth(i), name) == 0) return true;
    return false;
}

static bool is_kind(const char *name)
{
    return is_one_of(pc_chart_kind, name);
}

static bool is_file_name(const char *name)
{
    return strchr(name, '/') || pc_picture_ends_in(name, ".json") || strcmp(name, "-") == 0;
}

/* Neither one of the names nor anything that looks like a file. */
static int unknown_name(const char *what, const char *name, const char *nth(size_t i),
                        const pc_command *command)
{
    enum { MOST = 32 };
    const char *names[MOST];
    size_t n = 0;
    pc_text all = { 0 };
    for (; n < MOST && (names[n] = nth(n)); n++)
        pc_text_addf(&all, "%s%s", n ? ", " : "", names[n]);
    const char *nearest = pc_options_nearest(name, names, n);
    if (nearest)
        pc_cli_usage_error(command, "no %s is named '%.80s'; did you mean %s?", what, name,
                           nearest);
    else
        pc_cli_usage_error(command, "no %s is named '%.80s'; there are %s, or give a FILE.json",
                           what, name, all.failed ? "others" : all.data);
    pc_text_clear(&all);
    return PC_EXIT_USAGE;
}

/* The picture's path without its ending, and whether it is an SVG. */
typedef struct target {
    char *stem;
    bool is_svg;
} target;

/* "fan" of "fan" and of "plots/specs/fan.json". */
static char *stem_of_spec(const char *spec)
{
    const char *slash = strrchr(spec, '/'), *name = slash ? slash + 1 : spec;
    if (strcmp(name, "-") == 0) return strdup("chart");
    return strndup(name, strlen(name) - (pc_picture_ends_in(name, ".json") ? 5 : 0));
}

static bool choose_target(target *out, const chart_values *values)
{
    const char *path = values->out;
    const bool has_ending =
        path && (pc_picture_ends_in(path, ".png") || pc_picture_ends_in(path, ".svg"));
    out->is_svg = has_ending ? pc_picture_ends_in(path, ".svg") : values->format == 2;
    out->stem =
        path ? strndup(path, strlen(path) - (has_ending ? 4 : 0)) : stem_of_spec(values->spec);
    return out->stem != NULL;
}

/* ---- Drawing ---- */

typedef struct work {
    pc_results *results;
    pc_chart_spec *spec;
    pc_chart_theme *theme;
    pc_chart *chart;
    pc_diags *diags;
} work;

static pc_status load(work *w, const char *path, const chart_values *values)
{
    pc_status status = pc_results_load(&w->results, path, w->diags);
    if (!is_kind(values->spec)) {
        const pc_status of_spec = pc_chart_spec_load(&w->spec, values->spec, w->diags);
        if (status == PC_OK) status = of_spec;
    }
    if (values->theme) {
        const pc_status of_theme =
            pc_chart_theme_load(&w->theme, values->theme, values->strict, w->diags);
        if (status == PC_OK) status = of_theme;
    }
    return status == PC_EIO ? PC_ENOINPUT : status; /* nothing was to be written yet */
}

/* Under --strict no font but the wanted one will do. */
static pc_status check_fonts(const work *w, const chart_values *values)
{
    for (size_t i = 0; values->strict && i < pc_diags_count(w->diags); i++) {
        const pc_diag *d = pc_diags_at(w->diags, i);
        if (strcmp(d->code, "W0601") == 0 || strcmp(d->code, "W0602") == 0)
            return pc_diag_fail(w->diags, PC_EDATA, "E0617", NULL, "%s (--strict)", d->text);
    }
    return PC_OK;
}

/* That there is nothing to draw is a warning of a run, but what this command was asked for. */
static pc_status make(work *w, const char *path, const chart_values *values)
{
    const pc_chart_spec by_name = { .kind = values->spec };
    const pc_chart_options options = { .scale = (int)values->scale.value, .theme = w->theme };
    const pc_status status =
        pc_chart_make(&w->chart, w->results, w->spec ? w->spec : &by_name, &options, w->diags);
    for (size_t i = 0; status == PC_EDATA && i < pc_diags_count(w->diags); i++) {
        const pc_diag *d = pc_diags_at(w->diags, i);
        if (strcmp(d->code, "W0603") == 0)
            pc_diag_add(w->diags, PC_ERROR, "E0602", &(pc_place) { .file = path }, d->help,
                        "%s", d->text);
    }
    return status;
}

static pc_status save(const work *w, const target *t, const chart_values *values)
{
    const unsigned files = (t->is_svg ? PC_PICTURE_SVG : PC_PICTURE_PNG) |
                           (values->no_sidecar ? 0u : PC_PICTURE_WORDS | PC_PICTURE_TABLE);
    pc_status status = values->force ? PC_OK : pc_picture_check(t->stem, files, w->diags);
    if (status == PC_OK) status = pc_picture_save(w->chart, t->stem, files, w->diags);
    if (status != PC_OK || values->quiet) return status;
    printf("%s\n%s%s", pc_chart_title(w->chart), t->stem, t->is_svg ? ".svg" : ".png");
    if (!values->no_sidecar) printf("  %s.txt  %s.csv", t->stem, t->stem);
    putchar('\n');
    return status;
}

static void show(const work *w, const chart_values *values, pc_status status)
{
    for (size_t i = 0; !values->quiet && i < pc_diags_count(w->diags); i++) {
        const pc_diag *d = pc_diags_at(w->diags, i);
        if (d->severity == PC_WARNING && strcmp(d->code, "W0603") != 0) pc_cli_show(d);
    }
    if (status == PC_OK) return;
    pc_cli_show_errors(w->diags);
    if (pc_diags_errors(w->diags) == 0) pc_cli_complain("out of memory");
}

static int draw(const char *path, const chart_values *values)
{
    work w = { .diags = pc_diags_new() };
    target t = { 0 };
    if (!w.diags || !choose_target(&t, values)) {
        pc_diags_free(w.diags);
        pc_cli_complain("out of memory");
        return pc_status_exit_code(PC_ENOMEM);
    }
    pc_status status = load(&w, path, values);
    if (status == PC_OK) status = make(&w, path, values);
    if (status == PC_OK) status = check_fonts(&w, values);
    if (status == PC_OK) status = save(&w, &t, values);
    show(&w, values, status);
    pc_chart_free(w.chart);
    pc_chart_theme_free(w.theme);
    pc_chart_spec_free(w.spec);
    pc_results_free(w.results);
    pc_diags_free(w.diags);
    free(t.stem);
    return pc_status_exit_code(status);
}

/* ---- The command ---- */

static int check_usage(const pc_option_list *files, const chart_values *values,
                       const pc_command *command)
{
    const char *out = values->out;
    if (files->n == 0)
        return pc_cli_usage_error(command, "which results? Give results.json or its folder");
    if (files->n > 1)
        return pc_cli_usage_error(command, "one results file at a time, but there are %zu",
                                  files->n);
    if (!*files->items[0] || (values->theme && !*values->theme))
        return pc_cli_usage_error(command, "'' is the name of no file");
    if (!is_kind(values->spec) && !is_file_name(values->spec))
        return unknown_name("chart", values->spec, pc_chart_kind, command);
    if (values->theme && !is_one_of(pc_chart_theme_name, values->theme) &&
        !is_file_name(values->theme))
        return unknown_name("theme", values->theme, pc_chart_theme_name, command);
    if (out && !pc_picture_name_is_good(out, command)) return PC_EXIT_USAGE;
    if (out && values->format && pc_picture_ends_in(out, values->format == 1 ? ".svg" : ".png"))
        return pc_cli_usage_error(command, "--format %s, but the file is %s",
                                  formats[values->format], out);
    return 0;
}

static int act(const void *options, const pc_option_list *files, const pc_command *command)
{
    const chart_values *values = options;
    const int code = check_usage(files, values, command);
    return code ? code : draw(files->items[0], values);
}

static int run_chart(const pc_command *command, int argc, char **argv)
{
    chart_values values = { .spec = "fan" };
    return pc_options_run(&values, &values.help, command, argc, argv, act);
}

const pc_command pc_command_chart = {
    .name = "chart",
    .summary = "draw a picture of results, without simulating again",
    .usage = "partnercast chart [OPTIONS] RESULTS",
    .about =
        "Draws results that a run has written: RESULTS is its results.json or its folder,\n"
        "or - for stdin. Writes the picture, and beside it the description (.txt) and the\n"
        "figures that it shows (.csv); prints the finding.\n",
    .examples = "  partnercast chart out/neurectomy\n"
                "  partnercast chart out/neurectomy --spec plots/specs/partner-revenue.json\n"
                "  partnercast chart out/neurectomy --theme dark --scale 2 -o board.png\n",
    .options = chart_options,
    .n_options = sizeof chart_options / sizeof *chart_options,
    .run = run_chart,
};
