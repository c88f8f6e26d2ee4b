/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "person.h"

#include <assert.h>
#include <math.h>

/* docs/model/commission.md once more: what schedules and bands pay of an amount. */

/* Of a number that is not exact: nobody can say which way a tie goes. */
static double rounded(naive_world *world, double x)
{
    if (fabs(x - floor(x) - 0.5) < 1e-6) world->close_calls++;
    return naive_round(x);
}

/* In millionths, where it is a decimal of at most six places, as written or as a formula gives
 * it. */
static bool in_millionths(__int128 *out, double fraction)
{
    const double millionths = fraction * 1e6, whole = nearbyint(millionths);
    *out = (__int128)whole;
    return fabs(millionths - whole) < 1e-7;
}

/* Whole millionths to the nearest unit, ties to even. */
static double of_millionths(__int128 sum)
{
    const __int128 whole = 1000000;
    __int128 down = sum / whole;
    if (sum % whole < 0) down--;
    const __int128 twice = 2 * (sum - down * whole);
    if (twice > whole || (twice == whole && down % 2 != 0)) down++;
    return (double)down;
}

double naive_part(naive_world *world, double amount, double fraction)
{
    __int128 millionths;
    if (in_millionths(&millionths, fraction) && amount == floor(amount))
        return of_millionths((__int128)amount * millionths);
    return rounded(world, amount * fraction);
}

double naive_money(naive_when when, const pc_expr *level)
{
    return naive_round(naive_value(when, level) * naive_minor_units(when.world->programme));
}

double naive_credited(naive_when when, const person *p, const pc_component *component,
                      double amount)
{
    if (p->by_deal) return amount; /* only deals of that class come here */
    const double sourced = naive_value(when, p->credit[PC_CREDIT_SOURCED]);
    double influenced = naive_value(when, p->credit[PC_CREDIT_INFLUENCED]), sum = 0;
    if (influenced > 1 - sourced) influenced = 1 - sourced;
    if (component->any_credit || component->credit == PC_CREDIT_INFLUENCED)
        sum += naive_part(when.world, amount, influenced);
    if (component->any_credit || component->credit == PC_CREDIT_SOURCED)
        sum += amount - naive_part(when.world, amount, 1 - sourced);
    return sum;
}

/* ---- bands ---- */

enum { BANDS = 8 };

typedef struct table {
    size_t n;
    double from[BANDS + 1], rate[BANDS]; /* behind the last one comes infinity */
} table;

static table read_bands(naive_when when, const pc_bands *bands, const pc_expr *target)
{
    table t = { .n = bands->n };
    assert(t.n <= BANDS);
    for (size_t i = 0; i < t.n; i++) {
        t.from[i] = target ? naive_part(when.world, naive_money(when, target),
                                        naive_value(when, bands->from[i]))
                           : naive_money(when, bands->from[i]);
        t.rate[i] = naive_value(when, bands->rate[i]);
    }
    t.from[t.n] = INFINITY;
    return t;
}

static size_t band_of(const table *t, double x, bool lower)
{
    size_t k = 0;
    while (k + 1 < t->n && (lower ? x > t->from[k + 1] : x >= t->from[k + 1])) k++;
    return k;
}

/* Each part at its own rate. */
static double marginal(naive_world *world, const table *t, double x)
{
    __int128 exact = 0, millionths;
    double sum = 0;
    bool is_exact = x == floor(x);
    for (size_t i = 0; i < t->n && x > t->from[i]; i++) {
        const double part = (x < t->from[i + 1] ? x : t->from[i + 1]) - t->from[i];
        is_exact = in_millionths(&millionths, t->rate[i]) && is_exact;
        exact += (__int128)part * millionths;
        sum += part * t->rate[i];
    }
    return is_exact ? of_millionths(exact) : rounded(world, sum);
}

/* Straight between the points, level behind the last. */
static double interpolated(naive_world *world, const table *t, double x)
{
    const size_t k = band_of(t, x, false);
    if (k + 1 == t->n) return naive_part(world, x, t->rate[k]);
    const double rate = t->rate[k] + (t->rate[k + 1] - t->rate[k]) * (x - t->from[k]) /
                                         (t->from[k + 1] - t->from[k]);
    return rounded(world, rate * x);
}

static double upto(naive_when when, const pc_component *component,
                   const pc_commission_schedule *schedule, const table *t, double x)
{
    if (schedule->kind == PC_SCHEDULE_INTERPOLATED) return interpolated(when.world, t, x);
    if (schedule->kind == PC_SCHEDULE_MARGINAL || schedule->attained_marginal)
        return marginal(when.world, t, x);
    return naive_part(when.world, x, t->rate[band_of(t, x, component->lower)]);
}

double naive_banded(naive_when when, const pc_component *component,
                    const pc_commission_schedule *schedule, double before, double more)
{
    const bool attains = schedule->kind == PC_SCHEDULE_ATTAINMENT;
    const table t = read_bands(when, &schedule->bands, attains ? schedule->target : NULL);
    return upto(when, component, schedule, &t, before + more) -
           upto(when, component, schedule, &t, before);
}

double naive_accelerated(naive_when when, const pc_component *component, double before,
                         double more)
{
    const table t = read_bands(when, &component->accelerator, NULL);
    return marginal(when.world, &t, before + more) - marginal(when.world, &t, before);
}

double naive_slab(naive_when when, const pc_component *component, double size)
{
    const table t = read_bands(when, &component->schedule.bands, NULL);
    return naive_part(when.world, size, t.rate[band_of(&t, size, component->lower)]);
}

double naive_rate_at(naive_when when, const person *p, size_t tier,
                     const pc_commission_schedule *schedule)
{
    if (schedule->n_tiers == 0) return naive_value(when, schedule->rate);
    assert(p->conduct->ladder_id != PC_NONE);
    const pc_ladder *ladder = &when.world->programme->ladders[p->conduct->ladder_id];
    const pc_tier_rate *of = pc_schedule_tier(schedule, ladder->tiers[tier].id);
    return naive_value(when, of ? of->rate : NULL);
}
