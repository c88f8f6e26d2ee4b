/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/parallel.h"
#include "tests/support/check.h"

#include <stdatomic.h>

enum { ITEMS = 1000 };
static atomic_uint done[ITEMS];
static atomic_uint highest;

static void count(void *context, size_t item, unsigned worker)
{
    atomic_uint *total = context;
    atomic_fetch_add(&done[item], 1);
    atomic_fetch_add(total, 1);
    unsigned seen = atomic_load(&highest);
    while (worker > seen && !atomic_compare_exchange_weak(&highest, &seen, worker)) {
    }
}

static void every_item_is_done_once(void **state)
{
    (void)state;
    static const unsigned threads[] = { 0, 1, 2, 7, 64, 1000 };
    for (size_t t = 0; t < sizeof threads / sizeof *threads; t++)
        for (size_t n = 0; n <= ITEMS; n += 250) {
            atomic_uint total = 0;
            for (size_t i = 0; i < ITEMS; i++) done[i] = 0;
            highest = 0;
            pc_parallel(n, threads[t], count, &total);
            assert_int_equal(total, n);
            for (size_t i = 0; i < ITEMS; i++) assert_int_equal(done[i], i < n);
            assert_true(highest < pc_parallel_workers(n, threads[t]));
        }
}

static void workers_are_no_more_than_asked_for(void **state)
{
    (void)state;
    assert_int_equal(pc_parallel_workers(0, 4), 1);
    assert_int_equal(pc_parallel_workers(3, 4), 3);
    assert_int_equal(pc_parallel_workers(9, 4), 4);
    assert_int_equal(pc_parallel_workers(9, 0), 1);
    assert_int_equal(pc_parallel_workers(5000, 1024), 64);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(every_item_is_done_once),
                                        cmocka_unit_test(workers_are_no_more_than_asked_for) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
