/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/kinds/dist/dist.h"

#include "base/text.h"
#include "chart/layout/heads.h"
#include "chart/text/phrases.h"

#include <math.h>
#include <string.h>

static const char *median(pc_arena *arena, const pc_subject *s)
{
    return pc_subject_figure(arena, s, s->stats[PC_P50]);
}

/* "between $2.1M and $4.1M", "at $3M" where both read alike, "at 3 mo or more" with never. */
static const char *range(pc_arena *arena, const pc_subject *s)
{
    const char *low = pc_subject_figure(arena, s, pc_subject_quantile(s, 0.05));
    const pc_estimate top = pc_subject_quantile(s, 0.95);
    const char *high = pc_subject_figure(arena, s, top);
    if (!low || !high) return "";
    if (!isfinite(top.value)) return pc_arena_printf(arena, "at %s or more, or never", low);
    if (strcmp(low, high) == 0) return pc_arena_printf(arena, "at %s", low);
    return pc_arena_printf(arena, "between %s and %s", low, high);
}

static const char *neutral(pc_arena *arena, const pc_subject *s)
{
    if (s->is_certain)
        return pc_arena_printf(arena, "%s %s: %s in %s future", s->short_name, s->when,
                               median(arena, s),
                               s->trials == 1 ? "the one simulated" : "every");
    return pc_arena_printf(arena, "%s %s: half of futures above %s, 9 in 10 %s", s->short_name,
                           s->when, median(arena, s), range(arena, s));
}

/* "Revenue very likely reaches the plan's $3M in 2025 (84%)": the word is never stronger than
 * the number, which stands beside it. */
static const char *claim(pc_arena *arena, const pc_subject *s)
{
    const pc_estimate p = pc_subject_chance(s), not = { 1 - p.value, p.se };
    const char *aim = pc_subject_aim_words(arena, s);
    const char *yes = pc_phrase_likely(p), *no = pc_phrase_likely(not );
    const char *does = s->lower_is_better ? "stays below" : "reaches";
    const char *fails = s->lower_is_better ? "reaches or passes" : "falls short of";
    const char *shown = pc_phrase_chance(arena, yes ? p.value : not .value, s->trials);
    if (s->is_certain || !pc_subject_agrees(s) || p.value <= 0 || p.value >= 1) return NULL;
    if (!yes && !no)
        return pc_arena_printf(arena, "Too close to call: %s chance that %s %s %s %s",
                               pc_phrase_chance(arena, p.value, s->trials), s->short_name, does,
                               aim, s->when);
    return pc_phrase_claim(
        arena, yes ? yes : no, s->short_name,
        pc_arena_printf(arena, "%s %s %s (%s)", yes ? does : fails, aim, s->when, shown));
}

const char *pc_dist_title(pc_arena *arena, const pc_subject *s)
{
    const char *title = claim(arena, s);
    if (!title) title = neutral(arena, s);
    return pc_phrase_capitalise(pc_arena_strdup(arena, title ? title : ""));
}

const char *pc_dist_description(pc_arena *arena, const pc_subject *s)
{
    pc_text text = { 0 };
    pc_text_addf(&text, "50 equally likely outcomes of %s %s as dots. ", s->name, s->when);
    if (s->is_certain)
        pc_text_addf(&text, "Every future gives %s.", median(arena, s));
    else
        pc_text_addf(&text, "The median is %s; 9 in 10 futures lie %s.", median(arena, s),
                     range(arena, s));
    if (isfinite(s->aim))
        pc_text_addf(&text, " Chance of %s %s: %s.",
                     s->lower_is_better ? "staying below" : "at least",
                     pc_subject_aim_words(arena, s),
                     pc_phrase_chance(arena, pc_subject_chance(s).value, s->trials));
    const char *copy = text.failed ? NULL : pc_arena_strdup(arena, text.data);
    if (!copy) arena->failed = true;
    pc_text_clear(&text);
    return copy;
}

/* ---- A distribution ---- */

static const char *at(pc_arena *arena, const pc_subject *s, double p)
{
    return pc_subject_figure(arena, s, pc_subject_quantile(s, p));
}

static const char *exactly(pc_arena *arena, const pc_subject *s, double value)
{
    return pc_subject_figure(arena, s, (pc_estimate) { value, (double)NAN });
}

/* Two values: a thing that happens or not. */
static const char *either(pc_arena *arena, const pc_subject *s, const pc_distribution *d)
{
    const pc_distribution_atom *rare = &d->atoms[0], *other = &d->atoms[1];
    if (rare->probability > other->probability) rare = &d->atoms[1], other = &d->atoms[0];
    return pc_arena_printf(arena, "%s of cases are %s, the others %s",
                           pc_phrase_chance(arena, rare->probability, UINT64_MAX),
                           exactly(arena, s, rare->value), exactly(arena, s, other->value));
}

/* Where single values weigh something, half lies "at or below", and the tail is a bound. */
static const char *in_words(pc_arena *arena, const pc_subject *s, const pc_distribution *d)
{
    const char *mid = at(arena, s, 0.5), *high = at(arena, s, 0.95), *low = at(arena, s, 0.05);
    if (s->is_certain) return pc_arena_printf(arena, "always %s", mid);
    if (d->n_atoms == 2) return either(arena, s, d);
    if (!mid || !high || !low) return NULL;
    if (strcmp(mid, high) == 0)
        return pc_arena_printf(arena, "at most %s in 19 of 20 cases, 1 in 20 at most %s", high,
                               low);
    if (d->has_atoms)
        return pc_arena_printf(arena, "half at most %s, 1 in 20 at least %s", mid, high);
    return pc_arena_printf(arena, "half below %s, 1 in 20 above %s", mid, high);
}

const char *pc_dist_title_of(pc_arena *arena, const pc_subject *s, const pc_distribution *d)
{
    const char *words = in_words(arena, s, d);
    if (!words || !*s->name)
        return pc_phrase_capitalise(pc_arena_strdup(arena, words ? words : ""));
    return pc_arena_printf(arena, "%s: %s", s->name, words);
}

const char *pc_dist_description_of(pc_arena *arena, const pc_subject *s,
                                   const pc_distribution *d)
{
    const char *words = in_words(arena, s, d);
    if (s->is_certain)
        return pc_arena_printf(arena, "A %s: %s.", d->family, words ? words : "");
    return pc_arena_printf(
        arena, "50 equally likely values of a %s distribution as dots: %s; 9 in 10 lie %s.",
        d->family, words ? words : "", range(arena, s));
}
