/* SPDX-License-Identifier: GPL-3.0-or-later */
/* L3 and L6: what is claimed of parts, against the whole. */
#include "lint/rules.h"

#include <math.h>
#include <string.h>

/* ---- L3: a part larger than its whole ---- */

static void check_partner(pc_linter *linter, const pc_partner *partner, const pc_period *period)
{
    const char *channel = linter->programme->channels[partner->channel_id].id;
    const size_t id = (size_t)(partner - linter->programme->partners);
    const double target =
        pc_linter_money_of(linter, &linter->plan.ledger.claim[id].target, period);
    const double total = pc_linter_at(linter, "revenue.total", period);
    const double of_channel = pc_linter_of(linter, "revenue.channel.", channel, period);
    const bool above_all = pc_linter_exceeds(target, total);
    if (!above_all && !pc_linter_exceeds(target, of_channel)) return;
    const char *pointer = pc_linter_text(linter, "/partners/%s/target", partner->id);
    if (pc_linter_found_before(linter, "L3", pointer, above_all ? "all" : "channel", period))
        return;
    pc_linter_find(
        linter, "L3", above_all ? PC_ERROR : PC_WARNING, pointer,
        "lower the target, raise the revenue it is a part of, or say in which year it "
        "is meant",
        "%s alone is to bring %s in %s; %s is %s", partner->id, pc_linter_money(linter, target),
        pc_linter_when(linter, period),
        above_all ? "the whole revenue of that year"
                  : pc_linter_text(linter, "all of channel %s", channel),
        pc_linter_money(linter, above_all ? total : of_channel));
}

static bool holds(const pc_set *set, size_t channel_id)
{
    for (size_t i = 0; i < set->n_channels; i++)
        if (set->channel_ids[i] == channel_id) return true;
    return false;
}

/* A target for one channel that its own set, or all revenue, does not reach. */
static void check_channel_target(pc_linter *linter, const pc_target *target, const char *part,
                                 const char *set_prefix)
{
    const pc_programme *p = linter->programme;
    const size_t n = strlen(part);
    if (strncmp(target->metric, part, n) != 0 || target->op == PC_OP_LE ||
        target->op == PC_OP_LT)
        return;
    for (size_t c = 0; c < p->n_channels; c++) {
        if (strcmp(p->channels[c].id, target->metric + n) != 0) continue;
        for (size_t s = 0; s < p->n_sets; s++) {
            if (!holds(&p->sets[s], c)) continue;
            const double whole =
                pc_linter_of(linter, set_prefix, p->sets[s].id, &target->period);
            const bool is_short = target->op == PC_OP_GT
                                      ? !pc_linter_exceeds(whole, target->value)
                                      : pc_linter_exceeds(target->value, whole);
            if (isnan(whole) || !is_short) continue;
            pc_linter_find(linter, "L3", PC_ERROR,
                           pc_linter_text(linter, "/targets/%s", target->id),
                           "a part cannot be more than its whole: lower the target or say what "
                           "it is a part of",
                           "%s is to be %s %s in %s; the whole set %s comes to %s",
                           target->metric, pc_op_texts[target->op],
                           pc_linter_figure(linter, target->metric, target->value),
                           pc_linter_when(linter, &target->period), p->sets[s].id,
                           pc_linter_figure(linter, target->metric, whole));
        }
    }
}

void pc_lint_parts(pc_linter *linter)
{
    const pc_programme *p = linter->programme;
    for (size_t i = 0; i < p->n_partners; i++)
        for (int y = 1; p->partners[i].has_target && y <= pc_linter_years(linter); y++) {
            const pc_period year = pc_linter_year(linter, y);
            check_partner(linter, &p->partners[i], &year);
        }
    for (size_t i = 0; i < p->n_targets; i++) {
        check_channel_target(linter, &p->targets[i], "share.channel.", "share.set.");
        check_channel_target(linter, &p->targets[i], "revenue.channel.", "revenue.set.");
    }
}

/* ---- L6: the targets of parts together, against the projection ---- */

static void compare_claims(pc_linter *linter, const char *claim, const char *revenue,
                           const char *of, const pc_period *period)
{
    const double claimed = pc_linter_of(linter, claim, of, period);
    const double projected = pc_linter_of(linter, revenue, of, period);
    if (!pc_linter_exceeds(claimed, projected) ||
        pc_linter_found_before(linter, "L6", "/partners",
                               pc_linter_text(linter, "%s%s", revenue, of), period))
        return;
    pc_linter_find(linter, "L6", PC_WARNING, "/partners",
                   "decide which of the two the plan means: the partners' targets or its own "
                   "table",
                   "the targets of named partners sum to %s of %s%s in %s; the plan's own "
                   "projection is %s (the targets are %.3g times that)",
                   pc_linter_money(linter, claimed), revenue, of,
                   pc_linter_when(linter, period), pc_linter_money(linter, projected),
                   claimed / projected);
}

void pc_lint_claims(pc_linter *linter)
{
    const pc_programme *p = linter->programme;
    for (int y = 1; p->n_partners && y <= pc_linter_years(linter); y++) {
        const pc_period year = pc_linter_year(linter, y);
        for (size_t c = 0; c < p->n_channels; c++)
            compare_claims(linter, "partner.target.channel.", "revenue.channel.",
                           p->channels[c].id, &year);
        for (size_t c = 0; c < PC_N_CREDITS; c++)
            compare_claims(linter, "partner.target.credit.", "revenue.credit.",
                           pc_credit_ids[c], &year);
        compare_claims(linter, "partner.target.", "revenue.", "total", &year);
    }
}
