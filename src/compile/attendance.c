/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compile/attendance.h"

#include "compile/waits.h"

/* One deterministic case of a kind. */
typedef struct attendance_case {
    pc_ledger *ledger;
    const pc_conduct *conduct;
    bool at_plan;
    double *begins, *awake; /* by month: the part that begins then, and of it what is awake */
} attendance_case;

static double level_at(const attendance_case *of, const pc_expr *expr, double missing,
                       int month)
{
    if (!expr) return missing;
    const pc_node node = pc_value_at(&of->ledger->values, expr, month);
    const pc_dag_node *at = &of->ledger->values.dag.nodes[node];
    return of->at_plan ? at->at_plan : at->at_means;
}

/* Who joins in a month begins at the first age of at least onboarding and delay. */
static void begin(const attendance_case *of, int entry)
{
    const int n_months = of->ledger->n_months, first = entry + of->conduct->onboarding_months;
    const double fraction = level_at(of, of->conduct->activation, 1, entry);
    double before = 0;
    for (int m = 0; m < n_months; m++) of->begins[m] = 0, of->awake[m] = 1;
    for (int m = first; m < n_months; m++) {
        const pc_wait within =
            pc_waits_within(of->ledger, &of->conduct->activation_delay, m - first, entry);
        const double upto = of->at_plan ? within.at_plan : within.at_means;
        of->begins[m] = fraction * (upto - before);
        before = upto;
    }
}

/* Of those who began before the month, some fall asleep and some wake. */
static void doze(const attendance_case *of, int entry, int month)
{
    const double sleeps = level_at(of, of->conduct->dormancy, 0, month),
                 wakes = level_at(of, of->conduct->waking, 0, month);
    for (int from = entry; from < month; from++)
        of->awake[from] = of->awake[from] * (1 - sleeps) + (1 - of->awake[from]) * wakes;
}

static void attend(const attendance_case *of, pc_attendance *out, int entry, int month)
{
    const int n = of->conduct->ramp_months;
    double works = 0, strength = 0;
    for (int from = entry; from <= month; from++) {
        const double part = of->begins[from] * of->awake[from];
        const int worked = month - from + 1;
        works += part;
        strength += worked < n ? part * worked / n : part;
    }
    if (of->at_plan) {
        out->works_plan = works;
        out->strength_plan = strength;
    } else {
        out->works_means = works;
        out->strength_means = strength;
    }
}

void pc_attendance_build(pc_ledger *ledger, pc_arena *keep, pc_kind *kind,
                         const pc_conduct *conduct)
{
    const size_t n_months = (size_t)ledger->n_months;
    pc_arena *scratch = ledger->values.dag.arena;
    pc_attendance *table = PC_NEW_ARRAY(keep, pc_attendance, n_months * n_months);
    attendance_case of = { .ledger = ledger,
                           .conduct = conduct,
                           .begins = PC_NEW_ARRAY(scratch, double, n_months),
                           .awake = PC_NEW_ARRAY(scratch, double, n_months) };
    if (!table || scratch->failed) return;
    for (int k = 0; k < 2; k++) {
        of.at_plan = k == 0;
        for (int entry = 0; entry < ledger->n_months && !scratch->failed; entry++) {
            begin(&of, entry);
            for (int month = entry; month < ledger->n_months; month++) {
                if (conduct->dormancy) doze(&of, entry, month);
                attend(&of, &table[(size_t)entry * n_months + (size_t)month], entry, month);
            }
        }
    }
    kind->attendance = table;
}
