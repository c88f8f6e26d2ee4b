/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a partner earns by a component's rules: schedule, accelerator, bonus and caps,
 * for what happens in all trials of a chunk at once: the n-th deal of the month, all
 * deals of it, certifications. docs/model/commission.md
 */
#ifndef PC_POPULATION_EARN_INL
#define PC_POPULATION_EARN_INL

#include "population/pay.inl"
#include "programme/commission.inl"

/* What is paid for: money and how many of it there are; expected: on average. 0 in trials where
 * nothing happened. */
typedef struct occasion {
    pc_event event;
    bool of_month; /* all deals of the month together */
    int month;
    const double *amount; /* minor units; NULL: it has none */
    const double *count;
    /* where each deal has one class, what of them is influenced, and not sourced; else NULL */
    const double *influenced, *unsourced, *n_influenced, *n_unsourced;
} occasion;

/* A component's row of the partner's state. */
LANE_FN double *pay_row(const member *p, size_t row)
{
    return row_of(p, p->kind->pay_rows + row);
}

LANE_FN bool begins_window(const chunk *c, pc_window window, int month)
{
    const int at = month + c->population->fiscal_elapsed;
    switch (window) {
    case PC_WINDOW_MONTH:
        return true;
    case PC_WINDOW_QUARTER:
        return at % 3 == 0;
    case PC_WINDOW_YEAR:
        return at % 12 == 0;
    default:
        return false;
    }
}

/* ---- what is accrued ---- */

/* An entry to the books: the sum that is wanted, floors that look at it, balances. */
STAGE void accrue(const chunk *c, const member *p, const pc_pop_component *component, int month,
                  const pc_seen *said, const double *owed)
{
    const double *alive = row_of(p, ROW_ALIVE);
    if (is_watched(c, p))
        watch_entry_of(c, p, month, (size_t)(component - p->kind->components), *said, owed);
    add_weighted(sum_row(c, component->accrued, month), alive, owed);
    for (pc_window w = PC_WINDOW_MONTH; w < PC_N_WINDOWS; w++)
        if (component->floor_row[w] != PC_NONE)
            add_row(pay_row(p, component->floor_row[w]), owed);
    const pc_pop_payment *payment = &component->payment;
    if (!payment->given) return;
    add_weighted(pay_row(p, payment->row), alive, owed);
    if (c->expected) add_row(pay_row(p, payment->row + payment->n_rows), owed);
}

/* ---- schedules ---- */

typedef struct band_rows {
    size_t n;
    bool lower;
    const double *from[PC_BANDS_MAX], *rate[PC_BANDS_MAX];
} band_rows;

LANE_FN void find_bands(band_rows *out, const chunk *c, const pc_pop_bands *bands, int month)
{
    out->n = bands->n;
    out->lower = bands->lower;
    for (size_t b = 0; b < bands->n; b++) {
        out->from[b] = level_row(c, bands->from[b], month);
        out->rate[b] = level_row(c, bands->rate[b], month);
    }
}

/* The bands of one lane of trials. */
typedef struct lane_bands {
    lane from[PC_BANDS_MAX], rate[PC_BANDS_MAX];
} lane_bands;

LANE_FN pay_bands load_bands(lane_bands *space, const band_rows *rows, size_t i)
{
    for (size_t b = 0; b < rows->n; b++) {
        space->from[b] = lane_load(rows->from[b] + i);
        space->rate[b] = lane_load(rows->rate[b] + i);
    }
    return (pay_bands) { rows->n, space->from, space->rate, 1e6, rows->lower };
}

/* What a window's amount is worth, in millionths and not rounded. */
LANE_FN lane worth(pc_schedule_kind kind, lane held, const pay_bands *bands)
{
    if (kind == PC_SCHEDULE_MARGINAL) return pay_marginal_sum(held, bands);
    return held * pay_band_rate(held, bands).value;
}

LANE_FN lane round_worth(pc_schedule_kind kind, lane held, const pay_bands *bands)
{
    if (kind == PC_SCHEDULE_MARGINAL) return pay_marginal(held, bands);
    if (kind == PC_SCHEDULE_INTERPOLATED) return pay_interpolated(held, bands);
    return pay_retroactive(held, bands);
}

/* round(P(X)) of each trial. What is small enough is exact in one double; all lanes go the same
 * way. */
STAGE void owe(double *owed, pc_schedule_kind kind, const band_rows *rows, const double *held)
{
    lane_bands space;
    lane most = lane_set(kind == PC_SCHEDULE_INTERPOLATED ? 0x1p60 : 0.0);
    EACH_LANE(i)
    {
        const pay_bands bands = load_bands(&space, rows, i);
        const lane x = worth(kind, lane_load(held + i), &bands);
        most = lane_max(lane_abs(x), most);
        lane_store(owed + i, x);
    }
    if (!lane_any(lane_lt(lane_set(0x1p51), most))) {
        EACH_LANE(i) lane_store(owed + i, round_millionths(lane_load(owed + i)));
        return;
    }
    EACH_LANE(i)
    {
        const pay_bands bands = load_bands(&space, rows, i);
        lane_store(owed + i, round_worth(kind, lane_load(held + i), &bands));
    }
}

/* round(P(X + a)) - round(P(X)) */
STAGE void owe_more(double *owed, pc_schedule_kind kind, const band_rows *rows,
                    const double *held, const double *amount)
{
    _Alignas(64) double until[PC_CHUNK], before[PC_CHUNK];
    EACH_LANE(i) lane_store(until + i, lane_load(held + i) + lane_load(amount + i));
    owe(before, kind, rows, held);
    owe(owed, kind, rows, until);
    EACH_LANE(i) lane_store(owed + i, lane_load(owed + i) - lane_load(before + i));
}

/* Each at the rate of its own size: of several, of their average. */
STAGE void owe_slab(const chunk *c, double *owed, const band_rows *rows, const double *amount,
                    const double *count)
{
    lane_bands space;
    _Alignas(64) double rate[PC_CHUNK];
    EACH_LANE(i)
    {
        const pay_bands bands = load_bands(&space, rows, i);
        const lane all = lane_load(amount + i);
        const lane one = c->expected ? all / lane_load(count + i) : all;
        lane_store(rate + i, pay_band_rate(one, &bands).value);
    }
    rate_amounts(owed, amount, rate);
}

/* The component's rate on the amount. */
STAGE void follow_schedule(const chunk *c, const member *p, const pc_pop_component *component,
                           const occasion *o, const double *base, double *owed)
{
    band_rows rows;
    const size_t k = (size_t)(component - p->kind->components);
    switch (component->schedule) {
    case PC_SCHEDULE_FLAT:
    case PC_SCHEDULE_BY_TIER:
        rate_amounts(owed, base, rate_row(p, k));
        return;
    case PC_SCHEDULE_SLAB:
        find_bands(&rows, c, &component->bands, o->month);
        owe_slab(c, owed, &rows, base, o->count);
        return;
    default:
        find_bands(&rows, c, &component->bands, o->month);
        owe_more(owed, component->schedule, &rows, pay_row(p, component->window_row), base);
    }
}

/* So many at an amount each, in whole minor units. */
LANE_FN void owe_fixed(double *owed, const double *count, const double *amount)
{
    EACH_LANE(i)
    lane_store(owed + i, lane_round(pay_fixed(lane_load(count + i), lane_load(amount + i))));
}

/* ---- extras ---- */

/* Points on what lies beyond each threshold. */
STAGE void accelerate(const chunk *c, const member *p, const pc_pop_component *component,
                      const occasion *o, const double *base, double *owed)
{
    band_rows rows;
    _Alignas(64) double more[PC_CHUNK];
    find_bands(&rows, c, &component->accelerator, o->month);
    owe_more(more, PC_SCHEDULE_MARGINAL, &rows, pay_row(p, component->window_row), base);
    add_row(owed, more);
}

/* Points of the amount, or what a multiple adds, where the test was passed. */
STAGE void add_bonus(const chunk *c, const member *p, const pc_pop_component *component,
                     const occasion *o, const double *base, double *owed)
{
    _Alignas(64) double more[PC_CHUNK];
    const double *passed = pay_row(p, component->bonus_row);
    if (component->points) {
        rate_amounts(more, base, level_row(c, component->points, o->month));
    } else {
        rate_amounts(more, owed, level_row(c, component->multiplier, o->month));
        EACH_LANE(i) lane_store(more + i, lane_load(more + i) - lane_load(owed + i));
    }
    EACH_LANE(i)
    {
        const lane x = lane_select(ilane_meets(lane_bits(lane_load(passed + i)), ilane_set(1)),
                                   lane_load(more + i), lane_set(0.0));
        lane_store(owed + i, lane_load(owed + i) + x);
    }
}

/* ---- limits ---- */

LANE_FN void limit_deals(const chunk *c, const pc_pop_component *component, const occasion *o,
                         double *owed)
{
    const pc_levels most = component->cap[PC_WINDOW_DEAL],
                    least = component->floor[PC_WINDOW_DEAL];
    if (most) {
        const double *cap = level_row(c, most, o->month);
        EACH_LANE(i)
        lane_store(owed + i, lane_min(lane_load(owed + i), lane_round(lane_load(o->count + i) *
                                                                      lane_load(cap + i))));
    }
    if (least) {
        const double *floor = level_row(c, least, o->month);
        EACH_LANE(i)
        {
            const lane promised = lane_round(lane_load(o->count + i) * lane_load(floor + i));
            const lane x = lane_load(owed + i);
            lane_store(owed + i, x + pay_guarantee(x, promised));
        }
    }
}

/* What is left of an entry under the caps of its windows, the shorter ones first. */
STAGE void cap_entry(const chunk *c, const member *p, const pc_pop_component *component,
                     int month, double *owed)
{
    for (pc_window w = PC_WINDOW_MONTH; w < PC_N_WINDOWS; w++) {
        if (!component->cap[w]) continue;
        const double *cap = level_row(c, component->cap[w], month);
        double *before = pay_row(p, component->cap_row[w]);
        EACH_LANE(i)
        {
            const lane had = lane_load(before + i), x = lane_load(owed + i);
            lane_store(before + i, had + x);
            lane_store(owed + i, pay_capped(had, x, lane_load(cap + i)));
        }
    }
}

/* ---- one component ---- */

/* An amount adds up for what comes next. */
LANE_FN void remember_window(const member *p, const pc_pop_component *component, int month,
                             const double *base)
{
    if (component->window_row != PC_NONE) add_row(pay_row(p, component->window_row), base);
    if (component->trailing_row != PC_NONE)
        add_row(pay_row(p, component->trailing_row + (size_t)(month % 12)), base);
}

/* What is sold is there to be renewed. */
LANE_FN void remember_sale(const member *p, const pc_pop_component *component, int month,
                           const double *base)
{
    const pc_pop_renewal *renewal = &component->renewal;
    if (renewal->months)
        add_row(pay_row(p, renewal->left_row + (size_t)(month % renewal->months)), base);
}

/* A fixed amount for each, or the part of it that carries the credit. */
LANE_FN void pay_each(const chunk *c, const member *p, const pc_pop_component *component,
                      const occasion *o, double *owed)
{
    _Alignas(64) double whole[PC_CHUNK], part[PC_CHUNK], others[PC_CHUNK];
    const double *amount = whole;
    owe_fixed(whole, o->count, rate_row(p, (size_t)(component - p->kind->components)));
    if (o->event == PC_EVENT_NEW)
        amount = credited(c, component, o->month, whole, part, others);
    memcpy(owed, amount, PC_CHUNK * sizeof(double));
}

/* Where each deal has one class: the occasion without the deals that the component is not paid
 * on. */
LANE_FN occasion classed(const pc_pop_component *component, const occasion *all, double *amount,
                         double *count)
{
    occasion o = *all;
    if (!all->influenced) return o;
    of_class(component, amount, all->amount, all->influenced, all->unsourced);
    of_class(component, count, all->count, all->n_influenced, all->n_unsourced);
    o.amount = amount;
    o.count = count;
    return o;
}

/* The rate at what a window holds, or of a size: the band's, or between two points. */
WITNESS_FN double watched_rate(const chunk *c, const pc_pop_component *component, int month,
                               double held)
{
    band_rows rows;
    size_t k = 0;
    find_bands(&rows, c, &component->bands, month);
    const size_t i = c->watched;
    while (k + 1 < rows.n &&
           (rows.lower ? held > rows.from[k + 1][i] : held >= rows.from[k + 1][i]))
        k++;
    const double rate = rows.rate[k][i];
    if (component->schedule != PC_SCHEDULE_INTERPOLATED || k + 1 == rows.n) return rate;
    const double part = (held - rows.from[k][i]) / (rows.from[k + 1][i] - rows.from[k][i]);
    return rate + part * (rows.rate[k + 1][i] - rate);
}

/* By which rate the schedule pays, of what, and what of it makes up for amounts before. */
WITNESS_FN void watch_schedule(pc_seen *said, const chunk *c, const member *p,
                               const pc_pop_component *component, const occasion *o,
                               const double *base, const double *owed)
{
    const size_t i = c->watched, k = (size_t)(component - p->kind->components);
    const pc_schedule_kind kind = component->schedule;
    if (!base || kind == PC_SCHEDULE_FIXED) return;
    said->base = base[i];
    if (kind == PC_SCHEDULE_FLAT || kind == PC_SCHEDULE_BY_TIER) {
        said->rate = rate_row(p, k)[i];
    } else if (kind == PC_SCHEDULE_SLAB) {
        said->rate = watched_rate(c, component, o->month, base[i]);
    } else {
        said->value = pay_row(p, component->window_row)[i];
        said->limit = said->value + base[i];
        said->rate = watched_rate(c, component, o->month, said->limit);
        double flat = nearbyint(base[i] * said->rate / 1e6);
        if (kind != PC_SCHEDULE_MARGINAL && base[i] > 0.0)
            watch_part(c, p, o->month, k, PC_PART_CATCH_UP, &flat, owed);
    }
}

/* What is counted has no amount that a rate, a window or points could be of. */
STAGE void earn(const chunk *c, const member *p, const pc_pop_component *component,
                const occasion *all, double *owed, pc_seen *said)
{
    _Alignas(64) double part[PC_CHUNK], others[PC_CHUNK];
    _Alignas(64) double amount[PC_CHUNK], count[PC_CHUNK];
    const occasion of = classed(component, all, amount, count), *o = &of;
    const double *base =
        o->amount ? credited(c, component, o->month, o->amount, part, others) : NULL;
    const bool watched = is_watched(c, p);
    const size_t k = (size_t)(component - p->kind->components);
    double was = 0.0;
    if (component->schedule == PC_SCHEDULE_FIXED)
        pay_each(c, p, component, o, owed);
    else
        follow_schedule(c, p, component, o, base, owed);
    if (watched) watch_schedule(said, c, p, component, o, base, owed);
    if (watched) was = owed[c->watched];
    if (component->accelerator.n) accelerate(c, p, component, o, base, owed);
    if (watched) watch_part(c, p, o->month, k, PC_PART_ACCELERATOR, &was, owed);
    if (base) {
        remember_window(p, component, o->month, base);
        remember_sale(p, component, o->month, base);
    }
    if (component->bonus) add_bonus(c, p, component, o, base, owed);
    if (watched) watch_part(c, p, o->month, k, PC_PART_BONUS, &was, owed);
    limit_deals(c, component, o, owed);
    if (watched) watch_part(c, p, o->month, k, PC_PART_DEAL_LIMIT, &was, owed);
    cap_entry(c, p, component, o->month, owed);
    if (watched) watch_part(c, p, o->month, k, PC_PART_CAP, &was, owed);
}

#endif
