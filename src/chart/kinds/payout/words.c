/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/kinds/payout/payout.h"

#include "base/text.h"
#include "chart/text/phrases.h"

#include <math.h>
#include <string.h>

static const char *money(pc_arena *arena, const pc_payout *p, pc_estimate figure)
{
    return pc_phrase_figure(arena, PC_UNIT_MONEY, p->results->currency, figure);
}

const char *pc_payout_range(pc_arena *arena, const pc_payout *p, const pc_payout_year *year)
{
    if (!year->has_range) return NULL;
    return pc_arena_printf(arena, "%s\xe2\x80\x93%s", money(arena, p, year->p5),
                           money(arena, p, year->p95));
}

static const char *range_words(pc_arena *arena, const pc_payout *p, const pc_payout_year *year)
{
    const char *range = pc_payout_range(arena, p, year);
    return range ? pc_arena_printf(arena, " (9 in 10 futures: %s)", range) : "";
}

/* The chance of more than the plan pays, where the median is on the same side of it. */
static const char *against_plan(pc_arena *arena, const pc_payout *p)
{
    const pc_payout_year *year = NULL;
    for (size_t i = 0; i < p->n_years; i++)
        if (isfinite(p->years[i].stated) && isfinite(p->years[i].p_stated.value))
            year = &p->years[i];
    if (!year || !year->has_range) return NULL;
    const double chance = year->p_stated.value, median = year->range.p50;
    if ((chance > 0.52 && median < year->stated) || (chance < 0.48 && median > year->stated))
        return NULL;
    if (chance <= 0 || chance >= 1)
        return pc_arena_printf(
            arena, "In %s of the futures commissions reach the plan’s %s in %s",
            chance <= 0 ? "none" : "all",
            pc_phrase_stated(arena, PC_UNIT_MONEY, p->results->currency, year->stated),
            year->in_words);
    return pc_arena_printf(
        arena, "%s chance that commissions reach or pass the plan’s %s in %s",
        pc_phrase_chance(arena, chance, p->results->trials),
        pc_phrase_stated(arena, PC_UNIT_MONEY, p->results->currency, year->stated),
        year->in_words);
}

const char *pc_payout_title(pc_arena *arena, const pc_payout *p)
{
    const pc_payout_year *first = &p->years[0], *last = &p->years[p->n_years - 1];
    if (!(p->most > 0)) return "No commission in any year";
    const char *plan = against_plan(arena, p);
    const char *now = money(arena, p, last->mean), *then = money(arena, p, first->mean);
    if (plan) return pc_arena_printf(arena, "%c%s", *plan == 'a' ? 'A' : *plan, plan + 1);
    if (p->n_years == 1 || !now || !then || strcmp(now, then) == 0)
        return pc_arena_printf(arena, "On average, commissions come to %s in %s%s", now,
                               last->in_words, range_words(arena, p, last));
    return pc_arena_printf(arena, "On average, commissions %s from %s in %s to %s in %s%s",
                           last->mean.value > first->mean.value ? "rise" : "fall", then,
                           first->in_words, now, last->in_words, range_words(arena, p, last));
}

static void add_year(pc_text *out, pc_arena *arena, const pc_payout *p, size_t i)
{
    const pc_payout_year *year = &p->years[i];
    pc_text_addf(out, " %s: %s%s", year->name, money(arena, p, year->mean),
                 range_words(arena, p, year));
    for (size_t k = 0; p->n_layers > 1 && k < p->n_layers; k++)
        pc_text_addf(out, "%s%s %s", k == 0 ? "; " : ", ", p->layers[k].name,
                     money(arena, p, (pc_estimate) { p->layers[k].means[i], (double)NAN }));
    if (isfinite(year->stated))
        pc_text_addf(
            out, "; the plan states %s",
            pc_phrase_stated(arena, PC_UNIT_MONEY, p->results->currency, year->stated));
    pc_text_add(out, ".");
}

const char *pc_payout_description(pc_arena *arena, const pc_payout *p)
{
    pc_text text = { 0 };
    pc_text_add(&text, "Commissions by year and plan: averages, which add up, and ranges.");
    add_year(&text, arena, p, 0);
    if (p->n_years > 1) add_year(&text, arena, p, p->n_years - 1);
    const char *copy = text.failed ? NULL : pc_arena_strdup(arena, text.data);
    if (!copy) arena->failed = true;
    pc_text_clear(&text);
    return copy;
}
