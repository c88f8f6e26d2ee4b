/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "../../support/check.h"
#include "programme/metric.h"

#include <string.h>

static const pc_channel channels[] = {
    { .id = "direct", .route = PC_ROUTE_DIRECT, .commission_id = PC_NONE },
    { .id = "si", .route = PC_ROUTE_RESALE, .commission_id = 0 },
};
static const pc_set sets[] = { { .id = "partners" } };
static const pc_commission commissions[] = { { .id = "fee" }, { .id = "unused" } };
static const pc_budget_line budget[] = { { .id = "events" } };
static const pc_stated stated[] = { { .metric = "cost.total" },
                                    { .metric = "roi.multiple" },
                                    { .metric = "roi.multiple" } };

static pc_programme small(void)
{
    return (pc_programme) { .channels = channels,
                            .n_channels = 2,
                            .sets = sets,
                            .n_sets = 1,
                            .commissions = commissions,
                            .n_commissions = 2,
                            .budget = budget,
                            .n_budget = 1,
                            .stated = stated,
                            .n_stated = 3 };
}

static void the_catalogue_is_sorted_and_holds_what_can_be_computed(void **state)
{
    static const struct {
        const char *id;
        bool there;
        const char *unit;
    } rows[] = {
        { "revenue.total", true, "currency" },
        { "revenue.channel.si", true, "currency" },
        { "revenue.set.partners", true, "currency" },
        { "revenue.route.resale", true, "currency" },
        { "revenue.route.oem", false, "" },
        { "share.credit.none", true, "fraction" },
        { "commission.accrued.plan.fee", true, "currency" },
        { "commission.rate.plan.unused", false, "" },
        { "cost.budget.events", true, "currency" },
        { "roi.multiple", true, "multiple" },
        { "roi.net", true, "fraction" },
        { "roi.net.costs", true, "currency" },
        { "roi.margin", false, "" },
        { "payback.month", false, "" },
        { "gap.roi.multiple", true, "multiple" },
        { "gap.cost.budget", false, "" },
    };
    const pc_programme programme = small();
    const pc_metric_info *list;
    pc_arena arena;
    (void)state;
    pc_arena_init(&arena);
    const size_t n = pc_metric_catalogue(&arena, &programme, &list);
    assert_true(n > 20);
    for (size_t i = 1; i < n; i++) assert_true(strcmp(list[i - 1].id, list[i].id) < 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const pc_metric_info *found = pc_metric_find(list, n, rows[i].id);
        if ((found != NULL) != rows[i].there) fail_msg("%s", rows[i].id);
        if (found) assert_string_equal(found->unit, rows[i].unit);
    }
    pc_arena_clear(&arena);
}

static void a_gap_knows_its_metric(void **state)
{
    const pc_programme programme = small();
    const pc_metric_info *list;
    pc_arena arena;
    (void)state;
    pc_arena_init(&arena);
    const size_t n = pc_metric_catalogue(&arena, &programme, &list);
    size_t n_gaps = 0;
    for (size_t i = 0; i < n; i++) {
        if (list[i].family != PC_METRIC_GAP) continue;
        n_gaps++;
        assert_string_equal(list[list[i].index].id, list[i].id + strlen("gap."));
    }
    assert_int_equal(n_gaps, 2);
    pc_arena_clear(&arena);
}

static void a_margin_brings_its_metrics(void **state)
{
    static const pc_expr margin = { .kind = PC_EXPR_NUMBER, .number = 0.8 };
    pc_programme programme = small();
    const pc_metric_info *list;
    pc_arena arena;
    (void)state;
    programme.roi.gross_margin = &margin;
    pc_arena_init(&arena);
    const size_t n = pc_metric_catalogue(&arena, &programme, &list);
    assert_non_null(pc_metric_find(list, n, "roi.incremental.attributed"));
    assert_int_equal(pc_metric_find(list, n, "payback.month")->kind, PC_METRIC_NEVER);
    pc_arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_catalogue_is_sorted_and_holds_what_can_be_computed),
        cmocka_unit_test(a_gap_knows_its_metric),
        cmocka_unit_test(a_margin_brings_its_metrics),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
