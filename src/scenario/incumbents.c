/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The opening roster: a CSV file with a row for each partner, as a partner portal exports it.
 * "columns" says which of the export's columns is what.
 */
#include "scenario/incumbents.h"

#include "scenario/data.h"

#include "programme/incumbent.h"
#include "json/csv_column.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef enum column {
    COLUMN_ID,
    COLUMN_SINCE,
    COLUMN_TIER,
    COLUMN_COHORT,
    COLUMN_BOOKINGS,
    COLUMN_CERTIFICATIONS,
    COLUMN_CREDITED,
    COLUMN_PAYABLE,
    N_COLUMNS
} column;

/* A file while it is read. */
typedef struct roster {
    pc_reader *reader;
    const pc_json *node, *tiers; /* tiers: what cells mean, or NULL */
    pc_arena *scratch;
    pc_csv *csv;
    size_t cohort_id; /* of all rows; PC_NONE: a column says it */
    int history_months;
    bool is_there[N_COLUMNS];
    const char *names[N_COLUMNS];
    pc_csv_cell *cells[N_COLUMNS];
    size_t n_rows;
    const double *values[N_COLUMNS]; /* of numbers and dates */
    pc_incumbent *out;
} roster;

/* ---- where it stands ---- */

static const pc_json *partners_of(const pc_reader *reader)
{
    const pc_json *opening = pc_json_get(reader->root, "opening");
    return opening && opening->kind == PC_JSON_OBJECT ? pc_json_get(opening, "partners") : NULL;
}

static const pc_json *all_of(const pc_reader *reader)
{
    const pc_json *partners = partners_of(reader);
    return partners && partners->kind == PC_JSON_OBJECT ? partners : NULL;
}

static bool is_at_opening(const pc_json *value)
{
    const pc_json *parent = value ? value->parent : NULL;
    return parent && value->key && strcmp(value->key, "partners") == 0 && parent->key &&
           strcmp(parent->key, "opening") == 0 && parent->parent && !parent->parent->parent;
}

bool pc_is_roster(const pc_json *value)
{
    return value->kind == PC_JSON_OBJECT &&
           (is_at_opening(value) || is_at_opening(value->parent)) &&
           (pc_json_get(value, "file") || pc_json_get(value, "columns"));
}

const pc_json *pc_opening_of(const pc_reader *reader, const char *cohort)
{
    const pc_json *all = all_of(reader);
    return all && !pc_is_roster(all) ? pc_json_get(all, cohort) : NULL;
}

bool pc_has_roster(const pc_reader *reader, const char *cohort)
{
    const pc_json *all = all_of(reader), *own = pc_opening_of(reader, cohort);
    if (!all || !pc_is_roster(all)) return own && pc_is_roster(own);
    const pc_json *said = pc_json_get(all, "cohort");
    return !said || said->kind != PC_JSON_STRING || strcmp(said->string, cohort) == 0;
}

/* ---- which columns ---- */

static const pc_key column_keys[N_COLUMNS] = {
    [COLUMN_ID] = { "id", PC_MUST },
    [COLUMN_SINCE] = { "since", PC_MUST },
    [COLUMN_TIER] = { "tier", PC_MAY },
    [COLUMN_COHORT] = { "cohort", PC_MAY },
    [COLUMN_BOOKINGS] = { "bookings", PC_MAY },
    [COLUMN_CERTIFICATIONS] = { "certifications", PC_MAY },
    [COLUMN_CREDITED] = { "credited_ytd", PC_MAY },
    [COLUMN_PAYABLE] = { "payable", PC_MAY },
};

/* The indices of the file's columns; false after reporting. */
static bool find_columns(roster *r, size_t index[N_COLUMNS])
{
    const size_t n_errors = pc_diags_errors(r->reader->diags);
    const pc_json *columns = pc_json_get(r->node, "columns");
    if (!columns ||
        !pc_read_keys(r->reader, columns, "columns of a roster", column_keys, N_COLUMNS))
        return false;
    for (size_t i = 0; i < N_COLUMNS; i++) {
        const pc_json *at = pc_json_get(columns, column_keys[i].name);
        const char *name = at ? pc_read_text(r->reader, at, NULL) : NULL;
        if (!name) continue;
        index[i] = pc_csv_find(r->csv, name);
        r->names[i] = name;
        r->is_there[i] = index[i] < r->csv->n_columns;
        if (!r->is_there[i])
            pc_json_error(r->reader->diags, at, "E0262",
                          pc_help_names(r->reader, name, r->csv->names, r->csv->n_columns),
                          "the file has no column \"%.80s\"", name);
    }
    return pc_diags_errors(r->reader->diags) == n_errors;
}

/* What the cells of tiers mean is of use where there are some, and a ladder to which they
 * belong. */
static void check_tiers(roster *r)
{
    const pc_json *columns = pc_json_get(r->node, "columns");
    const pc_json *tier = columns && columns->kind == PC_JSON_OBJECT
                              ? pc_json_get(columns, column_keys[COLUMN_TIER].name)
                              : NULL;
    const bool is_sole = r->cohort_id != PC_NONE;
    const pc_conduct *conduct =
        is_sole ? r->reader->programme->cohorts[r->cohort_id].conduct : NULL;
    if (r->tiers && !tier)
        pc_json_key_error(r->reader->diags, r->tiers, "E0341",
                          "add \"columns\": { \"tier\": ... }, or leave \"tiers\" out",
                          "this says what tiers are called, and no column has them");
    if (tier && conduct && conduct->ladder_id == PC_NONE)
        pc_json_key_error(r->reader->diags, tier, "E0341",
                          "give the cohort a \"ladder\", or leave the column out",
                          "these partners have a tier, and their cohort has no ladder");
}

static bool read_rows(roster *r, const size_t index[N_COLUMNS])
{
    size_t wanted[N_COLUMNS], n = 0;
    pc_csv_cell *cells[N_COLUMNS] = { 0 };
    for (size_t i = 0; i < N_COLUMNS; i++)
        if (r->is_there[i]) wanted[n++] = index[i];
    if (!pc_csv_read_cells(r->csv, r->scratch, wanted, n, cells, &r->n_rows)) return false;
    for (size_t i = N_COLUMNS; i-- > 0;)
        if (r->is_there[i]) r->cells[i] = cells[--n];
    return true;
}

/* ---- what the cells say ---- */

static void say_at(roster *r, column c, size_t row, const char *code, const char *help,
                   const char *text)
{
    const pc_json at = pc_csv_at(r->csv, r->cells[c][row]);
    pc_json_error(r->reader->diags, &at, code, help, "%s", text);
}

static const char *text_of(roster *r, column c, size_t row)
{
    const pc_csv_cell cell = pc_csv_trim(r->csv, r->cells[c][row]);
    const char *text = pc_csv_text(r->reader->arena, r->csv, cell);
    return text ? text : "";
}

static bool fits_currency(roster *r, column c, const char *mark)
{
    const char *own = r->reader->programme->currency;
    if (!*mark || pc_currency_fits(mark, own)) return true;
    say_at(r, c, 0, "E0343", pc_help(r->reader, "the scenario is in %s", own),
           pc_help(r->reader, "the column \"%s\" is in another currency", r->names[c]));
    return false;
}

/* Numbers of a column, 0 where a cell is empty; amounts become minor units. */
static bool read_numbers(roster *r, column c, char decimal)
{
    const bool is_count = c == COLUMN_CERTIFICATIONS;
    pc_csv_values read;
    const pc_csv_column of = { r->csv, r->names[c], r->cells[c], r->n_rows };
    double scale = 1;
    if (!pc_csv_read_numbers(&read, r->reader->arena, &of, decimal) ||
        !fits_currency(r, c, read.currency))
        return false;
    double *values = PC_NEW_ARRAY(r->reader->arena, double, r->n_rows + 1);
    if (!values) return false;
    for (int i = 0; !is_count && i < r->reader->programme->minor_digits; i++) scale *= 10;
    for (size_t row = 0; row < r->n_rows; row++) {
        const double x = isnan(read.values[row]) ? 0 : read.values[row];
        values[row] = nearbyint(x * scale);
        if (is_count ? !(x >= 0 && x == nearbyint(x) && x <= 1e6)
                     : !(x >= 0 && values[row] < 0x1p53))
            say_at(
                r, c, row, "E0343",
                is_count ? "write a whole number, 0 or more" : "write an amount, 0 or more",
                pc_help(r->reader, "\"%s\" is no %s", text_of(r, c, row),
                        is_count ? "number of certifications" : "amount that can be counted"));
    }
    r->values[c] = values;
    return true;
}

/* Months from the entry to the start, in calendar months; 0 after reporting. */
static int months_of(roster *r, size_t row)
{
    const pc_programme *programme = r->reader->programme;
    const double day = r->values[COLUMN_SINCE][row];
    char text[PC_CSV_DAY_SIZE];
    if (isnan(day)) {
        say_at(r, COLUMN_SINCE, row, "E0342", "write when the partner joined",
               "a partner of the roster has no date");
        return 0;
    }
    pc_csv_day_text(text, day);
    const int months =
        12 * (programme->start_year - atoi(text)) + programme->start_month - atoi(text + 5);
    if (months >= 1 && months <= 1200) return months;
    say_at(r, COLUMN_SINCE, row, "E0342",
           months < 1 ? "who joins later belongs to \"entry\", or is a named partner"
                      : "at most 100 years are counted",
           pc_help(r->reader, "%s is not before the first month, %04d-%02d", text,
                   programme->start_year, programme->start_month));
    return 0;
}

static size_t cohort_of(roster *r, size_t row)
{
    const pc_programme *programme = r->reader->programme;
    if (r->cohort_id != PC_NONE) return r->cohort_id;
    if (!r->is_there[COLUMN_COHORT]) return PC_NONE;
    const char *id = text_of(r, COLUMN_COHORT, row);
    for (size_t i = 0; i < programme->n_cohorts; i++)
        if (strcmp(programme->cohorts[i].id, id) == 0 && programme->cohorts[i].conduct)
            return i;
    say_at(r, COLUMN_COHORT, row, "E0341",
           "write the id of a cohort of a channel of type \"partners\"",
           pc_help(r->reader, "there is no cohort \"%.40s\" whose partners are simulated", id));
    return PC_NONE;
}

/* The tier of a cell: its id, or what "tiers" says the cell means. */
static size_t tier_of(roster *r, size_t row, const pc_conduct *conduct)
{
    if (!r->is_there[COLUMN_TIER] || conduct->ladder_id == PC_NONE) return conduct->first_tier;
    const pc_ladder *ladder = &r->reader->programme->ladders[conduct->ladder_id];
    const char *cell = text_of(r, COLUMN_TIER, row);
    const pc_json *meant = r->tiers ? pc_json_get(r->tiers, cell) : NULL;
    const char *id = meant && meant->kind == PC_JSON_STRING ? meant->string : cell;
    const char **ids = PC_NEW_ARRAY(r->reader->arena, const char *, ladder->n_tiers + 1);
    for (size_t i = 0; i < ladder->n_tiers && ids; i++) {
        ids[i] = ladder->tiers[i].id;
        if (strcmp(ids[i], id) == 0) return i;
    }
    const char *near = ids ? pc_help_names(r->reader, id, ids, ladder->n_tiers) : NULL;
    say_at(r, COLUMN_TIER, row, "E0341",
           pc_help(r->reader, "%s%swrite what it means: \"tiers\": { \"%.40s\": ... }",
                   near ? near : "", near ? "; or " : "", cell),
           pc_help(r->reader, "the ladder \"%s\" has no tier \"%.40s\"", ladder->id, id));
    return conduct->first_tier;
}

static double value_of(const roster *r, column c, size_t row)
{
    return r->is_there[c] ? r->values[c][row] : 0;
}

static void read_row(roster *r, size_t row)
{
    const pc_programme *programme = r->reader->programme;
    pc_incumbent *one = &r->out[row];
    *one = (pc_incumbent) { .id = text_of(r, COLUMN_ID, row),
                            .cohort_id = cohort_of(r, row),
                            .months = months_of(r, row) };
    if (!*one->id)
        say_at(r, COLUMN_ID, row, "E0340", "every partner has a name of its own",
               "a partner of the roster has no id");
    if (one->cohort_id == PC_NONE) return;
    const pc_cohort *cohort = &programme->cohorts[one->cohort_id];
    one->stream = pc_arena_printf(r->reader->arena, "%s/%s", cohort->stream, one->id);
    one->tier = tier_of(r, row, cohort->conduct);
    one->bookings_amt = value_of(r, COLUMN_BOOKINGS, row);
    one->certifications = value_of(r, COLUMN_CERTIFICATIONS, row);
    one->credited_ytd_amt = value_of(r, COLUMN_CREDITED, row);
    one->payable_amt = value_of(r, COLUMN_PAYABLE, row);
    one->history_months = r->history_months < one->months ? r->history_months : one->months;
}

/* ---- two of a name ---- */

typedef struct named_row {
    const char *id;
    size_t row;
} named_row;

static int by_id(const void *x, const void *y)
{
    const named_row *a = x, *b = y;
    const int order = strcmp(a->id, b->id);
    return order ? order : (a->row > b->row) - (a->row < b->row);
}

static void check_ids(roster *r)
{
    named_row *list = PC_NEW_ARRAY(r->scratch, named_row, r->n_rows + 1);
    if (!list) return;
    for (size_t i = 0; i < r->n_rows; i++) list[i] = (named_row) { r->out[i].id, i };
    qsort(list, r->n_rows, sizeof *list, by_id);
    for (size_t i = 1; i < r->n_rows; i++)
        if (*list[i].id && strcmp(list[i].id, list[i - 1].id) == 0)
            say_at(r, COLUMN_ID, list[i].row, "E0340", "keep one row for each partner",
                   pc_help(r->reader, "the partner \"%.40s\" is listed twice", list[i].id));
}

/* ---- the file ---- */

static bool read_file(roster *r, const pc_data_file *file)
{
    pc_data_form form;
    size_t index[N_COLUMNS] = { 0 };
    pc_csv_values since;
    if (!pc_data_read_form(&form, r->reader, r->node)) return false;
    r->csv = pc_csv_open(r->scratch, file->shown, file->text, file->n, form.delimiter, NULL,
                         r->reader->diags);
    if (!r->csv || !find_columns(r, index) || !read_rows(r, index)) return false;
    bool is_read = true;
    for (column c = COLUMN_BOOKINGS; c < N_COLUMNS; c++)
        if (r->is_there[c]) is_read &= read_numbers(r, c, form.decimal);
    const pc_csv_column of = { r->csv, r->names[COLUMN_SINCE], r->cells[COLUMN_SINCE],
                               r->n_rows };
    if (!pc_csv_read_dates(&since, r->scratch, &of, form.date_format) || !is_read) return false;
    r->values[COLUMN_SINCE] = since.values;
    r->out = PC_NEW_ARRAY(r->reader->arena, pc_incumbent, r->n_rows + 1);
    if (!r->out) return false;
    for (size_t row = 0; row < r->n_rows; row++) read_row(r, row);
    check_ids(r);
    return true;
}

static void check_keys(pc_reader *reader, const pc_json *node, bool is_own)
{
    const pc_key keys[] = { { "file", PC_MUST },       { "columns", PC_MUST },
                            { "tiers", PC_MAY },       { "history", PC_MAY },
                            { "delimiter", PC_MAY },   { "decimal", PC_MAY },
                            { "date_format", PC_MAY }, { "sha256", PC_MAY },
                            { "cohort", PC_MAY } };
    pc_read_keys(reader, node, "a roster", keys, is_own ? PC_COUNT(keys) - 1 : PC_COUNT(keys));
}

/* The cohort that "cohort" names, where a column does not. */
static size_t said_cohort(pc_reader *reader, const pc_json *node)
{
    const pc_programme *programme = reader->programme;
    const pc_json *said = pc_json_get(node, "cohort"), *columns = pc_json_get(node, "columns");
    const bool by_column =
        columns && columns->kind == PC_JSON_OBJECT && pc_json_get(columns, "cohort");
    const char **ids = PC_NEW_ARRAY(reader->arena, const char *, programme->n_cohorts + 1);
    for (size_t i = 0; i < programme->n_cohorts && ids; i++) ids[i] = programme->cohorts[i].id;
    if (!said == !by_column)
        pc_json_key_error(reader->diags, said ? said : node, "E0344",
                          "write \"cohort\": its id, or \"columns\": { \"cohort\": ... }",
                          said ? "the cohort is said twice, here and by a column"
                               : "a roster needs the cohort of its partners");
    return said && ids ? pc_read_reference(reader, said, "cohort", ids, programme->n_cohorts)
                       : PC_NONE;
}

/* Only partners that are simulated one by one can be listed one by one. */
static bool is_simulated(pc_reader *reader, const pc_json *node, size_t cohort_id)
{
    if (cohort_id == PC_NONE) return true;
    const pc_cohort *cohort = &reader->programme->cohorts[cohort_id];
    if (cohort->conduct) return true;
    pc_json_key_error(reader->diags, node, "E0344",
                      pc_help(reader,
                              "write how many there are: \"%s\": 15; or give its channel "
                              "the type \"partners\"",
                              cohort->id),
                      "the partners of \"%s\" are counted, and this lists them", cohort->id);
    return false;
}

/* Appends the rows of a roster; cohort_id PC_NONE: it says so itself. */
static void read_roster(pc_reader *reader, const pc_json *node, size_t cohort_id,
                        pc_incumbent **list, size_t *n, size_t *capacity)
{
    pc_arena scratch;
    const bool is_own = cohort_id != PC_NONE;
    const pc_json *tiers = pc_json_get(node, "tiers"), *history = pc_json_get(node, "history");
    roster r = { .reader = reader, .node = node, .scratch = &scratch };
    check_keys(reader, node, is_own);
    pc_read_text(reader, pc_json_get(node, "file"), NULL); /* what is none was not read */
    r.cohort_id = is_own ? cohort_id : said_cohort(reader, node);
    r.history_months = history ? pc_read_duration(reader, history) : 12;
    if (r.history_months < 1) r.history_months = 1;
    r.tiers = tiers && tiers->kind == PC_JSON_OBJECT ? tiers : NULL;
    if (tiers && !r.tiers)
        pc_wrong_kind(reader, tiers, "an object: cells and their tiers", NULL);
    const pc_data_file *file = pc_data_find(reader->data, reader->arena, node);
    if (!is_simulated(reader, node, r.cohort_id)) return;
    check_tiers(&r);
    if (!file) return;
    pc_arena_init(&scratch);
    const bool is_read = read_file(&r, file);
    for (size_t i = 0; is_read && i < r.n_rows; i++)
        if (PC_GROW(reader->arena, pc_incumbent, *list, *n, *capacity))
            (*list)[(*n)++] = r.out[i];
    if (scratch.failed) reader->arena->failed = true;
    pc_arena_clear(&scratch);
}

static int by_cohort(const void *x, const void *y)
{
    const pc_incumbent *a = x, *b = y;
    if (a->cohort_id != b->cohort_id) return a->cohort_id < b->cohort_id ? -1 : 1;
    return strcmp(a->id, b->id);
}

/* A number says nothing of how old, how far up the partners are. */
static void say_count(pc_reader *reader, const pc_json *count)
{
    pc_json_error(
        reader->diags, count, "E0344",
        "list them: { \"file\": \"roster.csv\", \"columns\": { \"id\": ..., \"since\": ... "
        "} }; or let them join: \"entry\"",
        "the partners of \"%s\" are simulated one by one, and this only counts those "
        "at the start",
        count->key);
}

static void read_by_cohort(pc_reader *reader, const pc_json *all, pc_incumbent **list,
                           size_t *n, size_t *capacity)
{
    const pc_programme *programme = reader->programme;
    const pc_entities found = pc_read_entities(reader, all, "cohorts");
    const char **ids = PC_NEW_ARRAY(reader->arena, const char *, programme->n_cohorts + 1);
    for (size_t i = 0; i < programme->n_cohorts && ids; i++) ids[i] = programme->cohorts[i].id;
    for (size_t k = 0; k < found.n && ids; k++) {
        const size_t id =
            pc_read_member(reader, found.items[k], "cohort", ids, programme->n_cohorts);
        if (id == PC_NONE) continue;
        if (pc_is_roster(found.items[k]))
            read_roster(reader, found.items[k], id, list, n, capacity);
        else if (programme->cohorts[id].conduct)
            say_count(reader, found.items[k]);
    }
}

void pc_read_incumbents(pc_reader *reader)
{
    const pc_json *all = all_of(reader);
    pc_incumbent *list = NULL;
    size_t n = 0, capacity = 0;
    if (!all && partners_of(reader))
        pc_wrong_kind(reader, partners_of(reader), "an object: how many of each cohort", NULL);
    if (!all) return;
    if (pc_is_roster(all))
        read_roster(reader, all, PC_NONE, &list, &n, &capacity);
    else
        read_by_cohort(reader, all, &list, &n, &capacity);
    if (n) qsort(list, n, sizeof *list, by_cohort);
    reader->programme->incumbents = list;
    reader->programme->n_incumbents = n;
}
