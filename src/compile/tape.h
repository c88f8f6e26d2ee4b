/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_COMPILE_TAPE_H
#define PC_COMPILE_TAPE_H

#include "compile/people.h"

/** One way through the graph. */
typedef struct pc_tape {
    const pc_node *roots; /* n of them */
    size_t n;
    uint32_t *reg; /* [i] becomes the register of root i; constant roots get none */
    const pc_instruction *instructions; /* out, in the model's arena */
    size_t n_instructions, n_registers;
} pc_tape;

/**
 * For each tape, puts the part of the graph that its roots need in order, and gives every value
 * a register that is free again after its last use; a root's is taken by no later value. Builds
 * the tables of the draws and fills the model's draws and tables, which the tapes share. Where
 * sums of a population are needed (people, else NULL), one instruction works it, behind all
 * that it reads and before all that reads it; the model's calls and the population's tables are
 * filled.
 * @return PC_OK, PC_EDATA (E0503: two names with one stream, E0505: too many distributions) or
 *         PC_ENOMEM
 */
pc_status pc_tape_build(pc_model *model, const pc_dag *dag, pc_people *people, pc_tape *tapes,
                        size_t n, unsigned threads, pc_diags *diags);

/** The node that is simulated: aliases differ in the deterministic cases only. */
pc_node pc_tape_simulated(const pc_dag *dag, pc_node node);
/** How many registers an operation reads: its first arguments. */
unsigned pc_tape_operands(pc_opcode op);

#endif
