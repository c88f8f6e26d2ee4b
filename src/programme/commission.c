/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "programme/commission.h"

#include <string.h>

const char *const pc_credit_ids[PC_N_CREDITS] = { "influenced", "none", "sourced" };
const char *const pc_event_ids[PC_N_EVENTS] = { "new", "certification", "lead", "migration",
                                                "renewal" };
const char *const pc_window_ids[PC_N_WINDOWS] = { "deal", "month",       "quarter",
                                                  "year", "trailing_12", "lifetime" };
const char *const pc_schedule_ids[PC_N_SCHEDULES] = {
    "flat", "by_tier", "slab", "marginal", "retroactive", "attainment", "interpolated", "fixed"
};

const pc_tier_rate *pc_schedule_tier(const pc_commission_schedule *schedule, const char *tier)
{
    for (size_t i = 0; i < schedule->n_tiers; i++)
        if (strcmp(schedule->tiers[i].tier, tier) == 0) return &schedule->tiers[i];
    return NULL;
}
