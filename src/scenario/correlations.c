/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Correlations: which assumptions move together. Pairs are read, joined into groups, and each
 * group's matrix is factored once; docs/model/dependence.md.
 */
#include "scenario/correlations.h"
#include "scenario/named.h"

#include "dist/copula.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_MEMBERS = 100 };

typedef struct stated_pair {
    pc_correlation pair;
    const pc_json *at;
} stated_pair;

typedef struct section {
    pc_reader *reader;
    const pc_json *node;
    const char **ids; /* of the assumptions */
    stated_pair *pairs;
    size_t n_pairs, capacity;
} section;

/* ---- Members ---- */

static const pc_expr *value_of(const pc_reader *reader, size_t id)
{
    const pc_expr *value = reader->scope.values[id];
    return value->kind == PC_EXPR_PLANNED ? value->args[0] : value;
}

static const pc_draw *draw_of(const pc_reader *reader, size_t id)
{
    const pc_expr *value = value_of(reader, id);
    return value->kind == PC_EXPR_DRAW ? value->draw : NULL;
}

static const char *kind_of(const pc_expr *value)
{
    switch (value->kind) {
    case PC_EXPR_NUMBER:
        return "a plain number";
    case PC_EXPR_BY_YEAR:
    case PC_EXPR_BY_MONTH:
    case PC_EXPR_RAMP:
        return "a schedule";
    default:
        return "a formula";
    }
}

/* A what-if may fix an assumption: its correlations then mean nothing, and that is said. In a
 * case it is the case that fixes it, in whatever form. */
static bool is_fixed_by_option(const pc_reader *reader, size_t id)
{
    return value_of(reader, id)->kind == PC_EXPR_NUMBER &&
           (reader->is_case || strncmp(reader->named[id].node->source->file, "--set ", 6) == 0);
}

/* Whether the assumption is one draw; says what else it is. */
static bool is_drawn(const section *s, const pc_json *at, size_t id)
{
    pc_reader *reader = s->reader;
    if (draw_of(reader, id) || reader->scope.values[id] == &pc_expr_broken)
        return draw_of(reader, id) != NULL;
    if (is_fixed_by_option(reader, id))
        pc_warn(reader, at, "W0270", "leave the correlation out, too, or set a distribution",
                "\"%s\" is a plain number now: its correlations have no effect", s->ids[id]);
    else
        pc_json_error(
            reader->diags, at, "E0271",
            value_of(reader, id)->kind == PC_EXPR_NUMBER
                ? "give it a distribution, or leave it out here"
                : "correlate the distributions that it is computed from, each an assumption "
                  "of its own",
            "\"%s\" is %s: only assumptions that are one distribution are correlated",
            s->ids[id], kind_of(value_of(reader, id)));
    return false;
}

/* ---- Pairs ---- */

static void add_pair(section *s, const pc_json *at, size_t a, size_t b, double spearman)
{
    pc_reader *reader = s->reader;
    static const char *const cadences[] = { "trial", "year", "quarter", "month" };
    const pc_each first = draw_of(reader, a)->each, second = draw_of(reader, b)->each;
    if (first != second) {
        pc_json_error(
            reader->diags, at, "E0272", "give both the same \"each\"",
            "\"%s\" is drawn once a %s and \"%s\" once a %s: they cannot move together",
            s->ids[a], cadences[first], s->ids[b], cadences[second]);
        return;
    }
    if (!PC_GROW(reader->arena, stated_pair, s->pairs, s->n_pairs, s->capacity)) return;
    s->pairs[s->n_pairs++] = (stated_pair) { { a < b ? a : b, a < b ? b : a, spearman }, at };
}

/* The members named, those that can be correlated first; how many of them. */
static size_t read_between(section *s, const pc_json *between, size_t *ids)
{
    pc_reader *reader = s->reader;
    size_t n = 0;
    bool *seen = PC_NEW_ARRAY(reader->arena, bool, reader->scope.n + 1);
    if (between->kind == PC_JSON_ARRAY && between->n_items < 2) {
        pc_json_error(reader->diags, between, "E0270", "write [\"price\", \"volume\"]",
                      "it takes two assumptions to be correlated");
        return 0;
    }
    if (between->kind != PC_JSON_ARRAY) {
        pc_wrong_kind(reader, between, "a list of at least two assumptions",
                      "write [\"price\", \"volume\"]");
        return 0;
    }
    for (size_t i = 0; i < between->n_items && seen; i++) {
        const pc_json *at = &between->items[i];
        const size_t id = pc_read_reference(reader, at, "assumption", s->ids, reader->scope.n);
        if (id == PC_NONE) continue;
        if (seen[id])
            pc_json_error(reader->diags, at, "E0270", "name each assumption once",
                          "\"%s\" stands here twice", s->ids[id]);
        else if (is_drawn(s, at, id))
            ids[n++] = id;
        seen[id] = true;
    }
    return n;
}

static bool read_spearman(section *s, const pc_json *value, double *spearman)
{
    if (value->kind != PC_JSON_NUMBER) {
        pc_wrong_kind(s->reader, value, "a number from -1 to 1",
                      "0.6 means: mostly large together");
        return false;
    }
    *spearman = value->number;
    if (value->number >= -1 && value->number <= 1) return true;
    pc_json_error(s->reader->diags, value, "E0270",
                  "1: always in the same order; 0: not related; -1: in the opposite order",
                  "%s is not a correlation from -1 to 1", value->string);
    return false;
}

static void read_correlation(section *s, const pc_json *node)
{
    static const pc_key keys[] = { { "between", PC_MUST }, { "spearman", PC_MUST } };
    if (!pc_read_keys(s->reader, node, "a correlation", keys, PC_COUNT(keys))) return;
    const pc_json *between = pc_json_get(node, "between");
    const pc_json *value = pc_json_get(node, "spearman");
    double spearman = 0;
    const bool has_value = value && read_spearman(s, value, &spearman);
    size_t *ids = between ? PC_NEW_ARRAY(s->reader->arena, size_t, between->n_items + 1) : NULL;
    const size_t n = ids ? read_between(s, between, ids) : 0;
    for (size_t i = 0; i < n && has_value; i++)
        for (size_t j = 0; j < i; j++) add_pair(s, between, ids[j], ids[i], spearman);
}

static int by_pair(const void *x, const void *y)
{
    const stated_pair *p = x, *q = y;
    if (p->pair.a != q->pair.a) return p->pair.a < q->pair.a ? -1 : 1;
    if (p->pair.b != q->pair.b) return p->pair.b < q->pair.b ? -1 : 1;
    return p->at->begin < q->at->begin ? -1 : p->at->begin > q->at->begin;
}

/* Pairs in order of their names, each once. */
static void order_pairs(section *s)
{
    pc_reader *reader = s->reader;
    pc_correlation *list = PC_NEW_ARRAY(reader->arena, pc_correlation, s->n_pairs + 1);
    size_t n = 0;
    if (s->n_pairs) qsort(s->pairs, s->n_pairs, sizeof *s->pairs, by_pair);
    for (size_t i = 0; i < s->n_pairs && list; i++) {
        const pc_correlation *pair = &s->pairs[i].pair;
        if (n && list[n - 1].a == pair->a && list[n - 1].b == pair->b)
            pc_json_error(reader->diags, s->pairs[i].at, "E0273", "state each pair once",
                          "the correlation of \"%s\" and \"%s\" is stated already",
                          s->ids[pair->a], s->ids[pair->b]);
        else
            list[n++] = *pair;
    }
    reader->programme->correlations = list;
    reader->programme->n_correlations = list ? n : 0;
}

/* ---- Groups ---- */

/* The assumptions joined to `first`, ascending; marked as done. */
static size_t *collect(const section *s, bool *done, size_t first, size_t *n)
{
    const pc_programme *programme = s->reader->programme;
    size_t *members = PC_NEW_ARRAY(s->reader->arena, size_t, s->reader->scope.n + 1);
    if (!members) return NULL;
    done[first] = true;
    for (bool grows = true; grows;) {
        grows = false;
        for (size_t i = 0; i < programme->n_correlations; i++) {
            const pc_correlation *c = &programme->correlations[i];
            grows |= done[c->a] != done[c->b];
            if (done[c->a] != done[c->b]) done[c->a] = done[c->b] = true;
        }
    }
    *n = 0;
    for (size_t i = first; i < s->reader->scope.n; i++)
        if (done[i]) members[(*n)++] = i;
    return members;
}

static size_t position(const pc_bond *bond, size_t id)
{
    for (size_t i = 0; i < bond->n; i++)
        if (bond->members[i] == id) return i;
    return PC_NONE;
}

static bool fill_matrix(const section *s, pc_bond *bond)
{
    const size_t n = bond->n;
    const pc_programme *programme = s->reader->programme;
    double *pearson = PC_NEW_ARRAY(s->reader->arena, double, n *n);
    double *spearman = PC_NEW_ARRAY(s->reader->arena, double, n *n);
    bool *stated = PC_NEW_ARRAY(s->reader->arena, bool, n *n);
    if (s->reader->arena->failed) return false;
    for (size_t i = 0; i < n; i++) pearson[i * n + i] = spearman[i * n + i] = 1;
    for (size_t k = 0; k < programme->n_correlations; k++) {
        const pc_correlation *c = &programme->correlations[k];
        const size_t i = position(bond, c->a), j = position(bond, c->b);
        if (i == PC_NONE) continue;
        spearman[i * n + j] = spearman[j * n + i] = c->spearman;
        pearson[i * n + j] = pearson[j * n + i] = pc_copula_pearson(c->spearman);
        stated[i * n + j] = stated[j * n + i] = true;
    }
    bond->pearson = pearson;
    bond->spearman = spearman;
    bond->stated = stated;
    return true;
}

static pc_draw normal_of(const pc_draw *draw)
{
    static const pc_dist_spec spec = { .family = PC_NORMAL,
                                       .p = { 0, 1 },
                                       .lower = -__builtin_inf(),
                                       .upper = __builtin_inf(),
                                       .min = -__builtin_inf(),
                                       .max = __builtin_inf() };
    pc_draw normal = { .name = draw->name, .each = draw->each };
    pc_dist_problem problem;
    pc_dist_init(&normal.dist, &spec, &problem);
    return normal;
}

static void add_ties(const section *s, const pc_bond *bond, const double *factor, pc_tie *ties)
{
    const size_t first = s->reader->programme->n_ties;
    for (size_t i = 0; i < bond->n; i++) {
        const pc_draw *draw = draw_of(s->reader, bond->members[i]);
        ties[first + i] = (pc_tie) { .draw = draw,
                                     .normal = normal_of(draw),
                                     .first = first,
                                     .n = i + 1,
                                     .weights = factor + i * bond->n };
    }
    s->reader->programme->n_ties += bond->n;
}

static void join(const section *s, const size_t *members, size_t n, pc_tie *ties)
{
    pc_reader *reader = s->reader;
    pc_bond bond = { .n = n, .members = members };
    if (n > MOST_MEMBERS) {
        pc_json_key_error(
            reader->diags, s->node, "E0275", "correlate each with one common driver instead",
            "%zu assumptions hang together by correlations, more than %d", n, MOST_MEMBERS);
        return;
    }
    double *factor = PC_NEW_ARRAY(reader->arena, double, n *n);
    if (!fill_matrix(s, &bond) || !factor) return;
    if (pc_copula_factor(factor, bond.pearson, n))
        add_ties(s, &bond, factor, ties);
    else
        pc_refuse_correlations(reader, s->node, &bond);
}

static void join_groups(const section *s)
{
    pc_reader *reader = s->reader;
    pc_programme *programme = reader->programme;
    pc_tie *ties = PC_NEW_ARRAY(reader->arena, pc_tie, reader->scope.n + 1);
    bool *joined = PC_NEW_ARRAY(reader->arena, bool, reader->scope.n + 1);
    programme->ties = ties;
    for (size_t i = 0; i < programme->n_correlations && !reader->arena->failed; i++) {
        const size_t first = programme->correlations[i].a;
        if (joined[first]) continue;
        bool *done = PC_NEW_ARRAY(reader->arena, bool, reader->scope.n + 1);
        size_t n = 0;
        const size_t *members = done ? collect(s, done, first, &n) : NULL;
        for (size_t k = 0; k < n && members; k++) joined[members[k]] = true;
        if (members) join(s, members, n, ties);
    }
}

void pc_read_correlations(pc_reader *reader)
{
    section s = { .reader = reader, .node = pc_json_get(reader->root, "correlations") };
    const pc_entities found = pc_read_entities(reader, s.node, "correlations");
    if (found.n == 0) return;
    s.ids = PC_NEW_ARRAY(reader->arena, const char *, reader->scope.n + 1);
    if (!s.ids) return;
    for (size_t i = 0; i < reader->scope.n; i++) s.ids[i] = reader->named[i].id;
    for (size_t i = 0; i < found.n; i++) read_correlation(&s, found.items[i]);
    order_pairs(&s);
    if (!reader->arena->failed) join_groups(&s);
}
