/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the components of a plan may pay more than the money they stand on. */
#include "scenario/commission.h"

#include <math.h>

/* What one component may pay at most, as a fraction: the greatest of its rates. `low` is sure
 * to be a rate of some band or tier, `high` bounds them all. */
static void widen(pc_reader *reader, pc_range *most, const pc_expr *rate, int month)
{
    if (!rate) return;
    const pc_range range = pc_expr_range(&reader->scope, rate, month, false);
    if (isnan(range.low) || isnan(range.high)) return;
    most->low = fmax(most->low, range.low);
    most->high = fmax(most->high, range.high);
}

/* A bonus that is earned and an extra of that month come on top. */
static pc_range with_extras(pc_reader *reader, const pc_component *component, pc_range rate,
                            int month)
{
    pc_range points = { 0, 0 }, times = { 1, 1 }, extra = { 0, 0 };
    widen(reader, &points, component->bonus.points, month);
    widen(reader, &times, component->bonus.multiplier, month);
    if (month >= component->spiff.first_month && month <= component->spiff.last_month)
        widen(reader, &extra, component->spiff.points, month);
    return (pc_range) { rate.low * times.low + points.low + extra.low,
                        rate.high * times.high + points.high + extra.high };
}

static pc_range rate_of(pc_reader *reader, const pc_component *component, int month)
{
    const pc_commission_schedule *schedule = &component->schedule;
    pc_range rate = { 0, 0 }, more = { 0, 0 };
    if (schedule->kind == PC_SCHEDULE_FIXED) return rate;
    if (schedule->kind == PC_SCHEDULE_FLAT) widen(reader, &rate, schedule->rate, month);
    for (size_t i = 0; i < schedule->n_tiers; i++)
        widen(reader, &rate, schedule->tiers[i].rate, month);
    for (size_t i = 0; i < schedule->bands.n; i++)
        widen(reader, &rate, schedule->bands.rate[i], month);
    for (size_t i = 0; i < component->accelerator.n; i++)
        widen(reader, &more, component->accelerator.rate[i], month);
    return with_extras(reader, component,
                       (pc_range) { rate.low + more.low, rate.high + more.high }, month);
}

static bool stands_on(const pc_component *component, pc_credit credit)
{
    return component->event == PC_EVENT_NEW &&
           (component->any_credit || component->credit == credit);
}

static pc_range together(pc_reader *reader, const pc_commission *plan, pc_credit credit,
                         int month)
{
    pc_range sum = { 0, 0 };
    for (size_t i = 0; i < plan->n_components; i++) {
        if (!stands_on(&plan->components[i], credit)) continue;
        const pc_range rate = rate_of(reader, &plan->components[i], month);
        const bool highest = plan->stacking == PC_STACKING_EXCLUSIVE;
        sum.low = highest ? fmax(sum.low, rate.low) : sum.low + rate.low;
        sum.high = highest ? fmax(sum.high, rate.high) : sum.high + rate.high;
    }
    return sum;
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
