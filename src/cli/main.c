/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/commands.h"
#include "cli/console.h"

#include <gsl/gsl_errno.h>
#include <signal.h>
#include <string.h>

const pc_command *const pc_commands[] = { &pc_command_run,     &pc_command_lint,
                                          &pc_command_explain, &pc_command_chart,
                                          &pc_command_dist,    &pc_command_schema,
                                          &pc_command_help };
const size_t pc_n_commands = sizeof pc_commands / sizeof *pc_commands;

const pc_command *pc_command_find(const char *name)
{
    const char *names[sizeof pc_commands / sizeof *pc_commands];
    for (size_t i = 0; i < pc_n_commands; i++) {
        names[i] = pc_commands[i]->name;
        if (strcmp(names[i], name) == 0) return pc_commands[i];
    }
    const char *nearest = pc_options_nearest(name, names, pc_n_commands);
    pc_cli_usage_error(NULL, "unknown command '%s'%s%s%s", name,
                       nearest ? "; did you mean " : "", nearest ? nearest : "",
                       nearest ? "?" : "");
    return NULL;
}

int main(int argc, char **argv)
{
    pc_cli_open_standard_streams();
    signal(SIGPIPE, SIG_IGN); /* a reader that is gone is a failed write: 74, without a word */
    gsl_set_error_handler_off(); /* a fit that fails is told, not aborted */
    const pc_command *command = &pc_command_program;
    int code = PC_EXIT_USAGE;
    if (argc > 1 && argv[1][0] != '-') {
        command = pc_command_find(argv[1]);
        argc--;
        argv++;
    }
    if (command) code = command->run(command, argc - 1, argv + 1);
    /* lint's 1 is an answer, too; nobody heard it */
    if (!pc_cli_close_stdout() && code < PC_EXIT_USAGE) code = PC_EXIT_IO;
    return code;
}
