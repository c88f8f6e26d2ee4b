/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Schedules: by_year, by_month, and ramps from one value to another. */
#include "scenario/quantity.h"

#include <stdlib.h>
#include <string.h>

enum { MONTHS_MAX = 1200 };

static const char *const words[] = { "by_year", "by_month", "from" };

bool pc_is_schedule(const pc_json *object)
{
    return pc_json_get(object, "by_year") || pc_json_get(object, "by_month") ||
           pc_json_get(object, "from") || pc_json_get(object, "to");
}

static void warn_of_unreached(pc_quantity *q, const pc_json *list, bool by_year)
{
    const int months = q->reader->programme->months;
    const size_t n = (size_t)(by_year ? (months + q->elapsed + 11) / 12 : months);
    if (list->n_items <= n) return;
    pc_warn(
        q->reader, &list->items[n], "W0202", NULL,
        "the horizon of %d month%s has %zu %s%s: what is listed from here on is never reached",
        months, months == 1 ? "" : "s", n, by_year ? "year" : "month", n == 1 ? "" : "s");
}

/* A value of a schedule: its own draws, and what it says of the unit of all. */
static const pc_expr *element(pc_quantity *q, const pc_json *value, const char *key, size_t i)
{
    pc_quantity part = *q;
    part.in_schedule = true;
    if (value->kind == PC_JSON_OBJECT) /* only these are drawn */
        part.name = pc_arena_printf(q->reader->arena, "%s/%s/%zu", q->name, key, i);
    if (!part.name) return &pc_expr_broken;
    const pc_expr *expr = pc_read_value(&part, value);
    q->n_draws = part.n_draws;
    q->each_said |= part.each_said;
    if (part.inferred && !q->inferred) {
        q->inferred = true;
        q->unit = part.unit;
    }
    return expr;
}

/* [a, b, c] under by_year or by_month. */
static const pc_expr *listed(pc_quantity *q, const pc_json *list, bool by_year)
{
    if (list->kind != PC_JSON_ARRAY || list->n_items == 0) {
        pc_json_error(q->reader->diags, list, "E0214",
                      "write a list: [a, b, c]; the last value holds on",
                      "%s needs a list of at least one value", list->key);
        return &pc_expr_broken;
    }
    if (list->n_items > MONTHS_MAX) {
        pc_json_error(q->reader->diags, list, "E0214", "no horizon is longer",
                      "%s has %zu values; at most %d are read", list->key, list->n_items,
                      MONTHS_MAX);
        return &pc_expr_broken;
    }
    const pc_expr **args = PC_NEW_ARRAY(q->reader->arena, const pc_expr *, list->n_items);
    if (!args) return &pc_expr_broken;
    for (size_t i = 0; i < list->n_items; i++)
        args[i] = element(q, &list->items[i], list->key, i);
    warn_of_unreached(q, list, by_year);
    q->shape = by_year ? PC_SHAPE_BY_YEAR : PC_SHAPE_BY_MONTH;
    pc_expr *expr = PC_NEW(q->reader->arena, pc_expr);
    if (!expr) return &pc_expr_broken;
    *expr = (pc_expr) { .kind = by_year ? PC_EXPR_BY_YEAR : PC_EXPR_BY_MONTH,
                        .elapsed = by_year ? q->elapsed : 0,
                        .n_args = list->n_items,
                        .args = args };
    return expr;
}

/* Fiscal years that begin with the plan are programme years. */
static void read_basis(pc_quantity *q, const pc_json *object)
{
    static const char *const bases[] = { "programme", "fiscal" };
    const pc_json *profile = pc_json_get(object, "profile");
    const bool fiscal =
        pc_read_word(q->reader, pc_json_get(object, "basis"), bases, PC_COUNT(bases), 0) == 1;
    q->elapsed = fiscal ? pc_fiscal_elapsed(q->reader->programme) : 0;
    if (q->elapsed && profile)
        pc_json_key_error(q->reader->diags, profile, "E0287",
                          "write the months out: { \"by_month\": [...] }",
                          "\"profile\" weighs the months of programme years, and these years "
                          "are fiscal");
}

/* ---- profile ---- */

static bool weight_of(pc_reader *reader, const pc_json *value, double *weight)
{
    *weight = value->number;
    if (value->kind == PC_JSON_NUMBER && value->number >= 0) return true;
    pc_json_error(reader->diags, value, "E0214", "weights are plain numbers: [1, 2, 2, 0.5]",
                  "a month's weight is a number, 0 or more");
    return false;
}

const double *pc_read_weights(pc_reader *reader, const pc_json *list, size_t n)
{
    if (list->kind != PC_JSON_ARRAY || list->n_items == 0) {
        pc_wrong_kind(reader, list, "a list of weights", NULL);
        return NULL;
    }
    double *weights = PC_NEW_ARRAY(reader->arena, double, n);
    bool sound = weights;
    for (size_t i = 0; i < n && sound; i++)
        sound = weight_of(reader, &list->items[i < list->n_items ? i : list->n_items - 1],
                          &weights[i]);
    return sound ? weights : NULL;
}

static bool every_year_has_weight(pc_reader *reader, const pc_json *at, const double *weights,
                                  size_t n)
{
    for (size_t year = 0; year < n / 12; year++) {
        double sum = 0;
        for (size_t m = 0; m < 12; m++) sum += weights[12 * year + m];
        if (sum > 0) continue;
        pc_json_error(
            reader->diags, at, "E0214", "the last weight holds on: end with one above 0",
            "the weights of year %zu are all 0, so its amount has no month", year + 1);
        return false;
    }
    return true;
}

static const double *read_profile(pc_reader *reader, const pc_json *profile)
{
    static const pc_key keys[] = { { "by_month", PC_MUST } };
    if (!profile || !pc_read_keys(reader, profile, "a profile", keys, PC_COUNT(keys)))
        return NULL;
    const pc_json *list = pc_json_get(profile, "by_month");
    const size_t n = (size_t)(reader->programme->months + 11) / 12 * 12;
    const double *weights = list ? pc_read_weights(reader, list, n) : NULL;
    return weights && every_year_has_weight(reader, list, weights, n) ? weights : NULL;
}

/* ---- ramps ---- */

static const pc_expr *ramp(pc_quantity *q, const pc_json *object)
{
    static const char *const shapes[] = { "linear", "s-curve" };
    pc_reader *reader = q->reader;
    const pc_expr *ends[2] = { &pc_expr_broken, &pc_expr_broken };
    const char *const keys[] = { "from", "to" };
    for (size_t i = 0; i < 2; i++) {
        const pc_json *end = pc_json_get(object, keys[i]);
        if (end) ends[i] = element(q, end, keys[i], 0);
    }
    pc_expr *expr = PC_NEW(reader->arena, pc_expr);
    const pc_expr **args = PC_NEW_ARRAY(reader->arena, const pc_expr *, 2);
    if (reader->arena->failed) return &pc_expr_broken;
    memcpy(args, ends, sizeof ends);
    q->shape = PC_SHAPE_RAMP;
    *expr = (pc_expr) {
        .kind = PC_EXPR_RAMP,
        .first_month =
            (int)pc_read_whole(reader, pc_json_get(object, "start_month"), 1, MONTHS_MAX, 1) -
            1,
        .n_months = (int)pc_read_whole(reader, pc_json_get(object, "months"), 1, MONTHS_MAX, 1),
        .shape =
            (pc_ramp_shape)pc_read_word(reader, pc_json_get(object, "shape"), shapes, 2, 0),
        .n_args = 2,
        .args = args,
    };
    return expr;
}

/* ---- all of them ---- */

static void check_keys(pc_quantity *q, const pc_json *object, const char *kind)
{
    pc_key keys[7 + PC_MAX_EXTRAS];
    size_t n = 0;
    if (strcmp(kind, "from") == 0) {
        keys[n++] = (pc_key) { "from", PC_MUST };
        keys[n++] = (pc_key) { "to", PC_MUST };
        keys[n++] = (pc_key) { "start_month", PC_MAY };
        keys[n++] = (pc_key) { "months", PC_MUST };
        keys[n++] = (pc_key) { "shape", PC_MAY };
    } else {
        keys[n++] = (pc_key) { kind, PC_MUST };
        if (strcmp(kind, "by_year") == 0) keys[n++] = (pc_key) { "basis", PC_MAY };
        if (q->is_flow && !q->in_plan && strcmp(kind, "by_year") == 0)
            keys[n++] = (pc_key) { "profile", PC_MAY };
    }
    pc_read_keys(q->reader, object, "a schedule", keys, pc_add_extras(q, keys, n));
}

static bool is_single_kind(pc_quantity *q, const pc_json *object)
{
    const bool by_year = pc_json_get(object, "by_year"),
               by_month = pc_json_get(object, "by_month");
    const bool ramps = pc_json_get(object, "from") || pc_json_get(object, "to");
    if (by_year + by_month + ramps == 1) return true;
    pc_json_error(q->reader->diags, object, "E0214",
                  "keep one; in a variant, take the other away with null: \"by_year\": null",
                  "a schedule goes by_year, or by_month, or from .. to, not two of these");
    return false;
}

const pc_expr *pc_read_schedule(pc_quantity *q, const pc_json *object)
{
    if (q->in_schedule) {
        pc_json_error(q->reader->diags, object, "E0214",
                      "name the inner one as an assumption and refer to it: \"=name\"",
                      "a schedule cannot stand inside another");
        return &pc_expr_broken;
    }
    if (!is_single_kind(q, object)) return &pc_expr_broken;
    const pc_json *by_year = pc_json_get(object, words[0]),
                  *by_month = pc_json_get(object, words[1]);
    check_keys(q, object, by_year ? words[0] : by_month ? words[1] : words[2]);
    q->extras = NULL;
    if (by_year) read_basis(q, object);
    if (by_year && q->is_flow && !q->in_plan)
        q->profile = read_profile(q->reader, pc_json_get(object, "profile"));
    if (by_year || by_month) return listed(q, by_year ? by_year : by_month, by_year);
    if (!q->is_flow) return ramp(q, object);
    pc_json_error(
        q->reader->diags, object, "E0214",
        "write the amounts by_year or by_month; a ramp can be an assumption in their formulas",
        "a ramp is a level, and amounts are wanted here");
    return &pc_expr_broken;
}
