/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tiers that change by chance: powers, roots and generated matrices, against published ones. */
#include "programme/transition.h"

#include "tests/support/check.h"

#include <stdlib.h>
#include <string.h>

enum { MOST = 8 };

static void check_matrix(const double *got, const double *want, size_t n, double off)
{
    for (size_t i = 0; i < n * n; i++) CHECK_CLOSE(got[i], want[i], 0, off);
}

static void check_stochastic(const double *matrix, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        double sum = 0;
        for (size_t j = 0; j < n; j++) {
            assert_true(matrix[i * n + j] >= 0);
            sum += matrix[i * n + j];
        }
        CHECK_CLOSE(sum, 1, 0, 1e-14);
    }
}

/* ---- powers ---- */

/* markovchain's vignette: the weather after seven days, and for ever. */
static const double weather[] = { 0.7, 0.2, 0.1, 0.3, 0.4, 0.3, 0.2, 0.45, 0.35 };

static void powers_of_the_weather(void **state)
{
    static const double seven[] = { 0.462277565625, 0.318861217188, 0.218861217188 };
    static const double steady[] = { 0.463636363636, 0.318181818182, 0.218181818182 };
    double power[9];
    (void)state;
    assert_true(pc_transition_power(power, weather, 3, 7));
    for (size_t j = 0; j < 3; j++) CHECK_CLOSE(power[3 + j], seven[j], 1e-11, 0);
    assert_true(pc_transition_power(power, weather, 3, 64));
    for (size_t i = 0; i < 9; i++) CHECK_CLOSE(power[i], steady[i % 3], 3e-12, 0);
    assert_true(pc_transition_power(power, weather, 3, 0));
    for (size_t i = 0; i < 9; i++) assert_true(power[i] == (i % 4 == 0));
    assert_true(pc_transition_power(power, weather, 3, 1));
    assert_memory_equal(power, weather, sizeof power);
}

/* An absorbing tier: steps to it are the sum of what is left, 1/(1 - ..) in closed form. */
static void an_absorbing_tier(void **state)
{
    static const double p[] = { 0.8, 0.15, 0.05, 0.1, 0.7, 0.2, 0, 0, 1 };
    double power[9], steps[2] = { 0, 0 };
    (void)state;
    assert_true(pc_transition_power(power, p, 3, 5));
    CHECK_CLOSE(power[0], 0.39632, 1e-12, 0);
    CHECK_CLOSE(power[1], 0.25211625, 1e-12, 0);
    CHECK_CLOSE(power[2], 0.35156375, 1e-12, 0);
    for (unsigned k = 0; k < 1000; k++) {
        assert_true(pc_transition_power(power, p, 3, k));
        for (size_t i = 0; i < 2; i++) steps[i] += power[3 * i] + power[3 * i + 1];
    }
    CHECK_CLOSE(steps[0], 10, 1e-12, 0);
    CHECK_CLOSE(steps[1], 20.0 / 3, 1e-12, 0);
}

/* Jarrow, Lando and Turnbull's ratings: two years, all rows. The table was made of the rows as
 * printed, whose sums miss 1. */
static const double ratings[] = {
    0.891,  0.0963, 0.0078, 0.0019, 0.003,  0,      0,      0,      0.0086, 0.901,  0.0747,
    0.0099, 0.0029, 0.0029, 0,      0,      0.0009, 0.0291, 0.8894, 0.0649, 0.0101, 0.0045,
    0,      0.0009, 0.0006, 0.0043, 0.0656, 0.8427, 0.0644, 0.016,  0.0018, 0.0045, 0.0004,
    0.0022, 0.0079, 0.0719, 0.7764, 0.1043, 0.0127, 0.0241, 0,      0.0019, 0.0031, 0.0066,
    0.0517, 0.8246, 0.0435, 0.0685, 0,      0,      0.0116, 0.0116, 0.0203, 0.0754, 0.6493,
    0.2319, 0,      0,      0,      0,      0,      0,      0,      1
};

static void two_years_of_ratings(void **state)
{
    const char *shared = getenv("PC_SHARED");
    char path[1000], line[400];
    double power[MOST * MOST], want;
    size_t n = 0;
    (void)state;
    if (!shared) skip();
    snprintf(path, sizeof path, "%s/cases/data/ratings/jlt_two_year.json", shared);
    FILE *file = fopen(path, "r");
    if (!file) skip();
    assert_true(pc_transition_power(power, ratings, MOST, 2));
    while (fgets(line, sizeof line, file)) /* a number a line */
        if (sscanf(line, " %lf", &want) == 1) {
            assert_true(n < MOST * MOST);
            CHECK_CLOSE(power[n], want, 0, 1e-12);
            n++;
        }
    fclose(file);
    assert_int_equal(n, MOST * MOST);
}

/* ---- roots ---- */

/* A matrix that is a twelfth power: its monthly one comes back, and nothing is repaired. */
static void a_month_of_a_year(void **state)
{
    static const double month[] = { 0.97, 0.025, 0.005, 0.01, 0.97, 0.02, 0.002, 0.008, 0.99 };
    pc_transition_repair repair;
    double year[9], root[9], back[9];
    (void)state;
    assert_true(pc_transition_power(year, month, 3, 12));
    assert_int_equal(pc_transition_root(root, &repair, year, 3, 12), PC_TRANSITION_OK);
    check_matrix(root, month, 3, 1e-13);
    check_stochastic(root, 3);
    assert_true(repair.least == 0 && repair.miss < 1e-13);
    static const unsigned degrees[] = { 1, 2, 3, 4, 6, 12 };
    for (size_t i = 0; i < sizeof degrees / sizeof *degrees; i++) {
        assert_int_equal(pc_transition_root(root, &repair, year, 3, degrees[i]),
                         PC_TRANSITION_OK);
        assert_true(pc_transition_power(back, root, 3, degrees[i]));
        check_matrix(back, year, 3, 1e-13);
        assert_true(pc_transition_power(back, month, 3, 12 / degrees[i]));
        check_matrix(root, back, 3, 1e-13);
    }
}

/* Two tiers: P = 1 - a - b times the difference of the states; the root has that to the 1/n. */
static void two_tiers_in_closed_form(void **state)
{
    (void)state;
    for (int k = 1; k < 20; k++) {
        const double a = 0.02 * k, b = 0.01 * (25 - k), whole = a + b;
        const double p[] = { 1 - a, a, b, 1 - b };
        const double part = (1 - pow(1 - whole, 1.0 / 12)) / whole;
        const double want[] = { 1 - a * part, a * part, b * part, 1 - b * part };
        pc_transition_repair repair;
        double root[4];
        assert_int_equal(pc_transition_root(root, &repair, p, 2, 12), PC_TRANSITION_OK);
        check_matrix(root, want, 2, 1e-14);
    }
}

/* markovchain's vignette: patients by score, half a year to a month. */
static void a_month_of_half_a_year(void **state)
{
    static const double counts[] = { 682, 33, 25, 154, 64, 47, 19, 19, 43 };
    static const double row[] = { 0.98190159257, 0.01219728985, 0.005901117577 };
    pc_transition_repair repair;
    double p[9], root[9];
    (void)state;
    memcpy(p, counts, sizeof p);
    pc_transition_normalise(p, 3);
    CHECK_CLOSE(p[0], 0.921621621622, 1e-12, 0);
    assert_int_equal(pc_transition_root(root, &repair, p, 3, 6), PC_TRANSITION_OK);
    for (size_t j = 0; j < 3; j++) CHECK_CLOSE(root[j], row[j], 1e-9, 0);
    assert_true(repair.least == 0);
    assert_true(pc_transition_power(p, p, 3, 256));
    CHECK_CLOSE(p[0], 0.834366826191, 1e-11, 0);
    CHECK_CLOSE(p[2], 0.0890410306277, 1e-11, 0);
}

/* The ratings' month has shares below 0: it is repaired, and the size is told. */
static void a_root_is_repaired(void **state)
{
    pc_transition_repair repair;
    double p[MOST * MOST], root[MOST * MOST], power[MOST * MOST], miss = 0;
    (void)state;
    memcpy(p, ratings, sizeof p);
    pc_transition_normalise(p, MOST);
    assert_int_equal(pc_transition_root(root, &repair, p, MOST, 12), PC_TRANSITION_OK);
    check_stochastic(root, MOST);
    assert_true(repair.least < -1e-6 && repair.least > -0.01);
    assert_true(root[repair.from * MOST + repair.to] == 0);
    assert_true(pc_transition_power(power, root, MOST, 12));
    for (size_t i = 0; i < MOST * MOST; i++) miss = fmax(miss, fabs(power[i] - p[i]));
    CHECK_CLOSE(repair.miss, miss, 1e-12, 0);
    assert_true(miss > 1e-6 && miss < 0.005);
}

/* The nearest row of shares is nearer than any other that one looks at. */
static void a_repair_is_the_nearest(void **state)
{
    static const double third[] = { 0.9, 0.1, 0, 0, 0.9, 0.1, 0, 0, 1 };
    pc_transition_repair repair;
    double root[9];
    (void)state; /* square root of a chain upwards: from the first to the third is below 0 */
    assert_int_equal(pc_transition_root(root, &repair, third, 3, 2), PC_TRANSITION_OK);
    const double s = sqrt(0.9), up = 0.1 / (2 * s), leap = -up * 0.1 / ((s + 1) * (s + 1));
    CHECK_CLOSE(repair.least, leap, 1e-12, 0);
    assert_true(repair.from == 0 && repair.to == 2);
    /* row (s, up, skip): the lacking share is taken from the other two alike */
    CHECK_CLOSE(root[0], s + leap / 2, 0, 1e-14);
    CHECK_CLOSE(root[1], up + leap / 2, 0, 1e-14);
    assert_true(root[2] == 0);
    check_stochastic(root, 3);
}

static void what_has_no_root(void **state)
{
    static const struct {
        double p[4];
        const char *why;
    } rows[] = {
        { { 0, 1, 1, 0 }, "everybody changes the tier: an eigenvalue of -1" },
        { { 0.5, 0.5, 0.5, 0.5 }, "forgets everything at once: an eigenvalue of 0" },
        { { 0.3, 0.7, 0.8, 0.2 }, "an eigenvalue of -0.5" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        pc_transition_repair repair;
        double root[4];
        if (pc_transition_root(root, &repair, rows[i].p, 2, 12) != PC_TRANSITION_NO_ROOT)
            fail_msg("%s", rows[i].why);
    }
}

/* ---- generators ---- */

/* Two tiers: exp(Q t) = stationary + e^(-(a + b) t) times the rest. */
static void a_generator_in_closed_form(void **state)
{
    static const double times[] = { 0, 1.0 / 12, 0.25, 1, 3.7, 40 };
    static const double a = 0.35, b = 1.9;
    const double q[] = { -a, a, b, -b };
    (void)state;
    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        const double fade = exp(-(a + b) * times[i]), up = a / (a + b), down = b / (a + b);
        const double want[] = { down + up * fade, up - up * fade, down - down * fade,
                                up + down * fade };
        double p[4];
        assert_true(pc_transition_generate(p, q, 2, times[i]));
        check_matrix(p, want, 2, 1e-14);
    }
}

/* Time adds up, the diagonal need not be given, and nothing that moves is the unit matrix. */
static void a_generator_over_time(void **state)
{
    static const double q[] = { 0, 0.3, 0.01, 0.2, 0, 0.5, 0, 0.4, 0 };
    static const double still[9] = { 0 };
    double month[9], year[9], power[9];
    pc_transition_repair repair;
    (void)state;
    assert_true(pc_transition_generate(month, q, 3, 1.0 / 12));
    assert_true(pc_transition_generate(year, q, 3, 1));
    check_stochastic(month, 3);
    assert_true(pc_transition_power(power, month, 3, 12));
    check_matrix(power, year, 3, 1e-14);
    assert_int_equal(pc_transition_root(power, &repair, year, 3, 12), PC_TRANSITION_OK);
    check_matrix(power, month, 3, 1e-13);
    assert_true(pc_transition_generate(power, still, 3, 5));
    for (size_t i = 0; i < 9; i++) assert_true(power[i] == (i % 4 == 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(powers_of_the_weather),
        cmocka_unit_test(an_absorbing_tier),
        cmocka_unit_test(two_years_of_ratings),
        cmocka_unit_test(a_month_of_a_year),
        cmocka_unit_test(two_tiers_in_closed_form),
        cmocka_unit_test(a_month_of_half_a_year),
        cmocka_unit_test(a_root_is_repaired),
        cmocka_unit_test(a_repair_is_the_nearest),
        cmocka_unit_test(what_has_no_root),
        cmocka_unit_test(a_generator_in_closed_form),
        cmocka_unit_test(a_generator_over_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
