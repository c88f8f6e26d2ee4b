/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `partnercast schema`: the JSON Schema of a file format, for editors and other programs. */
#include "cli/commands.h"
#include "cli/console.h"
#include "partnercast/partnercast.h"

#include <stdio.h>

typedef struct schema_values {
    bool help;
} schema_values;

static const pc_option schema_options[] = {
    { 'h', "help", PC_OPTION_FLAG, offsetof(schema_values, help), NULL, "show this help", 0, 0,
      0 },
};

/* Prints one schema; exit code. */
static int show(const char *format, const pc_command *command)
{
    enum { MOST = 8 };
    const char *names[MOST];
    size_t n = 0;
    const char *text = pc_schema(format);
    if (text) {
        fputs(text, stdout);
        return 0;
    }
    while (n < MOST && (names[n] = pc_schema_format(n))) n++;
    const char *nearest = pc_options_nearest(format, names, n);
    return pc_cli_usage_error(command, "'%.40s' has no schema; %s%s%s", format,
                              nearest ? "did you mean "
                                      : "there are scenario, results, spec and theme",
                              nearest ? nearest : "", nearest ? "?" : "");
}

static int act(const void *values, const pc_option_list *formats, const pc_command *command)
{
    (void)values; /* --help is all there is */
    if (formats->n > 1) return pc_cli_usage_error(command, "one schema at a time");
    return show(formats->n == 1 ? formats->items[0] : "scenario", command);
}

static int run(const pc_command *command, int argc, char **argv)
{
    schema_values values = { 0 };
    return pc_options_run(&values, &values.help, command, argc, argv, act);
}

const pc_command pc_command_schema = {
    .name = "schema",
    .summary = "print the JSON Schema of a file format, for editors",
    .usage = "partnercast schema [scenario|results|spec|theme]",
    .about =
        "Prints the JSON Schema (draft 2020-12) of scenarios, of results.json, or of the\n"
        "specifications and themes of charts. Editors use it to complete keys, to show what\n"
        "they mean and to mark mistakes while typing. `lint` checks more: sums, references,\n"
        "formulas, and whether the plan agrees with itself.\n",
    .examples = "  partnercast schema >partnercast-1.json\n"
                "  partnercast schema results\n",
    .options = schema_options,
    .n_options = sizeof schema_options / sizeof *schema_options,
    .run = run,
};
