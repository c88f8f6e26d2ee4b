/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a commission plan pays, in every element of a lane, against 128-bit integers and plain
 * doubles. Included once a width, with PC_LANE_WIDTH, PATH_NAME and PATH_RUNS set. */
#include "programme/commission.inl"

#include "tests/support/check.h"

enum { N_CASES = 20000, MOST_BANDS = 8, MOST_DEALS = 12 };

static int missing(void)
{
    return PATH_RUNS ? 0 : 1;
}

/* A 64-bit generator of our own (Marsaglia). */
static uint64_t next_bits(void)
{
    static uint64_t x = 88172645463325252u;
    x ^= x << 13;
    x ^= x >> 7;
    x ^= x << 17;
    return x;
}

/* A plan in each element of a lane, and as numbers beside it. */
typedef struct plans {
    size_t n;
    int64_t base;
    bool lower;
    int64_t from[PC_LANE_WIDTH][MOST_BANDS], rate[PC_LANE_WIDTH][MOST_BANDS];
    lane from_lanes[MOST_BANDS], rate_lanes[MOST_BANDS];
} plans;

static lane lane_of(const double *x)
{
    _Alignas(64) double aligned[PC_LANE_WIDTH];
    memcpy(aligned, x, sizeof aligned);
    return lane_load(aligned);
}

static lane lane_of_whole(const int64_t *x)
{
    double numbers[PC_LANE_WIDTH];
    for (size_t k = 0; k < PC_LANE_WIDTH; k++) numbers[k] = (double)x[k];
    return lane_of(numbers);
}

static int64_t up_to(int64_t most)
{
    return (int64_t)(next_bits() >> 11) % (most + 1);
}

static plans some_plans(bool rising)
{
    static const int64_t bases[] = { 10, 100, 1000, 10000, 1000000 };
    plans p = { .n = 1 + (size_t)up_to(MOST_BANDS - 1),
                .base = bases[up_to(4)],
                .lower = up_to(1) };
    for (size_t k = 0; k < PC_LANE_WIDTH; k++)
        for (size_t i = 0; i < p.n; i++) {
            p.from[k][i] =
                i ? p.from[k][i - 1] + 1 + up_to(up_to(3) ? 100000 : 900000000000) : 0;
            p.rate[k][i] = up_to(p.base);
            if (rising && i && p.rate[k][i] < p.rate[k][i - 1]) p.rate[k][i] = p.rate[k][i - 1];
        }
    return p;
}

static pay_bands bands_of(plans *p, bool decimals)
{
    for (size_t i = 0; i < p->n; i++) {
        double from[PC_LANE_WIDTH], rate[PC_LANE_WIDTH];
        for (size_t k = 0; k < PC_LANE_WIDTH; k++) {
            from[k] = (double)p->from[k][i];
            rate[k] = (double)p->rate[k][i] / (decimals ? 1.0 : (double)p->base);
        }
        p->from_lanes[i] = lane_of(from);
        p->rate_lanes[i] = lane_of(rate);
    }
    return (pay_bands) { p->n, p->from_lanes, p->rate_lanes, decimals ? (double)p->base : 0.0,
                         p->lower };
}

/* An amount near one of the thresholds, or anywhere. */
static int64_t some_amount(const plans *p, size_t k)
{
    const int64_t at = p->from[k][up_to((int64_t)p->n - 1)] + up_to(2) - 1;
    return up_to(1) && at >= 0 ? at : up_to(2 * p->from[k][p->n - 1] + 1000);
}

/* ---- the rules in integers ---- */

static int64_t half_even(__int128 product, int64_t base)
{
    __int128 quotient = product / base, rest = product % base;
    if (rest < 0) rest += base, quotient--;
    if (2 * rest > base || (2 * rest == base && (quotient & 1))) quotient++;
    return (int64_t)quotient;
}

static int64_t whole_marginal(const plans *p, size_t k, int64_t x)
{
    __int128 owed = 0;
    for (size_t i = 0; i < p->n && x > p->from[k][i]; i++) {
        const int64_t end = i + 1 < p->n && p->from[k][i + 1] < x ? p->from[k][i + 1] : x;
        owed += (__int128)(end - p->from[k][i]) * p->rate[k][i];
    }
    return half_even(owed, p->base);
}

static int64_t whole_retroactive(const plans *p, size_t k, int64_t x)
{
    size_t band = 0;
    while (band + 1 < p->n && (p->lower ? p->from[k][band + 1] < x : p->from[k][band + 1] <= x))
        band++;
    return half_even((__int128)x * p->rate[k][band], p->base);
}

static void same(lane got, const int64_t *want, const char *what)
{
    _Alignas(64) double g[PC_LANE_WIDTH];
    lane_store(g, got);
    for (size_t k = 0; k < PC_LANE_WIDTH; k++)
        if (g[k] != (double)want[k])
            fail_msg("%s[%zu] is %.17g, should be %lld", what, k, g[k], (long long)want[k]);
}

#define CHECK_WHOLE(expression, scalar)                                                        \
    do {                                                                                       \
        int64_t want[PC_LANE_WIDTH];                                                           \
        for (size_t k = 0; k < PC_LANE_WIDTH; k++) want[k] = (scalar);                         \
        same((expression), want, #expression);                                                 \
    } while (0)

static void decimals_are_exact(void **state)
{
    (void)state;
    if (missing()) skip();
    for (int n = 0; n < N_CASES; n++) {
        plans p = some_plans(false);
        const pay_bands bands = bands_of(&p, true);
        int64_t x[PC_LANE_WIDTH], a[PC_LANE_WIDTH];
        for (size_t k = 0; k < PC_LANE_WIDTH; k++)
            x[k] = some_amount(&p, k), a[k] = some_amount(&p, k);
        const lane before = lane_of_whole(x), amount = lane_of_whole(a);
        CHECK_WHOLE(pay_marginal(before, &bands), whole_marginal(&p, k, x[k]));
        CHECK_WHOLE(pay_retroactive(before, &bands), whole_retroactive(&p, k, x[k]));
        CHECK_WHOLE(pay_marginal_entry(before, amount, &bands),
                    whole_marginal(&p, k, x[k] + a[k]) - whole_marginal(&p, k, x[k]));
        CHECK_WHOLE(pay_retroactive_entry(before, amount, &bands),
                    whole_retroactive(&p, k, x[k] + a[k]) - whole_retroactive(&p, k, x[k]));
    }
}

/* ---- fractions in plain doubles ---- */

static double plain_marginal(const plans *p, size_t k, double x)
{
    double owed = 0;
    for (size_t i = 0; i < p->n; i++) {
        const double from = (double)p->from[k][i];
        const double end =
            i + 1 < p->n && x > (double)p->from[k][i + 1] ? (double)p->from[k][i + 1] : x;
        owed += (double)p->rate[k][i] / (double)p->base * (end > from ? end - from : 0.0);
    }
    return nearbyint(owed);
}

static double plain_interpolated(const plans *p, size_t k, double x, double base)
{
    double rate = 0;
    for (size_t i = 0; i < p->n; i++) {
        const double from = (double)p->from[k][i], r = (double)p->rate[k][i] / base;
        if (x < from) break;
        rate = r;
        if (i + 1 == p->n) break;
        const double slope =
            ((double)p->rate[k][i + 1] / base - r) / ((double)p->from[k][i + 1] - from);
        rate = r + slope * (x - from);
    }
    return nearbyint(base == 1.0 ? x * rate / (double)p->base : x * rate);
}

static void fractions_differ_in_each_trial(void **state)
{
    (void)state;
    if (missing()) skip();
    for (int n = 0; n < N_CASES; n++) {
        plans p = some_plans(false);
        int64_t x[PC_LANE_WIDTH];
        for (size_t k = 0; k < PC_LANE_WIDTH; k++) x[k] = some_amount(&p, k);
        const lane amount = lane_of_whole(x);
        const pay_bands bands = bands_of(&p, false);
        CHECK_WHOLE(pay_marginal(amount, &bands), (int64_t)plain_marginal(&p, k, (double)x[k]));
        CHECK_WHOLE(pay_interpolated(amount, &bands),
                    (int64_t)plain_interpolated(&p, k, (double)x[k], (double)p.base));
        const pay_bands exact = bands_of(&p, true);
        CHECK_WHOLE(pay_interpolated(amount, &exact),
                    (int64_t)plain_interpolated(&p, k, (double)x[k], 1.0));
    }
}

/* ---- relations ---- */

/* What a window's deals pay one after the other, in the order of `at`. */
static lane paid(const pay_bands *bands, const lane *deals, const size_t *at, size_t n,
                 bool retroactive)
{
    lane before = lane_set(0.0), sum = lane_set(0.0);
    for (size_t i = 0; i < n; i++) {
        const lane deal = deals[at[i]];
        sum += retroactive ? pay_retroactive_entry(before, deal, bands)
                           : pay_marginal_entry(before, deal, bands);
        before += deal;
    }
    return sum;
}

static void check_order(const pay_bands *bands, const lane *deals, size_t n, bool retroactive)
{
    size_t forth[MOST_DEALS], mixed[MOST_DEALS];
    for (size_t i = 0; i < n; i++) forth[i] = mixed[i] = i;
    for (size_t i = n; i > 1; i--) {
        const size_t with = (size_t)up_to((int64_t)i - 1), held = mixed[i - 1];
        mixed[i - 1] = mixed[with];
        mixed[with] = held;
    }
    assert_true(lane_all(lane_eq(paid(bands, deals, forth, n, retroactive),
                                 paid(bands, deals, mixed, n, retroactive))));
}

static void order_does_not_matter(void **state)
{
    (void)state;
    if (missing()) skip();
    for (int n = 0; n < N_CASES / 10; n++) {
        plans p = some_plans(false);
        const pay_bands bands = bands_of(&p, n % 2);
        const size_t n_deals = 1 + (size_t)up_to(MOST_DEALS - 1);
        lane deals[MOST_DEALS], total = lane_set(0.0);
        for (size_t i = 0; i < n_deals; i++) {
            int64_t x[PC_LANE_WIDTH];
            for (size_t k = 0; k < PC_LANE_WIDTH; k++)
                x[k] = some_amount(&p, k) / (int64_t)n_deals;
            total += deals[i] = lane_of_whole(x);
        }
        check_order(&bands, deals, n_deals, false);
        check_order(&bands, deals, n_deals, true);
        static const size_t first = 0;
        assert_true(lane_all(
            lane_eq(paid(&bands, &total, &first, 1, false), pay_marginal(total, &bands))));
    }
}

/* Where rates rise, retroactive pays at least what marginal pays; M never falls and never
 * jumps, so one cent more pays at most a cent, and what two roundings add. */
static void shapes(void **state)
{
    (void)state;
    if (missing()) skip();
    const lane zero = lane_set(0.0), one = lane_set(1.0), two = lane_set(2.0);
    for (int n = 0; n < N_CASES; n++) {
        plans p = some_plans(true);
        const pay_bands bands = bands_of(&p, n % 2);
        int64_t x[PC_LANE_WIDTH];
        for (size_t k = 0; k < PC_LANE_WIDTH; k++) x[k] = some_amount(&p, k);
        const lane amount = lane_of_whole(x), m = pay_marginal(amount, &bands);
        const lane step = pay_marginal_entry(amount, one, &bands);
        const lane slack = n % 2 ? zero : one; /* sums of doubles round at other places */
        assert_true(lane_all(lane_le(m, pay_retroactive(amount, &bands) + slack)));
        assert_true(lane_all(lane_le(zero, step) & lane_le(step, two)));
    }
}

/* Entries under a cap sum to what the window comes to, or to the cap. */
static void caps_hold_whatever_the_order(void **state)
{
    (void)state;
    if (missing()) skip();
    for (int n = 0; n < N_CASES / 10; n++) {
        const lane cap = lane_set((double)up_to(5000)), zero = lane_set(0.0);
        lane whole = zero, kept = zero;
        for (int i = 0; i < MOST_DEALS; i++) {
            int64_t x[PC_LANE_WIDTH];
            for (size_t k = 0; k < PC_LANE_WIDTH; k++) x[k] = up_to(1000) - 100;
            const lane entry = lane_of_whole(x);
            kept += pay_capped(whole, entry, cap);
            whole += entry;
        }
        assert_true(lane_all(lane_eq(kept, lane_min(whole, cap))));
        const lane added = pay_guarantee(kept, cap);
        assert_true(lane_all(lane_eq(kept + added, cap)));
    }
}

static void components_of_a_plan(void **state)
{
    (void)state;
    if (missing()) skip();
    lane entry[3] = { lane_set(400.0), lane_set(900.0), lane_set(900.0) };
    pay_exclusive(entry, 3);
    const double highest[] = { 0, 900, 0 };
    for (size_t i = 0; i < 3; i++)
        assert_true(lane_all(lane_eq(entry[i], lane_set(highest[i]))));
    lane both[3] = { lane_set(400.0), lane_set(900.0), lane_set(100.0) };
    pay_together(both, 3, lane_set(1000.0));
    const double left[] = { 400, 600, 0 };
    for (size_t i = 0; i < 3; i++) assert_true(lane_all(lane_eq(both[i], lane_set(left[i]))));
}

static void single_rates(void **state)
{
    (void)state;
    if (missing()) skip();
    const lane rates[] = { lane_set(5.0), lane_set(10.0), lane_set(15.0) };
    for (int64_t tier = 0; tier < 3; tier++) {
        const lane rate = pay_by_tier(lane_set((double)tier), rates, 3);
        assert_true(lane_all(lane_eq(rate, rates[tier])));
        /* 0.50, 1.50 and 2.50 of a cent: ties go to even */
        const lane owed = pay_flat(lane_set(10.0), (pay_rate) { rate, 100.0 });
        assert_true(lane_all(lane_eq(owed, lane_set(tier == 0 ? 0.0 : tier == 1 ? 1.0 : 2.0))));
    }
    const pay_rate quarter_more = { pay_on_base(5.0, 4.0, 1000.0), 1000.0 }; /* 1.25 */
    assert_true(lane_all(
        lane_eq(pay_multiplied(lane_set(402.0), quarter_more), lane_set(100.0)))); /* 100.5 */
    assert_true(
        lane_all(lane_eq(pay_fixed(lane_set(3.0), lane_set(50000.5)), lane_set(150000.0))));
    assert_true(lane_all(
        lane_eq(pay_threshold(lane_set(50000000.0), lane_set(1.2)), lane_set(60000000.0))));
}

int main(void)
{
    /* Static: copied onto the stack, it might take instructions that the processor lacks. */
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(decimals_are_exact),
        cmocka_unit_test(fractions_differ_in_each_trial),
        cmocka_unit_test(order_does_not_matter),
        cmocka_unit_test(shapes),
        cmocka_unit_test(caps_hold_whatever_the_order),
        cmocka_unit_test(components_of_a_plan),
        cmocka_unit_test(single_rates),
    };
    return cmocka_run_group_tests_name("programme/commission " PATH_NAME, tests, NULL, NULL);
}
