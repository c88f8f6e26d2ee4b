/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CSV: what is a cell, how numbers and dates are read, and what is refused where. */
#include "json/csv.h"
#include "fixture.h"
#include "json/csv_column.h"

#include <dirent.h>
#include <math.h>

static pc_csv *open_text(fixture *f, const char *text, char delimiter)
{
    return pc_csv_open(&f->arena, "t.csv", text, strlen(text), delimiter, NULL, f->diags);
}

/* The table as JSON, an object a row. */
static const char *as_json(fixture *f, pc_csv *csv)
{
    pc_json_writer w = { 0 };
    pc_json_write_array(&w, true);
    while (pc_csv_next(csv)) {
        pc_json_write_object(&w, true);
        for (size_t i = 0; i < csv->n_columns; i++) {
            pc_json_write_key(&w, csv->names[i]);
            pc_json_write_string(&w, pc_csv_text(&f->arena, csv, csv->cells[i]));
        }
        pc_json_write_end(&w);
    }
    pc_json_write_end(&w);
    const char *text = pc_arena_strdup(&f->arena, w.text.data);
    pc_text_clear(&w.text);
    return csv->failed ? "" : canonical(f, read_valid(f, text));
}

/* ---- what others agree on ---- */

/* One reference is no list, and has another telephone number than its table: the other cells.
 */
static void check_members(fixture *f, pc_csv *csv, const pc_json *want)
{
    assert_true(pc_csv_next(csv));
    assert_int_equal(csv->n_columns, want->n_items);
    for (size_t i = 0; i < want->n_items; i++) {
        assert_string_equal(csv->names[i], want->items[i].key);
        if (strcmp(csv->names[i], "Contact Phone Number") == 0) continue;
        assert_string_equal(pc_csv_text(&f->arena, csv, csv->cells[i]), want->items[i].string);
    }
    assert_false(pc_csv_next(csv));
}

static void check_spectrum(fixture *f, const char *folder, const char *name)
{
    pc_text text = { 0 };
    const char *path = pc_arena_printf(&f->arena, "%s/csvs/%s.csv", folder, name);
    FILE *file = fopen(path, "rb");
    char piece[4096];
    assert_non_null(file);
    for (size_t n; (n = fread(piece, 1, sizeof piece, file)) > 0;)
        pc_text_add_n(&text, piece, n);
    fclose(file);
    pc_csv *csv = pc_csv_open(&f->arena, path, text.data, text.n, 0, NULL, f->diags);
    if (!csv) fail_msg("%s: %s", name, problems(f));
    const pc_json *want = NULL;
    pc_json_read_file(&want, &f->arena,
                      pc_arena_printf(&f->arena, "%s/json/%s.json", folder, name), PC_JSON_RFC,
                      NULL, f->diags);
    assert_non_null(want);
    if (want->kind == PC_JSON_ARRAY)
        assert_string_equal(as_json(f, csv), canonical(f, want));
    else
        check_members(f, csv, want);
    pc_text_clear(&text);
}

static void the_spectrum_is_read(void **state)
{
    (void)state;
    fixture f = fixture_new();
    const char *folder = shared_path(&f, "cases/data/csv");
    DIR *names = folder ? opendir(pc_arena_printf(&f.arena, "%s/csvs", folder)) : NULL;
    if (!names) {
        fixture_free(&f);
        skip();
    }
    int n = 0;
    for (const struct dirent *one; (one = readdir(names));) {
        const size_t length = strlen(one->d_name);
        if (length < 5 || strcmp(one->d_name + length - 4, ".csv") != 0) continue;
        check_spectrum(&f, folder, pc_arena_strndup(&f.arena, one->d_name, length - 4));
        n++;
    }
    closedir(names);
    assert_int_equal(n, 12);
    fixture_free(&f);
}

/* ---- tables ---- */

static void tables_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want, *why;
    } rows[] = {
        { "a,b\n1,2", "[{\"a\":\"1\",\"b\":\"2\"}]", "no line end behind the last row" },
        { "\xEF\xBB\xBF"
          "a,b\r\n1,2\r\n\r\n",
          "[{\"a\":\"1\",\"b\":\"2\"}]", "byte order mark, empty lines at the end" },
        { "a,b\r1,2\r3,4\r", "[{\"a\":\"1\",\"b\":\"2\"},{\"a\":\"3\",\"b\":\"4\"}]",
          "lone CRs" },
        { "a;b\n1,5;2\n", "[{\"a\":\"1,5\",\"b\":\"2\"}]", "semicolons beside decimal commas" },
        { "a\tb\n1\t\n", "[{\"a\":\"1\",\"b\":\"\"}]", "tabs, an empty last cell" },
        { "a|b\nx,y|z\n", "[{\"a\":\"x,y\",\"b\":\"z\"}]", "bars" },
        { "a\n1;5\n", "[{\"a\":\"1;5\"}]", "one column has nothing to part" },
        { "\"a,b\";c\n\"x\r\"\"y\";\n", "[{\"a,b\":\"x\\r\\\"y\",\"c\":\"\"}]",
          "a lone CR inside quotes stays one" },
        { " a , b\n 1 ,\"\"\n", "[{\"a\":\" 1 \",\"b\":\"\"}]",
          "names are trimmed, cells not" },
        { "a,b\n5\" disk,\n", "[{\"a\":\"5\\\" disk\",\"b\":\"\"}]",
          "a quote in the middle is a character" },
        { "a,a;b\n1,2;3\n4,5,;6\n",
          "[{\"a,a\":\"1,2\",\"b\":\"3\"},"
          "{\"a,a\":\"4,5,\",\"b\":\"6\"}]",
          "the delimiter that fits every row" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        fixture f = fixture_new();
        pc_csv *csv = open_text(&f, rows[i].text, 0);
        const char *got = csv ? as_json(&f, csv) : "refused";
        if (strcmp(got, canonical(&f, read_valid(&f, rows[i].want))) != 0)
            fail_msg("%s: %s %s", rows[i].why, got, problems(&f));
        fixture_free(&f);
    }
}

static void refusals_have_places(void **state)
{
    (void)state;
    static const struct {
        const char *text, *code;
        size_t n;
        unsigned line, column;
        const char *why;
    } rows[] = {
        { "", "E0153", 0, 1, 1, "nothing" },
        { "\n\r\n", "E0153", 3, 1, 1, "empty lines" },
        { "a,b\n", "E0153", 4, 1, 4, "no rows" },
        { "a,b\n1,2,3\n4,5\n6\n", "E0156", 16, 2, 1, "a longer row" },
        { "a,b\n1,\"2\n3,4\n", "E0155", 13, 2, 3, "a quote that is not closed" },
        { "a,b\n1,\"2\"x\n", "E0155", 11, 2, 6, "text behind a quote" },
        { "a,b\n1, \"2\"\n", "E0155", 11, 2, 3, "blanks before a quote" },
        { "a,b\r1,\0\r", "E0152", 9, 2, 3, "a zero byte, lone CRs" },
        { "a,b\n1,\xE9\n", "E0151", 8, 2, 3, "Latin-1" },
        { "\xFF\xFE"
          "a\0,\0b\0\n\0",
          "E0151", 10, 1, 1, "UTF-16 with its mark" },
        { "a\0,\0b\0\n\0", "E0151", 8, 1, 1, "UTF-16 without" },
        { "a,b;c\n1,2;3\n", "E0154", 12, 1, 1, "two delimiters fit" },
        { "a,b,a\n1,2,3\n", "E0157", 12, 1, 5, "two columns of one name" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        fixture f = fixture_new();
        pc_csv *csv = pc_csv_open(&f.arena, "t.csv", rows[i].text, rows[i].n, 0, NULL, f.diags);
        while (csv && pc_csv_next(csv)) {
        }
        assert_true(!csv || csv->failed);
        const pc_diag *said = pc_diags_at(f.diags, 0);
        if (!said || strcmp(said->code, rows[i].code) != 0 || said->line != rows[i].line ||
            said->column != rows[i].column)
            fail_msg("%s: %s", rows[i].why, problems(&f));
        fixture_free(&f);
    }
}

static void all_ragged_rows_are_told(void **state)
{
    (void)state;
    fixture f = fixture_new();
    pc_csv *csv = open_text(&f, "a,b\n1\n2,3\n4,5,6\n", 0);
    size_t n = 0;
    while (pc_csv_next(csv)) n++;
    assert_int_equal(n, 1);
    assert_int_equal(pc_diags_errors(f.diags), 2);
    assert_int_equal(pc_diags_at(f.diags, 1)->line, 4);
    fixture_free(&f);
}

static void limits_are_kept(void **state)
{
    (void)state;
    static const struct {
        pc_csv_limits limits;
        const char *why;
    } rows[] = {
        { { .bytes = 15, .rows = 9, .columns = 9, .cell_bytes = 9 }, "bytes" },
        { { .bytes = 99, .rows = 1, .columns = 9, .cell_bytes = 9 }, "rows" },
        { { .bytes = 99, .rows = 9, .columns = 2, .cell_bytes = 9 }, "columns" },
        { { .bytes = 99, .rows = 9, .columns = 9, .cell_bytes = 2 }, "a cell" },
    };
    static const char text[] = "a,b,c\n1,2,333\n4,5,6\n";
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        fixture f = fixture_new();
        pc_csv *csv =
            pc_csv_open(&f.arena, "t.csv", text, strlen(text), ',', &rows[i].limits, f.diags);
        while (csv && pc_csv_next(csv)) {
        }
        if (pc_diags_errors(f.diags) != 1 ||
            strcmp(pc_diags_at(f.diags, 0)->code, "E0150") != 0)
            fail_msg("%s: %s", rows[i].why, problems(&f));
        fixture_free(&f);
    }
}

/* ---- columns ---- */

/* A one-column table of cells parted by line ends. */
static pc_csv_column column_of(fixture *f, const char *cells)
{
    const char *text = pc_arena_printf(&f->arena, "x\n%s\n", cells);
    pc_csv *csv = open_text(f, text, 0);
    pc_csv_cell *kept = PC_NEW_ARRAY(&f->arena, pc_csv_cell, strlen(text));
    size_t n = 0;
    assert_non_null(csv);
    while (pc_csv_next(csv)) kept[n++] = csv->cells[0];
    return (pc_csv_column) { csv, "x", kept, n };
}

static void numbers_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *cells;
        char decimal;
        double first, last;
        const char *why;
    } rows[] = {
        { "1234\n5", 0, 1234, 5, "nothing to decide" },
        { "1,234\n1,234.5", 0, 1234, 1234.5, "a point further on decides" },
        { "1.234\n1.234,5", 0, 1234, 1234.5, "a comma further on decides" },
        { "1,234\n1,234,567", 0, 1234, 1234567, "two groups decide" },
        { "1.234\n12.34", 0, 1.234, 12.34, "a group of two is none" },
        { "0.123\n1.234", 0, 0.123, 1.234, "0 begins no group" },
        { "1234.567\n1.234", 0, 1234.567, 1.234, "four digits before the first group" },
        { "1,234\n2,345", '.', 1234, 2345, "declared a point" },
        { "1,234\n2,345", ',', 1.234, 2.345, "declared a comma" },
        { "$1,234.50\n-$5\n$-7", 0, 1234.5, -7, "dollars, signs on either side" },
        { "\xE2\x82\xAC 1.234,50\n1,5 EUR", 0, 1234.5, 1.5, "euros, both ways of writing" },
        { "12.5%\n7 %", 0, 0.125, 0.07, "percentages" },
        { "1'000'000.5\n1\xE2\x80\x99"
          "000",
          0, 1000000.5, 1000, "Swiss groups" },
        { "1\xC2\xA0"
          "234\xE2\x80\xAF"
          "567\n1 000,5",
          0, NAN, 0, "two kinds of blank are one" },
        { "1 234 567\n1 000,5", 0, 1234567, 1000.5, "groups by blanks" },
        { "\xE2\x88\x92"
          "5\n+7",
          0, -5, 7, "a minus sign as books print it" },
        { "1.5e3\n2E-2", 0, 1500, 0.02, "exponents" },
        { ".5\n007", 0, 0.5, 7, "no digit in front, zeros in front" },
        { "1\n\n 3 ", 0, 1, 3, "an empty cell is no value" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        fixture f = fixture_new();
        const pc_csv_column column = column_of(&f, rows[i].cells);
        pc_csv_values got;
        if (!pc_csv_read_numbers(&got, &f.arena, &column, rows[i].decimal))
            fail_msg("%s: %s", rows[i].why, problems(&f));
        if (!isnan(rows[i].first)) { /* both doubles are the nearest to the same decimal */
            CHECK_CLOSE(got.values[0], rows[i].first, 0, 0);
            CHECK_CLOSE(got.values[column.n - 1], rows[i].last, 0, 0);
        }
        fixture_free(&f);
    }
}

static void marks_are_told(void **state)
{
    (void)state;
    fixture f = fixture_new();
    pc_csv_values got;
    pc_csv_column column = column_of(&f, "5 %\n\n7%");
    assert_true(pc_csv_read_numbers(&got, &f.arena, &column, 0));
    assert_true(got.is_percent);
    assert_int_equal(got.n_missing, 1);
    assert_true(isnan(got.values[1]));
    column = column_of(&f, "5\n\xE2\x82\xAC 7,5");
    assert_true(pc_csv_read_numbers(&got, &f.arena, &column, 0));
    assert_string_equal(got.currency, "EUR");
    assert_int_equal(got.decimal, ',');
    fixture_free(&f);
}

static void dates_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *cells;
        pc_csv_date_format declared, want;
        const char *first;
    } rows[] = {
        { "2025-03-04\n2024-02-29", PC_CSV_DATE_DETECT, PC_CSV_ISO, "2025-03-04" },
        { "2025-3-4T10:20:30.5Z\n2025/12/31", PC_CSV_DATE_DETECT, PC_CSV_ISO, "2025-03-04" },
        { "4.3.2025\n31.12.1899", PC_CSV_DATE_DETECT, PC_CSV_D_M_Y, "2025-03-04" },
        { "03/04/2025\n03/14/2025", PC_CSV_DATE_DETECT, PC_CSV_MDY, "2025-03-04" },
        { "03/04/2025\n14/04/2025", PC_CSV_DATE_DETECT, PC_CSV_DMY, "2025-04-03" },
        { "05-05-2025\n06-06-2025", PC_CSV_DATE_DETECT, PC_CSV_MDY, "2025-05-05" },
        { "03/04/2025", PC_CSV_MDY, PC_CSV_MDY, "2025-03-04" },
        { "03/04/2025", PC_CSV_DMY, PC_CSV_DMY, "2025-04-03" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        fixture f = fixture_new();
        const pc_csv_column column = column_of(&f, rows[i].cells);
        pc_csv_values got;
        char day[PC_CSV_DAY_SIZE];
        if (!pc_csv_read_dates(&got, &f.arena, &column, rows[i].declared))
            fail_msg("%s: %s", rows[i].cells, problems(&f));
        assert_int_equal(got.format, rows[i].want);
        assert_string_equal(pc_csv_day_text(day, got.values[0]), rows[i].first);
        fixture_free(&f);
    }
    /* `date -d 2025-03-04 +%s` / 86400; 2000-02-29 and the epoch */
    CHECK_CLOSE(pc_csv_day("2025-03-04", 10, PC_CSV_ISO), 20151, 0, 0);
    CHECK_CLOSE(pc_csv_day("2000-02-29", 10, PC_CSV_ISO), 11016, 0, 0);
    CHECK_CLOSE(pc_csv_day("1970-01-01", 10, PC_CSV_ISO), 0, 0, 0);
    assert_true(isnan(pc_csv_day("1900-02-29", 10, PC_CSV_ISO)));
}

static void every_day_comes_back(void **state)
{
    (void)state;
    char text[PC_CSV_DAY_SIZE];
    for (double day = -719162; day < 2932897; day += 1) /* 0001-01-01 to 9999-12-31 */
        if (pc_csv_day(pc_csv_day_text(text, day), 10, PC_CSV_ISO) != day)
            fail_msg("day %.0f became %s", day, text);
}

static void unclear_columns_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *cells;
        bool is_date;
        const char *code;
        unsigned line;
        const char *words;
    } rows[] = {
        { "5\n1,234", false, "E0159", 3, "1234 with a decimal point and 1.234 with" },
        { "1.234", false, "E0159", 2, "1.234 with a decimal point and 1234 with" },
        { "1,5\n1.5", false, "E0159", 3, "not a number with a decimal comma" },
        { "1\nn/a\nx", false, "E0158", 3, "\"n/a\" in the column \"x\" is not a number" },
        { "1,23,456", false, "E0158", 2, "not a number" },
        { "1.\n2", false, "E0158", 2, "not a number" },
        { "--1", false, "E0158", 2, "not a number" },
        { "1e999", false, "E0158", 2, "not a number" },
        { "$5 EUR", false, "E0158", 2, "not a number" },
        { "5%\n5", false, "E0162", 3, "some cells of this column have a %" },
        { "$5\nEUR 5", false, "E0162", 3, "two currencies" },
        { "03/04/2025", true, "E0161", 2, "2025-03-04 as m/d/y and 2025-04-03 as d/m/y" },
        { "2025-03-04\n05.03.2025", true, "E0161", 3, "is not a date as y-m-d" },
        { "13/13/2025", true, "E0160", 2, "is not a date" },
        { "01/02/25", true, "E0160", 2, "is not a date" },
        { "2025-02-29", true, "E0160", 2, "is not a date" },
        { "2025-02-28 noon", true, "E0160", 2, "is not a date" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        fixture f = fixture_new();
        const pc_csv_column column = column_of(&f, rows[i].cells);
        pc_csv_values got;
        assert_false(rows[i].is_date
                         ? pc_csv_read_dates(&got, &f.arena, &column, PC_CSV_DATE_DETECT)
                         : pc_csv_read_numbers(&got, &f.arena, &column, 0));
        const pc_diag *said = pc_diags_at(f.diags, 0);
        if (!said || strcmp(said->code, rows[i].code) != 0 || said->line != rows[i].line ||
            !strstr(said->text, rows[i].words))
            fail_msg("%s: %s", rows[i].cells, problems(&f));
        fixture_free(&f);
    }
}

/* Hostile texts of 4 MiB: each takes a moment, not a square of it. */
static void large_texts_are_read_in_one_go(void **state)
{
    (void)state;
    static const char *const units[] = { "\"",        "\"\"", ",",     "\n",      "\r",
                                         "a,\"b\"\n", "x\"",  ";,\t|", "1,234\n", " " };
    enum { SIZE = 4 << 20 };
    char *text = malloc(SIZE);
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        fixture f = fixture_new();
        for (size_t at = 0; at < SIZE; at++) text[at] = units[i][at % strlen(units[i])];
        pc_csv *csv = pc_csv_open(&f.arena, "t.csv", text, SIZE, 0, NULL, f.diags);
        while (csv && pc_csv_next(csv)) {
        }
        fixture_free(&f);
    }
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_spectrum_is_read),
        cmocka_unit_test(tables_are_read),
        cmocka_unit_test(refusals_have_places),
        cmocka_unit_test(all_ragged_rows_are_told),
        cmocka_unit_test(limits_are_kept),
        cmocka_unit_test(numbers_are_read),
        cmocka_unit_test(marks_are_told),
        cmocka_unit_test(dates_are_read),
        cmocka_unit_test(every_day_comes_back),
        cmocka_unit_test(unclear_columns_are_refused),
        cmocka_unit_test(large_texts_are_read_in_one_go),
    };
    return cmocka_run_group_tests_name("json: csv", tests, NULL, NULL);
}
