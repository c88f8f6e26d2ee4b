/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_COMPILE_MEASURE_H
#define PC_COMPILE_MEASURE_H

#include "compile/ledger.h"
#include "programme/metric.h"

/** The node of a metric in a period: money in minor units, ratios as fractions. Gaps have none
 * of their own: they are their metric, shifted. */
pc_node pc_measure(pc_ledger *ledger, const pc_metric_info *metric, const pc_period *period);

/** The same for partners, minimums, leads, growth and claims (measure_partners.c). */
pc_node pc_measure_partners(pc_ledger *ledger, const pc_metric_info *metric,
                            const pc_period *period);

#endif
