/* SPDX-License-Identifier: GPL-3.0-or-later */
#define PC_LANE_WIDTH     2
#define PC_RUN_POPULATION pc_population_run_sse2
#include "sim/tape.inl"

#include "sim/paths.h"

const pc_kernel pc_kernel_sse2 = { .isa = "baseline", .width = PC_LANE_WIDTH, .run = run_tape };
