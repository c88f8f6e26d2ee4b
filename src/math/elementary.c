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
