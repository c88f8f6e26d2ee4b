/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "person.h"

#include "math/math.h"

#include <assert.h>
#include <math.h>

/* docs/model/commission.md once more: a partner's month, entry by entry. */

/* Months that are over since the fiscal year, or its quarter, began. */
static int elapsed(naive_when when, int months)
{
    const pc_programme *programme = when.world->programme;
    return (programme->start_month - programme->fiscal_year_start + 12 + when.month) % months;
}

int naive_window_begin(naive_when when, const person *p, pc_window window)
{
    int begin = p->entry;
    if (window == PC_WINDOW_MONTH || window == PC_WINDOW_DEAL) begin = when.month;
    if (window == PC_WINDOW_QUARTER) begin = when.month - elapsed(when, 3);
    if (window == PC_WINDOW_YEAR) begin = when.month - elapsed(when, 12);
    if (window == PC_WINDOW_TRAILING_12) begin = when.month - 11;
    return begin > p->entry ? begin : p->entry;
}

static double since(const double *months, int begin, int end)
{
    double sum = 0;
    for (int m = begin; m <= end; m++) sum += months[m];
    return sum;
}

void naive_accrue(naive_ledger *books, naive_when when, person *p, size_t k, double amount)
{
    p->account[k].accrued[when.month] += amount;
    p->account[k].weighed[when.month] += p->weight * amount;
    books->owed[p->group][k][when.month] += p->weight * amount;
}

static const pc_commission *plan_of(naive_when when, const person *p)
{
    if (p->commission_id == PC_NONE) return NULL;
    const pc_commission *plan = &when.world->programme->commissions[p->commission_id];
    assert(plan->n_components <= NAIVE_COMPONENTS && p->commission_id < NAIVE_PLANS);
    return plan;
}

/* ---- limits ---- */

/* Of the month's deals those that the component is paid on, where each has one credit; those
 * that are expected are alike, and stand together. `own` has room for all. */
static const naive_sale *own_sales(naive_when when, const person *p,
                                   const pc_component *component, const naive_sale *sales,
                                   naive_sale *own, size_t *n)
{
    if (!p->by_deal) return sales;
    size_t kept = 0;
    for (size_t i = 0; i < *n; i++) {
        const pc_credit credit = sales[i].credit;
        if (component->any_credit ? credit == PC_CREDIT_NONE : credit != component->credit)
            continue;
        if (when.at != NAIVE_SIMULATED && kept)
            own[0].n += sales[i].n;
        else
            own[kept++] = sales[i];
    }
    *n = kept;
    return own;
}

/* What is left of an entry by the caps of month, quarter, year and lifetime, each looking at
 * what the one before has left. */
static double limit(naive_when when, person *p, const pc_component *component,
                    person_account *account, double entry)
{
    for (pc_window w = PC_WINDOW_MONTH; w < PC_N_WINDOWS; w++) {
        if (!component->cap[w]) continue;
        const double cap = naive_money(when, component->cap[w]),
                     before =
                         since(account->limited[w], naive_window_begin(when, p, w), when.month);
        account->limited[w][when.month] += entry;
        entry = fmin(before + entry, cap) - fmin(before, cap);
    }
    return entry;
}

/* Of n deals alike: each is cut at its cap, and lifted to its floor. */
static double limit_deal(naive_when when, const pc_component *component, double n, double entry)
{
    const pc_expr *cap = component->cap[PC_WINDOW_DEAL],
                  *floor = component->floor[PC_WINDOW_DEAL];
    if (n <= 0) return entry;
    if (cap) entry = n * fmin(entry / n, naive_money(when, cap));
    if (floor) entry = n * fmax(entry / n, naive_money(when, floor));
    return entry;
}

/* How the partner stood at the close of the month before. */
static double bonus(naive_when when, const person *p, const pc_component *component,
                    double amount, double entry)
{
    const pc_bonus *extra = &component->bonus;
    naive_when before = when;
    before.month--;
    if (!extra->given || before.month < p->entry) return 0;
    if (!person_passes(before, p, &extra->when, 1)) return 0;
    if (extra->points) return naive_part(when.world, amount, naive_value(when, extra->points));
    return naive_part(when.world, entry, naive_value(when, extra->multiplier)) - entry;
}

/* ---- an entry: of one deal, or of a month's ---- */

typedef struct entry {
    double n;      /* deals */
    double amount; /* what of them carries the component's credit */
    double paid;
} entry;

/* By its schedule; `sales` are the deals of this entry. */
static void by_schedule(naive_when when, const person *p, const pc_component *component,
                        const person_account *account, const naive_sale *sales, size_t n,
                        entry *e)
{
    const pc_commission_schedule *schedule = &component->schedule;
    double money = 0;
    for (size_t i = 0; i < n; i++) e->n += sales[i].n, money += sales[i].n * sales[i].size;
    e->amount = naive_credited(when, p, component, money);
    const int begin = naive_window_begin(when, p, component->window);
    const double before =
        component->window == PC_WINDOW_DEAL ? 0 : since(account->seen, begin, when.month);
    switch (schedule->kind) {
    case PC_SCHEDULE_FLAT:
    case PC_SCHEDULE_BY_TIER:
        e->paid = naive_part(when.world, e->amount, naive_rate_at(when, p, p->tier, schedule));
        break;
    case PC_SCHEDULE_SLAB:
        assert(n == 1);
        e->paid = e->n * naive_slab(when, component,
                                    naive_credited(when, p, component, sales[0].size));
        break;
    case PC_SCHEDULE_FIXED: {
        const double units = naive_minor_units(when.world->programme),
                     each = naive_round(units * naive_rate_at(when, p, p->tier, schedule));
        e->paid = component->by_partner_month ? naive_credited(when, p, component, e->n * each)
                                              : e->n * naive_credited(when, p, component, each);
        break;
    }
    default:
        e->paid = naive_banded(when, component, schedule, before, e->amount);
    }
    if (component->accelerator.n)
        e->paid += naive_accelerated(when, component, before, e->amount);
}

static entry enter(naive_when when, person *p, const pc_component *component,
                   person_account *account, const naive_sale *sales, size_t n)
{
    static naive_sale own[NAIVE_DEALS];
    entry e = { 0 };
    sales = own_sales(when, p, component, sales, own, &n);
    if (n) by_schedule(when, p, component, account, sales, n, &e);
    e.paid += bonus(when, p, component, e.amount, e.paid);
    e.paid = limit_deal(when, component, e.n, e.paid);
    e.paid = limit(when, p, component, account, e.paid);
    account->seen[when.month] += e.amount;
    return e;
}

/* The highest alone, or together no more than a part of the money. */
static void stack(naive_when when, const person *p, const pc_commission *plan, entry *entries,
                  const bool *here, const naive_sale *sales, size_t n)
{
    if (plan->stacking == PC_STACKING_EXCLUSIVE) {
        size_t best = 0;
        for (size_t k = 1; k < plan->n_components; k++)
            if (here[k] && entries[k].paid > entries[best].paid) best = k;
        for (size_t k = 0; k < plan->n_components; k++)
            if (k != best) entries[k].paid = 0;
        return;
    }
    if (plan->stacking != PC_STACKING_CAPPED) return;
    pc_component any = { .credit = plan->components[0].credit };
    double money = 0;
    for (size_t k = 0; k < plan->n_components; k++)
        any.any_credit |= plan->components[k].any_credit ||
                          plan->components[k].credit != plan->components[0].credit;
    static naive_sale own[NAIVE_DEALS];
    sales = own_sales(when, p, &any, sales, own, &n);
    for (size_t i = 0; i < n; i++) money += sales[i].n * sales[i].size;
    double left = naive_part(when.world, naive_credited(when, p, &any, money),
                             naive_value(when, plan->limit));
    for (size_t k = 0; k < plan->n_components; k++) {
        entries[k].paid = fmin(entries[k].paid, left);
        left -= entries[k].paid;
    }
}

static double spiff(naive_when when, const person *p, const pc_component *component,
                    const entry *e, double *spent)
{
    const pc_spiff *extra = &component->spiff;
    if (!extra->amount && !extra->points) return 0;
    if (when.month < extra->first_month || when.month > extra->last_month) return 0;
    double more;
    if (extra->points)
        more = naive_part(when.world, e->amount, naive_value(when, extra->points));
    else if (component->by_partner_month)
        more = naive_credited(when, p, component, e->n * naive_money(when, extra->amount));
    else
        more = e->n * naive_credited(when, p, component, naive_money(when, extra->amount));
    if (!extra->budget) return more;
    const double left = fmax(0, naive_money(when, extra->budget) - *spent) / p->weight;
    more = fmin(more, left);
    *spent += more * p->weight;
    return more;
}

/* Components of one entry: those that are paid by the deal, or by the month. */
static void pay_for(naive_ledger *books, naive_when when, person *p, bool by_month,
                    const naive_sale *sales, size_t n, naive_spent spent)
{
    const pc_commission *plan = plan_of(when, p);
    entry entries[NAIVE_COMPONENTS] = { 0 };
    bool here[NAIVE_COMPONENTS] = { 0 };
    for (size_t k = 0; k < plan->n_components; k++) {
        const pc_component *component = &plan->components[k];
        here[k] = component->event == PC_EVENT_NEW && component->by_partner_month == by_month;
        if (here[k]) entries[k] = enter(when, p, component, &p->account[k], sales, n);
    }
    stack(when, p, plan, entries, here, sales, n);
    for (size_t k = 0; k < plan->n_components; k++) {
        if (!here[k]) continue;
        entries[k].paid +=
            spiff(when, p, &plan->components[k], &entries[k], &spent[p->commission_id][k]);
        naive_accrue(books, when, p, k, entries[k].paid);
    }
}

/* ---- what is counted ---- */

/* `n` certificates, leads, or a promotion to `tier`. */
static void count(naive_ledger *books, naive_when when, person *p, size_t k, double n,
                  size_t tier)
{
    const pc_component *component = &plan_of(when, p)->components[k];
    const double units = naive_minor_units(when.world->programme),
                 each = naive_round(units * naive_rate_at(when, p, tier, &component->schedule));
    double paid = n * each;
    paid += bonus(when, p, component, 0, paid);
    paid = limit_deal(when, component, n, paid);
    naive_accrue(books, when, p, k, limit(when, p, component, &p->account[k], paid));
}

void naive_promoted(naive_ledger *books, naive_when when, person *p)
{
    const pc_commission *plan = plan_of(when, p);
    for (size_t k = 0; plan && k < plan->n_components; k++)
        if (plan->components[k].event == PC_EVENT_MIGRATION && p->next > p->tier)
            count(books, when, p, k, 1, p->next);
}

/* ---- anniversaries ---- */

/* What is kept, in the year that is over, of what was sold so many months ago. */
static double kept(naive_when when, const person *p, int sold)
{
    if (p->conduct->lifetime_months) {
        naive_when then = when;
        then.month = sold;
        return pc_exp(-12 / naive_value(then, p->conduct->lifetime_months));
    }
    const pc_product *product = when.world->programme->channels[p->channel_id].product;
    double part = 1;
    for (int m = when.month - 11; m <= when.month; m++) {
        naive_when at = when;
        at.month = m;
        if ((m - sold) % product->term_months) continue;
        part *=
            (1 - naive_value(at, product->churn)) *
            (1 - naive_value(at, product->contraction) + naive_value(at, product->expansion)) *
            (1 + naive_value(at, product->uplift));
    }
    return part;
}

static void renew(naive_ledger *books, naive_when when, person *p, size_t k, int sold)
{
    const pc_component *component = &plan_of(when, p)->components[k];
    person_account *account = &p->account[k];
    naive_when then = when;
    then.month = sold;
    account->left[sold] = naive_part(when.world, account->left[sold], kept(when, p, sold));
    const bool pays =
        component->event == PC_EVENT_RENEWAL ||
        (component->event == PC_EVENT_NEW &&
         (component->duration_months == 0 || when.month - sold < component->duration_months));
    if (!pays) return;
    const pc_commission_schedule *schedule =
        component->renewal ? component->renewal : &component->schedule;
    const double amount = account->left[sold];
    const double before =
        since(account->seen, naive_window_begin(when, p, component->window), when.month);
    double paid;
    if (schedule->kind == PC_SCHEDULE_FLAT || schedule->kind == PC_SCHEDULE_BY_TIER)
        paid = naive_part(when.world, amount,
                          component->current_rate
                              ? naive_rate_at(when, p, p->tier, schedule)
                              : naive_rate_at(then, p, p->tier_at[sold], schedule));
    else
        paid = naive_banded(when, component, schedule, before, amount);
    account->seen[when.month] += amount;
    naive_accrue(books, when, p, k, limit(when, p, component, account, paid));
}

static bool is_renewed(const pc_component *component)
{
    return component->event == PC_EVENT_RENEWAL || component->duration_months != 1;
}

static void renew_all(naive_ledger *books, naive_when when, person *p)
{
    const pc_commission *plan = plan_of(when, p);
    bool any = false;
    for (size_t k = 0; k < plan->n_components; k++) any |= is_renewed(&plan->components[k]);
    for (int sold = p->entry; any && sold < when.month; sold++) {
        if ((when.month - sold) % 12) continue;
        for (size_t k = 0; k < plan->n_components; k++)
            if (is_renewed(&plan->components[k])) renew(books, when, p, k, sold);
    }
}

/* What is there to be renewed: as much as was credited, entry by entry. */
static void keep_sale(naive_when when, const person *p, const pc_component *component,
                      person_account *account, const naive_sale *sales, size_t n)
{
    const bool together = component->by_partner_month || component->event == PC_EVENT_RENEWAL;
    double all = 0, credited = 0;
    static naive_sale own[NAIVE_DEALS];
    sales = own_sales(when, p, component, sales, own, &n);
    for (size_t i = 0; i < n; i++) {
        const double money = sales[i].n * sales[i].size;
        all += money;
        credited += naive_credited(when, p, component, money);
    }
    account->left[when.month] = together ? naive_credited(when, p, component, all) : credited;
}

/* ---- the month ---- */

void naive_earn(naive_ledger *books, naive_when when, person *p, const naive_sale *sales,
                size_t n_sales, naive_spent spent)
{
    const pc_commission *plan = plan_of(when, p);
    p->tier_at[when.month] = p->tier;
    if (!plan) return;
    renew_all(books, when, p);
    for (size_t k = 0; k < plan->n_components; k++)
        keep_sale(when, p, &plan->components[k], &p->account[k], sales, n_sales);
    const size_t at_once = when.at == NAIVE_SIMULATED || !p->by_deal ? 1 : n_sales;
    for (size_t i = 0; i < n_sales; i += at_once)
        pay_for(books, when, p, false, &sales[i], at_once, spent);
    pay_for(books, when, p, true, sales, n_sales, spent);
    for (size_t k = 0; k < plan->n_components; k++) {
        const pc_event event = plan->components[k].event;
        if (event == PC_EVENT_LEAD || event == PC_EVENT_CERTIFICATION)
            count(books, when, p, k,
                  p->flow[event == PC_EVENT_LEAD ? PERSON_LEADS : PERSON_CERTIFICATIONS]
                         [when.month],
                  p->tier);
    }
}
