/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the programme's words to flat arrays: docs/model/cohorts.md, docs/model/ladders.md. */
#include "compile/people.h"

#include "compile/waits.h"
#include "compile/windows.h"
#include "math/math.h"
#include "random/random.h"

#include <string.h>

typedef struct builder {
    pc_ledger *ledger;
    pc_people *people;
    pc_arena *keep;
    pc_memo params, sources;
    pc_pop_ladder *ladders;
} builder;

static pc_dag *dag_of(const builder *b)
{
    return &b->ledger->values.dag;
}

/* ---- parameters ---- */

static uint32_t source_of(builder *b, pc_node node)
{
    pc_people *p = b->people;
    uint32_t *known =
        pc_memo_at(&b->sources, dag_of(b)->arena, (const void *)(uintptr_t)(node + 1u), 0);
    if (!known) return 0;
    if (*known != PC_MEMO_EMPTY) return *known;
    if (!PC_GROW(b->keep, pc_node, p->sources, p->population.n_sources, p->sources_capacity))
        return 0;
    p->sources[p->population.n_sources] = node;
    return *known = (uint32_t)p->population.n_sources++;
}

static uint32_t param_of(builder *b, pc_node node, pc_param_form form)
{
    pc_people *p = b->people;
    uint32_t *known = pc_memo_at(&b->params, dag_of(b)->arena,
                                 (const void *)(uintptr_t)(node + 1u), (uint32_t)form);
    if (!known) return 0;
    if (*known != PC_MEMO_EMPTY) return *known;
    const uint32_t source = source_of(b, node);
    if (!PC_GROW(b->keep, pc_param_source, p->params, p->population.n_params,
                 p->params_capacity))
        return 0;
    p->params[p->population.n_params] = (pc_param_source) { source, form };
    return *known = (uint32_t)p->population.n_params++;
}

static uint32_t *new_levels(const builder *b)
{
    return PC_NEW_ARRAY(b->keep, uint32_t, (size_t)b->ledger->n_months);
}

/* A quantity month by month, times a constant factor. */
static pc_levels levels_times(builder *b, const pc_expr *expr, pc_param_form form,
                              double factor)
{
    uint32_t *levels = expr ? new_levels(b) : NULL;
    for (int m = 0; m < b->ledger->n_months && levels && !dag_of(b)->arena->failed; m++) {
        const pc_node value = pc_value_at(&b->ledger->values, expr, m);
        levels[m] =
            param_of(b, pc_dag_mul(dag_of(b), value, pc_dag_constant(dag_of(b), factor)), form);
    }
    return levels;
}

static pc_levels levels_of(builder *b, const pc_expr *expr, pc_param_form form)
{
    return levels_times(b, expr, form, 1);
}

static pc_levels constant_levels(builder *b, double value, pc_param_form form)
{
    uint32_t *levels = new_levels(b);
    const uint32_t param = param_of(b, pc_dag_constant(dag_of(b), value), form);
    for (int m = 0; m < b->ledger->n_months && levels; m++) levels[m] = param;
    return levels;
}

static pc_levels flow_levels(builder *b, const pc_flow *flow, pc_node unit)
{
    uint32_t *levels = new_levels(b);
    const pc_ledger_flow path = pc_ledger_path(b->ledger, flow, unit);
    for (int m = 0; m < b->ledger->n_months && levels && !dag_of(b)->arena->failed; m++)
        levels[m] = param_of(b, pc_flow_between(dag_of(b), &path, m, m), PC_PARAM_VALUE);
    return levels;
}

static size_t draw_of(builder *b, const pc_draw *draw)
{
    pc_people *p = b->people;
    for (size_t i = 0; i < p->n_draws; i++)
        if (p->draws[i] == draw || pc_dist_same(&p->draws[i]->dist.spec, &draw->dist.spec))
            return i;
    if (!PC_GROW(b->keep, const pc_draw *, p->draws, p->n_draws, p->draws_capacity)) return 0;
    p->draws[p->n_draws] = draw;
    return p->n_draws++;
}

static pc_pop_random random_of(builder *b, const pc_random *random)
{
    pc_pop_random out = { .table = PC_NONE,
                          .given = random->draw || random->shift || random->scale };
    if (random->draw) {
        out.table = draw_of(b, random->draw);
        out.mean = random->draw->dist.mean;
        out.scale = levels_of(b, random->scale, PC_PARAM_VALUE);
    }
    out.shift = levels_of(b, random->shift, PC_PARAM_VALUE);
    return out;
}

/* ---- series ---- */

static uint32_t new_series(builder *b, size_t n)
{
    const size_t first = b->people->population.n_series;
    b->people->population.n_series += n;
    return (uint32_t)first;
}

/* ---- ladders ---- */

/* Thresholds and, of points, floors times a factor. */
static pc_pop_condition condition_of(builder *b, const pc_windows *windows,
                                     const pc_tier_condition *from, double factor,
                                     double points)
{
    const bool money = from->metric == PC_TEST_BOOKINGS;
    return (pc_pop_condition) {
        .metric = from->metric,
        .begin = pc_windows_begin(windows, from),
        .min = levels_times(b, from->min, money ? PC_PARAM_MINOR : PC_PARAM_VALUE, factor),
        .level = levels_of(b, from->level, PC_PARAM_VALUE),
        .floor = levels_times(b, from->floor, PC_PARAM_VALUE, points),
        .weight = from->weight,
    };
}

/* The factor on what is asked: on thresholds, or (points) on the sum and the least of each. */
static pc_pop_test test_of(builder *b, const pc_windows *windows, const pc_tier_test *from,
                           double factor)
{
    size_t n = 0;
    for (size_t i = 0; i < from->n; i++) n += from->clauses[i].n;
    size_t *ends = PC_NEW_ARRAY(b->keep, size_t, from->n + 1);
    pc_pop_condition *conditions = PC_NEW_ARRAY(b->keep, pc_pop_condition, n + 1);
    if (b->keep->failed) return (pc_pop_test) { 0 };
    n = 0;
    for (size_t i = 0; i < from->n; i++) {
        for (size_t k = 0; k < from->clauses[i].n; k++)
            conditions[n++] =
                condition_of(b, windows, &from->clauses[i].conditions[k],
                             from->points ? 1 : factor, from->points ? factor : 1);
        ends[i] = n;
    }
    return (pc_pop_test) { .n_clauses = from->n,
                           .ends = ends,
                           .conditions = conditions,
                           .points = from->points,
                           .pass = levels_times(b, from->pass, PC_PARAM_VALUE, factor) };
}

static void collect_test(pc_windows *windows, const pc_tier_test *test)
{
    for (size_t i = 0; i < test->n; i++)
        for (size_t k = 0; k < test->clauses[i].n; k++)
            pc_windows_collect(windows, &test->clauses[i].conditions[k]);
}

static pc_tier_condition rank_of(const pc_tier *tier)
{
    return (pc_tier_condition) { .metric = tier->rank_by,
                                 .trailing_months = tier->rank_months };
}

static void build_tier(builder *b, const pc_windows *windows, pc_pop_tier *out,
                       const pc_tier *tier, double hysteresis)
{
    *out = (pc_pop_tier) {
        .qualify = test_of(b, windows, &tier->qualify, 1),
        .keeps_as_qualifies = !tier->has_maintain && hysteresis == 1,
        .capacity = levels_of(b, tier->capacity, PC_PARAM_VALUE),
        .top_share = levels_of(b, tier->top_share, PC_PARAM_VALUE),
        .earned = tier->earned,
    };
    out->maintain = tier->has_maintain ? test_of(b, windows, &tier->maintain, 1)
                                       : test_of(b, windows, &tier->qualify, hysteresis);
    if (!tier->capacity && !tier->top_share) return;
    const pc_tier_condition rank = rank_of(tier);
    out->rank = condition_of(b, windows, &rank, 1, 1);
}

static void build_ladder(builder *b, size_t id)
{
    const pc_ladder *from = &b->ledger->programme->ladders[id];
    pc_pop_ladder *out = &b->ladders[id];
    pc_pop_tier *tiers = PC_NEW_ARRAY(b->keep, pc_pop_tier, from->n_tiers);
    pc_windows windows;
    *out = (pc_pop_ladder) { .n_tiers = from->n_tiers,
                             .tiers = tiers,
                             .promote = from->promote,
                             .demote = from->demote,
                             .same_month = from->same_month };
    pc_windows_init(&windows, out, b->ledger->n_months, b->keep);
    if (b->keep->failed) return;
    for (size_t t = 0; t < from->n_tiers; t++) {
        const pc_tier *tier = &from->tiers[t];
        const pc_tier_condition rank = rank_of(tier);
        collect_test(&windows, &tier->qualify);
        if (tier->has_maintain) collect_test(&windows, &tier->maintain);
        if (tier->capacity || tier->top_share) pc_windows_collect(&windows, &rank);
        out->ranked |= tier->capacity || tier->top_share;
        out->gives |= t > 0 && !tier->earned;
    }
    pc_windows_lay_out(&windows, pc_population_first_ring());
    memcpy(out->history, windows.history, sizeof out->history);
    for (size_t t = 0; t < from->n_tiers && !b->keep->failed; t++)
        build_tier(b, &windows, &tiers[t], &from->tiers[t], from->hysteresis);
}

/* By a matrix: each row added up, so that one uniform finds the next tier. */
static void build_transition(builder *b, size_t id)
{
    const pc_ladder *from = &b->ledger->programme->ladders[id];
    if (!from->transition) return;
    const size_t n = from->n_tiers;
    double *upto = PC_NEW_ARRAY(b->keep, double, n *n);
    for (size_t i = 0; i < n && upto; i++) {
        double sum = 0;
        for (size_t k = 0; k < n; k++) upto[i * n + k] = sum += from->transition[i * n + k];
        /* what rounding leaves of 1 is nobody's */
        for (size_t k = n; k-- > 0 && upto[i * n + k] >= sum;) upto[i * n + k] = 1;
    }
    b->ladders[id].transition = upto;
}

static void build_ladders(builder *b)
{
    const size_t n = b->ledger->programme->n_ladders;
    pc_people_ladder *series = PC_NEW_ARRAY(b->keep, pc_people_ladder, n + 1);
    b->ladders = PC_NEW_ARRAY(b->keep, pc_pop_ladder, n + 1);
    for (size_t i = 0; i < n && series && !b->keep->failed; i++) {
        const size_t n_tiers = b->ledger->programme->ladders[i].n_tiers;
        build_ladder(b, i);
        build_transition(b, i);
        series[i] = (pc_people_ladder) {
            .tiers = new_series(b, n_tiers),
            .entries = new_series(b, n_tiers),
            .exits = new_series(b, n_tiers),
            .moves = new_series(b, n_tiers * n_tiers),
            .promotions = new_series(b, 1),
            .demotions = new_series(b, 1),
        };
    }
    b->people->ladders = series;
    b->people->population.ladders = b->ladders;
    b->people->population.n_ladders = n;
}

/* ---- what a kind is paid ---- */

/* The parts of a sale that carry the component's credit, month by month; none where it is all
 * of it. */
static void take_credit(builder *b, pc_pop_component *out,
                        const pc_expr *const credit[PC_N_CREDITS])
{
    pc_dag *dag = dag_of(b);
    const bool any = out->terms->any_credit,
               sourced = any || out->terms->credit == PC_CREDIT_SOURCED,
               influenced = any || out->terms->credit == PC_CREDIT_INFLUENCED;
    uint32_t *first = new_levels(b), *others = new_levels(b);
    bool all = true;
    for (int m = 0; m < b->ledger->n_months && first && others && !dag->arena->failed; m++) {
        const pc_node s = pc_value_at(&b->ledger->values, credit[PC_CREDIT_SOURCED], m);
        const pc_node i = pc_value_at(&b->ledger->values, credit[PC_CREDIT_INFLUENCED], m);
        const pc_node rest = pc_dag_complement(dag, s);
        const pc_node left = pc_dag_op(dag, PC_TAPE_MIN, i, rest, 0);
        all &= (sourced && pc_dag_is_number(dag, s, 1)) ||
               (influenced && pc_dag_is_number(dag, left, 1));
        first[m] = param_of(b, left, PC_PARAM_MILLIONTHS);
        others[m] = param_of(b, rest, PC_PARAM_MILLIONTHS);
    }
    if (influenced && !all) out->influenced = first;
    if (sourced && !all) out->others = others;
}

static const pc_levels *rates_of(builder *b, const pc_component *component, size_t ladder_id,
                                 size_t *n)
{
    const pc_commission_schedule *schedule = &component->schedule;
    const pc_ladder *ladder =
        ladder_id == PC_NONE ? NULL : &b->ledger->programme->ladders[ladder_id];
    const bool by_tier = schedule->kind == PC_SCHEDULE_BY_TIER && ladder;
    *n = by_tier ? ladder->n_tiers : 1;
    pc_levels *rates = PC_NEW_ARRAY(b->keep, pc_levels, *n);
    for (size_t t = 0; t < *n && rates; t++) {
        const pc_tier_rate *tier =
            by_tier ? pc_schedule_tier(schedule, ladder->tiers[t].id) : NULL;
        const pc_expr *rate = by_tier ? (tier ? tier->rate : NULL) : schedule->rate;
        rates[t] = rate ? levels_of(b, rate, PC_PARAM_MILLIONTHS)
                        : constant_levels(b, 0, PC_PARAM_MILLIONTHS);
    }
    return rates;
}

static void build_components(builder *b, pc_kind *kind, size_t commission_id,
                             const pc_expr *const credit[PC_N_CREDITS])
{
    if (commission_id == PC_NONE) return;
    const pc_commission *plan = &b->ledger->programme->commissions[commission_id];
    pc_pop_component *list = PC_NEW_ARRAY(b->keep, pc_pop_component, plan->n_components);
    for (size_t i = 0; i < plan->n_components && list; i++) {
        list[i] =
            (pc_pop_component) { .terms = &plan->components[i], .accrued = new_series(b, 1) };
        take_credit(b, &list[i], credit);
        list[i].rates = rates_of(b, &plan->components[i], kind->ladder, &list[i].n_rates);
    }
    kind->components = list;
    kind->n_components = list ? plan->n_components : 0;
}

/* ---- kinds ---- */

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
    kind->activation_delay = random_of(b, &from->activation_delay);
    kind->productivity = random_of(b, &from->productivity);
    kind->cycle = random_of(b, &from->cycle);
    kind->acv = random_of(b, &from->acv);
    kind->deals = levels_of(b, from->deals, value);
    kind->leads = levels_of(b, from->leads, value);
    kind->win_rate = levels_of(b, from->win_rate, value);
    kind->certifications = levels_of(b, from->certifications, value);
    kind->no_certification = levels_of(b, from->certifications, PC_PARAM_NO_EVENT);
    kind->certification_months = from->certification_months;
    if (from->win_rate) pc_waits_build(b->ledger, b->keep, kind, &from->cycle);
    build_exit(b, kind, from);
    if (kind->ladder != PC_NONE) build_multipliers(b, kind);
    kind->sums = new_sums(b, kind->ladder);
    kind->wants_deals = true;
    kind->wants_certifications = kind->certifications != NULL;
}

/* Who has no deal size of its own sells the channel's product. */
static void price_by_product(builder *b, pc_kind *kind, const pc_channel *channel)
{
    if (kind->acv.given || !channel->product) return;
    kind->acv.given = true;
    kind->acv.shift = levels_of(b, channel->product->acv, PC_PARAM_VALUE);
}

static void build_cohort(builder *b, pc_kind *kind, const pc_cohort *cohort)
{
    const pc_channel *channel = &b->ledger->programme->channels[cohort->channel_id];
    const pc_node one = pc_dag_constant(dag_of(b), 1);
    kind->name = pc_arena_printf(b->keep, "cohorts/%s", cohort->id);
    build_conduct(b, kind, cohort->conduct);
    if (cohort->arrivals) {
        kind->arrivals = levels_of(b, cohort->arrivals, PC_PARAM_VALUE);
        kind->no_arrival = levels_of(b, cohort->arrivals, PC_PARAM_NO_EVENT);
    } else if (cohort->has_stock) {
        kind->stock = flow_levels(b, &cohort->stock, one);
    } else {
        kind->entry = flow_levels(b, &cohort->entry, one);
    }
    kind->referral = levels_of(b, cohort->referral, PC_PARAM_VALUE);
    price_by_product(b, kind, channel);
    build_components(b, kind, channel->commission_id, channel->credit);
}

static void build_partner(builder *b, pc_kind *kind, const pc_partner *partner)
{
    const pc_channel *channel = &b->ledger->programme->channels[partner->channel_id];
    const bool own =
        partner->own_credit[PC_CREDIT_SOURCED] || partner->own_credit[PC_CREDIT_INFLUENCED];
    kind->name = pc_arena_printf(b->keep, "partners/%s", partner->id);
    kind->single = true;
    kind->start_month = partner->start_month;
    build_conduct(b, kind, partner->conduct);
    price_by_product(b, kind, channel);
    if (partner->has_revenue)
        kind->bookings = flow_levels(b, &partner->revenue, b->ledger->minor_units);
    build_components(b, kind,
                     partner->commission_id == PC_NONE ? channel->commission_id
                                                       : partner->commission_id,
                     own ? partner->own_credit : channel->credit);
}

static size_t rate_rows(const builder *b, const pc_kind *kind)
{
    size_t row = pc_population_first_ring();
    for (size_t f = 0; kind->ladder != PC_NONE && f < PC_N_FLOWS; f++)
        row += b->ladders[kind->ladder].history[f].n_slots;
    return row;
}

static void finish_kind(builder *b, size_t *number, size_t channel_id, const char *stream)
{
    pc_kind *kind = &b->people->kinds[b->people->population.n_kinds];
    if (b->keep->failed) return;
    b->people->channel_of[b->people->population.n_kinds] = channel_id;
    kind->stream = pc_stream(stream);
    kind->rate_rows = rate_rows(b, kind);
    kind->meets = kind->stock || kind->referral ||
                  (kind->ladder != PC_NONE && b->ladders[kind->ladder].ranked);
    kind->closing_rows = kind->rate_rows + kind->n_components;
    kind->changes = changes_of(b, kind);
    *number = b->people->population.n_kinds++;
}

static void build_kinds(builder *b)
{
    const pc_programme *programme = b->ledger->programme;
    pc_people *p = b->people;
    p->kinds = PC_NEW_ARRAY(b->keep, pc_kind, programme->n_cohorts + programme->n_partners + 1);
    p->channel_of =
        PC_NEW_ARRAY(b->keep, size_t, programme->n_cohorts + programme->n_partners + 1);
    p->kind_of_cohort = PC_NEW_ARRAY(b->keep, size_t, programme->n_cohorts + 1);
    p->kind_of_partner = PC_NEW_ARRAY(b->keep, size_t, programme->n_partners + 1);
    if (b->keep->failed) return;
    for (size_t i = 0; i < programme->n_cohorts; i++) {
        p->kind_of_cohort[i] = PC_NONE;
        if (!programme->cohorts[i].conduct) continue;
        build_cohort(b, &p->kinds[p->population.n_kinds], &programme->cohorts[i]);
        finish_kind(b, &p->kind_of_cohort[i], programme->cohorts[i].channel_id,
                    programme->cohorts[i].stream);
    }
    for (size_t i = 0; i < programme->n_partners; i++) {
        p->kind_of_partner[i] = PC_NONE;
        if (!programme->partners[i].conduct) continue;
        build_partner(b, &p->kinds[p->population.n_kinds], &programme->partners[i]);
        finish_kind(b, &p->kind_of_partner[i], programme->partners[i].channel_id,
                    programme->partners[i].stream);
    }
    p->population.kinds = p->kinds;
}

/* ---- what is expected ---- */

/* Trial 0 of the one chunk is the case at plan, the others are that at means. */
static void fill_sources(const builder *b, double *registers)
{
    for (size_t i = 0; i < b->people->population.n_sources; i++) {
        const pc_dag_node *node = &dag_of(b)->nodes[b->people->sources[i]];
        double *row = registers + i * PC_CHUNK;
        for (size_t k = 0; k < PC_CHUNK; k++) row[k] = node->at_means;
        row[0] = node->at_plan;
    }
}

/* How many join in all: known where the plan gives numbers, else so many that more are beyond
 * belief. */
static double most_joining(const builder *b, const pc_kind *kind)
{
    const pc_people *p = b->people;
    double most = 0;
    for (int m = 0; m < p->population.n_months; m++) {
        const size_t at =
            (size_t)kind->sums.recruited * (size_t)p->population.n_months + (size_t)m;
        const pc_node entry =
            kind->entry ? p->sources[p->params[kind->entry[m]].source] : p->sources[0];
        const double expected =
            p->at_plan[at] > p->at_means[at] ? p->at_plan[at] : p->at_means[at];
        if (kind->single ||
            (kind->entry && !kind->referral && pc_dag_is_constant(dag_of(b), entry)))
            most += expected;
        else
            most += 2 * expected + 6 * pc_sqrt(expected) + 8;
    }
    return most + 1;
}

/* Rows of partners that meet are kept for all of them at once. */
static void set_capacity(builder *b, bool expected)
{
    pc_population *p = &b->people->population;
    double most = 0;
    for (size_t k = 0; k < p->n_kinds; k++)
        if (p->kinds[k].meets)
            most += expected ? p->n_months + 1 : most_joining(b, &p->kinds[k]);
    p->capacity = most < 1e9 ? (size_t)most : (size_t)1000000000;
}

static void expect(builder *b)
{
    pc_people *people = b->people;
    pc_population *p = &people->population;
    pc_arena *scratch = dag_of(b)->arena;
    const size_t n_sums = p->n_series * (size_t)p->n_months;
    uint32_t *regs = PC_NEW_ARRAY(scratch, uint32_t, p->n_sources + n_sums);
    double *constants = PC_NEW_ARRAY(scratch, double, p->n_sources + 1);
    double *registers =
        pc_arena_alloc(scratch, (p->n_sources + n_sums) * PC_CHUNK, sizeof(double), 64);
    double *work = pc_arena_alloc(scratch, pc_population_scratch(p), sizeof(double), 64);
    double *at_plan = PC_NEW_ARRAY(b->keep, double, n_sums);
    double *at_means = PC_NEW_ARRAY(b->keep, double, n_sums);
    if (scratch->failed || b->keep->failed) return;
    for (size_t i = 0; i < p->n_sources + n_sums; i++) regs[i] = (uint32_t)i;
    fill_sources(b, registers);
    const pc_population_call call = { regs, constants, regs + p->n_sources };
    pc_population_run_sse2(&(pc_population_order) { .population = p,
                                                    .call = &call,
                                                    .mode = PC_POP_EXPECTED,
                                                    .stride = PC_CHUNK,
                                                    .registers = registers,
                                                    .scratch = work });
    for (size_t i = 0; i < n_sums; i++) {
        at_plan[i] = registers[(p->n_sources + i) * PC_CHUNK];
        at_means[i] = registers[(p->n_sources + i) * PC_CHUNK + 1];
    }
    people->at_plan = at_plan;
    people->at_means = at_means;
}

/* ---- the whole ---- */

static bool has_conduct(const pc_programme *programme)
{
    for (size_t i = 0; i < programme->n_cohorts; i++)
        if (programme->cohorts[i].conduct) return true;
    for (size_t i = 0; i < programme->n_partners; i++)
        if (programme->partners[i].conduct) return true;
    return false;
}

/* What is read and cannot be simulated yet. */
static const char *beyond(const pc_programme *programme, const pc_kind *kind)
{
    if (kind->certification_months) return "certifications that run out";
    if (kind->ladder != PC_NONE && programme->ladders[kind->ladder].n_tiers > PC_TIERS_MAX)
        return "a ladder of more than 16 tiers";
    for (size_t k = 0; k < kind->n_components; k++) {
        const pc_component *terms = kind->components[k].terms;
        const pc_schedule_kind schedule = terms->schedule.kind;
        if (schedule != PC_SCHEDULE_FLAT && schedule != PC_SCHEDULE_BY_TIER)
            return "a commission schedule other than flat and by_tier";
        if (!terms->by_partner_month) return "commission by the deal";
    }
    return NULL;
}

/* ...of the programme itself. */
static const char *beyond_kinds(const pc_programme *programme)
{
    if (programme->n_incumbents > 0) return "an opening roster (/opening/partners)";
    for (size_t i = 0; i < programme->n_cohorts; i++)
        if (programme->cohorts[i].conduct && programme->cohorts[i].conduct->lifetime_months)
            return "how long the customers of partners stay";
    for (size_t i = 0; i < programme->n_partners; i++)
        if (programme->partners[i].conduct && programme->partners[i].conduct->lifetime_months)
            return "how long the customers of partners stay";
    return NULL;
}

static pc_status refuse_beyond(const pc_ledger *ledger, const pc_people *people,
                               pc_diags *diags)
{
    const pc_programme *programme = ledger->programme;
    pc_status status = PC_OK;
    const char *whole = beyond_kinds(programme);
    if (whole) {
        pc_diag_add(diags, PC_ERROR, "E0290", &(pc_place) { .file = programme->name },
                    "this version reads it, and cannot simulate it yet",
                    "%s is not supported yet", whole);
        status = PC_EDATA;
    }
    for (size_t i = 0; i < people->population.n_kinds; i++) {
        const char *what = beyond(programme, &people->kinds[i]);
        if (!what) continue;
        pc_diag_add(diags, PC_ERROR, "E0290", &(pc_place) { .file = programme->name },
                    "this version reads it, and cannot simulate it yet",
                    "%s (%s) is not supported yet", what, people->kinds[i].name);
        status = PC_EDATA;
    }
    return status;
}

pc_status pc_people_build(pc_ledger *ledger, pc_arena *keep, pc_diags *diags)
{
    if (!has_conduct(ledger->programme)) return PC_OK;
    builder b = { .ledger = ledger, .keep = keep, .people = PC_NEW(keep, pc_people) };
    if (keep->failed) return PC_ENOMEM;
    pc_population *p = &b.people->population;
    p->n_months = ledger->n_months;
    p->minor = dag_of(&b)->nodes[ledger->minor_units].k;
    build_ladders(&b);
    if (!keep->failed) build_kinds(&b);
    p->params = b.people->params;
    if (!keep->failed && refuse_beyond(ledger, b.people, diags) != PC_OK) return PC_EDATA;
    if (!keep->failed && !dag_of(&b)->arena->failed) {
        set_capacity(&b, true);
        expect(&b);
    }
    if (!keep->failed && !dag_of(&b)->arena->failed) set_capacity(&b, false);
    if (keep->failed || dag_of(&b)->arena->failed) return PC_ENOMEM;
    ledger->people = b.people;
    return PC_OK;
}

pc_node pc_people_sum(pc_ledger *ledger, uint32_t series, int month)
{
    const pc_people *people = ledger->people;
    const size_t at = (size_t)series * (size_t)ledger->n_months + (size_t)month;
    return pc_dag_series(&ledger->values.dag, (uint32_t)at, people->at_plan[at],
                         people->at_means[at]);
}

pc_ledger_flow pc_people_flow(pc_ledger *ledger, uint32_t series)
{
    pc_dag *dag = &ledger->values.dag;
    pc_node *entries = PC_NEW_ARRAY(dag->arena, pc_node, (size_t)ledger->n_months);
    for (int m = 0; m < ledger->n_months && entries; m++)
        entries[m] = pc_people_sum(ledger, series, m);
    return (pc_ledger_flow) { .monthly = true, .entries = entries };
}

const pc_kind *pc_people_cohort(const pc_ledger *ledger, size_t cohort)
{
    const pc_people *people = ledger->people;
    if (!people || people->kind_of_cohort[cohort] == PC_NONE) return NULL;
    return &people->kinds[people->kind_of_cohort[cohort]];
}

const pc_kind *pc_people_partner(const pc_ledger *ledger, size_t partner)
{
    const pc_people *people = ledger->people;
    if (!people || people->kind_of_partner[partner] == PC_NONE) return NULL;
    return &people->kinds[people->kind_of_partner[partner]];
}
