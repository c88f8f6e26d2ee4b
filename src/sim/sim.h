/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_SIM_SIM_H
#define PC_SIM_SIM_H

#include "compile/model.h"

/** One vector path: the same tape, the same bits, other registers. */
typedef struct pc_kernel {
    const char *isa; /* "baseline" "avx2" "avx512" */
    unsigned width;  /* trials a vector holds */
    void (*run)(const pc_model *model, uint64_t seed, uint64_t first_trial, double *registers,
                const pc_witness *witness);
} pc_kernel;

/** The best path this processor has, or the lesser one that PARTNERCAST_ISA names. */
const pc_kernel *pc_kernel_best(void);
/** The path of that name, or NULL when the processor lacks it. */
const pc_kernel *pc_kernel_named(const char *isa);

/** Doubles of the registers, the widest tape's. */
size_t pc_sim_registers(const pc_model *model);

/** Doubles of scratch a worker needs; align to 64 bytes. Afterwards output o of the group's
 * n-th trial is scratch[model->outputs[o].reg * PC_GROUP + n]. */
size_t pc_sim_scratch(const pc_model *model);

/** Simulates PC_GROUP trials from first_trial (a multiple of PC_GROUP). No allocation, no I/O.
 */
static inline void pc_sim_group(const pc_kernel *kernel, const pc_model *model, uint64_t seed,
                                uint64_t first_trial, double *scratch)
{
    kernel->run(model, seed, first_trial, scratch, NULL);
}

/** The same, and tells the witness what happens to partners in its trial. */
static inline void pc_sim_witness(const pc_kernel *kernel, const pc_model *model, uint64_t seed,
                                  uint64_t first_trial, double *scratch,
                                  const pc_witness *witness)
{
    kernel->run(model, seed, first_trial, scratch, witness);
}

#endif
