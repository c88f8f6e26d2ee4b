/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Titles are templates with guards: a claim is made only when the run bears it out, else the
 * next template is tried; the last one is a plain statement of the range. */
#include "base/text.h"
#include "chart/kinds/fan/fan.h"
#include "chart/text/phrases.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

const char *pc_fan_stated(pc_arena *arena, const pc_fan *fan, double value)
{
    return pc_phrase_stated(arena, fan->unit, fan->currency, value);
}

/* Among the futures that have a value. */
static double given_a_value(const pc_fan_year *year, double chance_frac)
{
    return chance_frac / (1 - year->undefined_frac);
}

/* Whether a chance agrees with the median's side of the value: a wrong headline is worse than
 * none. */
static bool agrees(const pc_fan_year *year, double chance_of_at_least, double value)
{
    const double median = year->q[PC_FAN_50];
    if (!isfinite(chance_of_at_least) || !isfinite(value) || !isfinite(median)) return false;
    const double slack = 2e-3 * fmax(fabs(value), fabs(median));
    if (chance_of_at_least > 0.52) return median >= value - slack;
    if (chance_of_at_least < 0.48) return median <= value + slack;
    return true;
}

static const char *state(pc_arena *arena, const pc_fan *fan, double chance_frac,
                         const char *some, const char *all, const char *none)
{
    char shown[PC_SHOWN_SIZE];
    const uint64_t trials = fan->results->trials;
    if (chance_frac <= 0)
        return pc_arena_printf(arena, "None of the %s futures %s",
                               pc_format_count(shown, trials), none);
    if (chance_frac >= 1)
        return pc_arena_printf(arena, "All %s futures %s", pc_format_count(shown, trials), all);
    return pc_phrase_capitalise(pc_arena_printf(
        arena, "%s chance that %s", pc_format_chance(shown, chance_frac, trials), some));
}

static const char *about_plan(pc_arena *arena, const pc_fan *fan, const pc_fan_year *year)
{
    const double stated = year->metric->stated;
    const char *figure = pc_fan_stated(arena, fan, stated), *in = year->in_words;
    const bool low = fan->lower_is_better;
    const char *what = fan->short_name;
    return state(arena, fan, year->chance_frac,
                 pc_arena_printf(arena, "%s %s the plan’s %s in %s", what,
                                 low ? "stays below" : "reaches", figure, in),
                 pc_arena_printf(arena, "%s the plan’s %s of %s in %s",
                                 low ? "stay below" : "reach", figure, what, in),
                 pc_arena_printf(arena, "%s the plan’s %s of %s in %s",
                                 low ? "stays below" : "reaches", figure, what, in));
}

static const char *about_cost(pc_arena *arena, const pc_fan *fan, const pc_fan_year *year)
{
    const char *in = year->in_words;
    return state(arena, fan, year->earns_back_frac,
                 pc_arena_printf(arena, "the programme earns back its cost in %s", in),
                 pc_arena_printf(arena, "earn back the programme’s cost in %s", in),
                 pc_arena_printf(arena, "earns back the programme’s cost in %s", in));
}

static const char *range(pc_arena *arena, const pc_fan *fan, const pc_fan_year *year)
{
    const double ends[2] = { year->q[PC_FAN_5], year->q[PC_FAN_95] };
    const double se[2] = { year->se[PC_FAN_5], year->se[PC_FAN_95] };
    const pc_format format = pc_format_column(fan->unit, fan->currency, ends, 2, 2);
    const pc_format of_low = pc_format_supported(&format, ends[0], se[0]);
    const pc_format of_high = pc_format_supported(&format, ends[1], se[1]);
    char low[PC_SHOWN_SIZE], high[PC_SHOWN_SIZE];
    pc_format_write(low, &of_low, ends[0], false);
    pc_format_write(high, &of_high, ends[1], false);
    if (strcmp(low, high) == 0) return pc_arena_printf(arena, "at %s", low);
    return pc_arena_printf(arena, "between %s and %s", low, high);
}

static const char *median_of(pc_arena *arena, const pc_fan *fan, const pc_fan_year *year)
{
    char shown[PC_SHOWN_SIZE];
    const pc_format format =
        pc_format_for(fan->unit, fan->currency, year->q[PC_FAN_50], year->se[PC_FAN_50]);
    return pc_arena_strdup(arena, pc_format_write(shown, &format, year->q[PC_FAN_50], false));
}

static const char *neutral(pc_arena *arena, const pc_fan *fan, const pc_fan_year *year)
{
    if (year->is_certain)
        return pc_phrase_capitalise(pc_arena_printf(arena, "%s in %s: %s in every future",
                                                    fan->short_name, year->in_words,
                                                    median_of(arena, fan, year)));
    return pc_phrase_capitalise(pc_arena_printf(arena, "%s in %s: 9 in 10 futures lie %s",
                                                fan->short_name, year->in_words,
                                                range(arena, fan, year)));
}

static const char *only_one(pc_arena *arena, const pc_fan *fan, const pc_fan_year *year)
{
    return pc_phrase_capitalise(
        pc_arena_printf(arena, "%s in %s: %s in the one simulated future", fan->short_name,
                        year->in_words, median_of(arena, fan, year)));
}

static size_t last_band(const pc_fan *fan)
{
    size_t last = 0;
    for (size_t i = 0; i < fan->n_years; i++)
        if (fan->years[i].has_band) last = i;
    return last;
}

static size_t first_band(const pc_fan *fan)
{
    for (size_t i = 0; i < fan->n_years; i++)
        if (fan->years[i].has_band) return i;
    return 0;
}

/* Of all years, when none is the one that the headline speaks of. */
static const char *trend(pc_arena *arena, const pc_fan *fan)
{
    const pc_fan_year *first = &fan->years[first_band(fan)],
                      *last = &fan->years[last_band(fan)];
    if (first == last) return neutral(arena, fan, first);
    return pc_phrase_capitalise(
        pc_arena_printf(arena, "%s by year: %s%s in %s, %s in %s", fan->short_name,
                        fan->is_certain ? "" : "median ", median_of(arena, fan, first),
                        first->in_words, median_of(arena, fan, last), last->in_words));
}

/* What a handful of futures can tell. */
static const char *too_few(pc_arena *arena, const pc_fan *fan)
{
    const pc_fan_year *year = &fan->years[fan->at];
    return pc_phrase_capitalise(pc_arena_printf(
        arena, "median %s is %s in %s; %d futures are too few for ranges", fan->short_name,
        median_of(arena, fan, year), year->in_words, (int)fan->results->trials));
}

const char *pc_fan_title(pc_arena *arena, const pc_fan *fan)
{
    const pc_fan_year *year = &fan->years[fan->at];
    if (fan->results->trials <= 1) return only_one(arena, fan, year);
    if (fan->is_few) return too_few(arena, fan);
    if (fan->speaks_of_years) return trend(arena, fan);
    if (fan->aim == PC_AIM_PLAN &&
        agrees(year, given_a_value(year, year->metric->p_stated.value), year->metric->stated))
        return about_plan(arena, fan, year);
    if (isfinite(fan->break_even) &&
        agrees(year, given_a_value(year, year->earns_back_frac), fan->break_even))
        return about_cost(arena, fan, year);
    return neutral(arena, fan, year);
}

/* ---- In words ---- */

static void add_trend(pc_text *out, pc_arena *arena, const pc_fan *fan)
{
    const pc_fan_year *first = &fan->years[first_band(fan)],
                      *last = &fan->years[last_band(fan)];
    const char *from = median_of(arena, fan, first), *to = median_of(arena, fan, last);
    pc_text_addf(out, "Fan chart of %s by year. ", fan->name);
    if (first == last)
        pc_text_addf(out, "The median is %s in %s", from, first->in_words);
    else
        pc_text_addf(out, "The median %s from %s in %s to %s in %s",
                     last->q[PC_FAN_50] > first->q[PC_FAN_50]   ? "rises"
                     : last->q[PC_FAN_50] < first->q[PC_FAN_50] ? "falls"
                                                                : "goes",
                     from, first->in_words, to, last->in_words);
    if (fan->is_certain)
        pc_text_add(out, "; every future gives the same.");
    else if (fan->is_few)
        pc_text_add(out, "; the futures are too few for ranges and chances.");
    else
        pc_text_addf(out, "; 9 in 10 futures in %s lie %s.", last->in_words,
                     range(arena, fan, last));
}

static void add_chances(pc_text *out, pc_arena *arena, const pc_fan *fan)
{
    const char *before = fan->lower_is_better ? " Chance of staying below the plan: "
                                              : " Chance of at least the plan: ";
    if (!fan->states_any) pc_text_add(out, " The plan states no figure.");
    for (size_t i = 0; i < fan->n_years; i++) {
        const pc_fan_year *year = &fan->years[i];
        char shown[PC_SHOWN_SIZE];
        if (!isfinite(year->chance_frac)) continue;
        pc_text_addf(out, "%s%s in %s (plan %s)", before,
                     pc_format_chance(shown, year->chance_frac, fan->results->trials),
                     year->in_words, pc_fan_stated(arena, fan, year->metric->stated));
        before = ", ";
    }
    if (fan->states_any) pc_text_add(out, ".");
}

static void add_break_even(pc_text *out, const pc_fan *fan)
{
    const char *before = " Chance of earning back the cost: ";
    bool any = false;
    for (size_t i = 0; i < fan->n_years; i++) {
        const pc_fan_year *year = &fan->years[i];
        char shown[PC_SHOWN_SIZE];
        if (!isfinite(year->earns_back_frac)) continue;
        pc_text_addf(out, "%s%s in %s", before,
                     pc_format_chance(shown, year->earns_back_frac, fan->results->trials),
                     year->in_words);
        before = ", ";
        any = true;
    }
    if (any) pc_text_add(out, ".");
}

static void add_cases(pc_text *out, pc_arena *arena, const pc_fan *fan)
{
    const size_t last = last_band(fan);
    const char *before = " Named cases in ";
    for (size_t k = 0; k < fan->n_cases; k++) {
        const double value = fan->cases[k].values[last];
        if (!isfinite(value)) continue;
        char shown[PC_SHOWN_SIZE];
        const pc_format format = pc_format_for(fan->unit, fan->currency, value, (double)NAN);
        pc_text_addf(out, "%s%s%s%s %s", before, k ? "" : fan->years[last].in_words,
                     k ? "" : ": ", fan->cases[k].title,
                     pc_format_write(shown, &format, value, false));
        before = ", ";
    }
    if (*before == ',') pc_text_add(out, ".");
    (void)arena;
}

const char *pc_fan_description(pc_arena *arena, const pc_fan *fan)
{
    pc_text text = { 0 };
    add_trend(&text, arena, fan);
    if (!fan->is_few) {
        add_chances(&text, arena, fan);
        add_break_even(&text, fan);
    }
    add_cases(&text, arena, fan);
    const char *footnote = pc_fan_footnote(arena, fan);
    if (footnote) pc_text_addf(&text, " %s", footnote);
    const char *copy = text.failed ? NULL : pc_arena_strdup(arena, text.data);
    if (!copy) arena->failed = true;
    pc_text_clear(&text);
    return copy;
}

const char *pc_fan_footnote(pc_arena *arena, const pc_fan *fan)
{
    pc_text text = { 0 };
    const bool has_aims = fan->states_any || isfinite(fan->break_even);
    const char *before =
        fan->years[0].metric->is_never ? "Never within the horizon: "
        : has_aims ? "Without a value, so counted as falling short and left out of bands and "
                     "medians: "
                   : "Without a value, so left out of bands and medians: ";
    for (size_t i = 0; i < fan->n_years; i++) {
        const double share = fan->years[i].metric->undefined.value;
        char shown[PC_SHOWN_SIZE];
        if (!(share > 0)) continue;
        pc_text_addf(&text, "%s%s%s in %s", before,
                     pc_format_chance(shown, share, fan->results->trials),
                     share >= 1 ? "" : " of futures", fan->years[i].in_words);
        before = ", ";
    }
    if (text.data) pc_text_add(&text, ".");
    const char *copy = text.data && !text.failed ? pc_arena_strdup(arena, text.data) : NULL;
    pc_text_clear(&text);
    return copy;
}
