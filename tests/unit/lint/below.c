/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules for what is simulated from below, each on a plan that breaks it and on one that
 * just keeps it. The figures in the messages are worked out beside the rows. */
#include "partnercast/lint.h"
#include "scenario/scenario.h"
#include "tests/support/check.h"

#include <stdlib.h>
#include <string.h>

/* Ten partners from month 1 on, each winning a deal of 1,000 a month. */
static const char *const head =
    "{'format':'partnercast/1','currency':'EUR','start':'2025-01','months':24,"
    "'cohorts':{'p':{'channel':'si','ladder':'l','entry':{'by_month':[10,0]},"
    "'deals':{'per_month':1},'acv':1000}},";
static const char *const si =
    "'channels':{'si':{'type':'partners','credit':{'sourced':1},'commission':'c'}},";

typedef struct row {
    const char *why;
    const char *channels;              /* NULL: si */
    const char *body;                  /* behind head and channels */
    const char *rule, *pointer, *says; /* "" where nothing is to be found */
} row;

#define LADDER(gold)   "'ladders':{'l':{'order':['a','b'],'tiers':{'a':{},'b':" gold "}}}"
#define SALES(n)       "{'qualify':{'all':{'bookings':{'trailing_months':12,'min':" n "}}}}"
#define EASY           LADDER(SALES("1"))
#define PAYS(schedule) "'commission':{'c':{'x':{'credit':'sourced','schedule':" schedule "}}},"

static const row rows[] = {
    { "the best of ten wins 17 deals in twelve months with even odds (Poisson of 12, quantile "
      "2^-0.1 = 0.933: P(X <= 16) = 0.8987, P(X <= 17) = 0.9370), so 17,000",
      NULL, PAYS("{'flat':0.1}") LADDER(SALES("17001")), "L9", "/ladders/l/tiers/b/qualify",
      "the best of 10 partners shows at most EUR 17,000 of bookings in its best 12 months" },
    { "17 deals are 17,000", NULL, PAYS("{'flat':0.1}") LADDER(SALES("17000")), "", "", "" },
    { "one of two paths is open", NULL,
      PAYS("{'flat':0.1}")
          LADDER("{'qualify':{'any':{'bookings':{'trailing_months':12,'min':90000},"
                 "'months':{'min':24}}}}"),
      "", "", "" },
    { "both paths are closed at plan", NULL,
      PAYS("{'flat':0.1}") LADDER(
          "{'qualify':{'any':{'bookings':{'trailing_months':12,'min':90000},"
          "'csat':{'level':{'value':{'uniform':{'min':0,'max':1}},'plan':0.5},'min':0.6}}}}"),
      "L9", "/ladders/l/tiers/b/qualify", "asks for 0.6" },
    { "a rate that no tier has", NULL,
      PAYS("{'by_tier':{'a':0.1,'b':0.15}}") "'partners':{'z':{'channel':'si','ladder':'l','"
                                             "revenue':{'by_year':[12000]},"
                                             "'commission':'own'}}," EASY,
      "L10", "/partners/z/commission", "z is paid 12%" },
    { "a rate that a tier has", NULL,
      PAYS("{'by_tier':{'a':0.1,'b':0.12}}") "'partners':{'z':{'channel':'si','ladder':'l','"
                                             "revenue':{'by_year':[12000]},"
                                             "'commission':'own'}}," EASY,
      "", "", "" },
    { "a share of what recurs",
      "'products':{'s':{'acv':1000}},"
      "'channels':{'si':{'type':'partners','credit':{'sourced':1},'commission':'c',"
      "'product':'s'}},",
      PAYS("{'flat':0.1}") EASY, "L11", "/commission", "counts once: c/x" },
    { "a share that says how long",
      "'products':{'s':{'acv':1000}},"
      "'channels':{'si':{'type':'partners','credit':{'sourced':1},'commission':'c',"
      "'product':'s'}},",
      "'commission':{'c':{'x':{'credit':'sourced','schedule':{'flat':0.1},'duration':'once'}}}"
      "," EASY,
      "", "", "" },
    { "onboarding of 60 days, promised within 30", NULL,
      PAYS("{'flat':0.1}") "'partners':{'z':{'channel':'si','revenue':{'by_month':[0,0,9]},"
                           "'onboarding':{'a':'30 days','b':'1 month'},'onboarding_within':'30 "
                           "days'}}," EASY,
      "L14", "/partners/z/onboarding_within", "takes 2 months" },
    { "onboarding of 60 days, promised within 60", NULL,
      PAYS("{'flat':0.1}") "'partners':{'z':{'channel':'si','revenue':{'by_month':[0,0,9]},"
                           "'onboarding':{'a':'30 days','b':'1 "
                           "month'},'onboarding_within':2}}," EASY,
      "", "", "" },
    { "sales in the last month of onboarding", NULL,
      PAYS("{'flat':0.1}") "'partners':{'z':{'channel':'si','start_month':3,'revenue':{'by_"
                           "month':[0,0,0,9]},"
                           "'onboarding':'2 months'}}," EASY,
      "L14", "/partners/z/onboarding", "sells in month 4" },
    { "ten leads, half of them won at 1,000, are 5,000, and 5,001 are asked for", NULL,
      PAYS("{'flat':0.1}") "'partners':{'z':{'channel':'si','leads':{'per_month':2,'win_rate':"
                           "0.5},'acv':1000}},"
                           "'targets':{'n':{'metric':'leads.total@y1','op':'>=','value':10},"
                           "'r':{'metric':'revenue.attributed@y1','op':'>=','value':5001}}"
                           "," EASY,
      "L15", "/targets/n", "10 leads in year 1, 50% of them won at EUR 1,000 each" },
    { "ten leads that bring what is asked for", NULL,
      PAYS("{'flat':0.1}") "'partners':{'z':{'channel':'si','leads':{'per_month':2,'win_rate':"
                           "0.5},'acv':1000}},"
                           "'targets':{'n':{'metric':'leads.total@y1','op':'>=','value':10},"
                           "'r':{'metric':'revenue.attributed@y1','op':'>=','value':5000}}"
                           "," EASY,
      "", "", "" },
    { "a tier's 40 % and a fee of 35 %, of a margin of 70 %",
      "'roi':{'gross_margin':0.7},"
      "'channels':{'si':{'type':'partners','credit':{'sourced':1},'commission':'c',"
      "'fee':0.35}},",
      PAYS("{'by_tier':{'a':0.1,'b':0.4}}") EASY, "L16", "/channels/si/commission",
      "more than the gross margin of 70%" },
    { "the same, of a margin of 75 %",
      "'roi':{'gross_margin':0.75},"
      "'channels':{'si':{'type':'partners','credit':{'sourced':1},'commission':'c',"
      "'fee':0.35}},",
      PAYS("{'by_tier':{'a':0.1,'b':0.4}}") EASY, "", "", "" },
    { "60 % and a bonus that doubles it are 120 %, capped at 90 %; with a fee of 20 % nothing "
      "is left",
      "'channels':{'si':{'type':'partners','credit':{'sourced':1},'commission':'c','fee':0.2}}"
      ",",
      "'commission':{'c':{'stacking':{'additive_capped':0.9},'x':{'credit':'sourced',"
      "'schedule':{'flat':0.6},'bonus':{'when':{'all':{'deals':{'trailing_months':12,"
      "'min':1}}},'multiplier':2}}}}," EASY,
      "L16", "/channels/si/commission", "more than is sold" },
    { "10 % of 999 are 99.90, 8 % of 1,000 are 80", NULL,
      PAYS("{'slab':{'0':0.1,'1000':0.08}}") EASY, "L17", "/commission/c/x/schedule/slab",
      "at EUR 1,000 the commission falls from EUR 100 to EUR 80" },
    { "falling rates of the parts take nothing away", NULL,
      "'commission':{'c':{'x':{'credit':'sourced','window':'year','schedule':{'marginal':"
      "{'0':0.1,'1000':0.08}}}}}," EASY,
      "", "", "" },
};

/* ' for ", so that the rows can be read. */
static char *json_of(const row *r)
{
    static const char own[] =
        "'commission':{'own':{'x':{'credit':'sourced','schedule':{'flat':0.12}}},";
    char *text = calloc(1, 8000);
    assert_non_null(text);
    snprintf(text, 8000, "%s%s%s}", head, r->channels ? r->channels : si, r->body);
    char *plans = strstr(text, "'commission':{'c'");
    if (strstr(text, "'own'") && plans) {
        char rest[8000];
        snprintf(rest, sizeof rest, "%s", plans + strlen("'commission':{"));
        snprintf(plans, 8000 - (size_t)(plans - text), "%s%s", own, rest);
    }
    for (char *at = text; *at; at++)
        if (*at == '\'') *at = '"';
    return text;
}

static pc_lint_report *lint(const row *r)
{
    char *text = json_of(r);
    pc_diags *diags = pc_diags_new();
    pc_scenario *scenario = NULL;
    pc_lint_report *report = NULL;
    if (pc_scenario_load_text(&scenario, "plan.json", text, strlen(text), NULL, diags) != PC_OK)
        for (size_t i = 0; i < pc_diags_count(diags); i++) {
            char *said = pc_diag_format(pc_diags_at(diags, i));
            print_error("%s: %s", r->why, said);
            free(said);
        }
    assert_non_null(scenario);
    assert_int_equal(pc_lint(&report, scenario, diags), PC_OK);
    pc_scenario_free(scenario);
    pc_diags_free(diags);
    free(text);
    return report;
}

static bool is_found(const pc_lint_report *report, const row *r)
{
    for (size_t i = 0; i < report->n; i++) {
        const pc_diag *said = &report->findings[i].said;
        if (strcmp(said->code, r->rule) == 0 && strcmp(said->pointer, r->pointer) == 0 &&
            strstr(said->text, r->says))
            return true;
    }
    return false;
}

static void rules_find_what_they_should(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        pc_lint_report *report = lint(&rows[i]);
        const bool good = *rows[i].rule ? is_found(report, &rows[i]) : report->n == 0;
        for (size_t k = 0; k < report->n && !good; k++)
            print_error("  %s %s: %s\n", report->findings[k].said.code,
                        report->findings[k].said.pointer, report->findings[k].said.text);
        if (!good) fail_msg("%s: %s", rows[i].why, *rows[i].rule ? "not found" : "too much");
        pc_lint_free(report);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(rules_find_what_they_should) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
