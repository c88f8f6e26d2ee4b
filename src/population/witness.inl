/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a witness of one trial is told: read off the rows that the stages have worked, so that
 * it is the simulation itself. Kept out of the loops over lanes: without a witness a stage asks
 * once.
 */
#ifndef PC_POPULATION_WITNESS_INL
#define PC_POPULATION_WITNESS_INL

#include "population/chunk.inl"

#include <math.h>

#define WITNESS_FN static __attribute__((noinline, unused))

/* The witness looks at this chunk, and the partner is there in its trial. */
LANE_FN bool is_watched(const chunk *c, const member *p)
{
    return c->witness && row_of(p, ROW_ALIVE)[c->watched] > 0.0;
}

WITNESS_FN void tell(const chunk *c, const member *p, int month, pc_seen event)
{
    event.of = p->kind;
    event.entry = p->entry;
    event.nth = p->nth;
    event.month = month;
    event.tier = (size_t)row_of(p, ROW_TIER)[c->watched];
    c->witness->tell(c->witness->context, &event);
}

WITNESS_FN void watch_entry(const chunk *c, const member *p)
{
    tell(c, p, p->first,
         (pc_seen) { .kind = PC_SEEN_JOIN,
                     .value = row_of(p, ROW_PRODUCTIVITY)[c->watched],
                     .limit = row_of(p, ROW_FROM)[c->watched] });
}

/* `gone`: 1 where it left. */
WITNESS_FN void watch_exit(const chunk *c, const member *p, int month, const double *gone)
{
    if (gone[c->watched] > 0.0) tell(c, p, month, (pc_seen) { .kind = PC_SEEN_LEAVE });
}

/* Counts and amounts of one kind; nothing is said of nothing. */
WITNESS_FN void watch_count(const chunk *c, const member *p, int month, pc_seen_kind kind,
                            const double *count)
{
    const double value = count[c->watched];
    if (value > 0.0) tell(c, p, month, (pc_seen) { .kind = kind, .value = value });
}

WITNESS_FN void watch_amount(const chunk *c, const member *p, int month, pc_seen_kind kind,
                             const double *amount)
{
    const double value = amount[c->watched];
    if (value != 0.0) tell(c, p, month, (pc_seen) { .kind = kind, .amount = value });
}

/* The listed deals' sizes; the first that a trial may have has the index `first`, each further
 * one stands `step` behind. */
WITNESS_FN void watch_deals(const chunk *c, const member *p, int month, const draw_list *list,
                            uint64_t first, uint64_t step)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->trial[i] == c->watched)
            tell(c, p, month,
                 (pc_seen) { .kind = PC_SEEN_DEAL,
                             .number = (size_t)((list->index[i] - first) / step),
                             .to = p->kind->sourced ? (size_t)list->credit[i] : PC_NONE,
                             .amount = list->value[i] });
}

/* Leads that are won, listed with the months until they close. */
WITNESS_FN void watch_wins(const chunk *c, const member *p, int month, const draw_list *list,
                           uint64_t first, uint64_t step)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->trial[i] == c->watched)
            tell(c, p, month,
                 (pc_seen) { .kind = PC_SEEN_WON,
                             .number = (size_t)((list->index[i] - first) / step),
                             .value = list->value[i] });
}

#define WITNESS_NONE ((double)NAN)

/* How an entry came about; NONE: it has no base, no window. */
LANE_FN pc_seen no_reason(pc_seen_part part)
{
    return (pc_seen) { .kind = PC_SEEN_PAY,
                       .to = part,
                       .base = WITNESS_NONE,
                       .rate = WITNESS_NONE,
                       .value = WITNESS_NONE,
                       .limit = WITNESS_NONE };
}

/* Nothing is said of nothing. */
WITNESS_FN void watch_entry_of(const chunk *c, const member *p, int month, size_t component,
                               pc_seen said, const double *owed)
{
    said.amount = owed[c->watched];
    said.number = component;
    if (said.amount != 0.0 || said.base > 0.0) tell(c, p, month, said);
}

WITNESS_FN void watch_pay(const chunk *c, const member *p, int month, size_t component,
                          const double *base, const double *rate, const double *owed)
{
    pc_seen said = no_reason(PC_PART_NONE);
    said.base = base[c->watched];
    said.rate = rate[c->watched];
    watch_entry_of(c, p, month, component, said, owed);
}

/* What a stage has made of an entry: from `was` to what is owed now. */
WITNESS_FN void watch_part(const chunk *c, const member *p, int month, size_t component,
                           pc_seen_part part, double *was, const double *owed)
{
    const double more = owed[c->watched] - *was;
    *was = owed[c->watched];
    if (more == 0.0) return;
    tell(c, p, month,
         (pc_seen) { .kind = PC_SEEN_PART, .number = component, .to = part, .amount = more });
}

WITNESS_FN void watch_close(const chunk *c, const member *p, int month)
{
    tell(c, p, month,
         (pc_seen) { .kind = PC_SEEN_CLOSE, .holds = row_of(p, ROW_WORKS)[c->watched] > 0.0 });
}

#endif
