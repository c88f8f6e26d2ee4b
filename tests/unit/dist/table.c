/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quantile tables: error, order, edges, memory; and what sampling through them gives. */
#include "random/random.h"
#include "tests/unit/dist/sweep.h"

#include <string.h>

typedef void check_table(const pc_dist *dist, const pc_table *table, const char *why);

static void for_each_table(check_table *check)
{
    for (int i = 0; i < N_SWEEP; i++) {
        pc_arena arena;
        pc_table table;
        const pc_dist dist = dist_of(sweep[i].spec);
        pc_arena_init(&arena);
        if (!pc_table_build(&table, &dist, &arena)) fail_msg("%s: no table", sweep[i].why);
        check(&dist, &table, sweep[i].why);
        pc_arena_clear(&arena);
    }
}

/* |F(Q(u)) - u| where the digits of x and of u can show it; in the upper tail by 1 - u = v. */
static double error_at(const pc_dist *dist, const pc_table *table, double u)
{
    const double x = pc_table_at(table, u);
    const double next = nextafter(x, INFINITY), last = nextafter(x, -INFINITY);
    if (pc_dist_cdf(dist, last) <= u && u <= pc_dist_cdf(dist, next)) return 0.0;
    return fabs(pc_dist_cdf(dist, x) - u);
}

/* Close together over the whole, and through the octaves of both tails. */
static void check_error(const pc_dist *dist, const pc_table *table, const char *why)
{
    enum { N_WHOLE = 60000, N_OCTAVE = 100 };
    double worst = 0.0, at = 0.0;
    for (int i = 0; i < N_WHOLE + 24 * 2 * N_OCTAVE; i++) {
        const int k = i - N_WHOLE, octave = k / (2 * N_OCTAVE);
        const double v = ldexp(1.0 + (k / 2 % N_OCTAVE + 0.37) / N_OCTAVE, -2 - octave);
        const double u = k < 0 ? (i + 0.37) / N_WHOLE : k % 2 ? 1.0 - v : v;
        const double error = error_at(dist, table, u);
        if (error > worst) worst = error, at = u;
    }
    if (!(worst < 1e-7)) fail_msg("%s: error %g at %g (%u bits)", why, worst, at, table->bits);
}

static void errors_are_below_1e_7(void **state)
{
    (void)state;
    for_each_table(check_error);
}

/* From the least to the greatest draw: through the octaves, then close steps over all pieces'
 * ends, where rounding could let a value fall. */
static void check_order(const pc_dist *dist, const pc_table *table, const char *why)
{
    const unsigned pieces = 1u << (table->n_pieces ? table->bits : 3);
    double last = -INFINITY;
    for (double octave = 0x1p-53; octave < 0.5; octave *= 2.0)
        for (unsigned i = 0; i < pieces; i++) {
            const double v = octave * (1.0 + (double)i / pieces), width = octave / pieces;
            const double u[] = { v, nextafter(v, 1.0), v + 0.3 * width, v + 0.8 * width,
                                 nextafter(v + width, 0.0) };
            for (int k = 0; k < 5; k++) {
                const double x = pc_table_at(table, u[k]);
                if (!(x >= last && x >= dist->low)) fail_msg("%s falls at %a", why, u[k]);
                last = x;
            }
        }
    assert_true(pc_table_at(table, 0.5) >= last);
    last = INFINITY;
    for (double octave = 0x1p-53; octave < 0.5; octave *= 2.0)
        for (unsigned i = 0; i < pieces; i++) {
            const double v = octave * (1.0 + (double)i / pieces), width = octave / pieces;
            const double u[] = { 1.0 - v, 1.0 - (v + 0.4 * width),
                                 1.0 - nextafter(v + width, 0.0) };
            for (int k = 0; k < 3; k++) {
                const double x = pc_table_at(table, u[k]);
                if (!(x <= last && x <= dist->high)) fail_msg("%s falls at %a", why, u[k]);
                last = x;
            }
        }
    assert_true(pc_table_at(table, 0.5) <= last);
}

static void values_never_fall(void **state)
{
    (void)state;
    for_each_table(check_order);
}

static void check_median(const pc_dist *dist, const pc_table *table, const char *why)
{
    const double median = pc_dist_quantile(dist, 0.5);
    if (pc_table_at(table, 0.5) != median) fail_msg("%s: %a", why, pc_table_at(table, 0.5));
    /* Nodes are exact quantiles. */
    for (double u = 0.25; u > 0x1p-50; u *= 0.5) {
        CHECK_CLOSE(pc_table_at(table, u), pc_dist_quantile(dist, u), 3e-12, 1e-300);
        CHECK_CLOSE(pc_table_at(table, 1.0 - u), pc_dist_quantile(dist, 1.0 - u), 3e-12,
                    1e-300);
    }
}

static void the_median_is_exact(void **state)
{
    (void)state;
    for_each_table(check_median);
}

static void constants_are_exact(void **state)
{
    (void)state;
    const struct {
        pc_dist_spec spec;
        double want;
    } rows[] = {
        { spec_of(PC_NORMAL, 0.1, 0, 0, 0), 0.1 },
        { spec_of(PC_LOGNORMAL, 0, 0, 0, 0), 1.0 },
        { spec_of(PC_UNIFORM, 7, 7, 0, 0), 7.0 },
        { spec_of(PC_TRIANGULAR, 0.3, 0.3, 0.3, 0), 0.3 },
        { spec_of(PC_PERT, -3, -3, -3, 4), -3.0 },
        { truncated(spec_of(PC_NORMAL, 0.1, 0, 0, 0), 0, 1), 0.1 },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const pc_dist dist = dist_of(rows[i].spec);
        pc_arena arena;
        pc_table table;
        pc_arena_init(&arena);
        assert_true(pc_table_build(&table, &dist, &arena));
        assert_true(dist.is_constant && dist.mean == rows[i].want && dist.sd == 0.0);
        for (double u = 0x1p-53; u < 1.0; u += 0.01)
            assert_true(pc_table_at(&table, u) == rows[i].want &&
                        pc_dist_quantile(&dist, u) == rows[i].want);
        assert_true(pc_dist_cdf(&dist, rows[i].want) == 1.0);
        assert_true(pc_dist_cdf(&dist, rows[i].want - 0.1) == 0.0);
        pc_arena_clear(&arena);
    }
}

/* A uniform's table is a line: nothing but rounding. */
static void lines_are_straight(void **state)
{
    (void)state;
    const pc_dist dist = dist_of(spec_of(PC_UNIFORM, 2, 5, 0, 0));
    pc_arena arena;
    pc_table table;
    pc_arena_init(&arena);
    assert_true(pc_table_build(&table, &dist, &arena));
    for (double u = 0x1p-53; u < 1.0; u += 0.00123)
        CHECK_CLOSE(pc_table_at(&table, u), 2.0 + 3.0 * u, 3e-16, 0.0);
    pc_arena_clear(&arena);
}

/* Means and standard deviations of 2^20 draws, within 4 standard errors; that of the sd from
 * the fourth moment of the draws themselves. Tails too heavy for that are left out. */
static void check_sampling(const pc_dist *dist, const pc_table *table, const char *why)
{
    enum { N_DRAWS = 1 << 20 };
    if (dist->sd > 5.0 * fabs(dist->mean) && dist->spec.family == PC_LOGNORMAL) return;
    if (isinf(dist->sd)) return;
    const pc_address at = { .seed = 20250101, .stream = pc_stream(why) };
    double m[5] = { 0 };
    for (uint64_t i = 0; i < N_DRAWS; i++) {
        const double z = (pc_table_at(table, pc_uniform(&at, i)) - dist->mean) / dist->sd;
        m[1] += z, m[2] += z * z, m[4] += z * z * z * z;
    }
    const double mean = m[1] / N_DRAWS, square = m[2] / N_DRAWS, fourth = m[4] / N_DRAWS;
    const double error = sqrt((fourth - square * square) / N_DRAWS);
    if (!(fabs(mean) < 4.0 / sqrt(N_DRAWS))) fail_msg("%s: mean off by %g sd", why, mean);
    if (!(fabs(square - 1.0) < 4.0 * error))
        fail_msg("%s: variance off by %g", why, square - 1.0);
}

static void sampling_gives_the_moments(void **state)
{
    (void)state;
    for_each_table(check_sampling);
}

static uint64_t mix(uint64_t hash, double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    hash = (hash ^ bits) * 0x100000001b3u;
    return hash ^ hash >> 29;
}

/* Tables and moments have the same bits from every compiler, at every optimisation, on every
 * processor. A change of this number changes results: raise model_revision. */
static void bits_are_fixed(void **state)
{
    (void)state;
    uint64_t hash = 0;
    for (int i = 0; i < N_SWEEP; i++) {
        if (sweep[i].spec.family >= PC_EXPONENTIAL) continue; /* families.c has theirs */
        const pc_dist dist = dist_of(sweep[i].spec);
        pc_arena arena;
        pc_table table;
        pc_arena_init(&arena);
        assert_true(pc_table_build(&table, &dist, &arena));
        const size_t n = table.n_pieces ? 8 * table.n_pieces : 8;
        for (size_t k = 0; k < n; k++) hash = mix(hash, table.coefficients[k]);
        hash = mix(mix(hash, dist.mean), dist.sd);
        pc_arena_clear(&arena);
    }
    if (hash != 0xcfff41a551ab4a5e)
        fail_msg("the bits of all tables hash to %016llx", (unsigned long long)hash);
}

static void without_memory_there_is_no_table(void **state)
{
    (void)state;
    const pc_dist dist = dist_of(spec_of(PC_NORMAL, 0, 1, 0, 0));
    const pc_dist triangular = dist_of(spec_of(PC_TRIANGULAR, 0, 1, 2, 0));
    pc_arena arena;
    pc_table table;
    pc_arena_init(&arena);
    arena.failed = true;
    assert_false(pc_table_build(&table, &dist, &arena));
    assert_false(pc_table_build(&table, &triangular, &arena));
    pc_arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(errors_are_below_1e_7),
        cmocka_unit_test(values_never_fall),
        cmocka_unit_test(the_median_is_exact),
        cmocka_unit_test(constants_are_exact),
        cmocka_unit_test(lines_are_straight),
        cmocka_unit_test(sampling_gives_the_moments),
        cmocka_unit_test(bits_are_fixed),
        cmocka_unit_test(without_memory_there_is_no_table),
    };
    return cmocka_run_group_tests_name("dist/table", tests, NULL, NULL);
}
