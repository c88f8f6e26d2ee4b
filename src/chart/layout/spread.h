/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_CHART_SPREAD_H
#define PC_CHART_SPREAD_H

#include <stdbool.h>
#include <stddef.h>

/**
 * Moves labels of one column apart with the least squared displacement (pooled adjacent
 * violators), inside [low, high] where they fit. Ties keep the order given.
 * @param at      n wanted centres; overwritten with the places found
 * @param height  n heights; gap is kept between neighbours
 * @return whether all fit; when not, they start at low and run over high. n <= PC_SPREAD_MAX
 */
enum { PC_SPREAD_MAX = 32 };
bool pc_spread(double *at, const double *height, size_t n, double gap, double low, double high);

#endif
