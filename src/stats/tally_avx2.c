/* SPDX-License-Identifier: GPL-3.0-or-later */
#define PC_LANE_WIDTH 4
#include "stats/tally.inl"

#include "stats/paths.h"

const pc_tally_path pc_tally_avx2 = { .isa = "avx2", .add = add };
