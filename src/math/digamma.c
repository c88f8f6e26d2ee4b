/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Derivatives of log-gamma: asymptotic series from 10 on (DLMF 5.11.2 and its derivative),
 * below that psi(x) = psi(x + 1) - 1/x and psi'(x) = psi'(x + 1) + 1/x^2 (DLMF 5.5.2).
 */
#include "math/math.h"

double pc_digamma(double x)
{
    double below = 0.0;
    for (; x < 10.0; x += 1.0) below += 1.0 / x;
    const double r = 1.0 / (x * x);
    double sum = 1.0 / 12.0;
    sum = sum * r - 691.0 / 32760.0;
    sum = sum * r + 1.0 / 132.0;
    sum = sum * r - 1.0 / 240.0;
    sum = sum * r + 1.0 / 252.0;
    sum = sum * r - 1.0 / 120.0;
    sum = sum * r + 1.0 / 12.0;
    return pc_log(x) - 0.5 / x - sum * r - below;
}

double pc_trigamma(double x)
{
    double below = 0.0;
    for (; x < 10.0; x += 1.0) below += 1.0 / (x * x);
    const double r = 1.0 / (x * x);
    double sum = 7.0 / 6.0;
    sum = sum * r - 691.0 / 2730.0;
    sum = sum * r + 5.0 / 66.0;
    sum = sum * r - 1.0 / 30.0;
    sum = sum * r + 1.0 / 42.0;
    sum = sum * r - 1.0 / 30.0;
    sum = sum * r + 1.0 / 6.0;
    return 1.0 / x + 0.5 * r + sum * r / x + below;
}
