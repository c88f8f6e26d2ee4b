/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `partnercast`, `partnercast --version`, `partnercast help COMMAND`. */
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/manual.h"
#include "partnercast/run.h"

#include <stddef.h>
#include <stdio.h>

/* ---- partnercast ---- */

typedef struct program_values {
    bool help, version;
    int format;
} program_values;

static const char *const formats[] = { "text", "json", NULL };

static const pc_option program_options[] = {
    { .letter = 'h',
      .name = "help",
      .kind = PC_OPTION_FLAG,
      .offset = offsetof(program_values, help),
      .help = "show this help" },
    { .letter = 'V',
      .name = "version",
      .kind = PC_OPTION_FLAG,
      .offset = offsetof(program_values, version),
      .help = "show the version" },
    { .name = "format",
      .kind = PC_OPTION_CHOICE,
      .offset = offsetof(program_values, format),
      .argument = "text|json",
      .choices = formats,
      .help = "of --version" },
};

static void print_commands(FILE *to)
{
    fprintf(to, "\nCommands:\n");
    for (size_t i = 0; i < pc_n_commands; i++)
        fprintf(to, "  %-10s %s\n", pc_commands[i]->name, pc_commands[i]->summary);
}

static void print_version(bool as_json)
{
    if (!as_json) {
        printf("partnercast %s\n", pc_version());
        return;
    }
    printf("{ \"version\": \"%s\", \"model_revision\": %d, \"isa\": \"%s\", \"compiler\": "
           "\"%s\" }\n",
           pc_version(), pc_model_revision(), pc_run_isa(),
#ifdef __clang__
           "clang " __clang_version__
#else
           "gcc " __VERSION__
#endif
    );
}

static int run_program(const pc_command *command, int argc, char **argv)
{
    program_values values = { 0 };
    pc_option_list operands = { 0 };
    int code = 0;
    if (argc == 0) {
        fprintf(stderr, "Usage: %s\n", command->usage);
        print_commands(stderr);
        fprintf(stderr, "\nTry: partnercast run scenarios/neurectomy.json\n");
        return PC_EXIT_USAGE;
    }
    if (!pc_options_parse(&values, &operands, command, argc, argv)) {
        code = PC_EXIT_USAGE;
    } else if (values.help) {
        pc_options_help(command);
        print_commands(stdout);
    } else if (values.version) {
        print_version(values.format == 1);
    } else {
        code = pc_cli_usage_error(NULL, "which command? It stands before its options");
    }
    pc_options_clear(&values, &operands, command);
    return code;
}

const pc_command pc_command_program = {
    .name = "",
    .usage = "partnercast COMMAND [OPTIONS] FILE...",
    .about =
        "Simulates a partner programme from a JSON scenario: what each channel will bring,\n"
        "what it will cost, what it returns, and how likely each target is.\n",
    .examples = "  partnercast run scenarios/neurectomy.json\n"
                "  partnercast help run\n"
                "  partnercast --version --format json\n",
    .options = program_options,
    .n_options = sizeof program_options / sizeof *program_options,
    .run = run_program,
};

/* ---- partnercast help ---- */

typedef struct help_values {
    bool help, man;
    int completion; /* index into pc_shells; -1: none */
} help_values;

static const pc_option help_options[] = {
    { .name = "man",
      .kind = PC_OPTION_FLAG,
      .offset = offsetof(help_values, man),
      .help = "write the manual page instead, for man(1)" },
    { .name = "completion",
      .kind = PC_OPTION_CHOICE,
      .offset = offsetof(help_values, completion),
      .argument = "bash|zsh|fish",
      .choices = pc_shells,
      .help = "write what the shell needs to complete commands and options" },
    { .letter = 'h',
      .name = "help",
      .kind = PC_OPTION_FLAG,
      .offset = offsetof(help_values, help),
      .help = "show this help" },
};

static void show(const pc_command *subject, const help_values *values)
{
    if (values->completion >= 0) {
        pc_completion(values->completion);
    } else if (values->man) {
        pc_manual_page(subject);
    } else {
        pc_options_help(subject);
        if (subject == &pc_command_program) print_commands(stdout);
    }
}

static int act(const void *values, const pc_option_list *names, const pc_command *command)
{
    if (names->n > 1) return pc_cli_usage_error(command, "help on one command at a time");
    const pc_command *subject =
        names->n == 1 ? pc_command_find(names->items[0]) : &pc_command_program;
    if (!subject) return PC_EXIT_USAGE;
    show(subject, values);
    return 0;
}

static int run_help(const pc_command *command, int argc, char **argv)
{
    help_values values = { .completion = -1 };
    return pc_options_run(&values, &values.help, command, argc, argv, act);
}

const pc_command pc_command_help = {
    .name = "help",
    .summary = "show the help of a command; write manual pages and completions",
    .usage = "partnercast help [OPTIONS] [COMMAND]",
    .about =
        "Shows what a command does, its options and examples; without COMMAND, the list of\n"
        "commands.\n",
    .examples = "  partnercast help run\n"
                "  partnercast help --man run | man -l -\n"
                "  source <(partnercast help --completion bash)\n",
    .options = help_options,
    .n_options = sizeof help_options / sizeof *help_options,
    .run = run_help,
};
