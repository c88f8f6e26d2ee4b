/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "programme/ladder.h"

const char *const pc_test_ids[PC_N_TESTS] = {
    [PC_TEST_BOOKINGS] = "bookings",
    [PC_TEST_CERTIFICATIONS_EARNED] = "certifications_earned",
    [PC_TEST_DEALS] = "deals",
    [PC_TEST_LEADS] = "leads",
    [PC_TEST_CERTIFICATIONS] = "certifications",
    [PC_TEST_CUSTOMERS] = "customers",
    [PC_TEST_MONTHS] = "months",
    [PC_TEST_STATED] = "",
};

static int longest_of(const pc_tier_test *test)
{
    int longest = 0;
    for (size_t i = 0; i < test->n; i++)
        for (size_t k = 0; k < test->clauses[i].n; k++)
            if (test->clauses[i].conditions[k].trailing_months > longest)
                longest = test->clauses[i].conditions[k].trailing_months;
    return longest;
}

int pc_ladder_longest_window(const pc_ladder *ladder)
{
    int longest = 0;
    for (size_t i = 0; i < ladder->n_tiers; i++) {
        const pc_tier *tier = &ladder->tiers[i];
        const int windows[] = { longest_of(&tier->qualify), longest_of(&tier->maintain),
                                tier->rank_months };
        for (size_t k = 0; k < sizeof windows / sizeof *windows; k++)
            if (windows[k] > longest) longest = windows[k];
    }
    return longest;
}

bool pc_ladder_has_fees(const pc_ladder *ladder)
{
    for (size_t i = 0; i < ladder->n_tiers; i++)
        if (ladder->tiers[i].fee) return true;
    return false;
}
