/* SPDX-License-Identifier: GPL-3.0-or-later */
/* table_at and table_turn give the bits of pc_table_at. Included once a width, with PATH_RUNS
 * set. */
#include "dist/table.inl"
#include "random/philox.inl"
#include "tests/unit/dist/sweep.h"

enum { N_DRAWS = 3200 };

static void compare(const pc_table *table, const double *u, size_t n, const char *why)
{
    for (size_t i = 0; i < n; i += PC_LANE_WIDTH) {
        _Alignas(64) double got[PC_LANE_WIDTH];
        lane_store(got, table_at(lane_load(u + i), table));
        for (size_t k = 0; k < PC_LANE_WIDTH; k++)
            if (got[k] != pc_table_at(table, u[i + k]))
                fail_msg("%s: %a at %a", why, got[k], u[i + k]);
    }
}

static void compare_turned(const pc_table *table, const double *u, size_t n, const char *why)
{
    _Alignas(64) static double x[N_DRAWS];
    memcpy(x, u, n * sizeof *x);
    table_turn(x, n, table);
    for (size_t i = 0; i < n; i++)
        if (x[i] != pc_table_at(table, u[i])) fail_msg("%s: %a at %a", why, x[i], u[i]);
}

static void same_as_one_by_one(void **state)
{
    (void)state;
    if (!PATH_RUNS) skip();
    _Alignas(64) static double u[N_DRAWS];
    _Alignas(64) static const double edges[8] = { 0x1p-53,       1.0 - 0x1p-53, 0.5,
                                                  0.25,          0.75,          0.5 - 0x1p-53,
                                                  0.5 + 0x1p-53, 0x1.8p-52 };
    for (int i = 0; i < N_SWEEP; i++) {
        pc_arena arena;
        pc_table table;
        const pc_dist dist = dist_of(sweep[i].spec);
        pc_arena_init(&arena);
        assert_true(pc_table_build(&table, &dist, &arena));
        const pc_address at = { .seed = 7, .stream = (uint64_t)i };
        uniform_fill(u, N_DRAWS, &at, 0);
        compare(&table, u, N_DRAWS, sweep[i].why);
        compare(&table, edges, 8, sweep[i].why);
        compare_turned(&table, u, N_DRAWS, sweep[i].why);
        pc_arena_clear(&arena);
    }
}

int main(void)
{
    /* Static: copied onto the stack, it might take instructions that the processor lacks. */
    static const struct CMUnitTest tests[] = { cmocka_unit_test(same_as_one_by_one) };
    return cmocka_run_group_tests_name("dist/lookup " PATH_NAME, tests, NULL, NULL);
}
