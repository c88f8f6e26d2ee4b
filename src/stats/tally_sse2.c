/* SPDX-License-Identifier: GPL-3.0-or-later */
#define PC_LANE_WIDTH 2
#include "stats/tally.inl"

#include "stats/paths.h"

const pc_tally_path pc_tally_sse2 = { .isa = "baseline", .add = add };
