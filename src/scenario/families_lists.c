/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Distributions that are lists: values with weights, observations, quantiles, parts. */
#include "scenario/distribution.h"

#include <math.h>

/* What a constructor of dist said, at the list. */
static void say_problem(pc_family_read *f, const pc_json *at, const pc_dist_problem *problem)
{
    f->failed = true;
    if (!*problem->text) return; /* no memory */
    pc_json_error(f->q->reader->diags, at, "E0302", pc_help(f->q->reader, "%s", problem->help),
                  "%s", problem->text);
}

/* Truncation and bounds stand in f->spec already, or will: they are kept. */
static void take_spec(pc_family_read *f, const pc_dist_spec *spec)
{
    f->spec.family = spec->family;
    f->spec.atoms = spec->atoms;
    f->spec.parts = spec->parts;
    f->spec.n = spec->n;
}

static const pc_json *need_list(pc_family_read *f, const char *name, bool needed)
{
    const pc_json *list = pc_json_get(f->parameters, name);
    if (list && list->kind == PC_JSON_ARRAY) return list;
    if (list)
        pc_wrong_kind(f->q->reader, list, "a list", NULL);
    else if (needed && f->parameters->kind == PC_JSON_OBJECT)
        pc_json_key_error(f->q->reader->diags, f->parameters, "E0202",
                          pc_help(f->q->reader, "add \"%s\": [...]", name), "%s needs \"%s\"",
                          f->parameters->key ? f->parameters->key : "this distribution", name);
    f->failed = f->failed || list || needed;
    return NULL;
}

/* The numbers of a list; NULL after reporting. */
static double *numbers_of(pc_family_read *f, const pc_json *list, bool is_located)
{
    double *numbers = PC_NEW_ARRAY(f->q->reader->arena, double, list->n_items + 1);
    if (!numbers) return NULL;
    for (size_t i = 0; i < list->n_items; i++)
        numbers[i] = pc_need_constant_at(f, &list->items[i], is_located, PC_SHAPED);
    return f->failed ? NULL : numbers;
}

static void read_values(pc_family_read *f, bool needs_weights)
{
    const pc_json *values = need_list(f, "values", true),
                  *weights = need_list(f, "weights", needs_weights);
    if (!values || f->failed) return;
    if (weights && weights->n_items != values->n_items) {
        pc_json_error(f->q->reader->diags, weights, "E0303", "give each value its weight",
                      "there are %zu weights and %zu values", weights->n_items,
                      values->n_items);
        f->failed = true;
        return;
    }
    const double *x = numbers_of(f, values, true);
    const double *w = weights ? numbers_of(f, weights, false) : NULL;
    pc_dist_spec spec;
    pc_dist_problem problem;
    if (f->failed) return;
    if (pc_dist_set_atoms(&spec, f->q->reader->arena, x, w, values->n_items, &problem))
        take_spec(f, &spec);
    else
        say_problem(f, weights ? weights : values, &problem);
}

void pc_read_discrete(pc_family_read *f)
{
    static const char *const names[] = { "values", "weights" };
    pc_check_parameters(f, "discrete", names, PC_COUNT(names));
    read_values(f, true);
}

void pc_read_empirical(pc_family_read *f)
{
    static const char *const names[] = { "values", "weights" };
    if (pc_json_get(f->parameters, "file")) {
        pc_read_data(f);
        return;
    }
    pc_check_parameters(f, "empirical", names, PC_COUNT(names));
    read_values(f, false);
}

/* ---- metalog ---- */

/* "10%" as 0.1; NaN after reporting. */
static double probability_of(pc_family_read *f, const pc_json *member)
{
    pc_literal literal;
    pc_literal_problem problem;
    if (pc_literal_read(&literal, member->key, &problem) && literal.has_unit &&
        literal.unit == PC_UNIT_FRACTION)
        return literal.written.number;
    pc_json_key_error(f->q->reader->diags, member, "E0304",
                      "write how much lies below: { \"10%\": ..., \"50%\": ..., \"90%\": ... }",
                      "\"%s\" is no percentage", member->key);
    f->failed = true;
    return (double)NAN;
}

static void read_quantiles(pc_family_read *f, const pc_json *quantiles)
{
    pc_arena *arena = f->q->reader->arena;
    const size_t n = quantiles->n_items;
    double *p = PC_NEW_ARRAY(arena, double, n + 1), *x = PC_NEW_ARRAY(arena, double, n + 1);
    pc_dist_spec spec;
    pc_dist_problem problem;
    size_t kept = 0;
    if (!p || !x) return;
    for (size_t i = 0; i < n; i++) {
        const pc_json *member = &quantiles->items[i];
        if (pc_is_metadata(member->key)) continue;
        p[kept] = probability_of(f, member);
        x[kept++] = pc_need_constant_at(f, member, true, PC_SHAPED);
    }
    if (f->failed) return;
    if (pc_dist_set_quantiles(&spec, arena, p, x, kept, &problem))
        take_spec(f, &spec);
    else
        say_problem(f, quantiles, &problem);
}

/* Bounds are those stated, else those of the unit, as of low, mid, high. */
void pc_read_metalog(pc_family_read *f)
{
    static const char *const names[] = { "quantiles", "min", "max" };
    pc_check_parameters(f, "metalog", names, PC_COUNT(names));
    const pc_json *quantiles = pc_json_get(f->parameters, "quantiles");
    if (!quantiles || quantiles->kind != PC_JSON_OBJECT) {
        if (quantiles)
            pc_wrong_kind(f->q->reader, quantiles, "an object",
                          "{ \"10%\": ..., \"50%\": ..., \"90%\": ... }");
        else if (!f->failed)
            pc_json_key_error(f->q->reader->diags, f->parameters, "E0202",
                              "add \"quantiles\": { \"10%\": ..., \"50%\": ..., \"90%\": ... }",
                              "metalog needs \"quantiles\"");
        f->failed = true;
        return;
    }
    read_quantiles(f, quantiles);
    const bool knows_unit = f->q->has_unit || f->q->inferred;
    if (knows_unit && f->q->unit != PC_UNIT_NUMBER) f->spec.lower = 0;
    if (knows_unit && f->q->unit == PC_UNIT_FRACTION) f->spec.upper = 1;
    static const char why[] = "a bound is a fixed value";
    if (pc_json_get(f->parameters, "min"))
        f->spec.lower = pc_need_constant(f, "min", true, why);
    if (pc_json_get(f->parameters, "max"))
        f->spec.upper = pc_need_constant(f, "max", true, why);
}

/* ---- mixture ---- */

/* What is certain is a distribution, too: 0 in the part that sells nothing. */
static bool read_constant(pc_family_read *f, pc_dist *out, const pc_json *of)
{
    const double x = pc_need_constant_at(f, of, true, "a part is drawn by itself");
    pc_dist_spec spec;
    pc_dist_problem problem;
    return !f->failed && pc_dist_set_atoms(&spec, f->q->reader->arena, &x, NULL, 1, &problem) &&
           pc_dist_init(out, &spec, &problem);
}

static void read_one(pc_family_read *f, const pc_json *part, pc_dist *dist, double *weight)
{
    static const pc_key keys[] = { { "weight", PC_MUST }, { "of", PC_MUST } };
    const size_t n_errors = pc_diags_errors(f->q->reader->diags);
    pc_read_keys(f->q->reader, part, "a part of a mixture", keys, PC_COUNT(keys));
    const pc_json *of = pc_json_get(part, "of"), *share = pc_json_get(part, "weight");
    if (pc_diags_errors(f->q->reader->diags) > n_errors || !of || !share) {
        f->failed = true;
        return;
    }
    *weight = pc_need_constant_at(f, share, false, PC_SHAPED);
    const bool done =
        of->kind == PC_JSON_OBJECT ? pc_read_part(dist, f->q, of) : read_constant(f, dist, of);
    if (!done) f->failed = true;
}

void pc_read_mixture(pc_family_read *f)
{
    const pc_json *list = f->parameters;
    if (list->kind != PC_JSON_ARRAY || list->n_items == 0) {
        pc_refuse_family(f, list, "E0305",
                         "[ { \"weight\": 0.4, \"of\": 0 }, { \"weight\": 0.6, \"of\": { "
                         "\"lognormal\": { ... } } } ]",
                         "a mixture is a list of parts, each with a weight");
        return;
    }
    pc_arena *arena = f->q->reader->arena;
    pc_dist *parts = PC_NEW_ARRAY(arena, pc_dist, list->n_items);
    double *weights = PC_NEW_ARRAY(arena, double, list->n_items);
    pc_dist_spec spec;
    pc_dist_problem problem;
    if (!parts || !weights) return;
    for (size_t i = 0; i < list->n_items; i++)
        read_one(f, &list->items[i], &parts[i], &weights[i]);
    if (f->failed) return;
    if (pc_dist_set_parts(&spec, arena, parts, weights, list->n_items, &problem))
        take_spec(f, &spec);
    else
        say_problem(f, list, &problem);
}
