/* SPDX-License-Identifier: GPL-3.0-or-later */
/* results.json read again: the same bytes when written, and nothing taken on trust. */
#include "base/file.h"
#include "results/results.h"
#include "tests/support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const goldens[] = { "tests/golden/expected/share.results.json",
                                       "tests/golden/expected/variant.results.json",
                                       "tests/golden/expected/cadence.results.json" };
static char folder[] = "/tmp/read-XXXXXX";
static char file[64];

static char *read_all(const char *path)
{
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    char *text = calloc(1, 1 << 20);
    assert_true(fread(text, 1, (1 << 20) - 1, f) > 0);
    fclose(f);
    return text;
}

static void write_all(const char *text, size_t n)
{
    FILE *f = fopen(file, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(text, 1, n, f), n);
    fclose(f);
}

static void goldens_come_back_byte_for_byte(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof goldens / sizeof *goldens; i++) {
        pc_results *results = NULL;
        char *want = read_all(goldens[i]);
        assert_int_equal(pc_results_load(&results, goldens[i], NULL), PC_OK);
        char *got = pc_results_json(results);
        assert_string_equal(got, want);
        free(got);
        free(want);
        pc_results_free(results);
    }
}

static void a_fiscal_year_of_its_own_comes_back(void **state)
{
    (void)state;
    static const char of_calendar[] = "\"fiscal_year_start\": 1,";
    char *text = read_all(goldens[0]), *at = strstr(text, of_calendar);
    pc_results *results = NULL;
    assert_non_null(at);
    at[sizeof of_calendar - 3] = '7';
    write_all(text, strlen(text));
    assert_int_equal(pc_results_load(&results, file, NULL), PC_OK);
    assert_int_equal(results->fiscal_year_start, 7);
    char *got = pc_results_json(results);
    assert_string_equal(got, text);
    free(got);
    free(text);
    pc_results_free(results);
}

static void figures_are_where_they_were(void **state)
{
    pc_results *r = NULL;
    (void)state;
    assert_int_equal(pc_results_load(&r, goldens[0], NULL), PC_OK);
    assert_string_equal(r->name, "share");
    assert_string_equal(r->at, "simulated");
    assert_true(r->trials > 1 && r->months >= 12 && r->n_channels > 1);
    const pc_metric *m = pc_results_find(r, "roi.multiple", "y1");
    assert_non_null(m);
    CHECK_CLOSE(m->q[99], m->stats[PC_P50].value, 1e-3, 0);
    assert_true(isnan(m->stats[PC_MIN].se) && m->stats[PC_MEAN].se > 0);
    assert_true(m->trial_of[PC_TRIAL_MAX] < r->trials);
    const pc_metric *payback = pc_results_find(r, "payback.month", "all");
    if (payback) assert_true(payback->is_never);
    pc_results_free(r);
}

/* ---- What a run never writes ---- */

static const struct {
    const char *from, *to, *code, *why;
} edits[] = {
    { "partnercast-results/1", "partnercast-results/9", "E0174", "a format of the future" },
    { "\"format\": \"partnercast-results/1\"", "\"format\": 1", "E0170", "another format" },
    { "\"format\"", "\"Format\"", "E0170", "keys have one case" },
    { ", \"trials\"", ", \"trails\"", "E0171", "a key that is none" },
    { "\"at\": \"simulated\"", "\"at\": \"dreamt\"", "E0174", "a word that is none" },
    { "\"explained\"", "\"explaned\"", "E0171", "what drives it: a key that is none" },
    { "{ \"seed\": 11", "{ \"seed\": -1", "E0174", "below the least seed" },
    { "{ \"seed\": 11", "{ \"seed\": 1.5", "E0174", "no whole number" },
    { "{ \"seed\": 11", "{ \"seed\": \"1\"", "E0173", "a text is no number" },
    { "\"warnings\"", "\"warnngs\"", "E0171", "an unknown list" },
    { "\"minor_digits\": 2,", "", "E0172", "a key that is missing" },
    { "\"period\": \"y1\"", "\"period\": \"y01\"", "E0174", "no such period" },
    { "\"period\": \"y2\"", "\"period\": \"y1\"", "E0175", "the same metric again" },
    { "\"unit\": \"currency\"", "\"unit\": \"x\"", "E0174", "no such unit" },
    { "\"start\": \"2025-01\",\n    \"months", "\"start\": \"2025-13\",\n    \"months", "E0174",
      "no such month" },
    { "\"q\": [", "\"q\": [1, ", "E0174", "one quantile too many" },
    { "\"q\": [", "\"q\": [9e99], \"qq\": [", "E0174", "one quantile" },
    { "\"mean\": [", "\"mean\": [null, ", "E0173", "an estimate of three" },
    { "\"stats\": {", "\"stats\": { \"median\": [1, 0],", "E0171", "a statistic that is none" },
};

static bool has_code(const pc_diags *diags, const char *code)
{
    for (size_t i = 0; i < pc_diags_count(diags); i++) {
        const pc_diag *d = pc_diags_at(diags, i);
        if (strcmp(d->code, code) == 0) return d->line > 0 && d->column > 0 && *d->text;
    }
    return false;
}

/* The text with the first `from` behind the metrics' start, or anywhere, replaced. */
static char *edited(const char *text, const char *from, const char *to)
{
    char *out = NULL;
    const char *at = strstr(text, from);
    assert_non_null(at);
    assert_true(asprintf(&out, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from)) > 0);
    return out;
}

static void edited_results_are_refused_with_their_place(void **state)
{
    char *text = read_all(goldens[0]);
    (void)state;
    for (size_t i = 0; i < sizeof edits / sizeof *edits; i++) {
        pc_results *results = NULL;
        pc_diags *diags = pc_diags_new();
        char *bad = edited(text, edits[i].from, edits[i].to);
        write_all(bad, strlen(bad));
        const pc_status status = pc_results_load(&results, file, diags);
        if (status != PC_EDATA || !has_code(diags, edits[i].code))
            print_error("%s: status %d, %zu problems, first %s: %s\n", edits[i].why, status,
                        pc_diags_errors(diags),
                        pc_diags_count(diags) ? pc_diags_at(diags, 0)->code : "-",
                        pc_diags_count(diags) ? pc_diags_at(diags, 0)->text : "");
        assert_int_equal(status, PC_EDATA);
        assert_null(results);
        assert_true(has_code(diags, edits[i].code));
        free(bad);
        pc_diags_free(diags);
    }
    free(text);
}

static void all_problems_are_told_at_once(void **state)
{
    pc_results *results = NULL;
    pc_diags *diags = pc_diags_new();
    char *text = read_all(goldens[0]);
    (void)state;
    char *once = edited(text, "{ \"seed\": 11", "{ \"seed\": -1");
    char *twice = edited(once, "\"warnings\"", "\"warnngs\"");
    write_all(twice, strlen(twice));
    assert_int_equal(pc_results_load(&results, file, diags), PC_EDATA);
    assert_true(has_code(diags, "E0174") && has_code(diags, "E0171") &&
                has_code(diags, "E0172"));
    assert_int_equal(pc_diags_errors(diags), 3);
    pc_diags_free(diags);
    free(twice);
    free(once);
    free(text);
}

/* Changed bytes anywhere: refused with words, or read; never a crash. */
static void damaged_files_never_crash(void **state)
{
    char *text = read_all(goldens[2]);
    const size_t n = strlen(text);
    unsigned seed = 1, n_refused = 0;
    (void)state;
    for (int i = 0; i < 400; i++) {
        pc_results *results = NULL;
        pc_diags *diags = pc_diags_new();
        seed = seed * 1664525 + 1013904223;
        const size_t at = seed % n;
        const char was = text[at];
        text[at] = "\"{}[]:,0-9nt\\ \xff"[seed >> 24 & 15];
        write_all(text, i % 3 ? n : at);
        const pc_status status = pc_results_load(&results, file, diags);
        assert_true(status == PC_OK || (status == PC_EDATA && pc_diags_errors(diags) > 0));
        n_refused += status == PC_EDATA;
        text[at] = was;
        pc_results_free(results);
        pc_diags_free(diags);
    }
    assert_true(n_refused > 200);
    free(text);
}

static void what_is_no_file_is_refused(void **state)
{
    pc_results *results = NULL;
    (void)state;
    assert_int_equal(pc_results_load(&results, "/nowhere/at/all", NULL), PC_ENOINPUT);
    assert_int_equal(pc_results_load(&results, "/dev/null", NULL), PC_ENOINPUT);
    unlink(file);
    assert_int_equal(pc_results_load(&results, folder, NULL), PC_ENOINPUT);
    assert_int_equal(mkfifo(file, 0600), 0);
    assert_int_equal(pc_results_load(&results, folder, NULL), PC_ENOINPUT);
    unlink(file);
    assert_null(results);
}

static void a_folder_stands_for_its_results(void **state)
{
    pc_results *results = NULL;
    char *text = read_all(goldens[0]);
    (void)state;
    write_all(text, strlen(text));
    assert_int_equal(pc_results_load(&results, folder, NULL), PC_OK);
    pc_results_free(results);
    free(text);
}

static int set_up(void **state)
{
    (void)state;
    if (!mkdtemp(folder)) return 1;
    snprintf(file, sizeof file, "%s/results.json", folder);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    unlink(file);
    return rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(goldens_come_back_byte_for_byte),
        cmocka_unit_test(a_fiscal_year_of_its_own_comes_back),
        cmocka_unit_test(figures_are_where_they_were),
        cmocka_unit_test(edited_results_are_refused_with_their_place),
        cmocka_unit_test(all_problems_are_told_at_once),
        cmocka_unit_test(damaged_files_never_crash),
        cmocka_unit_test(what_is_no_file_is_refused),
        cmocka_unit_test(a_folder_stands_for_its_results),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
