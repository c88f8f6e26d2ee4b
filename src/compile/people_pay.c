/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What partners one by one are paid, as flat arrays: docs/model/commission.md. */
#include "compile/arr.h"
#include "compile/people_build.h"

#include <string.h>

/* A kind's plan while it is built. */
typedef struct paying {
    builder *b;
    pc_kind *kind;
    const pc_ladder *ladder; /* NULL: none */
    const pc_channel *channel;
    const pc_conduct *conduct;
} paying;

static size_t take_rows(const paying *p, size_t n)
{
    const size_t first = p->kind->n_pay_rows;
    p->kind->n_pay_rows += n;
    return first;
}

/* ---- what a rate is of ---- */

/* The parts of a sale that carry the component's credit, month by month; none where it is all
 * of it, or each deal has one class. */
static void take_credit(builder *b, pc_pop_component *out,
                        const pc_expr *const credit[PC_N_CREDITS], bool by_deal)
{
    pc_dag *dag = dag_of(b);
    const bool any = out->terms->any_credit,
               sourced = any || out->terms->credit == PC_CREDIT_SOURCED,
               influenced = any || out->terms->credit == PC_CREDIT_INFLUENCED;
    uint32_t *first = new_levels(b), *others = new_levels(b);
    bool all = true;
    out->on_sourced = sourced;
    out->on_influenced = influenced;
    if (by_deal) return;
    for (int m = 0; m < b->ledger->n_months && first && others && !dag->arena->failed; m++) {
        const pc_node s = pc_value_at(&b->ledger->values, credit[PC_CREDIT_SOURCED], m);
        const pc_node i = pc_value_at(&b->ledger->values, credit[PC_CREDIT_INFLUENCED], m);
        const pc_node rest = pc_dag_complement(dag, s);
        const pc_node left = pc_dag_op(dag, PC_TAPE_MIN, i, rest, 0);
        all &= (sourced && pc_dag_is_number(dag, s, 1)) ||
               (influenced && pc_dag_is_number(dag, left, 1));
        first[m] = pc_people_param(b, left, PC_PARAM_MILLIONTHS);
        others[m] = pc_people_param(b, rest, PC_PARAM_MILLIONTHS);
    }
    if (influenced && !all) out->influenced = first;
    if (sourced && !all) out->others = others;
}

/* ---- schedules ---- */

/* A rate in millionths, or an amount; one a tier where tiers decide. */
static const pc_levels *rates_of(const paying *p, const pc_commission_schedule *schedule,
                                 size_t *n)
{
    const pc_param_form form =
        schedule->kind == PC_SCHEDULE_FIXED ? PC_PARAM_AMOUNT : PC_PARAM_MILLIONTHS;
    const bool by_tier = schedule->n_tiers && p->ladder;
    *n = by_tier ? p->ladder->n_tiers : 1;
    pc_levels *rates = PC_NEW_ARRAY(p->b->keep, pc_levels, *n);
    for (size_t t = 0; t < *n && rates; t++) {
        const pc_tier_rate *tier =
            by_tier ? pc_schedule_tier(schedule, p->ladder->tiers[t].id) : NULL;
        const pc_expr *rate = schedule->n_tiers ? (tier ? tier->rate : NULL) : schedule->rate;
        rates[t] = rate && !schedule->bands.n ? levels_of(p->b, rate, form)
                                              : constant_levels(p->b, 0, form);
    }
    return rates;
}

/* A multiple of the target in whole minor units, month by month. */
static pc_levels multiple_of(builder *b, const pc_expr *target, const pc_expr *multiple)
{
    uint32_t *levels = new_levels(b);
    for (int m = 0; m < b->ledger->n_months && levels && !dag_of(b)->arena->failed; m++)
        levels[m] =
            pc_people_param(b,
                            pc_dag_mul(dag_of(b), pc_value_at(&b->ledger->values, target, m),
                                       pc_value_at(&b->ledger->values, multiple, m)),
                            PC_PARAM_AMOUNT);
    return levels;
}

static pc_pop_bands bands_of(builder *b, const pc_bands *from, const pc_expr *target,
                             bool lower)
{
    pc_levels *begin = PC_NEW_ARRAY(b->keep, pc_levels, from->n + 1);
    pc_levels *rate = PC_NEW_ARRAY(b->keep, pc_levels, from->n + 1);
    for (size_t i = 0; i < from->n && begin && rate; i++) {
        begin[i] = target ? multiple_of(b, target, from->from[i])
                          : levels_of(b, from->from[i], PC_PARAM_AMOUNT);
        rate[i] = levels_of(b, from->rate[i], PC_PARAM_MILLIONTHS);
    }
    return (pc_pop_bands) { from->n, begin, rate, lower };
}

static pc_schedule_kind paid_as(const pc_commission_schedule *schedule)
{
    if (schedule->kind != PC_SCHEDULE_ATTAINMENT) return schedule->kind;
    return schedule->attained_marginal ? PC_SCHEDULE_MARGINAL : PC_SCHEDULE_RETROACTIVE;
}

static bool is_one_rate(pc_schedule_kind kind)
{
    return kind == PC_SCHEDULE_FLAT || kind == PC_SCHEDULE_BY_TIER;
}

static bool adds_up(pc_schedule_kind kind)
{
    return kind == PC_SCHEDULE_MARGINAL || kind == PC_SCHEDULE_RETROACTIVE ||
           kind == PC_SCHEDULE_INTERPOLATED;
}

static void build_schedule(const paying *p, pc_pop_component *out)
{
    const pc_component *terms = out->terms;
    const pc_commission_schedule *schedule = &terms->schedule;
    out->schedule = paid_as(schedule);
    out->rates = rates_of(p, schedule, &out->n_rates);
    if (schedule->bands.n)
        out->bands = bands_of(
            p->b, &schedule->bands,
            schedule->kind == PC_SCHEDULE_ATTAINMENT ? schedule->target : NULL, terms->lower);
    if (terms->accelerator.n)
        out->accelerator = bands_of(p->b, &terms->accelerator, NULL, terms->lower);
    out->window_row = out->trailing_row = PC_NONE;
    if (!adds_up(out->schedule) && !terms->accelerator.n) return;
    out->window_row = take_rows(p, 1);
    if (terms->window == PC_WINDOW_TRAILING_12) out->trailing_row = take_rows(p, 12);
}

/* ---- limits and extras ---- */

static bool build_limits(const paying *p, pc_pop_component *out)
{
    bool any = false;
    for (size_t w = 0; w < PC_N_WINDOWS; w++) {
        out->cap[w] = levels_of(p->b, out->terms->cap[w], PC_PARAM_AMOUNT);
        out->floor[w] = levels_of(p->b, out->terms->floor[w], PC_PARAM_AMOUNT);
        const bool is_kept = w != PC_WINDOW_DEAL;
        out->cap_row[w] = is_kept && out->terms->cap[w] ? take_rows(p, 1) : PC_NONE;
        out->floor_row[w] = is_kept && out->terms->floor[w] ? take_rows(p, 1) : PC_NONE;
        any |= out->terms->cap[w] || out->terms->floor[w];
    }
    return any;
}

static void build_extras(const paying *p, pc_pop_component *out)
{
    const pc_bonus *bonus = &out->terms->bonus;
    const pc_spiff *spiff = &out->terms->spiff;
    out->points = levels_of(p->b, bonus->points, PC_PARAM_MILLIONTHS);
    out->multiplier = levels_of(p->b, bonus->multiplier, PC_PARAM_MILLIONTHS);
    out->spiff_amount = levels_of(p->b, spiff->amount, PC_PARAM_AMOUNT);
    out->spiff_points = levels_of(p->b, spiff->points, PC_PARAM_MILLIONTHS);
    out->spiff_budget = levels_of(p->b, spiff->budget, PC_PARAM_AMOUNT);
    out->bonus_row = bonus->given ? take_rows(p, 1) : PC_NONE;
}

/* Budgets are numbered by plan and component: whoever is paid by them shares them. */
static size_t budget_of(const pc_programme *programme, const pc_component *component)
{
    size_t n = 0;
    for (size_t i = 0; i < programme->n_commissions; i++)
        for (size_t k = 0; k < programme->commissions[i].n_components; k++) {
            if (&programme->commissions[i].components[k] == component) return n;
            n += programme->commissions[i].components[k].spiff.budget != NULL;
        }
    return n;
}

/* A bonus' tests look back from the close of any month. */
static void build_bonuses(const paying *p, pc_pop_component *list)
{
    pc_windows windows;
    bool any = false;
    for (size_t i = 0; i < p->kind->n_components; i++) any |= list[i].terms->bonus.given;
    if (!any) return;
    pc_windows_init(&windows, NULL, p->b->ledger->n_months, p->b->keep);
    windows.home = p->kind->bonus_history;
    if (p->b->keep->failed) return;
    for (size_t i = 0; i < p->kind->n_components; i++)
        pc_people_collect(&windows, &list[i].terms->bonus.when);
    const size_t first = p->kind->pay_rows + p->kind->n_pay_rows;
    p->kind->n_pay_rows += pc_windows_lay_out(&windows, first) - first;
    memcpy(p->kind->bonus_history, windows.history, sizeof p->kind->bonus_history);
    for (size_t i = 0; i < p->kind->n_components && !p->b->keep->failed; i++) {
        if (!list[i].terms->bonus.given) continue;
        pc_pop_test *test = PC_NEW(p->b->keep, pc_pop_test);
        if (test) *test = pc_people_test(p->b, &windows, &list[i].terms->bonus.when, 1);
        list[i].bonus = test;
    }
}

/* ---- later years ---- */

static bool is_renewed(const pc_component *terms)
{
    return terms->event == PC_EVENT_RENEWAL ||
           (terms->event == PC_EVENT_NEW && terms->duration_months != 1);
}

static void build_renewal(const paying *p, pc_pop_component *out)
{
    const pc_component *terms = out->terms;
    pc_pop_renewal *renewal = &out->renewal;
    const pc_commission_schedule *by = terms->renewal ? terms->renewal : &terms->schedule;
    const int most = p->b->ledger->n_months;
    const bool is_once = terms->event == PC_EVENT_NEW && terms->duration_months > 0;
    renewal->tier_row = PC_NONE;
    if (!is_renewed(terms)) return;
    const int months = is_once && terms->duration_months < most ? terms->duration_months : most;
    renewal->all_schedule = adds_up(paid_as(by));
    renewal->current = terms->current_rate;
    renewal->rates = rates_of(p, by, &renewal->n_rates);
    if (months <= 12 && terms->event == PC_EVENT_NEW) return;
    renewal->months = months;
    renewal->left_row = take_rows(p, (size_t)months);
    if (!renewal->current && renewal->n_rates > 1)
        renewal->tier_row = take_rows(p, (size_t)months);
}

/* Of what is due, after a year or the longer term: what stays, contracts, grows. */
static pc_node retained_by_product(builder *b, const pc_product *product, int month)
{
    const int term = product->term_months;
    pc_node kept = pc_dag_constant(dag_of(b), 1);
    for (int m = month; m > month - 12 && m >= 0; m -= term)
        kept = pc_dag_mul(dag_of(b), kept, pc_arr_retained(b->ledger, product, m, false));
    return kept;
}

/* exp(-12 / lifetime) */
static pc_node retained_by_lifetime(builder *b, const pc_expr *lifetime, int month)
{
    pc_dag *dag = dag_of(b);
    const pc_node months = pc_value_at(&b->ledger->values, lifetime, month);
    const pc_node years = pc_dag_op(dag, PC_TAPE_DIV, pc_dag_constant(dag, -12), months, 0);
    return pc_dag_op(dag, PC_TAPE_POW, pc_dag_constant(dag, 0x1.5bf0a8b145769p+1), years, 0);
}

static void build_retention(const paying *p)
{
    builder *b = p->b;
    const pc_product *product = p->channel->product;
    const pc_expr *lifetime = p->conduct->lifetime_months;
    uint32_t *levels = new_levels(b);
    if ((!product && !lifetime) || !levels) return;
    p->kind->term_months = !lifetime && product->term_months > 12 ? product->term_months : 12;
    for (int m = 0; m < b->ledger->n_months && !dag_of(b)->arena->failed; m++) {
        const pc_node kept = lifetime ? retained_by_lifetime(b, lifetime, m)
                                      : retained_by_product(b, product, m);
        levels[m] = pc_people_param(b, kept, PC_PARAM_VALUE);
    }
    p->kind->retained = levels;
}

/* ---- payment ---- */

static double owed_at_start(const pc_kind *kind)
{
    double sum = 0;
    for (size_t i = 0; i < kind->n_incumbents; i++) sum += kind->incumbents[i].row->payable_amt;
    return sum;
}

/* What the opening roster owes is owed by the first component. */
static void build_payment(const paying *p, pc_pop_component *out, bool is_first)
{
    const pc_payment *terms = &out->terms->payment;
    pc_pop_payment *payment = &out->payment;
    const double opening = is_first ? owed_at_start(p->kind) : 0;
    if (!terms->minimum && !terms->forfeit_months && !(opening > 0)) return;
    *payment = (pc_pop_payment) { .given = true,
                                  .delay_months = terms->hold_months + terms->lag_months,
                                  .forfeit_months = terms->forfeit_months,
                                  .quarterly = terms->quarterly,
                                  .opening_amt = opening,
                                  .minimum = levels_of(p->b, terms->minimum, PC_PARAM_AMOUNT),
                                  .paid = new_series(p->b, 1),
                                  .forfeited = new_series(p->b, 1) };
    payment->n_rows = 2 + (size_t)payment->delay_months;
    /* from now back to the months whose time is over, ahead to the quarter's payday */
    if (payment->forfeit_months)
        payment->n_rows += (size_t)payment->forfeit_months + (payment->quarterly ? 3 : 1);
    payment->row = take_rows(p, 2 * payment->n_rows);
}

/* ---- a component, a plan ---- */

static void build_component(const paying *p, pc_pop_component *out)
{
    const pc_component *terms = out->terms;
    build_schedule(p, out);
    const bool limited = build_limits(p, out);
    build_extras(p, out);
    build_renewal(p, out);
    build_payment(p, out, out == p->kind->components);
    out->by_rule = !is_one_rate(out->schedule) || !terms->by_partner_month ||
                   terms->event != PC_EVENT_NEW || limited || terms->accelerator.n ||
                   terms->bonus.given || terms->spiff.amount || terms->spiff.points ||
                   out->renewal.months || out->payment.given;
    if (terms->spiff.budget) {
        out->budget = budget_of(p->b->ledger->programme, terms);
        pc_population *all = &p->b->people->population;
        if (all->n_budgets <= out->budget) all->n_budgets = out->budget + 1;
    }
}

static void sum_up(pc_kind *kind, const pc_pop_component *component)
{
    const pc_component *terms = component->terms;
    kind->keeps_pay |= component->by_rule;
    kind->settles |= component->payment.given;
    kind->pays_by_deal |=
        component->by_rule && terms->event == PC_EVENT_NEW && !terms->by_partner_month;
    kind->pays_event[terms->event] |= component->by_rule;
}

/* Credited money of the plan: what some component stands on. */
static pc_pop_component any_credit(const paying *p, const pc_commission *plan,
                                   const pc_expr *const credit[PC_N_CREDITS])
{
    pc_component either = { .credit = plan->components[0].credit };
    for (size_t i = 0; i < plan->n_components; i++)
        either.any_credit |= plan->components[i].any_credit ||
                             plan->components[i].credit != plan->components[0].credit;
    pc_pop_component out = { .terms = &either };
    take_credit(p->b, &out, credit, p->kind->sourced != NULL);
    out.terms = NULL;
    return out;
}

static void build_plan(const paying *p, const pc_commission *plan, pc_pop_component *list,
                       const pc_expr *const credit[PC_N_CREDITS])
{
    pc_kind *kind = p->kind;
    for (size_t i = 0; i < plan->n_components; i++) {
        list[i] = (pc_pop_component) { .terms = &plan->components[i],
                                       .accrued = new_series(p->b, 1) };
        take_credit(p->b, &list[i], credit, kind->sourced != NULL);
        build_component(p, &list[i]);
        list[i].by_rule |= plan->stacking != PC_STACKING_ADDITIVE;
        sum_up(kind, &list[i]);
        if (is_renewed(&plan->components[i]) && !kind->retained) build_retention(p);
    }
    kind->stacking = plan->stacking;
    if (plan->stacking == PC_STACKING_CAPPED) {
        kind->limit = levels_of(p->b, plan->limit, PC_PARAM_MILLIONTHS);
        pc_pop_component *any = PC_NEW(p->b->keep, pc_pop_component);
        if (any) *any = any_credit(p, plan, credit);
        kind->any_credit = any;
    }
}

void pc_people_pay(builder *b, pc_kind *kind, size_t commission_id,
                   const pc_expr *const credit[PC_N_CREDITS], const pc_channel *channel,
                   const pc_conduct *conduct)
{
    const pc_programme *programme = b->ledger->programme;
    if (commission_id == PC_NONE) return;
    const paying p = { b, kind,
                       kind->ladder == PC_NONE ? NULL : &programme->ladders[kind->ladder],
                       channel, conduct };
    const pc_commission *plan = &programme->commissions[commission_id];
    pc_pop_component *list = PC_NEW_ARRAY(b->keep, pc_pop_component, plan->n_components);
    if (!list) return;
    kind->components = list;
    kind->n_components = plan->n_components;
    build_plan(&p, plan, list, credit);
    build_bonuses(&p, list);
}

/* ---- what is read, and no more ---- */

bool pc_people_pay_asks(const pc_kind *kind)
{
    for (size_t k = 0; k < kind->n_components; k++) {
        const pc_tier_test *when = &kind->components[k].terms->bonus.when;
        for (size_t i = 0; i < when->n; i++)
            for (size_t j = 0; j < when->clauses[i].n; j++)
                if (when->clauses[i].conditions[j].metric == PC_TEST_CUSTOMERS) return true;
    }
    return false;
}

static bool looks_at_deals(const pc_component *terms)
{
    return terms->schedule.kind == PC_SCHEDULE_SLAB ||
           terms->schedule.kind == PC_SCHEDULE_FIXED || terms->cap[PC_WINDOW_DEAL] ||
           terms->floor[PC_WINDOW_DEAL] || terms->spiff.amount;
}

static const char *renewal_beyond(const pc_kind *kind, const pc_component *terms)
{
    if (!is_renewed(terms)) return NULL;
    const pc_commission_schedule *by = terms->renewal ? terms->renewal : &terms->schedule;
    if (!kind->retained)
        return "a commission on renewals without a product, or a lifetime of customers,";
    if (by->kind == PC_SCHEDULE_SLAB || by->kind == PC_SCHEDULE_FIXED)
        return "a commission on renewals by the single deal";
    if (terms->renewal && adds_up(paid_as(by)))
        return "a commission on renewals in a window of their own";
    if (terms->cap[PC_WINDOW_DEAL] || terms->floor[PC_WINDOW_DEAL])
        return "a cap or floor of a deal beside a commission on renewals";
    return NULL;
}

static const char *stacking_beyond(const pc_kind *kind, const pc_component *terms)
{
    const pc_component *first = kind->components[0].terms;
    if (kind->stacking == PC_STACKING_ADDITIVE) return NULL;
    if (terms->event != PC_EVENT_NEW || is_renewed(terms))
        return "stacking of anything but new deals";
    if (terms->by_partner_month != first->by_partner_month)
        return "stacking of entries by the deal and by the month";
    if (kind->stacking == PC_STACKING_EXCLUSIVE &&
        (terms->any_credit != first->any_credit || terms->credit != first->credit))
        return "exclusive components with different credits";
    return NULL;
}

static const char *component_beyond(const pc_kind *kind, const pc_pop_component *component)
{
    const pc_component *terms = component->terms;
    if (component->bands.n > PC_BANDS_MAX || component->accelerator.n > PC_BANDS_MAX)
        return "a commission of more than 64 bands";
    if (kind->bookings && terms->event == PC_EVENT_NEW && looks_at_deals(terms))
        return "a commission on single deals of stated revenue";
    const char *what = renewal_beyond(kind, terms);
    return what ? what : stacking_beyond(kind, terms);
}

const char *pc_people_pay_beyond(const pc_kind *kind)
{
    if (kind->n_components > PC_COMPONENTS_MAX) return "a commission of more than 16 parts";
    for (size_t k = 0; k < kind->n_components; k++) {
        const char *what = component_beyond(kind, &kind->components[k]);
        if (what) return what;
    }
    return NULL;
}
