/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Colours that can be told apart, and themes and specifications as data. */
#include "chart/spec/contrast.h"
#include "chart/spec/theme_file.h"
#include "tests/support/check.h"
#include "json/json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- Colour science, against published values ---- */

/* Sharma, Wu and Dalal 2005, table 1. */
static void ciede2000_is_the_published_one(void **state)
{
    static const struct {
        pc_lab x, y;
        double want;
    } rows[] = {
        { { 50, 2.6772, -79.7751 }, { 50, 0, -82.7485 }, 2.0425 },
        { { 50, 3.1571, -77.2803 }, { 50, 0, -82.7485 }, 2.8615 },
        { { 50, 2.8361, -74.0200 }, { 50, 0, -82.7485 }, 3.4412 },
        { { 50, 0, 0 }, { 50, -1, 2 }, 2.3669 },
        { { 50, 2.49, -0.001 }, { 50, -2.49, 0.0009 }, 7.1792 },
        { { 50, 2.5, 0 }, { 73, 25, -18 }, 27.1492 },
        { { 50, 2.5, 0 }, { 61, -5, 29 }, 22.8977 },
        { { 50, 2.5, 0 }, { 56, -27, -3 }, 31.9030 },
        { { 50, 2.5, 0 }, { 58, 24, 15 }, 19.4535 },
        { { 60.2574, -34.0099, 36.2677 }, { 60.4626, -34.1751, 39.4387 }, 1.2644 },
        { { 6.7747, -0.2908, -2.4247 }, { 5.8714, -0.0985, -2.2286 }, 0.6377 },
        { { 2.0776, 0.0795, -1.1350 }, { 0.9033, -0.0636, -0.5514 }, 0.9082 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        CHECK_CLOSE(pc_ciede2000(rows[i].x, rows[i].y), rows[i].want, 0, 5.1e-5);
        CHECK_CLOSE(pc_ciede2000(rows[i].y, rows[i].x), rows[i].want, 0, 5.1e-5);
    }
}

/* WCAG: black on white is 21; the others are figures published with the palette. */
static void contrast_is_the_published_one(void **state)
{
    (void)state;
    CHECK_CLOSE(pc_contrast(0, 0xFFFFFF), 21, 1e-12, 0);
    CHECK_CLOSE(pc_contrast(0x777777, 0x777777), 1, 1e-12, 0);
    CHECK_CLOSE(pc_contrast(0x0B4F86, 0xFFFFFF), 8.5, 0, 0.05);
    CHECK_CLOSE(pc_contrast(0xC2410C, 0xFFFFFF), 5.2, 0, 0.05);
    CHECK_CLOSE(pc_contrast(0xEEF2F5, 0x11181F), 15.9, 0, 0.05);
}

/* Red and green of one lightness: apart for most people, not for all. */
static void colour_blind_readers_count(void **state)
{
    double least = 100;
    (void)state;
    assert_true(pc_colour_distance(0xB0504A, 0x5A7A3A) < 15);
    for (int i = 0; i < PC_N_CATEGORIES; i++)
        for (int k = 0; k < i; k++)
            least = fmin(least, pc_colour_distance(pc_theme_light.category[i],
                                                   pc_theme_light.category[k]));
    CHECK_CLOSE(least, 15.4, 0, 0.06); /* as published with the palette */
}

/* ---- Themes ---- */

static char folder[] = "/tmp/themes-XXXXXX";
static char file[64];

static void write_text(const char *text)
{
    FILE *f = fopen(file, "wb");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

static void check_same(const pc_theme *a, const pc_theme *b)
{
    pc_theme x = *a, y = *b;
    assert_string_equal(x.font, y.font);
    x.name = y.name = x.font = y.font = NULL;
    assert_memory_equal(&x, &y, sizeof x);
}

static void the_themes_of_the_program_are_those_of_the_files(void **state)
{
    (void)state;
    for (size_t i = 0; pc_theme_names[i]; i++) {
        char path[64];
        pc_chart_theme *theme = NULL;
        snprintf(path, sizeof path, "plots/themes/%s.json", pc_theme_names[i]);
        assert_int_equal(pc_chart_theme_load(&theme, path, true, NULL), PC_OK);
        check_same(&theme->theme, pc_theme_find(pc_theme_names[i]));
        pc_chart_theme_free(theme);
        assert_int_equal(pc_theme_check(pc_theme_find(pc_theme_names[i]), "", true, NULL), 0);
    }
}

/* Every key of the file moves the theme. */
static void every_key_of_a_theme_counts(void **state)
{
    static const char *const texts[] = {
        "{\"font\":\"DejaVu Sans\"}",
        "{\"colours\":{\"paper\":\"#FFFFFE\"}}",
        "{\"colours\":{\"ink\":\"#000000\"}}",
        "{\"colours\":{\"ink2\":\"#000000\"}}",
        "{\"colours\":{\"ink3\":\"#000000\"}}",
        "{\"colours\":{\"grid\":\"#000000\"}}",
        "{\"colours\":{\"axis\":\"#000000\"}}",
        "{\"colours\":{\"zero\":\"#000000\"}}",
        "{\"colours\":{\"median\":\"#000000\"}}",
        "{\"colours\":{\"band_90\":\"#000000\"}}",
        "{\"colours\":{\"band_80\":\"#000000\"}}",
        "{\"colours\":{\"band_50\":\"#000000\"}}",
        "{\"colours\":{\"target\":\"#abcdef\"}}",
        "{\"colours\":{\"other\":\"#000000\"}}",
        "{\"colours\":{\"plans\":[\"#000001\",\"#000002\",\"#000003\",\"#000004\"]}}",
        "{\"colours\":{\"moves\":[\"#000001\",\"#000002\",\"#000003\",\"#000004\",\"#000005\"]}"
        "}",
        "{\"colours\":{\"move_texts\":[\"#000001\",\"#000002\",\"#000003\",\"#000004\"]}}",
        "{\"colours\":{\"tiers\":[\"#000001\",\"#000002\",\"#000003\",\"#000004\"]}}",
        "{\"colours\":{\"ramp\":[\"#000001\",\"#000002\",\"#000003\",\"#000004\",\"#000005\","
        "\"#000006\",\"#000007\",\"#000008\"]}}",
        "{\"sizes\":{\"title\":40}}",
        "{\"sizes\":{\"subtitle\":20}}",
        "{\"sizes\":{\"label\":19}}",
        "{\"sizes\":{\"figure\":19}}",
        "{\"sizes\":{\"big\":28}}",
        "{\"sizes\":{\"small\":17}}",
        "{\"sizes\":{\"footer\":17}}",
    };
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        pc_chart_theme *theme = NULL;
        write_text(texts[i]);
        assert_int_equal(pc_chart_theme_load(&theme, file, false, NULL), PC_OK);
        pc_theme light = pc_theme_light;
        light.name = theme->theme.name;
        assert_memory_not_equal(&theme->theme, &light, sizeof light);
        pc_chart_theme_free(theme);
    }
}

static void a_failing_pair_is_named(void **state)
{
    pc_chart_theme *theme = NULL;
    pc_diags *diags = pc_diags_new();
    (void)state;
    write_text("{\"colours\":{\"target\":\"#F0C0A0\"}}");
    assert_int_equal(pc_chart_theme_load(&theme, file, false, diags), PC_OK);
    assert_int_equal(pc_diags_count(diags), 1);
    assert_string_equal(pc_diags_at(diags, 0)->code, "W0604");
    assert_non_null(strstr(pc_diags_at(diags, 0)->text, "target and paper"));
    pc_chart_theme_free(theme);
    theme = NULL;
    assert_int_equal(pc_chart_theme_load(&theme, file, true, diags), PC_EDATA);
    assert_null(theme);
    assert_string_equal(pc_diags_at(diags, 1)->code, "E0616");
    pc_diags_free(diags);
}

/* ---- Specifications and themes that are none ---- */

static void unusable_files_are_refused(void **state)
{
    static const struct {
        bool is_theme;
        const char *text, *code, *help;
    } rows[] = {
        { false, "{\"kind\":\"fan\",\"metrc\":\"x\"}", "E0610", "metric" },
        { false, "{\"metric\":\"x\"}", "E0611", NULL },
        { false, "{\"kind\":1}", "E0612", NULL },
        { false, "[]", "E0612", NULL },
        { false, "{\"kind\":\"fann\"}", "E0613", "fan" },
        { false, "{\"kind\":\"fan\",\"theme\":\"drak\"}", "E0613", "dark" },
        { true, "{\"colors\":{}}", "E0610", "colours" },
        { true, "{\"colours\":{\"ink4\":\"#000000\"}}", "E0610", "ink" },
        { true, "{\"colours\":{\"ink\":\"black\"}}", "E0613", "#0B4F86" },
        { true, "{\"colours\":{\"ink\":\"#00000G\"}}", "E0613", NULL },
        { true, "{\"colours\":{\"categories\":[\"#000000\"]}}", "E0612", NULL },
        { true, "{\"sizes\":{\"footer\":8}}", "E0613", NULL },
        { true, "{\"font\":\"Comic Sans\"}", "E0613", "Inter" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        pc_chart_theme *theme = NULL;
        pc_chart_spec *spec = NULL;
        pc_diags *diags = pc_diags_new();
        write_text(rows[i].text);
        const pc_status status = rows[i].is_theme
                                     ? pc_chart_theme_load(&theme, file, false, diags)
                                     : pc_chart_spec_load(&spec, file, diags);
        assert_int_equal(status, PC_EDATA);
        const pc_diag *first = pc_diags_at(diags, 0);
        if (strcmp(first->code, rows[i].code) != 0)
            fail_msg("%s gives %s", rows[i].text, first->code);
        assert_true(first->line == 1 && first->column > 0);
        if (rows[i].help) assert_non_null(strstr(first->help, rows[i].help));
        pc_diags_free(diags);
    }
}

static void the_shipped_specifications_are_read(void **state)
{
    char path[64];
    (void)state;
    for (size_t i = 0; pc_chart_kind(i); i++) { /* each kind has one of its name */
        pc_chart_spec *spec = NULL;
        snprintf(path, sizeof path, "plots/specs/%s.json", pc_chart_kind(i));
        assert_int_equal(pc_chart_spec_load(&spec, path, NULL), PC_OK);
        assert_string_equal(spec->kind, pc_chart_kind(i));
        assert_true(!spec->metric && !spec->period && !spec->title && !spec->theme);
        pc_chart_spec_free(spec);
    }
}

static int set_up(void **state)
{
    (void)state;
    if (!mkdtemp(folder)) return 1;
    snprintf(file, sizeof file, "%s/x.json", folder);
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
        cmocka_unit_test(ciede2000_is_the_published_one),
        cmocka_unit_test(contrast_is_the_published_one),
        cmocka_unit_test(colour_blind_readers_count),
        cmocka_unit_test(the_themes_of_the_program_are_those_of_the_files),
        cmocka_unit_test(every_key_of_a_theme_counts),
        cmocka_unit_test(a_failing_pair_is_named),
        cmocka_unit_test(unusable_files_are_refused),
        cmocka_unit_test(the_shipped_specifications_are_read),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
