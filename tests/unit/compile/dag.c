/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The graph: equal operations are one node, constants fold, deterministic cases ride along. */
#include "compile/dag.h"
#include "tests/support/check.h"

typedef struct fixture {
    pc_arena arena;
    pc_dag dag;
    pc_draw draw;
} fixture;

static int setup(void **state)
{
    static fixture f;
    pc_arena_init(&f.arena);
    pc_dag_init(&f.dag, &f.arena);
    f.draw = (pc_draw) { .name = "assumptions/x", .each = PC_EACH_TRIAL };
    f.draw.dist.mean = 7;
    f.draw.dist.sd = 1;
    *state = &f;
    return 0;
}

static int teardown(void **state)
{
    fixture *f = *state;
    pc_arena_clear(&f->arena);
    return 0;
}

static void test_equal_operations_are_one_node(void **state)
{
    fixture *f = *state;
    const pc_node x = pc_dag_draw(&f->dag, &f->draw, 0), two = pc_dag_constant(&f->dag, 2);
    assert_int_equal(pc_dag_add(&f->dag, x, two), pc_dag_add(&f->dag, two, x));
    assert_int_not_equal(pc_dag_sub(&f->dag, x, two), pc_dag_sub(&f->dag, two, x));
    assert_int_equal(pc_dag_draw(&f->dag, &f->draw, 0), x);
    assert_int_not_equal(pc_dag_draw(&f->dag, &f->draw, 1), x);
    assert_int_equal(pc_dag_mul(&f->dag, x, pc_dag_constant(&f->dag, 1)), x);
}

static void test_constants_fold(void **state)
{
    fixture *f = *state;
    const pc_node sum =
        pc_dag_add(&f->dag, pc_dag_constant(&f->dag, 2), pc_dag_constant(&f->dag, 3));
    assert_true(pc_dag_is_constant(&f->dag, sum));
    assert_true(f->dag.nodes[sum].k == 5 && f->dag.nodes[sum].at_plan == 5);
}

/* What the document states replaces the value at plan only. */
static void test_cases_ride_along(void **state)
{
    fixture *f = *state;
    const pc_node x = pc_dag_draw(&f->dag, &f->draw, 0);
    const pc_node planned = pc_dag_cases(&f->dag, x, pc_dag_constant(&f->dag, 10), x);
    const pc_node twice = pc_dag_mul(&f->dag, planned, pc_dag_constant(&f->dag, 2));
    assert_true(f->dag.nodes[twice].at_plan == 20 && f->dag.nodes[twice].at_means == 14);
    assert_false(pc_dag_is_constant(&f->dag, twice));
    const pc_node cost = pc_dag_cases(&f->dag, pc_dag_constant(&f->dag, 5),
                                      pc_dag_constant(&f->dag, 0), pc_dag_constant(&f->dag, 5));
    assert_true(pc_dag_is_constant(&f->dag, cost) && f->dag.nodes[cost].k == 5);
    assert_true(f->dag.nodes[cost].at_plan == 0);
}

/* 0.1 + 0.2 + 0.7 is one as decimals, and 12.5 % of 4 is an exact half. */
static void test_decimals_stay_decimals(void **state)
{
    fixture *f = *state;
    pc_dag *dag = &f->dag;
    pc_node sum = pc_dag_decimal(dag, 0.1, (pc_decimal) { 1, 1 });
    sum = pc_dag_sum_of_rates(dag, sum, pc_dag_decimal(dag, 0.2, (pc_decimal) { 2, 1 }));
    sum = pc_dag_sum_of_rates(dag, sum, pc_dag_decimal(dag, 0.70, (pc_decimal) { 70, 2 }));
    assert_true(dag->nodes[sum].k == 1 && dag->nodes[sum].decimal.digits == 100);
    const pc_node rest =
        pc_dag_complement(dag, pc_dag_decimal(dag, 0.875, (pc_decimal) { 875, 3 }));
    assert_true(dag->nodes[rest].decimal.digits == 125 && dag->nodes[rest].decimal.places == 3);
    const pc_node entry = pc_dag_entry(dag, pc_dag_constant(dag, 12), rest);
    assert_true(dag->nodes[entry].k == 2); /* 1.5 to even */
    assert_true(dag->nodes[pc_dag_entry(dag, pc_dag_constant(dag, 4), rest)].k == 0);
}

/* 1.5 heads at 52.05 cost 78.075, an exact tie in cents: to even, 78.08. */
static void test_products_are_decimals(void **state)
{
    fixture *f = *state;
    pc_dag *dag = &f->dag;
    const pc_node heads = pc_dag_decimal(dag, 1.5, (pc_decimal) { 15, 1 });
    const pc_node cost = pc_dag_decimal(dag, 52.05, (pc_decimal) { 5205, 2 });
    const pc_node year = pc_dag_product_of_rates(dag, heads, cost);
    const pc_node cents = pc_dag_constant(dag, 100);
    assert_true(dag->nodes[pc_dag_entry(dag, cents, year)].k == 7808);
    const pc_node dear = pc_dag_decimal(dag, 793.95, (pc_decimal) { 79395, 2 });
    const pc_node fils = pc_dag_constant(dag, 1000);
    assert_true(dag->nodes[pc_dag_entry_part(dag, fils, dear, 12)].k == 66162); /* 66,162.5 */
    const pc_node drawn = pc_dag_draw(dag, &f->draw, 0);
    const pc_node planned = pc_dag_cases(dag, drawn, cost, drawn);
    const pc_node at_plan =
        pc_dag_entry(dag, cents, pc_dag_product_of_rates(dag, heads, planned));
    assert_true(dag->nodes[at_plan].at_plan == 7808 && dag->nodes[at_plan].at_means == 1050);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_equal_operations_are_one_node, setup, teardown),
        cmocka_unit_test_setup_teardown(test_constants_fold, setup, teardown),
        cmocka_unit_test_setup_teardown(test_cases_ride_along, setup, teardown),
        cmocka_unit_test_setup_teardown(test_decimals_stay_decimals, setup, teardown),
        cmocka_unit_test_setup_teardown(test_products_are_decimals, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
