/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_PROGRAMME_LOGNORMAL_H
#define PC_PROGRAMME_LOGNORMAL_H

/** Sigma of the logarithm of a lognormal whose standard deviation is cv times its mean; cv >=
 * 0. */
double pc_lognormal_sigma(double cv);
/** Mu of the logarithm of a lognormal with this mean (> 0) and sigma (0: mean is the median).
 */
double pc_lognormal_mu(double mean, double sigma);

#endif
