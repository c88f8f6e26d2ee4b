/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `partnercast lint`: where plans contradict themselves, found without simulating. */
#include "cli/commands.h"
#include "cli/console.h"
#include "partnercast/partnercast.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct lint_values {
    bool help, quiet, all;
    pc_option_list sets;
    int format;
} lint_values;

static const char *const formats[] = { "text", "json", NULL };

#define AT(member) offsetof(lint_values, member)
static const pc_option lint_options[] = {
    { 0, "set", PC_OPTION_LIST, AT(sets), "WHAT=VALUE",
      "replace a value first, as `run` does; repeatable", 0, 0, 0 },
    { 'a', "all", PC_OPTION_FLAG, AT(all), NULL,
      "show accepted findings too, with their reasons", 0, 0, 0 },
    { 0, "format", PC_OPTION_CHOICE, AT(format), "text|json",
      "text, or one JSON object for each scenario", 0, 0, formats },
    { 'q', "quiet", PC_OPTION_FLAG, AT(quiet), NULL, "the exit code only", 0, 0, 0 },
    { 'h', "help", PC_OPTION_FLAG, AT(help), NULL, "show this help", 0, 0, 0 },
};
#undef AT

/* ---- what is shown ---- */

static bool show_text(const char *path, const pc_lint_report *report, bool all)
{
    for (size_t i = 0; i < report->n; i++) {
        const pc_lint_finding *finding = &report->findings[i];
        if (finding->accepted && !all) continue;
        if (!pc_cli_print(&finding->said)) return false;
        if (finding->accepted) printf("  accepted: %s\n", finding->accepted);
    }
    printf("%s: %zu error%s, %zu warning%s", path, report->n_errors,
           report->n_errors == 1 ? "" : "s", report->n_warnings,
           report->n_warnings == 1 ? "" : "s");
    if (report->n_accepted) printf(", %zu accepted", report->n_accepted);
    printf("\n");
    return true;
}

static bool show(const char *path, const char *name, const pc_lint_report *report,
                 const lint_values *values)
{
    if (values->quiet) return true;
    if (values->format == 0) return show_text(path, report, values->all);
    char *json = pc_lint_json(report, name);
    if (json) fputs(json, stdout);
    free(json);
    return json != NULL;
}

/* Of a scenario that cannot be used: as an answer where the answer is JSON, else as talk. */
static void show_problems(const char *path, const pc_diags *diags, const lint_values *values)
{
    char *json =
        values->format == 1 && !values->quiet ? pc_lint_problems_json(diags, path) : NULL;
    if (json)
        fputs(json, stdout);
    else
        pc_cli_show_errors(diags);
    free(json);
}

/* ---- one scenario ---- */

/* The exit code of one scenario: 0, 1 with errors among its findings, or that it is unusable.
 */
static int lint(const char *path, const lint_values *values)
{
    const pc_scenario_options options = { .sets = values->sets.items,
                                          .n_sets = values->sets.n };
    pc_diags *diags = pc_diags_new();
    pc_scenario *scenario = NULL;
    pc_lint_report *report = NULL;
    pc_status status = diags ? pc_scenario_load(&scenario, path, &options, diags) : PC_ENOMEM;
    if (status == PC_OK) status = pc_lint(&report, scenario, diags);
    if (status == PC_OK) status = pc_lint_add_warnings(report, diags);
    if (status == PC_OK && !show(path, pc_scenario_name(scenario), report, values))
        status = PC_ENOMEM;
    if (status != PC_OK && diags) show_problems(path, diags, values);
    if (status == PC_ENOMEM) pc_cli_complain("out of memory");
    const int code = status != PC_OK        ? pc_status_exit_code(status)
                     : report->n_errors > 0 ? 1
                                            : 0;
    pc_lint_free(report);
    pc_scenario_free(scenario);
    pc_diags_free(diags);
    return code;
}

static int act(const void *options, const pc_option_list *paths, const pc_command *command)
{
    int code = 0;
    if (paths->n == 0) return pc_cli_usage_error(command, "which scenario?");
    for (size_t i = 0; i < paths->n; i++) {
        const int one = lint(paths->items[i], options);
        if (one > code) code = one; /* an unusable scenario weighs more than a finding */
    }
    return code;
}

static int run(const pc_command *command, int argc, char **argv)
{
    lint_values values = { 0 };
    return pc_options_run(&values, &values.help, command, argc, argv, act);
}

const pc_command pc_command_lint = {
    .name = "lint",
    .summary = "find where a plan contradicts itself",
    .usage = "partnercast lint [OPTIONS] SCENARIO...",
    .about = "Checks scenarios against their schema, then against the rules of a careful "
             "reader: totals\n"
             "against their parts, targets against projections, minimums against revenue, "
             "heads without\n"
             "a cost, returns without a definition. Nothing is simulated. What is right as it "
             "is can be\n"
             "accepted in the scenario, with a reason. Exits with 1 when an error is left.\n",
    .examples = "  partnercast lint scenarios/neurectomy.json\n"
                "  partnercast lint --format json scenarios/*.json\n",
    .options = lint_options,
    .n_options = sizeof lint_options / sizeof *lint_options,
    .run = run,
};
