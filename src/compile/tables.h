/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_COMPILE_TABLES_H
#define PC_COMPILE_TABLES_H

#include "compile/model.h"

/**
 * Builds the model's n tables, one a distribution, with up to `threads` threads. Tables do not
 * depend on each other, so who builds which changes nothing. They live in arenas of the model.
 * @return PC_OK, PC_ENOMEM, or PC_EDATA with *steep the first distribution that has no table
 */
pc_status pc_tables_build(pc_model *model, const pc_dist *const *dists, size_t n,
                          unsigned threads, size_t *steep);

#endif
