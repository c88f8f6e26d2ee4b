/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ladders that go by chance: the matrix of a year, or rates, and what of it falls to one
 * review. */
#include "scenario/ladders.h"

#include "programme/transition.h"

#include <assert.h>
#include <math.h>
#include <string.h>

static const double whole_row = 0.0005; /* what a row of rounded shares may miss 1 by */
static const double rounding = 1e-9;
static const double most_repair = 0.01; /* a matrix that is further off is another one */

static const char *const periods[] = { "year", "quarter", "month" };
static const int months_of[] = { 12, 3, 1 };

int pc_transition_months(const pc_json *node)
{
    const pc_json *every = node->kind == PC_JSON_OBJECT ? pc_json_get(node, "every") : NULL;
    for (size_t i = 0; i < PC_COUNT(periods) && every && every->kind == PC_JSON_STRING; i++)
        if (strcmp(every->string, periods[i]) == 0) return months_of[i];
    return 0;
}

typedef struct reading {
    pc_reader *reader;
    const char *const *ids;
    size_t n;
    bool is_generator;
    bool sound;
    double *matrix;
} reading;

/* ---- rows ---- */

static void read_element(reading *r, const pc_json *value, double *element)
{
    const pc_unit unit = r->is_generator ? PC_UNIT_MULTIPLE : PC_UNIT_FRACTION;
    const size_t n_errors = pc_diags_errors(r->reader->diags);
    *element = pc_read_plain(r->reader, value, unit, 0, "transitions are plain numbers");
    r->sound &= pc_diags_errors(r->reader->diags) == n_errors;
}

static void read_row(reading *r, const pc_json *row, size_t from)
{
    const pc_entities found = pc_read_entities(r->reader, row, "tiers");
    if (row->kind != PC_JSON_OBJECT) r->sound = false;
    for (size_t i = 0; i < found.n; i++) {
        const pc_json *item = found.items[i];
        const size_t to = pc_read_member(r->reader, item, "tier", r->ids, r->n);
        if (to == PC_NONE) {
            r->sound = false;
        } else if (r->is_generator && to == from) {
            pc_json_key_error(r->reader->diags, item, "E0316",
                              "leave it out: who does not move stays",
                              "a rate of moving from a tier to itself says nothing");
            r->sound = false;
        } else {
            read_element(r, item, &r->matrix[from * r->n + to]);
        }
    }
}

static void check_row(reading *r, const pc_json *row, size_t from)
{
    double sum = 0;
    for (size_t j = 0; j < r->n; j++) sum += r->matrix[from * r->n + j];
    if (fabs(sum - 1) <= rounding) return;
    const char *words = pc_help(r->reader, "%.6g", sum);
    if (fabs(sum - 1) > whole_row + rounding) {
        pc_json_key_error(r->reader->diags, row, "E0316",
                          "every partner of the tier is in one of the tiers afterwards, or has "
                          "left: exits are not in the matrix",
                          "the row of \"%s\" sums to %s, not to 1", r->ids[from], words);
        r->sound = false;
        return;
    }
    pc_warn(r->reader, row, "W0315", "write more digits",
            "the row of \"%s\" sums to %s; its shares are divided by that", r->ids[from],
            words);
}

/* Every tier has its row: of one that is left out nobody knows whether partners stay in it. */
static void check_rows(reading *r, const pc_json *map)
{
    for (size_t i = 0; i < r->n; i++) {
        const pc_json *row = pc_json_get(map, r->ids[i]);
        if (!row && !r->is_generator) {
            pc_json_key_error(r->reader->diags, map, "E0316",
                              pc_help(r->reader,
                                      "a tier that is never left is \"%s\": { "
                                      "\"%s\": 1 }",
                                      r->ids[i], r->ids[i]),
                              "there is no row for the tier \"%s\"", r->ids[i]);
            r->sound = false;
        } else if (row && !r->is_generator && r->sound) {
            check_row(r, row, i);
        }
    }
}

static bool read_rows(reading *r, const pc_json *map)
{
    const pc_entities found = pc_read_entities(r->reader, map, "tiers");
    r->matrix = PC_NEW_ARRAY(r->reader->arena, double, r->n * r->n + 1);
    r->sound = r->matrix && map->kind == PC_JSON_OBJECT;
    for (size_t i = 0; i < found.n && r->matrix; i++) {
        const size_t from = pc_read_member(r->reader, found.items[i], "tier", r->ids, r->n);
        if (from == PC_NONE)
            r->sound = false;
        else
            read_row(r, found.items[i], from);
    }
    if (r->matrix && map->kind == PC_JSON_OBJECT) check_rows(r, map);
    return r->sound;
}

/* ---- from the period to the review ---- */

static unsigned common_divisor(unsigned a, unsigned b)
{
    return b ? common_divisor(b, a % b) : a;
}

static const char *period_words(pc_reader *reader, unsigned months)
{
    return months == 1    ? "a month"
           : months == 3  ? "a quarter"
           : months == 12 ? "a year"
                          : pc_help(reader, "%u months", months);
}

static void say_no_root(reading *r, const pc_json *at, unsigned months)
{
    pc_json_key_error(
        r->reader->diags, at, "E0317",
        "review as often as the matrix says, or write a matrix of the shorter "
        "period or a \"generator\"",
        "this matrix has no part that is %s long: no matrix of real numbers gives "
        "it when it is applied again and again",
        period_words(r->reader, months));
}

static void say_repair(reading *r, const pc_json *at, const pc_transition_repair *repair,
                       unsigned months)
{
    const char *from = r->ids[repair->from], *to = r->ids[repair->to];
    const char *least = pc_help(r->reader, "%.2g", repair->least);
    const char *miss = pc_help(r->reader, "%.2g", repair->miss);
    const char *period = period_words(r->reader, months);
    if (repair->miss > most_repair)
        pc_json_key_error(
            r->reader->diags, at, "E0317",
            "review as often as the matrix says, or write a matrix of the shorter period or a "
            "\"generator\"",
            "the part of this matrix that is %s long has the share %s from \"%s\" to \"%s\", "
            "and "
            "the nearest one without such shares misses the matrix by %s",
            period, least, from, to, miss);
    else
        pc_warn(
            r->reader, at, "W0316",
            "state a matrix of the shorter period or a \"generator\" if that matters",
            "the part of this matrix that is %s long has the share %s from \"%s\" to \"%s\"; "
            "the nearest one without such shares is used, which misses the matrix by at "
            "most %s",
            period, least, from, to, miss);
}

/* The matrix of `months`, a part of the whole's. */
static bool take_part(reading *r, const pc_json *at, unsigned whole, unsigned months)
{
    assert(months > 0);
    pc_transition_repair repair;
    double *root = PC_NEW_ARRAY(r->reader->arena, double, r->n * r->n + 1);
    if (!root) return false;
    switch (pc_transition_root(root, &repair, r->matrix, r->n, whole / months)) {
    case PC_TRANSITION_NO_MEMORY:
        r->reader->arena->failed = true;
        return false;
    case PC_TRANSITION_NO_ROOT:
        say_no_root(r, at, months);
        return false;
    case PC_TRANSITION_OK:
        break;
    }
    r->matrix = root;
    if (repair.least < 0) say_repair(r, at, &repair, months);
    return true;
}

static const double *of_one_review(reading *r, const pc_json *at, unsigned whole,
                                   unsigned months)
{
    const unsigned part = common_divisor(whole, months);
    pc_transition_normalise(r->matrix, r->n);
    if (part < whole && !take_part(r, at, whole, part)) return NULL;
    if (part < months && !pc_transition_power(r->matrix, r->matrix, r->n, months / part)) {
        r->reader->arena->failed = true;
        return NULL;
    }
    return r->matrix;
}

static const double *generated(reading *r, unsigned whole, unsigned months)
{
    double *out = PC_NEW_ARRAY(r->reader->arena, double, r->n * r->n + 1);
    if (out && pc_transition_generate(out, r->matrix, r->n, (double)months / whole)) return out;
    r->reader->arena->failed = true;
    return NULL;
}

const double *pc_read_transition(pc_reader *reader, const pc_json *node, const char *const *ids,
                                 size_t n, int review_months)
{
    static const pc_key keys[] = { { "every", PC_MUST },
                                   { "matrix", PC_MAY },
                                   { "generator", PC_MAY } };
    reading r = { .reader = reader, .ids = ids, .n = n };
    if (!pc_read_keys(reader, node, "a transition", keys, PC_COUNT(keys))) return NULL;
    const pc_json *matrix = pc_json_get(node, "matrix");
    const pc_json *generator = pc_json_get(node, "generator");
    const unsigned whole = (unsigned)pc_transition_months(node);
    pc_read_word(reader, pc_json_get(node, "every"), periods, PC_COUNT(periods), 0);
    if (!matrix == !generator) {
        pc_json_key_error(
            reader->diags, node, "E0316",
            "\"matrix\": shares of a tier that are in each tier a period later, or "
            "\"generator\": rates of moving",
            "a transition is a matrix or a generator, %s",
            matrix ? "not both" : "and here is none");
        return NULL;
    }
    r.is_generator = generator != NULL;
    if (!read_rows(&r, matrix ? matrix : generator) || !whole) return NULL;
    const unsigned months = (unsigned)review_months;
    return r.is_generator ? generated(&r, whole, months)
                          : of_one_review(&r, matrix, whole, months);
}
