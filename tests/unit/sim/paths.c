/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every operation gives the same bits on every vector path. */
#include "sim/sim.h"
#include "tests/support/check.h"
#include "tests/unit/dist/make.h"

#include <stdlib.h>
#include <string.h>

enum { N_INPUTS = 3, N_ROUNDS = 64 };

static double *new_registers(size_t n)
{
    double *r = aligned_alloc(64, n * PC_GROUP * sizeof *r);
    assert_non_null(r);
    memset(r, 0, n * PC_GROUP * sizeof *r);
    return r;
}

static uint64_t next(uint64_t *x)
{
    *x ^= *x << 13, *x ^= *x >> 7, *x ^= *x << 17;
    return *x;
}

/* Money, fractions, small counts, ties, signs, zeros, and now and then anything at all. */
static double any_number(uint64_t *x)
{
    const uint64_t r = next(x);
    const double whole = (double)(int64_t)(r >> 20) * (r & 8 ? 1 : -1);
    double wild;
    switch (r & 7) {
    case 0:
        return whole;
    case 1:
        return whole * 0x1p-44;
    case 2:
        return (double)(r >> 60);
    case 3:
        return (double)(int64_t)(r >> 40) + 0.5;
    case 4:
        return (double)(r >> 58) * 0.125 - 4;
    case 5:
        return r & 16 ? 0.0 : -0.0;
    default:
        memcpy(&wild, &r, sizeof wild);
        return wild;
    }
}

static void fill(double *registers, uint64_t *x)
{
    for (size_t i = 0; i < N_INPUTS * PC_GROUP; i++) registers[i] = any_number(x);
}

/* Equal bits; NaN need only be NaN: its sign and payload reach no result. */
static bool same(const double *a, const double *b)
{
    for (size_t i = 0; i < PC_GROUP; i++)
        if (memcmp(&a[i], &b[i], sizeof a[i]) != 0 && !(isnan(a[i]) && isnan(b[i])))
            return false;
    return true;
}

static void test_paths_agree(void **state)
{
    (void)state;
    static const char *const names[] = { "avx2", "avx512" };
    const pc_kernel *baseline = pc_kernel_named("baseline");
    pc_instruction code[PC_N_TAPE_OPS];
    size_t n = 0;
    for (int op = 0; op < PC_N_TAPE_OPS; op++)
        if (op != PC_TAPE_DRAW && op != PC_TAPE_POPULATION && op != PC_TAPE_SERIES)
            code[n] = (pc_instruction) { .op = (pc_opcode)op,
                                         .dst = (uint32_t)(N_INPUTS + n),
                                         .a = 0,
                                         .b = 1,
                                         .c = 2,
                                         .k = 12.5,
                                         .k2 = 100 },
            n++;
    pc_arena arena;
    pc_arena_init(&arena);
    const pc_dist dist = dist_of(spec_of(PC_GAMMA, 0.7, 2, 0, 0));
    pc_table tables[2]; /* an AT's `b` is 1 */
    for (size_t i = 0; i < 2; i++) assert_true(pc_table_build(&tables[i], &dist, &arena));
    const pc_model model = { .instructions = code, .n_instructions = n, .tables = tables };
    double *want = new_registers(N_INPUTS + n), *got = new_registers(N_INPUTS + n);
    uint64_t x = 0x9e3779b97f4a7c15u;
    for (int round = 0; round < N_ROUNDS; round++) {
        fill(want, &x);
        memcpy(got, want, N_INPUTS * PC_GROUP * sizeof *got);
        pc_sim_group(baseline, &model, 1, 0, want);
        for (size_t p = 0; p < 2; p++) {
            const pc_kernel *kernel = pc_kernel_named(names[p]);
            if (!kernel) continue;
            assert_true(kernel->width > baseline->width);
            pc_sim_group(kernel, &model, 1, 0, got);
            for (size_t i = 0; i < n; i++)
                if (!same(want + (N_INPUTS + i) * PC_GROUP, got + (N_INPUTS + i) * PC_GROUP))
                    fail_msg("operation %d on %s differs", (int)code[i].op, names[p]);
        }
    }
    pc_arena_clear(&arena);
    free(want);
    free(got);
}

/* round(a k / k2), ties to even, by integers. */
static double exact_rate(int64_t a, int64_t k, int64_t k2)
{
    const __int128 product = (__int128)(a < 0 ? -a : a) * k;
    __int128 quotient = product / k2;
    const __int128 twice = 2 * (product % k2);
    if (twice > k2 || (twice == k2 && quotient % 2)) quotient++;
    return a < 0 ? -(double)quotient : (double)quotient;
}

/* Around ties and at random, in groups whose products all fit a double and in larger ones. */
static int64_t whole_amount(uint64_t *x, bool large)
{
    const uint64_t r = next(x);
    const int64_t near_tie = 500 * (2 * (int64_t)(r >> 40) + 1) + (int64_t)(r & 3) - 1;
    const int64_t size = r & 4 ? near_tie : (int64_t)(r >> (large ? 16 : 30));
    return r & 8 ? size : -size;
}

static void test_rates_are_exact(void **state)
{
    (void)state;
    static const int64_t rates[][2] = { { 1, 1000 }, { 625, 1000 }, { 55, 100 }, { 1, 12 } };
    double *registers = new_registers(2);
    uint64_t x = 0x2545f4914f6cdd1du;
    for (int round = 0; round < 4 * N_ROUNDS; round++) {
        const int64_t *rate = rates[round % 4];
        const pc_instruction code = {
            .op = PC_TAPE_ROUND_RATE, .dst = 1, .k = (double)rate[0], .k2 = (double)rate[1]
        };
        const pc_model model = { .instructions = &code, .n_instructions = 1 };
        for (size_t i = 0; i < PC_GROUP; i++)
            registers[i] = (double)whole_amount(&x, round & 4);
        pc_sim_group(pc_kernel_best(), &model, 1, 0, registers);
        for (size_t i = 0; i < PC_GROUP; i++)
            if (registers[PC_GROUP + i] != exact_rate((int64_t)registers[i], rate[0], rate[1]))
                fail_msg("%.0f at %g / %g", registers[i], code.k, code.k2);
    }
    free(registers);
}

static void test_named_paths(void **state)
{
    (void)state;
    setenv("PARTNERCAST_ISA", "baseline", 1);
    assert_string_equal(pc_kernel_best()->isa, "baseline");
    setenv("PARTNERCAST_ISA", "no such path", 1);
    assert_non_null(pc_kernel_best());
    unsetenv("PARTNERCAST_ISA");
    assert_null(pc_kernel_named("neon"));
    assert_int_equal(pc_kernel_named("baseline")->width, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_paths_agree),
        cmocka_unit_test(test_rates_are_exact),
        cmocka_unit_test(test_named_paths),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
