/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Distributions. Constant parameters go to dist as they are. Parameters that are uncertain
 * themselves, or change over time, are taken out where the family allows it: X = m + s Z for
 * normal and uniform, X = m Z for lognormal and gamma, Z drawn with constant parameters. The
 * reader turns mean and cv into mu and sigma: sigma^2 = ln(1 + cv^2), mu = ln(mean) -
 * sigma^2/2.
 */
#include "scenario/quantity.h"

#include "programme/lognormal.h"

#include <math.h>
#include <string.h>

/* A distribution while it is read. */
typedef struct family_read {
    pc_quantity *q;
    const pc_json *object;     /* with the truncation beside the family */
    const pc_json *parameters; /* the family's own object; for low/mid/high the same one */
    pc_dist_spec spec;
    const pc_expr *location, *scale; /* X = location + scale Z; NULL: 0 and 1 */
    bool failed;
} family_read;

/* One parameter: a constant, or an expression that is none. */
typedef struct parameter {
    const pc_json *at; /* NULL when not given */
    const pc_expr *expr;
    bool constant;
    double value;
} parameter;

typedef void read_family(family_read *f);

static read_family read_normal, read_lognormal, read_uniform, read_triangular, read_pert,
    read_gamma, read_beta, read_low_mid_high;

static const struct {
    const char *name;
    read_family *read;
} families[] = {
    { "beta", read_beta },
    { "gamma", read_gamma },
    { "lognormal", read_lognormal },
    { "low", read_low_mid_high },
    { "normal", read_normal },
    { "pert", read_pert },
    { "triangular", read_triangular },
    { "uniform", read_uniform },
};

static const char *const later[] = { "exponential", "weibull",  "student",
                                     "poisson",     "binomial", "negative_binomial",
                                     "bernoulli",   "discrete", "empirical",
                                     "metalog",     "mixture",  "fit" };

bool pc_is_distribution(const pc_json *object)
{
    for (size_t i = 0; i < PC_COUNT(families); i++)
        if (pc_json_get(object, families[i].name)) return true;
    for (size_t i = 0; i < PC_COUNT(later); i++)
        if (pc_json_get(object, later[i])) return true;
    return pc_json_get(object, "mid") || pc_json_get(object, "high");
}

/* ---- parameters ---- */

static void check_parameters(family_read *f, const char *what, const char *const *names,
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
static parameter read_parameter(family_read *f, const char *name, bool is_located)
{
    parameter p = { .at = pc_json_get(f->parameters, name), .expr = &pc_expr_broken };
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

static parameter need_parameter(family_read *f, const char *name, bool is_located)
{
    const parameter p = read_parameter(f, name, is_located);
    if (p.at || f->failed) return p;
    pc_json_key_error(f->q->reader->diags, f->parameters, "E0202",
                      pc_help(f->q->reader, "add \"%s\": ...", name), "%s needs \"%s\"",
                      f->parameters->key ? f->parameters->key : "this distribution", name);
    f->failed = true;
    return p;
}

static void refuse_uncertain(family_read *f, const parameter *p, const char *why)
{
    pc_json_error(f->q->reader->diags, p->at, "E0217",
                  "write a number here, and put the uncertainty into the mean, or multiply two "
                  "assumptions in a formula",
                  "this parameter is uncertain itself or changes over time, and %s", why);
    f->failed = true;
}

static double need_constant(family_read *f, const char *name, bool is_located, const char *why)
{
    const parameter p = need_parameter(f, name, is_located);
    if (!f->failed && !p.constant) refuse_uncertain(f, &p, why);
    return p.value;
}

static void refuse(family_read *f, const pc_json *at, const char *help, const char *text)
{
    pc_json_error(f->q->reader->diags, at, "E0301", help, "%s", text);
    f->failed = true;
}

static void set_spec(family_read *f, pc_family family, double a, double b, double c, double d)
{
    f->spec.family = family;
    memcpy(f->spec.p, (const double[]) { a, b, c, d }, sizeof f->spec.p);
}

/* ---- families ---- */

static void read_normal(family_read *f)
{
    static const char *const names[] = { "mean", "sd" };
    check_parameters(f, "normal", names, PC_COUNT(names));
    const parameter mean = need_parameter(f, "mean", true), sd = need_parameter(f, "sd", false);
    if (mean.constant && sd.constant) {
        set_spec(f, PC_NORMAL, mean.value, sd.value, 0, 0);
        return;
    }
    set_spec(f, PC_NORMAL, 0, 1, 0, 0);
    f->location = mean.expr;
    f->scale = sd.expr;
}

static void read_uniform(family_read *f)
{
    static const char *const names[] = { "min", "max" };
    check_parameters(f, "uniform", names, PC_COUNT(names));
    const parameter min = need_parameter(f, "min", true), max = need_parameter(f, "max", true);
    if (min.constant && max.constant) {
        set_spec(f, PC_UNIFORM, min.value, max.value, 0, 0);
        return;
    }
    set_spec(f, PC_UNIFORM, 0, 1, 0, 0);
    f->location = min.expr;
    f->scale = pc_make2(f->q->reader, PC_EXPR_SUB, max.expr, min.expr);
}

#define SHAPED "the shape of this family would change with it"

static void read_triangular(family_read *f)
{
    static const char *const names[] = { "min", "mode", "max" };
    check_parameters(f, "triangular", names, PC_COUNT(names));
    const double min = need_constant(f, "min", true, SHAPED);
    const double mode = need_constant(f, "mode", true, SHAPED);
    set_spec(f, PC_TRIANGULAR, min, mode, need_constant(f, "max", true, SHAPED), 0);
}

static void read_pert(family_read *f)
{
    static const char *const names[] = { "min", "mode", "max", "lambda" };
    check_parameters(f, "pert", names, PC_COUNT(names));
    const double min = need_constant(f, "min", true, SHAPED);
    const double mode = need_constant(f, "mode", true, SHAPED);
    const double max = need_constant(f, "max", true, SHAPED);
    const bool said = pc_json_get(f->parameters, "lambda");
    set_spec(f, PC_PERT, min, mode, max, said ? need_constant(f, "lambda", false, SHAPED) : 4);
}

/* The middle of a positive family: taken out as a factor unless it is a constant. */
static double factor_out(family_read *f, const parameter *p)
{
    if (!p->constant) {
        f->scale = p->expr;
        return 1;
    }
    if (!f->failed && !(p->value > 0))
        refuse(f, p->at, "write a number above 0",
               "this family lives above 0, and so must this");
    return p->value;
}

static double read_sigma(family_read *f, bool by_mean)
{
    const pc_json *cv = pc_json_get(f->parameters, "cv"),
                  *sigma = pc_json_get(f->parameters, "sigma");
    if (by_mean && !cv == !sigma) {
        refuse(f, f->parameters, "mean and cv, mean and sigma, or median and sigma",
               "lognormal needs one of \"cv\" (of the value) and \"sigma\" (of its logarithm)");
        return 0;
    }
    if (!by_mean && cv) {
        refuse(f, cv, "write \"sigma\", or \"mean\" instead of \"median\"",
               "\"cv\" goes with \"mean\", not with \"median\"");
        return 0;
    }
    if (!cv || !by_mean) return need_constant(f, "sigma", false, SHAPED);
    const double value = need_constant(f, "cv", false, SHAPED);
    if (!f->failed && !(value >= 0)) refuse(f, cv, "write 0 or more", "cv cannot be negative");
    return f->failed ? 0 : pc_lognormal_sigma(value);
}

static void read_lognormal(family_read *f)
{
    static const char *const names[] = { "mean", "cv", "sigma", "median" };
    check_parameters(f, "lognormal", names, PC_COUNT(names));
    const pc_json *mean = pc_json_get(f->parameters, "mean");
    if (!mean == !pc_json_get(f->parameters, "median")) {
        refuse(f, f->parameters, "mean and cv, mean and sigma, or median and sigma",
               "lognormal needs either \"mean\" or \"median\"");
        return;
    }
    const parameter middle = read_parameter(f, mean ? "mean" : "median", true);
    const double value = factor_out(f, &middle), sigma = read_sigma(f, mean);
    if (f->failed) return;
    set_spec(f, PC_LOGNORMAL, pc_lognormal_mu(value, mean ? sigma : 0), sigma, 0, 0);
}

static void read_gamma(family_read *f)
{
    static const char *const names[] = { "shape", "mean" };
    check_parameters(f, "gamma", names, PC_COUNT(names));
    const double shape = need_constant(f, "shape", false, SHAPED);
    const parameter mean = need_parameter(f, "mean", true);
    if (!f->failed) set_spec(f, PC_GAMMA, shape, factor_out(f, &mean), 0, 0);
}

static void read_beta(family_read *f)
{
    static const char *const names[] = { "mean", "n", "a", "b" };
    check_parameters(f, "beta", names, PC_COUNT(names));
    const pc_json *mean = pc_json_get(f->parameters, "mean");
    const bool by_mean = mean || pc_json_get(f->parameters, "n");
    const bool by_counts = pc_json_get(f->parameters, "a") || pc_json_get(f->parameters, "b");
    if (by_mean == by_counts) {
        refuse(f, f->parameters, "n = a + b: how many observations the mean is worth",
               "beta needs \"mean\" and \"n\", or \"a\" and \"b\"");
        return;
    }
    if (by_counts) {
        const double a = need_constant(f, "a", false, SHAPED);
        set_spec(f, PC_BETA, a, need_constant(f, "b", false, SHAPED), 0, 0);
        return;
    }
    const double share = need_constant(f, "mean", true, SHAPED);
    const double n = need_constant(f, "n", false, SHAPED);
    if (!f->failed && !(share > 0 && share < 1))
        refuse(f, mean, "write a mean between 0 and 1",
               "the mean of a beta lies between 0 and 1");
    else
        set_spec(f, PC_BETA, share * n, (1 - share) * n, 0, 0);
}

/* The bounds of the three-point range are those of the quantity's unit. */
static void read_low_mid_high(family_read *f)
{
    const double low = need_constant(f, "low", true, SHAPED);
    const double mid = need_constant(f, "mid", true, SHAPED);
    set_spec(f, PC_LOW_MID_HIGH, low, mid, need_constant(f, "high", true, SHAPED), 0);
    if (f->failed) return;
    const bool knows_unit = f->q->has_unit || f->q->inferred;
    if (!knows_unit) {
        pc_json_error(
            f->q->reader->diags, f->object, "E0218",
            "add \"unit\": \"fraction\" (0 to 1), \"money\", \"count\", \"multiple\", "
            "\"months\" (0 or more) or \"number\" (any) beside \"value\"",
            "low, mid, high need a unit, which says where the values must stay");
        f->failed = true;
    }
    if (f->q->unit != PC_UNIT_NUMBER) f->spec.lower = 0;
    if (f->q->unit == PC_UNIT_FRACTION) f->spec.upper = 1;
}

/* ---- the whole ---- */

/* Which family the object names: an index, or the count of families after reporting. */
static size_t find_family(pc_quantity *q, const pc_json *object)
{
    size_t found = PC_COUNT(families), n = 0;
    const char *first = NULL;
    for (size_t i = 0; i < PC_COUNT(families); i++) {
        const bool low = strcmp(families[i].name, "low") == 0;
        if (!pc_json_get(object, families[i].name) &&
            !(low && (pc_json_get(object, "mid") || pc_json_get(object, "high"))))
            continue;
        if (n++ == 0) first = families[i].name;
        found = i;
    }
    if (n <= 1) return found;
    pc_json_error(q->reader->diags, object, "E0216",
                  pc_help(q->reader,
                          "keep one; in a variant, take the other away with null: \"%s\": null",
                          first),
                  "a distribution has one family, not both \"%s\" and \"%s\"", first,
                  families[found].name);
    return PC_COUNT(families);
}

static void check_keys(family_read *f, size_t family)
{
    pc_key keys[PC_COUNT(later) + PC_COUNT(families) + 8];
    size_t n = 0;
    if (family == PC_COUNT(families)) /* several, which was said, or one that comes later */
        for (size_t i = 0; i < family; i++) keys[n++] = (pc_key) { families[i].name, PC_MAY };
    if (f->parameters == f->object) {
        keys[n++] = (pc_key) { "low", PC_MAY };
        keys[n++] = (pc_key) { "mid", PC_MAY };
        keys[n++] = (pc_key) { "high", PC_MAY };
    } else if (family < PC_COUNT(families)) {
        keys[n++] = (pc_key) { families[family].name, PC_MAY };
    }
    static const char *const beside[] = { "min", "max", "each", "stream" };
    for (size_t i = 0; i < PC_COUNT(beside); i++) keys[n++] = (pc_key) { beside[i], PC_MAY };
    for (size_t i = 0; i < PC_COUNT(later); i++) keys[n++] = (pc_key) { later[i], PC_LATER };
    pc_read_keys(f->q->reader, f->object, "a distribution", keys, pc_add_extras(f->q, keys, n));
}

static void read_truncation(family_read *f)
{
    const pc_json *own = f->parameters;
    f->parameters = f->object;
    static const char why[] = "a distribution is cut off at a fixed value";
    if (pc_json_get(f->object, "min")) f->spec.min = need_constant(f, "min", true, why);
    if (pc_json_get(f->object, "max")) f->spec.max = need_constant(f, "max", true, why);
    f->parameters = own;
    const bool cut = isfinite(f->spec.min) || isfinite(f->spec.max);
    if (f->failed || !cut || (!f->location && !f->scale)) return;
    pc_json_error(f->q->reader->diags, f->object, "E0217",
                  "use min(...) and max(...) in a formula",
                  "a distribution with uncertain parameters cannot be cut off");
    f->failed = true;
}

static const pc_expr *scaled(const family_read *f, const pc_expr *draw)
{
    pc_reader *reader = f->q->reader;
    if (f->scale) draw = pc_make2(reader, PC_EXPR_MUL, f->scale, draw);
    return f->location ? pc_make2(reader, PC_EXPR_ADD, f->location, draw) : draw;
}

static const pc_expr *finish(family_read *f)
{
    pc_quantity *q = f->q;
    pc_dist_problem problem;
    pc_draw draw = { .name = q->name, .each = q->each };
    if (f->failed) return &pc_expr_broken;
    if (!pc_dist_init(&draw.dist, &f->spec, &problem)) {
        pc_json_error(q->reader->diags, f->object, "E0301", problem.help, "%s", problem.text);
        return &pc_expr_broken;
    }
    pc_note_draw(q->reader, draw.name, f->object);
    return scaled(f, pc_make_draw(q->reader, &draw));
}

const pc_expr *pc_read_distribution(pc_quantity *q, const pc_json *object)
{
    const size_t family = find_family(q, object);
    family_read f = { .q = q,
                      .object = object,
                      .spec = { .lower = (double)-INFINITY,
                                .upper = (double)INFINITY,
                                .min = (double)-INFINITY,
                                .max = (double)INFINITY } };
    q->n_draws++;
    const bool has_object =
        family < PC_COUNT(families) && strcmp(families[family].name, "low") != 0;
    f.parameters = has_object                    ? pc_json_get(object, families[family].name)
                   : family < PC_COUNT(families) ? object
                                                 : NULL;
    check_keys(&f, family);
    pc_read_each(q, pc_json_get(object, "each"));
    const char *stream = pc_json_get(object, "stream")
                             ? pc_read_text(q->reader, pc_json_get(object, "stream"), NULL)
                             : NULL;
    if (stream && *stream) q->name = stream;
    q->extras = NULL;
    if (family == PC_COUNT(families)) return &pc_expr_broken;
    families[family].read(&f);
    if (f.parameters->kind == PC_JSON_OBJECT) read_truncation(&f);
    return finish(&f);
}
