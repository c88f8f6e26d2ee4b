/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/kinds/exceed/exceed.h"

#include "base/text.h"
#include "chart/layout/heads.h"
#include "chart/text/phrases.h"

#include <math.h>

static const char *figure(pc_arena *arena, const pc_subject *s, pc_estimate value)
{
    return pc_subject_figure(arena, s, value);
}

static const char *bound(const pc_subject *s)
{
    return s->lower_is_better ? "at most" : "at least";
}

/* "6% reach the plan's 1.6x", or NULL when the claim is not borne out. */
static const char *chance_of_aim(pc_arena *arena, const pc_subject *s)
{
    const pc_estimate p = pc_subject_chance(s);
    const char *aim = pc_subject_aim_words(arena, s);
    const char *reach = s->lower_is_better ? "stay below" : "reach";
    if (!pc_subject_agrees(s)) return NULL;
    if (p.value <= 0)
        return pc_arena_printf(arena, "none %ss %s", s->lower_is_better ? "stay" : "reache",
                               aim);
    if (p.value >= 1) return pc_arena_printf(arena, "all %s %s", reach, aim);
    return pc_arena_printf(arena, "%s %s %s", pc_phrase_chance(arena, p.value, s->trials),
                           reach, aim);
}

static char *certain(pc_arena *arena, const pc_subject *s)
{
    const char *value = figure(arena, s, s->stats[PC_P50]);
    return pc_arena_printf(arena, "%s %s: %s in %s future", s->short_name, s->when, value,
                           s->trials == 1 ? "the one simulated" : "every");
}

const char *pc_exceed_title(pc_arena *arena, const pc_subject *s)
{
    const pc_estimate promise = pc_subject_promise(s, 0.8);
    const char *aim = chance_of_aim(arena, s);
    if (s->is_certain) return pc_phrase_capitalise(certain(arena, s));
    if (!isfinite(promise.value))
        return pc_phrase_capitalise(
            pc_arena_printf(arena, "Chance of at least a given %s %s", s->short_name, s->when));
    char *title =
        pc_arena_printf(arena, "8 in 10 futures: %s of %s %s %s%s%s", s->short_name, bound(s),
                        figure(arena, s, promise), s->when, aim ? "; " : "", aim ? aim : "");
    return title;
}

const char *pc_exceed_description(pc_arena *arena, const pc_subject *s)
{
    static const double promises[] = { 0.9, 0.8, 0.5, 0.2, 0.1 };
    static const char *const names[] = { "9 in 10", "8 in 10", "half", "2 in 10", "1 in 10" };
    pc_text text = { 0 };
    pc_text_addf(&text,
                 "Curve of the chance of at least a given %s %s, falling from all to none.",
                 s->name, s->when);
    const char *before = " Of the futures, ";
    for (size_t i = 0; i < sizeof promises / sizeof *promises && !s->is_certain; i++) {
        const pc_estimate value = pc_subject_promise(s, promises[i]);
        if (!isfinite(value.value)) continue;
        pc_text_addf(&text, "%s%s have %s %s", before, names[i], bound(s),
                     figure(arena, s, value));
        before = ", ";
    }
    pc_text_add(&text, s->is_certain ? " Every future gives the same." : ".");
    const char *aim = chance_of_aim(arena, s);
    if (aim) pc_text_addf(&text, " Of %s, %s.", pc_phrase_futures(arena, s->results), aim);
    const char *copy = text.failed ? NULL : pc_arena_strdup(arena, text.data);
    if (!copy) arena->failed = true;
    pc_text_clear(&text);
    return copy;
}
