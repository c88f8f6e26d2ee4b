/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ribbons made of moves: whatever the moves are, nobody gets lost or comes twice. */
#include "chart/kinds/migrate/migrate.h"
#include "tests/support/check.h"

#include <string.h>

enum { N = 5 };

static double uniform(unsigned *state)
{
    *state = *state * 1664525u + 1013904223u;
    return (*state >> 8) / 16777216.0;
}

static double row(double f[PC_MIGRATE_ENDS][PC_MIGRATE_ENDS], size_t i)
{
    double sum = 0;
    for (size_t k = 0; k < PC_MIGRATE_ENDS; k++) sum += f[i][k];
    return sum;
}

static double column(double f[PC_MIGRATE_ENDS][PC_MIGRATE_ENDS], size_t k)
{
    double sum = 0;
    for (size_t i = 0; i < PC_MIGRATE_ENDS; i++) sum += f[i][k];
    return sum;
}

/* Moves that leave nobody below nothing at the end. */
static void make_moves(pc_migrate_gap *gap, double *before, double *after, unsigned *state)
{
    memset(gap, 0, sizeof *gap);
    for (size_t i = 0; i < N; i++) {
        before[i] = uniform(state) < 0.3 ? 0 : 50 * uniform(state);
        gap->gross[PC_OUTSIDE][i] = uniform(state) < 0.3 ? 0 : 60 * uniform(state);
        gap->gross[i][PC_OUTSIDE] = 8 * uniform(state);
        for (size_t k = 0; k < N; k++)
            if (i != k) gap->gross[i][k] = uniform(state) < 0.5 ? 0 : 20 * uniform(state);
    }
    for (size_t i = 0; i < N; i++) {
        after[i] = before[i] + column(gap->gross, i) - row(gap->gross, i);
        if (after[i] >= 0) continue;
        gap->gross[PC_OUTSIDE][i] -= after[i]; /* enough of them joined */
        after[i] = 0;
    }
}

static void ribbons_lead_from_one_column_to_the_next(void **state)
{
    unsigned seed = 7;
    (void)state;
    for (int round = 0; round < 2000; round++) {
        pc_migrate_gap gap;
        double before[N], after[N];
        make_moves(&gap, before, after, &seed);
        pc_migrate_route(&gap, before, N);
        for (size_t i = 0; i < N; i++) {
            CHECK_CLOSE(row(gap.drawn, i), before[i], 0, 1e-9);
            CHECK_CLOSE(column(gap.drawn, i), after[i], 0, 1e-9);
            for (size_t k = 0; k < N; k++) assert_true(gap.drawn[i][k] >= 0);
        }
        assert_true(row(gap.drawn, PC_OUTSIDE) <= gap.joined + 1e-9);
        assert_true(column(gap.drawn, PC_OUTSIDE) <= gap.left + 1e-9);
    }
}

/* Where those of the column before are enough, ribbons are the moves themselves. */
static void moves_that_fit_are_drawn_as_they_are(void **state)
{
    (void)state;
    pc_migrate_gap gap = { .up = 0 };
    const double before[2] = { 6, 98 }; /* the higher tier first */
    gap.gross[1][0] = 10;
    gap.gross[0][1] = 2;
    gap.gross[PC_OUTSIDE][1] = 34;
    gap.gross[1][PC_OUTSIDE] = 20;
    pc_migrate_route(&gap, before, 2);
    assert_false(gap.rerouted);
    CHECK_CLOSE(gap.drawn[1][0], 10, 0, 0);
    CHECK_CLOSE(gap.drawn[0][1], 2, 0, 0);
    CHECK_CLOSE(gap.drawn[1][1], 98 - 10 - 20, 0, 1e-12);
    CHECK_CLOSE(gap.drawn[0][0], 4, 0, 1e-12);
    CHECK_CLOSE(gap.up, 10, 0, 0);
    CHECK_CLOSE(gap.down, 2, 0, 0);
    CHECK_CLOSE(gap.joined, 34, 0, 0);
    CHECK_CLOSE(gap.left, 20, 0, 0);
}

/* Nobody was there: of 30 who joined the lower tier, 12 went up. */
static void newcomers_who_rise_run_straight_to_where_they_end(void **state)
{
    (void)state;
    pc_migrate_gap gap = { .up = 0 };
    const double before[2] = { 0, 0 };
    gap.gross[PC_OUTSIDE][1] = 30;
    gap.gross[1][0] = 12;
    pc_migrate_route(&gap, before, 2);
    assert_true(gap.rerouted);
    CHECK_CLOSE(gap.drawn[PC_OUTSIDE][0], 12, 0, 1e-12);
    CHECK_CLOSE(gap.drawn[PC_OUTSIDE][1], 18, 0, 1e-12);
    CHECK_CLOSE(gap.drawn[1][0], 0, 0, 1e-12);
    CHECK_CLOSE(gap.up, 12, 0, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ribbons_lead_from_one_column_to_the_next),
        cmocka_unit_test(moves_that_fit_are_drawn_as_they_are),
        cmocka_unit_test(newcomers_who_rise_run_straight_to_where_they_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
