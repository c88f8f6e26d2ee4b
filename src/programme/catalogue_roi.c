/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "programme/catalogue.h"

void pc_catalogue_returns(pc_catalogue *c)
{
    const bool has_margin = c->programme->roi.gross_margin != NULL;
    for (size_t i = 0; i < PC_N_ROIS; i++) {
        if (!has_margin && (i == PC_ROI_MARGIN || i == PC_ROI_INCREMENTAL)) continue;
        const char *id = pc_arena_printf(c->arena, "roi.%s", pc_roi_ids[i]);
        if (!id) return;
        pc_metric_class ratio = pc_fraction(PC_METRIC_ROI);
        if (i == PC_ROI_MULTIPLE) ratio.unit = "multiple";
        pc_catalogue_add(c, id, ratio, i);
        pc_catalogue_add_for(c, id, ".attributed", pc_money(PC_METRIC_ROI_ATTRIBUTED), i);
        pc_catalogue_add_for(c, id, ".costs", pc_money(PC_METRIC_ROI_COSTS), i);
    }
    const pc_metric_class month = { "months", PC_METRIC_NEVER, PC_METRIC_PAYBACK,
                                    PC_SCOPE_TOTAL };
    if (has_margin) pc_catalogue_add(c, "payback.month", month, 0);
}
