/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_STATS_PATHS_H
#define PC_STATS_PATHS_H

#include "stats/tally.h"

/* The tally compiled for each vector path, one object each. */
extern const pc_tally_path pc_tally_sse2, pc_tally_avx2, pc_tally_avx512;

#endif
