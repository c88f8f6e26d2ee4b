/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bands of a commission: thresholds are keys, so a variant can change one band's rate. */
#include "scenario/commission.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A band while it is read. */
typedef struct band {
    const pc_json *node;
    const pc_expr *from, *rate;
    double least; /* of `from` in the first month; NAN when it could not be read */
} band;

/* The key as a value of its own, at its own place. */
static const pc_json *key_as_value(pc_reader *reader, const pc_json *member)
{
    pc_json *value = PC_NEW(reader->arena, pc_json);
    if (!value) return NULL;
    pc_written written;
    const bool plain = pc_written_read(&written, member->key, strlen(member->key), 0);
    *value = *member;
    value->kind = plain ? PC_JSON_NUMBER : PC_JSON_STRING;
    value->number = plain ? written.number : 0;
    value->string = member->key;
    value->items = NULL;
    value->n_items = 0;
    value->begin = member->key_begin;
    value->end = member->key_end;
    return value;
}

/* A multiple of a target is written 1.2, "120%" or "1.2x". */
static const pc_expr *read_multiple(pc_reader *reader, const pc_json *key)
{
    pc_literal literal;
    pc_literal_problem problem;
    if (key->kind == PC_JSON_NUMBER || key->string[0] == '=')
        return pc_read_level(reader, key, PC_UNIT_MULTIPLE);
    const bool read = pc_literal_read(&literal, key->string, &problem);
    if (read && literal.written.number >= 0 && literal.has_unit &&
        (literal.unit == PC_UNIT_FRACTION || literal.unit == PC_UNIT_MULTIPLE))
        return pc_make_number(reader, &literal.written);
    pc_json_error(reader->diags, key, "E0350", "write \"120%\" or \"1.2\"",
                  "\"%s\" is no multiple of a target", key->string);
    return &pc_expr_broken;
}

static band read_band(pc_reader *reader, const pc_json *member, pc_unit unit)
{
    band b = { member, &pc_expr_broken, &pc_expr_broken, (double)NAN };
    const pc_json *key = key_as_value(reader, member);
    if (!key) return b;
    b.from = unit == PC_UNIT_MULTIPLE ? read_multiple(reader, key)
                                      : pc_read_level(reader, key, unit);
    b.rate = pc_read_level(reader, member, PC_UNIT_FRACTION);
    b.least = pc_expr_range(&reader->scope, b.from, 0, false).low;
    return b;
}

static int by_threshold(const void *x, const void *y)
{
    const band *a = x, *b = y;
    if (isnan(a->least) || isnan(b->least)) return isnan(a->least) - isnan(b->least);
    return (a->least > b->least) - (a->least < b->least);
}

/* ---- checks ---- */

/* The first month in which band b may begin at or below the end of where a may begin, or -1. */
static int meeting(pc_reader *reader, const band *a, const band *b)
{
    for (int month = 0; month < reader->scope.months; month++)
        for (int at_plan = 0; at_plan < 2; at_plan++)
            if (pc_expr_range(&reader->scope, b->from, month, at_plan).low <=
                pc_expr_range(&reader->scope, a->from, month, at_plan).high)
                return month;
    return -1;
}

static void check_order(pc_reader *reader, const band *bands, size_t n)
{
    for (size_t i = 1; i < n && !isnan(bands[i].least); i++) {
        const int month = meeting(reader, &bands[i - 1], &bands[i]);
        if (month < 0) continue;
        pc_json_key_error(reader->diags, bands[i].node, "E0351",
                          "each band begins above the one before it, whatever is drawn",
                          "the bands \"%s\" and \"%s\" overlap, or may%s",
                          bands[i - 1].node->key, bands[i].node->key,
                          month ? pc_when(reader, PC_EACH_MONTH, month) : "");
    }
}

static void check_begin(pc_reader *reader, const pc_json *node, const band *first)
{
    if (isnan(first->least) || pc_is_zero(first->from)) return;
    pc_json_key_error(
        reader->diags, first->node, "E0350", "begin with \"0\": ...; 0 pays nothing",
        "\"%s\" says nothing of what is below \"%s\"", node->key, first->node->key);
}

/* ---- all of them ---- */

static size_t read_all(pc_reader *reader, const pc_json *node, pc_unit unit, band *bands)
{
    size_t n = 0;
    for (size_t i = 0; i < node->n_items && bands; i++)
        if (!pc_is_metadata(node->items[i].key))
            bands[n++] = read_band(reader, &node->items[i], unit);
    if (n) qsort(bands, n, sizeof *bands, by_threshold);
    return n;
}

pc_bands pc_read_bands(pc_reader *reader, const pc_json *node, pc_unit unit, bool from_zero)
{
    static const char example[] = "{ \"0\": \"3%\", \"300K\": \"5%\" }: the rate from each "
                                  "threshold on";
    pc_bands found = { 0 };
    if (node->kind != PC_JSON_OBJECT) {
        pc_wrong_kind(reader, node, "an object of bands", example);
        return found;
    }
    band *bands = PC_NEW_ARRAY(reader->arena, band, node->n_items + 1);
    const pc_expr **from = PC_NEW_ARRAY(reader->arena, const pc_expr *, node->n_items + 1);
    const pc_expr **rate = PC_NEW_ARRAY(reader->arena, const pc_expr *, node->n_items + 1);
    if (reader->arena->failed) return found;
    found = (pc_bands) { read_all(reader, node, unit, bands), from, rate };
    for (size_t i = 0; i < found.n; i++) from[i] = bands[i].from, rate[i] = bands[i].rate;
    if (found.n == 0)
        pc_json_error(reader->diags, node, "E0350", example, "there is no band");
    else if (from_zero)
        check_begin(reader, node, &bands[0]);
    check_order(reader, bands, found.n);
    return found;
}
