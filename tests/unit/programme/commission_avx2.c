/* SPDX-License-Identifier: GPL-3.0-or-later */
#define PC_LANE_WIDTH 4
#define PATH_NAME     "avx2"
#define PATH_RUNS     __builtin_cpu_supports("avx2")
#include "tests/unit/programme/commission.inl"
