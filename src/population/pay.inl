/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a partner is paid for a month's deals at one rate: docs/model/commission.md. What asks
 * for more than a rate is in population/earn.inl. */
#ifndef PC_POPULATION_PAY_INL
#define PC_POPULATION_PAY_INL

#include "population/witness.inl"
#include "programme/arithmetic.inl"

/* A component's rate at the partner's tier, kept from one change to the next. */
LANE_FN double *rate_row(const member *p, size_t component)
{
    return row_of(p, p->kind->rate_rows + component);
}

STAGE void take_rates(const chunk *c, const member *p, int month, const double *tier)
{
    for (size_t k = 0; k < p->kind->n_components; k++) {
        const pc_pop_component *component = &p->kind->components[k];
        take_by_tier(c, rate_row(p, k), component->rates, component->n_rates, month, tier);
    }
}

/* round(product / 10^6), ties to even, where the product is below 2^51: the remainder of the
 * nearest guess is exact, and how far it is beyond half a unit, as a clear quarter, moves the
 * guess or does not. */
LANE_FN lane round_millionths(lane product)
{
    const lane zero = lane_set(0.0), quarter = lane_set(0.25), clear = lane_set(0x1p40);
    const lane guess = lane_round(product * lane_set(1e-6));
    const lane rest = product - guess * lane_set(1e6);
    const ilane sign = lane_bits(rest) & ilane_set(0x8000000000000000);
    const lane limit = lane_from_bits(lane_bits(lane_set(5e5)) | sign);
    const lane half = lane_from_bits(lane_bits(lane_set(0.5)) | sign);
    const lane beyond = lane_max(zero - quarter, lane_min(quarter, (rest - limit) * clear));
    return lane_round(guess + (half + beyond)) + zero;
}

/* round(amount x rate), a rate in millionths: exact for decimals. All lanes go the same way. */
LANE_FN void rate_amounts(double *owed, const double *amount, const double *millionths)
{
    const lane base = lane_set(1e6);
    lane most = lane_set(0.0);
    EACH_LANE(i)
    most = lane_max(lane_abs(lane_load(amount + i) * lane_load(millionths + i)), most);
    if (lane_any(lane_lt(lane_set(0x1p51), most))) {
        EACH_LANE(i)
        lane_store(owed + i,
                   lane_round_rate(lane_load(amount + i), lane_load(millionths + i), base));
    } else {
        EACH_LANE(i)
        lane_store(owed + i,
                   round_millionths(lane_load(amount + i) * lane_load(millionths + i)));
    }
}

/* The part of the amount that carries the component's credit: influenced comes first, sourced
 * is what is left behind the others, so that the parts are the whole. */
LANE_FN const double *credited(const chunk *c, const pc_pop_component *component, int month,
                               const double *amount, double *part, double *others)
{
    if (!component->influenced && !component->others) return amount;
    fill_row(part, 0.0);
    if (component->influenced)
        rate_amounts(part, amount, level_row(c, component->influenced, month));
    if (!component->others) return part;
    rate_amounts(others, amount, level_row(c, component->others, month));
    EACH_LANE(i)
    lane_store(part + i, lane_load(part + i) + (lane_load(amount + i) - lane_load(others + i)));
    return part;
}

/* Of all deals those of the classes that the component is paid on: money, or their number. */
LANE_FN void of_class(const pc_pop_component *component, double *out, const double *all,
                      const double *influenced, const double *unsourced)
{
    EACH_LANE(i)
    {
        lane x = lane_set(0.0);
        if (component->on_influenced) x = x + lane_load(influenced + i);
        if (component->on_sourced) x = x + (lane_load(all + i) - lane_load(unsourced + i));
        lane_store(out + i, x);
    }
}

/* The part of the month's sales that the component is paid on. */
LANE_FN const double *credited_sales(const chunk *c, const member *p,
                                     const pc_pop_component *component, int month)
{
    const double *amount = work_row(c, WORK_AMOUNT);
    double *part = work_row(c, WORK_A);
    if (!p->kind->sourced)
        return credited(c, component, month, amount, part, work_row(c, WORK_B));
    of_class(component, part, amount, work_row(c, WORK_INFLUENCED),
             work_row(c, WORK_UNSOURCED));
    return part;
}

STAGE void pay(const chunk *c, const member *p, int month)
{
    for (size_t k = 0; k < p->kind->n_components; k++) {
        const pc_pop_component *component = &p->kind->components[k];
        if (component->by_rule) continue;
        double *sum = sum_row(c, component->accrued, month);
        if (!sum) continue;
        double *owed = work_row(c, WORK_B);
        const double *base = credited_sales(c, p, component, month);
        rate_amounts(owed, base, rate_row(p, k));
        if (is_watched(c, p)) watch_pay(c, p, month, k, base, rate_row(p, k), owed);
        add_weighted(sum, row_of(p, ROW_ALIVE), owed);
    }
}

#endif
