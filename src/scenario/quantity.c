/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quantities: numbers, literals, formulas, distributions, schedules, and { "value": ... }. */
#include "scenario/quantity.h"

#include <string.h>

static const char *const unit_words[] = {
    [PC_UNIT_NUMBER] = "number", [PC_UNIT_FRACTION] = "fraction", [PC_UNIT_MONEY] = "money",
    [PC_UNIT_COUNT] = "count",   [PC_UNIT_MULTIPLE] = "multiple", [PC_UNIT_MONTHS] = "months"
};

const char *pc_unit_words(pc_unit unit)
{
    return unit_words[unit];
}

/* ---- numbers ---- */

/* 12 where a fraction is meant is nearly always 12 %. */
static bool fits_fraction(pc_quantity *q, const pc_json *at, const pc_written *written)
{
    if (written->number >= 0 && written->number <= 1) return true;
    const char *text = at->string, *help = "a fraction is a number from 0 to 1, or \"12%\"";
    if (at->kind == PC_JSON_NUMBER && written->number >= 2 && written->number <= 100)
        help = pc_help(q->reader, "for %s %% write \"%s%%\" or %s", text, text,
                       pc_number_words(q->reader, written->number / 100));
    pc_json_error(q->reader->diags, at, "E0203", help, "%s is not a fraction from 0 to 1",
                  text);
    return false;
}

static bool fits_unit(pc_quantity *q, const pc_json *at, const pc_written *written)
{
    if (!q->has_unit || q->unit == PC_UNIT_NUMBER) return true;
    if (q->unit == PC_UNIT_FRACTION) return fits_fraction(q, at, written);
    if (written->number >= 0) return true;
    pc_json_error(q->reader->diags, at, "E0209", "write 0 or more",
                  "%s cannot be negative here", at->string);
    return false;
}

static const pc_expr *number(pc_quantity *q, const pc_json *at, const pc_written *written)
{
    return fits_unit(q, at, written) ? pc_make_number(q->reader, written) : &pc_expr_broken;
}

const pc_expr *pc_read_number(pc_quantity *q, const pc_json *value)
{
    pc_written written;
    if (!pc_written_read(&written, value->string, strlen(value->string), 0))
        written = (pc_written) { .number = value->number };
    return number(q, value, &written);
}

/* ---- literals ---- */

static bool fits_currency(pc_quantity *q, const pc_json *at, const pc_literal *literal)
{
    const char *own = q->reader->programme->currency;
    if (!*literal->currency || !own || pc_currency_fits(literal->currency, own)) return true;
    pc_json_error(q->reader->diags, at, "E0207",
                  pc_help(q->reader, "the scenario is in %s; convert the amount", own),
                  "\"%s\" is in another currency than the scenario", at->string);
    return false;
}

/* A percentage is also a multiple or a plain number: growth of "140%". */
static bool fits_literal(pc_quantity *q, const pc_json *at, const pc_literal *literal)
{
    const bool loose = q->unit == PC_UNIT_NUMBER ||
                       (q->unit == PC_UNIT_MULTIPLE && literal->unit == PC_UNIT_FRACTION);
    if (!literal->has_unit || !q->has_unit || q->unit == literal->unit || loose) return true;
    pc_json_error(
        q->reader->diags, at, "E0208",
        pc_help(q->reader, "what belongs here has the unit \"%s\"", unit_words[q->unit]),
        "\"%s\" has the unit \"%s\"", at->string, unit_words[literal->unit]);
    return false;
}

const pc_expr *pc_read_literal(pc_quantity *q, const pc_json *string)
{
    pc_literal literal;
    pc_literal_problem problem;
    if (!pc_literal_read(&literal, string->string, &problem)) {
        pc_json_error(q->reader->diags, string, problem.code, problem.help, "%s", problem.text);
        return &pc_expr_broken;
    }
    if (!fits_currency(q, string, &literal) || !fits_literal(q, string, &literal))
        return &pc_expr_broken;
    if (literal.has_unit && !q->has_unit) {
        q->inferred = true;
        q->unit = literal.unit;
    }
    return number(q, string, &literal.written);
}

/* ---- { "value": ..., "plan": ... } ---- */

/* Whether the place draws for each partner, or for each deal. */
static bool fits_each(pc_quantity *q, const pc_json *at, pc_each each)
{
    if (each <= PC_EACH_MONTH || each == q->own) return true;
    pc_json_error(q->reader->diags, at, "E0332",
                  q->own == PC_EACH_PARTNER ? "write \"partner\", or a coarser word"
                  : q->own == PC_EACH_DEAL
                      ? "write \"deal\", or a coarser word"
                      : "\"partner\" belongs to \"productivity\" and a \"delay\", \"deal\" to "
                        "\"acv\" and a \"cycle\"; their parameters may be assumptions",
                  "nothing is drawn for each %s here",
                  each == PC_EACH_PARTNER ? "partner" : "deal");
    return false;
}

void pc_read_each(pc_quantity *q, const pc_json *each)
{
    static const char *const words[] = {
        "trial", "year", "quarter", "month", "partner", "deal"
    };
    if (!each) return;
    if (q->each_at)
        pc_json_key_error(q->reader->diags, each, "E0235", "say it once",
                          "\"each\" is said twice, here and at %s",
                          pc_json_pointer(q->reader->arena, q->each_at));
    q->each_at = each;
    q->each_said = true;
    q->each = (pc_each)pc_read_word(q->reader, each, words, PC_COUNT(words), PC_EACH_TRIAL);
    if (!fits_each(q, each, q->each)) q->each = PC_EACH_TRIAL;
}

static void read_stream(pc_quantity *q, const pc_json *stream)
{
    const char *name = pc_read_text(q->reader, stream, NULL);
    if (name && *name) q->name = name;
}

static void read_unit(pc_quantity *q, const pc_json *unit)
{
    if (!unit) return;
    const size_t known = PC_COUNT(unit_words);
    const size_t found = pc_read_word(q->reader, unit, unit_words, known, known);
    if (found == known) return;
    if (q->has_unit && q->unit != (pc_unit)found)
        pc_json_error(q->reader->diags, unit, "E0208", NULL,
                      "what belongs here has the unit \"%s\", not \"%s\"", unit_words[q->unit],
                      unit->string);
    if (q->has_unit) return;
    q->has_unit = true;
    q->unit = (pc_unit)found;
}

static bool is_monthly(pc_shape shape)
{
    return shape == PC_SHAPE_BY_MONTH || shape == PC_SHAPE_RAMP;
}

static const char *goes_by(const pc_quantity *q)
{
    return is_monthly(q->shape) ? "by month" : q->elapsed ? "by fiscal year" : "by year";
}

/* The plan must change with what its value changes with when that says how amounts are meant.
 */
static bool plan_fits(pc_quantity *q, const pc_json *plan, const pc_quantity *of_plan)
{
    const bool value_monthly = is_monthly(q->shape), plan_monthly = is_monthly(of_plan->shape);
    if ((!q->is_flow && !q->is_stock) ||
        (value_monthly == plan_monthly && q->elapsed == of_plan->elapsed))
        return true;
    pc_json_error(q->reader->diags, plan, "E0235",
                  "an amount by_month is a month's, any other a year's: write both alike",
                  "the plan is stated %s, its value %s", goes_by(of_plan), goes_by(q));
    return false;
}

static const pc_expr *planned(pc_quantity *q, const pc_json *plan, const pc_expr *value)
{
    if (!plan) return value;
    pc_quantity of_plan = *q;
    of_plan.in_plan = true;
    of_plan.shape = PC_SHAPE_PLAIN;
    of_plan.elapsed = 0;
    const pc_expr *stated = pc_read_value(&of_plan, plan);
    if (!plan_fits(q, plan, &of_plan)) return value;
    return pc_make2(q->reader, PC_EXPR_PLANNED, value, stated);
}

size_t pc_add_extras(const pc_quantity *q, pc_key *keys, size_t n)
{
    for (size_t i = 0; q->extras && q->extras[i]; i++)
        keys[n++] = (pc_key) { q->extras[i], PC_MAY };
    return n;
}

static const pc_expr *wrapped(pc_quantity *q, const pc_json *object)
{
    pc_key keys[5 + PC_MAX_EXTRAS] = { { "value", PC_MUST },
                                       { "plan", PC_MAY },
                                       { "unit", PC_MAY },
                                       { "each", PC_MAY },
                                       { "stream", PC_MAY } };
    pc_read_keys(q->reader, object, "a quantity", keys, pc_add_extras(q, keys, 5));
    q->extras = NULL;
    q->in_value = true;
    read_unit(q, pc_json_get(object, "unit"));
    pc_read_each(q, pc_json_get(object, "each"));
    read_stream(q, pc_json_get(object, "stream"));
    const size_t n_draws = q->n_draws;
    const size_t n_errors = pc_diags_errors(q->reader->diags);
    const pc_expr *value = pc_read_value(q, pc_json_get(object, "value"));
    const bool sound = pc_diags_errors(q->reader->diags) == n_errors;
    if (q->each_at && q->n_draws == n_draws && sound)
        pc_json_key_error(q->reader->diags, q->each_at, "E0235",
                          "leave it out, or write a distribution",
                          "\"each\" says how often a distribution is drawn, and here is none");
    return planned(q, pc_json_get(object, "plan"), value);
}

/* ---- all of them ---- */

static const pc_expr *refused(pc_quantity *q, const pc_json *value, const char *help)
{
    if (!help) help = "for example 0.12, \"12%\", \"$500K\", \"=a * 2\"";
    pc_wrong_kind(q->reader, value,
                  q->in_plan ? "a number or a schedule of numbers" : "a quantity", help);
    return &pc_expr_broken;
}

static const pc_expr *not_in_plan(pc_quantity *q, const pc_json *value)
{
    pc_json_error(q->reader->diags, value, "E0235",
                  "\"plan\" is what the document states: a number, or a schedule of numbers",
                  "this is no stated number");
    return &pc_expr_broken;
}

static const pc_expr *unknown_object(pc_quantity *q, const pc_json *object)
{
    static const char *const keys[] = { "value",     "by_year",
                                        "by_month",  "from",
                                        "to",        "low",
                                        "mid",       "high",
                                        "uniform",   "triangular",
                                        "pert",      "normal",
                                        "lognormal", "gamma",
                                        "beta",      "exponential",
                                        "weibull",   "student",
                                        "poisson",   "binomial",
                                        "bernoulli", "discrete",
                                        "empirical", "metalog",
                                        "mixture",   "negative_binomial",
                                        "ar1",       "regime",
                                        "event" };
    const char *found = NULL, *nearest = NULL;
    for (size_t i = 0; i < object->n_items && !nearest; i++) {
        found = object->items[i].key;
        nearest = pc_json_did_you_mean(found, keys, PC_COUNT(keys));
    }
    if (nearest)
        pc_json_error(
            q->reader->diags, object, "E0216",
            pc_help(q->reader, "did you mean \"%s\" instead of \"%s\"?", nearest, found),
            "this is no quantity");
    else
        pc_json_error(
            q->reader->diags, object, "E0216",
            "a quantity is a number, \"12%\", \"=formula\", a distribution, a schedule "
            "(by_year, by_month, from .. to), or { \"value\": quantity, ... }",
            "this is no quantity");
    return &pc_expr_broken;
}

static const pc_expr *read_object(pc_quantity *q, const pc_json *object)
{
    if (pc_json_get(object, "value") && !q->in_plan) {
        if (!q->in_value && !q->in_schedule) return wrapped(q, object);
        return refused(q, object, "\"value\" inside a value or a schedule says nothing more");
    }
    if (pc_is_schedule(object)) return pc_read_schedule(q, object);
    if (!pc_is_distribution(object)) return unknown_object(q, object);
    return q->in_plan ? not_in_plan(q, object) : pc_read_distribution(q, object);
}

const pc_expr *pc_read_value(pc_quantity *q, const pc_json *value)
{
    switch (value->kind) {
    case PC_JSON_NUMBER:
        return pc_read_number(q, value);
    case PC_JSON_STRING:
        if (value->string[0] != '=') return pc_read_literal(q, value);
        return q->in_plan ? not_in_plan(q, value) : pc_read_formula(q, value);
    case PC_JSON_OBJECT:
        return read_object(q, value);
    case PC_JSON_ARRAY:
        pc_json_error(q->reader->diags, value, "E0214",
                      "write { \"by_year\": [...] } or { \"by_month\": [...] }",
                      "a list does not say whether it goes by year or by month");
        return &pc_expr_broken;
    default:
        return refused(q, value, NULL);
    }
}

static pc_quantity quantity_at(pc_reader *reader, const pc_json *value, pc_unit unit)
{
    return (pc_quantity) { .reader = reader,
                           .name = pc_json_pointer(reader->arena, value) + 1,
                           .unit = unit,
                           .has_unit = true };
}

static const pc_expr *read_level(pc_quantity *q, const pc_json *value)
{
    if (q->reader->arena->failed) return &pc_expr_broken;
    const pc_expr *expr = pc_read_value(q, value);
    pc_check_bounds(q->reader, value, expr, q->unit);
    if (q->n_draws) pc_register_input(q, value, expr);
    return expr;
}

const pc_expr *pc_read_level(pc_reader *reader, const pc_json *value, pc_unit unit)
{
    pc_quantity q = quantity_at(reader, value, unit);
    return read_level(&q, value);
}

const pc_expr *pc_read_cadenced_level(pc_reader *reader, const pc_json *value, pc_unit unit)
{
    pc_quantity q = quantity_at(reader, value, unit);
    const pc_expr *expr = read_level(&q, value);
    if (q.n_draws && !q.each_said)
        pc_json_error(
            reader->diags, value, "E0280",
            "write \"each\": \"trial\" beside the distribution when it is one unknown "
            "number, \"year\" when every year has its own",
            "how often this is drawn must be written here");
    return expr;
}

const pc_expr *pc_read_optional_level(pc_reader *reader, const pc_json *object, const char *key,
                                      pc_unit unit)
{
    const pc_json *value = pc_json_get(object, key);
    return value ? pc_read_level(reader, value, unit) : NULL;
}

static void check_random(const pc_quantity *q, const pc_json *value, const pc_expr *expr)
{
    const char *who = q->own == PC_EACH_DEAL ? "deal" : "partner";
    if (q->n_draws && !q->each_said)
        pc_json_error(
            q->reader->diags, value, "E0280",
            pc_help(q->reader,
                    "write \"each\": \"%s\" beside the distribution when every %s has "
                    "its own, \"trial\" when it is one unknown number",
                    who, who),
            "how often this is drawn must be written here");
    if (!q->random->draw) return;
    if (expr->kind == PC_EXPR_PLANNED)
        pc_json_error(q->reader->diags, value, "E0332",
                      "give the plan to its mean: \"mean\": \"=name\", an assumption",
                      "what every %s has of its own has no one plan", who);
    if (strcmp(q->name, pc_json_pointer(q->reader->arena, value) + 1) != 0)
        pc_json_error(q->reader->diags, value, "E0332",
                      "write \"stream\" beside \"channel\": it renames all that is drawn there",
                      "what every %s has of its own has no \"stream\"", who);
}

pc_random pc_read_random(pc_reader *reader, const pc_json *value, pc_unit unit, pc_each own)
{
    pc_random random = { 0 };
    pc_quantity q = quantity_at(reader, value, unit);
    q.own = own;
    q.random = &random;
    const pc_expr *expr = read_level(&q, value);
    if (reader->arena->failed) return random;
    check_random(&q, value, expr);
    if (!random.draw) random.shift = expr;
    return random;
}

/* Of what is listed by fiscal year, in the value and in the plan. */
static pc_each grain_of_elements(pc_quantity *q, const pc_expr *expr)
{
    pc_each grain = PC_EACH_TRIAL;
    if (expr->kind != PC_EXPR_PLANNED && expr->kind != PC_EXPR_BY_YEAR)
        return pc_expr_traits(&q->reader->scope, expr).grain;
    for (size_t i = 0; i < expr->n_args; i++) {
        const pc_each one = grain_of_elements(q, expr->args[i]);
        if (one > grain) grain = one;
    }
    return grain;
}

/* A year's amount is one number; what differs within the year cannot be one. */
static void check_grain(pc_quantity *q, const pc_json *value, const pc_expr *expr)
{
    if (q->elapsed && grain_of_elements(q, expr) > PC_EACH_TRIAL)
        pc_json_error(
            q->reader->diags, value, "E0215",
            "write it without \"year\" and what is drawn by year, or by programme year",
            "a fiscal year's amount cannot change with the programme year");
    if (q->elapsed || pc_expr_traits(&q->reader->scope, expr).grain <= PC_EACH_YEAR) return;
    if (q->is_stock)
        pc_json_error(q->reader->diags, value, "E0215",
                      "write { \"by_month\": [...] }, each element a month's number",
                      "the number at a year's end cannot change with the month or the quarter");
    else
        pc_json_error(q->reader->diags, value, "E0215",
                      "write { \"by_month\": [...] }, each element a month's amount",
                      "a year's amount cannot change with the month or the quarter");
}

/* Amounts or numbers of years, or of months. */
static pc_flow read_path(pc_quantity *q, const pc_json *value)
{
    if (q->reader->arena->failed) return (pc_flow) { .by_year = &pc_expr_broken };
    const pc_expr *expr = pc_read_value(q, value);
    pc_check_bounds(q->reader, value, expr, q->unit);
    if (q->n_draws) pc_register_input(q, value, expr);
    if (is_monthly(q->shape)) return (pc_flow) { .by_month = expr };
    check_grain(q, value, expr);
    return (pc_flow) { .by_year = expr, .fiscal = q->elapsed != 0, .profile = q->profile };
}

pc_flow pc_read_flow(pc_reader *reader, const pc_json *value, const char *const *extras)
{
    pc_quantity q = quantity_at(reader, value, PC_UNIT_MONEY);
    q.is_flow = true;
    q.extras = extras;
    return read_path(&q, value);
}

pc_flow pc_read_count_flow(pc_reader *reader, const pc_json *value)
{
    pc_quantity q = quantity_at(reader, value, PC_UNIT_COUNT);
    q.is_flow = true;
    return read_path(&q, value);
}

pc_flow pc_read_stock(pc_reader *reader, const pc_json *value)
{
    pc_quantity q = quantity_at(reader, value, PC_UNIT_COUNT);
    q.is_stock = true;
    return read_path(&q, value);
}
