/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exponential, Weibull, Student, metalogs of any length, mixtures: GSL, published numbers and
 * closed forms. */
#include "tests/unit/dist/make.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sf_gamma.h>
#include <string.h>

#define INF INFINITY

static double p_of(const pc_dist *d, double x)
{
    const double *p = d->spec.p;
    if (d->spec.family == PC_EXPONENTIAL) return gsl_cdf_exponential_P(x, p[0]);
    if (d->spec.family == PC_STUDENT) return gsl_cdf_tdist_P((x - p[1]) / p[2], p[0]);
    return gsl_cdf_weibull_P(x, p[1] / gsl_sf_gamma(1 + 1 / p[0]), p[0]);
}

static double q_of(const pc_dist *d, double x)
{
    const double *p = d->spec.p;
    if (d->spec.family == PC_EXPONENTIAL) return gsl_cdf_exponential_Q(x, p[0]);
    if (d->spec.family == PC_STUDENT) return gsl_cdf_tdist_Q((x - p[1]) / p[2], p[0]);
    return gsl_cdf_weibull_Q(x, p[1] / gsl_sf_gamma(1 + 1 / p[0]), p[0]);
}

static void quantiles_against_gsl(void **state)
{
    (void)state;
    static const struct {
        pc_family family;
        double p[3];
    } rows[] = {
        { PC_EXPONENTIAL, { 25 } },    { PC_WEIBULL, { 0.5, 3 } },
        { PC_WEIBULL, { 1, 3 } },      { PC_WEIBULL, { 3.6, 100 } },
        { PC_WEIBULL, { 40, 1 } },     { PC_STUDENT, { 1.5, 0, 1 } },
        { PC_STUDENT, { 3, 0, 2 } },   { PC_STUDENT, { 5, 0, 1 } },
        { PC_STUDENT, { 200, 0, 1 } },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const double *p = rows[i].p;
        const pc_dist dist = dist_of(spec_of(rows[i].family, p[0], p[1], p[2], 0));
        for (double u = 1e-12; u < 0.5; u *= 1.7) {
            const double x = pc_dist_quantile(&dist, u), y = pc_dist_quantile(&dist, 1 - u);
            CHECK_CLOSE(p_of(&dist, x), u, 3e-11, 0.0);
            CHECK_CLOSE(q_of(&dist, y), 1 - (1 - u), 3e-11, 0.0);
            CHECK_CLOSE(pc_dist_cdf(&dist, x), u, 1e-12, 0.0);
        }
    }
}

/* Closed forms, evaluated with 30 digits. */
static void published_points(void **state)
{
    (void)state;
    static const struct {
        pc_family family;
        double p[3], u, want;
    } rows[] = {
        /* t = (2p - 1) / sqrt(2 p (1 - p)) at df = 2 */
        { PC_STUDENT, { 2, 0, 1 }, 1e-12, -707106.781185486864 },
        { PC_STUDENT, { 2, 0, 1 }, 1e-6, -707.105720525933803 },
        { PC_STUDENT, { 2, 0, 1 }, 0.1, -1.8856180831641267 },
        { PC_STUDENT, { 2, 0, 1 }, 0.75, 0.81649658092772603 },
        { PC_STUDENT, { 2, 10, 3 }, 0.75, 10 + 3 * 0.81649658092772603 },
        { PC_EXPONENTIAL, { 2 }, 1e-12, 2.000000000001e-12 },
        { PC_WEIBULL, { 2, 0.88622692545275801 }, 0.5, 0.83255461115769776 },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const double *p = rows[i].p;
        const pc_dist dist = dist_of(spec_of(rows[i].family, p[0], p[1], p[2], 0));
        CHECK_CLOSE(pc_dist_quantile(&dist, rows[i].u), rows[i].want, 2e-13, 0.0);
    }
}

static void moments(void **state)
{
    (void)state;
    const pc_dist e = dist_of(spec_of(PC_EXPONENTIAL, 25, 0, 0, 0));
    assert_true(e.mean == 25 && e.sd == 25);
    const pc_dist w = dist_of(spec_of(PC_WEIBULL, 3, 10, 0, 0));
    const double g1 = gsl_sf_gamma(4 / 3.0), g2 = gsl_sf_gamma(5 / 3.0);
    CHECK_CLOSE(w.sd, 10 * sqrt(g2 / (g1 * g1) - 1), 1e-13, 0.0);
    const pc_dist t = dist_of(spec_of(PC_STUDENT, 5, 2, 3, 0));
    assert_true(t.mean == 2);
    CHECK_CLOSE(t.sd, 3 * sqrt(5 / 3.0), 1e-15, 0.0);
    const pc_dist wild = dist_of(spec_of(PC_STUDENT, 2, 2, 3, 0));
    assert_true(wild.mean == 2 && isinf(wild.sd));
    /* memoryless: above 10 it is 10 later */
    const pc_dist late = dist_of(truncated(spec_of(PC_EXPONENTIAL, 25, 0, 0, 0), 10, INF));
    CHECK_CLOSE(late.mean, 35, 1e-9, 0.0);
    CHECK_CLOSE(late.sd, 25, 1e-8, 0.0);
}

/* ---- metalogs ---- */

static pc_dist metalog(pc_arena *arena, const double *p, const double *x, size_t n,
                       double lower, double upper)
{
    pc_dist_spec spec;
    pc_dist_problem problem;
    if (!pc_dist_set_quantiles(&spec, arena, p, x, n, &problem))
        fail_msg("%s; %s", problem.text, problem.help);
    return dist_of(bounded(spec, lower, upper));
}

static void metalog_of_three(void **state)
{
    (void)state;
    static const double p[] = { 0.9, 0.1, 0.5 }, x[] = { 75, 35, 50 };
    pc_arena arena;
    pc_arena_init(&arena);
    const pc_dist dist = metalog(&arena, p, x, 3, -INF, INF);
    CHECK_CLOSE(dist.a[8], 50, 1e-14, 0.0);
    CHECK_CLOSE(dist.a[0], 9.102392266, 1e-10, 0.0);
    CHECK_CLOSE(dist.a[1], 5.688995166, 1e-9, 0.0);
    CHECK_CLOSE(pc_dist_quantile(&dist, 0.25), 41.5625, 1e-13, 0.0);
    CHECK_CLOSE(pc_dist_quantile(&dist, 0.75), 61.5625, 1e-13, 0.0);
    CHECK_CLOSE(dist.mean, 52.844497583, 1e-11, 0.0);
    pc_arena_clear(&arena);
}

/* The three-term one is what low, mid, high are, under all bounds. */
static void three_quantiles_are_low_mid_high(void **state)
{
    (void)state;
    static const double p[] = { 0.05, 0.5, 0.95 }, x[] = { 0.1, 0.12, 0.15 };
    static const double bounds[][2] = { { -INF, INF }, { 0, INF }, { 0, 1 }, { -INF, 1 } };
    pc_arena arena;
    pc_arena_init(&arena);
    for (size_t i = 0; i < 4; i++) {
        const pc_dist many = metalog(&arena, p, x, 3, bounds[i][0], bounds[i][1]);
        const pc_dist three = dist_of(
            bounded(spec_of(PC_LOW_MID_HIGH, 0.1, 0.12, 0.15, 0), bounds[i][0], bounds[i][1]));
        for (double u = 1e-9; u < 1; u += 0.00999)
            CHECK_CLOSE(pc_dist_quantile(&many, u), pc_dist_quantile(&three, u), 1e-12, 0.0);
        CHECK_CLOSE(many.mean, three.mean, 1e-12, 0.0);
        CHECK_CLOSE(many.sd, three.sd, 1e-11, 0.0);
    }
    pc_arena_clear(&arena);
}

/* Quantiles of a gamma, of 3 to 11 points: the curve goes through all of them, rises, and
 * between them is near the gamma. */
static void metalog_of_many(void **state)
{
    (void)state;
    static const double seven[] = { 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99 }; /* symmetric */
    static const double all[] = { 0.01, 0.05, 0.1, 0.25, 0.4, 0.5, 0.6, 0.75, 0.9, 0.95, 0.99 };
    pc_arena arena;
    pc_arena_init(&arena);
    for (size_t n = 3; n <= 11; n += 2) {
        double p[11], x[11], last = -INF;
        for (size_t i = 0; i < n; i++) {
            p[i] = n == 7 ? seven[i] : all[i * 10 / (n - 1)];
            x[i] = gsl_cdf_gamma_Pinv(p[i], 4, 25);
        }
        const pc_dist dist = metalog(&arena, p, x, n, 0, INF);
        for (size_t i = 0; i < n; i++)
            CHECK_CLOSE(pc_dist_quantile(&dist, p[i]), x[i], 1e-10, 0.0);
        for (double u = 0.001; u < 1; u += 0.001) {
            const double y = pc_dist_quantile(&dist, u);
            assert_true(y > last);
            CHECK_CLOSE(pc_dist_cdf(&dist, y), u, 1e-10, 0.0);
            last = y;
        }
        if (n >= 5) CHECK_CLOSE(dist.mean, 100, 3e-3, 0.0);
    }
    pc_arena_clear(&arena);
}

static void infeasible_metalogs(void **state)
{
    (void)state;
    static const double tens[] = { 0.1, 0.3, 0.5, 0.7, 0.9 };
    static const struct {
        double x[5];
        size_t n;
        const char *text, *help;
    } rows[] = {
        { { 10, 20, 30, 39.99, 40 }, 5, "would fall", "" },
        { { 10, 29, 30, 40, 50 },
          5,
          "would fall",
          "50% quantile, 30, stands out: the others alone have it at 35.57" },
        { { 10, 20, 49, 40, 50 }, 5, "the 70% quantile, 40, is not above", "rise" },
        { { 10, 10.5, 30 }, 3, "would fall", "30% quantile, 10.5, stands out" },
        { { 10, 20 }, 2, "2 quantiles are too few", "3 to 16" },
    };
    pc_arena arena;
    pc_arena_init(&arena);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        pc_dist_spec spec;
        pc_dist dist;
        pc_dist_problem problem;
        if (pc_dist_set_quantiles(&spec, &arena, tens, rows[i].x, rows[i].n, &problem) &&
            pc_dist_init(&dist, &spec, &problem))
            fail_msg("row %zu is accepted", i);
        if (!strstr(problem.text, rows[i].text) || !strstr(problem.help, rows[i].help))
            fail_msg("row %zu: %s; %s", i, problem.text, problem.help);
    }
    pc_arena_clear(&arena);
}

/* Whatever is accepted rises on a fine grid, whatever is refused as falling does fall on it. */
static void feasibility_is_what_a_grid_says(void **state)
{
    (void)state;
    static const double p[] = { 0.1, 0.25, 0.5, 0.75, 0.9 };
    unsigned accepted = 0, refused = 0;
    pc_arena arena;
    pc_arena_init(&arena);
    for (unsigned seed = 1; seed <= 300; seed++) {
        double x[5], r = seed;
        for (size_t i = 0; i < 5; i++) {
            r = fmod(r * 16807.0, 2147483647.0);
            x[i] = (i ? x[i - 1] : 0) + 0.4 + r / 2147483647.0;
        }
        pc_dist_spec spec;
        pc_dist dist;
        pc_dist_problem problem;
        assert_true(pc_dist_set_quantiles(&spec, &arena, p, x, 5, &problem));
        const bool good = pc_dist_init(&dist, &spec, &problem);
        accepted += good;
        refused += !good;
        double last = -INF;
        for (int i = 1; good && i < 4000; i++) {
            const double y = pc_dist_quantile(&dist, i / 4000.0);
            assert_true(y > last);
            last = y;
        }
    }
    assert_true(accepted > 40 && refused > 40);
    pc_arena_clear(&arena);
}

/* ---- mixtures ---- */

static pc_dist mixture(pc_arena *arena, const pc_dist *parts, const double *weights, size_t n)
{
    pc_dist_spec spec;
    pc_dist_problem problem;
    if (!pc_dist_set_parts(&spec, arena, parts, weights, n, &problem))
        fail_msg("%s; %s", problem.text, problem.help);
    return dist_of(spec);
}

static double two_normals(double x)
{
    return 0.3 * gsl_cdf_gaussian_P(x - 1, 1) + 0.7 * gsl_cdf_gaussian_P(x - 10, 2);
}

/* |F(Q(u)) - u| of the table, F from the parts. */
static void check_table(const pc_dist *dist, double tolerance)
{
    pc_arena arena;
    pc_table table;
    pc_arena_init(&arena);
    assert_true(pc_table_build(&table, dist, &arena));
    double last = -INF;
    for (int i = 0; i < 50000; i++) {
        const double u = (i + 0.37) / 50000, x = pc_table_at(&table, u);
        assert_true(x >= last);
        const double away = 1e-12 * fabs(x);
        if (pc_dist_cdf(dist, x + away) < u - tolerance ||
            pc_dist_cdf(dist, nextafter(x - away, -INF)) > u + tolerance)
            fail_msg("u %.17g: x %.17g has F %.17g", u, x, pc_dist_cdf(dist, x));
        last = x;
    }
    pc_arena_clear(&arena);
}

static void mixture_of_two_normals(void **state)
{
    (void)state;
    static const double weights[] = { 3, 7 };
    pc_arena arena;
    pc_arena_init(&arena);
    const pc_dist parts[] = { dist_of(spec_of(PC_NORMAL, 1, 1, 0, 0)),
                              dist_of(spec_of(PC_NORMAL, 10, 2, 0, 0)) };
    const pc_dist dist = mixture(&arena, parts, weights, 2);
    CHECK_CLOSE(dist.mean, 7.3, 1e-15, 0.0);
    CHECK_CLOSE(dist.sd, sqrt(0.3 * 1 + 0.7 * 4 + 0.21 * 81), 1e-14, 0.0);
    for (double u = 1e-9; u < 1; u = u < 0.01 ? u * 3 : u + 0.013) {
        CHECK_CLOSE(two_normals(pc_dist_quantile(&dist, u)), u, 1e-13, 0.0);
        CHECK_CLOSE(pc_dist_cdf(&dist, u * 20), two_normals(u * 20), 1e-14, 0.0);
    }
    check_table(&dist, 1e-7);
    const pc_dist cut = dist_of(truncated(dist.spec, 2, 9));
    const double below = two_normals(2), span = two_normals(9) - below;
    CHECK_CLOSE(pc_dist_cdf(&cut, 5), (two_normals(5) - below) / span, 1e-13, 0.0);
    double mean = 0; /* of the cut one, by the midpoint rule on its quantiles */
    for (int i = 0; i < 2000; i++) mean += pc_dist_quantile(&cut, (i + 0.5) / 2000) / 2000;
    CHECK_CLOSE(cut.mean, mean, 1e-5, 0.0);
    check_table(&cut, 1e-7);
    pc_arena_clear(&arena);
}

/* No sale in 40 of 100 cases, else a size; and two ranges with nothing between them. */
static void atoms_gaps_and_edges(void **state)
{
    (void)state;
    pc_arena arena;
    pc_arena_init(&arena);
    static const double zero[] = { 0 }, w[] = { 0.4, 0.6 }, thirds[] = { 1, 1, 1 };
    pc_dist_spec nothing;
    pc_dist_problem problem;
    assert_true(pc_dist_set_atoms(&nothing, &arena, zero, NULL, 1, &problem));
    const pc_dist sale[] = { dist_of(nothing), dist_of(spec_of(PC_LOGNORMAL, 2, 0.8, 0, 0)) };
    const pc_dist either = mixture(&arena, sale, w, 2);
    assert_true(pc_dist_quantile(&either, 0.4) == 0 && pc_dist_quantile(&either, 1e-9) == 0);
    assert_true(pc_dist_quantile(&either, 0.400001) > 0);
    CHECK_CLOSE(pc_dist_cdf(&either, 0), 0.4, 1e-15, 0.0);
    CHECK_CLOSE(pc_dist_quantile(&either, 0.7), exp(2.0), 1e-12, 0.0);
    check_table(&either, 1e-7);

    const pc_dist ranges[] = { dist_of(spec_of(PC_UNIFORM, 1, 2, 0, 0)),
                               dist_of(spec_of(PC_TRIANGULAR, 5, 6, 8, 0)),
                               dist_of(spec_of(PC_POISSON, 2, 0, 0, 0)) };
    const pc_dist all = mixture(&arena, ranges, thirds, 3);
    CHECK_CLOSE(pc_dist_cdf(&all, 3.5), (1 + gsl_cdf_poisson_P(3, 2)) / 3, 1e-13, 0.0);
    check_table(&all, 1e-7);

    const pc_dist counts[] = { ranges[2], dist_of(spec_of(PC_POISSON, 30, 0, 0, 0)) };
    const pc_dist two = mixture(&arena, counts, w, 2);
    assert_true(two.is_discrete);
    CHECK_CLOSE(two.mean, 0.4 * 2 + 0.6 * 30, 1e-12, 0.0);
    CHECK_CLOSE(pc_dist_cdf(&two, 10),
                0.4 * gsl_cdf_poisson_P(10, 2) + 0.6 * gsl_cdf_poisson_P(10, 30), 1e-12, 0.0);
    check_table(&two, 1e-12);
    pc_arena_clear(&arena);
}

/* Tables and moments have the same bits from every compiler. A change of this number changes
 * results: raise model_revision. */
static uint64_t mix(uint64_t hash, double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    hash = (hash ^ bits) * 0x100000001b3u;
    return hash ^ hash >> 29;
}

static uint64_t mix_table(uint64_t hash, const pc_dist *dist)
{
    pc_arena arena;
    pc_table table;
    pc_arena_init(&arena);
    assert_true(pc_table_build(&table, dist, &arena));
    for (double u = 0x1p-53; u < 1; u += u < 0.01 ? u : 0.00317)
        hash = mix(hash, pc_table_at(&table, u));
    pc_arena_clear(&arena);
    return mix(mix(hash, dist->mean), dist->sd);
}

static void bits_are_fixed(void **state)
{
    (void)state;
    static const double weights[] = { 1, 2, 3 }, p[] = { 0.1, 0.3, 0.5, 0.9 },
                        x[] = { 1, 2, 3, 7 };
    pc_arena arena;
    pc_arena_init(&arena);
    const pc_dist parts[] = { dist_of(spec_of(PC_STUDENT, 4, 1, 1, 0)),
                              dist_of(spec_of(PC_POISSON, 3, 0, 0, 0)),
                              dist_of(spec_of(PC_WEIBULL, 2, 3, 0, 0)) };
    uint64_t hash = 0;
    for (int i = 0; i < 3; i++) hash = mix_table(hash, &parts[i]);
    const pc_dist one = metalog(&arena, p, x, 4, 0, INF),
                  two = mixture(&arena, parts, weights, 3);
    hash = mix_table(mix_table(hash, &one), &two);
    pc_arena_clear(&arena);
    if (hash != 0xdebdc77fa932fa90)
        fail_msg("the bits of all tables hash to %016llx", (unsigned long long)hash);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quantiles_against_gsl),
        cmocka_unit_test(published_points),
        cmocka_unit_test(moments),
        cmocka_unit_test(metalog_of_three),
        cmocka_unit_test(three_quantiles_are_low_mid_high),
        cmocka_unit_test(metalog_of_many),
        cmocka_unit_test(infeasible_metalogs),
        cmocka_unit_test(feasibility_is_what_a_grid_says),
        cmocka_unit_test(mixture_of_two_normals),
        cmocka_unit_test(atoms_gaps_and_edges),
        cmocka_unit_test(bits_are_fixed),
    };
    return cmocka_run_group_tests_name("dist/families", tests, NULL, NULL);
}
