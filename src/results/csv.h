/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_RESULTS_CSV_H
#define PC_RESULTS_CSV_H

#include "base/text.h"

/** Cells of a CSV file as RFC 4180 has them: text is quoted where it must be, a number that is
 *  none (NAN, infinite) is an empty cell. */
void pc_csv_add_text(pc_text *out, const char *text);
void pc_csv_add_number(pc_text *out, double value);

#endif
