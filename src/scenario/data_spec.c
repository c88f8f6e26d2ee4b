/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "empirical" and "fit": values become a distribution, and the register says from what. */
#include "scenario/data.h"
#include "scenario/distribution.h"

#include "base/text.h"
#include "dist/fit.h"
#include "json/csv_column.h"
#include "json/writer.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- units ---- */

static bool refuse(pc_quantity *q, const pc_json *at, const char *help, const char *text)
{
    pc_json_error(q->reader->diags, at, "E0263", help, "%s", text);
    return false;
}

/* What is written in the cells says the unit where nothing else does, and may not contradict.
 */
static bool check_unit(pc_quantity *q, const pc_json *column, const pc_data_sample *data)
{
    const pc_unit said = data->is_percent ? PC_UNIT_FRACTION : PC_UNIT_MONEY;
    const char *own = q->reader->programme->currency;
    if (*data->currency && own && !pc_currency_fits(data->currency, own))
        return refuse(q, column,
                      pc_help(q->reader, "the scenario is in %s; convert the data", own),
                      "the column's amounts are in another currency than the scenario");
    if (!data->is_percent && !*data->currency) return true;
    if (q->has_unit && q->unit != said && q->unit != PC_UNIT_NUMBER &&
        !(q->unit == PC_UNIT_MULTIPLE && data->is_percent))
        return refuse(
            q, column,
            pc_help(q->reader, "what belongs here has the unit \"%s\"", pc_unit_words(q->unit)),
            data->is_percent ? "the column holds percentages"
                             : "the column holds amounts of money");
    if (q->has_unit || q->inferred) return true;
    q->inferred = true;
    q->unit = said;
    return true;
}

/* ---- what the register says ---- */

static void add_member(pc_json_writer *w, const char *key, const char *text)
{
    if (!text) return;
    pc_json_write_key(w, key);
    pc_json_write_string(w, text);
}

static void add_count(pc_json_writer *w, const char *key, size_t n)
{
    pc_json_write_key(w, key);
    pc_json_write_number(w, (double)n);
}

static const char *text_at(const pc_json *object, const char *key)
{
    const pc_json *value = pc_json_get(object, key);
    return value && value->kind == PC_JSON_STRING ? value->string : NULL;
}

static void add_source(pc_json_writer *w, const pc_json *object, const pc_data_sample *data)
{
    char day[PC_CSV_DAY_SIZE];
    add_member(w, "file", text_at(object, "file"));
    add_member(w, "sha256", data->file->sha256);
    add_member(w, "column", text_at(object, "column"));
    add_member(w, "where", text_at(object, "where"));
    add_count(w, "rows", data->n_rows);
    add_count(w, "values", data->n);
    if (data->n_missing) add_count(w, "empty", data->n_missing);
    if (isnan(data->first_day)) return;
    add_member(w, "from", pc_csv_day_text(day, data->first_day));
    add_member(w, "to", pc_csv_day_text(day, data->last_day));
}

/* "212 values of "amount" in deals.csv (stage=Won; 2023-01-03 to 2025-06-30; 3 empty cells)" */
static void add_source_words(pc_text *text, const pc_json *object, const pc_data_sample *data)
{
    char first[PC_CSV_DAY_SIZE], last[PC_CSV_DAY_SIZE];
    const char *where = text_at(object, "where"), *sign = " (";
    pc_text_addf(text, "%zu values of \"%s\" in %s", data->n, text_at(object, "column"),
                 text_at(object, "file"));
    if (where) {
        pc_text_addf(text, "%s%s", sign, where);
        sign = "; ";
    }
    if (!isnan(data->first_day)) {
        pc_text_addf(text, "%s%s to %s", sign, pc_csv_day_text(first, data->first_day),
                     pc_csv_day_text(last, data->last_day));
        sign = "; ";
    }
    if (data->n_missing) {
        pc_text_addf(text, "%s%zu empty cell%s left out", sign, data->n_missing,
                     data->n_missing == 1 ? "" : "s");
        sign = "; ";
    }
    if (*sign == ';') pc_text_add(text, ")");
}

/* Keeps both texts for the register, and clears them. */
static bool keep_note(pc_quantity *q, const pc_json *object, pc_text *json, pc_text *words)
{
    pc_reader *reader = q->reader;
    const bool failed = json->failed || words->failed;
    pc_data_note note = { .at = object };
    if (!failed) {
        note.json = pc_arena_strdup(reader->arena, json->data);
        note.text = pc_arena_strdup(reader->arena, words->data);
    }
    pc_text_clear(json);
    pc_text_clear(words);
    if (failed) reader->arena->failed = true;
    if (reader->arena->failed || !PC_GROW(reader->arena, pc_data_note, reader->data_notes,
                                          reader->n_data_notes, reader->data_notes_capacity))
        return false;
    reader->data_notes[reader->n_data_notes++] = note;
    return true;
}

static bool note_empirical(pc_quantity *q, const pc_json *object, const pc_data_sample *data)
{
    pc_json_writer w = { 0 };
    pc_text words = { 0 };
    pc_json_write_object(&w, true);
    add_source(&w, object, data);
    pc_json_write_end(&w);
    pc_text_add(&words, "as observed: ");
    add_source_words(&words, object, data);
    return keep_note(q, object, &w.text, &words);
}

/* ---- empirical ---- */

static bool read_atoms(pc_dist_spec *out, pc_quantity *q, const pc_json *object)
{
    pc_key keys[PC_N_DATA_KEYS + 1];
    pc_data_sample data;
    pc_dist_problem problem;
    memcpy(keys, pc_data_keys, sizeof pc_data_keys);
    keys[PC_N_DATA_KEYS] = (pc_key) { "weights", PC_MAY };
    if (!pc_read_keys(q->reader, object, "empirical", keys, PC_COUNT(keys)) ||
        !pc_data_read(&data, q, object) || !check_unit(q, pc_json_get(object, "column"), &data))
        return false;
    if (pc_dist_set_atoms(out, q->reader->arena, data.values, data.weights, data.n, &problem))
        return note_empirical(q, object, &data);
    return *problem.text && refuse(q, object, problem.help, problem.text);
}

/* What stands beside the family cuts it off; it is there already, or will be. */
static void take(pc_family_read *f, pc_dist_spec spec)
{
    spec.min = f->spec.min;
    spec.max = f->spec.max;
    f->spec = spec;
}

void pc_read_data(pc_family_read *f)
{
    pc_dist_spec spec = f->spec;
    f->failed |= !read_atoms(&spec, f->q, f->parameters);
    if (!f->failed) take(f, spec);
}

/* ---- fit ---- */

/* The families that were tried, and what became of them. */
typedef struct trial {
    bool is_tried, is_fitted;
    pc_fit fit;
    pc_dist_problem problem;
} trial;

/* Families that suit the bounds of the unit. */
static bool suits_unit(pc_fit_family family, pc_unit unit)
{
    if (unit == PC_UNIT_FRACTION) return family == PC_FIT_BETA;
    if (unit == PC_UNIT_NUMBER) return family != PC_FIT_BETA;
    return family != PC_FIT_BETA && family != PC_FIT_NORMAL;
}

static size_t best_of(const trial *trials)
{
    size_t best = PC_N_FITS;
    for (size_t i = 0; i < PC_N_FITS; i++)
        if (trials[i].is_fitted &&
            (best == PC_N_FITS || trials[i].fit.aic < trials[best].fit.aic))
            best = i;
    return best;
}

/* Parameters as the scenario would state them. */
static size_t parameters_of(const pc_fit *fit, const char *names[2], double values[2])
{
    static const char *const all[PC_N_FITS][2] = {
        [PC_FIT_NORMAL] = { "mean", "sd" },    [PC_FIT_LOGNORMAL] = { "median", "sigma" },
        [PC_FIT_GAMMA] = { "shape", "mean" },  [PC_FIT_WEIBULL] = { "shape", "mean" },
        [PC_FIT_EXPONENTIAL] = { "mean", "" }, [PC_FIT_BETA] = { "a", "b" },
    };
    for (int i = 0; i < 2; i++) {
        names[i] = all[fit->family][i];
        values[i] = fit->stated[i];
    }
    return fit->family == PC_FIT_EXPONENTIAL ? 1 : 2;
}

static void add_fit(pc_json_writer *w, const pc_fit *fit)
{
    const char *names[2];
    double values[2];
    const size_t n = parameters_of(fit, names, values);
    add_member(w, "family", pc_fit_names[fit->family]);
    pc_json_write_key(w, "parameters");
    pc_json_write_object(w, true);
    for (size_t i = 0; i < n; i++) {
        pc_json_write_key(w, names[i]);
        pc_json_write_number(w, values[i]);
    }
    pc_json_write_end(w);
    pc_json_write_key(w, "ks");
    pc_json_write_number(w, fit->ks);
}

static void add_trials(pc_json_writer *w, const trial *trials)
{
    pc_json_write_key(w, "aic");
    pc_json_write_object(w, true);
    for (size_t i = 0; i < PC_N_FITS; i++) {
        if (!trials[i].is_fitted) continue;
        pc_json_write_key(w, pc_fit_names[i]);
        pc_json_write_number(w, trials[i].fit.aic);
    }
    pc_json_write_end(w);
}

static void add_fit_words(pc_text *text, pc_reader *reader, const pc_fit *fit)
{
    const char *names[2];
    double values[2];
    const size_t n = parameters_of(fit, names, values);
    pc_text_addf(text, "%s (", pc_fit_names[fit->family]);
    for (size_t i = 0; i < n; i++)
        pc_text_addf(text, "%s%s %s", i ? ", " : "", names[i],
                     pc_number_words(reader, values[i]));
    pc_text_add(text, ") fitted to ");
}

/* Why this family: the others by how much more their AIC is, or why they cannot be. */
static void add_choice_words(pc_text *text, pc_reader *reader, const trial *trials, size_t best)
{
    const char *sign = "; best by AIC, before ";
    for (size_t i = 0; i < PC_N_FITS; i++) {
        if (i == best || !trials[i].is_fitted) continue;
        const double more = floor((trials[i].fit.aic - trials[best].fit.aic) * 10 + 0.5) / 10;
        pc_text_addf(text, "%s%s (+%s)", sign, pc_fit_names[i], pc_number_words(reader, more));
        sign = ", ";
    }
    for (size_t i = 0; i < PC_N_FITS; i++)
        if (trials[i].is_tried && !trials[i].is_fitted)
            pc_text_addf(text, "; not %s: %s", pc_fit_names[i], trials[i].problem.text);
}

static bool note_fit(pc_quantity *q, const pc_json *object, const pc_data_sample *data,
                     const trial *trials, size_t best)
{
    pc_json_writer w = { 0 };
    pc_text words = { 0 };
    const pc_fit *fit = &trials[best].fit;
    pc_json_write_object(&w, true);
    add_source(&w, object, data);
    add_fit(&w, fit);
    add_trials(&w, trials);
    pc_json_write_end(&w);
    add_fit_words(&words, q->reader, fit);
    add_source_words(&words, object, data);
    add_choice_words(&words, q->reader, trials, best);
    pc_text_addf(&words, "; Kolmogorov-Smirnov distance %s",
                 pc_number_words(q->reader, floor(fit->ks * 1000 + 0.5) / 1000));
    return keep_note(q, object, &w.text, &words);
}

static int by_value(const void *x, const void *y)
{
    const double *a = x, *b = y;
    return (*a > *b) - (*a < *b);
}

static double *sorted_values(pc_reader *reader, const pc_data_sample *data)
{
    double *sorted = PC_NEW_ARRAY(reader->arena, double, data->n);
    if (!sorted) return NULL;
    memcpy(sorted, data->values, data->n * sizeof *sorted);
    qsort(sorted, data->n, sizeof *sorted, by_value);
    return sorted;
}

/* Which families to try: the one that is stated, or those that suit the unit. */
static bool choose_families(pc_quantity *q, const pc_json *object, trial *trials)
{
    const pc_json *family = pc_json_get(object, "family");
    const size_t stated = pc_read_word(q->reader, family, pc_fit_names, PC_N_FITS, PC_N_FITS);
    if (family && stated == PC_N_FITS) return false;
    if (family) {
        trials[stated].is_tried = true;
        return true;
    }
    if (!q->has_unit && !q->inferred)
        return refuse(q, object,
                      "add \"family\", or \"unit\" beside \"value\": \"fraction\" (0 to 1), "
                      "\"money\", \"count\", \"multiple\", \"months\" (0 or more) or "
                      "\"number\" (any)",
                      "which family suits depends on the unit, and nothing says it");
    for (size_t i = 0; i < PC_N_FITS; i++)
        trials[i].is_tried = suits_unit((pc_fit_family)i, q->unit);
    return true;
}

static bool fit_all(pc_quantity *q, const pc_json *object, const pc_data_sample *data,
                    trial *trials)
{
    const double *sorted = sorted_values(q->reader, data);
    const pc_dist_problem *why = NULL;
    for (size_t i = 0; i < PC_N_FITS && sorted; i++) {
        trial *t = &trials[i];
        if (!t->is_tried) continue;
        t->is_fitted =
            pc_fit_family_to(&t->fit, (pc_fit_family)i, sorted, data->n, &t->problem);
        if (!t->is_fitted && !*t->problem.text) q->reader->arena->failed = true;
        if (!t->is_fitted && !why) why = &t->problem;
    }
    if (q->reader->arena->failed || !why || best_of(trials) < PC_N_FITS)
        return !q->reader->arena->failed;
    return refuse(q, pc_json_get(object, "column"), why->help, why->text);
}

static bool read_best(pc_dist_spec *out, pc_quantity *q, const pc_json *object)
{
    pc_key keys[PC_N_DATA_KEYS + 1];
    trial trials[PC_N_FITS] = { 0 };
    pc_data_sample data;
    memcpy(keys, pc_data_keys, sizeof pc_data_keys);
    keys[PC_N_DATA_KEYS] = (pc_key) { "family", PC_MAY };
    if (!pc_read_keys(q->reader, object, "fit", keys, PC_COUNT(keys)) ||
        !pc_data_read(&data, q, object) ||
        !check_unit(q, pc_json_get(object, "column"), &data) ||
        !choose_families(q, object, trials) || !fit_all(q, object, &data, trials))
        return false;
    const size_t best = best_of(trials);
    *out = trials[best].fit.spec;
    return note_fit(q, object, &data, trials, best);
}

void pc_read_fit(pc_family_read *f)
{
    pc_dist_spec spec;
    f->failed |= !read_best(&spec, f->q, f->parameters);
    if (!f->failed) take(f, spec);
}

/* ---- the register ---- */

static int by_pointer(const void *x, const void *y)
{
    const pc_input *a = x, *b = y;
    return strcmp(a->pointer, b->pointer);
}

/* The input that the value belongs to: the innermost one around it. */
static pc_input *input_around(pc_reader *reader, const pc_json *value)
{
    for (; value && reader->n_inputs; value = value->parent) {
        const pc_input key = { .pointer = pc_json_pointer(reader->arena, value) };
        pc_input *found = key.pointer ? bsearch(&key, reader->inputs, reader->n_inputs,
                                                sizeof key, by_pointer)
                                      : NULL;
        if (found) return found;
    }
    return NULL;
}

void pc_data_attach(pc_reader *reader)
{
    for (size_t i = 0; i < reader->n_data_notes && !reader->arena->failed; i++) {
        const pc_data_note *note = &reader->data_notes[i];
        pc_input *input = input_around(reader, note->at);
        if (!input) continue;
        input->note =
            pc_help(reader, "%s%s%s", input->note, *input->note ? "; " : "", note->text);
        const char *before = input->data_words ? input->data_words : "";
        input->data_words = pc_help(reader, "%s%s%s", before, *before ? "; " : "", note->text);
        input->data =
            input->data ? pc_help(reader, "%s,%s", input->data, note->json) : note->json;
    }
}
