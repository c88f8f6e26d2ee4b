/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What partners are paid of sales that the plan states: published cases and cases worked by
 * hand, through whole scenarios, to the cent. */
#include "tests/unit/sim/world.h"

#define STAY ", 'customers': { 'lifetime': 17.31234049066756 }" /* half of them, a year */

typedef struct sold {
    const char *revenue, *plan, *metric;
    double expected[40]; /* currency units by month, up to the first that is below -1e8 */
} sold;

enum { END = -1000000000 };

static const sold cases[] = {
    /* gist.github.com/richardlawrence/1138036 */
    { "4000",
      PAY("a", "'window': 'month', 'schedule': { 'marginal': { '0': 0.1, '5000': 0.12 } }"),
      "commission.accrued",
      { 400, 400, END } },
    { "5000, 6000",
      PAY("a", "'window': 'month', 'schedule': { 'marginal': { '0': 0.1, '5000': 0.12 } }"),
      "commission.accrued",
      { 500, 620, END } },
    /* the three-tier and two-tier calculators */
    { "30000",
      PAY("a", "'window': 'month', 'schedule': { 'marginal': { '0': '5%', '10K': '7%', '25K': "
               "'10%' } }"),
      "commission.accrued",
      { 2050, END } },
    { "15000",
      PAY("a", "'window': 'month', 'schedule': { 'marginal': { '0': '10%', '10K': '20%' } }"),
      "commission.accrued",
      { 2000, END } },
    /* Oracle Sales: whole amount, equal tier values pay the higher tier */
    { "49999, 50000",
      PAY("a", "'window': 'month', 'schedule': { 'retroactive': { '0': 0.01, '25000': 0.02, "
               "'50000': 0.03, '75000': 0.04 } }"),
      "commission.accrued",
      { 999.98, 1500, END } },
    { "50000",
      PAY("a", "'window': 'month', 'boundary': 'lower', 'schedule': { 'retroactive': { '0': "
               "0.01, '25000': 0.02, '50000': 0.03 } }"),
      "commission.accrued",
      { 1000, END } },
    { "5000, 15000, 60000",
      PAY("a", "'window': 'month', 'schedule': { 'retroactive': { '0': 0.01, '10000': 0.02, "
               "'50000': 0.03, '100000': 0.04 } }"),
      "commission.accrued",
      { 50, 300, 1800, END } },
    /* the worked example: 26,000 and 42,000, whatever comes first */
    { "300000, 300000, 0",
      PAY("a", "'window': 'year', 'schedule': { 'marginal': { '0': '3%', '$300K': '5%', "
               "'$500K': '7%' } }"),
      "commission.accrued",
      { 9000, 17000, 0, END } },
    { "300000, 300000, 0",
      PAY("a", "'window': 'year', 'schedule': { 'retroactive': { '0': '3%', '$300K': '5%', "
               "'$500K': '7%' } }"),
      "commission.accrued",
      { 15000, 27000, 0, END } },
    { "600000, 0",
      PAY("a", "'window': 'lifetime', 'schedule': { 'attainment': { 'target': 500000, 'bands': "
               "{ '0': '3%', '60%': '5%', '100%': '7%' } } }"),
      "commission.accrued",
      { 42000, 0, END } },
    { "500000, 500000",
      PAY("a", "'window': 'year', 'schedule': { 'interpolated': { '0': '5%', '$1M': '10%' } }"),
      "commission.accrued",
      { 37500, 62500, END } },
    /* a quarter begins anew; a trailing year forgets its first month in the thirteenth */
    { "100, 100, 100, 100",
      PAY("a", "'window': 'quarter', 'schedule': { 'marginal': { '0': 0.1, '200': 0.5 } }"),
      "commission.accrued",
      { 10, 10, 50, 10, END } },
    { "100",
      PAY("a", "'window': 'trailing_12', 'schedule': { 'marginal': { '0': 0, '1150': 0.5 } }"),
      "commission.accrued",
      { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 25, 25, 25, END } },
    /* caps by month and year, accelerator, a floor of the quarter */
    { "100",
      PAY("a", "'entry': 'partner_month', 'schedule': { 'flat': 0.5 }, 'cap': { 'month': 40, "
               "'year': 100 }"),
      "commission.accrued",
      { 40, 40, 20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 40, END } },
    { "100, 100, 100",
      PAY("a", "'window': 'year', 'schedule': { 'flat': 0.1 }, 'accelerator': { '150': 0.2 }"),
      "commission.accrued",
      { 10, 20, 30, END } },
    { "100, 0, 0, 100",
      PAY("a", "'schedule': { 'flat': 0.1 }, 'floor': { 'quarter': 25 }"),
      "commission.accrued",
      { 10, 0, 15, 10, 10, 10, END } },
    /* a bonus from the month after the test was passed */
    { "100",
      PAY("a", "'schedule': { 'flat': 0.1 }, 'bonus': { 'when': { 'all': { 'bookings': { "
               "'trailing_months': 3, 'min': 300 } } }, 'points': 0.05 }"),
      "commission.accrued",
      { 10, 10, 10, 15, 15, END } },
    { "100",
      PAY("a", "'schedule': { 'flat': 0.1 }, 'bonus': { 'when': { 'all': { 'months': { 'min': "
               "2 } } }, 'multiplier': 1.25 }"),
      "commission.accrued",
      { 10, 10, 12.5, END } },
    { "100",
      PAY("a", "'schedule': { 'flat': 0.1 }, 'spiff': { 'from_month': 2, 'to_month': 4, "
               "'points': 0.05, 'budget': 12 }"),
      "commission.accrued",
      { 10, 15, 15, 12, 10, END } },
    /* how components stand to one another */
    { "100",
      "'stacking': 'additive', " PAY("a", "'schedule': { 'flat': 0.1 }") ", " PAY(
          "b", "'schedule': { 'flat': 0.06 }"),
      "commission.accrued",
      { 16, END } },
    { "100",
      "'stacking': 'exclusive', " PAY("a", "'schedule': { 'flat': 0.06 }") ", " PAY(
          "b", "'schedule': { 'flat': 0.1 }"),
      "commission.accrued",
      { 10, END } },
    { "100",
      "'stacking': { 'additive_capped': 0.12 }, " PAY(
          "a", "'schedule': { 'flat': 0.1 }") ", " PAY("b", "'schedule': { 'flat': 0.06 }"),
      "commission.accrued",
      { 12, END } },
    { "100",
      "'stacking': { 'additive_capped': 0.07 }, " PAY("a", "'schedule': { 'flat': 0.1 }"),
      "commission.accrued",
      { 7, END } },
    /* anniversaries of what half of the customers leave each year */
    { "1000, 0",
      PAY("a", "'schedule': { 'flat': 0.1 }, 'duration': '36 months'"),
      "commission.accrued",
      { 100, 0, 0, 0, 0, 0,  0, 0, 0, 0, 0, 0, 50, 0, 0, 0, 0, 0, 0,
        0,   0, 0, 0, 0, 25, 0, 0, 0, 0, 0, 0, 0,  0, 0, 0, 0, 0, END } },
    { "1000, 0",
      PAY("a", "'schedule': { 'flat': 0.1 }, 'duration': 'life', 'renewal': { 'flat': 0.02 }"),
      "commission.accrued",
      { 100, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 10, 0, 0, 0, 0, 0,   0,
        0,   0, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0,  0, 0, 0, 0, 2.5, END } },
    { "1000, 0",
      PAY("a", "'event': 'renewal', 'schedule': { 'flat': 0.1 }"),
      "commission.accrued",
      { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 50, 0, END } },
    /* less than the minimum waits; what has waited two months is lost */
    { "100",
      PAY("a", "'schedule': { 'flat': 0.1 }, 'payment': { 'minimum': 35 }"),
      "commission.paid",
      { 0, 0, 0, 40, 0, 0, 0, 40, END } },
    { "100",
      PAY("a", "'schedule': { 'flat': 0.1 }, 'payment': { 'minimum': 35 }"),
      "commission.payable",
      { 10, 20, 30, 0, 10, 20, 30, 0, END } },
    { "100",
      PAY("a", "'schedule': { 'flat': 0.1 }, 'payment': { 'minimum': 35, 'forfeit_after': 2 }"),
      "commission.forfeited",
      { 0, 0, 10, 10, 10, 10, END } },
    { "100",
      PAY("a", "'schedule': { 'flat': 0.1 }, 'lag': 1, 'payment': { 'minimum': 25, 'calendar': "
               "'quarterly' }"),
      "commission.paid",
      { 0, 0, 0, 0, 0, 50, 0, 0, 30, END } },
    { "100, 200, 0",
      PAY("a", "'schedule': { 'flat': 0.1 }, 'payment': { 'minimum': 35, 'forfeit_after': 1 }"),
      "commission.forfeited",
      { 0, 10, 20, 0, END } },
    /* it waits from its first payout on: at a quarter's close nothing is lost that could not
     * have been paid */
    { "100",
      PAY("a", "'schedule': { 'flat': 0.1 }, 'payment': { 'minimum': 35, 'calendar': "
               "'quarterly', 'forfeit_after': 1 }"),
      "commission.forfeited",
      { 0, 0, 0, 30, 0, 0, 30, 0, END } },
    { "100",
      PAY("a", "'schedule': { 'flat': 0.1 }, 'payment': { 'minimum': 30, 'calendar': "
               "'quarterly', 'forfeit_after': 1 }"),
      "commission.paid",
      { 0, 0, 30, 0, 0, 30, 0, END } },
    /* anniversaries count in what a window holds: of 1,500 before, all that is new lies beyond
     * 1,200 */
    { "1000, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1000, 0",
      PAY("a", "'schedule': { 'flat': 0.1 }, 'duration': '24 months', 'window': 'lifetime', "
               "'accelerator': { '1200': 0.1 }"),
      "commission.accrued",
      { 100, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 250, 0, END } },
};

static void check_sold(const sold *s, size_t n)
{
    char text[4096];
    const bool renewed = strstr(s->plan, "'duration'") || strstr(s->plan, "'renewal'");
    snprintf(text, sizeof text, SOLD, 37, "1", s->revenue, renewed ? STAY : "", s->plan);
    world w = start(text);
    assert_true(work(&w, w.model, "baseline", 0));
    for (int m = 0; m < 37 && s->expected[m] > END; m++) {
        const double is = value(&w, s->metric, month_name(m + 1), 17);
        if (fabs(is - 100 * s->expected[m]) > 1e-6) {
            print_error("case %zu: month %d has %.10g, not %.10g\n", n, m + 1, is / 100,
                        s->expected[m]);
            fail();
        }
    }
    stop(&w);
}

static void stated_sales_are_paid_to_the_cent(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) check_sold(&cases[i], i);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stated_sales_are_paid_to_the_cent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
