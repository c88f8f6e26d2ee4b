/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/paths.h"

#include <stdlib.h>
#include <string.h>

static bool has_avx512(void)
{
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
           __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw");
}

const pc_kernel *pc_kernel_named(const char *isa)
{
    if (strcmp(isa, "avx512") == 0) return has_avx512() ? &pc_kernel_avx512 : NULL;
    if (strcmp(isa, "avx2") == 0)
        return __builtin_cpu_supports("avx2") ? &pc_kernel_avx2 : NULL;
    return strcmp(isa, "baseline") == 0 ? &pc_kernel_sse2 : NULL;
}

const pc_kernel *pc_kernel_best(void)
{
    const char *wanted = getenv("PARTNERCAST_ISA");
    const pc_kernel *kernel = wanted ? pc_kernel_named(wanted) : NULL;
    if (!kernel) kernel = pc_kernel_named("avx512");
    if (!kernel) kernel = pc_kernel_named("avx2");
    return kernel ? kernel : pc_kernel_named("baseline");
}

size_t pc_sim_registers(const pc_model *model)
{
    const size_t n = model->n_registers, probe = model->probe.n_registers;
    return ((n > probe ? n : probe) + 1) * PC_GROUP;
}

size_t pc_sim_scratch(const pc_model *model)
{
    const pc_population *population = model->population;
    return pc_sim_registers(model) +
           (population ? pc_population_scratch(population, model->n_sums) : 0);
}
