/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Standard errors must be honest: over many seeds, an estimate lies within one of them of the
 * truth in 68 % of runs, and within two in 95 %, as often as a binomial allows. */
#include "sample.h"

enum { N_SEEDS = 400, N_TRIALS = 4096, N_KINDS = 8 };
static const char *const kind_names[N_KINDS] = { "mean", "sd",    "p5",     "p50",
                                                 "p95",  "cvar5", "cvar95", "probability" };

typedef struct truth {
    const char *name;
    double (*draw)(uint64_t *seed);
    double of[N_KINDS];
    double threshold;
} truth;

static double draw_normal(uint64_t *seed)
{
    return 10 + 2 * next_normal(seed);
}
static double draw_exponential(uint64_t *seed)
{
    return -log(next_uniform(seed));
}
static double draw_lognormal(uint64_t *seed)
{
    return exp(0.3 * next_normal(seed));
}

/* Normal: cvar = mean -+ sd phi(z)/0.05 with z = 1.6448536. Exponential: the upper cvar is
 * q + 1, the lower (1 - (1 + q) 0.95)/0.05. Lognormal: exp(s^2/2) Phi(s - z)/0.05 above,
 * exp(s^2/2) Phi(-z - s)/0.05 below (mpmath, 15 digits). */
static const truth truths[] = {
    { "normal",
      draw_normal,
      { 10, 2, 6.71029274609705, 10, 13.2897072539029, 5.87457438498515, 14.1254256150149,
        0.308537538725987 },
      11 },
    { "exponential",
      draw_exponential,
      { 1, 1, 0.0512932943875505, 0.693147180559945, 2.99573227355399, 0.0254274066365399,
        3.99573227355399, 0.367879441171442 },
      1 },
    { "lognormal",
      draw_lognormal,
      { 1.04602785990872, 0.321003238950326, 0.610512757962997, 1, 1.63796740847242,
        0.541765000753037, 1.86896421397159, 0.158655253931457 },
      1.34985880757600 },
};

static void estimates_of(pc_figure out[N_KINDS], const truth *t, uint64_t seed)
{
    static double column[N_TRIALS];
    for (size_t i = 0; i < N_TRIALS; i++) column[i] = t->draw(&seed);
    const pc_threshold threshold = { t->threshold, PC_AT_LEAST };
    uint64_t met = 0;
    sample s = { .sums = { 0, 0 } };
    pc_tally_init(&s.tally, &s.arena, t->of[0], false, &threshold, &met, 1);
    sample_add(&s, "baseline", column, N_TRIALS, 0);
    const pc_statistics got = sample_statistics(&s);
    sample_clear(&s);
    const pc_figure all[N_KINDS] = { got.mean,         got.sd,
                                     got.quantiles[0], got.quantiles[3],
                                     got.quantiles[6], got.cvar5,
                                     got.cvar95,       pc_share_of_trials(met, N_TRIALS) };
    memcpy(out, all, sizeof all);
}

static void check_share(size_t n_inside, double want, double slack, const char *of,
                        const char *what)
{
    const double share = (double)n_inside / N_SEEDS;
    const double bound = 4 * sqrt(want * (1 - want) / N_SEEDS) + slack;
    if (fabs(share - want) <= bound) return;
    print_error("%s of %s: %.3f of the runs inside, should be %.3f +- %.3f\n", what, of, share,
                want, bound);
    fail();
}

/* slack: the normal approximation itself at this many trials (skewed tails). */
static void errors_are_honest(void **state)
{
    (void)state;
    for (size_t t = 0; t < sizeof truths / sizeof *truths; t++) {
        size_t within_one[N_KINDS] = { 0 }, within_two[N_KINDS] = { 0 };
        for (uint64_t seed = 0; seed < N_SEEDS; seed++) {
            pc_figure got[N_KINDS];
            estimates_of(got, &truths[t], 1000003 * seed + 17);
            for (size_t k = 0; k < N_KINDS; k++) {
                const double off = fabs(got[k].value - truths[t].of[k]);
                within_one[k] += off <= got[k].se;
                within_two[k] += off <= 1.959964 * got[k].se;
                if (off > 6 * got[k].se) {
                    print_error("%s of %s: %g is %g standard errors off\n", kind_names[k],
                                truths[t].name, got[k].value, off / got[k].se);
                    fail();
                }
            }
        }
        for (size_t k = 0; k < N_KINDS; k++) {
            check_share(within_one[k], 0.6827, 0.01, truths[t].name, kind_names[k]);
            check_share(within_two[k], 0.95, 0.01, truths[t].name, kind_names[k]);
        }
    }
}

/* Against the formulas' own limits: mean sd/sqrt(n), sd sd sqrt((kurtosis - 1)/4n), a quantile
 * sqrt(p (1 - p)/n)/density. */
static void errors_have_the_right_size(void **state)
{
    (void)state;
    enum { N = 200000 };
    static double column[N];
    static const struct {
        double (*draw)(uint64_t *seed);
        double sd, kurtosis, median_density;
    } rows[] = { { draw_normal, 2, 3, 0.199471140200716 }, { draw_exponential, 1, 9, 0.5 } };
    for (size_t r = 0; r < 2; r++) {
        uint64_t seed = 99;
        for (size_t i = 0; i < N; i++) column[i] = rows[r].draw(&seed);
        const pc_statistics got = statistics_of(column, N, 1);
        const double sd = rows[r].sd;
        CHECK_CLOSE(got.mean.se, sd / sqrt(N), 0.02, 0);
        CHECK_CLOSE(got.sd.se, sd * sqrt((rows[r].kurtosis - 1) / (4.0 * N)), 0.05, 0);
        CHECK_CLOSE(got.quantiles[3].se, 0.5 / sqrt(N) / rows[r].median_density, 0.1, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(errors_are_honest),
                                        cmocka_unit_test(errors_have_the_right_size) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
