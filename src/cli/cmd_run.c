/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `partnercast run`: load and check all scenarios, simulate each, write its files, print its
 * summary. */
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/stop.h"
#include "cli/trials.h"
#include "partnercast/partnercast.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- Options ---- */

typedef struct run_values {
    bool help, no_charts, no_sidecar, quiet, force;
    const char *out, *as, *trials_csv;
    pc_option_count trials, seed, threads;
    pc_option_list sets, columns;
    int at, format, colour, progress;
} run_values;

static const char *const ats[] = { "simulated", "plan", "means", NULL }; /* as enum pc_at */
static const char *const formats[] = { "text", "json", NULL };
static const char *const whens[] = { "auto", "always", "never", NULL }; /* pc_when */
static const char *const styles[] = { "auto", "always", "never", "json",
                                      NULL }; /* pc_progress_style */

#define AT(member) offsetof(run_values, member)
static const pc_option run_options[] = {
    { 'o', "out", PC_OPTION_TEXT, AT(out), "DIR", "write into DIR/NAME/ (default: out)", 0, 0,
      0 },
    { 0, "as", PC_OPTION_TEXT, AT(as), "NAME",
      "name the result NAME instead of the file's stem", 0, 0, 0 },
    { 0, "set", PC_OPTION_LIST, AT(sets), "WHAT=VALUE",
      "replace a value: an assumption by its name (referral=15%)\n"
      "or anything by its pointer (/channels/marketplace/fee=3%); repeatable",
      0, 0, 0 },
    { 0, "trials", PC_OPTION_COUNT, AT(trials), "N",
      "simulate N futures (default: the scenario's, else 20480)", 1, 1000000000, 0 },
    { 0, "seed", PC_OPTION_COUNT, AT(seed), "N",
      "start of the random numbers (default: the scenario's, else 1)", 0, 9007199254740991, 0 },
    { 0, "at", PC_OPTION_CHOICE, AT(at), "plan|means",
      "one pass instead of a simulation: every assumption at the\n"
      "number the plan states (plan) or at its mean (means)",
      0, 0, ats },
    { 0, "threads", PC_OPTION_COUNT, AT(threads), "N",
      "work with N threads (default: one a processor); the results\n"
      "are the same for any N",
      1, 1024, 0 },
    { 0, "trials-csv", PC_OPTION_TEXT, AT(trials_csv), "FILE",
      "write the headlines and targets of every single future, one\n"
      "a row; - for stdout, instead of the summary",
      0, 0, 0 },
    { 0, "columns", PC_OPTION_LIST, AT(columns), "GLOB",
      "more columns of --trials-csv: METRIC@PERIOD, with * for any\n"
      "characters (roi.*@y1); repeatable",
      0, 0, 0 },
    { 0, "no-charts", PC_OPTION_FLAG, AT(no_charts), NULL, "draw nothing", 0, 0, 0 },
    { 0, "no-sidecar", PC_OPTION_FLAG, AT(no_sidecar), NULL,
      "leave out the description (.txt) and the table (.csv) beside\n"
      "each chart",
      0, 0, 0 },
    { 0, "force", PC_OPTION_FLAG, AT(force), NULL,
      "move aside what is in the way of DIR/NAME and was not written\n"
      "by an earlier run",
      0, 0, 0 },
    { 0, "format", PC_OPTION_CHOICE, AT(format), "text|json",
      "what stdout gets: the summary, or results.json", 0, 0, formats },
    { 'q', "quiet", PC_OPTION_FLAG, AT(quiet), NULL, "no summary, no progress, no warnings", 0,
      0, 0 },
    { 0, "color", PC_OPTION_CHOICE, AT(colour), "auto|always|never", "colour in the summary", 0,
      0, whens },
    { 0, "progress", PC_OPTION_CHOICE, AT(progress), "auto|always|never|json",
      "a bar on stderr, or one JSON object a line", 0, 0, styles },
    { 'h', "help", PC_OPTION_FLAG, AT(help), NULL, "show this help", 0, 0, 0 },
};
#undef AT

/* ---- Loading ---- */

/* One scenario on its way through the command. */
typedef struct job {
    const char *path;
    pc_scenario *scenario;
    pc_diags *diags;
} job;

static int tell_nothing_simulated(size_t n_errors, pc_status status)
{
    fprintf(stderr, "%zu error%s, nothing was simulated.\n", n_errors,
            n_errors == 1 ? "" : "s");
    return pc_status_exit_code(status);
}

/* Several scenarios are compiled and one future of each is simulated, so that what is wrong
 * with the last one is known before the first is simulated. */
static pc_status check_all_of(job *j, const run_values *values, bool is_alone)
{
    pc_results *unused = NULL;
    const pc_run_options once = { .at = (pc_at)values->at, .trials = 1, .threads = 1 };
    if (is_alone) return PC_OK;
    const pc_status status = pc_run(&unused, j->scenario, &once, j->diags);
    pc_results_free(unused);
    return status;
}

static int load_all(job *jobs, size_t n, const run_values *values)
{
    const pc_scenario_options options = { .sets = values->sets.items,
                                          .n_sets = values->sets.n,
                                          .name = values->as };
    size_t n_errors = 0;
    pc_status first = PC_OK;
    for (size_t i = 0; i < n; i++) {
        job *j = &jobs[i];
        j->diags = pc_diags_new();
        pc_status status =
            j->diags ? pc_scenario_load(&j->scenario, j->path, &options, j->diags) : PC_ENOMEM;
        if (status == PC_OK) status = check_all_of(j, values, n == 1);
        if (first == PC_OK) first = status;
        if (!j->diags || status == PC_OK) continue;
        pc_cli_show_errors(j->diags);
        n_errors += pc_diags_errors(j->diags);
    }
    if (first == PC_OK) return 0;
    if (first == PC_EIO) first = PC_ENOINPUT; /* nothing was to be written yet */
    if (n_errors == 0)
        pc_cli_complain(first == PC_ENOMEM ? "out of memory" : "cannot be loaded");
    return tell_nothing_simulated(n_errors ? n_errors : 1, first);
}

static int check_names(const job *jobs, size_t n, const pc_command *command)
{
    for (size_t i = 0; i < n; i++) {
        const char *name = pc_scenario_name(jobs[i].scenario);
        const char *problem = pc_output_name_problem(name);
        if (problem)
            return pc_cli_usage_error(
                command, "'%s' cannot be the name of a folder, %s; give one with --as", name,
                problem);
        for (size_t k = 0; k < i; k++)
            if (strcmp(name, pc_scenario_name(jobs[k].scenario)) == 0)
                return pc_cli_usage_error(command,
                                          "%s and %s would both be written to '%s'; run one of "
                                          "them by itself with --as NAME",
                                          jobs[k].path, jobs[i].path, name);
    }
    return 0;
}

static pc_output output_of(const job *j, const run_values *values)
{
    return (pc_output) { .dir = values->out,
                         .name = pc_scenario_name(j->scenario),
                         .force = values->force,
                         .no_sidecar = values->no_sidecar,
                         .draws = !values->no_charts && values->at == PC_AT_SIMULATED };
}

static pc_trials_target target_of(const run_values *values)
{
    return (pc_trials_target) { .path = values->trials_csv, .force = values->force };
}

static int check_outputs(const job *jobs, size_t n, const run_values *values)
{
    for (size_t i = 0; i < n; i++) {
        const pc_output output = output_of(&jobs[i], values);
        const pc_trials_target target = target_of(values);
        pc_status status = pc_output_check(&output, jobs[i].diags);
        if (status == PC_OK) status = pc_trials_target_check(&target, &output, jobs[i].diags);
        if (status == PC_OK) continue;
        pc_cli_show_errors(jobs[i].diags);
        return tell_nothing_simulated(pc_diags_errors(jobs[i].diags), status);
    }
    return 0;
}

/* ---- Simulating ---- */

static int tell_stopped(const job *j, const pc_progress *progress)
{
    pc_text text = { 0 };
    pc_progress_add_count(&text, progress->done);
    pc_text_add(&text, " of ");
    pc_progress_add_count(&text, progress->total);
    pc_cli_complain("%s: stopped after %s futures, nothing written",
                    pc_scenario_name(j->scenario), text.failed ? "some" : text.data);
    pc_text_clear(&text);
    return PC_EXIT_INTERRUPTED;
}

/* Runs, and writes the single trials if they are wanted. */
static pc_status run_one(pc_results **results, const job *j, pc_run_options *options,
                         const run_values *values)
{
    pc_trials_target target = target_of(values);
    options->columns = values->columns.items;
    options->n_columns = values->columns.n;
    pc_status status = pc_trials_target_begin(&target, options, j->diags);
    if (status == PC_OK) status = pc_run(results, j->scenario, options, j->diags);
    if (status == PC_OK) status = pc_trials_target_save(&target, j->diags);
    pc_trials_target_end(&target);
    return status;
}

static int simulate(pc_results **results, const job *j, const run_values *values)
{
    pc_progress progress;
    pc_progress_start(&progress,
                      values->quiet ? PC_PROGRESS_NEVER : (pc_progress_style)values->progress,
                      pc_scenario_name(j->scenario));
    pc_run_options options = { .trials = values->trials.value,
                               .has_seed = values->seed.given,
                               .seed = values->seed.value,
                               .threads = (unsigned)values->threads.value,
                               .at = (pc_at)values->at,
                               .progress = pc_progress_update,
                               .progress_context = &progress };
    const pc_status status = run_one(results, j, &options, values);
    pc_progress_end(&progress, status == PC_OK);
    if (status == PC_OK) return 0;
    if (status == PC_ECANCELLED) return tell_stopped(j, &progress);
    pc_cli_show_errors(j->diags);
    const size_t n_errors = pc_diags_errors(j->diags);
    if (status == PC_EIO) return PC_EXIT_IO; /* stdout is told of when it is closed */
    if (n_errors == 0) pc_cli_complain("out of memory");
    return tell_nothing_simulated(n_errors ? n_errors : 1, status);
}

/* The summary, or results.json. False without memory. */
static bool print_answer(const pc_results *results, const pc_output *output,
                         const pc_output_files *files, const run_values *values)
{
    char *text, *folder = NULL;
    if (values->format == 1) {
        text = pc_results_json(results);
    } else {
        folder = pc_output_path(output);
        const pc_terminal_options options = { .columns = pc_cli_columns(),
                                              .utf8 = pc_cli_is_utf8(),
                                              .colour =
                                                  pc_cli_wants_colour((pc_when)values->colour),
                                              .folder = folder,
                                              .files = files->items,
                                              .n_files = files->n };
        text = pc_report_terminal(results, &options);
    }
    const bool is_there = text != NULL;
    if (is_there) fputs(text, stdout);
    free(folder);
    free(text);
    return is_there;
}

/* The summary tells the warnings of the results itself; the others are told here. */
static bool is_in_summary(const pc_diag *warning, const pc_results *results,
                          const run_values *values)
{
    for (size_t i = 0; values->format == 0 && i < results->n_warnings; i++)
        if (strcmp(results->warnings[i].code, warning->code) == 0 &&
            strcmp(results->warnings[i].text, warning->text) == 0)
            return true;
    return false;
}

static void show_warnings(const job *j, const pc_results *results, const run_values *values)
{
    for (size_t i = 0; !values->quiet && i < pc_diags_count(j->diags); i++) {
        const pc_diag *diag = pc_diags_at(j->diags, i);
        if (diag->severity == PC_WARNING && !is_in_summary(diag, results, values))
            pc_cli_show(diag);
    }
}

static int write_and_print(const job *j, const pc_results *results, const run_values *values)
{
    const pc_output output = output_of(j, values);
    pc_output_files files = { 0 };
    const pc_status status = pc_output_write(&files, &output, results, j->diags);
    show_warnings(j, results, values);
    if (status != PC_OK) {
        pc_cli_show_errors(j->diags);
        return pc_status_exit_code(status);
    }
    const bool is_taken = values->trials_csv && strcmp(values->trials_csv, "-") == 0;
    if (is_taken || (values->quiet && values->format == 0)) return 0;
    if (print_answer(results, &output, &files, values)) return 0;
    pc_cli_complain("out of memory");
    return pc_status_exit_code(PC_ENOMEM);
}

static int run_jobs(const job *jobs, size_t n, const run_values *values)
{
    pc_stop_catch();
    for (size_t i = 0; i < n; i++) {
        if (i > 0 && values->format == 0 && !values->quiet) putchar('\n');
        pc_results *results = NULL;
        int code = simulate(&results, &jobs[i], values);
        if (code == 0) code = write_and_print(&jobs[i], results, values);
        pc_results_free(results);
        if (code != 0) return code;
    }
    return 0;
}

/* ---- The command ---- */

/* What the parser cannot know: options that make no sense together. */
static int check_usage(const pc_option_list *files, const run_values *values,
                       const pc_command *command)
{
    if (files->n == 0)
        return pc_cli_usage_error(command, "which scenario? Give a file, or - for stdin");
    if (values->as && files->n > 1)
        return pc_cli_usage_error(command, "--as names one result, but there are %zu scenarios",
                                  files->n);
    const char *problem = values->as ? pc_output_name_problem(values->as) : NULL;
    if (problem)
        return pc_cli_usage_error(command, "--as '%.40s%s' cannot be the name of a folder: %s",
                                  values->as, strlen(values->as) > 40 ? "..." : "", problem);
    if (values->at != 0 && (values->trials.given || values->seed.given))
        return pc_cli_usage_error(command, "--at %s is one pass without draws: leave out --%s",
                                  ats[values->at], values->trials.given ? "trials" : "seed");
    if (!*values->out) return pc_cli_usage_error(command, "--out needs the name of a folder");
    if (strcmp(values->out, "-") == 0)
        return pc_cli_usage_error(
            command, "--out is a folder; --format json puts the results on stdout");
    size_t n_stdin = 0, n_empty = 0;
    for (size_t i = 0; i < files->n; i++) {
        n_stdin += strcmp(files->items[i], "-") == 0;
        n_empty += !*files->items[i];
    }
    if (n_empty > 0)
        return pc_cli_usage_error(command, "'' is the name of no file; - stands for stdin");
    if (n_stdin > 1) return pc_cli_usage_error(command, "stdin (-) can be read only once");
    return 0;
}

/* The same of single trials. */
static int check_trials_usage(const pc_option_list *files, const run_values *values,
                              const pc_command *command)
{
    if (!values->trials_csv)
        return values->columns.n > 0
                   ? pc_cli_usage_error(command, "--columns belongs to --trials-csv FILE")
                   : 0;
    if (!*values->trials_csv)
        return pc_cli_usage_error(command, "--trials-csv needs the name of a file");
    if (files->n > 1)
        return pc_cli_usage_error(
            command, "--trials-csv is one file, but there are %zu scenarios", files->n);
    if (values->at != 0)
        return pc_cli_usage_error(command, "--at %s is one pass: there are no trials to write",
                                  ats[values->at]);
    if (strcmp(values->trials_csv, "-") == 0 && values->format == 1)
        return pc_cli_usage_error(command,
                                  "stdout is either for --trials-csv - or for --format json");
    return 0;
}

/* A vector path that is not there would be replaced by another in silence. */
static int check_isa(const pc_command *command)
{
    static const char *const names[] = { "baseline", "avx2", "avx512" };
    const char *wanted = getenv("PARTNERCAST_ISA");
    if (!wanted || !*wanted || pc_run_has_isa(wanted)) return 0;
    pc_text known = { 0 };
    pc_text_add(&known, "");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (pc_run_has_isa(names[i])) pc_text_addf(&known, "%s%s", i ? ", " : "", names[i]);
    pc_cli_usage_error(command, "PARTNERCAST_ISA is '%.40s', but this machine has %s", wanted,
                       known.failed ? "others" : known.data);
    pc_text_clear(&known);
    return PC_EXIT_USAGE;
}

static int run_files(const pc_option_list *files, const run_values *values,
                     const pc_command *command)
{
    job *jobs = calloc(files->n, sizeof *jobs);
    if (!jobs) {
        pc_cli_complain("out of memory");
        return pc_status_exit_code(PC_ENOMEM);
    }
    for (size_t i = 0; i < files->n; i++) jobs[i].path = files->items[i];
    int code = load_all(jobs, files->n, values);
    if (code == 0) code = check_names(jobs, files->n, command);
    if (code == 0) code = check_outputs(jobs, files->n, values);
    if (code == 0) code = run_jobs(jobs, files->n, values);
    for (size_t i = 0; i < files->n; i++) {
        pc_scenario_free(jobs[i].scenario);
        pc_diags_free(jobs[i].diags);
    }
    free(jobs);
    return code;
}

static int act(const void *options, const pc_option_list *files, const pc_command *command)
{
    const run_values *values = options;
    int code = check_usage(files, values, command);
    if (code == 0) code = check_trials_usage(files, values, command);
    if (code == 0) code = check_isa(command);
    return code ? code : run_files(files, values, command);
}

static int run_run(const pc_command *command, int argc, char **argv)
{
    run_values values = { .out = "out" };
    return pc_options_run(&values, &values.help, command, argc, argv, act);
}

const pc_command pc_command_run = {
    .name = "run",
    .summary = "simulate scenarios, write results and charts, print the finding",
    .usage = "partnercast run [OPTIONS] SCENARIO...",
    .about =
        "Simulates each scenario month by month over many possible futures, writes\n"
        "DIR/NAME/results.json, metrics.csv and charts/, and prints a summary.\n"
        "SCENARIO is a JSON file, or - for stdin; NAME is the file's stem. All scenarios are\n"
        "checked before the first is simulated. An earlier output is replaced as a whole.\n",
    .examples =
        "  partnercast run scenarios/neurectomy.json\n"
        "  partnercast run scenarios/neurectomy.json --set referral=15% --as dearer\n"
        "  partnercast run scenarios/neurectomy.json --at plan\n"
        "  partnercast run scenarios/neurectomy.json --format json -o results | jq .targets\n"
        "  partnercast run scenarios/neurectomy.json --trials-csv trials.csv --columns "
        "'revenue.total@y*'\n",
    .options = run_options,
    .n_options = sizeof run_options / sizeof *run_options,
    .run = run_run,
};
