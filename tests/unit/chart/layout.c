/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fan's layout in plain numbers, measured by a stand-in for fonts: no Cairo. */
#include "chart/kinds/fan/page.h"
#include "chart/layout/board.h"
#include "tests/support/check.h"
#include "tests/unit/chart/fabricate.h"

#include <string.h>

static pc_arena arena;

/* Every sign 0.55 em wide: enough to tell whether things fit. */
static pc_extent type_writer(void *self, const char *text, const pc_type *type)
{
    const double em = *(const double *)self;
    size_t n = 0;
    for (const char *s = text; *s; s++) n += ((unsigned char)*s & 0xC0) != 0x80;
    return (pc_extent) { em * type->size * (double)n, -0.73 * type->size, 0.2 * type->size };
}

static double usual_em = 0.55;

static pc_list lay_out(const made *m, double *em)
{
    pc_fan *fan = PC_NEW(&arena, pc_fan);
    const pc_measure measure = { type_writer, em };
    pc_list list = { .arena = &arena };
    assert_int_equal(pc_fan_read(fan, &arena, &m->results, NULL, NULL, NULL), PC_OK);
    pc_fan_layout(&list, fan, &measure, &pc_theme_light);
    assert_false(arena.failed);
    return list;
}

static const pc_item *find(const pc_list *list, const char *role, pc_mark mark, size_t nth)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->items[i].mark == mark && strcmp(list->items[i].role, role) == 0 && nth-- == 0)
            return &list->items[i];
    return NULL;
}

static size_t count(const pc_list *list, const char *role, pc_mark mark)
{
    size_t n = 0;
    while (find(list, role, mark, n)) n++;
    return n;
}

static const pc_item *find_text(const pc_list *list, const char *text)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->items[i].mark == PC_LABEL && strcmp(list->items[i].text, text) == 0)
            return &list->items[i];
    return NULL;
}

static void heights_are_proportional_and_start_at_zero(void **state)
{
    made m;
    (void)state;
    make_results(&m, "roi.multiple", "multiple", NULL, made_roi, 3);
    const pc_list list = lay_out(&m, &usual_em);
    const pc_item *zero = find(&list, "zero", PC_LINE, 0),
                  *median = find(&list, "median", PC_PATH, 0);
    const pc_item *even = find(&list, "break-even", PC_LINE, 0),
                  *plan = find(&list, "plan", PC_PATH, 0);
    const double unit = zero->points[0].y - even->points[0].y;
    assert_int_equal(median->n_points, 3);
    for (size_t i = 0; i < 3; i++)
        CHECK_CLOSE((zero->points[0].y - median->points[i].y) / unit, made_roi[i].p[2], 0.02,
                    0);
    CHECK_CLOSE((zero->points[0].y - (plan->points[0].y + 10)) / unit, 1.6, 0.02, 0);
    CHECK_CLOSE(plan->points[0].x, median->points[0].x, 0, 1e-9);
}

static void years_stand_over_their_names(void **state)
{
    made m;
    (void)state;
    make_results(&m, "roi.multiple", "multiple", NULL, made_roi, 3);
    const pc_list list = lay_out(&m, &usual_em);
    const pc_item *median = find(&list, "median", PC_PATH, 0);
    for (size_t i = 0; i < 3; i++) {
        const pc_item *name = find(&list, "strip-year", PC_LABEL, i);
        CHECK_CLOSE(name->points[0].x, median->points[i].x, 0, 1e-9);
        assert_int_equal(name->anchor, PC_MIDDLE);
    }
    CHECK_CLOSE(median->points[1].x - median->points[0].x,
                median->points[2].x - median->points[1].x, 0, 1e-9);
}

static void bands_are_opaque_and_the_widest_is_painted_first(void **state)
{
    made m;
    (void)state;
    make_results(&m, "roi.multiple", "multiple", NULL, made_roi, 3);
    const pc_list list = lay_out(&m, &usual_em);
    const pc_item *wide = find(&list, "band-90", PC_PATH, 0),
                  *mid = find(&list, "band-80", PC_PATH, 0),
                  *narrow = find(&list, "band-50", PC_PATH, 0);
    assert_true(wide < mid && mid < narrow && narrow < find(&list, "median", PC_PATH, 0));
    assert_true(wide->box.y0 < mid->box.y0 && mid->box.y0 < narrow->box.y0);
    assert_true(wide->box.y1 > mid->box.y1 && mid->box.y1 > narrow->box.y1);
    assert_int_equal(wide->paint.fill, 0xDCE8F3);
}

static void one_year_is_a_bar_and_nothing_is_invented_before_it(void **state)
{
    made m;
    (void)state;
    make_results(&m, "roi.multiple", "multiple", NULL, made_roi, 1);
    const pc_list list = lay_out(&m, &usual_em);
    assert_int_equal(count(&list, "band-90", PC_RECT), 1);
    assert_int_equal(count(&list, "band-90", PC_PATH), 0);
    assert_int_equal(count(&list, "median", PC_PATH), 0);
    assert_null(find_text(&list, "Actual"));
}

static void the_strip_says_what_is_not_stated(void **state)
{
    made m;
    (void)state;
    make_results(&m, "roi.multiple", "multiple", NULL, made_roi, 3);
    const pc_list list = lay_out(&m, &usual_em);
    assert_string_equal(find(&list, "strip-plan", PC_LABEL, 0)->text, "1.6x");
    assert_string_equal(find(&list, "strip-plan", PC_LABEL, 1)->text, "not stated");
    assert_string_equal(find(&list, "strip-chance", PC_LABEL, 0)->text, "6%");
    assert_string_equal(find(&list, "strip-chance", PC_LABEL, 2)->text, "\u2013");
    assert_string_equal(find(&list, "strip-earns-back", PC_LABEL, 1)->text, "96%");
    assert_non_null(find_text(&list, "Median: half above, half below"));
}

static void twenty_dots_are_counted_on_the_side_they_are_on(void **state)
{
    static const struct {
        double stated;
        const char *meets, *falls, *why;
    } rows[] = {
        { 1.6, "About 1 of 20", "About 19 of 20", "one reaches" },
        { 1.17, "About 10 of 20", "About 10 of 20", "the median" },
        { 0.1, "Over 19 of 20", "Under 1 of 20", "nearly all reach: not to be called all" },
        { 5, "Under 1 of 20", "Over 19 of 20", "hardly one reaches: not to be called none" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        made m;
        made_year year = made_roi[0];
        year.stated = rows[i].stated;
        make_results(&m, "roi.multiple", "multiple", NULL, &year, 1);
        const pc_list list = lay_out(&m, &usual_em);
        assert_int_equal(
            count(&list, "dot-meets", PC_CIRCLE) + count(&list, "dot-short", PC_CIRCLE), 20);
        assert_string_equal(find(&list, "count-meets", PC_LABEL, 0)->text, rows[i].meets);
        assert_string_equal(find(&list, "count-short", PC_LABEL, 0)->text, rows[i].falls);
    }
}

/* The chance of reaching is 0.7 of all futures, 0.83 of those with a value: the dots say 14. */
static void futures_without_a_value_are_dots_that_fall_short(void **state)
{
    static const made_year year = { { 4, 11, 18, 25, 60 }, 10, 0.7, 0.84 };
    made m;
    (void)state;
    make_results(&m, "roi.multiple", "multiple", NULL, &year, 1);
    for (int i = 0; i < PC_N_QUANTILES; i++) /* 1/6 of those with a value lie below 10 */
        m.metrics[0].q[i] = 10 + ((i + 1) / 200.0 - 1 / 6.0) * 30;
    m.metrics[0].undefined.value = 0.16;
    const pc_list list = lay_out(&m, &usual_em);
    assert_int_equal(count(&list, "dot-none", PC_CIRCLE), 3);
    assert_int_equal(count(&list, "dot-meets", PC_CIRCLE), 14);
    assert_int_equal(count(&list, "dot-short", PC_CIRCLE), 3);
    assert_string_equal(find(&list, "count-short", PC_LABEL, 0)->text, "About 6 of 20");
    assert_non_null(find_text(&list, "no value"));
}

static void what_is_certain_has_neither_bands_nor_dots(void **state)
{
    static const made_year year = { { 2, 2, 2, 2, 2 }, NAN, NAN, 1 };
    const made_year years[2] = { year, year };
    made m;
    (void)state;
    make_results(&m, "roi.multiple", "multiple", NULL, years, 2);
    const pc_list list = lay_out(&m, &usual_em);
    assert_int_equal(count(&list, "band-90", PC_PATH) + count(&list, "key", PC_RECT), 0);
    assert_int_equal(count(&list, "dot-meets", PC_CIRCLE), 0);
    assert_null(strstr(find(&list, "how-to-read", PC_LABEL, 0)->text, "in 10"));
    assert_non_null(find_text(&list, "In every future"));
}

static void a_handful_of_futures_has_neither_bands_nor_chances(void **state)
{
    made m;
    (void)state;
    make_results(&m, "roi.multiple", "multiple", NULL, made_roi, 3);
    m.results.trials = 19;
    const pc_list list = lay_out(&m, &usual_em);
    assert_int_equal(count(&list, "band-90", PC_PATH) + count(&list, "key", PC_RECT), 0);
    assert_int_equal(count(&list, "strip-chance", PC_LABEL), 0);
    assert_int_equal(count(&list, "strip-earns-back", PC_LABEL), 0);
    assert_non_null(strstr(find(&list, "how-to-read", PC_LABEL, 0)->text, "Too few futures"));
    assert_int_equal(count(&list, "strip-plan", PC_LABEL), 3);
}

static void a_plan_that_states_nothing_has_no_row(void **state)
{
    static const made_year year = { { 1, 1.5, 2, 2.5, 3 }, NAN, NAN, 1 };
    const made_year years[2] = { year, year };
    made m;
    (void)state;
    make_results(&m, "roi.multiple", "multiple", NULL, years, 2);
    const pc_list list = lay_out(&m, &usual_em);
    assert_int_equal(count(&list, "strip-plan", PC_LABEL), 0);
    assert_int_equal(count(&list, "strip-median", PC_LABEL), 2);
    assert_null(find_text(&list, "Plan"));
}

static void a_loss_says_where_its_cost_would_be_covered(void **state)
{
    static const made_year near = { { 0.16, 0.2, 0.22, 0.25, 0.5 }, NAN, NAN, 0 },
                           far = { { 0.004, 0.005, 0.007, 0.008, 0.01 }, NAN, NAN, 0 };
    made m;
    (void)state;
    make_results(&m, "roi.multiple", "multiple", NULL, &near, 1);
    const pc_list list = lay_out(&m, &usual_em);
    assert_int_equal(count(&list, "break-even", PC_LINE), 1);
    make_results(&m, "roi.multiple", "multiple", NULL, &far, 1);
    const pc_list without = lay_out(&m, &usual_em);
    assert_int_equal(count(&without, "break-even", PC_LINE), 0);
    assert_non_null(find_text(&without, "1.0x = cost covered \u2191"));
}

static void without_a_plan_a_return_is_held_against_its_cost(void **state)
{
    made m;
    made_year year = made_roi[0];
    year.stated = year.p_stated = NAN;
    (void)state;
    make_results(&m, "roi.multiple", "multiple", NULL, &year, 1);
    const pc_list list = lay_out(&m, &usual_em);
    assert_string_equal(find(&list, "aim-name", PC_LABEL, 0)->text, "cost covered");
    assert_string_equal(find(&list, "count-words", PC_LABEL, 0)->text, "earn back the cost");
    assert_int_equal(count(&list, "strip-chance", PC_LABEL), 0);
}

static void without_any_aim_there_are_just_dots(void **state)
{
    made m;
    made_year year = made_revenue[0];
    year.stated = year.p_stated = NAN;
    (void)state;
    make_results(&m, "revenue.total", "currency", NULL, &year, 1);
    const pc_list list = lay_out(&m, &usual_em);
    assert_int_equal(count(&list, "dot-meets", PC_CIRCLE), 20);
    assert_null(find(&list, "aim", PC_LINE, 0));
    assert_null(find(&list, "count-meets", PC_LABEL, 0));
}

static void a_title_shrinks_then_wraps_then_is_cut(void **state)
{
    static double ems[] = { 0.55, 0.75, 0.95, 2.6 };
    static const struct {
        size_t lines;
        double least, most;
        const char *why;
    } rows[] = { { 1, 36, 36, "fits" },
                 { 1, 30, 35, "shrinks" },
                 { 2, 30, 30, "wraps" },
                 { 2, 30, 30, "is cut" } };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        made m;
        make_results(&m, "roi.multiple", "multiple", NULL, made_roi, 3);
        const pc_list list = lay_out(&m, &ems[i]);
        const pc_item *title = find(&list, "title", PC_LABEL, 0);
        assert_int_equal(count(&list, "title", PC_LABEL), rows[i].lines);
        assert_true(title->type.size >= rows[i].least && title->type.size <= rows[i].most);
        for (size_t k = 0; k < rows[i].lines; k++)
            assert_true(find(&list, "title", PC_LABEL, k)->box.x1 <= 1544);
        if (i == 3) assert_non_null(strstr(find(&list, "title", PC_LABEL, 1)->text, "\u2026"));
    }
}

static void no_memory_is_no_crash(void **state)
{
    made m;
    pc_fan fan;
    pc_arena first, second;
    (void)state;
    pc_arena_init(&first);
    pc_arena_init(&second);
    make_results(&m, "roi.multiple", "multiple", NULL, made_roi, 3);
    assert_int_equal(pc_fan_read(&fan, &first, &m.results, NULL, NULL, NULL), PC_OK);
    const pc_measure measure = { type_writer, &usual_em };
    pc_list list = { .arena = &second };
    second.failed = true;
    pc_fan_layout(&list, &fan, &measure, &pc_theme_light);
    assert_int_equal(list.n, 0);
    assert_int_equal(pc_fan_read(&fan, &second, &m.results, NULL, NULL, NULL), PC_ENOMEM);
    pc_arena_clear(&first);
    pc_arena_clear(&second);
}

static pc_extent counting(void *self, const char *text, const pc_type *type)
{
    (*(size_t *)self)++;
    return type_writer(&usual_em, text, type);
}

static void a_text_of_any_length_is_cut_after_a_few_looks(void **state)
{
    enum { LONG = 100000 };
    static char text[LONG + 1];
    size_t looks = 0;
    const pc_measure measure = { counting, &looks };
    pc_board board = { .arena = &arena, .measure = &measure };
    const pc_type type = { .size = 10 };
    (void)state;
    memset(text, 'x', LONG);
    assert_string_equal(pc_board_fit(&board, text, &type, 6 * 5.5), "xxxxx\xe2\x80\xa6");
    assert_true(looks < 20);
    assert_string_equal(pc_board_fit(&board, "ab cd", &type, 5 * 5.5), "ab cd");
    assert_string_equal(pc_board_fit(&board, "ab cd", &type, 4 * 5.5), "ab\xe2\x80\xa6");
    assert_string_equal(pc_board_fit(&board, "\xc3\xa4\xc3\xb6\xc3\xbc", &type, 2 * 5.5),
                        "\xc3\xa4\xe2\x80\xa6");
    assert_string_equal(pc_board_fit(&board, "abc", &type, 1), "\xe2\x80\xa6");
}

static int set_up(void **state)
{
    (void)state;
    pc_arena_init(&arena);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    pc_arena_clear(&arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(heights_are_proportional_and_start_at_zero),
        cmocka_unit_test(years_stand_over_their_names),
        cmocka_unit_test(bands_are_opaque_and_the_widest_is_painted_first),
        cmocka_unit_test(one_year_is_a_bar_and_nothing_is_invented_before_it),
        cmocka_unit_test(the_strip_says_what_is_not_stated),
        cmocka_unit_test(twenty_dots_are_counted_on_the_side_they_are_on),
        cmocka_unit_test(futures_without_a_value_are_dots_that_fall_short),
        cmocka_unit_test(what_is_certain_has_neither_bands_nor_dots),
        cmocka_unit_test(a_handful_of_futures_has_neither_bands_nor_chances),
        cmocka_unit_test(a_plan_that_states_nothing_has_no_row),
        cmocka_unit_test(a_loss_says_where_its_cost_would_be_covered),
        cmocka_unit_test(without_a_plan_a_return_is_held_against_its_cost),
        cmocka_unit_test(without_any_aim_there_are_just_dots),
        cmocka_unit_test(a_title_shrinks_then_wraps_then_is_cut),
        cmocka_unit_test(no_memory_is_no_crash),
        cmocka_unit_test(a_text_of_any_length_is_cut_after_a_few_looks),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
