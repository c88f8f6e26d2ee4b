/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parameters of distributions: numbers, or formulas where the family can be moved or
 * scaled. */
#include "scenario/distribution.h"

#include <math.h>
#include <string.h>

void pc_check_parameters(pc_family_read *f, const char *what, const char *const *names,
                         size_t n)
{
    pc_key keys[8];
    for (size_t i = 0; i < n; i++) keys[i] = (pc_key) { names[i], PC_MAY };
    if (!pc_read_keys(f->q->reader, f->parameters, what, keys, n)) f->failed = true;
}

static bool is_plain(const pc_json *value)
{
    return value->kind == PC_JSON_NUMBER || value->kind == PC_JSON_STRING;
}

/* `is_located` parameters have the unit of the value itself. */
static pc_parameter parameter_at(pc_family_read *f, const pc_json *at, bool is_located)
{
    pc_parameter p = { .at = at, .expr = &pc_expr_broken };
    if (!p.at) return p;
    if (!is_plain(p.at)) {
        pc_wrong_kind(f->q->reader, p.at, "a number, a literal or a formula", NULL);
        f->failed = true;
        return p;
    }
    pc_quantity q = *f->q;
    if (!is_located) {
        q.has_unit = true;
        q.unit = PC_UNIT_NUMBER;
    }
    p.expr = pc_read_value(&q, p.at);
    if (is_located && q.inferred && !f->q->inferred) {
        f->q->inferred = true;
        f->q->unit = q.unit;
    }
    p.constant = pc_expr_constant(&f->q->reader->scope, p.expr, &p.value);
    if (p.constant && !isfinite(p.value)) {
        pc_check_defined(f->q->reader, p.at, p.expr); /* what is unread was said already */
        f->failed = true;
    }
    return p;
}

pc_parameter pc_read_parameter(pc_family_read *f, const char *name, bool is_located)
{
    return parameter_at(f, pc_json_get(f->parameters, name), is_located);
}

pc_parameter pc_need_parameter(pc_family_read *f, const char *name, bool is_located)
{
    const pc_parameter p = pc_read_parameter(f, name, is_located);
    if (p.at || f->failed) return p;
    pc_json_key_error(f->q->reader->diags, f->parameters, "E0202",
                      pc_help(f->q->reader, "add \"%s\": ...", name), "%s needs \"%s\"",
                      f->parameters->key ? f->parameters->key : "this distribution", name);
    f->failed = true;
    return p;
}

static void refuse_uncertain(pc_family_read *f, const pc_parameter *p, const char *why)
{
    pc_json_error(f->q->reader->diags, p->at, "E0217",
                  "write a number here, and put the uncertainty into the mean, or multiply two "
                  "assumptions in a formula",
                  "this parameter is uncertain itself or changes over time, and %s", why);
    f->failed = true;
}

double pc_need_constant(pc_family_read *f, const char *name, bool is_located, const char *why)
{
    const pc_parameter p = pc_need_parameter(f, name, is_located);
    if (!f->failed && !p.constant) refuse_uncertain(f, &p, why);
    return p.value;
}

double pc_need_constant_at(pc_family_read *f, const pc_json *at, bool is_located,
                           const char *why)
{
    const bool failed = f->failed;
    const pc_parameter p = parameter_at(f, at, is_located);
    if (failed == f->failed && !p.constant) refuse_uncertain(f, &p, why);
    return p.value;
}

void pc_refuse_family(pc_family_read *f, const pc_json *at, const char *code, const char *help,
                      const char *text)
{
    pc_json_error(f->q->reader->diags, at, code, help, "%s", text);
    f->failed = true;
}

void pc_set_spec(pc_family_read *f, pc_family family, double a, double b, double c, double d)
{
    f->spec.family = family;
    memcpy(f->spec.p, (const double[]) { a, b, c, d }, sizeof f->spec.p);
}

/* The middle of a positive family: taken out as a factor unless it is a constant. */
double pc_factor_out(pc_family_read *f, const pc_parameter *p)
{
    if (!p->constant) {
        f->scale = p->expr;
        return 1;
    }
    if (!f->failed && !(p->value > 0))
        pc_refuse_family(f, p->at, "E0301", "write a number above 0",
                         "this family lives above 0, and so must this");
    return p->value;
}

static double highest_rate(pc_scope *scope, const pc_expr *rate)
{
    double highest = 0;
    for (int month = 0; month < scope->months; month++)
        for (int at_plan = 0; at_plan < 2; at_plan++) {
            const double high = pc_expr_range(scope, rate, month, at_plan).high;
            if (high > highest) highest = high;
        }
    return highest;
}

/* The uniform is the draw, and so keeps its stream and how often it is drawn. */
void pc_set_rate(pc_family_read *f, const pc_parameter *mean, double dispersion)
{
    pc_check_bounds(f->q->reader, mean->at, mean->expr, PC_UNIT_COUNT);
    if (highest_rate(&f->q->reader->scope, mean->expr) > PC_MOST_COUNTED)
        pc_refuse_family(f, mean->at, "E0301",
                         "nobody counts that far: use gamma or lognormal instead",
                         "this mean may be above 1,000,000");
    pc_set_spec(f, PC_UNIFORM, 0, 1, 0, 0);
    f->rate = mean->expr;
    f->dispersion = dispersion;
}
