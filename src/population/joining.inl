/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many partners join a month, and who the n-th of them is. */
#ifndef PC_POPULATION_JOINING_INL
#define PC_POPULATION_JOINING_INL

#include "population/draws.inl"

/* How many of the kind join in the month. */
static void count_joining(const chunk *c, const pc_kind *kind, int month, double *count)
{
    if (kind->single) {
        fill_row(count, month == kind->start_month ? 1.0 : 0.0);
    } else if (kind->arrivals) {
        draw_level_count(c, count, kind->arrivals, kind->stream, month, 0);
    } else {
        const double *entry = level_row(c, kind->entry, month);
        EACH_LANE(i) lane_store(count + i, lane_load(entry + i));
    }
}

/* joins = 1 where more than n join; expected: all of them as one. False: nobody. */
static bool take_nth(const chunk *c, const double *count, double n, double *joins)
{
    const lane zero = lane_set(0.0), one = lane_set(1.0), nth = lane_set(n);
    if (c->expected && n > 0.0) return false;
    EACH_LANE(i)
    {
        const lane x = lane_load(count + i);
        lane_store(joins + i, c->expected ? x : lane_select(lane_lt(nth, x), one, zero));
    }
    return any_above_zero(joins);
}

static member new_member(const chunk *c, const pc_kind *kind, int month, uint32_t n,
                         double *state)
{
    return (member) {
        .kind = kind,
        .ladder = kind->ladder == PC_NONE ? NULL : &c->population->ladders[kind->ladder],
        .stream = kind->single ? kind->stream : pc_stream_nth(kind->stream, (uint32_t)month, n),
        .entry = month,
        .nth = n,
        .first = month,
        .state = state,
    };
}

static member incumbent_member(const chunk *c, const pc_kind *kind, size_t i, double *state)
{
    const pc_pop_incumbent *opening = &kind->incumbents[i];
    return (member) {
        .kind = kind,
        .ladder = kind->ladder == PC_NONE ? NULL : &c->population->ladders[kind->ladder],
        .stream = opening->stream,
        .nth = (uint32_t)i,
        .entry = -opening->row->months,
        .opening = opening,
        .state = state,
    };
}

#endif
