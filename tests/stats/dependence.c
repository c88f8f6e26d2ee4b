/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Correlated assumptions as the engine draws them: measured against what was asked for and
 * against the closed forms of the Gaussian copula (docs/model/dependence.md), the rest of the
 * scenario left alone.
 */
#include "../support/check.h"
#include "compile/model.h"
#include "math/math.h"
#include "scenario/scenario.h"
#include "sim/sim.h"

#include <stdlib.h>
#include <string.h>

enum { TRIALS = 65536, MOST = 5 };

/* Every assumption `a`..`e` is the revenue of the channel of its name, in millionths. */
typedef struct sample {
    size_t n;
    double *values[MOST];
} sample;

static pc_scenario *load(const char *assumptions, const char *correlations, size_t n)
{
    char text[8000];
    int at =
        snprintf(text, sizeof text,
                 "{\"format\":\"partnercast/1\",\"currency\":\"USD\",\"start\":\"2025-01\","
                 "\"months\":12,\"assumptions\":{%s},\"correlations\":{%s},\"channels\":{",
                 assumptions, correlations);
    for (size_t i = 0; i < n; i++)
        at += snprintf(text + at, sizeof text - (size_t)at,
                       "%s\"%c\":{\"type\":\"amount\",\"revenue\":\"=1000000*%c\"}",
                       i ? "," : "", 'a' + (int)i, 'a' + (int)i);
    at += snprintf(text + at, sizeof text - (size_t)at, "}}");
    pc_diags *diags = pc_diags_new();
    pc_scenario *scenario = NULL;
    pc_scenario_load_text(&scenario, "test.json", text, (size_t)at, NULL, diags);
    for (size_t i = 0; !scenario && i < pc_diags_count(diags); i++)
        print_error("%s\n", pc_diags_at(diags, i)->text);
    assert_non_null(scenario);
    pc_diags_free(diags);
    return scenario;
}

static uint32_t register_of(const pc_model *model, size_t i)
{
    char id[] = "revenue.channel.a";
    id[strlen(id) - 1] = (char)('a' + i);
    for (size_t o = 0; o < model->n_outputs; o++)
        if (strcmp(model->outputs[o].id, id) == 0 &&
            strcmp(model->outputs[o].period, "y1") == 0)
            return model->outputs[o].reg;
    fail_msg("%s is not recorded", id);
    return 0;
}

static sample draw(const char *assumptions, const char *correlations, size_t n)
{
    pc_scenario *scenario = load(assumptions, correlations, n);
    pc_model *model;
    assert_int_equal(pc_compile(&model, &scenario->programme, 1, NULL), PC_OK);
    double *scratch =
        aligned_alloc(64, (pc_sim_scratch(model) * sizeof *scratch + 63) / 64 * 64);
    sample s = { .n = n };
    for (size_t i = 0; i < n; i++) s.values[i] = calloc(TRIALS, sizeof(double));
    for (size_t first = 0; first < TRIALS; first += PC_GROUP) {
        pc_sim_group(pc_kernel_best(), model, 1, first, scratch);
        for (size_t i = 0; i < n; i++)
            memcpy(s.values[i] + first, scratch + (size_t)register_of(model, i) * PC_GROUP,
                   PC_GROUP * sizeof(double));
    }
    free(scratch);
    pc_model_free(model);
    pc_scenario_free(scenario);
    return s;
}

static void clear(sample *s)
{
    for (size_t i = 0; i < s->n; i++) free(s->values[i]);
}

/* ---- measures ---- */

static int by_value(const void *x, const void *y)
{
    const double *const *a = x, *const *b = y;
    return (**a > **b) - (**a < **b);
}

/* Ranks from 0, ties get their mean. */
static void rank(double *ranks, const double *values)
{
    const double **order = calloc(TRIALS, sizeof *order);
    for (size_t i = 0; i < TRIALS; i++) order[i] = values + i;
    qsort(order, TRIALS, sizeof *order, by_value);
    for (size_t i = 0, end; i < TRIALS; i = end) {
        for (end = i; end < TRIALS && *order[end] == *order[i];) end++;
        for (size_t k = i; k < end; k++) ranks[order[k] - values] = 0.5 * (double)(i + end - 1);
    }
    free(order);
}

static double spearman(const double *x, const double *y)
{
    double *r = calloc(TRIALS, sizeof *r), *s = calloc(TRIALS, sizeof *s);
    rank(r, x);
    rank(s, y);
    const double mean = 0.5 * (TRIALS - 1);
    double xy = 0, xx = 0, yy = 0;
    for (size_t i = 0; i < TRIALS; i++) {
        xy += (r[i] - mean) * (s[i] - mean);
        xx += (r[i] - mean) * (r[i] - mean);
        yy += (s[i] - mean) * (s[i] - mean);
    }
    free(r);
    free(s);
    return xy / sqrt(xx * yy);
}

static double median(const double *x)
{
    double *r = calloc(TRIALS, sizeof *r), best = 0;
    rank(r, x);
    for (size_t i = 0; i < TRIALS; i++)
        if (r[i] == TRIALS / 2) best = x[i];
    free(r);
    return best;
}

/* Both below their medians. */
static double orthant(const double *x, const double *y)
{
    const double mx = median(x), my = median(y);
    size_t n = 0;
    for (size_t i = 0; i < TRIALS; i++) n += x[i] < mx && y[i] < my;
    return (double)n / TRIALS;
}

/* Of neighbouring trials, which are independent pairs. */
static double kendall(const double *x, const double *y)
{
    long sum = 0;
    for (size_t i = 0; i + 1 < TRIALS; i += 2)
        sum += (x[i] < x[i + 1]) == (y[i] < y[i + 1]) ? 1 : -1;
    return (double)sum / (TRIALS / 2);
}

/* ---- tests ---- */

#define LOGNORMAL "{\"value\":{\"lognormal\":{\"mean\":100,\"cv\":0.5}}}"
#define GAMMA     "{\"value\":{\"gamma\":{\"shape\":0.6,\"mean\":100}}}"
#define UNIFORM   "{\"value\":{\"uniform\":{\"min\":1,\"max\":3}}}"
#define TRIANGLE  "{\"value\":{\"triangular\":{\"min\":1,\"mode\":2,\"max\":6}}}"
#define LOW_HIGH  "{\"value\":{\"low\":8,\"mid\":10,\"high\":15},\"unit\":\"count\"}"

static void closed_forms_at_six_tenths(void **state)
{
    (void)state;
    sample s = draw("\"a\":" LOGNORMAL ",\"b\":" GAMMA,
                    "\"x\":{\"between\":[\"a\",\"b\"],\"spearman\":0.581920104124}", 2);
    const double *x = s.values[0], *y = s.values[1];
    /* of a rank correlation about (1 - r^2) / sqrt(n), times at most 1.1 */
    CHECK_CLOSE(spearman(x, y), 0.581920104124, 0, 4 * 0.73 / sqrt(TRIALS));
    CHECK_CLOSE(orthant(x, y), 0.352416382350, 0, 4 * sqrt(0.3524 * 0.6476 / TRIALS));
    CHECK_CLOSE(kendall(x, y), 0.409665529398, 0, 4 * sqrt((1 - 0.1678) / (TRIALS / 2.0)));
    clear(&s);
}

static void all_that_is_asked_for_is_measured(void **state)
{
    (void)state;
    sample s = draw("\"a\":" LOGNORMAL ",\"b\":" GAMMA ",\"c\":" UNIFORM ",\"d\":" TRIANGLE
                    ",\"e\":" LOW_HIGH,
                    "\"v\":{\"between\":[\"a\",\"b\",\"c\"],\"spearman\":0.5},"
                    "\"w\":{\"between\":[\"d\",\"a\"],\"spearman\":-0.7},"
                    "\"x\":{\"between\":[\"d\",\"e\"],\"spearman\":0.3}",
                    5);
    const double want[MOST][MOST] = { { 1, 0.5, 0.5, -0.7, 0 },
                                      { 0.5, 1, 0.5, 0, 0 },
                                      { 0.5, 0.5, 1, 0, 0 },
                                      { -0.7, 0, 0, 1, 0.3 },
                                      { 0, 0, 0, 0.3, 1 } };
    for (size_t i = 0; i < MOST; i++)
        for (size_t j = 0; j < i; j++)
            CHECK_CLOSE(spearman(s.values[i], s.values[j]), want[i][j], 0,
                        4 * 1.1 * (1 - want[i][j] * want[i][j]) / sqrt(TRIALS));
    clear(&s);
}

/* ±1 and a singular set: the same order, the opposite one, and one alike to both. */
static void perfect_and_singular(void **state)
{
    (void)state;
    sample s = draw("\"a\":" LOGNORMAL ",\"b\":" GAMMA ",\"c\":" UNIFORM ",\"d\":" TRIANGLE,
                    "\"u\":{\"between\":[\"a\",\"b\"],\"spearman\":1},"
                    "\"v\":{\"between\":[\"a\",\"c\"],\"spearman\":-1},"
                    "\"w\":{\"between\":[\"c\",\"b\"],\"spearman\":-1},"
                    "\"x\":{\"between\":[\"a\",\"d\"],\"spearman\":0.4},"
                    "\"y\":{\"between\":[\"b\",\"d\"],\"spearman\":0.4},"
                    "\"z\":{\"between\":[\"c\",\"d\"],\"spearman\":-0.4}",
                    4);
    double *x = calloc(TRIALS, sizeof *x), *y = calloc(TRIALS, sizeof *y);
    rank(x, s.values[0]);
    rank(y, s.values[1]);
    /* to the rounding of cents and to 1e-7 of probability, the table's error */
    for (size_t i = 0; i < TRIALS; i++) CHECK_CLOSE(x[i], y[i], 0, 8);
    rank(y, s.values[2]);
    for (size_t i = 0; i < TRIALS; i++) CHECK_CLOSE(x[i], TRIALS - 1 - y[i], 0, 8);
    CHECK_CLOSE(spearman(s.values[0], s.values[3]), 0.4, 0, 4 * 0.95 / sqrt(TRIALS));
    CHECK_CLOSE(spearman(s.values[2], s.values[3]), -0.4, 0, 4 * 0.95 / sqrt(TRIALS));
    free(x);
    free(y);
    clear(&s);
}

static void assert_same(const double *x, const double *y)
{
    assert_memory_equal(x, y, TRIALS * sizeof *x);
}

/* A correlation changes the later of the two, in order of id, and nobody else. */
static void luck_of_the_others_stays(void **state)
{
    (void)state;
    static const char all[] = "\"a\":" LOGNORMAL ",\"b\":" GAMMA ",\"c\":" UNIFORM;
    sample alone = draw(all, "", 3);
    sample joined = draw(all, "\"x\":{\"between\":[\"b\",\"a\"],\"spearman\":0.5}", 3);
    assert_same(alone.values[0], joined.values[0]);
    assert_same(alone.values[2], joined.values[2]);
    assert_true(memcmp(alone.values[1], joined.values[1], TRIALS * sizeof(double)) != 0);
    CHECK_CLOSE(spearman(alone.values[1], joined.values[1]), sqrt(1 - 0.5176 * 0.5176), 0,
                0.02);
    clear(&alone);
    clear(&joined);
}

static void order_of_names_does_not_matter(void **state)
{
    (void)state;
    sample s = draw("\"a\":" LOGNORMAL ",\"b\":" GAMMA ",\"c\":" UNIFORM,
                    "\"x\":{\"between\":[\"a\",\"b\"],\"spearman\":0.5},"
                    "\"y\":{\"between\":[\"b\",\"c\"],\"spearman\":0.3}",
                    3);
    sample t = draw("\"c\":" UNIFORM ",\"b\":" GAMMA ",\"a\":" LOGNORMAL,
                    "\"y\":{\"between\":[\"c\",\"b\"],\"spearman\":0.3},"
                    "\"z\":{\"spearman\":0.5,\"between\":[\"b\",\"a\"]}",
                    3);
    for (size_t i = 0; i < 3; i++) assert_same(s.values[i], t.values[i]);
    clear(&s);
    clear(&t);
}

/* What anybody has by itself is as before: the mean of a correlated draw, and its spread. */
static void each_keeps_its_own_distribution(void **state)
{
    (void)state;
    sample s = draw("\"a\":" LOGNORMAL ",\"b\":" UNIFORM,
                    "\"x\":{\"between\":[\"a\",\"b\"],\"spearman\":0.9}", 2);
    double mean = 0, square = 0;
    for (size_t i = 0; i < TRIALS; i++) {
        const double x = s.values[1][i] / 1e8; /* cents of millions */
        mean += x / TRIALS;
        square += (x - 2) * (x - 2) / TRIALS;
    }
    CHECK_CLOSE(mean, 2, 0, 4 * sqrt(1.0 / 3 / TRIALS));
    CHECK_CLOSE(square, 1.0 / 3, 0, 4 * sqrt(0.2 - 1.0 / 9) / sqrt(TRIALS));
    clear(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(closed_forms_at_six_tenths),
        cmocka_unit_test(all_that_is_asked_for_is_measured),
        cmocka_unit_test(perfect_and_singular),
        cmocka_unit_test(luck_of_the_others_stays),
        cmocka_unit_test(order_of_names_does_not_matter),
        cmocka_unit_test(each_keeps_its_own_distribution),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
