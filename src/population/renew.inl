/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a partner earns when its customers stay: anniversaries of what was sold 12, 24, ...
 * months ago. docs/model/commission.md, "Later years" */
#ifndef PC_POPULATION_RENEW_INL
#define PC_POPULATION_RENEW_INL

#include "population/earnings.inl"

LANE_FN double *left_row(const member *p, const pc_pop_renewal *renewal, int month)
{
    return pay_row(p, renewal->left_row + (size_t)(month % renewal->months));
}

/* What is left of a month's sales, when its term is over. */
LANE_FN void retain(const chunk *c, const member *p, double *left, int age, int month)
{
    const pc_kind *kind = p->kind;
    if (!kind->retained || age % kind->term_months != 0) return;
    const double *stays = level_row(c, kind->retained, month);
    EACH_LANE(i)
    lane_store(left + i, lane_round(lane_load(left + i) * lane_load(stays + i)));
}

/* The rate of the anniversary: of its own month, or of that of the close. */
LANE_FN void take_renewal_rate(const chunk *c, const member *p, const pc_pop_renewal *renewal,
                               int close, int month, double *rate)
{
    const double *tier =
        renewal->tier_row == PC_NONE
            ? row_of(p, ROW_TIER)
            : pay_row(p, renewal->tier_row + (size_t)(close % renewal->months));
    take_by_tier(c, rate, renewal->rates, renewal->n_rates, renewal->current ? month : close,
                 tier);
}

/* Each month's sales are an entry of their own; those that add up come as one amount. */
STAGE void renew_component(const chunk *c, const member *p, const pc_pop_component *component,
                           int month)
{
    _Alignas(64) double owed[PC_CHUNK], rate[PC_CHUNK], entry[PC_CHUNK], count[PC_CHUNK];
    _Alignas(64) double amount[PC_CHUNK];
    const pc_pop_renewal *renewal = &component->renewal;
    bool any = false;
    fill_row(owed, 0.0);
    fill_row(amount, 0.0);
    const int first = p->entry > 0 ? p->entry : 0; /* nothing is known of sales before */
    for (int age = 12; age < renewal->months && month - age >= first; age += 12) {
        double *left = left_row(p, renewal, month - age);
        retain(c, p, left, age, month);
        any = true;
        add_row(amount, left);
        if (renewal->all_schedule) continue;
        take_renewal_rate(c, p, renewal, month - age, month, rate);
        rate_amounts(entry, left, rate);
        add_row(owed, entry);
    }
    if (!any) return;
    if (renewal->all_schedule) {
        const occasion o = { .event = PC_EVENT_RENEWAL, .month = month, .count = count };
        fill_row(count, 1.0);
        follow_schedule(c, p, component, &o, amount, owed);
    }
    remember_window(p, component, month, amount);
    pc_seen said = no_reason(PC_PART_RENEWAL);
    if (is_watched(c, p)) {
        double was = owed[c->watched];
        said.base = amount[c->watched];
        cap_entry(c, p, component, month, owed);
        watch_part(c, p, month, (size_t)(component - p->kind->components), PC_PART_CAP, &was,
                   owed);
    } else {
        cap_entry(c, p, component, month, owed);
    }
    accrue(c, p, component, month, &said, owed);
}

/* Anniversaries come before the month's own sales; the row of the month that is older than any
 * that is paid is free for these. */
STAGE void renew(const chunk *c, const member *p, int month)
{
    for (size_t k = 0; k < p->kind->n_components; k++) {
        const pc_pop_component *component = &p->kind->components[k];
        const pc_pop_renewal *renewal = &component->renewal;
        if (!renewal->months) continue;
        renew_component(c, p, component, month);
        fill_row(left_row(p, renewal, month), 0.0);
        if (renewal->tier_row == PC_NONE) continue;
        memcpy(pay_row(p, renewal->tier_row + (size_t)(month % renewal->months)),
               row_of(p, ROW_TIER), PC_CHUNK * sizeof(double));
    }
}

#endif
