/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Low, mid and high: the three-term metalog through the 5 %, 50 % and 95 % points,
 *
 *   M(p) = a0 + a1 L + a2 (p - 1/2) L,  L = log(p / (1 - p)),
 *
 * of x, of log(x - lower), of -log(upper - x) or of log((x - lower) / (upper - x)); T. Keelin,
 * The metalog distributions, Decision Analysis 13 (2016). With l = log 19, L at 5 % and 95 % is
 * -l and l, so high + low - 2 mid = 0.9 l a2 and high - low = 2 l a1.
 */
#include "dist/family.h"
#include "math/math.h"

#include <math.h>

double pc_metalog_scale(const pc_dist_spec *spec, double x)
{
    const bool below = isfinite(spec->lower), above = isfinite(spec->upper);
    if (below && above) return pc_log((x - spec->lower) / (spec->upper - x));
    if (below) return pc_log(x - spec->lower);
    if (above) return -pc_log(spec->upper - x);
    return x;
}

double pc_metalog_unscale(const pc_dist_spec *spec, double m)
{
    const bool below = isfinite(spec->lower), above = isfinite(spec->upper);
    if (below && above) {
        const double e = pc_exp(-fabs(m)), near = (spec->upper - spec->lower) * (e / (1.0 + e));
        return m < 0.0 ? spec->lower + near : spec->upper - near;
    }
    if (below) return spec->lower + pc_exp(m);
    if (above) return spec->upper - pc_exp(-m);
    return m;
}

void pc_metalog_fit(double a[3], const pc_dist_spec *spec)
{
    const double log_19 = 2.9444389791664404600;
    const double low = pc_metalog_scale(spec, spec->p[0]);
    const double mid = pc_metalog_scale(spec, spec->p[1]);
    const double high = pc_metalog_scale(spec, spec->p[2]);
    a[0] = mid;
    a[1] = (high - low) / (2.0 * log_19);
    a[2] = ((high - mid) - (mid - low)) / (0.9 * log_19);
}
