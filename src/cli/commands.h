/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_CLI_COMMANDS_H
#define PC_CLI_COMMANDS_H

#include "cli/options.h"

extern const pc_command pc_command_run, pc_command_explain, pc_command_lint, pc_command_chart,
    pc_command_dist, pc_command_schema, pc_command_help, pc_command_program;

/** All commands in the order of the help. */
extern const pc_command *const pc_commands[];
extern const size_t pc_n_commands;

/** The command of that name; or NULL after telling stderr, with a suggestion. */
const pc_command *pc_command_find(const char *name);

#endif
