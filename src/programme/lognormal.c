/* SPDX-License-Identifier: GPL-3.0-or-later */
/* X lognormal: mean = exp(mu + sigma^2 / 2), (sd / mean)^2 = exp(sigma^2) - 1. */
#include "programme/lognormal.h"

#include "math/math.h"

double pc_lognormal_sigma(double cv)
{
    return pc_sqrt(pc_log1p(cv * cv));
}

double pc_lognormal_mu(double mean, double sigma)
{
    return pc_log(mean) - sigma * sigma / 2;
}
