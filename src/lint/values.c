/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The plan's own numbers, and how a finding writes them. */
#include "lint/rules.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

pc_period pc_linter_year(const pc_linter *linter, int year)
{
    char text[16];
    pc_period period;
    snprintf(text, sizeof text, "y%d", year);
    pc_period_parse(&period, text, linter->programme);
    return period;
}

int pc_linter_years(const pc_linter *linter)
{
    return (linter->programme->months + 11) / 12;
}

double pc_linter_at(pc_linter *linter, const char *metric, const pc_period *period)
{
    return pc_at_plan_value(&linter->plan, metric, period);
}

double pc_linter_of(pc_linter *linter, const char *prefix, const char *id,
                    const pc_period *period)
{
    return pc_linter_at(linter, pc_linter_text(linter, "%s%s", prefix, id), period);
}

double pc_linter_count_of(pc_linter *linter, const pc_ledger_flow *flow,
                          const pc_period *period)
{
    pc_dag *dag = &linter->plan.ledger.values.dag;
    const pc_node node = pc_flow_between(dag, flow, period->first_month, period->last_month);
    return dag->arena->failed ? (double)NAN : dag->nodes[node].at_plan;
}

double pc_linter_money_of(pc_linter *linter, const pc_ledger_flow *flow,
                          const pc_period *period)
{
    const double amount = pc_linter_count_of(linter, flow, period);
    const pc_ledger *ledger = &linter->plan.ledger;
    return isnan(amount) ? amount : amount / ledger->values.dag.nodes[ledger->minor_units].k;
}

bool pc_linter_exceeds(double value, double limit)
{
    return value > limit + 1e-9 * fabs(limit) + 1e-9;
}

/* ---- as people read them ---- */

/* Thousands apart, so many decimals but no zeros at their end. */
static const char *grouped(pc_linter *linter, double value, int decimals)
{
    char plain[400], out[600];
    snprintf(plain, sizeof plain, "%.*f", decimals, fabs(value));
    char *point = strchr(plain, '.');
    if (point)
        for (char *end = plain + strlen(plain); end[-1] == '0' || end == point + 1;) {
            *--end = '\0';
            if (end == point) break;
        }
    const size_t whole = point && *point ? (size_t)(point - plain) : strcspn(plain, ".");
    size_t n = 0;
    if (value < 0) out[n++] = '-';
    for (size_t i = 0; plain[i]; i++) {
        if (i > 0 && i < whole && (whole - i) % 3 == 0) out[n++] = ',';
        out[n++] = plain[i];
    }
    out[n] = '\0';
    return pc_linter_text(linter, "%s", out);
}

const char *pc_linter_money(pc_linter *linter, double amount)
{
    return pc_linter_text(linter, "%s %s", linter->programme->currency,
                          grouped(linter, amount, linter->programme->minor_digits));
}

const char *pc_linter_figure(pc_linter *linter, const char *metric, double value)
{
    const pc_metric_info *info =
        pc_metric_find(linter->plan.catalogue, linter->plan.n_catalogue, metric);
    const char *unit = info ? info->unit : "";
    if (strcmp(unit, "currency") == 0) return pc_linter_money(linter, value);
    if (strcmp(unit, "fraction") == 0)
        return pc_linter_text(linter, "%s%%", grouped(linter, 100 * value, 2));
    if (strcmp(unit, "multiple") == 0)
        return pc_linter_text(linter, "%sx", grouped(linter, value, 4));
    return grouped(linter, value, 2);
}

const char *pc_linter_when(pc_linter *linter, const pc_period *period)
{
    static const char *const words[] = { "month", "quarter", "year", "fiscal year" };
    if (period->kind == PC_PERIOD_ALL) return "the whole horizon";
    if (period->kind == PC_PERIOD_RANGE)
        return pc_linter_text(linter, "years %d to %d", period->number, period->last_number);
    return pc_linter_text(linter, "%s %d", words[period->kind], period->number);
}
