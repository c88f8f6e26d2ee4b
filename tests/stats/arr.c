/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Subscriptions against published examples and closed forms, through whole scenarios at plan:
 * retention as a public calculator prints it, geometric decay, renewals worked by hand, net
 * present values. docs/model/arr.md.
 */
#include "../support/check.h"
#include "compile/model.h"
#include "scenario/scenario.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

typedef struct compiled {
    pc_diags *diags;
    pc_scenario *scenario;
    pc_model *model;
} compiled;

static compiled compile(const char *text)
{
    compiled c = { .diags = pc_diags_new() };
    if (pc_scenario_load_text(&c.scenario, "test.json", text, strlen(text), NULL, c.diags) !=
            PC_OK ||
        pc_compile(&c.model, &c.scenario->programme, 1, c.diags) != PC_OK) {
        for (size_t i = 0; i < pc_diags_count(c.diags); i++) {
            char *said = pc_diag_format(pc_diags_at(c.diags, i));
            print_error("%s", said ? said : "?");
            free(said);
        }
        fail_msg("refused: %s", text);
    }
    return c;
}

static void discard(compiled *c)
{
    pc_model_free(c->model);
    pc_scenario_free(c->scenario);
    pc_diags_free(c->diags);
}

/* At plan, in currency units and fractions. */
static double at(const compiled *c, const char *id, const char *period)
{
    for (size_t i = 0; i < c->model->n_outputs; i++) {
        const pc_output *output = &c->model->outputs[i];
        if (strcmp(output->id, id) == 0 && strcmp(output->period, period) == 0)
            return output->at_plan / output->per_unit;
    }
    fail_msg("there is no %s@%s", id, period);
    return 0;
}

#define HEAD                                                                                   \
    "{\"format\":\"partnercast/1\",\"currency\":\"USD\",\"start\":\"2025-01\",\"months\":36,"  \
    "\"run\":{\"record\":[\"*@m*\",\"*@y*\",\"*@all\"]},"

/* A year of movements as parts of the ARR at its start; the gross retention that the page
 * prints leaves contraction out, the usual definition does not. */
static void retention_is_what_a_calculator_prints(void **state)
{
    static const struct {
        double start, expansion, contraction, churn, nrr, grr, end;
        const char *why;
    } rows[] = {
        { 5e6, 0.18, 0.04, 0.09, 1.05, 0.87, 5250000, "5,000,000 +18 % -4 % -9 %" },
        { 12.5e6, 0.10, 0.06, 0.12, 0.92, 0.82, 11500000, "12,500,000 +10 % -6 % -12 %" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[1500];
        snprintf(text, sizeof text,
                 HEAD
                 "\"products\":{\"p\":{\"acv\":1000,\"churn\":%g,"
                 "\"expansion\":\"=%g / %g\",\"contraction\":\"=%g / %g\"}},"
                 "\"opening\":{\"channels\":{\"a\":{\"arr\":%.0f,"
                 "\"renewals\":{\"by_month\":[0,0,1,0]}}}},"
                 "\"channels\":{\"a\":{\"type\":\"amount\",\"revenue\":0,\"product\":\"p\"}}}",
                 rows[i].churn, rows[i].expansion, 1 - rows[i].churn, rows[i].contraction,
                 1 - rows[i].churn, rows[i].start);
        compiled c = compile(text);
        CHECK_CLOSE(at(&c, "arr.nrr", "y1"), rows[i].nrr, 1e-12, 0);
        CHECK_CLOSE(at(&c, "arr.grr", "y1"), rows[i].grr, 1e-12, 0);
        CHECK_CLOSE(at(&c, "arr.total", "y1"), rows[i].end, 0, 0.005);
        CHECK_CLOSE(at(&c, "arr.churn", "m3"), rows[i].start * rows[i].churn, 0, 0.005);
        CHECK_CLOSE(at(&c, "arr.total", "m2"), rows[i].start, 0, 0);
        if (!isnan(at(&c, "arr.nrr", "m11"))) fail_msg("%s: before a year", rows[i].why);
        discard(&c);
    }
}

/* Monthly terms lose the part c each month: A (1 - c)^t, up to half a cent a month; customers,
 * which are not rounded, exactly. After 12 months GRR is (1 - c)^12. */
static void monthly_terms_decay_geometrically(void **state)
{
    (void)state;
    compiled c = compile(
        HEAD "\"products\":{\"p\":{\"acv\":1200,\"term_months\":1,\"churn\":\"2.5%\"}},"
             "\"opening\":{\"channels\":{\"a\":{\"arr\":1234567.89,\"customers\":800}}},"
             "\"channels\":{\"a\":{\"type\":\"amount\",\"revenue\":0,\"product\":\"p\"}}}");
    for (int t = 1; t <= 36; t++) {
        char period[16];
        snprintf(period, sizeof period, "m%d", t);
        CHECK_CLOSE(at(&c, "arr.total", period), 1234567.89 * pow(0.975, t), 0, 0.005 * t);
        CHECK_CLOSE(at(&c, "customers.total", period), 800 * pow(0.975, t), 1e-13, 0);
    }
    CHECK_CLOSE(at(&c, "arr.grr", "y1"), pow(0.975, 12), 1e-14, 0);
    CHECK_CLOSE(at(&c, "arr.nrr", "m29"), pow(0.975, 12), 1e-14, 0);
    discard(&c);
}

/* 1,000 sold in month 1 with two-year terms: nothing happens for two years, then 10 % leave, 20
 * % of what stays is added and the price goes up 5 %: 900, + 180, + 54 = 1,134. */
static void a_long_term_renews_once(void **state)
{
    (void)state;
    compiled c = compile(
        HEAD "\"products\":{\"p\":{\"acv\":100,\"term_months\":24,\"churn\":0.1,"
             "\"expansion\":0.2,\"uplift\":0.05,\"collection\":\"60 days\"}},"
             "\"channels\":{\"a\":{\"type\":\"amount\",\"revenue\":{\"by_month\":[1000,0]},"
             "\"product\":\"p\",\"credit\":{\"sourced\":0.5}}}}");
    static const struct {
        const char *id, *period;
        double want;
        const char *why;
    } rows[] = {
        { "arr.total", "m24", 1000, "until the term ends" },
        { "arr.churn", "m25", 100, "10 % of what is due" },
        { "arr.expansion", "m25", 234, "20 % of 900, then 5 % of 1,080" },
        { "arr.total", "m25", 1134, "the price comes last" },
        { "deals.total", "all", 10, "1,000 at 100 each" },
        { "customers.total", "y3", 9, "one in ten left" },
        { "arr.nrr", "y2", 1, "nothing is due in the second year" },
        { "arr.nrr", "m25", 1.134, "the renewal is within the last 12 months" },
        { "arr.grr", "m25", 0.9, "growth does not count" },
        { "revenue.recognised.total", "m1", 0, "from the month after the sale" },
        { "revenue.recognised.total", "m2", 83.33, "a twelfth" },
        { "revenue.recognised.total", "y3", 83.33 + 11 * 94.5,
          "month 25 still at the old ARR" },
        { "roi.cash.attributed", "m2", 0, "60 days are two months" },
        { "roi.cash.attributed", "m3", 500, "half of a year's bill" },
        { "roi.cash.attributed", "m14", 500, "no bill between anniversaries" },
        { "roi.cash.attributed", "m15", 1000, "the anniversary's" },
        { "roi.cash.attributed", "m27", 1567, "the renewed year's: half of 1,134" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (fabs(at(&c, rows[i].id, rows[i].period) - rows[i].want) > 1e-9)
            fail_msg("%s@%s is %.10g, not %.10g: %s", rows[i].id, rows[i].period,
                     at(&c, rows[i].id, rows[i].period), rows[i].want, rows[i].why);
    discard(&c);
}

/* Paid a quarter later: what is owed is the last three months' commissions. */
static void commissions_are_paid_after_their_lag(void **state)
{
    (void)state;
    compiled c = compile(
        HEAD "\"commission\":{\"fee\":{\"f\":{\"credit\":\"sourced\",\"lag\":\"90 days\","
             "\"schedule\":{\"flat\":\"10%\"}}}},"
             "\"channels\":{\"a\":{\"type\":\"amount\",\"revenue\":12000,"
             "\"credit\":{\"sourced\":1},\"commission\":\"fee\"}}}");
    CHECK_CLOSE(at(&c, "commission.accrued", "y1"), 1200, 0, 0);
    CHECK_CLOSE(at(&c, "commission.paid", "y1"), 900, 0, 0);
    CHECK_CLOSE(at(&c, "commission.paid", "m3"), 0, 0, 0);
    CHECK_CLOSE(at(&c, "commission.payable", "m2"), 200, 0, 0);
    CHECK_CLOSE(at(&c, "commission.payable", "y3"), 300, 0, 0);
    CHECK_CLOSE(at(&c, "roi.cash", "y1"), 12000 - 900, 0, 0);
    discard(&c);
}

/* The fiscal quarters of a year from February end in April, July, October, January: what
 * accrues in January, held for a month, could be paid in February and is paid in April. */
static void commissions_are_paid_at_the_close_of_quarters(void **state)
{
    (void)state;
    compiled c = compile(
        HEAD "\"fiscal_year_start\":2,\"commission\":{\"fee\":{\"f\":{\"credit\":\"sourced\","
             "\"payment\":{\"hold\":\"30 days\",\"calendar\":\"quarterly\"},"
             "\"schedule\":{\"flat\":\"10%\"}}}},"
             "\"channels\":{\"a\":{\"type\":\"amount\",\"revenue\":12000,"
             "\"credit\":{\"sourced\":1},\"commission\":\"fee\"}}}");
    CHECK_CLOSE(at(&c, "commission.paid", "m3"), 0, 0, 0);
    CHECK_CLOSE(at(&c, "commission.paid", "m4"), 300, 0, 0); /* of January to March */
    CHECK_CLOSE(at(&c, "commission.paid", "m7"), 300, 0, 0);
    CHECK_CLOSE(at(&c, "commission.payable", "m6"), 300, 0, 0);
    CHECK_CLOSE(at(&c, "commission.payable", "y1"), 300, 0, 0);
    CHECK_CLOSE(at(&c, "commission.paid", "y1"), 900, 0, 0);
    discard(&c);
}

/* NPV(5 %, -15000, 1500, 2500, 3500, 4500, 6000) = 122.89 as numpy-financial has it, the first
 * amount undiscounted. Years' amounts stand in their last months; the first cost cannot stand
 * in month 0, so it stands in month 12 and every other a year later, and all is worth 1.05
 * times less.
 */
static void a_present_value_is_the_textbook_s(void **state)
{
    (void)state;
    compiled c =
        compile("{\"format\":\"partnercast/"
                "1\",\"currency\":\"USD\",\"start\":\"2025-01\",\"months\":72,"
                "\"channels\":{\"a\":{\"type\":\"amount\",\"credit\":{\"sourced\":1},"
                "\"revenue\":{\"by_year\":[0,1500,2500,3500,4500,6000],"
                "\"profile\":{\"by_month\":[0,0,0,0,0,0,0,0,0,0,0,1,0,0,0,0,0,0,0,0,0,0,0,1,"
                "0,0,0,0,0,0,0,0,0,0,0,1,0,0,0,0,0,0,0,0,0,0,0,1,"
                "0,0,0,0,0,0,0,0,0,0,0,1,0,0,0,0,0,0,0,0,0,0,0,1]}}}},"
                "\"budget\":{\"b\":{\"by_month\":[0,0,0,0,0,0,0,0,0,0,0,15000,0]}},"
                "\"roi\":{\"gross_margin\":1,\"discount_rate\":\"5%\"}}");
    CHECK_CLOSE(at(&c, "roi.npv", "all") * 1.05, 122.89, 0, 0.005);
    CHECK_CLOSE(at(&c, "roi.npv", "all"),
                at(&c, "roi.npv.attributed", "all") - at(&c, "roi.npv.costs", "all"), 1e-12, 0);
    discard(&c);
}

/* 12 deals of 5,000 through a partner, 30,000 spent: 2,500 each. */
static void a_partner_s_customer_costs_what_was_spent(void **state)
{
    (void)state;
    compiled c = compile(
        HEAD "\"products\":{\"p\":{\"acv\":5000}},\"budget\":{\"b\":30000},"
             "\"channels\":{\"a\":{\"type\":\"amount\",\"revenue\":60000,\"product\":\"p\","
             "\"credit\":{\"influenced\":0.4}},"
             "\"d\":{\"type\":\"amount\",\"revenue\":90000,\"product\":\"p\"}}}");
    CHECK_CLOSE(at(&c, "cac.partner", "y1"), 2500, 1e-12, 0);
    discard(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(retention_is_what_a_calculator_prints),
        cmocka_unit_test(monthly_terms_decay_geometrically),
        cmocka_unit_test(a_long_term_renews_once),
        cmocka_unit_test(commissions_are_paid_after_their_lag),
        cmocka_unit_test(commissions_are_paid_at_the_close_of_quarters),
        cmocka_unit_test(a_present_value_is_the_textbook_s),
        cmocka_unit_test(a_partner_s_customer_costs_what_was_spent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
