/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The normal distribution.
 *
 *   tail      math/normal.inl
 *   quantile  M. J. Wichura, Algorithm AS 241 (PPND16), Applied Statistics 37, 1988
 */
#include "math/math.h"

#define PC_LANE_WIDTH 1
#include "math/normal.inl"

/* From the highest power down. */
static double horner(const double *c, int n, double x)
{
    double sum = c[0];
    for (int i = 1; i < n; i++) sum = sum * x + c[i];
    return sum;
}

double pc_normal_density(double z)
{
    return 0x1.9884533d43651p-2 * normal_bell(z); /* 1 / sqrt(2 pi) */
}

double pc_normal_tail(double z)
{
    return normal_tail(z);
}

double pc_normal_cdf(double z)
{
    return pc_normal_tail(-z);
}

static const double centre_above[] = { 2509.0809287301226727, 33430.575583588128105,
                                       67265.770927008700853, 45921.953931549871457,
                                       13731.693765509461125, 1971.5909503065514427,
                                       133.14166789178437745, 3.3871328727963666080 };
static const double centre_below[] = { 5226.4952788528545610, 28729.085735721942674,
                                       39307.895800092710610, 21213.794301586595867,
                                       5394.1960214247511077, 687.18700749205790830,
                                       42.313330701600911252, 1.0 };
static const double near_above[] = { 7.74545014278341407640e-4, 0.0227238449892691845833,
                                     0.241780725177450611770,   1.27045825245236838258,
                                     3.64784832476320460504,    5.76949722146069140550,
                                     4.63033784615654529590,    1.42343711074968357734 };
static const double near_below[] = { 1.05075007164441684324e-9, 5.47593808499534494600e-4,
                                     0.0151986665636164571966,  0.148103976427480074590,
                                     0.689767334985100004550,   1.67638483018380384940,
                                     2.05319162663775882187,    1.0 };
static const double far_above[] = { 2.01033439929228813265e-7, 2.71155556874348757815e-5,
                                    0.00124266094738807843860, 0.0265321895265761230930,
                                    0.296560571828504891230,   1.78482653991729133580,
                                    5.46378491116411436990,    6.65790464350110377720 };
static const double far_below[] = { 2.04426310338993978564e-15, 1.42151175831644588870e-7,
                                    1.84631831751005468180e-5,  7.86869131145613259100e-4,
                                    0.0148753612908506148525,   0.136929880922735805310,
                                    0.599832206555887937690,    1.0 };

double pc_normal_quantile(double p)
{
    const double q = p - 0.5;
    if (q >= -0.425 && q <= 0.425) {
        const double r = 0.180625 - q * q;
        return q * horner(centre_above, 8, r) / horner(centre_below, 8, r);
    }
    const double r = pc_sqrt(-pc_log(q < 0.0 ? p : 1.0 - p));
    const double z = r <= 5.0 ? horner(near_above, 8, r - 1.6) / horner(near_below, 8, r - 1.6)
                              : horner(far_above, 8, r - 5.0) / horner(far_below, 8, r - 5.0);
    return q < 0.0 ? -z : z;
}
