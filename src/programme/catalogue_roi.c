/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "programme/catalogue.h"

static bool is_there(const pc_roi *roi, size_t kind)
{
    switch (kind) {
    case PC_ROI_MARGIN:
    case PC_ROI_INCREMENTAL:
        return roi->gross_margin;
    case PC_ROI_CASH:
        return roi->has_cash;
    case PC_ROI_NPV:
        return roi->wants_npv && roi->gross_margin && roi->discount_rate;
    default:
        return true;
    }
}

/* Its return, what it attributes and what it costs: ratios of sums, or money that adds up over
 * time. */
static void add_definition(pc_catalogue *c, size_t kind)
{
    const bool is_ratio = kind != PC_ROI_CASH && kind != PC_ROI_NPV;
    const char *id = pc_arena_printf(c->arena, "roi.%s", pc_roi_ids[kind]);
    pc_metric_class of = is_ratio ? pc_fraction(PC_METRIC_ROI) : pc_money(PC_METRIC_ROI);
    pc_metric_class parts = pc_money(PC_METRIC_ROI_ATTRIBUTED);
    if (kind == PC_ROI_MULTIPLE) of.unit = "multiple";
    if (!is_ratio) of.kind = parts.kind = PC_METRIC_CUMULATIVE;
    pc_catalogue_add(c, id, of, kind);
    pc_catalogue_add_for(c, id, ".attributed", parts, kind);
    parts.family = PC_METRIC_ROI_COSTS;
    pc_catalogue_add_for(c, id, ".costs", parts, kind);
}

/* Partners that bring customers: a channel with credit sells a product. */
static bool has_partner_customers(const pc_programme *programme)
{
    for (size_t i = 0; i < programme->n_channels; i++)
        if (programme->channels[i].product && pc_channel_has_credit(&programme->channels[i]))
            return true;
    return false;
}

void pc_catalogue_returns(pc_catalogue *c)
{
    const pc_roi *roi = &c->programme->roi;
    for (size_t i = 0; i < PC_N_ROIS; i++)
        if (is_there(roi, i)) add_definition(c, i);
    const pc_metric_class month = { "months", PC_METRIC_NEVER, PC_METRIC_PAYBACK,
                                    PC_SCOPE_TOTAL };
    if (roi->gross_margin) pc_catalogue_add(c, "payback.month", month, 0);
    const pc_metric_class cac = { "currency", PC_METRIC_RATIO, PC_METRIC_CAC_PARTNER,
                                  PC_SCOPE_TOTAL };
    if (has_partner_customers(c->programme)) pc_catalogue_add(c, "cac.partner", cac, 0);
}
