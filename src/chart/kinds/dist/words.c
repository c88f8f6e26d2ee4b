/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/kinds/dist/dist.h"

#include "base/text.h"
#include "chart/layout/heads.h"
#include "chart/text/phrases.h"

#include <math.h>
#include <string.h>

static const char *median(pc_arena *arena, const pc_subject *s)
{
    return pc_subject_figure(arena, s, s->stats[PC_P50].value);
}

/* "between $2.1M and $4.1M", "at $3M" where both read alike, "at 3 mo or more" with never. */
static const char *range(pc_arena *arena, const pc_subject *s)
{
    const char *low = pc_subject_figure(arena, s, pc_subject_quantile(s, 0.05).value);
    const pc_estimate top = pc_subject_quantile(s, 0.95);
    const char *high = pc_subject_figure(arena, s, top.value);
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
