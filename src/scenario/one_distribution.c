/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The public door to one distribution: a spec by itself, or an uncertain value of a scenario.
 */
#include "partnercast/dist.h"
#include "scenario/data.h"
#include "scenario/distribution.h"
#include "scenario/scenario.h"

#include "json/number.h"
#include "json/writer.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_SHOWN_ATOMS = 1000 };

/* What the handle holds beside the public part. */
typedef struct handle {
    pc_distribution face; /* first, so that both pointers are the same */
    pc_arena arena;
    pc_dist dist;
} handle;

static const char *const family_names[] = {
    [PC_NORMAL] = "normal",
    [PC_LOGNORMAL] = "lognormal",
    [PC_UNIFORM] = "uniform",
    [PC_TRIANGULAR] = "triangular",
    [PC_PERT] = "pert",
    [PC_BETA] = "beta",
    [PC_GAMMA] = "gamma",
    [PC_LOW_MID_HIGH] = "low/mid/high",
    [PC_EXPONENTIAL] = "exponential",
    [PC_WEIBULL] = "weibull",
    [PC_STUDENT] = "student",
    [PC_POISSON] = "poisson",
    [PC_BINOMIAL] = "binomial",
    [PC_NEGATIVE_BINOMIAL] = "negative binomial",
    [PC_DISCRETE] = "list of values",
    [PC_METALOG] = "metalog",
    [PC_MIXTURE] = "mixture",
};

static bool has_atoms(const pc_dist *dist)
{
    if (dist->spec.family != PC_MIXTURE) return dist->is_discrete || dist->is_constant;
    for (size_t i = 0; i < dist->spec.n; i++)
        if (has_atoms(dist->spec.parts[i].dist)) return true;
    return false;
}

static void list_atoms(handle *h)
{
    size_t n;
    const pc_atom *atoms = pc_dist_atoms(&h->dist, &n, &h->arena);
    if (!atoms || n > MOST_SHOWN_ATOMS) return;
    pc_distribution_atom *list = PC_NEW_ARRAY(&h->arena, pc_distribution_atom, n);
    for (size_t i = 0; list && i < n; i++)
        list[i] = (pc_distribution_atom) { atoms[i].value, atoms[i].weight };
    h->face.atoms = list;
    h->face.n_atoms = n;
}

static void fill(handle *h)
{
    const pc_dist *dist = &h->dist;
    pc_distribution *face = &h->face;
    face->inner = dist;
    face->family = dist->is_constant ? "constant" : family_names[dist->spec.family];
    face->is_constant = dist->is_constant;
    face->is_discrete = dist->is_discrete || dist->is_constant;
    face->has_atoms = has_atoms(dist);
    face->is_cut = dist->f_min > 0.0 || dist->s_max > 0.0;
    face->mean = dist->mean;
    face->sd = dist->sd;
    face->low = dist->low;
    face->high = dist->high;
    for (int i = 0; i < PC_DISTRIBUTION_QUANTILES; i++)
        face->q[i] = pc_dist_quantile(dist, (i + 1) / 200.0);
    if (face->is_discrete) list_atoms(h);
}

/* ---- a spec by itself ---- */

static const pc_json *read_text(handle *h, const char *spec, pc_diags *diags)
{
    const size_t n = strlen(spec);
    const bool is_json =
        spec[strspn(spec, " \t\r\n")] == '{' || *spec == '"' || pc_number_is_json(spec, n);
    if (is_json) return pc_json_read(&h->arena, "SPEC", spec, n, PC_JSON_STRICT, NULL, diags);
    pc_json_writer w = { 0 };
    pc_json_write_string(&w, spec);
    if (w.text.failed) h->arena.failed = true;
    const pc_json *value = w.text.failed ? NULL
                                         : pc_json_read(&h->arena, "SPEC", w.text.data,
                                                        w.text.n, PC_JSON_STRICT, NULL, diags);
    pc_text_clear(&w.text);
    return value;
}

static bool set_unit(pc_quantity *q, const pc_distribution_options *options, pc_diags *diags)
{
    if (!options->unit) return true;
    for (int unit = PC_UNIT_NUMBER; unit <= PC_UNIT_MONTHS; unit++)
        if (strcmp(pc_unit_words((pc_unit)unit), options->unit) == 0) {
            q->unit = (pc_unit)unit;
            q->has_unit = true;
            return true;
        }
    pc_diag_add(diags, PC_ERROR, "E0224", &(pc_place) { .file = "--unit" },
                "fraction, money, count, multiple, months or number", "there is no unit \"%s\"",
                options->unit);
    return false;
}

/* The one draw, or the one number, that an expression is. */
static bool take_draw(handle *h, pc_scope *scope, const pc_expr *expr)
{
    pc_dist_spec spec = { .family = PC_UNIFORM,
                          .lower = (double)-INFINITY,
                          .upper = (double)INFINITY,
                          .min = (double)-INFINITY,
                          .max = (double)INFINITY };
    pc_dist_problem problem;
    double value;
    h->face.plan = (double)NAN;
    if (expr->kind == PC_EXPR_PLANNED) {
        if (expr->args[1]->kind == PC_EXPR_NUMBER) h->face.plan = expr->args[1]->number;
        expr = expr->args[0];
    }
    if (expr->kind == PC_EXPR_DRAW) {
        h->dist = expr->draw->dist;
        return true;
    }
    if (!pc_expr_constant(scope, expr, &value)) return false;
    spec.p[0] = spec.p[1] = value;
    return pc_dist_init(&h->dist, &spec, &problem);
}

static const char *canonical(pc_arena *arena, const pc_json *json)
{
    const pc_json *inner = json->kind == PC_JSON_OBJECT ? pc_json_get(json, "value") : NULL;
    pc_text text = { 0 };
    pc_json_canonical(&text, inner ? inner : json, pc_metadata_keys, pc_n_metadata_keys);
    const char *copy = text.failed ? NULL : pc_arena_strdup(arena, text.data);
    if (text.failed) arena->failed = true;
    pc_text_clear(&text);
    return copy;
}

static void say_no_distribution(const pc_json *json, pc_diags *diags)
{
    pc_json_error(diags, json, "E0307",
                  "a distribution with numbers in it: { \"lognormal\": { \"mean\": 3, \"cv\": "
                  "0.2 } }",
                  "this is not one distribution: it is computed from others, or changes over "
                  "time");
}

static const char *words_of_notes(pc_reader *reader)
{
    const char *words = "";
    for (size_t i = 0; i < reader->n_data_notes && words; i++)
        words = pc_arena_printf(reader->arena, "%s%s%s", words, i ? "; " : "",
                                reader->data_notes[i].text);
    return words;
}

static pc_status read_alone(handle *h, const char *spec, const pc_distribution_options *options,
                            pc_diags *diags)
{
    pc_programme programme = { .currency = options->currency ? options->currency : "USD",
                               .months = 12 };
    const pc_currency *currency = pc_currency_find(programme.currency);
    pc_reader reader = { .arena = &h->arena, .diags = diags, .programme = &programme };
    pc_quantity q = { .reader = &reader, .name = "spec" };
    if (!currency) {
        pc_diag_add(diags, PC_ERROR, "E0227", &(pc_place) { .file = "--currency" },
                    "an ISO code: USD, EUR, GBP", "there is no currency \"%s\"",
                    programme.currency);
        return PC_EUSAGE;
    }
    programme.minor_digits = currency->minor_digits;
    if (!set_unit(&q, options, diags)) return PC_EUSAGE;
    const pc_base_folder here = { .root = ".", .within = "", .shown = "" };
    pc_data_files files = { .folder = &here };
    const size_t n_errors = pc_diags_errors(diags);
    const pc_json *json = read_text(h, spec, diags);
    if (!json) return h->arena.failed ? PC_ENOMEM : PC_EDATA;
    files.top = json->source;
    json = pc_resolve_data(&h->arena, json, &files, diags);
    if (!json) return h->arena.failed ? PC_ENOMEM : PC_EDATA;
    reader.root = json;
    reader.data = &files;
    if (!pc_scope_init(&reader.scope, &h->arena, 0, programme.months)) return PC_ENOMEM;
    const pc_expr *expr = pc_read_value(&q, json);
    if (pc_diags_errors(diags) > n_errors) return PC_EDATA;
    if (q.has_unit || q.inferred) pc_check_bounds(&reader, json, expr, q.unit);
    if (pc_diags_errors(diags) > n_errors) return PC_EDATA;
    if (h->arena.failed) return PC_ENOMEM;
    if (!take_draw(h, &reader.scope, expr)) {
        say_no_distribution(json, diags);
        return PC_EDATA;
    }
    h->face.name = "";
    h->face.data = words_of_notes(&reader);
    h->face.spec = canonical(&h->arena, json);
    h->face.unit = pc_unit_words(q.unit);
    h->face.currency = pc_arena_strdup(&h->arena, programme.currency);
    return PC_OK;
}

/* ---- of a scenario ---- */

static const pc_input *find_input(const pc_programme *p, const char *where)
{
    const char prefix[] = "/assumptions/";
    for (size_t i = 0; i < p->n_inputs; i++) {
        const char *pointer = p->inputs[i].pointer;
        const bool is_assumption = strncmp(pointer, prefix, sizeof prefix - 1) == 0;
        if (strcmp(pointer, where) == 0) return &p->inputs[i];
        if (is_assumption && strcmp(pointer + sizeof prefix - 1, where) == 0)
            return &p->inputs[i];
    }
    return NULL;
}

static void say_no_input(const pc_programme *p, const char *file, const char *where,
                         pc_arena *arena, pc_diags *diags)
{
    const char **names = PC_NEW_ARRAY(arena, const char *, p->n_inputs + 1);
    for (size_t i = 0; names && i < p->n_inputs; i++) names[i] = p->inputs[i].pointer;
    const char *near = names ? pc_json_did_you_mean(where, names, p->n_inputs) : NULL;
    if (!near && names && p->n_inputs > 0 && p->n_inputs <= 12) {
        near = names[0];
        for (size_t i = 1; i < p->n_inputs && near; i++)
            near = pc_arena_printf(arena, "%s, %s", near, names[i]);
        near = near ? pc_arena_printf(arena, "there is: %s", near) : NULL;
    } else if (near) {
        near = pc_arena_printf(arena, "did you mean %s?", near);
    }
    pc_diag_add(diags, PC_ERROR, "E0308", &(pc_place) { .file = file, .pointer = where },
                near ? near : "results.json lists the uncertain values: assumptions[].pointer",
                "no uncertain value stands at \"%s\"", where);
}

/* The scenario's arena is kept: distributions point into it. */
static pc_status read_of_scenario(handle *h, const char *file, const char *where,
                                  const pc_distribution_options *options, pc_diags *diags)
{
    pc_scenario *scenario = NULL;
    const pc_scenario_options as_set = { .sets = options->sets, .n_sets = options->n_sets };
    const pc_status status = pc_scenario_load(&scenario, file, &as_set, diags);
    if (status != PC_OK) return status;
    pc_programme programme = scenario->programme;
    pc_arena_clear(&h->arena);
    h->arena = scenario->arena;
    free(scenario);
    const pc_input *input = find_input(&programme, where);
    if (!input) {
        say_no_input(&programme, file, where, &h->arena, diags);
        return PC_EDATA;
    }
    pc_scope scope;
    if (!pc_scope_init(&scope, &h->arena, 0, programme.months)) return PC_ENOMEM;
    const pc_expr *inner =
        input->value->kind == PC_EXPR_PLANNED ? input->value->args[0] : input->value;
    const bool is_one = inner->kind == PC_EXPR_DRAW || inner->kind == PC_EXPR_NUMBER;
    if (!is_one || !take_draw(h, &scope, input->value)) {
        pc_diag_add(
            diags, PC_ERROR, "E0307", &(pc_place) { .file = file, .pointer = input->pointer },
            "its own assumptions have distributions, and `partnercast run` simulates it",
            "this is not one distribution: it is computed from others, or changes over "
            "time");
        return PC_EDATA;
    }
    h->face.name = input->pointer;
    h->face.data = input->data_words ? input->data_words : "";
    h->face.spec = input->spec;
    h->face.unit = input->unit;
    h->face.currency = programme.currency;
    return PC_OK;
}

static pc_status refuse_sets(pc_diags *diags)
{
    pc_diag_add(diags, PC_ERROR, "E0416", NULL, "name a value of a scenario: FILE#NAME",
                "a distribution by itself has nothing to set");
    return PC_EUSAGE;
}

/* ---- the public functions ---- */

pc_status pc_distribution_make(pc_distribution **out, const char *spec,
                               const pc_distribution_options *options, pc_diags *diags)
{
    static const pc_distribution_options none;
    handle *h = calloc(1, sizeof *h);
    if (!h) return PC_ENOMEM;
    pc_arena_init(&h->arena);
    const char *cut = strchr("{\"", *spec) ? NULL : strchr(spec, '#');
    char *file = cut ? strndup(spec, (size_t)(cut - spec)) : NULL;
    pc_status status = PC_ENOMEM;
    if (!options) options = &none;
    if (file)
        status = read_of_scenario(h, file, cut + 1, options, diags);
    else if (!cut)
        status = options->n_sets ? refuse_sets(diags) : read_alone(h, spec, options, diags);
    free(file);
    if (status == PC_OK) fill(h);
    if (h->arena.failed) status = PC_ENOMEM; /* whatever else was said for want of it */
    if (status == PC_OK)
        *out = &h->face;
    else
        pc_distribution_free(&h->face);
    return status;
}

void pc_distribution_free(pc_distribution *distribution)
{
    handle *h = (handle *)distribution;
    if (!h) return;
    pc_arena_clear(&h->arena);
    free(h);
}

double pc_distribution_quantile(const pc_distribution *distribution, double p)
{
    return pc_dist_quantile(distribution->inner, p);
}

double pc_distribution_cdf(const pc_distribution *distribution, double x)
{
    return pc_dist_cdf(distribution->inner, x);
}

pc_status pc_distribution_number(double *out, const pc_distribution *distribution,
                                 const char *text, pc_diags *diags)
{
    pc_literal literal;
    pc_literal_problem problem;
    if (pc_number_read(out, text, strlen(text))) return PC_OK;
    if (pc_literal_read(&literal, text, &problem)) {
        const bool fits = !literal.has_unit || literal.unit == PC_UNIT_FRACTION ||
                          strcmp(pc_unit_words(literal.unit), distribution->unit) == 0;
        *out = literal.written.number;
        if (fits) return PC_OK;
        pc_diag_add(diags, PC_ERROR, "E0208", &(pc_place) { .file = text },
                    "write it in the unit of the distribution",
                    "this has the unit \"%s\", not \"%s\"", pc_unit_words(literal.unit),
                    distribution->unit);
        return PC_EDATA;
    }
    pc_diag_add(diags, PC_ERROR, problem.code, &(pc_place) { .file = text }, problem.help, "%s",
                problem.text);
    return PC_EDATA;
}
