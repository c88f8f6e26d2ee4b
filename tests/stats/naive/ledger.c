/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "naive.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>

/*
 * Every entry is worked once per year, or once per month when anything it is computed from
 * changes inside the year; a year's entry is then divided over its months by cumulative
 * difference.
 */

static naive_rate one(void)
{
    return (naive_rate) { 1, true, 1, 0 };
}

/* a + b and a - b, decimals where both are. */
static naive_rate combined(naive_rate a, naive_rate b, int sign)
{
    naive_rate sum = { .value = a.value + sign * b.value, .decimal = a.decimal && b.decimal };
    if (!sum.decimal) return sum;
    while (a.places < b.places) a.digits *= 10, a.places++;
    while (b.places < a.places) b.digits *= 10, b.places++;
    sum.digits = a.digits + sign * b.digits;
    sum.places = a.places;
    double whole = 1;
    for (int i = 0; i < sum.places; i++) whole *= 10;
    sum.value = (double)sum.digits / whole;
    return sum;
}

double naive_minor_units(const pc_programme *programme)
{
    double units = 1;
    for (int i = 0; i < programme->minor_digits; i++) units *= 10;
    return units;
}

double naive_amount(naive_when when, const pc_expr *expr, double units, int part, int whole)
{
    naive_rate rate = naive_rate_of(when, expr);
    if (!rate.decimal || whole != 1) return naive_round(rate.value * units * part / whole);
    return naive_entry(units, rate);
}

/* Weights that are decimals of at most six places count in whole millionths. */
static bool in_millionths(double millionths[12], const double *weights)
{
    for (int i = 0; i < 12; i++) {
        millionths[i] = nearbyint(weights[i] * 1e6);
        if (millionths[i] / 1e6 != weights[i]) return false;
    }
    return true;
}

void naive_divide(double *months, double amount, int year, const double *profile, int horizon)
{
    double weights[12], millionths[12], sum = 0, reached = 0, before = 0;
    for (int i = 0; i < 12; i++) weights[i] = profile ? profile[12 * year + i] : 1;
    const bool exact = in_millionths(millionths, weights);
    for (int i = 0; i < 12; i++) sum += exact ? millionths[i] : weights[i];
    for (int i = 0; i < 12; i++) {
        reached += exact ? millionths[i] : weights[i];
        double until = exact && sum > 0 ? naive_exact(amount, reached, sum)
                                        : naive_round(amount * (reached / sum));
        if (i == 11) until = amount;
        if (12 * year + i < horizon) months[12 * year + i] = until - before;
        before = until;
    }
}

static const double *profile_of(const pc_programme *programme, const pc_channel *channel)
{
    return channel->type == PC_CHANNEL_SHARE ? programme->revenue.profile
                                             : channel->revenue.profile;
}

static bool flow_monthly(const pc_programme *programme, const pc_flow *flow)
{
    return flow->by_month || flow->fiscal || naive_monthly(programme, flow->by_year);
}

/* The amount of a flow in the year or month that `when` points at. */
static double amount_in(naive_when when, const pc_flow *flow, double units)
{
    if (flow->fiscal) {
        const pc_programme *programme = when.world->programme;
        const int calendar = (programme->start_month - 1 + when.month) % 12;
        const int k = (calendar + 13 - programme->fiscal_year_start) % 12;
        const double year = naive_amount(when, flow->by_year, units, 1, 1);
        return naive_exact(year, k + 1, 12) - naive_exact(year, k, 12);
    }
    if (flow->by_month) return naive_amount(when, flow->by_month, units, 1, 1);
    if (!naive_monthly(when.world->programme, flow->by_year))
        return naive_amount(when, flow->by_year, units, 1, 1);
    return naive_amount(when, flow->by_year, units, 1, 12);
}

static double flow_amount(naive_when when, const pc_flow *flow)
{
    return amount_in(when, flow, naive_minor_units(when.world->programme));
}

void naive_flow(double *months, naive_when when, const pc_flow *flow, double units)
{
    const pc_programme *programme = when.world->programme;
    for (when.month = 0; when.month < programme->months; when.month++)
        if (flow_monthly(programme, flow))
            months[when.month] = amount_in(when, flow, units);
        else if (when.month % 12 == 0)
            naive_divide(months, amount_in(when, flow, units), when.month / 12, flow->profile,
                         programme->months);
}

static bool shares_monthly(const pc_programme *programme)
{
    for (size_t c = 0; c < programme->n_channels; c++)
        if (programme->channels[c].type == PC_CHANNEL_SHARE &&
            naive_monthly(programme, programme->channels[c].share))
            return true;
    return false;
}

static naive_rate stated_share(naive_when when, size_t id)
{
    const pc_programme *programme = when.world->programme;
    if (programme->channels[id].share)
        return naive_rate_of(when, programme->channels[id].share);
    naive_rate rest = one();
    for (size_t c = 0; c < programme->n_channels; c++)
        if (programme->channels[c].type == PC_CHANNEL_SHARE && c != id)
            rest = combined(rest, naive_rate_of(when, programme->channels[c].share), -1);
    return rest;
}

/* The gamma variate of a channel's share: its own stream, so that channels come and go alone.
 */
static double mixed_share(naive_when when, size_t id)
{
    const pc_programme *programme = when.world->programme;
    const double shape = programme->mix * stated_share(when, id).value;
    if (shape <= 0) return 0;
    const pc_dist_spec spec = { .family = PC_GAMMA,
                                .p = { shape, shape },
                                .lower = -INFINITY,
                                .upper = INFINITY,
                                .min = -INFINITY,
                                .max = INFINITY };
    pc_dist dist;
    pc_dist_problem problem;
    const bool good = pc_dist_init(&dist, &spec, &problem);
    assert(good);
    (void)good;
    char stream[200];
    snprintf(stream, sizeof stream, "revenue/mix/%s", programme->channels[id].id);
    return naive_draw(when, &dist, stream,
                      programme->mix_each == PC_EACH_YEAR ? (uint32_t)(when.month / 12) : 0);
}

/* What the total of the year or month leaves for each share channel, in order of id. */
static void divide_total(double *parts, naive_when when, double total)
{
    const pc_programme *programme = when.world->programme;
    const bool mixed = programme->mix > 0 && when.at == NAIVE_SIMULATED;
    double share[NAIVE_CHANNELS] = { 0 }, sum = 0, before = 0;
    size_t last = 0;
    for (size_t c = 0; c < programme->n_channels; c++) {
        if (programme->channels[c].type != PC_CHANNEL_SHARE) continue;
        if (mixed) sum += share[c] = mixed_share(when, c);
        last = c;
    }
    naive_rate reached = { .decimal = true };
    double gammas = 0;
    for (size_t c = 0; c <= last; c++) {
        if (programme->channels[c].type != PC_CHANNEL_SHARE) continue;
        double until;
        if (mixed) {
            gammas += share[c];
            until = c == last ? total : naive_round(total / sum * gammas);
        } else {
            reached = combined(reached, stated_share(when, c), 1);
            until = c == last ? total : naive_entry(total, reached);
        }
        parts[c] = until - before;
        before = until;
    }
}

static void add(double *months, bool monthly, int month, double amount, const double *profile,
                int horizon)
{
    if (monthly)
        months[month] = amount;
    else
        naive_divide(months, amount, month / 12, profile, horizon);
}

/* The entries' own grain may be finer than that of the revenue they stand on: then a month's
 * revenue is what the year's division gave it. */
static double amount_of(const double *months, bool monthly, int month, int horizon,
                        double year_amount)
{
    (void)horizon;
    return monthly ? months[month] : year_amount;
}

typedef struct channel_grain {
    bool revenue, credit, fee;
} channel_grain;

static channel_grain grain_of(const pc_programme *programme, const pc_channel *channel)
{
    channel_grain grain;
    if (channel->type == PC_CHANNEL_SHARE)
        grain.revenue =
            flow_monthly(programme, &programme->revenue) || shares_monthly(programme);
    else
        grain.revenue = flow_monthly(programme, &channel->revenue);
    grain.credit = grain.revenue ||
                   naive_monthly(programme, channel->credit[PC_CREDIT_INFLUENCED]) ||
                   naive_monthly(programme, channel->credit[PC_CREDIT_SOURCED]);
    grain.fee = grain.revenue || naive_monthly(programme, channel->fee);
    return grain;
}

void naive_divide_credit(double parts[PC_N_CREDITS], naive_when when,
                         const pc_expr *const credit[PC_N_CREDITS], double amount)
{
    const naive_rate influenced = naive_rate_of(when, credit[PC_CREDIT_INFLUENCED]);
    const naive_rate sourced = naive_rate_of(when, credit[PC_CREDIT_SOURCED]);
    const naive_rate rest = combined(one(), sourced, -1);
    const double first = naive_entry(amount, influenced.value < rest.value ? influenced : rest);
    const double second = naive_entry(amount, rest);
    parts[PC_CREDIT_INFLUENCED] = first;
    parts[PC_CREDIT_NONE] = second - first;
    parts[PC_CREDIT_SOURCED] = amount - second;
}

static double base_of(const double parts[PC_N_CREDITS], const pc_component *component)
{
    if (!component->any_credit) return parts[component->credit];
    return parts[PC_CREDIT_SOURCED] + parts[PC_CREDIT_INFLUENCED];
}

/* One channel's entries of the year, made at its first month, or of the month. */
static void commission_entries(naive_ledger *books, naive_when when, size_t c,
                               bool credit_monthly, const double year_parts[PC_N_CREDITS])
{
    const pc_programme *programme = when.world->programme;
    const pc_channel *channel = &programme->channels[c];
    if (channel->commission_id == PC_NONE) return;
    const pc_commission *plan = &programme->commissions[channel->commission_id];
    for (size_t k = 0; k < plan->n_components; k++) {
        const bool monthly =
            credit_monthly || naive_monthly(programme, plan->components[k].schedule.rate);
        if (!monthly && when.month % 12) continue;
        double month_parts[PC_N_CREDITS];
        for (int i = 0; i < PC_N_CREDITS; i++) month_parts[i] = books->credit[c][i][when.month];
        const double base = base_of(monthly ? month_parts : year_parts, &plan->components[k]);
        add(books->commission[c][k], monthly, when.month,
            naive_entry(base, naive_rate_of(when, plan->components[k].schedule.rate)),
            profile_of(programme, channel), programme->months);
    }
}

/* The bounds between the classes are divided over the months, and a class has what lies between
 * its two: so classes sum to the channel in every month, and months to the class. */
static void divide_credit_months(double months[PC_N_CREDITS][NAIVE_MONTHS],
                                 double year_parts[PC_N_CREDITS],
                                 const double parts[PC_N_CREDITS], naive_when when,
                                 const pc_channel *channel)
{
    const pc_programme *programme = when.world->programme;
    double bound = 0, below[NAIVE_MONTHS] = { 0 }, above[NAIVE_MONTHS] = { 0 };
    for (int i = 0; i < PC_N_CREDITS; i++) {
        year_parts[i] = parts[i];
        bound += parts[i];
        naive_divide(above, bound, when.month / 12, profile_of(programme, channel),
                     programme->months);
        for (int m = when.month; m < programme->months && m < when.month + 12; m++) {
            months[i][m] = above[m] - below[m];
            below[m] = above[m];
        }
    }
}

/* What a group sold in a month, by class: by parts of all of it, or as its deals were. */
static void divide_group(double parts[PC_N_CREDITS], const naive_ledger *books, naive_when when,
                         size_t g)
{
    bool by_deal;
    const pc_expr *const *credit = naive_group_credit(when.world->programme, g, &by_deal);
    const double sold = books->sold[g][when.month];
    if (!by_deal) {
        naive_divide_credit(parts, when, credit, sold);
        return;
    }
    parts[PC_CREDIT_INFLUENCED] = books->influenced[g][when.month];
    parts[PC_CREDIT_NONE] = books->unsourced[g][when.month] - books->influenced[g][when.month];
    parts[PC_CREDIT_SOURCED] = sold - books->unsourced[g][when.month];
}

/* Of a channel of partners: each group's month by its own credits. */
static void partners_entries(naive_ledger *books, naive_when when, size_t c)
{
    const pc_programme *programme = when.world->programme;
    const int m = when.month;
    for (size_t g = 0; g < NAIVE_GROUPS; g++) {
        size_t channel_id = 0, commission_id;
        if (!naive_group(programme, g, &channel_id, &commission_id) || channel_id != c)
            continue;
        double parts[PC_N_CREDITS];
        divide_group(parts, books, when, g);
        for (int k = 0; k < PC_N_CREDITS; k++) {
            books->group_credit[g][k][m] = parts[k];
            books->credit[c][k][m] += parts[k];
        }
        books->revenue[c][m] += books->sold[g][m];
        books->deals[c][m] += books->won[g][m];
    }
    if (programme->channels[c].fee)
        books->fee[c][m] =
            naive_entry(books->revenue[c][m], naive_rate_of(when, programme->channels[c].fee));
}

/* Whether others take from the channel's sales. */
static bool is_taken_from(const pc_programme *programme, size_t c)
{
    for (size_t i = 0; i < programme->n_channels; i++)
        if (programme->channels[i].cannibalises && programme->channels[i].cannibalises_id == c)
            return true;
    return false;
}

/* What partners sell in the channel's place: in order of id, as long as there is something. */
static void take_sales(naive_ledger *books, naive_when when, size_t c)
{
    const pc_programme *programme = when.world->programme;
    double *left = &books->revenue[c][when.month];
    for (size_t i = 0; i < programme->n_channels; i++) {
        const pc_channel *by = &programme->channels[i];
        if (!by->cannibalises || by->cannibalises_id != c) continue;
        double sold = 0;
        for (size_t g = 0; g < NAIVE_GROUPS; g++) {
            size_t channel_id = 0, commission_id;
            if (naive_group(programme, g, &channel_id, &commission_id) && channel_id == i)
                sold += books->sold[g][when.month];
        }
        const double taken =
            fmin(naive_entry(sold, naive_rate_of(when, by->cannibalises)), *left);
        books->taken[i][when.month] = taken;
        *left -= taken;
    }
}

static void channel_entries(naive_ledger *books, naive_when when, size_t c,
                            double *year_revenue, double year_parts[PC_N_CREDITS],
                            double shared)
{
    const pc_programme *programme = when.world->programme;
    const pc_channel *channel = &programme->channels[c];
    channel_grain grain = grain_of(programme, channel);
    const double *profile = profile_of(programme, channel);
    const int horizon = programme->months;
    const bool opens = when.month % 12 == 0;
    if (grain.revenue || opens) {
        *year_revenue =
            channel->type == PC_CHANNEL_SHARE ? shared : flow_amount(when, &channel->revenue);
        add(books->revenue[c], grain.revenue, when.month, *year_revenue, profile, horizon);
    }
    if (is_taken_from(programme, c)) {
        take_sales(books, when, c);
        grain.credit = grain.fee = true;
    }
    if (grain.credit || opens) {
        double parts[PC_N_CREDITS];
        naive_divide_credit(
            parts, when, channel->credit,
            amount_of(books->revenue[c], grain.credit, when.month, horizon, *year_revenue));
        if (grain.credit)
            for (int i = 0; i < PC_N_CREDITS; i++) books->credit[c][i][when.month] = parts[i];
        else
            divide_credit_months(books->credit[c], year_parts, parts, when, channel);
    }
    if (channel->fee && (grain.fee || opens))
        add(books->fee[c], grain.fee, when.month,
            naive_entry(
                amount_of(books->revenue[c], grain.fee, when.month, horizon, *year_revenue),
                naive_rate_of(when, channel->fee)),
            profile, horizon);
    commission_entries(books, when, c, grain.credit, year_parts);
}

/* Heads times the yearly cost of one, a year's or (periods = 12) a month's. */
static double heads_cost(naive_when when, const pc_budget_line *line, double periods)
{
    const naive_rate heads = naive_rate_of(when, line->heads);
    const naive_rate cost = naive_rate_of(when, line->cost_per_head);
    const double units = naive_minor_units(when.world->programme);
    if (!heads.decimal || !cost.decimal)
        return naive_round(units * (heads.value * cost.value / periods));
    for (int i = 0; i < heads.places + cost.places; i++) periods *= 10;
    return naive_exact(units, (double)(heads.digits * cost.digits), periods);
}

static void budget_entries(naive_ledger *books, naive_when when)
{
    const pc_programme *programme = when.world->programme;
    for (size_t i = 0; i < programme->n_budget; i++) {
        const pc_budget_line *line = &programme->budget[i];
        const bool monthly = line->heads ? naive_monthly(programme, line->heads) ||
                                               naive_monthly(programme, line->cost_per_head)
                                         : flow_monthly(programme, &line->amount);
        if (!monthly && when.month % 12) continue;
        double amount;
        if (line->heads)
            amount = heads_cost(when, line, monthly ? 12 : 1);
        else
            amount = flow_amount(when, &line->amount);
        add(books->budget[i], monthly, when.month, amount,
            line->heads ? NULL : line->amount.profile, programme->months);
    }
}

void naive_books(naive_ledger *out, naive_when when)
{
    const pc_programme *programme = when.world->programme;
    assert(programme->n_channels <= NAIVE_CHANNELS && programme->n_budget <= NAIVE_LINES);
    assert(programme->months <= NAIVE_MONTHS);
    *out = (naive_ledger) { 0 };
    double shared[NAIVE_CHANNELS] = { 0 }, year_revenue[NAIVE_CHANNELS] = { 0 };
    double year_parts[NAIVE_CHANNELS][PC_N_CREDITS] = { { 0 } };
    naive_partners(out, when);
    naive_below(out, when);
    for (when.month = 0; when.month < programme->months; when.month++) {
        if (programme->has_revenue) {
            const bool monthly = flow_monthly(programme, &programme->revenue);
            if (monthly || when.month % 12 == 0 || shares_monthly(programme)) {
                double total = flow_amount(when, &programme->revenue);
                if (!monthly && shares_monthly(programme)) {
                    double months[NAIVE_MONTHS] = { 0 };
                    naive_divide(months, total, when.month / 12, programme->revenue.profile,
                                 programme->months);
                    total = months[when.month];
                }
                divide_total(shared, when, total);
            }
        }
        for (size_t c = 0; c < programme->n_channels; c++)
            if (programme->channels[c].type == PC_CHANNEL_PARTNERS)
                partners_entries(out, when, c);
            else
                channel_entries(out, when, c, &year_revenue[c], year_parts[c], shared[c]);
        budget_entries(out, when);
    }
    naive_subscriptions(out, when);
}
