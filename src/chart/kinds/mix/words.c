/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/kinds/mix/mix.h"

#include "base/text.h"
#include "chart/layout/heads.h"
#include "chart/text/format.h"
#include "chart/text/phrases.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const pc_metric *partners_share(const pc_mix *mix, size_t year)
{
    char period[24];
    snprintf(period, sizeof period, "y%zu", year + 1);
    return pc_results_find(mix->results, "share.set.partners", period);
}

static bool has_share(const pc_metric *metric)
{
    return metric && isfinite(metric->stats[PC_MEAN].value) &&
           isfinite(metric->stats[PC_P95].value);
}

static const char *percent(pc_arena *arena, pc_estimate share)
{
    return pc_phrase_figure(arena, PC_UNIT_FRACTION, NULL, share);
}

/* An average, as the shares beside it: "On average, partners bring 60% of revenue in 2027, up
 * from 40% in 2025 (9 in 10 futures: 49% to 71%)"; the change is told only where it reads as
 * one and is more than noise. */
static const char *about_partners(pc_arena *arena, const pc_mix *mix)
{
    const size_t last = mix->n_years - 1;
    const pc_metric *then = partners_share(mix, 0), *now = partners_share(mix, last);
    if (!has_share(now)) return NULL;
    const char *end = percent(arena, now->stats[PC_MEAN]);
    char low[PC_SHOWN_SIZE];
    const pc_format bare =
        pc_format_for(PC_UNIT_FRACTION, NULL, now->stats[PC_P5].value, now->stats[PC_P5].se);
    pc_format_write(low, &bare, now->stats[PC_P5].value, true);
    const char *high = percent(arena, now->stats[PC_P95]), *before = "";
    if (!end || !high) return NULL;
    if (last > 0 && has_share(then)) {
        const pc_estimate was = then->stats[PC_MEAN], is = now->stats[PC_MEAN];
        const char *start = percent(arena, was);
        if (start && strcmp(start, end) != 0 &&
            !(fabs(is.value - was.value) < 2 * (is.se + was.se)))
            before =
                pc_arena_printf(arena, ", %s from %s in %s",
                                is.value > was.value ? "up" : "down", start, mix->in_years[0]);
    }
    if (strncmp(low, high, strlen(low)) == 0 && strlen(high) == strlen(low) + 1)
        return pc_arena_printf(arena, "On average, partners bring %s of revenue in %s%s", end,
                               mix->in_years[last], before);
    return pc_arena_printf(
        arena, "On average, partners bring %s of revenue in %s%s (9 in 10 futures: %s–%s)", end,
        mix->in_years[last], before, low, high);
}

static const pc_mix_layer *largest(const pc_mix *mix)
{
    const pc_mix_layer *best = NULL;
    for (size_t i = 0; i < mix->n_layers; i++) {
        const pc_mix_layer *layer = &mix->layers[i];
        const size_t last = mix->n_years - 1;
        if (layer->id && (!best || layer->parts[last] > best->parts[last])) best = layer;
    }
    return best;
}

static bool is_alone_at_top(const pc_mix *mix, const pc_mix_layer *top)
{
    const size_t last = mix->n_years - 1;
    for (size_t i = 0; i < mix->n_layers; i++)
        if (&mix->layers[i] != top && mix->layers[i].percents[last] >= top->percents[last])
            return false;
    return true;
}

const char *pc_mix_title(pc_arena *arena, const pc_mix *mix)
{
    const size_t last = mix->n_years - 1;
    const char *partners = about_partners(arena, mix), *year = mix->in_years[last];
    const pc_mix_layer *top = largest(mix);
    if (!(mix->totals[last] > 0)) return pc_arena_printf(arena, "No revenue in %s", year);
    if (partners) return partners;
    if (mix->n_layers == 1 && top)
        return pc_arena_printf(arena, "All revenue in %s comes through %s", year, top->name);
    if (top && is_alone_at_top(mix, top))
        return pc_arena_printf(arena, "%s brings the %s revenue in %s: %d%%", top->name,
                               top->percents[last] > 50 ? "most" : "largest share of", year,
                               top->percents[last]);
    return pc_arena_printf(arena, "Revenue by channel in %s", year);
}

static void add_year(pc_text *out, const pc_mix *mix, size_t year)
{
    char shown[PC_SHOWN_SIZE];
    pc_text_addf(out, " %s: %s of revenue, of which ", mix->year_names[year],
                 pc_format_write(shown, &mix->total_format, mix->totals[year], false));
    for (size_t i = 0; i < mix->n_layers; i++)
        pc_text_addf(out, "%s%s %d%%", i > 0 ? ", " : "", mix->layers[i].name,
                     mix->layers[i].percents[year]);
    pc_text_add(out, ".");
}

const char *pc_mix_description(pc_arena *arena, const pc_mix *mix)
{
    pc_text text = { 0 };
    pc_text_add(&text,
                "Revenue by channel and year; the median revenue, divided by average shares.");
    add_year(&text, mix, 0);
    if (mix->n_years > 1) add_year(&text, mix, mix->n_years - 1);
    for (size_t i = 0; i < mix->n_layers; i++) {
        const pc_mix_layer *layer = &mix->layers[i];
        if (!layer->has_range) continue;
        pc_text_addf(&text, " %s in 9 in 10 futures: %s to %s.", layer->name,
                     percent(arena, (pc_estimate) { layer->range.p5, (double)NAN }),
                     percent(arena, (pc_estimate) { layer->range.p95, (double)NAN }));
    }
    const char *copy = text.failed ? NULL : pc_arena_strdup(arena, text.data);
    if (!copy) arena->failed = true;
    pc_text_clear(&text);
    return copy;
}
