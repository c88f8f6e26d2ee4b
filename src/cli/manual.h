/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_CLI_MANUAL_H
#define PC_CLI_MANUAL_H

#include "cli/options.h"

/** Writes the manual page (man macros) of a command, or of the program itself, to stdout: what
 *  --help says, from the same table. */
void pc_manual_page(const pc_command *command);

/** Shells whose completions are known, as choices of an option. */
extern const char *const pc_shells[];

/** Writes the completion for pc_shells[shell] to stdout: every command, every option. */
void pc_completion(int shell);

#endif
