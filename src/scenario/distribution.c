/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Distributions: which family, what stands beside it, the draw. */
#include "scenario/distribution.h"
#include "scenario/processes.h"

#include <math.h>
#include <string.h>

static const struct {
    const char *name;
    pc_read_family *read;
} families[] = {
    { "bernoulli", pc_read_bernoulli },
    { "beta", pc_read_beta },
    { "binomial", pc_read_binomial },
    { "discrete", pc_read_discrete },
    { "empirical", pc_read_empirical },
    { "exponential", pc_read_exponential },
    { "fit", pc_read_fit },
    { "gamma", pc_read_gamma },
    { "lognormal", pc_read_lognormal },
    { "low", pc_read_low_mid_high },
    { "metalog", pc_read_metalog },
    { "mixture", pc_read_mixture },
    { "negative_binomial", pc_read_negative_binomial },
    { "normal", pc_read_normal },
    { "pert", pc_read_pert },
    { "poisson", pc_read_poisson },
    { "student", pc_read_student },
    { "triangular", pc_read_triangular },
    { "uniform", pc_read_uniform },
    { "weibull", pc_read_weibull },
};

bool pc_is_distribution(const pc_json *object)
{
    for (size_t i = 0; i < PC_COUNT(families); i++)
        if (pc_json_get(object, families[i].name)) return true;
    return pc_json_get(object, "mid") || pc_json_get(object, "high") || pc_is_process(object);
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

static void check_keys(pc_family_read *f, size_t family)
{
    pc_key keys[PC_COUNT(families) + 8];
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
    for (size_t i = 0; i < (f->is_part ? 2 : PC_COUNT(beside)); i++)
        keys[n++] = (pc_key) { beside[i], PC_MAY };
    pc_read_keys(f->q->reader, f->object, "a distribution", keys, pc_add_extras(f->q, keys, n));
}

static bool is_uncertain(const pc_family_read *f)
{
    return f->location || f->scale || f->rate;
}

static void read_truncation(pc_family_read *f)
{
    const pc_json *own = f->parameters;
    f->parameters = f->object;
    static const char why[] = "a distribution is cut off at a fixed value";
    if (pc_json_get(f->object, "min")) f->spec.min = pc_need_constant(f, "min", true, why);
    if (pc_json_get(f->object, "max")) f->spec.max = pc_need_constant(f, "max", true, why);
    f->parameters = own;
    const bool cut = isfinite(f->spec.min) || isfinite(f->spec.max);
    if (f->failed || !cut || !is_uncertain(f)) return;
    pc_json_error(f->q->reader->diags, f->object, "E0217",
                  "use min(...) and max(...) in a formula",
                  "a distribution with uncertain parameters cannot be cut off");
    f->failed = true;
}

static const pc_expr *counted(const pc_family_read *f, const pc_expr *uniform)
{
    pc_reader *reader = f->q->reader;
    const pc_expr *dispersion =
        pc_make_number(reader, &(pc_written) { .number = f->dispersion });
    return pc_make(reader, PC_EXPR_COUNT,
                   (const pc_expr *const[]) { f->rate, uniform, dispersion }, 3);
}

static const pc_expr *scaled(const pc_family_read *f, const pc_expr *draw)
{
    pc_reader *reader = f->q->reader;
    if (f->rate) return counted(f, draw);
    if (f->scale) draw = pc_make2(reader, PC_EXPR_MUL, f->scale, draw);
    return f->location ? pc_make2(reader, PC_EXPR_ADD, f->location, draw) : draw;
}

/* A mean of draws without a variance never settles, and its standard error says nothing. */
static void warn_of_spread(const pc_family_read *f, const pc_dist *dist)
{
    if (!isinf(dist->sd)) return;
    pc_warn(f->q->reader, f->object, "W0207",
            "state \"min\" and \"max\" beside the family, or a family with lighter tails",
            "the spread of this distribution is infinite: averages of what depends on it and "
            "their standard errors mean nothing, quantiles and chances do");
}

/* False after reporting, or without memory. */
static bool init(pc_dist *out, const pc_family_read *f, pc_dist_problem *problem)
{
    pc_reader *reader = f->q->reader;
    if (reader->arena->failed) return false;
    if (pc_dist_init(out, &f->spec, problem)) {
        warn_of_spread(f, out);
        return true;
    }
    if (*problem->text)
        pc_json_error(reader->diags, f->object,
                      f->spec.family == PC_METALOG ? "E0306" : "E0301",
                      pc_help(reader, "%s", problem->help), "%s", problem->text);
    else
        reader->arena->failed = true;
    return false;
}

/* Drawn for each partner or deal: it has its address from them, and no name of its own. */
static void give(const pc_family_read *f, const pc_expr *draw)
{
    const pc_quantity *q = f->q;
    if (q->in_schedule)
        pc_json_error(q->reader->diags, f->object, "E0332",
                      "write one distribution whose mean is an assumption that changes",
                      "what is drawn for each partner or deal cannot stand in a schedule");
    if (f->rate)
        pc_json_error(
            q->reader->diags, f->object, "E0217",
            "write a number, and multiply what it is for by what is uncertain",
            "the rate of what is counted for each partner or deal is uncertain itself, "
            "or changes over time");
    *q->random = (pc_random) { .draw = draw->draw, .shift = f->location, .scale = f->scale };
}

static const pc_expr *finish(pc_family_read *f)
{
    pc_quantity *q = f->q;
    pc_dist_problem problem;
    pc_draw draw = { .name = q->name, .each = q->each };
    if (f->failed) return &pc_expr_broken;
    if (!init(&draw.dist, f, &problem)) return &pc_expr_broken;
    const pc_expr *expr = pc_make_draw(q->reader, &draw);
    if (q->own != PC_EACH_TRIAL && q->each == q->own)
        give(f, expr);
    else
        pc_note_draw(q->reader, draw.name, f->object);
    return scaled(f, expr);
}

static pc_family_read begin(pc_quantity *q, const pc_json *object, size_t family)
{
    pc_family_read f = { .q = q,
                         .object = object,
                         .spec = { .lower = (double)-INFINITY,
                                   .upper = (double)INFINITY,
                                   .min = (double)-INFINITY,
                                   .max = (double)INFINITY } };
    const bool has_object =
        family < PC_COUNT(families) && strcmp(families[family].name, "low") != 0;
    f.parameters = has_object                    ? pc_json_get(object, families[family].name)
                   : family < PC_COUNT(families) ? object
                                                 : NULL;
    return f;
}

static bool holds(const pc_family_read *f)
{
    return f->parameters->kind == PC_JSON_OBJECT || f->parameters->kind == PC_JSON_ARRAY;
}

bool pc_read_part(pc_dist *out, pc_quantity *q, const pc_json *object)
{
    const size_t family = find_family(q, object);
    pc_family_read f = begin(q, object, family);
    pc_dist_problem problem;
    f.is_part = true;
    if (family == PC_COUNT(families) &&
        (!pc_is_distribution(object) || pc_is_process(object))) {
        pc_json_error(q->reader->diags, object, "E0305",
                      "for example 0, or { \"normal\": { ... } }",
                      "a part of a mixture is a number or a distribution");
        return false;
    }
    check_keys(&f, family);
    if (family == PC_COUNT(families)) return false;
    families[family].read(&f);
    if (holds(&f)) read_truncation(&f);
    if (!f.failed && is_uncertain(&f)) {
        pc_refuse_family(&f, object, "E0217",
                         "write numbers, or multiply the whole mixture in a formula",
                         "a part of a mixture cannot have uncertain parameters");
        return false;
    }
    return !f.failed && init(out, &f, &problem);
}

const pc_expr *pc_read_distribution(pc_quantity *q, const pc_json *object)
{
    if (pc_is_process(object)) return pc_read_process(q, object);
    const size_t family = find_family(q, object);
    pc_family_read f = begin(q, object, family);
    q->n_draws++;
    check_keys(&f, family);
    pc_read_each(q, pc_json_get(object, "each"));
    const char *stream = pc_json_get(object, "stream")
                             ? pc_read_text(q->reader, pc_json_get(object, "stream"), NULL)
                             : NULL;
    if (stream && *stream) q->name = stream;
    q->extras = NULL;
    if (family == PC_COUNT(families)) return &pc_expr_broken;
    families[family].read(&f);
    if (holds(&f)) read_truncation(&f);
    return finish(&f);
}
