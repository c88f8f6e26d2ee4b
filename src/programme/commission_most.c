/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The most that a plan can pay on a unit of money: each component at the highest of its rates,
 * with its accelerator, bonus and extra. */
#include "programme/commission.h"

#include <math.h>

typedef struct asking {
    pc_rate_value *value;
    void *context;
    int month;
} asking;

static double rate(const asking *a, const pc_expr *expr, double fallback)
{
    const double value = expr ? a->value(a->context, expr, a->month) : fallback;
    return isnan(value) ? fallback : value;
}

static double highest_rate(const asking *a, const pc_commission_schedule *schedule)
{
    double most = schedule->kind == PC_SCHEDULE_FLAT ? rate(a, schedule->rate, 0) : 0;
    if (schedule->kind == PC_SCHEDULE_FIXED) return 0; /* money, not a part of it */
    for (size_t i = 0; i < schedule->n_tiers; i++)
        most = fmax(most, rate(a, schedule->tiers[i].rate, 0));
    for (size_t i = 0; i < schedule->bands.n; i++)
        most = fmax(most, rate(a, schedule->bands.rate[i], 0));
    return most;
}

static double of_component(const asking *a, const pc_component *component)
{
    const pc_spiff *spiff = &component->spiff;
    double most = highest_rate(a, &component->schedule), points = 0;
    if (component->schedule.kind == PC_SCHEDULE_FIXED) return 0;
    for (size_t i = 0; i < component->accelerator.n; i++)
        points = fmax(points, rate(a, component->accelerator.rate[i], 0));
    most = (most + points) * fmax(1, rate(a, component->bonus.multiplier, 1));
    if (a->month >= spiff->first_month && a->month <= spiff->last_month)
        most += rate(a, spiff->points, 0);
    return most + rate(a, component->bonus.points, 0);
}

double pc_commission_most(const pc_commission *plan, pc_credit credit, int month,
                          pc_rate_value *value, void *context)
{
    const asking a = { value, context, month };
    double sum = 0;
    for (size_t i = 0; i < plan->n_components; i++) {
        const pc_component *component = &plan->components[i];
        if (component->event != PC_EVENT_NEW ||
            !(component->any_credit || component->credit == credit))
            continue;
        const double most = of_component(&a, component);
        sum = plan->stacking == PC_STACKING_EXCLUSIVE ? fmax(sum, most) : sum + most;
    }
    return plan->stacking == PC_STACKING_CAPPED ? fmin(sum, rate(&a, plan->limit, 1)) : sum;
}
