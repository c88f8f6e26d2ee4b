/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the components of a plan may pay more than the money they stand on. */
#include "scenario/commission.h"

static double least(void *reader, const pc_expr *rate, int month)
{
    return pc_expr_range(&((pc_reader *)reader)->scope, rate, month, false).low;
}

static double greatest(void *reader, const pc_expr *rate, int month)
{
    return pc_expr_range(&((pc_reader *)reader)->scope, rate, month, false).high;
}

/* `low` is sure to be what the highest rates come to, `high` bounds it. */
static pc_range together(pc_reader *reader, const pc_commission *plan, pc_credit credit,
                         int month)
{
    return (pc_range) { pc_commission_most(plan, credit, month, least, reader),
                        pc_commission_most(plan, credit, month, greatest, reader) };
}

/* The first month in which the rates are over the whole, surely or perhaps; said once. */
static bool check_credit(pc_reader *reader, const pc_json *node, const pc_commission *plan,
                         pc_credit credit)
{
    static const double whole = 1 + 1e-9;
    static const char help[] = "lower them, or limit what they pay together: \"stacking\": { "
                               "\"additive_capped\": \"50%\" }";
    bool may = false;
    for (int month = 0; month < reader->scope.months; month++) {
        const pc_range sum = together(reader, plan, credit, month);
        may |= sum.high > whole;
        if (!(sum.low > whole)) continue;
        pc_json_key_error(reader->diags, node, "E0352", help,
                          "the components' highest rates on %s money sum to %s: more is paid "
                          "than is sold",
                          pc_credit_ids[credit], pc_number_words(reader, sum.low));
        return true;
    }
    if (may)
        pc_warn(reader, node, "W0350", help,
                "the components' rates on %s money may sum to more than 1",
                pc_credit_ids[credit]);
    return may;
}

void pc_check_rates(pc_reader *reader, const pc_json *node, const pc_commission *plan)
{
    if (plan->stacking == PC_STACKING_CAPPED) return;
    if (!check_credit(reader, node, plan, PC_CREDIT_SOURCED))
        check_credit(reader, node, plan, PC_CREDIT_INFLUENCED);
}
