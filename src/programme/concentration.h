/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_PROGRAMME_CONCENTRATION_H
#define PC_PROGRAMME_CONCENTRATION_H

/** How much the best partners bring when productivity is lognormal: docs/model/cohorts.md. */

/**
 * Expected share in the sum of n independent lognormals (same mean, sigma of the logarithm) of
 * the largest `top` of them; a part of one counts in part: the top 20 % of 7 are the largest
 * and 0.4 of the second. Absolute error below 1e-7.
 * @param top  0 to 1; n  a whole number from 1, or INFINITY: the share in the limit
 */
double pc_top_share(double sigma, double top, double n);

/** The sigma under which that share is `earn`; NAN where there is none up to
 *  PC_TOP_SHARE_MOST. */
double pc_top_share_sigma(double top, double earn, double n);
#define PC_TOP_SHARE_MOST 6.0

#endif
