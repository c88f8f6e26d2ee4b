/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_CLI_STOP_H
#define PC_CLI_STOP_H

#include <stdbool.h>

/** Catches SIGINT, SIGTERM and SIGHUP (unless ignored from outside, as by nohup): the first one
 *  asks to stop at the next block, the second one leaves at once. */
void pc_stop_catch(void);

/** Whether somebody asked to stop. */
bool pc_stop_asked(void);

#endif
