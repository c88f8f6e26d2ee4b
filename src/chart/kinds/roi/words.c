/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/kinds/roi/roi.h"

#include "base/text.h"
#include "chart/layout/heads.h"
#include "chart/text/phrases.h"

#include <math.h>

static const char *by_month(pc_arena *arena, const pc_roi *roi)
{
    if (!isfinite(roi->median_month)) return "";
    return pc_arena_printf(arena, ", half of futures by month %.0f", roi->median_month);
}

static const char *horizon(pc_arena *arena, const pc_roi *roi)
{
    const int n = roi->results->months;
    const char *words = pc_arena_printf(arena, "%d month%s", n, n == 1 ? "" : "s");
    return words ? words : "";
}

/* The word is never stronger than the number beside it. */
static const char *about_payback(pc_arena *arena, const pc_roi *roi)
{
    const pc_estimate p = roi->pays_back, not = { 1 - p.value, p.se };
    const char *yes = pc_phrase_likely(p), *no = pc_phrase_likely(not );
    const uint64_t trials = roi->results->trials;
    const char *months = horizon(arena, roi);
    if (p.value >= 1)
        return pc_arena_printf(arena, "Every future pays back on margin within %s%s", months,
                               by_month(arena, roi));
    if (p.value <= 0)
        return pc_arena_printf(arena, "No future pays back on margin within %s", months);
    if (yes)
        return pc_phrase_claim(arena, yes, "the programme",
                               pc_arena_printf(arena, "pays back on margin within %s (%s)%s",
                                               months, pc_phrase_chance(arena, p.value, trials),
                                               by_month(arena, roi)));
    if (no)
        return pc_phrase_claim(
            arena, no, "the programme",
            pc_arena_printf(arena, "does not pay back on margin within %s (%s)", months,
                            pc_phrase_chance(arena, not .value, trials)));
    return pc_arena_printf(arena, "Too close to call: %s chance of payback on margin within %s",
                           pc_phrase_chance(arena, p.value, trials), months);
}

static const pc_roi_year *last_range(const pc_roi *roi)
{
    const pc_roi_year *last = &roi->years[0];
    for (size_t i = 0; i < roi->n_years; i++)
        if (roi->years[i].has_range) last = &roi->years[i];
    return last;
}

static const char *figure(pc_arena *arena, const pc_roi *roi, const pc_roi_year *year,
                          pc_stat stat)
{
    return pc_phrase_figure(arena, roi->unit, roi->results->currency,
                            year->metric->stats[stat]);
}

/* "98% of futures", "no future". */
static const char *share_of_futures(pc_arena *arena, const pc_roi *roi, double p)
{
    if (p <= 0) return "no future";
    if (p >= 1) return "every future";
    return pc_arena_printf(arena, "%s of futures",
                           pc_phrase_chance(arena, p, roi->results->trials));
}

/* Cash counts revenue, payback the margin it adds: the title says both. */
static const char *about_cash(pc_arena *arena, const pc_roi *roi, const pc_roi_year *year)
{
    const double p = roi->pays_back.value;
    const char *some = pc_phrase_chance(arena, p, roi->results->trials);
    return pc_arena_printf(arena,
                           "In %s cash covers the cost by the end of %s; on margin, %s back "
                           "within %s",
                           share_of_futures(arena, roi, year->earns_back_frac), year->in_words,
                           p <= 0   ? "none pays"
                           : p >= 1 ? "all pay"
                                    : pc_arena_printf(arena, "%s pay", some),
                           horizon(arena, roi));
}

const char *pc_roi_title(pc_arena *arena, const pc_roi *roi)
{
    const pc_roi_year *year = last_range(roi);
    if (roi->has_payback && roi->is_cumulative && isfinite(year->earns_back_frac))
        return about_cash(arena, roi, year);
    if (roi->has_payback) return about_payback(arena, roi);
    if (!(year->range.p5 < year->range.p95))
        return pc_phrase_capitalise(
            pc_arena_printf(arena, "%s in %s: %s in %s future", roi->name, year->in_words,
                            figure(arena, roi, year, PC_P50),
                            roi->results->trials == 1 ? "the one simulated" : "every"));
    if (isfinite(year->earns_back_frac) && year->earns_back_frac > 0 &&
        year->earns_back_frac < 1)
        return pc_arena_printf(
            arena, "%s chance that the programme covers its cost in %s",
            pc_phrase_chance(arena, year->earns_back_frac, roi->results->trials),
            year->in_words);
    return pc_phrase_capitalise(
        pc_arena_printf(arena, "%s in %s: median %s, 9 in 10 futures between %s and %s",
                        roi->name, year->in_words, figure(arena, roi, year, PC_P50),
                        figure(arena, roi, year, PC_P5), figure(arena, roi, year, PC_P95)));
}

const char *pc_roi_description(pc_arena *arena, const pc_roi *roi)
{
    pc_text text = { 0 };
    pc_text_addf(&text, "Ranges of %s by year.", roi->name);
    for (size_t i = 0; i < roi->n_years; i++) {
        const pc_roi_year *year = &roi->years[i];
        if (!year->has_range) continue;
        pc_text_addf(&text, " %s: median %s, 9 in 10 futures between %s and %s", year->name,
                     figure(arena, roi, year, PC_P50), figure(arena, roi, year, PC_P5),
                     figure(arena, roi, year, PC_P95));
        if (isfinite(year->earns_back_frac))
            pc_text_addf(&text, ", chance of covering the cost: %s",
                         pc_phrase_chance(arena, year->earns_back_frac, roi->results->trials));
        pc_text_add(&text, ".");
    }
    if (roi->has_payback)
        pc_text_addf(&text, " %s. Of 20 equally likely futures, %zu pay back and %zu never do.",
                     about_payback(arena, roi), roi->n_payback, PC_ROI_DOTS - roi->n_payback);
    const char *copy = text.failed ? NULL : pc_arena_strdup(arena, text.data);
    if (!copy) arena->failed = true;
    pc_text_clear(&text);
    return copy;
}
