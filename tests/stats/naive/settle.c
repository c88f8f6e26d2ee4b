/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "person.h"

#include <math.h>

/* docs/model/commission.md once more: what floors add when their window closes, and when what
 * is owed is paid, or lost. */

/* Months of the fiscal year that are over by the end of this one, within 1..12. */
static int month_of_year(naive_when when, int month)
{
    const pc_programme *programme = when.world->programme;
    return (programme->start_month - programme->fiscal_year_start + 12 + month) % 12 + 1;
}

static bool closes(naive_when when, pc_window window)
{
    const int month = month_of_year(when, when.month);
    return window == PC_WINDOW_MONTH || (window == PC_WINDOW_QUARTER && month % 3 == 0) ||
           (window == PC_WINDOW_YEAR && month == 12);
}

static const pc_commission *plan_of(naive_when when, const person *p)
{
    return p->commission_id == PC_NONE ? NULL
                                       : &when.world->programme->commissions[p->commission_id];
}

void naive_close(naive_ledger *books, naive_when when, person *p)
{
    const pc_commission *plan = plan_of(when, p);
    for (size_t k = 0; plan && k < plan->n_components; k++)
        for (pc_window w = PC_WINDOW_MONTH; w <= PC_WINDOW_YEAR; w++) {
            const pc_expr *floor = plan->components[k].floor[w];
            if (!floor || !closes(when, w)) continue;
            double had = 0;
            for (int m = naive_window_begin(when, p, w); m <= when.month; m++)
                had += p->account[k].accrued[m];
            naive_accrue(books, when, p, k, fmax(0, naive_money(when, floor) - had));
        }
}

/* The month at whose end something is paid that accrued in `month`. */
static int payday(naive_when when, const pc_payment *payment, int month)
{
    int day = month + payment->hold_months + payment->lag_months;
    while (payment->quarterly && month_of_year(when, day) % 3 != 0) day++;
    return day;
}

static void settle(naive_ledger *books, naive_when when, person *p, size_t k,
                   const pc_payment *payment)
{
    person_account *account = &p->account[k];
    double due = 0;
    for (int m = p->entry; m <= when.month; m++)
        if (!account->settled[m] && payday(when, payment, m) <= when.month)
            due += account->accrued[m];
    const bool pays = !payment->minimum || due >= naive_money(when, payment->minimum);
    for (int m = p->entry; m <= when.month; m++) {
        if (account->settled[m] || payday(when, payment, m) > when.month) continue;
        const int waited = when.month - payday(when, payment, m);
        const bool lost =
            !pays && payment->forfeit_months > 0 && waited >= payment->forfeit_months;
        if (pays) books->paid[p->group][k][when.month] += account->weighed[m];
        if (lost) books->forfeited[p->group][k][when.month] += account->weighed[m];
        account->settled[m] = pays || lost;
    }
}

void naive_settle(naive_ledger *books, naive_when when, person *p)
{
    const pc_commission *plan = plan_of(when, p);
    for (size_t k = 0; plan && k < plan->n_components; k++)
        settle(books, when, p, k, &plan->components[k].payment);
}
