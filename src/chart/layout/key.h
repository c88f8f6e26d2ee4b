/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_CHART_KEY_H
#define PC_CHART_KEY_H

#include "chart/layout/board.h"

/** What the marks of a range mean, in the marks' own colours. */
typedef enum pc_key_sign { PC_KEY_90, PC_KEY_50, PC_KEY_MEDIAN, PC_KEY_PLAN } pc_key_sign;

/** A sign and its name ("9 in 10 futures": of is "futures"), beginning at x on the base line y.
 * @return where the next may begin */
double pc_key_add(pc_board *board, pc_key_sign sign, const char *of, double x, double y);

#endif
