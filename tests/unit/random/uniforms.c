/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The uniforms as statistics see them. Neighbours in stream, period, index and trial are what a
 * model draws side by side, so each test runs along every one of these directions. Bounds are
 * at 4.5 standard deviations; seeds are fixed, so a pass stays a pass.
 */
#include "random/random.h"
#include "tests/support/check.h"

#include <math.h>
#include <stdlib.h>

enum { N_DRAWS = 1 << 16, N_CELLS = 256, N_WAYS = 5 };

static const char *const way_names[N_WAYS] = { "trials", "periods", "indices", "streams",
                                               "streams interleaved" };

/* The i-th number along one direction. */
static double draw(int way, uint32_t i)
{
    pc_address at = { .seed = 20250101, .stream = pc_stream("assumptions/acv"), .period = 3 };
    uint64_t trial = 0;
    char name[64];
    switch (way) {
    case 0:
        trial = i;
        break;
    case 1:
        at.period = i % 4096;
        trial = i / 4096;
        break;
    case 2:
        at.index = i;
        break;
    case 3:
        at.stream += i;
        break;
    default: /* 64 partners by name, in turn */
        snprintf(name, sizeof name, "partner/p%u/deals", i % 64);
        at.stream = pc_stream(name);
        trial = i / 64;
    }
    return pc_uniform(&at, trial);
}

static double chi_square(const unsigned *count, int n_cells, double expected)
{
    double sum = 0.0;
    for (int i = 0; i < n_cells; i++)
        sum += (count[i] - expected) * (count[i] - expected) / expected;
    return sum;
}

static void check_chi_square(double got, int n_cells, const char *what)
{
    const double freedom = n_cells - 1, away = (got - freedom) / sqrt(2.0 * freedom);
    if (fabs(away) > 4.5)
        fail_msg("%s: chi-square %g, %g sd from %g", what, got, away, freedom);
}

static void cells_are_equally_full(void **state)
{
    (void)state;
    for (int way = 0; way < N_WAYS; way++) {
        unsigned count[N_CELLS] = { 0 }, low_bits[N_CELLS] = { 0 };
        for (uint32_t i = 0; i < N_DRAWS; i++) {
            const double u = draw(way, i);
            count[(int)(u * N_CELLS)]++;
            low_bits[(int)(fmod(u * 0x1p44, 1.0) * N_CELLS)]++;
        }
        check_chi_square(chi_square(count, N_CELLS, N_DRAWS / N_CELLS), N_CELLS,
                         way_names[way]);
        check_chi_square(chi_square(low_bits, N_CELLS, N_DRAWS / N_CELLS), N_CELLS,
                         way_names[way]);
    }
}

/* Pairs of neighbours fill the square, and are uncorrelated. */
static void pairs_are_independent(void **state)
{
    (void)state;
    for (int way = 0; way < N_WAYS; way++) {
        unsigned count[N_CELLS] = { 0 };
        double product = 0.0, last = draw(way, N_DRAWS);
        for (uint32_t i = 0; i < N_DRAWS; i++) {
            const double u = draw(way, i);
            count[(int)(last * 16) * 16 + (int)(u * 16)]++;
            product += (last - 0.5) * (u - 0.5);
            last = u;
        }
        check_chi_square(chi_square(count, N_CELLS, N_DRAWS / N_CELLS), N_CELLS,
                         way_names[way]);
        CHECK_CLOSE(12.0 * product / N_DRAWS, 0.0, 0.0, 4.5 / sqrt(N_DRAWS));
    }
}

static void moments_are_right(void **state)
{
    (void)state;
    for (int way = 0; way < N_WAYS; way++) {
        double first = 0.0, second = 0.0;
        for (uint32_t i = 0; i < N_DRAWS; i++) {
            const double u = draw(way, i);
            first += u;
            second += u * u;
        }
        CHECK_CLOSE(first / N_DRAWS, 0.5, 0.0, 4.5 * sqrt(1.0 / 12.0 / N_DRAWS));
        CHECK_CLOSE(second / N_DRAWS, 1.0 / 3.0, 0.0, 4.5 * sqrt(4.0 / 45.0 / N_DRAWS));
    }
}

static int by_value(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* 65,536 of 2^52 values: two equal ones would be a chance of one in two million. */
static void neighbours_never_meet(void **state)
{
    (void)state;
    static double u[N_DRAWS];
    for (int way = 0; way < N_WAYS; way++) {
        for (uint32_t i = 0; i < N_DRAWS; i++) u[i] = draw(way, i);
        qsort(u, N_DRAWS, sizeof *u, by_value);
        for (uint32_t i = 1; i < N_DRAWS; i++)
            if (u[i] == u[i - 1]) fail_msg("%s: %a twice", way_names[way], u[i]);
    }
}

static void uniforms_lie_on_the_grid(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < N_DRAWS; i++) {
        const double k = draw(0, i) * 0x1p52 - 0.5;
        assert_true(k == floor(k) && k >= 0.0 && k < 0x1p52);
    }
}

/* Names that differ little have streams that differ in half of their bits. */
static void streams_are_well_mixed(void **state)
{
    (void)state;
    enum { N_NAMES = 4096 };
    static uint64_t stream[N_NAMES];
    unsigned ones[64] = { 0 };
    for (int i = 0; i < N_NAMES; i++) {
        char name[32];
        snprintf(name, sizeof name, "partner/p%d", i);
        stream[i] = pc_stream(name);
        for (int k = 0; k < i; k++) assert_true(stream[k] != stream[i]);
        for (int bit = 0; bit < 64 && i > 0; bit++)
            ones[bit] += (unsigned)((stream[i] ^ stream[i - 1]) >> bit & 1);
    }
    for (int bit = 0; bit < 64; bit++)
        CHECK_CLOSE((double)ones[bit], N_NAMES / 2, 0.0, 4.5 * sqrt(N_NAMES) / 2);
    assert_true(pc_stream("") != pc_stream("a") && pc_stream("ab") != pc_stream("ba"));
}

/* Streams are part of every saved result's meaning: they may not change. The numbers come from
 * a separate program in Python's integers. */
static void streams_are_fixed(void **state)
{
    (void)state;
    const pc_address at = { .seed = 1, .stream = pc_stream("assumptions/acv") };
    if (pc_stream("assumptions/acv") != 0xb15571eefa696b42u ||
        pc_uniform(&at, 0) != 0x1.0b1ca5b3a6126p-2)
        fail_msg("stream %llx, first uniform %a", (unsigned long long)at.stream,
                 pc_uniform(&at, 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_are_equally_full),   cmocka_unit_test(pairs_are_independent),
        cmocka_unit_test(moments_are_right),        cmocka_unit_test(neighbours_never_meet),
        cmocka_unit_test(uniforms_lie_on_the_grid), cmocka_unit_test(streams_are_well_mixed),
        cmocka_unit_test(streams_are_fixed),
    };
    return cmocka_run_group_tests_name("random/uniforms", tests, NULL, NULL);
}
