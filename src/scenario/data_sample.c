/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The values of a column: the rows that "where" keeps, condition after condition, each looking
 * only at the rows that are left. How numbers and dates are written is found from those rows.
 */
#include "scenario/data.h"

#include "json/csv.h"
#include "json/number.h"

#include <math.h>
#include <string.h>

const pc_key pc_data_keys[PC_N_DATA_KEYS] = {
    { "file", PC_MUST },       { "column", PC_MUST }, { "where", PC_MAY },
    { "delimiter", PC_MAY },   { "decimal", PC_MAY }, { "date_format", PC_MAY },
    { "date_column", PC_MAY }, { "sha256", PC_MAY },
};

/* Enough for any plan, and an end to a scenario that asks for one large file again and again.
 */
#define PARSED_MAX ((size_t)1 << 30)
enum { COLUMNS_MAX = PC_CONDITIONS_MAX + 3, NO_COLUMN = COLUMNS_MAX };

typedef struct sampling {
    pc_quantity *q;
    pc_reader *reader;
    const pc_json *object;
    pc_arena *scratch;
    pc_csv *csv;
    pc_data_form form;
    pc_condition conditions[PC_CONDITIONS_MAX];
    size_t n_conditions;
    size_t columns[COLUMNS_MAX]; /* of the file */
    const char *names[COLUMNS_MAX];
    pc_csv_cell *cells[COLUMNS_MAX]; /* the rows that are left */
    size_t n_columns, n_rows;
    size_t value, weight, date; /* indices into columns, or NO_COLUMN */
} sampling;

/* ---- options ---- */

bool pc_data_read_form(pc_data_form *out, pc_reader *reader, const pc_json *object)
{
    static const char *const delimiters[] = { ",", ";", "tab", "|", "\t" },
                             *const decimals[] = { ".", "," },
                             *const formats[] = { "iso", "d.m.y", "m/d/y", "d/m/y" };
    const size_t n_errors = pc_diags_errors(reader->diags);
    const size_t delimiter = pc_read_word(reader, pc_json_get(object, "delimiter"), delimiters,
                                          PC_COUNT(delimiters), PC_NONE);
    const size_t decimal = pc_read_word(reader, pc_json_get(object, "decimal"), decimals,
                                        PC_COUNT(decimals), PC_NONE);
    *out = (pc_data_form) { .date_format = (pc_csv_date_format)pc_read_word(
                                reader, pc_json_get(object, "date_format"), formats,
                                PC_COUNT(formats), PC_CSV_DATE_DETECT) };
    if (delimiter != PC_NONE) out->delimiter = ",;\t|\t"[delimiter];
    if (decimal != PC_NONE) out->decimal = ".,"[decimal];
    pc_read_text(reader, pc_json_get(object, "file"), NULL); /* what is none was not read */
    return pc_diags_errors(reader->diags) == n_errors;
}

static bool read_options(sampling *s)
{
    const bool is_read = pc_data_read_form(&s->form, s->reader, s->object);
    const pc_json *where = pc_json_get(s->object, "where");
    if (!where || !pc_read_text(s->reader, where, NULL)) return is_read && !where;
    s->n_conditions = pc_where_read(s->conditions, s->reader, where);
    return is_read && s->n_conditions > 0 && !s->reader->arena->failed;
}

/* ---- columns ---- */

static void say_no_column(sampling *s, const pc_json *at, size_t from, size_t n,
                          const char *name)
{
    const char *help = pc_help_names(s->reader, name, s->csv->names, s->csv->n_columns);
    if (n)
        pc_error_within(s->reader, at, from, n, "E0262", help,
                        "the file has no column \"%.80s\"", name);
    else
        pc_json_error(s->reader->diags, at, "E0262", help, "the file has no column \"%.80s\"",
                      name);
}

/* Remembers the column; its index here, or NO_COLUMN after reporting. */
static size_t want_column(sampling *s, const pc_json *at, size_t from, size_t n,
                          const char *name)
{
    const size_t found = pc_csv_find(s->csv, name);
    if (found == s->csv->n_columns) {
        say_no_column(s, at, from, n, name);
        return NO_COLUMN;
    }
    s->columns[s->n_columns] = found;
    s->names[s->n_columns] = s->csv->names[found];
    return s->n_columns++;
}

/* The column that a key of the object names. */
static size_t want_named(sampling *s, const char *key)
{
    const pc_json *at = pc_json_get(s->object, key);
    const char *name = at ? pc_read_text(s->reader, at, NULL) : NULL;
    return name ? want_column(s, at, 0, 0, name) : NO_COLUMN;
}

static bool want_columns(sampling *s)
{
    const size_t n_errors = pc_diags_errors(s->reader->diags);
    const pc_json *where = pc_json_get(s->object, "where");
    for (size_t i = 0; i < s->n_conditions; i++)
        want_column(s, where, s->conditions[i].column_at, s->conditions[i].column_n,
                    s->conditions[i].column);
    s->value = want_named(s, "column");
    s->weight = want_named(s, "weights");
    s->date = want_named(s, "date_column");
    return s->value != NO_COLUMN && pc_diags_errors(s->reader->diags) == n_errors;
}

static pc_csv_column column_at(const sampling *s, size_t i)
{
    return (pc_csv_column) { s->csv, s->names[i], s->cells[i], s->n_rows };
}

/* ---- conditions ---- */

static bool holds(pc_where_op op, double order)
{
    return op == PC_WHERE_EQ   ? order == 0
           : op == PC_WHERE_NE ? order != 0
           : op == PC_WHERE_LT ? order < 0
           : op == PC_WHERE_LE ? order <= 0
           : op == PC_WHERE_GT ? order > 0
                               : order >= 0;
}

/* Whether each row is kept by a comparison of texts. */
static bool compare_texts(sampling *s, size_t i, bool *kept)
{
    const pc_condition *c = &s->conditions[i];
    for (size_t row = 0; row < s->n_rows; row++) {
        const pc_csv_cell cell = pc_csv_trim(s->csv, s->cells[i][row]);
        const char *text = pc_csv_text(s->scratch, s->csv, cell);
        if (!text) return false;
        const int order = strcmp(text, c->value);
        kept[row] = holds(c->op, order);
    }
    return true;
}

/* ...of numbers or dates, as the condition's value is; an empty cell is neither. */
static bool compare_values(sampling *s, size_t i, bool *kept)
{
    const pc_condition *c = &s->conditions[i];
    const pc_csv_column column = column_at(s, i);
    pc_csv_values values;
    double value;
    const bool is_number = pc_number_read(&value, c->value, strlen(c->value));
    if (!is_number) value = pc_csv_day(c->value, strlen(c->value), PC_CSV_ISO);
    if (isnan(value)) {
        pc_error_within(s->reader, pc_json_get(s->object, "where"), c->value_at, c->value_n,
                        "E0261", "write 1000, 0.5 or 2025-01-31; texts have = and != only",
                        "\"%.80s\" is neither a number nor a date", c->value);
        return false;
    }
    const bool is_read =
        is_number ? pc_csv_read_numbers(&values, s->scratch, &column, s->form.decimal)
                  : pc_csv_read_dates(&values, s->scratch, &column, s->form.date_format);
    for (size_t row = 0; row < s->n_rows && is_read; row++)
        kept[row] = !isnan(values.values[row]) && holds(c->op, values.values[row] - value);
    return is_read;
}

static void keep_rows(sampling *s, const bool *kept)
{
    size_t n = 0;
    for (size_t row = 0; row < s->n_rows; row++) {
        if (!kept[row]) continue;
        for (size_t i = 0; i < s->n_columns; i++) s->cells[i][n] = s->cells[i][row];
        n++;
    }
    s->n_rows = n;
}

static bool filter(sampling *s)
{
    bool *kept = PC_NEW_ARRAY(s->scratch, bool, s->n_rows + 1);
    if (!kept) return false;
    for (size_t i = 0; i < s->n_conditions; i++) {
        const bool is_text =
            s->conditions[i].op == PC_WHERE_EQ || s->conditions[i].op == PC_WHERE_NE;
        if (!(is_text ? compare_texts(s, i, kept) : compare_values(s, i, kept))) return false;
        keep_rows(s, kept);
    }
    return true;
}

/* ---- values ---- */

static bool no_values(sampling *s, const char *text)
{
    const pc_json *where = pc_json_get(s->object, "where");
    pc_json_error(s->reader->diags, where ? where : s->object, "E0263",
                  "look at the file and at \"where\"; texts are compared letter by letter",
                  "%s", text);
    return false;
}

/* Rows with an empty cell are left out, and counted. */
static bool drop_missing(sampling *s, pc_data_sample *out, const pc_csv_values *values)
{
    bool *kept = PC_NEW_ARRAY(s->scratch, bool, s->n_rows + 1);
    if (!kept) return false;
    for (size_t row = 0; row < s->n_rows; row++) kept[row] = !isnan(values->values[row]);
    out->n_missing = values->n_missing;
    keep_rows(s, kept);
    return s->n_rows > 0 || no_values(s, "all cells of the column are empty");
}

static bool read_dates(sampling *s, pc_data_sample *out)
{
    pc_csv_values dates;
    const pc_csv_column column = column_at(s, s->date);
    if (!pc_csv_read_dates(&dates, s->scratch, &column, s->form.date_format)) return false;
    for (size_t row = 0; row < s->n_rows; row++) {
        const double day = dates.values[row];
        if (isnan(day)) continue;
        if (!(out->first_day <= day)) out->first_day = day;
        if (!(out->last_day >= day)) out->last_day = day;
    }
    return true;
}

static bool read_weights(sampling *s, pc_data_sample *out)
{
    pc_csv_values weights;
    const pc_csv_column column = column_at(s, s->weight);
    if (!pc_csv_read_numbers(&weights, s->reader->arena, &column, s->form.decimal))
        return false;
    for (size_t row = 0; row < s->n_rows; row++) {
        if (weights.values[row] >= 0) continue;
        const pc_json at = pc_csv_at(s->csv, s->cells[s->weight][row]);
        pc_json_error(s->reader->diags, &at, "E0263", "write 0 or more",
                      "a weight is missing or below 0");
        return false;
    }
    out->weights = weights.values;
    return true;
}

static bool read_values(sampling *s, pc_data_sample *out)
{
    pc_csv_values values;
    pc_csv_column column = column_at(s, s->value);
    if (s->n_rows == 0) return no_values(s, "no row meets the condition");
    if (!pc_csv_read_numbers(&values, s->reader->arena, &column, s->form.decimal)) return false;
    const char decimal = values.decimal;
    if (!drop_missing(s, out, &values)) return false;
    column = column_at(s, s->value);
    if (!pc_csv_read_numbers(&values, s->reader->arena, &column, decimal)) return false;
    out->values = values.values;
    out->n = s->n_rows;
    out->is_percent = values.is_percent;
    memcpy(out->currency, values.currency, sizeof out->currency);
    if (s->weight != NO_COLUMN && !read_weights(s, out)) return false;
    return s->date == NO_COLUMN || read_dates(s, out);
}

static bool sample(sampling *s, pc_data_sample *out)
{
    pc_data_files *files = s->reader->data;
    files->parsed += out->file->n;
    if (files->parsed > PARSED_MAX) {
        pc_json_error(s->reader->diags, s->object, "E0260",
                      "draw several quantities from one assumption, or use smaller files",
                      "this scenario reads more than 1 GiB of data");
        return false;
    }
    s->csv = pc_csv_open(s->scratch, out->file->shown, out->file->text, out->file->n,
                         s->form.delimiter, NULL, s->reader->diags);
    if (!s->csv || !want_columns(s) ||
        !pc_csv_read_cells(s->csv, s->scratch, s->columns, s->n_columns, s->cells, &s->n_rows))
        return false;
    out->n_rows = s->n_rows;
    return filter(s) && read_values(s, out);
}

bool pc_data_read(pc_data_sample *out, pc_quantity *q, const pc_json *object)
{
    pc_arena scratch;
    sampling s = { .q = q, .reader = q->reader, .object = object, .scratch = &scratch };
    *out = (pc_data_sample) { .first_day = (double)NAN,
                              .last_day = (double)NAN,
                              .file = pc_data_find(q->reader->data, q->reader->arena, object) };
    if (!read_options(&s) || !out->file) return false; /* what is missing was said */
    pc_arena_init(&scratch);
    const bool is_read = sample(&s, out);
    if (scratch.failed) q->reader->arena->failed = true;
    pc_arena_clear(&scratch);
    return is_read && !q->reader->arena->failed;
}
