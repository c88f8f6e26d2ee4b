/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "math/math.h"

#define PC_LANE_WIDTH 1
#include "math/elementary.inl"

double pc_exp(double x)
{
    return lane_exp(x);
}

double pc_log(double x)
{
    return lane_log(x);
}

double pc_pow(double x, double y)
{
    return lane_pow(x, y);
}

double pc_sqrt(double x)
{
    return lane_sqrt(x);
}

/* log of the rounded sum, and what the rounding lost (W. Kahan). */
double pc_log1p(double x)
{
    const double sum = 1.0 + x;
    if (sum == 1.0) return x;
    if (!(sum > 0.0 && sum < 0x1p1023)) return pc_log(sum);
    return pc_log(sum) - ((sum - 1.0) - x) / sum;
}

double pc_expm1(double x)
{
    if (!(x > -0.5 && x < 0.5)) return pc_exp(x) - 1.0;
    double sum = 0.0; /* x^n / n!, from n = 2; the first left out is below 1e-19 */
    for (int n = 18; n >= 3; n--) sum = (sum + 1.0) * x / n;
    return x + 0.5 * x * x * (1.0 + sum);
}

/* log(1 + x) = 2 atanh s, s = x / (2 + x), and 2 s - x = -s x. */
double pc_log1p_minus(double x)
{
    if (!(x > -0.29 && x < 0.41)) return pc_log1p(x) - x;
    const double s = x / (2.0 + x), s2 = s * s;
    return s * (2.0 * s2 * (1.0 / 3.0 + s2 * atanh_tail(s2)) - x);
}
