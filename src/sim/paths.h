/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_SIM_PATHS_H
#define PC_SIM_PATHS_H

#include "sim/sim.h"

/* The kernel compiled for each vector path, one object each. */
extern const pc_kernel pc_kernel_sse2, pc_kernel_avx2, pc_kernel_avx512;

#endif
