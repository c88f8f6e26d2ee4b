/* SPDX-License-Identifier: GPL-3.0-or-later */
/* L5 and L13: heads without a cost, and a recruitment that does not lead to the stock. */
#include "lint/rules.h"

#include <math.h>

/* ---- L5 ---- */

void pc_lint_heads(pc_linter *linter)
{
    const pc_programme *p = linter->programme;
    for (size_t i = 0; i < p->n_budget; i++) {
        const pc_budget_line *line = &p->budget[i];
        if (!line->heads) continue;
        for (int y = 1; y <= pc_linter_years(linter); y++) {
            const int month = 12 * (y - 1);
            const double heads = pc_at_plan_quantity(&linter->plan, line->heads, month);
            const double cost = pc_at_plan_quantity(&linter->plan, line->cost_per_head, month);
            if (!(heads > 0) || cost > 0) continue;
            pc_linter_find(
                linter, "L5", PC_WARNING,
                pc_linter_text(linter, "/budget/%s/cost_per_head", line->id),
                "state what a head costs in a year, salaries and their costs included",
                "%.3g heads of %s are planned in year %d and cost nothing at plan", heads,
                line->id, y);
            break; /* the first year tells it */
        }
    }
}

/* ---- L13 ---- */

void pc_lint_recruitment(pc_linter *linter)
{
    const pc_programme *p = linter->programme;
    for (size_t i = 0; i < p->n_cohorts; i++) {
        if (!p->cohorts[i].has_stock || !p->cohorts[i].has_entry) continue;
        const pc_ledger_cohort *cohort = &linter->plan.ledger.cohort[i];
        for (int y = 1; y <= pc_linter_years(linter); y++) {
            const pc_period year = pc_linter_year(linter, y);
            const double scheduled = pc_linter_count_of(linter, &cohort->scheduled, &year);
            const double needed = pc_linter_count_of(linter, &cohort->recruited, &year);
            const char *pointer = pc_linter_text(linter, "/cohorts/%s/entry", p->cohorts[i].id);
            if (scheduled == 0 || !(fabs(scheduled - needed) > 1e-6) ||
                pc_linter_found_before(linter, "L13", pointer, "", &year))
                continue; /* schedules seldom reach beyond the first year: 0 says nothing */
            pc_linter_find(
                linter, "L13", PC_WARNING, pointer,
                "correct the schedule or the stock; partners that leave have to be "
                "recruited again",
                "%g partners are scheduled to join %s in year %d; the stock that the "
                "plan states takes %g",
                scheduled, p->cohorts[i].id, y, needed);
        }
    }
}
