/* SPDX-License-Identifier: GPL-3.0-or-later */
#define PC_LANE_WIDTH 8
#define PATH_NAME     "avx512"
#define PATH_RUNS     (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq"))
#include "tests/unit/programme/commission.inl"
