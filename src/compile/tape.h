/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_COMPILE_TAPE_H
#define PC_COMPILE_TAPE_H

#include "compile/dag.h"

/**
 * Puts the part of the graph that `roots` (n of them) need in order, gives every value a
 * register that is free again after its last use, builds the tables of the draws, and fills the
 * model's draws, tables, instructions and n_registers. reg[i] becomes the register of root i,
 * which no later value takes; constant roots get none.
 * @return PC_OK, PC_EDATA (E0503: two names with one stream, E0505: too many distributions) or
 *         PC_ENOMEM
 */
pc_status pc_tape_build(pc_model *model, const pc_dag *dag, const pc_node *roots, size_t n,
                        uint32_t *reg, unsigned threads, pc_diags *diags);

#endif
