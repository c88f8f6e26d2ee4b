/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shares of what drives a figure: against linear models, and their errors against repetition.
 */
#include "stats/drivers.h"

#include "math/math.h"
#include "tests/support/check.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_INPUTS = 4 };

static double uniform(uint64_t *x)
{
    *x ^= *x << 13, *x ^= *x >> 7, *x ^= *x << 17;
    return ((double)(*x >> 12) + 0.5) * 0x1p-52;
}
static double normal(uint64_t *x)
{
    return pc_normal_quantile(uniform(x));
}

static pc_ranks new_ranks(void)
{
    return (pc_ranks) { .order = malloc(PC_RANKS_MAX * 2), .rank2 = malloc(PC_RANKS_MAX * 2) };
}
static void free_ranks(pc_ranks *r)
{
    free(r->order);
    free(r->rank2);
}

static void ranks_with_ties(void **state)
{
    (void)state;
    pc_rank_work *work = malloc(sizeof *work);
    pc_ranks r = new_ranks(), part = new_ranks();
    const double values[] = { 3, -1e300, 0.0, -0.0, 3, INFINITY, 3, 1e-310 };
    const uint16_t want[] = { 11, 1, 4, 4, 11, 15, 11, 7 };
    pc_rank(&r, values, 8, work);
    assert_true(r.has_ties);
    for (size_t i = 0; i < 8; i++) assert_int_equal(r.rank2[i], want[i]);
    for (size_t i = 1; i < 8; i++) assert_true(values[r.order[i]] >= values[r.order[i - 1]]);
    /* without the values 1, 5 and 6 */
    const uint16_t place[] = { 0, PC_RANK_NONE, 1, 2, 3, PC_RANK_NONE, PC_RANK_NONE, 4 };
    const uint16_t want_part[] = { 8, 2, 2, 8, 5 };
    pc_rank_part(&part, &r, place, 5);
    for (size_t i = 0; i < 5; i++) assert_int_equal(part.rank2[i], want_part[i]);
    free_ranks(&r);
    free_ranks(&part);
    free(work);
}

static int by_value(const void *a, const void *b)
{
    return (*(const double *)a > *(const double *)b) -
           (*(const double *)a < *(const double *)b);
}

static void order_is_that_of_a_plain_sort(void **state)
{
    (void)state;
    pc_rank_work *work = malloc(sizeof *work);
    pc_ranks r = new_ranks();
    double *values = malloc(PC_RANKS_MAX * sizeof *values), *sorted;
    uint64_t x = 7;
    for (size_t i = 0; i < PC_RANKS_MAX; i++) values[i] = normal(&x) * (i % 3 ? 1e6 : 1e-6);
    pc_rank(&r, values, PC_RANKS_MAX, work);
    sorted = malloc(PC_RANKS_MAX * sizeof *sorted);
    memcpy(sorted, values, PC_RANKS_MAX * sizeof *sorted);
    qsort(sorted, PC_RANKS_MAX, sizeof *sorted, by_value);
    for (size_t i = 0; i < PC_RANKS_MAX; i++) {
        assert_true(values[r.order[i]] == sorted[i]);
        assert_int_equal(r.rank2[r.order[i]], 2 * i + 1);
    }
    free(values);
    free(sorted);
    free_ranks(&r);
    free(work);
}

/* y = sum a_i x_i; an input may be a count of 0 to 2, may have two draws, may be tied. */
typedef struct model {
    size_t n_inputs;
    double weight[MOST_INPUTS];
    bool is_count[MOST_INPUTS];
    const char *why;
} model;

typedef struct answer {
    pc_figure shares[MOST_INPUTS], assumed;
    double explained;
} answer;

static answer ask(const model *m, size_t n, uint64_t *x)
{
    answer a = { .assumed = { 0, 0 } };
    pc_rank_work *room = malloc(sizeof *room);
    double *y = calloc(n, sizeof *y), *in = malloc(n * sizeof *in);
    double *work = malloc(pc_drivers_work(m->n_inputs, n) * sizeof *work);
    pc_ranks of_y = new_ranks(), of_in[MOST_INPUTS];
    pc_driver_in inputs[MOST_INPUTS];
    for (size_t k = 0; k < m->n_inputs; k++) {
        for (size_t i = 0; i < n; i++) {
            in[i] = m->is_count[k] ? floor(3 * uniform(x)) : normal(x);
            y[i] += m->weight[k] * in[i];
        }
        of_in[k] = new_ranks();
        pc_rank(&of_in[k], in, n, room);
        inputs[k] = (pc_driver_in) { &of_in[k], 1, k % 2 == 0 };
    }
    pc_rank(&of_y, y, n, room);
    a.explained = pc_drivers_of(a.shares, &a.assumed, &of_y, inputs, m->n_inputs, work);
    for (size_t k = 0; k < m->n_inputs; k++) free_ranks(&of_in[k]);
    free_ranks(&of_y);
    free(room);
    free(y);
    free(in);
    free(work);
    return a;
}

/* Of independent normals: rho_i = a_i / |a|, r_i = 6 asin(rho_i / 2) / pi. */
static double share_in_closed_form(const model *m, size_t k)
{
    double square = 0, sum = 0, own = 0;
    for (size_t i = 0; i < m->n_inputs; i++) square += m->weight[i] * m->weight[i];
    for (size_t i = 0; i < m->n_inputs; i++) {
        const double r = 6 * asin(m->weight[i] / sqrt(square) / 2) / M_PI;
        sum += r * r;
        if (i == k) own = r * r;
    }
    return own / sum;
}

static const model linear[] = {
    { 2, { 1, 1 }, { 0 }, "half and half" },
    { 2, { 2, -1 }, { 0 }, "signs do not matter" },
    { 3, { 3, 2, 1 }, { 0 }, "three" },
    { 4, { 4, 2, 1, 0.5 }, { 0 }, "a small one" },
};

static void linear_models_have_their_shares(void **state)
{
    (void)state;
    uint64_t x = 88172645463325252u;
    for (size_t i = 0; i < sizeof linear / sizeof *linear; i++) {
        const model *m = &linear[i];
        const answer a = ask(m, PC_RANKS_MAX, &x);
        double sum = 0, assumed = 0;
        for (size_t k = 0; k < m->n_inputs; k++) {
            const double want = share_in_closed_form(m, k);
            if (fabs(a.shares[k].value - want) > 4 * a.shares[k].se || a.shares[k].se > 0.02)
                fail_msg("%s: %g +- %g, not %g", m->why, a.shares[k].value, a.shares[k].se,
                         want);
            sum += a.shares[k].value;
            assumed += k % 2 == 0 ? a.shares[k].value : 0;
        }
        CHECK_CLOSE(sum, 1, 1e-12, 0);
        CHECK_CLOSE(a.assumed.value, assumed, 1e-12, 0);
        CHECK_CLOSE(a.explained, 0.98, 0, 0.04); /* ranks lose a little: 0.93 to 1 */
    }
}

static void nothing_comes_of_nothing(void **state)
{
    (void)state;
    uint64_t x = 99;
    const model idle = { 2, { 1, 0 }, { 0 }, "" };
    const answer a = ask(&idle, 4096, &x);
    assert_true(a.shares[1].value <= 4 * a.shares[1].se && a.shares[1].se > 0);
    assert_true(a.shares[1].se < 1e-3 && a.shares[0].value > 0.998);
    const model still = { 2, { 0, 0 }, { 0 }, "" };
    assert_true(ask(&still, 4096, &x).explained == 0);
    assert_true(ask(&idle, 20, &x).explained == 0);
}

/* What chance alone correlates is taken away: of an input that does nothing E max(0, z^2 - 1) /
 * n = 2 phi(1) / n is left on average, not 1 / n. */
static void chance_is_no_driver(void **state)
{
    (void)state;
    enum { N = 100, REPEATS = 500 };
    uint64_t x = 4242;
    const model one_of_four = { 4, { 1, 0, 0, 0 }, { 0 }, "" };
    double idle = 0;
    for (int i = 0; i < REPEATS; i++) {
        const answer a = ask(&one_of_four, N, &x);
        idle += a.shares[1].value + a.shares[2].value + a.shares[3].value;
    }
    CHECK_CLOSE(idle / REPEATS, 3 * 0.4839 / N, 0, 0.004); /* 4 standard errors: 0.004 */
}

/* Over many samples an interval of 1.96 standard errors holds the truth in 95 of 100. */
static void errors_cover(void **state)
{
    (void)state;
    enum { SAMPLES = 400, N = 2048 };
    static const model models[] = {
        { 2, { 1, 1 }, { 0 }, "half and half" },
        { 3, { 3, 2, 1 }, { 0 }, "three" },
        { 3, { 3, 2, 1 }, { 0, 1, 0 }, "with ties" },
    };
    uint64_t x = 1234567;
    for (size_t i = 0; i < sizeof models / sizeof *models; i++) {
        const model *m = &models[i];
        double truth[MOST_INPUTS + 1] = { 0 };
        answer *got = malloc(SAMPLES * sizeof *got);
        for (size_t s = 0; s < SAMPLES; s++) got[s] = ask(m, N, &x);
        for (size_t s = 0; s < SAMPLES; s++) { /* their mean is the truth, nearly */
            for (size_t k = 0; k < m->n_inputs; k++)
                truth[k] += got[s].shares[k].value / SAMPLES;
            truth[MOST_INPUTS] += got[s].assumed.value / SAMPLES;
        }
        for (size_t k = 0; k <= m->n_inputs; k++) {
            unsigned covered = 0;
            for (size_t s = 0; s < SAMPLES; s++) {
                const pc_figure f = k < m->n_inputs ? got[s].shares[k] : got[s].assumed;
                covered +=
                    fabs(f.value - truth[k < m->n_inputs ? k : MOST_INPUTS]) <= 1.96 * f.se;
            }
            if (covered < 0.92 * SAMPLES || covered > 0.98 * SAMPLES)
                fail_msg("%s: input %zu is covered in %u of %d", m->why, k, covered, SAMPLES);
        }
        free(got);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ranks_with_ties),
        cmocka_unit_test(order_is_that_of_a_plain_sort),
        cmocka_unit_test(linear_models_have_their_shares),
        cmocka_unit_test(nothing_comes_of_nothing),
        cmocka_unit_test(chance_is_no_driver),
        cmocka_unit_test(errors_cover),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
