/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The plan in scenarios/: what it becomes, what every change of one byte does, and memory that
 * fails. Run from the top folder. */
#include "load.h"

static char *text;
static size_t n_text;

static int read_plan(void **state)
{
    FILE *file = fopen("scenarios/neurectomy.json", "r");
    (void)state;
    if (!file) return -1;
    text = malloc(1 << 16);
    n_text = fread(text, 1, 1 << 16, file);
    return fclose(file);
}

static int free_plan(void **state)
{
    (void)state;
    free(text);
    return 0;
}

static void the_plan_is_read_as_it_stands(void **state)
{
    (void)state;
    loaded l = { .diags = pc_diags_new() };
    assert_int_equal(
        pc_scenario_load_text(&l.scenario, "neurectomy.json", text, n_text, NULL, l.diags),
        PC_OK);
    const pc_programme *p = &l.scenario->programme;
    assert_int_equal(pc_diags_count(l.diags), 0);
    assert_string_equal(p->name, "neurectomy");
    assert_string_equal(p->currency, "USD");
    assert_int_equal(p->minor_digits, 2);
    assert_int_equal(p->months, 36);
    assert_int_equal(p->seed, 2025);
    assert_int_equal(p->n_channels, 5);
    assert_string_equal(p->channels[0].id, "direct"); /* sorted */
    assert_string_equal(p->channels[4].id, "technology");
    assert_int_equal(p->channels[1].route, PC_ROUTE_MARKETPLACE);
    CHECK_CLOSE(p->channels[1].fee->number, 0.15, 0, 0);
    assert_int_equal(p->channels[3].commission_id, 0);
    assert_int_equal(p->channels[0].commission_id, PC_NONE);
    CHECK_CLOSE(p->mix, 50, 0, 0);
    assert_int_equal(p->mix_each, PC_EACH_YEAR);
    assert_int_equal(p->roi.headline, PC_ROI_MULTIPLE);
    assert_true(p->roi.definitions[PC_ROI_MULTIPLE].budget);
    assert_false(p->roi.definitions[PC_ROI_MULTIPLE].marketplace_fee);
    assert_true(p->roi.definitions[PC_ROI_INCREMENTAL].marketplace_fee); /* a default */
    assert_int_equal(p->n_headlines, 2);
    assert_int_equal(p->n_targets, 2);
    assert_non_null(p->budget[2].heads); /* managers */
    for (size_t i = 0; i < p->n_inputs; i++) assert_true(*p->inputs[i].source);
    unload(&l);
}

/* Bytes changed, cut out and doubled at random: refused or read, never a crash, and refused
 * with a word. */
static void no_mutation_crashes(void **state)
{
    uint64_t seed = 88172645463325252u;
    char *mutant = malloc(2 * n_text);
    size_t n_read = 0;
    (void)state;
    for (int round = 0; round < 2000; round++) {
        memcpy(mutant, text, n_text);
        size_t n = n_text;
        for (int k = 0; k < 1 + round % 4; k++) {
            static const char bytes[] = "\"{}[],:0189.-+eE=%$ab_ \n\\u\xC3\x80\xFF";
            seed ^= seed << 13, seed ^= seed >> 7, seed ^= seed << 17; /* xorshift64 */
            const size_t at = seed % n, length = 1 + (seed >> 32) % 12;
            if (seed >> 62 == 0 && at + length < n) {
                memmove(mutant + at, mutant + at + length, n - at - length);
                n -= length;
            } else if (seed >> 62 == 1 && at + length < n) {
                memmove(mutant + at + length, mutant + at, n - at);
                n += length;
            } else {
                mutant[at] = bytes[(seed >> 40) % (sizeof bytes - 1)];
            }
        }
        loaded l = { .diags = pc_diags_new() };
        const pc_status status =
            pc_scenario_load_text(&l.scenario, "mutant.json", mutant, n, NULL, l.diags);
        assert_true(status == PC_OK || status == PC_EDATA);
        assert_int_equal(status == PC_OK, pc_diags_errors(l.diags) == 0);
        n_read += status == PC_OK;
        unload(&l);
    }
    free(mutant);
    assert_true(n_read > 20); /* changes in notes leave a scenario */
}

/* Values of the wrong kind in the place of every value. */
static void no_wrong_kind_crashes(void **state)
{
    static const char *const values[] = { "null",
                                          "true",
                                          "-1",
                                          "\"\"",
                                          "[]",
                                          "{}",
                                          "[[1]]",
                                          "{\"value\":{}}",
                                          "{\"by_year\":[null]}",
                                          "\"=month\"",
                                          "{\"low\":1}",
                                          "1e300" };
    pc_arena arena;
    (void)state;
    pc_arena_init(&arena);
    const pc_json *root =
        pc_json_read(&arena, "plan", text, n_text, PC_JSON_STRICT, NULL, NULL);
    assert_non_null(root);
    char *mutant = malloc(n_text + 64);
    const pc_json *stack[64] = { root };
    size_t depth = 1, at[64] = { 0 };
    while (depth > 0) {
        const pc_json *here = stack[depth - 1];
        if (at[depth - 1] == here->n_items) {
            depth--;
            continue;
        }
        const pc_json *value = &here->items[at[depth - 1]++];
        for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
            const int n = sprintf(mutant, "%.*s%s%s", (int)value->begin, text, values[i], "");
            memcpy(mutant + n, text + value->end, n_text - value->end);
            loaded l = { .diags = pc_diags_new() };
            const pc_status status =
                pc_scenario_load_text(&l.scenario, "mutant.json", mutant,
                                      (size_t)n + n_text - value->end, NULL, l.diags);
            assert_true(status == PC_OK || status == PC_EDATA);
            assert_int_equal(status == PC_OK, pc_diags_errors(l.diags) == 0);
            unload(&l);
        }
        if (value->n_items && depth < 64) {
            stack[depth] = value;
            at[depth++] = 0;
        }
    }
    free(mutant);
    pc_arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_plan_is_read_as_it_stands),
        cmocka_unit_test(no_mutation_crashes),
        cmocka_unit_test(no_wrong_kind_crashes),
    };
    return cmocka_run_group_tests(tests, read_plan, free_plan);
}
