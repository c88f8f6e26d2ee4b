/* SPDX-License-Identifier: GPL-3.0-or-later */
#define PC_LANE_WIDTH     8
#define PC_RUN_POPULATION pc_population_run_avx512
#include "sim/tape.inl"

#include "sim/paths.h"

const pc_kernel pc_kernel_avx512 = { .isa = "avx512", .width = PC_LANE_WIDTH, .run = run_tape };
