/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When what a partner has earned is paid: delay, calendar, minimum, forfeiture. Balances are
 * the partner's, and are settled after it has left, too. docs/model/commission.md, "Payment" */
#ifndef PC_POPULATION_SETTLE_INL
#define PC_POPULATION_SETTLE_INL

#include "population/renew.inl"
#include "population/review.inl"

/* One set of a component's balances. */
typedef struct balance {
    double *accrued; /* of the month */
    double *delayed; /* what was accrued in the month whose amount is due now; NULL: no delay */
    double *due;     /* and not paid */
    size_t n_waiting;          /* 0: it waits without end */
    double *waiting;           /* of what is due, by the month in which it can be paid first */
    double *entering, *oldest; /* of them, that of now, and the one whose time is over */
} balance;

/* The month in which something is paid that falls due in this one. */
LANE_FN int payday(const chunk *c, const pc_pop_payment *payment, int month)
{
    const int elapsed = (month + c->population->fiscal_elapsed) % 3;
    return payment->quarterly ? month + 2 - elapsed : month;
}

LANE_FN balance balance_of(const chunk *c, const member *p, const pc_pop_payment *payment,
                           size_t set, int month)
{
    const size_t delay = (size_t)payment->delay_months, wait = (size_t)payment->forfeit_months;
    double *rows = pay_row(p, payment->row + set * payment->n_rows);
    balance b = { .accrued = rows, .due = rows + (1 + delay) * PC_CHUNK };
    if (delay) b.delayed = rows + (1 + (size_t)month % delay) * PC_CHUNK;
    b.waiting = b.due + PC_CHUNK;
    b.n_waiting = payment->n_rows - 2 - delay;
    if (!b.n_waiting) return b;
    b.entering = b.waiting + (size_t)payday(c, payment, month) % b.n_waiting * PC_CHUNK;
    b.oldest = b.waiting + ((size_t)month + b.n_waiting - wait) % b.n_waiting * PC_CHUNK;
    return b;
}

/* What falls due now. What is accrued takes the place of what was delayed. */
LANE_FN void fall_due(const balance *b, double *now)
{
    EACH_LANE(i)
    {
        const lane accrued = lane_load(b->accrued + i);
        lane_store(now + i, b->delayed ? lane_load(b->delayed + i) : accrued);
        if (b->delayed) lane_store(b->delayed + i, accrued);
        lane_store(b->accrued + i, lane_set(0.0));
        lane_store(b->due + i, lane_load(b->due + i) + lane_load(now + i));
    }
}

/* Pays all that is due where the partner is paid now; what has waited too long is lost. */
LANE_FN void pay_out(const balance *b, const truth *is_paid, const double *now, double *paid,
                     double *lost)
{
    const lane zero = lane_set(0.0);
    EACH_LANE(i)
    {
        const mask out = is_paid->in[i / PC_LANE_WIDTH];
        const lane due = lane_load(b->due + i);
        for (size_t k = 0; k < b->n_waiting; k++) {
            double *row = b->waiting + k * PC_CHUNK;
            lane_store(row + i, lane_select(out, zero, lane_load(row + i)));
        }
        const lane gone = b->oldest ? lane_load(b->oldest + i) : zero;
        lane_store(paid + i, lane_select(out, due, zero));
        lane_store(lost + i, gone);
        lane_store(b->due + i, lane_select(out, zero, due - gone));
        if (!b->n_waiting) continue;
        const lane waits = lane_select(out, zero, lane_load(now + i));
        lane_store(b->oldest + i, zero);
        lane_store(b->entering + i, lane_load(b->entering + i) + waits);
    }
}

/* Where at least the minimum is due, which without one is always; in months without a payout
 * nowhere. */
LANE_FN void ask_minimum(truth *is_paid, const chunk *c, const pc_pop_payment *payment,
                         const balance *b, int month)
{
    const double *least = payment->minimum ? level_row(c, payment->minimum, month) : NULL;
    set_truth(is_paid, false);
    if (payment->quarterly && !begins_window(c, PC_WINDOW_QUARTER, month + 1)) return;
    EACH_LANE(i)
    {
        const lane due = lane_load(b->due + i);
        const lane enough = least ? lane_load(least + i) : due;
        is_paid->in[i / PC_LANE_WIDTH] = lane_le(enough, due);
    }
}

/* Who is there at the start was credited in the fiscal year that is under way, and is owed.
 * What is owed is due at once. */
STAGE void take_balances(const chunk *c, const member *p)
{
    const pc_incumbent *row = p->opening->row;
    for (size_t k = 0; k < p->kind->n_components; k++) {
        const pc_pop_component *component = &p->kind->components[k];
        if (component->window_row != PC_NONE && component->terms->window == PC_WINDOW_YEAR)
            fill_row(pay_row(p, component->window_row), row->credited_ytd_amt);
        if (!(component->payment.opening_amt > 0)) continue;
        for (size_t set = 0; set < (c->expected ? 2 : 1); set++) {
            const balance b = balance_of(c, p, &component->payment, set, 0);
            fill_row(b.due, row->payable_amt);
            if (b.n_waiting) fill_row(b.entering, row->payable_amt);
        }
    }
}

STAGE void settle_component(const chunk *c, const member *p, const pc_pop_component *component,
                            int month)
{
    _Alignas(64) double now[PC_CHUNK], whole[PC_CHUNK], paid[PC_CHUNK], lost[PC_CHUNK];
    truth is_paid;
    const pc_pop_payment *payment = &component->payment;
    const balance mine = balance_of(c, p, payment, 0, month);
    const balance full = balance_of(c, p, payment, 1, month);
    fall_due(&mine, now);
    if (c->expected) fall_due(&full, whole);
    ask_minimum(&is_paid, c, payment, c->expected ? &full : &mine, month);
    if (c->expected) pay_out(&full, &is_paid, whole, paid, lost);
    pay_out(&mine, &is_paid, now, paid, lost);
    add_row(sum_row(c, payment->paid, month), paid);
    add_row(sum_row(c, payment->forfeited, month), lost);
}

LANE_FN void settle(const chunk *c, const member *p, int month)
{
    for (size_t k = 0; k < p->kind->n_components; k++)
        if (p->kind->components[k].payment.given)
            settle_component(c, p, &p->kind->components[k], month);
}

/* Whoever is gone in all trials is still paid what is owed. */
STAGE void settle_rest(const chunk *c, const member *p, int month)
{
    if (!p->kind->settles) return;
    for (; month < c->population->n_months; month++) settle(c, p, month);
}

/* Who is there at the month's close, and how it stands for the next one's bonus. */
STAGE void close_pay(const chunk *c, const member *p, int month)
{
    for (size_t k = 0; k < p->kind->n_components; k++) {
        const pc_pop_component *component = &p->kind->components[k];
        if (!component->by_rule) continue;
        keep_floors(c, p, component, month);
        if (!component->bonus) continue;
        const uint64_t holds = hold_test(c, p, component->bonus, month);
        double *row = pay_row(p, component->bonus_row);
        EACH_LANE(i) store_bits(row + i, lane_fill(lane_mask_of(holds >> i)));
    }
    if (p->kind->settles) settle(c, p, month);
}

#endif
