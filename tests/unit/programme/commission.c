/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commissions: published cases to the cent, worked examples, and closed forms on lognormal
 * deals. */
#define PC_LANE_WIDTH 1
#include "programme/commission.inl"

#include "math/math.h"
#include "programme/commission.h"
#include "random/random.h"
#include "tests/support/check.h"
#include "json/json.h"

#include <stdlib.h>

enum { MOST = 8 };

/* Bands in currency units and whole hundredths of a percent. */
typedef struct table {
    size_t n;
    double from[MOST], rate[MOST];
} table;

static double cents(double money)
{
    return nearbyint(money * 100);
}

static pay_bands bands_of(table *t)
{
    return (pay_bands) { t->n, t->from, t->rate, 10000, false };
}

/* ---- worked examples ---- */

static table three_bands(void)
{
    return (table) { 3, { 0, cents(300e3), cents(500e3) }, { 300, 500, 700 } };
}

static void marginal_and_retroactive(void **state)
{
    (void)state;
    table t = three_bands();
    const pay_bands bands = bands_of(&t);
    CHECK_CLOSE(pay_marginal(cents(600e3), &bands), cents(26e3), 0, 0);
    CHECK_CLOSE(pay_retroactive(cents(600e3), &bands), cents(42e3), 0, 0);
    const double below = pay_retroactive(cents(500e3) - 1, &bands);
    CHECK_CLOSE(pay_retroactive(cents(500e3), &bands) - below, cents(10e3), 0, 7);
    CHECK_CLOSE(pay_marginal(cents(500e3), &bands), pay_marginal(cents(500e3) - 1, &bands), 0,
                1);
}

static void boundary(void **state)
{
    (void)state;
    table t = three_bands();
    pay_bands bands = bands_of(&t);
    CHECK_CLOSE(pay_retroactive(cents(500e3), &bands), cents(35e3), 0, 0);
    bands.lower = true;
    CHECK_CLOSE(pay_retroactive(cents(500e3), &bands), cents(25e3), 0, 0);
    CHECK_CLOSE(pay_retroactive(cents(500e3) + 1, &bands), cents(35e3), 0, 0);
    CHECK_CLOSE(pay_retroactive(0, &bands), 0, 0, 0);
}

/* 10 % of the first year, at most 5,000 a deal. */
static void referral_cap(void **state)
{
    (void)state;
    static const struct {
        double deal, want;
    } rows[] = { { 40e3, 4e3 }, { 50e3, 5e3 }, { 75e3, 5e3 } };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const double entry = pay_flat(cents(rows[i].deal), (pay_rate) { 10, 100 });
        CHECK_CLOSE(pay_capped(0, entry, cents(5e3)), cents(rows[i].want), 0, 0);
    }
}

/* 0 % of the first million a year and 15 % above, in quarters; 10 / 15 / 20 % at 100 and 120 %
 * of a target of 500K, each on its own part. */
static void windows_and_targets(void **state)
{
    (void)state;
    table fee = { 2, { 0, cents(1e6) }, { 0, 1500 } };
    const pay_bands share = bands_of(&fee);
    CHECK_CLOSE(pay_marginal_entry(0, cents(900e3), &share), 0, 0, 0);
    CHECK_CLOSE(pay_marginal_entry(cents(900e3), cents(300e3), &share), cents(30e3), 0, 0);
    table goals = { 3, { 0, 0, 0 }, { 1000, 1500, 2000 } };
    goals.from[1] = pay_threshold(cents(500e3), 1.0);
    goals.from[2] = pay_threshold(cents(500e3), 1.2);
    const pay_bands attained = bands_of(&goals);
    CHECK_CLOSE(pay_marginal(cents(700e3), &attained), cents(50e3 + 15e3 + 20e3), 0, 0);
    CHECK_CLOSE(pay_retroactive(cents(600e3), &attained), cents(120e3), 0, 0);
}

/* From 5 % at 0 straight to 10 % at 100K and 20 % at 200K. */
static void interpolation(void **state)
{
    (void)state;
    table t = { 3, { 0, cents(100e3), cents(200e3) }, { 500, 1000, 2000 } };
    const pay_bands bands = bands_of(&t);
    CHECK_CLOSE(pay_interpolated(cents(50e3), &bands), cents(50e3 * 0.075), 0, 0);
    CHECK_CLOSE(pay_interpolated(cents(100e3), &bands), cents(10e3), 0, 0);
    CHECK_CLOSE(pay_interpolated(cents(150e3), &bands), cents(150e3 * 0.15), 0, 0);
    CHECK_CLOSE(pay_interpolated(cents(400e3), &bands), cents(80e3), 0, 0);
    CHECK_CLOSE(pay_interpolated_entry(cents(50e3), cents(50e3), &bands),
                cents(10e3 - 50e3 * 0.075), 0, 0);
}

static void tiers_are_found_by_name(void **state)
{
    (void)state;
    const pc_tier_rate rates[] = { { "gold", NULL }, { "silver", NULL } };
    const pc_commission_schedule schedule = { .n_tiers = 2, .tiers = rates };
    assert_ptr_equal(pc_schedule_tier(&schedule, "silver"), &rates[1]);
    assert_null(pc_schedule_tier(&schedule, "bronze"));
}

/* ---- published cases ---- */

typedef struct published {
    pc_arena arena;
    pc_diags *diags;
    const pc_json *cases;
} published;

static bool open_published(published *p)
{
    const char *folder = getenv("PC_SHARED");
    *p = (published) { .diags = pc_diags_new() };
    if (folder)
        pc_json_read_file(
            &p->cases, &p->arena,
            pc_arena_printf(&p->arena, "%s/cases/data/commissions/cases.json", folder),
            PC_JSON_STRICT, NULL, p->diags);
    return p->cases;
}

static void close_published(published *p)
{
    pc_diags_free(p->diags);
    pc_arena_clear(&p->arena);
}

static const pc_json *find_case(const published *p, const char *id)
{
    for (size_t i = 0; i < p->cases->n_items; i++)
        if (strcmp(pc_json_get(&p->cases->items[i], "id")->string, id) == 0)
            return &p->cases->items[i];
    fail_msg("no case %s", id);
    return NULL;
}

/* Tiers are [from, to, rate]. */
static table table_of(const pc_json *one)
{
    const pc_json *tiers = pc_json_get(one, "tiers");
    table t = { .n = tiers->n_items };
    for (size_t i = 0; i < t.n; i++) {
        t.from[i] = cents(tiers->items[i].items[0].number);
        t.rate[i] = nearbyint(tiers->items[i].items[2].number * 10000);
    }
    return t;
}

static int check_marginal(const pc_json *one)
{
    table t = table_of(one);
    const pay_bands bands = bands_of(&t);
    const pc_json *cases = pc_json_get(one, "cases");
    for (size_t i = 0; i < cases->n_items; i++)
        CHECK_CLOSE(pay_marginal(cents(cases->items[i].items[0].number), &bands),
                    cents(cases->items[i].items[1].number), 0, 0);
    return (int)cases->n_items;
}

static void published_marginal(void **state)
{
    (void)state;
    published p;
    if (!open_published(&p)) skip();
    int n = 0;
    for (size_t i = 0; i < p.cases->n_items; i++) {
        const pc_json *mode = pc_json_get(&p.cases->items[i], "mode");
        if (mode && strcmp(mode->string, "marginal") == 0)
            n += check_marginal(&p.cases->items[i]);
    }
    assert_int_equal(n, 5);
    const pc_json *flat = pc_json_get(find_case(&p, "gherkin-two-tier"), "flat10");
    CHECK_CLOSE(pay_flat(cents(flat->items[0].items[0].number), (pay_rate) { 10, 100 }),
                cents(flat->items[0].items[1].number), 0, 0);
    close_published(&p);
}

/* Each step's amount at its own rate; together a blended rate of the whole. */
static void published_split(void **state)
{
    (void)state;
    published p;
    if (!open_published(&p)) skip();
    const pc_json *one = find_case(&p, "oracle-split-report"), *step = pc_json_get(one, "step");
    table t = table_of(one);
    const pay_bands bands = bands_of(&t);
    const double input = pc_json_get(step, "input")->number;
    for (size_t i = 0; i < 2; i++)
        CHECK_CLOSE(pay_slice(cents(input), &bands, i),
                    cents(pc_json_get(step, "tier_amounts")->items[i].number), 0, 0);
    CHECK_CLOSE(pay_marginal(cents(input), &bands),
                cents(input * pc_json_get(step, "blended")->number), 0, 0);
    close_published(&p);
}

static void published_whole_amount(void **state)
{
    (void)state;
    published p;
    if (!open_published(&p)) skip();
    table equal = table_of(find_case(&p, "oracle-equal-tier"));
    const pay_bands higher = bands_of(&equal);
    CHECK_CLOSE(pay_retroactive(cents(50e3), &higher), cents(1500), 0, 0);
    CHECK_CLOSE(pay_retroactive(cents(50e3) - 1, &higher), cents(1000), 0, 0);
    const pc_json *one = find_case(&p, "oracle-flat"), *rates = pc_json_get(one, "rates");
    table t = table_of(one);
    const pay_bands bands = bands_of(&t);
    for (size_t i = 0; i < rates->n_items; i++) {
        const double amount = strtod(rates->items[i].key, NULL);
        CHECK_CLOSE(pay_retroactive(cents(amount), &bands),
                    cents(amount * rates->items[i].number), 0, 0);
    }
    close_published(&p);
}

/* ---- closed forms ---- */

enum { N_DRAWS = 200000 };

/* A lognormal's partial expectations: E[X; X < k] and P(X >= k), E[min(X, k)]. */
typedef struct lognormal {
    double mu, sigma;
} lognormal;

static lognormal lognormal_of(double mean, double cv)
{
    const double s2 = pc_log(1 + cv * cv);
    return (lognormal) { pc_log(mean) - s2 / 2, pc_sqrt(s2) };
}

static double below(lognormal x, double k)
{
    return pc_exp(x.mu + x.sigma * x.sigma / 2) *
           pc_normal_cdf((pc_log(k) - x.mu) / x.sigma - x.sigma);
}

static double limited(lognormal x, double k)
{
    return below(x, k) + k * pc_normal_tail((pc_log(k) - x.mu) / x.sigma);
}

/* The mean of a rule over draws by the quantile table, within 4 standard errors. */
static void check_mean(double mean, double cv, double rule(double amount), double want)
{
    pc_dist_spec spec = { .family = PC_LOGNORMAL, .min = -INFINITY, .max = INFINITY };
    const lognormal x = lognormal_of(mean, cv);
    spec.p[0] = x.mu, spec.p[1] = x.sigma;
    pc_dist dist;
    pc_dist_problem problem;
    pc_arena arena = { 0 };
    pc_table table_of_deals;
    assert_true(pc_dist_init(&dist, &spec, &problem));
    assert_true(pc_table_build(&table_of_deals, &dist, &arena));
    const pc_address at = { .seed = 11, .stream = pc_stream("commission/deals") };
    double sum = 0, squares = 0;
    for (uint64_t trial = 0; trial < N_DRAWS; trial++) {
        const double deal = cents(pc_table_at(&table_of_deals, pc_uniform(&at, trial)));
        const double paid = rule(deal) / 100;
        sum += paid, squares += paid * paid;
    }
    const double average = sum / N_DRAWS;
    const double error = pc_sqrt((squares / N_DRAWS - average * average) / N_DRAWS);
    CHECK_CLOSE(average, want, 0, 4 * error);
    pc_arena_clear(&arena);
}

static double capped_referral(double deal)
{
    return pay_capped(0, pay_flat(deal, (pay_rate) { 10, 100 }), cents(5e3));
}

static void capped_commission_under_risk(void **state)
{
    (void)state;
    static const struct {
        double cv, want;
    } rows[] = { { 0.5, 4066.42 }, { 0.8, 3625.42 }, { 1.2, 3183.82 } };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const double exact = 0.1 * limited(lognormal_of(50e3, rows[i].cv), 50e3);
        CHECK_CLOSE(exact, rows[i].want, 0, 0.005);
        check_mean(50e3, rows[i].cv, capped_referral, exact);
    }
}

static double marginal_of(double deal)
{
    table t = three_bands();
    const pay_bands bands = bands_of(&t);
    return pay_marginal(deal, &bands);
}

static double retroactive_of(double deal)
{
    table t = three_bands();
    const pay_bands bands = bands_of(&t);
    return pay_retroactive(deal, &bands);
}

static void bands_under_risk(void **state)
{
    (void)state;
    const lognormal x = lognormal_of(450e3, 0.5);
    const double l3 = limited(x, 300e3), l5 = limited(x, 500e3), whole = 450e3;
    const double marginal = 0.03 * l3 + 0.05 * (l5 - l3) + 0.07 * (whole - l5);
    CHECK_CLOSE(marginal, 18187, 0, 0.5);
    check_mean(450e3, 0.5, marginal_of, marginal);
    const double b3 = below(x, 300e3), b5 = below(x, 500e3);
    const double retroactive = 0.03 * b3 + 0.05 * (b5 - b3) + 0.07 * (whole - b5);
    CHECK_CLOSE(retroactive, 25815, 0, 0.5);
    check_mean(450e3, 0.5, retroactive_of, retroactive);
    CHECK_CLOSE(marginal_of(cents(450e3)), cents(16500), 0, 0);
    CHECK_CLOSE(retroactive_of(cents(450e3)), cents(22500), 0, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marginal_and_retroactive),
        cmocka_unit_test(boundary),
        cmocka_unit_test(referral_cap),
        cmocka_unit_test(windows_and_targets),
        cmocka_unit_test(interpolation),
        cmocka_unit_test(tiers_are_found_by_name),
        cmocka_unit_test(published_marginal),
        cmocka_unit_test(published_split),
        cmocka_unit_test(published_whole_amount),
        cmocka_unit_test(capped_commission_under_risk),
        cmocka_unit_test(bands_under_risk),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
