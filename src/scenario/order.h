/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_SCENARIO_ORDER_H
#define PC_SCENARIO_ORDER_H

#include "base/diags.h"

/** Adds what `found` holds to `out` in the order of the text: file after file as they were
 * first named, line after line. Errors counted but not kept stay counted. `out` may be NULL. */
void pc_diags_in_order(pc_diags *out, const pc_diags *found);

#endif
