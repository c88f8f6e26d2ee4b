/* SPDX-License-Identifier: GPL-3.0-or-later */
#define PC_LANE_WIDTH 2
#define PATH_NAME     "sse2"
#define PATH_RUNS     1
#include "tests/unit/programme/commission.inl"
