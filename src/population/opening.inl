/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Partners that are there at the start: what they have shown before it. */
#ifndef PC_POPULATION_OPENING_INL
#define PC_POPULATION_OPENING_INL

#include "population/attend.inl"
#include "programme/arithmetic.inl"

/* What a flow's running total was at the close of a month before the start: what is known of
 * it is spread evenly over so many months, in whole units. */
LANE_FN lane shown_before(const member *p, size_t flow, int month)
{
    const pc_pop_incumbent *of = p->opening;
    const bool money = flow == PC_FLOW_BOOKINGS;
    if (!money && flow != PC_FLOW_CERTIFICATIONS) return lane_set(0.0);
    const int months = money ? of->row->history_months : of->certified_months;
    const lane all = lane_set(money ? of->row->bookings_amt : of->row->certifications);
    const int until = months + 1 + month;
    if (until <= 0) return lane_set(0.0);
    return lane_round_rate(all, lane_set((double)until), lane_set((double)months));
}

/* The totals at the start, and who was at work in the month before it. */
STAGE void take_opening(const member *p)
{
    static const size_t flows[] = { PC_FLOW_BOOKINGS, PC_FLOW_CERTIFICATIONS };
    for (size_t k = 0; k < 2; k++) {
        const lane shown = shown_before(p, flows[k], -1);
        double *total = row_of(p, ROW_TOTAL + flows[k]);
        EACH_LANE(i) lane_store(total + i, shown);
    }
    fill_row(row_of(p, ROW_HELD), p->opening->row->certifications);
    work_if_awake(p, -1);
}

#endif
