/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The normal distribution.
 *
 *   tail      P(Z > z) = e^(-z^2 / 2) T(t) / (1 + z) for z >= 0, t = (z - 4) / (z + 4) in -1..1
 *             (J. L. Schonfelder, Math. Comp. 32, 1978: that product is nearly constant);
 *             T by its Chebyshev expansion of degree 29, whose rest is below 1e-19
 *   quantile  M. J. Wichura, Algorithm AS 241 (PPND16), Applied Statistics 37, 1988
 */
#include "math/math.h"

#define PC_LANE_WIDTH 1
#include "math/elementary.inl"

/* T in powers of t, from the highest; computed with 60 digits (mpmath). */
static const double tail_series[] = {
    0x1.7d49691d5e1e8p-38,  -0x1.1484c789e9980p-36, -0x1.682e5cc6a28acp-34,
    0x1.0cac3391e8594p-33,  0x1.508cd85c9a258p-31,  -0x1.0c5e0a5096e60p-32,
    -0x1.9e68f6a4e7ebdp-29, -0x1.e352766838081p-30, 0x1.6f23e5c0aa5ddp-27,
    0x1.486ae856f33c1p-26,  -0x1.b2f3b72e0347ep-26, -0x1.e72cf3059a914p-24,
    0x1.8b8607fc08664p-28,  0x1.2984a3d57ccf3p-21,  0x1.afd970bae8389p-22,
    -0x1.5edc33f8e6528p-19, -0x1.cc8ca93f069b3p-19, 0x1.c941a1af49c1cp-17,
    0x1.64835f1ce2edfp-16,  -0x1.707bbed7ab4e3p-14, -0x1.8c11ad13e45c3p-14,
    0x1.6c5383350733dp-11,  -0x1.2b7f5e1525abep-12, -0x1.47d5fc74c11ccp-8,
    0x1.25dd720603c8ep-6,   -0x1.07c3c2582b983p-5,  0x1.d4969f10dff3ep-6,
    0x1.cabd72a60f89fp-7,   -0x1.8c18f2086e34ap-4,  0x1.e361ea6fba141p-2,
};

/* From the highest power down. */
static double horner(const double *c, int n, double x)
{
    double sum = c[0];
    for (int i = 1; i < n; i++) sum = sum * x + c[i];
    return sum;
}

/* e^(-z^2 / 2) with the square in full: its rounding alone would cost 1e-13 far out. */
static double bell(double z)
{
    if (!(z > -39.0 && z < 39.0)) return z == z ? 0.0 : z;
    const lane_pair square = pair_product(z, z);
    return exp_of_sum(-0.5 * square.high, -0.5 * square.low);
}

static double tail_beyond(double z)
{
    if (z > 39.0) return 0.0;
    const double t = (z - 4.0) / (z + 4.0);
    return bell(z) * horner(tail_series, sizeof tail_series / sizeof *tail_series, t) /
           (1.0 + z);
}

double pc_normal_density(double z)
{
    return 0x1.9884533d43651p-2 * bell(z); /* 1 / sqrt(2 pi) */
}

double pc_normal_tail(double z)
{
    return z < 0.0 ? 1.0 - tail_beyond(-z) : tail_beyond(z);
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
