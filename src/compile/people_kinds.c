/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who works alike: cohorts and named partners. docs/model/cohorts.md */
#include "compile/people_build.h"

#include "compile/attendance.h"
#include "compile/roster.h"
#include "compile/sellers.h"
#include "compile/waits.h"
#include "random/random.h"

static const pc_levels *by_tier(builder *b, const pc_expr *const *exprs, size_t n,
                                pc_param_form form)
{
    pc_levels *levels = PC_NEW_ARRAY(b->keep, pc_levels, n);
    for (size_t t = 0; t < n && levels; t++)
        levels[t] = exprs[t] ? levels_of(b, exprs[t], form)
                             : constant_levels(b, form == PC_PARAM_HAZARD ? 0 : 1, form);
    return levels;
}

static void build_exit(builder *b, pc_kind *kind, const pc_conduct *conduct)
{
    if (conduct->exit_by_tier && kind->ladder != PC_NONE) {
        kind->n_hazards = b->ladders[kind->ladder].n_tiers;
        kind->hazards = by_tier(b, conduct->exit_by_tier, kind->n_hazards, PC_PARAM_HAZARD);
    } else if (conduct->exit) {
        kind->n_hazards = 1;
        kind->hazards = by_tier(b, &conduct->exit, 1, PC_PARAM_HAZARD);
    }
}

static void build_multipliers(builder *b, pc_kind *kind)
{
    const pc_ladder *ladder = &b->ledger->programme->ladders[kind->ladder];
    const pc_expr **exprs = PC_NEW_ARRAY(b->keep, const pc_expr *, ladder->n_tiers);
    bool any = false;
    for (size_t t = 0; t < ladder->n_tiers && exprs; t++) {
        exprs[t] = ladder->tiers[t].lead_multiplier;
        any |= exprs[t] != NULL;
    }
    if (any) kind->multipliers = by_tier(b, exprs, ladder->n_tiers, PC_PARAM_VALUE);
}

static bool differs(const pc_levels *levels, size_t n, int month)
{
    for (size_t t = 0; levels && t < n; t++)
        if (levels[t][month] != levels[t][month - 1]) return true;
    return false;
}

/* Months in which something of a tier may not be what it was: after a review, or by schedule.
 */
static const bool *changes_of(builder *b, const pc_kind *kind)
{
    bool *changes = PC_NEW_ARRAY(b->keep, bool, (size_t)b->ledger->n_months);
    const pc_pop_ladder *ladder = kind->ladder == PC_NONE ? NULL : &b->ladders[kind->ladder];
    for (int m = 1; m < b->ledger->n_months && changes; m++) {
        changes[m] = ladder && pc_is_review(ladder, m - 1);
        changes[m] |= differs(kind->hazards, kind->n_hazards, m);
        changes[m] |= differs(kind->multipliers, ladder ? ladder->n_tiers : 0, m);
        for (size_t k = 0; k < kind->n_components; k++)
            changes[m] |= differs(kind->components[k].rates, kind->components[k].n_rates, m);
    }
    return changes;
}

static pc_pop_sums new_sums(builder *b, size_t ladder)
{
    pc_pop_sums sums = {
        .bookings = new_series(b, 1),
        .deals = new_series(b, 1),
        .leads = new_series(b, 1),
        .influenced = PC_NO_SERIES,
        .unsourced = PC_NO_SERIES,
        .certifications = new_series(b, 1),
        .present = new_series(b, 1),
        .active = new_series(b, 1),
        .recruited = new_series(b, 1),
        .exited = new_series(b, 1),
        .promotions = PC_NO_SERIES,
        .demotions = PC_NO_SERIES,
        .tiers = PC_NO_SERIES,
        .entries = PC_NO_SERIES,
        .exits = PC_NO_SERIES,
        .moves = PC_NO_SERIES,
    };
    if (ladder == PC_NONE) return sums;
    const pc_people_ladder *of = &b->people->ladders[ladder];
    sums.promotions = of->promotions;
    sums.demotions = of->demotions;
    sums.tiers = of->tiers;
    sums.entries = of->entries;
    sums.exits = of->exits;
    sums.moves = of->moves;
    return sums;
}

static bool has_customers(const pc_tier_test *test)
{
    for (size_t i = 0; i < test->n; i++)
        for (size_t k = 0; k < test->clauses[i].n; k++)
            if (test->clauses[i].conditions[k].metric == PC_TEST_CUSTOMERS) return true;
    return false;
}

/* Whether some tier is tested on customers that are still there. */
static bool asks_for_customers(const pc_programme *programme, size_t ladder_id)
{
    const pc_ladder *ladder = ladder_id == PC_NONE ? NULL : &programme->ladders[ladder_id];
    for (size_t t = 0; ladder && t < ladder->n_tiers; t++)
        if (has_customers(&ladder->tiers[t].qualify) ||
            has_customers(&ladder->tiers[t].maintain))
            return true;
    return false;
}

/* The first row behind the rings of a kind's ladder. */
static size_t behind_rings(const builder *b, const pc_kind *kind)
{
    size_t row = pc_population_first_ring();
    for (size_t f = 0; kind->ladder != PC_NONE && f < PC_N_FLOWS; f++)
        row += b->ladders[kind->ladder].history[f].n_slots;
    return row;
}

/* What a conduct says, whoever it is of. */
static void build_conduct(builder *b, pc_kind *kind, const pc_conduct *from)
{
    const pc_param_form value = PC_PARAM_VALUE;
    kind->ladder = from->ladder_id;
    kind->first_tier = from->first_tier;
    kind->onboarding_months = from->onboarding_months;
    kind->ramp_months = from->ramp_months;
    kind->dispersion = from->dispersion;
    kind->activation = levels_of(b, from->activation, value);
    kind->dormancy = levels_of(b, from->dormancy, value);
    kind->waking = levels_of(b, from->waking, value);
    kind->activation_delay = pc_people_random(b, &from->activation_delay);
    kind->productivity = pc_people_random(b, &from->productivity);
    kind->cycle = pc_people_random(b, &from->cycle);
    kind->acv = pc_people_random(b, &from->acv);
    kind->deals = levels_of(b, from->deals, value);
    kind->leads = levels_of(b, from->leads, value);
    kind->win_rate = levels_of(b, from->win_rate, value);
    kind->certifications = levels_of(b, from->certifications, value);
    kind->certification_months = from->certification_months;
    if (from->certification_months < b->ledger->n_months)
        kind->n_held_rows = (size_t)from->certification_months;
    if (asks_for_customers(b->ledger->programme, from->ladder_id))
        kind->lifetime = levels_of(b, from->lifetime_months, value);
    if (from->activation_delay.draw) pc_attendance_build(b->ledger, b->keep, kind, from);
    if (from->win_rate) pc_waits_build(b->ledger, b->keep, kind, &from->cycle);
    build_exit(b, kind, from);
    if (kind->ladder != PC_NONE) build_multipliers(b, kind);
    kind->sums = new_sums(b, kind->ladder);
    kind->pay_rows = behind_rings(b, kind);
}

/* Who has no deal size of its own sells the channel's product. */
static void price_by_product(builder *b, pc_kind *kind, const pc_channel *channel)
{
    if (kind->acv.given || !channel->product) return;
    kind->acv.given = true;
    kind->acv.shift = levels_of(b, channel->product->acv, PC_PARAM_VALUE);
}

/* Each deal has one class: the chances of it. */
static void build_classes(builder *b, pc_kind *kind, const pc_expr *const credit[PC_N_CREDITS])
{
    pc_dag *dag = dag_of(b);
    uint32_t *sourced = new_levels(b), *credited = new_levels(b);
    for (int m = 0; m < b->ledger->n_months && sourced && credited && !dag->arena->failed;
         m++) {
        const pc_node s = pc_value_at(&b->ledger->values, credit[PC_CREDIT_SOURCED], m);
        const pc_node i = pc_value_at(&b->ledger->values, credit[PC_CREDIT_INFLUENCED], m);
        const pc_node left = pc_dag_op(dag, PC_TAPE_MIN, i, pc_dag_complement(dag, s), 0);
        sourced[m] = pc_people_param(b, s, PC_PARAM_VALUE);
        credited[m] = pc_people_param(b, pc_dag_add(dag, s, left), PC_PARAM_VALUE);
    }
    kind->sourced = sourced;
    kind->credited = credited;
    kind->sums.influenced = new_series(b, 1);
    kind->sums.unsourced = new_series(b, 1);
}

/* What is to be there at each month's close. */
static pc_levels stock_levels(builder *b, const pc_cohort *cohort)
{
    uint32_t *levels = new_levels(b);
    const pc_node *close = pc_roster_stock(b->ledger, cohort);
    for (int m = 0; m < b->ledger->n_months && levels && close; m++)
        levels[m] = pc_people_param(b, close[m], PC_PARAM_VALUE);
    return levels;
}

static int at_most(int x, int most)
{
    return x < most ? x : most;
}

/* The rows of the opening roster that are of the cohort: they stand together. */
static void build_incumbents(builder *b, pc_kind *kind, size_t cohort_id)
{
    const pc_programme *programme = b->ledger->programme;
    const pc_incumbent *rows = programme->incumbents;
    size_t first = 0, n = 0;
    while (first < programme->n_incumbents && rows[first].cohort_id < cohort_id) first++;
    while (first + n < programme->n_incumbents && rows[first + n].cohort_id == cohort_id) n++;
    pc_pop_incumbent *list = PC_NEW_ARRAY(b->keep, pc_pop_incumbent, n + 1);
    for (size_t i = 0; i < n && list; i++) {
        const pc_incumbent *row = &rows[first + i];
        const int valid = kind->certification_months;
        list[i] = (pc_pop_incumbent) {
            .row = row,
            .stream = pc_stream(row->stream),
            .certified_months = valid ? at_most(valid, row->months) : row->history_months,
        };
    }
    kind->incumbents = list;
    kind->n_incumbents = list ? n : 0;
}

static void build_cohort(builder *b, pc_kind *kind, size_t cohort_id)
{
    const pc_cohort *cohort = &b->ledger->programme->cohorts[cohort_id];
    const pc_channel *channel = &b->ledger->programme->channels[cohort->channel_id];
    const pc_node one = pc_dag_constant(dag_of(b), 1);
    kind->name = pc_arena_printf(b->keep, "cohorts/%s", cohort->id);
    build_conduct(b, kind, cohort->conduct);
    build_incumbents(b, kind, cohort_id);
    if (cohort->arrivals) {
        kind->arrivals = levels_of(b, cohort->arrivals, PC_PARAM_VALUE);
    } else if (cohort->has_stock) {
        kind->stock = stock_levels(b, cohort);
    } else {
        kind->entry = pc_people_flow_levels(b, &cohort->entry, one);
    }
    kind->referral = levels_of(b, cohort->referral, PC_PARAM_VALUE);
    price_by_product(b, kind, channel);
    if (channel->credit_by_deal) build_classes(b, kind, channel->credit);
    pc_people_pay(b, kind, channel->commission_id, channel->credit, channel, cohort->conduct);
}

static void build_partner(builder *b, pc_kind *kind, const pc_partner *partner)
{
    const pc_channel *channel = &b->ledger->programme->channels[partner->channel_id];
    const pc_expr *const *credit = pc_partner_credit(partner, channel);
    kind->name = pc_arena_printf(b->keep, "partners/%s", partner->id);
    kind->single = true;
    kind->start_month = partner->start_month;
    build_conduct(b, kind, partner->conduct);
    price_by_product(b, kind, channel);
    if (partner->has_revenue)
        kind->bookings = pc_people_flow_levels(b, &partner->revenue, b->ledger->minor_units);
    if (pc_partner_credit_by_deal(partner, channel)) build_classes(b, kind, credit);
    pc_people_pay(b, kind,
                  partner->commission_id == PC_NONE ? channel->commission_id
                                                    : partner->commission_id,
                  credit, channel, partner->conduct);
}

static bool shares_budget(const pc_kind *kind)
{
    for (size_t k = 0; k < kind->n_components; k++)
        if (kind->components[k].spiff_budget) return true;
    return false;
}

static void finish_kind(builder *b, size_t *number, size_t channel_id, const char *stream)
{
    pc_kind *kind = &b->people->kinds[b->people->population.n_kinds];
    if (b->keep->failed) return;
    b->people->channel_of[b->people->population.n_kinds] = channel_id;
    kind->stream = pc_stream(stream);
    kind->rate_rows = kind->pay_rows + kind->n_pay_rows;
    kind->meets = kind->stock || kind->referral || shares_budget(kind) ||
                  (kind->ladder != PC_NONE && b->ladders[kind->ladder].ranked);
    kind->closing_rows = kind->rate_rows + kind->n_components;
    kind->held_rows = kind->closing_rows + (size_t)kind->closing_months;
    kind->customer_rows = kind->held_rows + kind->n_held_rows;
    kind->changes = changes_of(b, kind);
    *number = b->people->population.n_kinds++;
}

/* A channel's own people: one kind that is there from the first month and stays. */
static void build_pipeline(builder *b, pc_kind *kind, const pc_channel *channel)
{
    kind->name = pc_arena_printf(b->keep, "channels/%s", channel->id);
    kind->single = true;
    build_conduct(b, kind, channel->conduct);
    price_by_product(b, kind, channel);
    uint32_t *levels = channel->sellers ? new_levels(b) : NULL;
    for (int m = 0; m < b->ledger->n_months && levels && !dag_of(b)->arena->failed; m++)
        levels[m] = pc_people_param(b, pc_sellers_deals(b->ledger, channel, m), PC_PARAM_VALUE);
    if (levels) kind->deals = levels;
    if (channel->credit_by_deal) build_classes(b, kind, channel->credit);
}

/* Of so many things, which kind each is: none yet. */
static size_t *new_numbers(builder *b, size_t n)
{
    size_t *numbers = PC_NEW_ARRAY(b->keep, size_t, n + 1);
    for (size_t i = 0; i < n && numbers; i++) numbers[i] = PC_NONE;
    return numbers;
}

void pc_people_kinds(builder *b)
{
    const pc_programme *programme = b->ledger->programme;
    pc_people *p = b->people;
    const size_t most = programme->n_cohorts + programme->n_partners + programme->n_channels;
    p->kinds = PC_NEW_ARRAY(b->keep, pc_kind, most + 1);
    p->channel_of = new_numbers(b, most);
    p->kind_of_cohort = new_numbers(b, programme->n_cohorts);
    p->kind_of_partner = new_numbers(b, programme->n_partners);
    p->kind_of_channel = new_numbers(b, programme->n_channels);
    for (size_t i = 0; i < programme->n_cohorts && !b->keep->failed; i++) {
        if (!programme->cohorts[i].conduct) continue;
        build_cohort(b, &p->kinds[p->population.n_kinds], i);
        finish_kind(b, &p->kind_of_cohort[i], programme->cohorts[i].channel_id,
                    programme->cohorts[i].stream);
    }
    for (size_t i = 0; i < programme->n_partners && !b->keep->failed; i++) {
        if (!programme->partners[i].conduct) continue;
        build_partner(b, &p->kinds[p->population.n_kinds], &programme->partners[i]);
        finish_kind(b, &p->kind_of_partner[i], programme->partners[i].channel_id,
                    programme->partners[i].stream);
    }
    for (size_t i = 0; i < programme->n_channels && !b->keep->failed; i++) {
        if (!programme->channels[i].conduct) continue;
        build_pipeline(b, &p->kinds[p->population.n_kinds], &programme->channels[i]);
        finish_kind(b, &p->kind_of_channel[i], i, programme->channels[i].stream);
    }
    p->population.kinds = p->kinds;
}
