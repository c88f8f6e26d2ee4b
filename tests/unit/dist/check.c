/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is refused, and in which words. */
#include "tests/unit/dist/make.h"

#include <stdlib.h>
#include <string.h>

#define INF INFINITY

static const struct {
    pc_dist_spec spec;
    const char *text, *help; /* parts of them */
} refused[] = {
    { { PC_NORMAL, { 1, -1 }, -INF, INF, -INF, INF, NULL, NULL, 0 },
      "sd is -1, below 0",
      "0 or more" },
    { { PC_NORMAL, { 1, NAN }, -INF, INF, -INF, INF, NULL, NULL, 0 },
      "parameter 2 is nan",
      "10^150" },
    { { PC_NORMAL, { INF, 1 }, -INF, INF, -INF, INF, NULL, NULL, 0 },
      "parameter 1 is inf",
      "10^150" },
    { { PC_LOGNORMAL, { 1, -0.5 }, -INF, INF, -INF, INF, NULL, NULL, 0 },
      "sigma is -0.5",
      "0 or more" },
    { { PC_LOGNORMAL, { 0, 60 }, -INF, INF, -INF, INF, NULL, NULL, 0 },
      "mean is too large",
      "narrow" },
    { { PC_UNIFORM, { 3, 2 }, -INF, INF, -INF, INF, NULL, NULL, 0 },
      "min is 3, above max, 2",
      "min may not" },
    { { PC_TRIANGULAR, { 1, 7, 5 }, -INF, INF, -INF, INF, NULL, NULL, 0 },
      "mode is 7, above max, 5",
      "mode may" },
    { { PC_PERT, { 1, 0, 5, 4 }, -INF, INF, -INF, INF, NULL, NULL, 0 },
      "min is 1, above mode, 0",
      "min may not" },
    { { PC_PERT, { 1, 2, 5, 0 }, -INF, INF, -INF, INF, NULL, NULL, 0 },
      "lambda is 0",
      "4 is usual" },
    { { PC_PERT, { 1, 2, 5, -4 }, -INF, INF, -INF, INF, NULL, NULL, 0 },
      "lambda is -4",
      "greater than 0" },
    { { PC_BETA, { 0, 1 }, -INF, INF, -INF, INF, NULL, NULL, 0 }, "a is 0", "greater than 0" },
    { { PC_BETA, { 1, 0.001 }, -INF, INF, -INF, INF, NULL, NULL, 0 },
      "b is 0.001, too small",
      "0.03" },
    { { PC_GAMMA, { 1e7, 1 }, -INF, INF, -INF, INF, NULL, NULL, 0 },
      "shape is 10000000, too large",
      "normal" },
    { { PC_GAMMA, { 1, 0 }, -INF, INF, -INF, INF, NULL, NULL, 0 },
      "mean is 0",
      "greater than 0" },
    { { PC_NORMAL, { 0, 1 }, -INF, INF, 2, 2, NULL, NULL, 0 },
      "between min 2 and max 2",
      "min lies below max" },
    { { PC_NORMAL, { 0, 1 }, -INF, INF, 7, INF, NULL, NULL, 0 }, "one draw in 10^9", "widen" },
    { { PC_UNIFORM, { 0, 1 }, -INF, INF, 2, INF, NULL, NULL, 0 }, "one draw in 10^9", "widen" },
    { { PC_NORMAL, { 3, 0 }, -INF, INF, 4, INF, NULL, NULL, 0 },
      "only value, 3, lies outside",
      "widen" },
    { { PC_LOW_MID_HIGH, { 3, 2, 4 }, -INF, INF, -INF, INF, NULL, NULL, 0 },
      "3, mid 2, high 4 do not rise",
      "<" },
    { { PC_LOW_MID_HIGH, { 2, 2, 4 }, -INF, INF, -INF, INF, NULL, NULL, 0 },
      "do not rise",
      "fixed number" },
    { { PC_LOW_MID_HIGH, { 0, 0.1, 0.2 }, 0, 1, -INF, INF, NULL, NULL, 0 },
      "low 0 is not inside",
      "pert {" },
    { { PC_LOW_MID_HIGH, { 0.1, 0.2, 1 }, 0, 1, -INF, INF, NULL, NULL, 0 },
      "high 1 is not inside",
      "pert {" },
    { { PC_LOW_MID_HIGH, { 10, 10.1, 15 }, -INF, INF, -INF, INF, NULL, NULL, 0 },
      "near low",
      "nearest is 10.63" },
    { { PC_LOW_MID_HIGH, { 1, 30, 1000 }, 0, INF, -INF, INF, NULL, NULL, 0 },
      "mean is infinite",
      "max beside" },
};

static void refusals_say_what_and_why(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        pc_dist dist;
        pc_dist_problem problem = { "", "" };
        if (pc_dist_init(&dist, &refused[i].spec, &problem))
            fail_msg("row %zu (%s) was accepted", i, refused[i].text);
        if (!strstr(problem.text, refused[i].text) || !strstr(problem.help, refused[i].help))
            fail_msg("row %zu says: %s; %s", i, problem.text, problem.help);
        assert_true(strlen(problem.text) < 159 && strlen(problem.help) < 159);
    }
}

/* What the help offers for an infeasible mid is accepted, and is near the edge of what is. */
static void offered_mids_are_feasible(void **state)
{
    (void)state;
    static const struct {
        double low, high, lower, upper;
    } rows[] = {
        { 10, 15, -INF, INF },       { 0.1, 0.15, 0, 1 },    { 1.6, 3.4, 0, INF },
        { 120e3, 200e3, 0, INF },    { 0.001, 0.999, 0, 1 }, { 1e-9, 2e-9, 0, INF },
        { 1e9, 1e9 + 1, -INF, INF }, { -5, 3, -INF, 4 },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (int side = 0; side < 2; side++) {
            const double width = rows[i].high - rows[i].low, tiny = 1e-4 * width;
            const double mid = side ? rows[i].high - tiny : rows[i].low + tiny;
            pc_dist_spec spec =
                bounded(spec_of(PC_LOW_MID_HIGH, rows[i].low, mid, rows[i].high, 0),
                        rows[i].lower, rows[i].upper);
            pc_dist dist;
            pc_dist_problem problem;
            assert_false(pc_dist_init(&dist, &spec, &problem));
            const char *offer = strstr(problem.help, "nearest is ");
            assert_non_null(offer);
            spec.p[1] = strtod(offer + strlen("nearest is "), NULL);
            if (!pc_dist_init(&dist, &spec, &problem))
                fail_msg("row %zu: %s; %s", i, problem.text, problem.help);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(refusals_say_what_and_why),
        cmocka_unit_test(offered_mids_are_feasible),
    };
    return cmocka_run_group_tests_name("dist/check", tests, NULL, NULL);
}
