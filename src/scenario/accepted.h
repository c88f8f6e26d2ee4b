/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_SCENARIO_ACCEPTED_H
#define PC_SCENARIO_ACCEPTED_H

#include <stddef.h>

/** The linter's rules, in order; docs/model/lint.md. */
extern const char *const pc_lint_rules[];
extern const size_t pc_n_lint_rules;

#endif
