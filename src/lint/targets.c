/* SPDX-License-Identifier: GPL-3.0-or-later */
/* L4 and L12: targets against what the plan's own table says. */
#include "lint/rules.h"

#include <math.h>
#include <string.h>

static bool meets(const pc_target *target, double value)
{
    const double limit = target->value;
    switch (target->op) {
    case PC_OP_GE:
        return !pc_linter_exceeds(limit, value);
    case PC_OP_GT:
        return pc_linter_exceeds(value, limit);
    case PC_OP_LE:
        return !pc_linter_exceeds(value, limit);
    case PC_OP_LT:
        return pc_linter_exceeds(limit, value);
    }
    return false;
}

/* ---- L4: a share that depends on which channels one counts ---- */

enum { MAX_SETS = 12 };

/* "partners 60% (meets it), core 25% (misses it)"; *differ: they do not agree. */
static const char *by_set(pc_linter *linter, const pc_target *target, bool *differ)
{
    const pc_programme *p = linter->programme;
    const char *list = "";
    bool met = false, missed = false;
    for (size_t s = 0; s < p->n_sets; s++) {
        const double share = pc_linter_of(linter, "share.set.", p->sets[s].id, &target->period);
        if (isnan(share)) continue;
        const bool good = meets(target, share);
        met |= good;
        missed |= !good;
        if (s < MAX_SETS)
            list = pc_linter_text(linter, "%s%s%s %s%s", list, *list ? ", " : "", p->sets[s].id,
                                  pc_linter_figure(linter, target->metric, share),
                                  good ? "" : " (misses it)");
    }
    *differ = met && missed;
    return list;
}

/* Another set than the target's is exactly what the target says. */
static const char *exact_set(pc_linter *linter, const pc_target *target)
{
    const pc_programme *p = linter->programme;
    const double own = pc_linter_at(linter, target->metric, &target->period);
    if (fabs(own - target->value) < 5e-4) return NULL;
    for (size_t s = 0; s < p->n_sets; s++) {
        const double share = pc_linter_of(linter, "share.set.", p->sets[s].id, &target->period);
        if (fabs(share - target->value) < 5e-4) return p->sets[s].id;
    }
    return NULL;
}

void pc_lint_share_targets(pc_linter *linter)
{
    const pc_programme *p = linter->programme;
    for (size_t i = 0; i < p->n_targets; i++) {
        const pc_target *target = &p->targets[i];
        if (strncmp(target->metric, "share.set.", 10) != 0) continue;
        bool differ;
        const char *list = by_set(linter, target, &differ), *exact = exact_set(linter, target);
        const double own = pc_linter_at(linter, target->metric, &target->period);
        if (!differ && !exact && meets(target, own)) continue;
        pc_linter_find(
            linter, "L4", PC_WARNING, pc_linter_text(linter, "/targets/%s", target->id),
            "say which channels count, as a set, and point the target at it",
            "the target is %s %s of revenue in %s; the plan's own mix gives %s%s",
            pc_op_texts[target->op], pc_linter_figure(linter, target->metric, target->value),
            pc_linter_when(linter, &target->period), list,
            exact ? pc_linter_text(linter, "; only %s is what the target says", exact) : "");
    }
}

/* ---- L12: a growth that the projection does not have ---- */

void pc_lint_growth(pc_linter *linter)
{
    const pc_programme *p = linter->programme;
    for (size_t i = 0; i < p->n_targets; i++) {
        const pc_target *target = &p->targets[i];
        if (strncmp(target->metric, "growth.", 7) != 0) continue;
        const double plan = pc_linter_at(linter, target->metric, &target->period);
        if (isnan(plan) || meets(target, plan)) continue;
        pc_linter_find(
            linter, "L12", PC_WARNING, pc_linter_text(linter, "/targets/%s", target->id),
            "lower the growth that is asked for, or raise the projection",
            "%s is to be %s %s in %s; the plan's own projection grows by %s", target->metric,
            pc_op_texts[target->op], pc_linter_figure(linter, target->metric, target->value),
            pc_linter_when(linter, &target->period),
            pc_linter_figure(linter, target->metric, plan));
    }
}
