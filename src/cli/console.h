/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_CLI_CONSOLE_H
#define PC_CLI_CONSOLE_H

#include "cli/options.h"
#include "partnercast/diagnostics.h"

#include <stdbool.h>
#include <stddef.h>

/** stdout is the answer, stderr is talk: everything said to stderr goes through here. */

enum { PC_EXIT_USAGE = 2, PC_EXIT_IO = 74, PC_EXIT_INTERRUPTED = 130 };

/** Three-way switches of the command line: the index into { "auto", "always", "never" }. */
typedef enum pc_when { PC_WHEN_AUTO, PC_WHEN_ALWAYS, PC_WHEN_NEVER } pc_when;

/** "partnercast: ..." on stderr, with a line end. */
void pc_cli_complain(const char *format, ...) __attribute__((format(printf, 1, 2)));

/** The same for a mistake in the command line, with a pointer to --help. command may be NULL
 *  for the program's own. Returns PC_EXIT_USAGE. */
int pc_cli_usage_error(const pc_command *command, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** One problem as people read it, on stderr; control characters of foreign files are masked. */
void pc_cli_show(const pc_diag *diag);

/** The same as an answer, on stdout. False without memory. */
bool pc_cli_print(const pc_diag *diag);

/** All errors of the list; "and n more" for those beyond the ones kept. */
void pc_cli_show_errors(const pc_diags *diags);

/** Makes sure that descriptors 0, 1, 2 are taken, so that no file of ours gets their number;
 *  what was closed stays unusable. Call first. */
void pc_cli_open_standard_streams(void);

/** Flushes and closes stdout. False when anything written to it was lost; stderr is told. */
bool pc_cli_close_stdout(void);

/** Whether stdout may carry colour, its width in columns, whether the locale is UTF-8. */
bool pc_cli_wants_colour(pc_when when);
unsigned pc_cli_columns(void);
bool pc_cli_is_utf8(void);

#endif
