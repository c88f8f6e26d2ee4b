/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "person.h"

#include "math/math.h"
#include "random/random.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/*
 * docs/model/cohorts.md once more: everybody month by month, one after the other, each month
 * from the opening to the review. At plan and at means the same with parts of partners.
 */
enum { MAX_PEOPLE = 4000, MAX_DEALS = NAIVE_DEALS };

/* Where a partner's uniforms are (docs/model/randomness.md). */
enum {
    DRAWS_PRODUCTIVITY = 0,
    DRAWS_EXIT = 1,
    DRAWS_ACTIVATION = 2,
    DRAWS_DELAY = 3,
    DRAWS_DEALS = 4,
    DRAWS_CERTIFICATIONS = 5,
    DRAWS_LEADS = 6,
    DRAWS_DORMANCY = 7,
    DRAWS_REFERRAL = 9,
    DRAWS_SIZE = 16,     /* and every fourth behind it */
    DRAWS_CREDIT = 19,   /* likewise */
    DRAWS_WIN = 1 << 18, /* and every second behind it; cycles stand between */
};

typedef struct crowd {
    naive_ledger *books;
    person *people;
    size_t n;
    double stated[NAIVE_CLAIMS][NAIVE_MONTHS];
    double wanted[NAIVE_COHORTS][NAIVE_MONTHS]; /* a stock at each month's close */
    naive_spent spent;
} crowd;

double person_uniform(naive_when when, const person *p, int period, uint32_t index)
{
    const pc_address at = { when.seed, p->stream, (uint32_t)period, index };
    return pc_uniform(&at, when.trial);
}

/* ---- groups ---- */

const pc_conduct *naive_group(const pc_programme *programme, size_t group, size_t *channel_id,
                              size_t *commission_id)
{
    const pc_conduct *conduct = NULL;
    size_t own = PC_NONE;
    if (group < NAIVE_COHORTS && group < programme->n_cohorts) {
        conduct = programme->cohorts[group].conduct;
        *channel_id = programme->cohorts[group].channel_id;
    } else if (group >= NAIVE_COHORTS && group - NAIVE_COHORTS < programme->n_partners) {
        const pc_partner *partner = &programme->partners[group - NAIVE_COHORTS];
        conduct = partner->conduct;
        *channel_id = partner->channel_id;
        own = partner->commission_id;
    }
    if (!conduct) return NULL;
    *commission_id = own != PC_NONE ? own : programme->channels[*channel_id].commission_id;
    return conduct;
}

const pc_expr *const *naive_group_credit(const pc_programme *programme, size_t group,
                                         bool *by_deal)
{
    size_t channel_id = 0, commission_id;
    naive_group(programme, group, &channel_id, &commission_id);
    const pc_channel *channel = &programme->channels[channel_id];
    const pc_partner *partner =
        group < NAIVE_COHORTS ? NULL : &programme->partners[group - NAIVE_COHORTS];
    const bool own = partner && partner->has_own_credit;
    *by_deal = own ? partner->own_by_deal : channel->credit_by_deal;
    return own ? partner->own_credit : channel->credit;
}

/* ---- joining ---- */

/* shift + scale x, x drawn at the uniform or, expected, its mean. */
static double random_value(naive_when when, const pc_random *random, double u)
{
    double x = 0;
    if (random->draw) {
        x = when.at == NAIVE_SIMULATED ? naive_quantile(when.world, &random->draw->dist, u)
                                       : random->draw->dist.mean;
        if (random->scale) x *= naive_value(when, random->scale);
    }
    return random->shift ? naive_value(when, random->shift) + x : x;
}

static bool is_given(const pc_random *random)
{
    return random->draw || random->shift || random->scale;
}

/* The chance that shift + scale x is at most k. */
static double chance_until(naive_when when, const pc_random *random, double k)
{
    const double shift = naive_value(when, random->shift),
                 scale = random->scale ? naive_value(when, random->scale) : 1;
    if (!random->draw || scale == 0) return shift <= k;
    return pc_dist_cdf(&random->draw->dist, (k - shift) / scale);
}

/* From the first month of at least onboarding + delay on; the part that ever works. */
static void plan_work(naive_when when, person *p)
{
    const int horizon = when.world->programme->months,
              from = p->entry + p->conduct->onboarding_months;
    const pc_random *delay = &p->conduct->activation_delay;
    const double fraction =
        p->conduct->activation ? naive_value(when, p->conduct->activation) : 1;
    if (when.at == NAIVE_SIMULATED) {
        const double later =
            is_given(delay) ? random_value(when, delay, person_uniform(when, p, 0, DRAWS_DELAY))
                            : 0;
        const double first = from + ceil(later > 0 ? later : 0);
        if (person_uniform(when, p, 0, DRAWS_ACTIVATION) < fraction && first < horizon)
            p->begins[(int)first] = 1;
        return;
    }
    double before = 0;
    for (int m = from; m < horizon; m++) {
        const double until = is_given(delay) ? chance_until(when, delay, m - from) : 1;
        p->begins[m] = fraction * (until - before);
        before = until;
    }
}

static person *join(crowd *c, naive_when when, size_t group, double weight)
{
    const pc_programme *programme = when.world->programme;
    assert(c->n < MAX_PEOPLE);
    person *p = &c->people[c->n++];
    *p = (person) { .group = group, .entry = when.month, .weight = weight };
    p->conduct = naive_group(programme, group, &p->channel_id, &p->commission_id);
    p->credit = naive_group_credit(programme, group, &p->by_deal);
    p->tier = p->next = p->conduct->first_tier;
    if (p->conduct->ladder_id != PC_NONE) {
        const pc_ladder *ladder = &programme->ladders[p->conduct->ladder_id];
        p->safe_until = when.month + ladder->demote.protected_months;
        c->books->tier_entry[p->conduct->ladder_id][p->tier][when.month] += weight;
        c->books->entered[p->conduct->ladder_id][p->tier][when.month] += weight;
    }
    return p;
}

/* Once its stream is known. */
static void draw_fate(naive_when when, person *p)
{
    const pc_random *productivity = &p->conduct->productivity;
    p->productivity = 1;
    if (is_given(productivity))
        p->productivity =
            random_value(when, productivity, person_uniform(when, p, 0, DRAWS_PRODUCTIVITY));
    p->allowance = -pc_log(1 - person_uniform(when, p, 0, DRAWS_EXIT));
    plan_work(when, p);
}

/* A Poisson number that is drawn for the whole cohort. */
static double cohort_count(naive_when when, const pc_cohort *cohort, double mean,
                           uint32_t index)
{
    if (when.at != NAIVE_SIMULATED) return mean;
    const pc_address at = { when.seed, pc_stream(cohort->stream), (uint32_t)when.month, index };
    return naive_count(when.world, mean, 0, pc_uniform(&at, when.trial));
}

/* Partners of the cohort that are here, or the part of them that worked last month. */
static double number_here(const crowd *c, size_t cohort, bool at_work)
{
    double n = 0;
    for (size_t i = 0; i < c->n; i++)
        if (c->people[i].group == cohort)
            n += c->people[i].weight * (at_work ? c->people[i].working : 1);
    return n;
}

static double number_joining(const crowd *c, naive_when when, size_t cohort)
{
    const pc_cohort *of = &when.world->programme->cohorts[cohort];
    double n;
    if (of->arrivals)
        n = cohort_count(when, of, naive_value(when, of->arrivals), 0);
    else if (of->has_stock)
        n = c->wanted[cohort][when.month] - number_here(c, cohort, false);
    else
        n = c->books->scheduled[cohort][when.month];
    if (n < 0) n = 0;
    if (of->referral)
        n += cohort_count(when, of,
                          naive_value(when, of->referral) * number_here(c, cohort, true),
                          DRAWS_REFERRAL);
    return n;
}

static void recruit(crowd *c, naive_when when)
{
    const pc_programme *programme = when.world->programme;
    for (size_t i = 0; i < programme->n_cohorts; i++) {
        if (!programme->cohorts[i].conduct) continue;
        double n = number_joining(c, when, i);
        c->books->recruited[i][when.month] = n;
        const bool whole = when.at == NAIVE_SIMULATED;
        for (uint32_t k = 0; n > 0 && k < (whole ? (uint32_t)n : 1); k++) {
            person *p = join(c, when, i, whole ? 1 : n);
            p->stream =
                pc_stream_nth(pc_stream(programme->cohorts[i].stream), (uint32_t)when.month, k);
            draw_fate(when, p);
        }
    }
    for (size_t i = 0; i < programme->n_partners; i++) {
        const pc_partner *of = &programme->partners[i];
        if (!of->conduct || of->start_month != when.month) continue;
        person *p = join(c, when, NAIVE_COHORTS + i, 1);
        c->books->recruited[NAIVE_COHORTS + i][when.month] = 1;
        p->stream = pc_stream(of->stream);
        p->stated = of->has_revenue ? c->stated[i] : NULL;
        draw_fate(when, p);
    }
}

/* ---- one partner's month ---- */

static double chance_to_leave(naive_when when, const person *p)
{
    if (p->conduct->exit_by_tier) return naive_value(when, p->conduct->exit_by_tier[p->tier]);
    return naive_value(when, p->conduct->exit);
}

static void leave(crowd *c, naive_when when, person *p)
{
    const double chance = chance_to_leave(when, p);
    double gone = p->weight * chance;
    if (when.at == NAIVE_SIMULATED) {
        p->hazard -= pc_log(1 - chance);
        if (fabs(p->hazard - p->allowance) < 1e-12) when.world->close_calls++;
        gone = p->hazard >= p->allowance && chance > 0 ? 1 : 0;
    }
    p->weight -= gone;
    c->books->exited[p->group][when.month] += gone;
    if (p->conduct->ladder_id != PC_NONE)
        c->books->tier_exit[p->conduct->ladder_id][p->tier][when.month] += gone;
}

/* Who began in an earlier month falls asleep, or wakes. */
static void doze(naive_when when, person *p)
{
    const double sleeps = naive_value(when, p->conduct->dormancy),
                 wakes = naive_value(when, p->conduct->waking);
    const double u = person_uniform(when, p, when.month, DRAWS_DORMANCY);
    for (int from = p->entry; from < when.month; from++) {
        double *awake = &p->awake[from];
        if (when.at != NAIVE_SIMULATED)
            *awake = *awake * (1 - sleeps) + (1 - *awake) * wakes;
        else
            *awake = *awake > 0 ? !(u < sleeps) : u < wakes;
    }
    p->awake[when.month] = 1;
}

/* The part that works, and what a ramp makes of it. */
static double attend(naive_when when, person *p)
{
    const int n = p->conduct->ramp_months;
    double strength = 0;
    p->working = 0;
    if (p->conduct->dormancy)
        doze(when, p);
    else
        p->awake[when.month] = 1;
    for (int from = p->entry; from <= when.month; from++) {
        const double part = p->begins[from] * p->awake[from], k = when.month - from + 1;
        p->working += part;
        strength += part * (n > 0 && k < n ? k / n : 1);
    }
    return strength;
}

static double multiplier(naive_when when, const person *p)
{
    if (p->conduct->ladder_id == PC_NONE) return 1;
    const pc_expr *of =
        when.world->programme->ladders[p->conduct->ladder_id].tiers[p->tier].lead_multiplier;
    return of ? naive_value(when, of) : 1;
}

static double size_of_deal(naive_when when, const person *p, size_t n)
{
    const double units = naive_minor_units(when.world->programme);
    const pc_channel *channel = &when.world->programme->channels[p->channel_id];
    double value;
    if (is_given(&p->conduct->acv))
        value = random_value(when, &p->conduct->acv,
                             person_uniform(when, p, when.month, DRAWS_SIZE + 4 * (uint32_t)n));
    else
        value = naive_value(when, channel->product->acv);
    return when.at == NAIVE_SIMULATED ? naive_round(value * units) : value * units;
}

/* A month's number of what an average partner has so many of. */
static double demand(naive_when when, const person *p, const pc_expr *level, double strength,
                     uint32_t index)
{
    const double mean =
        naive_value(when, level) * p->productivity * strength * multiplier(when, p);
    if (when.at != NAIVE_SIMULATED) return mean;
    return naive_count(when.world, mean, p->conduct->dispersion,
                       person_uniform(when, p, when.month, index));
}

/* The n-th lead of the month is won or lost, and what is won closes after its own cycle. */
static void pursue(naive_when when, person *p, uint32_t n)
{
    const double u = person_uniform(when, p, when.month, DRAWS_WIN + 2 * n);
    if (!(u < naive_value(when, p->conduct->win_rate))) return;
    const double cycle = random_value(
        when, &p->conduct->cycle, person_uniform(when, p, when.month, DRAWS_WIN + 2 * n + 1));
    const double closes = when.month + ceil(cycle > 0 ? cycle : 0);
    if (closes < when.world->programme->months) p->wins[(int)closes]++;
}

/* The month's leads, and in which months what they bring closes. */
static void prospect(naive_when when, person *p, double strength)
{
    if (!p->conduct->leads) return;
    const double n = demand(when, p, p->conduct->leads, strength, DRAWS_LEADS);
    p->flow[PERSON_LEADS][when.month] = n;
    if (!p->conduct->win_rate) return;
    if (when.at == NAIVE_SIMULATED) {
        for (uint32_t k = 0; k < (uint32_t)n; k++) pursue(when, p, k);
        return;
    }
    double before = 0;
    for (int m = when.month; m < when.world->programme->months; m++) {
        const double until = chance_until(when, &p->conduct->cycle, m - when.month);
        p->wins[m] += n * naive_value(when, p->conduct->win_rate) * (until - before);
        before = until;
    }
}

/* The chances that a deal is sourced, and that it is influenced. */
static void chances_of_credit(naive_when when, const person *p, double *sourced,
                              double *influenced)
{
    *sourced = naive_value(when, p->credit[PC_CREDIT_SOURCED]);
    *influenced = fmin(naive_value(when, p->credit[PC_CREDIT_INFLUENCED]), 1 - *sourced);
}

/* Gives each deal its credit, or parts the expected ones into three. How many there are now. */
static size_t credit_deals(naive_when when, const person *p, naive_sale *deals, size_t n)
{
    double sourced, influenced;
    if (!p->by_deal || n == 0) return n;
    chances_of_credit(when, p, &sourced, &influenced);
    if (when.at != NAIVE_SIMULATED) {
        const naive_sale all = deals[0];
        deals[0] = (naive_sale) { all.n * sourced, all.size, PC_CREDIT_SOURCED };
        deals[1] = (naive_sale) { all.n * influenced, all.size, PC_CREDIT_INFLUENCED };
        deals[2] =
            (naive_sale) { all.n * (1 - sourced - influenced), all.size, PC_CREDIT_NONE };
        return 3;
    }
    for (size_t k = 0; k < n; k++) {
        const double u = person_uniform(when, p, when.month, DRAWS_CREDIT + 4 * (uint32_t)k);
        deals[k].credit = u < sourced                ? PC_CREDIT_SOURCED
                          : u < sourced + influenced ? PC_CREDIT_INFLUENCED
                                                     : PC_CREDIT_NONE;
    }
    return n;
}

static void book_credit(crowd *c, naive_when when, const person *p, const naive_sale *deals,
                        size_t n)
{
    for (size_t k = 0; p->by_deal && k < n; k++) {
        const double money = p->weight * deals[k].n * deals[k].size;
        if (deals[k].credit == PC_CREDIT_INFLUENCED)
            c->books->influenced[p->group][when.month] += money;
        if (deals[k].credit != PC_CREDIT_SOURCED)
            c->books->unsourced[p->group][when.month] += money;
    }
}

/* The month's deals; at plan and means so many of their mean size. */
static size_t sell(naive_when when, person *p, double strength, naive_sale *deals)
{
    double *won = &p->flow[PERSON_DEALS][when.month];
    if (p->stated) {
        deals[0] = (naive_sale) { .n = 1, .size = p->stated[when.month] };
        return 1;
    }
    if (p->conduct->deals)
        *won = demand(when, p, p->conduct->deals, strength, DRAWS_DEALS);
    else
        *won = p->wins[when.month];
    if (when.at != NAIVE_SIMULATED) {
        deals[0] = (naive_sale) { .n = *won, .size = *won > 0 ? size_of_deal(when, p, 0) : 0 };
        return *won > 0;
    }
    assert(*won < MAX_DEALS);
    for (size_t k = 0; k < (size_t)*won; k++)
        deals[k] = (naive_sale) { .n = 1, .size = size_of_deal(when, p, k) };
    return (size_t)*won;
}

/* Of the month's deals, who is a customer for how long: begun months of an exponential time. */
static void serve(naive_when when, person *p)
{
    const double won = p->flow[PERSON_DEALS][when.month];
    if (!p->conduct->lifetime_months) return;
    const double mean = naive_value(when, p->conduct->lifetime_months);
    for (int k = 1; when.at != NAIVE_SIMULATED && when.month + k < NAIVE_MONTHS; k++)
        p->lost[when.month + k] += won * (pc_exp(-(k - 1) / mean) - pc_exp(-k / mean));
    for (uint32_t n = 0; when.at == NAIVE_SIMULATED && n < (uint32_t)won; n++) {
        const double u = person_uniform(when, p, when.month, DRAWS_SIZE + 4 * n + 1);
        double months = ceil(-mean * pc_log(1 - u));
        if (months < 1) months = 1;
        if (when.month + months < NAIVE_MONTHS) p->lost[when.month + (int)months]++;
    }
}

static void certify(naive_when when, person *p)
{
    if (!p->conduct->certifications) return;
    const double mean = naive_value(when, p->conduct->certifications);
    p->flow[PERSON_CERTIFICATIONS][when.month] =
        when.at != NAIVE_SIMULATED
            ? mean
            : naive_count(when.world, mean, 0,
                          person_uniform(when, p, when.month, DRAWS_CERTIFICATIONS));
}

static void work(crowd *c, naive_when when, person *p)
{
    static naive_sale deals[MAX_DEALS];
    const double strength = attend(when, p);
    if (p->stated && !(p->stated[when.month] > 0)) p->working = 0;
    prospect(when, p, strength);
    const size_t n = credit_deals(when, p, deals, sell(when, p, strength, deals));
    double *booked = &p->flow[PERSON_BOOKINGS][when.month];
    for (size_t k = 0; k < n; k++) *booked += deals[k].n * deals[k].size;
    serve(when, p);
    certify(when, p);
    book_credit(c, when, p, deals, n);
    naive_earn(c->books, when, p, deals, n, c->spent);
    c->books->sold[p->group][when.month] += p->weight * *booked;
    c->books->brought[p->group][when.month] += p->weight * p->flow[PERSON_LEADS][when.month];
    c->books->won[p->group][when.month] += p->weight * p->flow[PERSON_DEALS][when.month];
}

/* ---- everybody ---- */

static void record(crowd *c, naive_when when, const person *p)
{
    c->books->partners[p->group][when.month] += p->weight;
    c->books->active[p->group][when.month] += p->weight * p->working;
    if (p->conduct->ladder_id == PC_NONE) return;
    const pc_ladder *ladder = &when.world->programme->ladders[p->conduct->ladder_id];
    const size_t tier = ladder->same_month ? p->next : p->tier;
    c->books->tier[p->conduct->ladder_id][tier][when.month] += p->weight;
}

/* What is expected of money is whole minor units, too: all of it up to each month's end. */
static void round_row(double *row, int months)
{
    double before = 0, sum = 0;
    for (int m = 0; m < months; m++) {
        sum += row[m];
        row[m] = naive_round(sum) - before;
        before = naive_round(sum);
    }
}

static void round_money(naive_ledger *books, int months)
{
    for (size_t g = 0; g < NAIVE_GROUPS; g++) {
        round_row(books->sold[g], months);
        round_row(books->influenced[g], months);
        round_row(books->unsourced[g], months);
        for (size_t k = 0; k < NAIVE_COMPONENTS; k++) {
            round_row(books->owed[g][k], months);
            round_row(books->paid[g][k], months);
            round_row(books->forfeited[g][k], months);
        }
    }
}

static void month_of(crowd *c, naive_when when)
{
    for (size_t i = 0; i < c->n; i++) {
        person *p = &c->people[i];
        if (p->weight > 0 && p->next > p->tier)
            c->books->entered[p->conduct->ladder_id][p->next][when.month] += p->weight;
        p->tier = p->next;
        if (p->weight > 0) leave(c, when, p);
    }
    recruit(c, when);
    for (size_t i = 0; i < c->n; i++)
        if (c->people[i].weight > 0) work(c, when, &c->people[i]);
    for (size_t i = 0; i < when.world->programme->n_ladders; i++)
        naive_review(c->books, when, c->people, c->n, i);
    for (size_t i = 0; i < c->n; i++) {
        person *p = &c->people[i];
        if (p->weight > 0) naive_promoted(c->books, when, p);
        if (p->weight > 0) naive_close(c->books, when, p);
        naive_settle(c->books, when, p);
    }
    for (size_t i = 0; i < c->n; i++)
        if (c->people[i].weight > 0) record(c, when, &c->people[i]);
}

void naive_below(naive_ledger *books, naive_when when)
{
    const pc_programme *programme = when.world->programme;
    const double units = naive_minor_units(programme);
    assert(programme->n_ladders <= NAIVE_LADDERS);
    crowd c = { .books = books, .people = malloc(MAX_PEOPLE * sizeof *c.people) };
    assert(c.people);
    for (size_t i = 0; i < programme->n_partners; i++)
        if (programme->partners[i].has_revenue)
            naive_flow(c.stated[i], when, &programme->partners[i].revenue, units);
    for (size_t i = 0; i < programme->n_cohorts; i++)
        if (programme->cohorts[i].conduct && programme->cohorts[i].has_stock)
            naive_stock(c.wanted[i], when, &programme->cohorts[i]);
    for (when.month = 0; when.month < programme->months; when.month++) month_of(&c, when);
    if (when.at != NAIVE_SIMULATED) round_money(books, programme->months);
    free(c.people);
}
