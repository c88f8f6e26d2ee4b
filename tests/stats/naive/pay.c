/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "person.h"

#include <assert.h>
#include <math.h>

/* docs/model/commission.md once more: what a component owes a partner for a month's deals. */

/* A fraction of whole minor units: exactly when it is a decimal of at most six places, as
 * written or as a formula gives it. */
static double part_of(naive_world *world, double amount, double fraction)
{
    const double millionths = fraction * 1e6, whole = nearbyint(millionths);
    if (fabs(millionths - whole) < 1e-7 && amount == floor(amount))
        return naive_exact(amount, whole, 1e6);
    const double part = amount * fraction;
    if (fabs(part - floor(part) - 0.5) < 1e-6) world->close_calls++;
    return naive_round(part);
}

/* The part of an amount that carries the component's credit. */
static double credited(naive_when when, const person *p, const pc_component *component,
                       double amount)
{
    const double sourced = naive_value(when, p->credit[PC_CREDIT_SOURCED]);
    double influenced = naive_value(when, p->credit[PC_CREDIT_INFLUENCED]), sum = 0;
    if (influenced > 1 - sourced) influenced = 1 - sourced;
    if (component->any_credit || component->credit == PC_CREDIT_INFLUENCED)
        sum += part_of(when.world, amount, influenced);
    if (component->any_credit || component->credit == PC_CREDIT_SOURCED)
        sum += amount - part_of(when.world, amount, 1 - sourced);
    return sum;
}

static double rate_of(naive_when when, const person *p, const pc_commission_schedule *schedule)
{
    if (schedule->kind == PC_SCHEDULE_FLAT) return naive_value(when, schedule->rate);
    assert(schedule->kind == PC_SCHEDULE_BY_TIER && p->conduct->ladder_id != PC_NONE);
    const pc_ladder *ladder = &when.world->programme->ladders[p->conduct->ladder_id];
    const pc_tier_rate *tier = pc_schedule_tier(schedule, ladder->tiers[p->tier].id);
    return naive_value(when, tier ? tier->rate : NULL);
}

double naive_owed(naive_when when, const person *p, const pc_component *component,
                  const double *deals, size_t n_deals)
{
    double sum = 0, together = 0;
    const double rate = rate_of(when, p, &component->schedule);
    for (size_t k = 0; k < n_deals; k++) {
        together += deals[k];
        sum += part_of(when.world, credited(when, p, component, deals[k]), rate);
    }
    if (!component->by_partner_month) return sum;
    return part_of(when.world, credited(when, p, component, together), rate);
}
