/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What quantities become: expressions, draws with their names, flows, the register of inputs.
 */
#include "load.h"

static const char head[] = "{\"format\":\"partnercast/1\",\"currency\":\"USD\","
                           "\"start\":\"2025-01\",\"months\":24,";

static loaded load_channel(const char *assumptions, const char *channel)
{
    char *text = NULL;
    assert_true(
        asprintf(&text, "%s\"assumptions\":{%s},\"channels\":{\"a\":{\"type\":\"amount\",%s}}}",
                 head, assumptions, channel) > 0);
    loaded l = load_with(text, NULL);
    free(text);
    return l;
}

static loaded must_load(const char *assumptions, const char *channel)
{
    loaded l = load_channel(assumptions, channel);
    if (!l.scenario) {
        print_problems(&l);
        fail_msg("%s %s is refused", assumptions, channel);
    }
    return l;
}

static const pc_expr *fee(const loaded *l)
{
    return l->scenario->programme.channels[0].fee;
}

static void flows_are_amounts_of_years_or_of_months(void **state)
{
    static const struct {
        const char *revenue;
        pc_expr_kind kind;
        bool by_month;
        const char *why;
    } rows[] = {
        { "1000", PC_EXPR_NUMBER, false, "a number is a year's amount" },
        { "\"$1K\"", PC_EXPR_NUMBER, false, "so is a literal" },
        { "\"=x * 2\"", PC_EXPR_MUL, false, "and a formula" },
        { "{\"uniform\":{\"min\":1,\"max\":2}}", PC_EXPR_DRAW, false, "and a distribution" },
        { "{\"by_year\":[1,2]}", PC_EXPR_BY_YEAR, false, "a path by year" },
        { "{\"by_month\":[1,2]}", PC_EXPR_BY_MONTH, true, "a path by month" },
        { "{\"value\":{\"by_month\":[1]},\"plan\":{\"by_month\":[2]}}", PC_EXPR_PLANNED, true,
          "with what the plan states" },
        { "{\"value\":5,\"plan\":{\"by_year\":[2]}}", PC_EXPR_PLANNED, false,
          "a plan by year" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char channel[200];
        snprintf(channel, sizeof channel, "\"revenue\":%s", rows[i].revenue);
        loaded l = must_load("\"x\":8", channel);
        const pc_flow *flow = &l.scenario->programme.channels[0].revenue;
        if ((flow->by_month != NULL) != rows[i].by_month || !flow->by_month == !flow->by_year)
            fail_msg("%s: %s", rows[i].revenue, rows[i].why);
        assert_int_equal((flow->by_month ? flow->by_month : flow->by_year)->kind, rows[i].kind);
        unload(&l);
    }
}

static void a_profile_is_padded_to_whole_years(void **state)
{
    (void)state;
    loaded l =
        must_load("", "\"revenue\":{\"by_year\":[12],\"profile\":{\"by_month\":[0,3,1]}}");
    const double *profile = l.scenario->programme.channels[0].revenue.profile;
    CHECK_CLOSE(profile[0], 0, 0, 0);
    CHECK_CLOSE(profile[1], 3, 0, 0);
    for (int m = 2; m < 24; m++) CHECK_CLOSE(profile[m], 1, 0, 0);
    unload(&l);
}

static void draws_are_named_by_their_place(void **state)
{
    static const struct {
        const char *assumptions, *fee, *name;
        pc_each each;
    } rows[] = {
        { "", "{\"beta\":{\"a\":1,\"b\":2}}", "channels/a/fee", PC_EACH_TRIAL },
        { "", "{\"value\":{\"beta\":{\"a\":1,\"b\":2}},\"each\":\"month\"}", "channels/a/fee",
          PC_EACH_MONTH },
        { "", "{\"beta\":{\"a\":1,\"b\":2},\"each\":\"year\",\"stream\":\"old/name\"}",
          "old/name", PC_EACH_YEAR },
        { "", "{\"by_year\":[{\"beta\":{\"a\":1,\"b\":2}},0.1]}", "channels/a/fee/by_year/0",
          PC_EACH_TRIAL },
        { "\"f\":{\"value\":{\"beta\":{\"a\":1,\"b\":2}},\"each\":\"quarter\"}", "\"=f\"",
          "assumptions/f", PC_EACH_QUARTER },
        { "\"f\":{\"value\":{\"by_month\":[{\"beta\":{\"a\":1,\"b\":2}}]},\"stream\":\"s\"}",
          "\"=f\"", "s/by_month/0", PC_EACH_TRIAL },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char channel[300];
        snprintf(channel, sizeof channel, "\"revenue\":1,\"fee\":%s", rows[i].fee);
        loaded l = must_load(rows[i].assumptions, channel);
        const pc_expr *expr = fee(&l);
        while (expr->kind != PC_EXPR_DRAW)
            expr = expr->kind == PC_EXPR_ASSUMPTION
                       ? l.scenario->programme.assumptions[expr->assumption_id].value
                       : expr->args[0];
        assert_string_equal(expr->draw->name, rows[i].name);
        assert_int_equal(expr->draw->each, rows[i].each);
        unload(&l);
    }
}

/* mean + sd Z keeps the mean wherever it comes from; at mean the draw is its own mean. */
static void uncertain_parameters_are_taken_out(void **state)
{
    (void)state;
    loaded l =
        must_load("\"m\":{\"value\":{\"uniform\":{\"min\":0.2,\"max\":0.3}}}",
                  "\"revenue\":1,\"fee\":{\"lognormal\":{\"mean\":\"=m / 2\",\"cv\":0.1}}");
    const pc_expr *expr = fee(&l);
    assert_int_equal(expr->kind, PC_EXPR_MUL);
    assert_int_equal(expr->args[0]->kind, PC_EXPR_DIV);
    CHECK_CLOSE(expr->args[1]->draw->dist.mean, 1, 1e-12, 0);
    CHECK_CLOSE(expr->args[1]->draw->dist.sd, 0.1, 1e-12, 0);
    unload(&l);
    l = must_load("\"m\":0.2",
                  "\"revenue\":1,\"fee\":{\"lognormal\":{\"mean\":\"=m / 2\",\"cv\":0.1}}");
    assert_int_equal(fee(&l)->kind, PC_EXPR_DRAW); /* constants are folded */
    CHECK_CLOSE(fee(&l)->draw->dist.mean, 0.1, 1e-12, 0);
    unload(&l);
    l = must_load("\"s\":{\"value\":{\"by_year\":[100,200]}}",
                  "\"revenue\":{\"normal\":{\"mean\":10000,\"sd\":\"=s\"}}");
    const pc_expr *revenue = l.scenario->programme.channels[0].revenue.by_year;
    assert_int_equal(revenue->kind, PC_EXPR_ADD);
    CHECK_CLOSE(revenue->args[1]->args[1]->draw->dist.sd, 1, 1e-12, 0);
    unload(&l);
}

static void families_have_the_moments_they_state(void **state)
{
    static const struct {
        const char *fee;
        double mean, sd; /* sd < 0: not checked */
        const char *why;
    } rows[] = {
        { "{\"lognormal\":{\"mean\":0.1,\"cv\":0.5}}", 0.1, 0.05, "mean and cv of the value" },
        { "{\"lognormal\":{\"mean\":0.1,\"sigma\":0.3}}", 0.1, -1, "sigma of the logarithm" },
        { "{\"beta\":{\"mean\":0.3,\"n\":12}}", 0.3, 0.1271, "sqrt(.3 .7 / 13)" },
        { "{\"beta\":{\"a\":2,\"b\":2}}", 0.5, 0.2236068, "sqrt(1/20)" },
        { "{\"uniform\":{\"min\":\"10%\",\"max\":\"20%\"}}", 0.15, 0.0288675, "literals" },
        { "{\"pert\":{\"min\":0,\"mode\":0.3,\"max\":0.6}}", 0.3, -1, "symmetric" },
        { "{\"pert\":{\"min\":0,\"mode\":0.1,\"max\":0.6,\"lambda\":2}}", 0.2, -1,
          "(0+.2+.6)/4" },
        { "{\"triangular\":{\"min\":0,\"mode\":0.3,\"max\":0.6}}", 0.3, 0.1224745, "" },
        { "{\"gamma\":{\"shape\":4,\"mean\":0.2},\"max\":1}", 0.2, -1, "hardly cut" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char channel[200];
        snprintf(channel, sizeof channel, "\"revenue\":1,\"fee\":%s", rows[i].fee);
        loaded l = load_channel("", channel);
        if (!l.scenario) { /* an unbounded family may leave 0..1: cut it off and try again */
            unload(&l);
            snprintf(channel, sizeof channel, "\"revenue\":1,\"fee\":%.*s,\"max\":1}",
                     (int)strlen(rows[i].fee) - 1, rows[i].fee);
            l = must_load("", channel);
        }
        const pc_dist *dist = &fee(&l)->draw->dist;
        if (fabs(dist->mean - rows[i].mean) > 2e-4 ||
            (rows[i].sd >= 0 && fabs(dist->sd - rows[i].sd) > 5e-4))
            fail_msg("%s: mean %g sd %g %s", rows[i].fee, dist->mean, dist->sd, rows[i].why);
        unload(&l);
    }
}

static void three_points_stay_inside_the_bounds_of_their_unit(void **state)
{
    static const struct {
        const char *assumption;
        double lower, upper;
    } rows[] = {
        { "{\"low\":\"10%\",\"mid\":\"12%\",\"high\":\"15%\"}", 0, 1 },
        { "{\"low\":\"$120K\",\"mid\":\"$150K\",\"high\":\"$200K\"}", 0, INFINITY },
        { "{\"value\":{\"low\":1.6,\"mid\":2.4,\"high\":3.4},\"unit\":\"multiple\"}", 0,
          INFINITY },
        { "{\"value\":{\"low\":-1,\"mid\":0,\"high\":2},\"unit\":\"number\"}", -INFINITY,
          INFINITY },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char assumptions[200];
        snprintf(assumptions, sizeof assumptions, "\"x\":%s", rows[i].assumption);
        loaded l = must_load(assumptions, "\"revenue\":1");
        const pc_dist *dist = &l.scenario->programme.assumptions[0].value->draw->dist;
        assert_true(dist->spec.lower == rows[i].lower && dist->spec.upper == rows[i].upper);
        unload(&l);
    }
}

static void the_register_says_what_was_written_and_where_from(void **state)
{
    (void)state;
    loaded l = must_load(
        "\"x\":{\"value\":{\"uniform\":{\"min\":0,\"max\":0.5}},\"plan\":\"10%\","
        "\"source\":\"a plan\",\"note\":\"n\",\"confidence\":\"guess\"},\"y\":3",
        "\"source\":\"s\",\"revenue\":{\"lognormal\":{\"mean\":5,\"cv\":1}},\"fee\":\"=x\"");
    const pc_programme *programme = &l.scenario->programme;
    assert_int_equal(programme->n_inputs, 3);
    const pc_input *x = &programme->inputs[0], *revenue = &programme->inputs[2];
    assert_string_equal(x->pointer, "/assumptions/x");
    assert_string_equal(x->spec, "{\"uniform\":{\"max\":0.5,\"min\":0}}");
    assert_string_equal(x->source, "a plan");
    assert_string_equal(x->note, "n");
    assert_string_equal(x->confidence, "guess");
    assert_int_equal(x->value->kind, PC_EXPR_PLANNED);
    assert_non_null(x->draw);
    assert_string_equal(programme->inputs[1].spec, "3");
    assert_null(programme->inputs[1].draw);
    assert_string_equal(revenue->pointer, "/channels/a/revenue");
    assert_string_equal(revenue->source, "s"); /* of the channel around it */
    unload(&l);
}

static void numbers_are_exact_decimals(void **state)
{
    (void)state;
    loaded l = must_load("", "\"revenue\":\"$1.25M\",\"fee\":\"12.5%\"");
    assert_true(fee(&l)->decimal);
    assert_int_equal(fee(&l)->digits, 125);
    assert_int_equal(fee(&l)->places, 3);
    assert_int_equal(l.scenario->programme.channels[0].revenue.by_year->digits, 1250000);
    unload(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(flows_are_amounts_of_years_or_of_months),
        cmocka_unit_test(a_profile_is_padded_to_whole_years),
        cmocka_unit_test(draws_are_named_by_their_place),
        cmocka_unit_test(uncertain_parameters_are_taken_out),
        cmocka_unit_test(families_have_the_moments_they_state),
        cmocka_unit_test(three_points_stay_inside_the_bounds_of_their_unit),
        cmocka_unit_test(the_register_says_what_was_written_and_where_from),
        cmocka_unit_test(numbers_are_exact_decimals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
