/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `partnercast explain`: one future alone, with the ledger of every rule that fired. */
#include "base/file.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/stop.h"
#include "partnercast/partnercast.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

typedef struct explain_values {
    bool help, force, quiet;
    const char *near, *worst, *partner, *month, *out;
    pc_option_count trial, trials, seed, threads;
    pc_option_list sets;
    int format, colour, progress;
} explain_values;

enum { TEXT, CSV, JSON };
static const char *const formats[] = { "text", "csv", "json", NULL };
static const char *const whens[] = { "auto", "always", "never", NULL }; /* pc_when */
static const char *const styles[] = { "auto", "always", "never", "json",
                                      NULL }; /* pc_progress_style */

#define AT(member) offsetof(explain_values, member)
static const pc_option explain_options[] = {
    { 0, "trial", PC_OPTION_COUNT, AT(trial), "N",
      "the future of that number, from 0, as in results.json\n"
      "(trial_of) and `run --trials-csv`",
      0, 999999999, 0 },
    { 0, "near", PC_OPTION_TEXT, AT(near), "pN:METRIC[@PERIOD]",
      "the future nearest to a percentile of all futures:\n"
      "p10:revenue.total@y3",
      0, 0, 0 },
    { 0, "worst", PC_OPTION_TEXT, AT(worst), "METRIC[@PERIOD]",
      "the future in which the metric is lowest; of costs and\n"
      "paybacks the highest",
      0, 0, 0 },
    { 0, "partner", PC_OPTION_TEXT, AT(partner), "NAME",
      "the ledger of one partner (cohorts/si/2025-03/2: the second\n"
      "that joined in March), of a named one (accenture), or of a\n"
      "cohort (si)",
      0, 0, 0 },
    { 0, "month", PC_OPTION_TEXT, AT(month), "MONTH", "the ledger of one month: 2025-03 or m3",
      0, 0, 0 },
    { 0, "set", PC_OPTION_LIST, AT(sets), "WHAT=VALUE",
      "replace a value first, as `run` does; repeatable", 0, 0, 0 },
    { 0, "trials", PC_OPTION_COUNT, AT(trials), "N",
      "how many futures --near and --worst look at (default: the\n"
      "scenario's, else 20480)",
      1, 1000000000, 0 },
    { 0, "seed", PC_OPTION_COUNT, AT(seed), "N",
      "start of the random numbers (default: the scenario's, else 1)", 0, 9007199254740991, 0 },
    { 0, "threads", PC_OPTION_COUNT, AT(threads), "N",
      "work with N threads (default: one a processor); the answer\n"
      "is the same for any N",
      1, 1024, 0 },
    { 0, "format", PC_OPTION_CHOICE, AT(format), "text|csv|json",
      "words and tables, or all of it as data", 0, 0, formats },
    { 'o', "out", PC_OPTION_TEXT, AT(out), "FILE", "write into FILE instead of stdout", 0, 0,
      0 },
    { 0, "force", PC_OPTION_FLAG, AT(force), NULL,
      "overwrite a FILE that partnercast did not write", 0, 0, 0 },
    { 'q', "quiet", PC_OPTION_FLAG, AT(quiet), NULL, "no progress, no warnings", 0, 0, 0 },
    { 0, "color", PC_OPTION_CHOICE, AT(colour), "auto|always|never", "colour in the text", 0, 0,
      whens },
    { 0, "progress", PC_OPTION_CHOICE, AT(progress), "auto|always|never|json",
      "of the search: a bar on stderr, or one JSON object a line", 0, 0, styles },
    { 'h', "help", PC_OPTION_FLAG, AT(help), NULL, "show this help", 0, 0, 0 },
};
#undef AT

static int out_of_memory(void)
{
    pc_cli_complain("out of memory");
    return pc_status_exit_code(PC_ENOMEM);
}

/* ---- what is asked for ---- */

/* "p2.5:revenue.total@y1" into the quantile and what stands behind the colon; NULL: it is not
 * so. */
static const char *read_near(double *quantile, const char *text)
{
    char *end;
    if (text[0] != 'p' || text[1] < '0' || text[1] > '9') return NULL;
    errno = 0;
    *quantile = strtod(text + 1, &end) / 100.0;
    return *end == ':' && end[1] && errno == 0 && *quantile >= 0.0 && *quantile <= 1.0 ? end + 1
                                                                                       : NULL;
}

static int check_usage(const pc_option_list *files, const explain_values *values,
                       const pc_command *command)
{
    double unused;
    const int n = values->trial.given + (values->near != NULL) + (values->worst != NULL);
    if (files->n != 1 || !*files->items[0])
        return pc_cli_usage_error(command, files->n > 1
                                               ? "one scenario at a time"
                                               : "which scenario? Give a file, or - for stdin");
    if (n != 1)
        return pc_cli_usage_error(command, n ? "one of --trial, --near and --worst is enough"
                                             : "which future? Give --trial N, --near "
                                               "p10:METRIC or --worst METRIC");
    if (values->near && !read_near(&unused, values->near))
        return pc_cli_usage_error(command,
                                  "--near '%.60s' is no percentile of a metric: write "
                                  "p10:revenue.total@y3",
                                  values->near);
    if (values->worst && !*values->worst)
        return pc_cli_usage_error(command, "--worst needs a metric: revenue.total@y3");
    if (values->trial.given && values->trials.given)
        return pc_cli_usage_error(command, "--trials belongs to --near and --worst");
    if (values->out && !*values->out)
        return pc_cli_usage_error(command, "--out needs the name of a file");
    return 0;
}

static pc_explain_options options_of(const explain_values *values, pc_progress *progress)
{
    pc_explain_options options = { .by = values->near    ? PC_EXPLAIN_NEAR
                                         : values->worst ? PC_EXPLAIN_WORST
                                                         : PC_EXPLAIN_TRIAL,
                                   .trial = values->trial.value,
                                   .metric = values->worst,
                                   .partner = values->partner,
                                   .month = values->month,
                                   .has_seed = values->seed.given,
                                   .seed = values->seed.value,
                                   .trials = values->trials.value,
                                   .threads = (unsigned)values->threads.value,
                                   .progress = pc_progress_update,
                                   .progress_context = progress };
    if (values->near) options.metric = read_near(&options.quantile, values->near);
    return options;
}

/* ---- the answer ---- */

static bool is_stdout(const explain_values *values)
{
    return !values->out || strcmp(values->out, "-") == 0;
}

static char *text_of(const pc_explanation *explanation, const explain_values *values)
{
    const bool here = is_stdout(values);
    const pc_terminal_options options = {
        .columns = here ? pc_cli_columns() : 80,
        .utf8 = here ? pc_cli_is_utf8() : true,
        .colour = here && pc_cli_wants_colour((pc_when)values->colour),
    };
    if (values->format == CSV) return pc_explanation_csv(explanation);
    if (values->format == JSON) return pc_explanation_json(explanation);
    return pc_report_explanation(explanation, &options);
}

/* Whether the file is empty, or begins as an explanation does. */
static bool is_ours(const char *path)
{
    char head[400] = "";
    FILE *f = fopen(path, "rb");
    const size_t n = f ? fread(head, 1, sizeof head - 1, f) : 1;
    if (f) fclose(f);
    head[n] = '\0';
    head[strcspn(head, strncmp(head, "{", 1) == 0 ? "," : "\n")] = '\0';
    return n == 0 || strncmp(head, "what,who,month,", 15) == 0 ||
           strstr(head, "partnercast-explanation/") ||
           (strstr(head, "future ") && strstr(head, "seed "));
}

static pc_status check_out(const explain_values *values, pc_diags *diags)
{
    struct stat s;
    if (is_stdout(values) || stat(values->out, &s) != 0) return PC_OK;
    if (S_ISDIR(s.st_mode))
        return pc_diag_fail(diags, PC_ECREATE, "E0401", values->out, "is a folder");
    if (!S_ISREG(s.st_mode) || values->force || is_ours(values->out)) return PC_OK;
    pc_diag_add(diags, PC_ERROR, "E0410", &(pc_place) { .file = values->out },
                "choose another name, or give --force",
                "is in the way: no earlier explanation of partnercast");
    return PC_ECREATE;
}

static pc_status put(const pc_explanation *explanation, const explain_values *values,
                     pc_diags *diags)
{
    char *text = text_of(explanation, values);
    if (!text) return PC_ENOMEM;
    pc_status status = PC_OK;
    if (is_stdout(values))
        fputs(text, stdout); /* what is lost is told when stdout is closed */
    else
        status = pc_file_replace(values->out, text, strlen(text), diags);
    free(text);
    return status;
}

static pc_status explain(const pc_scenario *scenario, const explain_values *values,
                         pc_diags *diags)
{
    pc_progress progress;
    pc_explanation *explanation = NULL;
    pc_stop_catch();
    pc_progress_start(&progress,
                      values->quiet ? PC_PROGRESS_NEVER : (pc_progress_style)values->progress,
                      pc_scenario_name(scenario));
    const pc_explain_options options = options_of(values, &progress);
    pc_status status = pc_explain(&explanation, scenario, &options, diags);
    pc_progress_end(&progress, status == PC_OK);
    if (status == PC_OK) status = put(explanation, values, diags);
    pc_explanation_free(explanation);
    return status;
}

static int show(const char *path, const explain_values *values)
{
    const pc_scenario_options options = { .sets = values->sets.items,
                                          .n_sets = values->sets.n };
    pc_diags *diags = pc_diags_new();
    pc_scenario *scenario = NULL;
    if (!diags) return out_of_memory();
    pc_status status = check_out(values, diags);
    if (status == PC_OK) status = pc_scenario_load(&scenario, path, &options, diags);
    if (status == PC_OK) status = explain(scenario, values, diags);
    for (size_t i = 0; status == PC_OK && !values->quiet && i < pc_diags_count(diags); i++)
        pc_cli_show(pc_diags_at(diags, i));
    int code = pc_status_exit_code(status);
    if (status == PC_ECANCELLED)
        pc_cli_complain("stopped, nothing was explained");
    else if (status != PC_OK && pc_diags_errors(diags) == 0)
        code = out_of_memory();
    else if (status != PC_OK)
        pc_cli_show_errors(diags);
    pc_scenario_free(scenario);
    pc_diags_free(diags);
    return code;
}

static int act(const void *options, const pc_option_list *files, const pc_command *command)
{
    const int code = check_usage(files, options, command);
    return code ? code : show(files->items[0], options);
}

static int run_explain(const pc_command *command, int argc, char **argv)
{
    explain_values values = { 0 };
    return pc_options_run(&values, &values.help, command, argc, argv, act);
}

const pc_command pc_command_explain = {
    .name = "explain",
    .summary = "replay one future alone and show the ledger of what happened in it",
    .usage = "partnercast explain [OPTIONS] SCENARIO",
    .about =
        "Replays one future of a run, bit for bit, and says how it came about: what was\n"
        "drawn, what came of it, who joined and left, every deal, every review of a tier with\n"
        "the tests that were passed or failed and by how much, every commission with its\n"
        "rule, base and rate. The ledger adds up to the metrics, to the cent.\n"
        "Give --partner or --month for the ledger itself; --format csv has all of it.\n",
    .examples = "  partnercast explain scenarios/neurectomy.json --trial 17\n"
                "  partnercast explain scenarios/neurectomy.json --near p10:revenue.total@y3\n"
                "  partnercast explain scenarios/neurectomy.json --worst roi.multiple@y1 "
                "--format json\n",
    .options = explain_options,
    .n_options = sizeof explain_options / sizeof *explain_options,
    .run = run_explain,
};
