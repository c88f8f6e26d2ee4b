/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "programme/programme.h"

const char *const pc_route_ids[PC_N_ROUTES] = { "direct", "resale", "marketplace", "wholesale",
                                                "oem" };
const char *const pc_roi_ids[PC_N_ROIS] = { "incremental", "margin", "multiple",
                                            "net",         "cash",   "npv" };
const char *const pc_billing_ids[PC_N_BILLINGS] = { "annual", "monthly" };
const char *const pc_op_texts[4] = { ">=", ">", "<=", "<" };
