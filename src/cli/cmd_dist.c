/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `partnercast dist`: one distribution in words, as a picture and as quantiles. */
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/picture.h"
#include "partnercast/partnercast.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct dist_values {
    bool help, force;
    const char *unit, *currency, *out;
    pc_option_list at, quantiles, sets;
    int format, colour;
} dist_values;

static const char *const formats[] = { "text", "json", NULL };
static const char *const whens[] = { "auto", "always", "never", NULL }; /* pc_when */

#define AT(member) offsetof(dist_values, member)
static const pc_option dist_options[] = {
    { 0, "unit", PC_OPTION_TEXT, AT(unit), "UNIT",
      "fraction, money, count, multiple, months or number: how the\n"
      "values are written, and where low, mid, high must stay",
      0, 0, 0 },
    { 0, "currency", PC_OPTION_TEXT, AT(currency), "CODE", "of money (default: USD)", 0, 0, 0 },
    { 0, "set", PC_OPTION_LIST, AT(sets), "WHAT=VALUE",
      "replace a value of the scenario first, as `run` does; repeatable", 0, 0, 0 },
    { 0, "at", PC_OPTION_LIST, AT(at), "X",
      "the probability of X or less, with all digits; repeatable", 0, 0, 0 },
    { 0, "quantile", PC_OPTION_LIST, AT(quantiles), "P",
      "the value that P lies below (0.05, 5%), with all digits; repeatable", 0, 0, 0 },
    { 'o', "out", PC_OPTION_TEXT, AT(out), "FILE",
      "draw it, too: FILE.png or FILE.svg, with its description\n"
      "(.txt) and table (.csv) beside it",
      0, 0, 0 },
    { 0, "force", PC_OPTION_FLAG, AT(force), NULL,
      "overwrite files that partnercast did not write", 0, 0, 0 },
    { 0, "format", PC_OPTION_CHOICE, AT(format), "text|json",
      "what stdout gets: words and a picture, or JSON", 0, 0, formats },
    { 0, "color", PC_OPTION_CHOICE, AT(colour), "auto|always|never", "colour in the text", 0, 0,
      whens },
    { 'h', "help", PC_OPTION_FLAG, AT(help), NULL, "show this help", 0, 0, 0 },
};
#undef AT

static int out_of_memory(void)
{
    pc_cli_complain("out of memory");
    return pc_status_exit_code(PC_ENOMEM);
}

/* Numbers of a list option, in the distribution's own way of writing. False after telling. */
static bool read_numbers(double *out, const pc_distribution *d, const pc_option_list *list,
                         pc_diags *diags)
{
    bool good = true;
    for (size_t i = 0; i < list->n; i++)
        good = pc_distribution_number(&out[i], d, list->items[i], diags) == PC_OK && good;
    return good;
}

static bool are_probabilities(const double *p, const pc_option_list *list,
                              const pc_command *command)
{
    for (size_t i = 0; i < list->n; i++)
        if (!(p[i] > 0.0 && p[i] < 1.0)) {
            pc_cli_usage_error(command, "--quantile '%.40s' is not between 0 and 1",
                               list->items[i]);
            return false;
        }
    return true;
}

static int print(const pc_distribution *d, const pc_distribution_questions *questions,
                 const dist_values *values)
{
    const pc_terminal_options options = { .columns = pc_cli_columns(),
                                          .utf8 = pc_cli_is_utf8(),
                                          .colour =
                                              pc_cli_wants_colour((pc_when)values->colour) };
    char *text = values->format == 1 ? pc_distribution_json(d, questions)
                                     : pc_report_distribution(d, questions, &options);
    if (!text) return out_of_memory();
    fputs(text, stdout);
    free(text);
    return 0;
}

/* The picture, with its words and its table beside it. */
static int draw(const pc_distribution *d, const dist_values *values, pc_diags *diags)
{
    pc_chart *chart = NULL;
    const bool is_svg = pc_picture_ends_in(values->out, ".svg");
    const unsigned files =
        (is_svg ? PC_PICTURE_SVG : PC_PICTURE_PNG) | PC_PICTURE_WORDS | PC_PICTURE_TABLE;
    char *stem = strndup(values->out, strlen(values->out) - 4);
    if (!stem) return out_of_memory();
    pc_status status = pc_chart_make_distribution(&chart, d, NULL, diags);
    if (status == PC_OK && !values->force) status = pc_picture_check(stem, files, diags);
    if (status == PC_OK) status = pc_picture_save(chart, stem, files, diags);
    if (status == PC_ENOMEM && pc_diags_errors(diags) == 0)
        out_of_memory();
    else if (status != PC_OK)
        pc_cli_show_errors(diags);
    pc_chart_free(chart);
    free(stem);
    return pc_status_exit_code(status);
}

static int answer(const pc_distribution *d, const dist_values *values,
                  const pc_command *command, pc_diags *diags)
{
    double *p = calloc(values->quantiles.n + 1, sizeof *p),
           *x = calloc(values->at.n + 1, sizeof *x);
    const pc_distribution_questions questions = { p, x, values->quantiles.n, values->at.n };
    int code = PC_EXIT_USAGE;
    if (!p || !x)
        code = out_of_memory();
    else if (!read_numbers(p, d, &values->quantiles, diags) ||
             !read_numbers(x, d, &values->at, diags))
        pc_cli_show_errors(diags);
    else if (are_probabilities(p, &values->quantiles, command))
        code = print(d, &questions, values);
    if (code == 0 && values->out) code = draw(d, values, diags);
    free(p);
    free(x);
    return code;
}

static int show(const char *spec, const dist_values *values, const pc_command *command)
{
    const pc_distribution_options options = { .unit = values->unit,
                                              .currency = values->currency,
                                              .sets = values->sets.items,
                                              .n_sets = values->sets.n };
    pc_diags *diags = pc_diags_new();
    pc_distribution *d = NULL;
    if (!diags) return out_of_memory();
    const pc_status status = pc_distribution_make(&d, spec, &options, diags);
    int code = pc_status_exit_code(status);
    for (size_t i = 0; status == PC_OK && i < pc_diags_count(diags); i++)
        pc_cli_show(pc_diags_at(diags, i));
    if (status == PC_OK)
        code = answer(d, values, command, diags);
    else if (status == PC_ENOMEM && pc_diags_errors(diags) == 0)
        code = out_of_memory();
    else
        pc_cli_show_errors(diags);
    pc_distribution_free(d);
    pc_diags_free(diags);
    return code;
}

static int act(const void *options, const pc_option_list *specs, const pc_command *command)
{
    const dist_values *values = options;
    const char *out = values->out;
    if (specs->n > 1)
        return pc_cli_usage_error(command, "one SPEC at a time; quote it for the shell");
    if (specs->n == 0 || !*specs->items[0])
        return pc_cli_usage_error(command, "which distribution? For example "
                                           "'{ \"low\": 10, \"mid\": 12, \"high\": 15 }'");
    if (out && !pc_picture_name_is_good(out, command)) return PC_EXIT_USAGE;
    if (out && !pc_picture_ends_in(out, ".png") && !pc_picture_ends_in(out, ".svg"))
        return pc_cli_usage_error(command, "--out '%.80s' must end in .png or .svg", out);
    return show(specs->items[0], values, command);
}

static int run_dist(const pc_command *command, int argc, char **argv)
{
    dist_values values = { 0 };
    return pc_options_run(&values, &values.help, command, argc, argv, act);
}

const pc_command pc_command_dist = {
    .name = "dist",
    .summary = "show a distribution in words, as a picture and as quantiles",
    .usage = "partnercast dist [OPTIONS] SPEC",
    .about =
        "Says what a distribution means before it goes into a scenario. SPEC is its JSON, a\n"
        "literal such as 12%, or FILE#/assumptions/NAME (FILE#NAME): an uncertain value of\n"
        "a scenario. Nothing is simulated: moments and quantiles are computed.\n",
    .examples =
        "  partnercast dist '{ \"lognormal\": { \"mean\": 3000000, \"cv\": 0.2 } }' --unit "
        "money\n"
        "  partnercast dist '{ \"low\": \"10%\", \"mid\": \"12%\", \"high\": \"15%\" }'\n"
        "  partnercast dist scenarios/neurectomy.json#growth_2 -o growth.png\n"
        "  partnercast dist '{ \"poisson\": { \"mean\": 4 } }' --at 7 --quantile 99%\n",
    .options = dist_options,
    .n_options = sizeof dist_options / sizeof *dist_options,
    .run = run_dist,
};
