/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/kinds/mix/mix.h"

#include "chart/text/names.h"
#include "chart/text/phrases.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_YEARS = 100 };

typedef struct channel {
    const char *id;
    double *shares; /* means by year; 0 where there is none */
    bool is_direct;
} channel;

static const pc_metric *find(const pc_draft *draft, const char *family, const char *id,
                             size_t year)
{
    char period[24];
    const char *metric = pc_arena_printf(draft->arena, "%s%s", family, id);
    return metric ? pc_results_find(draft->results, metric, pc_name_period(period, year))
                  : NULL;
}

static size_t count_years(const pc_draft *draft)
{
    size_t n = 0;
    while (n < MOST_YEARS && find(draft, "revenue.total", "", n)) n++;
    return n;
}

/* What is undefined because nothing was sold has no share. */
static double value_of(const pc_metric *metric, pc_stat stat)
{
    const double value = metric ? metric->stats[stat].value : (double)NAN;
    return isfinite(value) ? value : 0;
}

/* Means of shares; where these were not recorded, those of revenue. */
static bool read_channel(channel *out, const pc_draft *draft, const char *id, size_t n_years)
{
    *out = (channel) { .id = id,
                       .is_direct = strcmp(id, "direct") == 0,
                       .shares = PC_NEW_ARRAY(draft->arena, double, n_years) };
    if (!out->shares) return false;
    for (size_t i = 0; i < n_years; i++) {
        const pc_metric *share = find(draft, "share.channel.", id, i);
        if (!share) share = find(draft, "revenue.channel.", id, i);
        if (!share) return false;
        out->shares[i] = value_of(share, PC_MEAN);
    }
    return true;
}

/* Direct first, then by the share of the last year that has any, the largest first. */
static int by_rank(const channel *a, const channel *b, size_t year)
{
    if (a->is_direct != b->is_direct) return a->is_direct ? -1 : 1;
    if (a->shares[year] != b->shares[year]) return a->shares[year] < b->shares[year] ? 1 : -1;
    return strcmp(a->id, b->id);
}

static void sort(channel *channels, size_t n, size_t year)
{
    for (size_t i = 1; i < n; i++) {
        const channel moved = channels[i];
        size_t k = i;
        for (; k > 0 && by_rank(&moved, &channels[k - 1], year) < 0; k--)
            channels[k] = channels[k - 1];
        channels[k] = moved;
    }
}

/* ---- Layers ---- */

static bool add_layer(pc_mix *mix, pc_arena *arena, const char *id, const char *name,
                      bool is_grey)
{
    pc_mix_layer *layer = &mix->layers[mix->n_layers++];
    *layer = (pc_mix_layer) { .id = id,
                              .name = name,
                              .is_grey = is_grey,
                              .parts = PC_NEW_ARRAY(arena, double, mix->n_years),
                              .percents = PC_NEW_ARRAY(arena, int, mix->n_years),
                              .stated = (double)NAN };
    return layer->parts && layer->percents && name;
}

static bool make_layers(pc_mix *mix, const pc_draft *draft, const channel *channels, size_t n)
{
    const size_t kept = n <= PC_MIX_LAYERS ? n : PC_MIX_LAYERS - 1;
    pc_arena *arena = draft->arena;
    for (size_t i = 0; i < kept; i++) {
        const char *id = pc_arena_strdup(arena, channels[i].id); /* as in the results */
        const char *name = pc_phrase_channel(arena, channels[i].id);
        if (!id || !add_layer(mix, arena, id, name, channels[i].is_direct)) return false;
        memcpy(mix->layers[i].parts, channels[i].shares, mix->n_years * sizeof(double));
    }
    mix->n_grouped = n - kept;
    if (mix->n_grouped == 0) return true;
    const char *other = pc_arena_printf(arena, "Other (%zu)", mix->n_grouped);
    if (!add_layer(mix, arena, NULL, other, true)) return false;
    for (size_t y = 0; y < mix->n_years; y++)
        for (size_t i = kept; i < n; i++) mix->layers[kept].parts[y] += channels[i].shares[y];
    return true;
}

/* Means of shares add up; where nothing was sold in some futures, or where only revenue was
 * recorded, to something else: rescaled to the whole. */
static void rescale(pc_mix *mix)
{
    for (size_t y = 0; y < mix->n_years; y++) {
        double parts[PC_MIX_LAYERS], sum = 0;
        int percents[PC_MIX_LAYERS] = { 0 };
        for (size_t i = 0; i < mix->n_layers; i++) sum += parts[i] = mix->layers[i].parts[y];
        if (sum > 0) pc_phrase_percents(percents, parts, mix->n_layers);
        if (!(sum > 0)) mix->totals[y] = 0;
        for (size_t i = 0; i < mix->n_layers; i++) {
            mix->layers[i].parts[y] = sum > 0 ? parts[i] / sum : 0;
            mix->layers[i].percents[y] = percents[i];
        }
    }
}

static void read_ranges(pc_mix *mix, const pc_draft *draft)
{
    for (size_t i = 0; i < mix->n_layers; i++) {
        pc_mix_layer *layer = &mix->layers[i];
        const pc_metric *share =
            layer->id ? find(draft, "share.channel.", layer->id, mix->n_years - 1) : NULL;
        layer->has_range = pc_interval_of(&layer->range, share);
        if (share) layer->stated = share->stated;
    }
}

static bool read_totals(pc_mix *mix, const pc_draft *draft)
{
    double *se = PC_NEW_ARRAY(draft->arena, double, mix->n_years);
    mix->totals = PC_NEW_ARRAY(draft->arena, double, mix->n_years);
    mix->year_names = PC_NEW_ARRAY(draft->arena, const char *, mix->n_years);
    mix->in_years = PC_NEW_ARRAY(draft->arena, const char *, mix->n_years);
    if (!mix->totals || !mix->year_names || !mix->in_years || !se) return false;
    for (size_t i = 0; i < mix->n_years; i++) {
        const pc_metric *total = find(draft, "revenue.total", "", i);
        const pc_year_name name = pc_name_year(draft->arena, draft->results, i);
        mix->year_names[i] = name.alone;
        mix->in_years[i] = name.in_words;
        mix->totals[i] = value_of(total, PC_P50);
        se[i] = total ? total->stats[PC_P50].se : (double)NAN;
    }
    mix->total_format =
        pc_format_column(PC_UNIT_MONEY, draft->results->currency, mix->totals, mix->n_years, 3);
    for (size_t i = 0; i < mix->n_years; i++) {
        const pc_format own = pc_format_supported(&mix->total_format, mix->totals[i], se[i]);
        if (own.power == mix->total_format.power && own.decimals < mix->total_format.decimals)
            mix->total_format.decimals = own.decimals;
    }
    return true;
}

/* ---- The whole ---- */

static pc_status refuse(pc_diags *diags, const char *why)
{
    return pc_draft_refuse(diags, "/metric", NULL,
                           "record \"share.channel.*@y*\" and \"revenue.total@y*\"", "", why);
}

static const char *negative_one(const channel *channels, size_t n, size_t n_years)
{
    for (size_t i = 0; i < n; i++)
        for (size_t y = 0; y < n_years; y++)
            if (channels[i].shares[y] < 0) return channels[i].id;
    return NULL;
}

static pc_status read_channels(channel **out, size_t *n, const pc_draft *draft, pc_mix *mix)
{
    const pc_results *results = draft->results;
    channel *channels = PC_NEW_ARRAY(draft->arena, channel, results->n_channels);
    if (!channels) return PC_ENOMEM;
    for (size_t i = 0; i < results->n_channels; i++)
        if (read_channel(&channels[*n], draft, results->channels[i], mix->n_years)) (*n)++;
    if (*n > 0) sort(channels, *n, mix->n_years - 1);
    *out = channels;
    return draft->arena->failed ? PC_ENOMEM : PC_OK;
}

/* Of several channels: the only one that brings half a percent in any year, or NULL. */
static const char *only_one(const channel *channels, size_t n, size_t n_years)
{
    const char *only = NULL;
    for (size_t i = 0; i < n; i++) {
        double most = 0;
        for (size_t y = 0; y < n_years; y++) most = fmax(most, channels[i].shares[y]);
        if (most < 0.005) continue;
        if (only) return NULL;
        only = channels[i].id;
    }
    return n > 1 ? only : NULL;
}

pc_status pc_mix_read(pc_mix *out, pc_draft *draft, pc_diags *diags)
{
    pc_mix mix = { .results = draft->results, .n_years = count_years(draft) };
    channel *channels = NULL;
    size_t n = 0;
    if (draft->results->at && strcmp(draft->results->at, "simulated") != 0)
        return refuse(diags, "nothing was simulated, so there are no ranges of shares");
    if (mix.n_years == 0 || draft->results->n_channels == 0)
        return refuse(diags, "the channels' revenue is not in the results by year");
    const pc_status status = read_channels(&channels, &n, draft, &mix);
    if (status != PC_OK) return status;
    if (n == 0) return refuse(diags, "the channels' shares are not in the results by year");
    const char *negative = negative_one(channels, n, mix.n_years);
    if (negative)
        return refuse(diags, pc_arena_printf(draft->arena,
                                             "the average of %s is negative, and a negative "
                                             "part cannot be stacked",
                                             negative));
    const char *only = only_one(channels, n, mix.n_years);
    if (only)
        return refuse(diags, pc_arena_printf(draft->arena,
                                             "all revenue comes through %s, so there is no mix",
                                             only));
    if (!make_layers(&mix, draft, channels, n) || !read_totals(&mix, draft)) return PC_ENOMEM;
    rescale(&mix);
    read_ranges(&mix, draft);
    *out = mix;
    return draft->arena->failed ? PC_ENOMEM : PC_OK;
}
