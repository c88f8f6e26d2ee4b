/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_CHART_KINDS_H
#define PC_CHART_KINDS_H

#include "chart/kinds/kind.h"

/** Each kind's own file defines one of these. */
extern const pc_kind pc_kind_fan, pc_kind_mix, pc_kind_exceed, pc_kind_roi, pc_kind_migrate,
    pc_kind_payout, pc_kind_matrix, pc_kind_dist;

#endif
