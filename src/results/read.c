/* SPDX-License-Identifier: GPL-3.0-or-later */
/* results.json -> pc_results. What a run never writes is refused: a file that was edited, or
 * made by something else, would be drawn and compared as if it were simulated. */
#include "results/results.h"

#include "base/text.h"
#include "results/read.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Room for about 15,000 metrics. */
static const pc_json_limits limits = {
    .bytes = 64 << 20, .depth = 64, .values = 4000000, .keys = 10000, .string_bytes = 1 << 16
};

#define PC_COUNT(array)  (sizeof(array) / sizeof *(array))
#define AT(type, member) offsetof(type, member)

/* ---- Lists ---- */

/* A list of texts. */
static const char **read_names(pc_fields *fields, size_t *n, const pc_json *list)
{
    static const pc_field name = { "", PC_FIELD_TEXT, 0, false, false, 0, 0, NULL };
    *n = 0;
    if (!list) return NULL;
    const char **names = PC_NEW_ARRAY(fields->arena, const char *, list->n_items);
    for (size_t i = 0; names && i < list->n_items; i++) {
        names[i] = "";
        pc_field_read(fields, &names[i], &list->items[i], &name);
    }
    *n = names ? list->n_items : 0;
    return names;
}

/* ---- The head ---- */

typedef struct head {
    const char *format;
    const pc_json *engine, *scenario, *run;
    const pc_json *metrics, *targets, *drivers, *assumptions, *warnings, *cases, *notes;
} head;

static const char *const formats[] = { "partnercast-results/1", NULL };
static const pc_field head_fields[] = {
    { "format", PC_FIELD_WORD, AT(head, format), false, false, 0, 0, formats },
    { "engine", PC_FIELD_OBJECT, AT(head, engine), false, false, 0, 0, NULL },
    { "scenario", PC_FIELD_OBJECT, AT(head, scenario), false, false, 0, 0, NULL },
    { "run", PC_FIELD_OBJECT, AT(head, run), false, false, 0, 0, NULL },
    { "metrics", PC_FIELD_ARRAY, AT(head, metrics), false, false, 0, 0, NULL },
    { "targets", PC_FIELD_ARRAY, AT(head, targets), false, false, 0, 0, NULL },
    { "drivers", PC_FIELD_ARRAY, AT(head, drivers), true, false, 0, 0, NULL },
    { "assumptions", PC_FIELD_ARRAY, AT(head, assumptions), false, false, 0, 0, NULL },
    { "warnings", PC_FIELD_ARRAY, AT(head, warnings), false, false, 0, 0, NULL },
    { "cases", PC_FIELD_ARRAY, AT(head, cases), true, false, 0, 0, NULL },
    { "notes", PC_FIELD_ARRAY, AT(head, notes), false, false, 0, 0, NULL },
};

static const pc_field engine_fields[] = {
    { "version", PC_FIELD_TEXT, AT(pc_results, engine_version), false, false, 0, 0, NULL },
    { "model_revision", PC_FIELD_SMALL, AT(pc_results, model_revision), false, false, 1, 1e9,
      NULL },
};

static const char *const ats[] = { "simulated", "plan", "means", NULL };
static const pc_field run_fields[] = {
    { "seed", PC_FIELD_WHOLE, AT(pc_results, seed), false, false, 0, 9007199254740991, NULL },
    { "trials", PC_FIELD_WHOLE, AT(pc_results, trials), false, false, 1, 1e15, NULL },
    { "at", PC_FIELD_WORD, AT(pc_results, at), false, false, 0, 0, ats },
};

typedef struct scenario {
    const char *name, *title, *version, *question, *currency, *start, *roi_headline, *sha256;
    int minor_digits, months, fiscal_year_start;
    const pc_json *headline, *channels, *sets, *resolved;
} scenario;

static const pc_field scenario_fields[] = {
    { "name", PC_FIELD_TEXT, AT(scenario, name), false, false, 0, 0, NULL },
    { "title", PC_FIELD_TEXT, AT(scenario, title), false, false, 0, 0, NULL },
    { "version", PC_FIELD_TEXT, AT(scenario, version), false, false, 0, 0, NULL },
    { "question", PC_FIELD_TEXT, AT(scenario, question), false, false, 0, 0, NULL },
    { "headline", PC_FIELD_ARRAY, AT(scenario, headline), false, false, 0, 0, NULL },
    { "currency", PC_FIELD_TEXT, AT(scenario, currency), false, false, 0, 0, NULL },
    { "minor_digits", PC_FIELD_SMALL, AT(scenario, minor_digits), false, false, 0, 9, NULL },
    { "start", PC_FIELD_TEXT, AT(scenario, start), false, false, 0, 0, NULL },
    { "months", PC_FIELD_SMALL, AT(scenario, months), false, false, 1, 12000, NULL },
    { "fiscal_year_start", PC_FIELD_SMALL, AT(scenario, fiscal_year_start), false, false, 1, 12,
      NULL },
    { "roi_headline", PC_FIELD_TEXT, AT(scenario, roi_headline), false, false, 0, 0, NULL },
    { "channels", PC_FIELD_ARRAY, AT(scenario, channels), false, false, 0, 0, NULL },
    { "sets", PC_FIELD_ARRAY, AT(scenario, sets), false, false, 0, 0, NULL },
    { "sha256", PC_FIELD_TEXT, AT(scenario, sha256), false, false, 0, 0, NULL },
    { "resolved", PC_FIELD_ANY, AT(scenario, resolved), false, false, 0, 0, NULL },
};

/* "2025-01". */
static void read_start(pc_fields *fields, pc_results *results, const char *start,
                       const pc_json *object)
{
    const char *s = start ? start : "";
    const bool has_form = strlen(s) == 7 && strspn(s, "0123456789") == 4 && s[4] == '-' &&
                          strspn(s + 5, "0123456789") == 2;
    results->start_year = has_form ? atoi(s) : 0;
    results->start_month = has_form ? atoi(s + 5) : 0;
    if (start &&
        (results->start_year < 1 || results->start_month < 1 || results->start_month > 12))
        pc_fields_error(fields, pc_json_get(object, "start"), fields->codes.range, NULL,
                        "\"%.40s\" is not a month such as 2025-01", start);
}

static void read_scenario(pc_fields *fields, pc_results *results, const pc_json *object)
{
    scenario read = { 0 };
    pc_fields_read(fields, &read, object, "scenario", scenario_fields,
                   PC_COUNT(scenario_fields));
    results->name = read.name;
    results->title = read.title;
    results->version = read.version;
    results->question = read.question;
    results->currency = read.currency;
    results->roi_headline = read.roi_headline;
    results->sha256 = read.sha256;
    results->minor_digits = read.minor_digits;
    results->months = read.months;
    results->fiscal_year_start = read.fiscal_year_start;
    read_start(fields, results, read.start, object);
    results->headlines = read_names(fields, &results->n_headlines, read.headline);
    results->channels = read_names(fields, &results->n_channels, read.channels);
    results->sets = read_names(fields, &results->n_sets, read.sets);
    results->resolved = "";
    if (read.resolved && read.resolved->kind != PC_JSON_NULL)
        results->resolved = pc_results_piece(fields->arena, read.resolved);
}

/* ---- Targets, assumptions, warnings ---- */

typedef struct target {
    pc_target_result result;
    const pc_json *probability;
} target;

static const char *const ops[] = { ">=", ">", "<=", "<", NULL };
static const pc_field target_fields[] = {
    { "id", PC_FIELD_TEXT, AT(target, result.id), false, false, 0, 0, NULL },
    { "metric", PC_FIELD_TEXT, AT(target, result.metric), false, false, 0, 0, NULL },
    { "period", PC_FIELD_TEXT, AT(target, result.period), false, false, 0, 0, NULL },
    { "op", PC_FIELD_WORD, AT(target, result.op), false, false, 0, 0, ops },
    { "value", PC_FIELD_NUMBER, AT(target, result.value), false, true, 0, 0, NULL },
    { "probability", PC_FIELD_ANY, AT(target, probability), false, false, 0, 0, NULL },
    { "require", PC_FIELD_NUMBER, AT(target, result.require), false, true, 0, 1, NULL },
    { "source", PC_FIELD_TEXT, AT(target, result.source), false, false, 0, 0, NULL },
};

static void read_targets(pc_fields *fields, pc_results *results, const pc_json *list)
{
    pc_target_result *targets = PC_NEW_ARRAY(fields->arena, pc_target_result, list->n_items);
    for (size_t i = 0; targets && i < list->n_items; i++) {
        target read = { 0 };
        pc_fields_read(fields, &read, &list->items[i], "a target", target_fields,
                       PC_COUNT(target_fields));
        read.result.probability = (pc_estimate) { (double)NAN, (double)NAN };
        if (read.probability) pc_read_share(fields, &read.result.probability, read.probability);
        targets[i] = read.result;
    }
    results->targets = targets;
    results->n_targets = list->n_items;
}

typedef struct assumption {
    pc_assumption_result result;
    const pc_json *spec, *data;
} assumption;

static const pc_field assumption_fields[] = {
    { "pointer", PC_FIELD_TEXT, AT(assumption, result.pointer), false, false, 0, 0, NULL },
    { "spec", PC_FIELD_ANY, AT(assumption, spec), false, false, 0, 0, NULL },
    { "data", PC_FIELD_ANY, AT(assumption, data), true, false, 0, 0, NULL },
    { "each", PC_FIELD_TEXT, AT(assumption, result.each), false, false, 0, 0, NULL },
    { "source", PC_FIELD_TEXT, AT(assumption, result.source), false, false, 0, 0, NULL },
    { "note", PC_FIELD_TEXT, AT(assumption, result.note), false, false, 0, 0, NULL },
    { "confidence", PC_FIELD_TEXT, AT(assumption, result.confidence), false, false, 0, 0,
      NULL },
    { "plan", PC_FIELD_NUMBER, AT(assumption, result.plan), false, true, 0, 0, NULL },
    { "mean", PC_FIELD_NUMBER, AT(assumption, result.mean), false, true, 0, 0, NULL },
    { "p5", PC_FIELD_NUMBER, AT(assumption, result.p5), false, true, 0, 0, NULL },
    { "p95", PC_FIELD_NUMBER, AT(assumption, result.p95), false, true, 0, 0, NULL },
};

static void read_assumptions(pc_fields *fields, pc_results *results, const pc_json *list)
{
    pc_assumption_result *all =
        PC_NEW_ARRAY(fields->arena, pc_assumption_result, list->n_items);
    for (size_t i = 0; all && i < list->n_items; i++) {
        assumption read = { 0 };
        pc_fields_read(fields, &read, &list->items[i], "an assumption", assumption_fields,
                       PC_COUNT(assumption_fields));
        read.result.spec = "";
        if (read.spec && read.spec->kind != PC_JSON_NULL)
            read.result.spec = pc_results_piece(fields->arena, read.spec);
        read.result.data = read.data ? pc_results_piece(fields->arena, read.data) : "";
        all[i] = read.result;
    }
    results->assumptions = all;
    results->n_assumptions = list->n_items;
}

static const pc_field warning_fields[] = {
    { "code", PC_FIELD_TEXT, AT(pc_warning_result, code), false, false, 0, 0, NULL },
    { "pointer", PC_FIELD_TEXT, AT(pc_warning_result, pointer), false, false, 0, 0, NULL },
    { "text", PC_FIELD_TEXT, AT(pc_warning_result, text), false, false, 0, 0, NULL },
};

static void read_warnings(pc_fields *fields, pc_results *results, const pc_json *list)
{
    pc_warning_result *all = PC_NEW_ARRAY(fields->arena, pc_warning_result, list->n_items);
    for (size_t i = 0; all && i < list->n_items; i++)
        pc_fields_read(fields, &all[i], &list->items[i], "a warning", warning_fields,
                       PC_COUNT(warning_fields));
    results->warnings = all;
    results->n_warnings = list->n_items;
}

/* [pointer, key, text] each. */
static void read_notes(pc_fields *fields, pc_results *results, const pc_json *list)
{
    pc_note_result *all = PC_NEW_ARRAY(fields->arena, pc_note_result, list->n_items);
    for (size_t i = 0; all && i < list->n_items; i++) {
        const pc_json *note = &list->items[i];
        size_t n = 0;
        const char **texts = note->kind == PC_JSON_ARRAY ? read_names(fields, &n, note) : NULL;
        if (texts && n == 3)
            all[i] = (pc_note_result) { texts[0], texts[1], texts[2] };
        else
            pc_fields_error(fields, note, fields->codes.kind, NULL,
                            "expected [pointer, key, text]");
    }
    results->notes = all;
    results->n_notes = list->n_items;
}

/* [metric, period, value or null]. */
static bool read_case_value(pc_fields *fields, pc_case_value *out, const pc_json *value)
{
    const pc_json *v = value->items;
    if (value->kind != PC_JSON_ARRAY || value->n_items != 3 || v[0].kind != PC_JSON_STRING ||
        v[1].kind != PC_JSON_STRING ||
        (v[2].kind != PC_JSON_NUMBER && v[2].kind != PC_JSON_NULL))
        return false;
    *out = (pc_case_value) { .metric = pc_arena_strdup(fields->arena, v[0].string),
                             .period = pc_arena_strdup(fields->arena, v[1].string),
                             .value = v[2].kind == PC_JSON_NUMBER ? v[2].number : (double)NAN };
    return true;
}

typedef struct named_case {
    const char *id, *title;
    const pc_json *values;
} named_case;

static const pc_field case_fields[] = {
    { "id", PC_FIELD_TEXT, AT(named_case, id), false, false, 0, 0, NULL },
    { "title", PC_FIELD_TEXT, AT(named_case, title), false, false, 0, 0, NULL },
    { "values", PC_FIELD_ARRAY, AT(named_case, values), false, false, 0, 0, NULL },
};

static pc_case_result read_case(pc_fields *fields, const pc_json *object)
{
    named_case read = { 0 };
    pc_fields_read(fields, &read, object, "a case", case_fields, PC_COUNT(case_fields));
    const size_t n = read.values ? read.values->n_items : 0;
    pc_case_value *values = PC_NEW_ARRAY(fields->arena, pc_case_value, n);
    for (size_t i = 0; values && i < n; i++)
        if (!read_case_value(fields, &values[i], &read.values->items[i]))
            pc_fields_error(fields, &read.values->items[i], fields->codes.kind, NULL,
                            "expected [metric, period, value]");
    return (pc_case_result) {
        .id = read.id, .title = read.title, .values = values, .n_values = values ? n : 0
    };
}

static void read_cases(pc_fields *fields, pc_results *results, const pc_json *list)
{
    pc_case_result *all = PC_NEW_ARRAY(fields->arena, pc_case_result, list->n_items);
    for (size_t i = 0; all && i < list->n_items; i++)
        all[i] = read_case(fields, &list->items[i]);
    results->cases = all;
    results->n_cases = all ? list->n_items : 0;
}

/* ---- The whole ---- */

static void read_sections(pc_fields *fields, pc_results *results, const head *read)
{
    if (read->engine)
        pc_fields_read(fields, results, read->engine, "engine", engine_fields,
                       PC_COUNT(engine_fields));
    if (read->scenario) read_scenario(fields, results, read->scenario);
    if (read->run)
        pc_fields_read(fields, results, read->run, "run", run_fields, PC_COUNT(run_fields));
    if (read->metrics)
        pc_read_metrics(fields, results, read->metrics,
                        !results->at || strcmp(results->at, "simulated") == 0);
    if (read->targets) read_targets(fields, results, read->targets);
    if (read->drivers) pc_read_drivers(fields, results, read->drivers);
    if (read->assumptions) read_assumptions(fields, results, read->assumptions);
    if (read->warnings) read_warnings(fields, results, read->warnings);
    if (read->cases) read_cases(fields, results, read->cases);
    if (read->notes) read_notes(fields, results, read->notes);
}

static bool is_ours(pc_fields *fields, const pc_json *root)
{
    const pc_json *format = root->kind == PC_JSON_OBJECT ? pc_json_get(root, "format") : NULL;
    const bool good = format && format->kind == PC_JSON_STRING &&
                      strncmp(format->string, "partnercast-results/", 20) == 0;
    if (!good)
        pc_fields_error(fields, format ? format : root, "E0170",
                        "give the results.json of a run, or its folder",
                        "is not the results of a run: \"format\" would be \"%s\"", formats[0]);
    return good;
}

/* DIR becomes DIR/results.json. */
static const char *file_of(pc_arena *arena, const char *path)
{
    struct stat s;
    const size_t n = strlen(path);
    if (strcmp(path, "-") == 0 || stat(path, &s) != 0 || !S_ISDIR(s.st_mode)) return path;
    return pc_arena_printf(arena, "%s%sresults.json", path, n && path[n - 1] == '/' ? "" : "/");
}

static pc_status read_into(pc_results *results, pc_arena *arena, pc_arena *scratch,
                           const char *path, pc_diags *diags)
{
    const pc_json *root;
    const char *file = file_of(scratch, path);
    if (!file) return PC_ENOMEM;
    const pc_status status =
        pc_json_read_file(&root, scratch, file, PC_JSON_STRICT, &limits, diags);
    if (status != PC_OK) return status;
    pc_fields fields = { .arena = arena,
                         .diags = diags,
                         .codes = { "E0171", "E0172", "E0173", "E0174" } };
    head read = { 0 };
    if (!is_ours(&fields, root)) return PC_EDATA;
    pc_fields_read(&fields, &read, root, "results", head_fields, PC_COUNT(head_fields));
    read_sections(&fields, results, &read);
    if (arena->failed || scratch->failed) return PC_ENOMEM;
    return fields.n_errors > 0 ? PC_EDATA : PC_OK;
}

pc_status pc_results_load(pc_results **out, const char *path, pc_diags *diags)
{
    pc_arena *arena, scratch;
    pc_results *results = pc_results_new(&arena);
    if (!results) return PC_ENOMEM;
    pc_arena_init(&scratch);
    const pc_status status = read_into(results, arena, &scratch, path, diags);
    pc_arena_clear(&scratch);
    if (status == PC_OK)
        *out = results;
    else
        pc_results_free(results);
    return status;
}
