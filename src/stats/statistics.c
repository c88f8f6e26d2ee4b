/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Formulas with their sources: docs/model/statistics.md */
#include "stats/statistics.h"

#include "stats/ranking.h"

#include <math.h>

static const double summary_levels[PC_N_SUMMARY_QUANTILES] = { 0.05, 0.10, 0.25, 0.50,
                                                               0.75, 0.90, 0.95 };
static const double tail_frac = 0.05;
static const pc_figure none = { (double)NAN, (double)NAN };

pc_figure pc_share_of_trials(uint64_t n_held, uint64_t n)
{
    if (n == 0) return none;
    const double size = (double)n, p = (double)n_held / size;
    if (n_held > 0 && n_held < n) return (pc_figure) { p, sqrt(p * (1 - p) / size) };
    const double unseen = 1 / (size + 2);
    return (pc_figure) { p, sqrt(unseen * (1 - unseen) / (size + 3)) };
}

/* Fourth moment over the square of the second, from the histogram; that of a normal where the
 * bins do not resolve the spread. */
static double kurtosis(const pc_ranking *ranking, double mean, double variance)
{
    double second = 0, fourth = 0;
    for (size_t i = 0; i < ranking->n_bins; i++) {
        const pc_rank_bin *bin = &ranking->bins[i];
        const double off = (bin->low + bin->high) / 2 - mean, square = off * off;
        second += bin->count * square;
        fourth += bin->count * (square * square);
    }
    const double n = (double)ranking->n;
    second /= n;
    fourth /= n;
    return fabs(second - variance) < 0.05 * variance ? fourth / (second * second) : 3;
}

/* se(sd)^2 = sd^2 (kurtosis - (n - 3)/(n - 1)) / 4n */
static double se_of_sd(const pc_ranking *ranking, double mean, double sd)
{
    const double n = (double)ranking->n;
    if (sd == 0) return 0;
    const double excess = kurtosis(ranking, mean, sd * sd * (n - 1) / n) - (n - 3) / (n - 1);
    return excess > 0 ? sd * sqrt(excess / (4 * n)) : 0;
}

static void set_moments(pc_statistics *out, const pc_tally *tally, pc_sums sums,
                        const pc_ranking *ranking)
{
    const double n = (double)tally->n, off = sums.sum / n;
    double mean = tally->pivot + off;
    mean = mean < tally->min ? tally->min : mean > tally->max ? tally->max : mean;
    out->mean = (pc_figure) { mean, (double)NAN };
    if (tally->n < 2) return;
    const double variance = (sums.sum_sq - sums.sum * off) / (n - 1);
    const double sd = tally->min < tally->max && variance > 0 ? sqrt(variance) : 0;
    out->mean.se = sd / sqrt(n);
    out->sd = (pc_figure) { sd, se_of_sd(ranking, mean, sd) };
}

static double never_is_nan(double x)
{
    return isinf(x) ? (double)NAN : x;
}

static double clamp_to_unit(double p)
{
    return p < 0 ? 0 : p > 1 ? 1 : p;
}

/* What the histogram does not tell adds to chance. */
static double with_blur(double se, double blur)
{
    return blur > 0 ? sqrt(se * se + blur * blur) : se;
}

/* How fast the quantile grows around p, over two standard errors of the share on each side:
 * over one the few values in between make it too uncertain itself. Where "never" begins, on the
 * lower side alone. */
static double slope_at(const pc_ranking *ranking, double p, double step)
{
    const double under = clamp_to_unit(p - 2 * step), over = clamp_to_unit(p + 2 * step);
    const double low = pc_ranking_quantile(ranking, under);
    const double high = pc_ranking_quantile(ranking, over);
    if (isfinite(high)) return (high - low) / (over - under);
    return (pc_ranking_quantile(ranking, p) - low) / (p - under);
}

/* se = slope of the quantile function times the standard error of the share below it. */
static pc_figure quantile_figure(const pc_ranking *ranking, double p)
{
    const double value = never_is_nan(pc_ranking_quantile(ranking, p));
    if (ranking->n < 2 || !isfinite(value)) return (pc_figure) { value, (double)NAN };
    const double step = sqrt(p * (1 - p) / (double)ranking->n);
    const double chance = slope_at(ranking, p, step) * step;
    return (pc_figure) { value, with_blur(chance, pc_ranking_blur(ranking, p)) };
}

static void set_quantiles(pc_statistics *out, const pc_ranking *ranking)
{
    for (size_t i = 0; i < PC_N_SUMMARY_QUANTILES; i++)
        out->quantiles[i] = quantile_figure(ranking, summary_levels[i]);
    for (size_t i = 0; i < PC_N_FINE_QUANTILES; i++)
        out->fine[i] = never_is_nan(
            pc_ranking_quantile(ranking, (double)(i + 1) / (PC_N_FINE_QUANTILES + 1)));
}

/* se^2 = (variance inside the tail + (1 - a)(q - cvar)^2) / n a */
static pc_figure cvar(const pc_ranking *ranking, bool highest)
{
    const double mass = tail_frac * (double)ranking->n;
    const double q = pc_ranking_quantile(ranking, highest ? 1 - tail_frac : tail_frac);
    const pc_tail tail = pc_ranking_tail(ranking, mass, highest, q);
    const double off = tail.sum / mass; /* cvar - q */
    double variance = tail.sum_sq / mass - off * off;
    if (!(variance > 0)) variance = 0;
    const double chance = sqrt((variance + (1 - tail_frac) * off * off) / mass);
    const double se = with_blur(chance, tail.blur / mass);
    return (pc_figure) { q + off, ranking->n > 1 ? se : (double)NAN };
}

static uint64_t trial_near(const pc_ranking *ranking, double p)
{
    return pc_ranking_trial(ranking, (uint64_t)floor((double)(ranking->n - 1) * p + 0.5) + 1);
}

static void set_trials(pc_statistics *out, const pc_ranking *ranking)
{
    out->min_trial = pc_ranking_trial(ranking, 1);
    out->p5_trial = trial_near(ranking, 0.05);
    out->p50_trial = trial_near(ranking, 0.50);
    out->p95_trial = trial_near(ranking, 0.95);
    out->max_trial = pc_ranking_trial(ranking, ranking->n);
}

static void set_nothing(pc_statistics *out)
{
    *out = (pc_statistics) { .mean = none,
                             .sd = none,
                             .cvar5 = none,
                             .cvar95 = none,
                             .min = (double)NAN,
                             .max = (double)NAN,
                             .undefined = { 0, 0 } };
    for (size_t i = 0; i < PC_N_SUMMARY_QUANTILES; i++) out->quantiles[i] = none;
    for (size_t i = 0; i < PC_N_FINE_QUANTILES; i++) out->fine[i] = (double)NAN;
    out->min_trial = out->p5_trial = out->p50_trial = UINT64_MAX;
    out->p95_trial = out->max_trial = UINT64_MAX;
}

bool pc_statistics_of(pc_statistics *out, const pc_tally *tally, pc_sums sums)
{
    set_nothing(out);
    if (tally->n_undefined > 0)
        out->undefined = pc_share_of_trials(tally->n_undefined, tally->n + tally->n_undefined);
    pc_ranking ranking;
    if (!pc_ranking_init(&ranking, tally)) return false;
    if (ranking.n > 0) {
        set_quantiles(out, &ranking);
        set_trials(out, &ranking);
    }
    if (tally->n > 0) out->min = tally->min;
    if (tally->n > 0 && ranking.n_never == 0) {
        out->max = tally->max;
        set_moments(out, tally, sums, &ranking);
        out->cvar5 = cvar(&ranking, false);
        out->cvar95 = cvar(&ranking, true);
    }
    pc_ranking_clear(&ranking);
    return true;
}

void pc_statistics_of_constant(pc_statistics *out, double value)
{
    set_nothing(out);
    if (isnan(value)) {
        out->undefined = (pc_figure) { 1, 0 };
        return;
    }
    out->mean = out->cvar5 = out->cvar95 = (pc_figure) { value, 0 };
    out->sd = (pc_figure) { 0, 0 };
    out->min = out->max = value;
    for (size_t i = 0; i < PC_N_SUMMARY_QUANTILES; i++)
        out->quantiles[i] = (pc_figure) { value, 0 };
    for (size_t i = 0; i < PC_N_FINE_QUANTILES; i++) out->fine[i] = value;
    out->min_trial = out->p5_trial = out->p50_trial = out->p95_trial = out->max_trial = 0;
}
