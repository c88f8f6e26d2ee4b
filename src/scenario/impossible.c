/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Correlations that no numbers have: who is to blame, and what would be possible. */
#include "scenario/correlations.h"
#include "scenario/named.h"

#include "base/text.h"
#include "dist/copula.h"

#include <string.h>

enum { TABLE_MEMBERS = 12, MOST_NAMES = 12, MOST_PAIRS = 12 };

typedef struct problem {
    pc_reader *reader;
    const pc_bond *bond;
    double *matrix, *spearman, *work; /* n x n, n x n, 2 n n */
} problem;

static const char *name_of(const problem *p, size_t member)
{
    return p->reader->named[p->bond->members[member]].id;
}

/* ---- Culprits ---- */

/* "a", "b" and "c" */
static void add_names(pc_text *out, const problem *p, const size_t *members, size_t n)
{
    const size_t shown = n > MOST_NAMES ? MOST_NAMES : n;
    for (size_t i = 0; i < shown; i++)
        pc_text_addf(out, "%s\"%s\"",
                     i == 0      ? ""
                     : i + 1 < n ? ", "
                                 : " and ",
                     name_of(p, members[i]));
    if (n > shown) pc_text_addf(out, " and %zu more", n - shown);
}

/* What is stated between them, and how many pairs are not. */
static void add_pairs(pc_text *out, const problem *p, const size_t *members, size_t n)
{
    size_t n_stated = 0, n_zero = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n; j++) {
            const size_t at = members[i] * p->bond->n + members[j];
            if (!p->bond->stated[at]) {
                n_zero++;
                continue;
            }
            if (n_stated++ < MOST_PAIRS)
                pc_text_addf(out, "%s%s-%s %s", n_stated > 1 ? ", " : " (",
                             name_of(p, members[i]), name_of(p, members[j]),
                             pc_number_words(p->reader, p->bond->spearman[at]));
        }
    if (n_zero) pc_text_add(out, "; what is not stated is 0");
    pc_text_add(out, ")");
}

static void add_culprits(pc_text *out, const problem *p)
{
    const size_t n = p->bond->n;
    size_t *members = PC_NEW_ARRAY(p->reader->arena, size_t, n);
    bool smallest;
    if (!members) return;
    const size_t n_members =
        pc_copula_culprits(members, &smallest, p->work, p->bond->pearson, n);
    add_names(out, p, members, n_members);
    pc_text_add(out, " cannot all be correlated as stated");
    add_pairs(out, p, members, n_members);
    if (!smallest) pc_text_add(out, "; none of them can be left out");
}

/* ---- What would be possible ---- */

static void add_number(pc_text *out, const problem *p, double value, size_t width)
{
    const char *digits = pc_number_words(p->reader, value);
    const size_t n = digits ? strlen(digits) : 0;
    pc_text_repeat(out, ' ', width > n ? width - n : 1);
    pc_text_add(out, digits ? digits : "");
}

/* The whole matrix, a row a line. */
static void add_table(pc_text *out, const problem *p)
{
    const size_t n = p->bond->n;
    size_t margin = 0;
    for (size_t i = 0; i < n; i++)
        if (strlen(name_of(p, i)) > margin) margin = strlen(name_of(p, i));
    pc_text_repeat(out, ' ', margin);
    for (size_t i = 0; i < n; i++) pc_text_addf(out, "  %5s", name_of(p, i));
    for (size_t i = 0; i < n; i++) {
        pc_text_addf(out, PC_DIAG_LINE "%s", name_of(p, i));
        pc_text_repeat(out, ' ', margin - strlen(name_of(p, i)));
        for (size_t j = 0; j < n; j++) {
            const size_t name = strlen(name_of(p, j));
            add_number(out, p, p->spearman[i * n + j], 2 + (name > 5 ? name : 5));
        }
    }
}

/* Of a large group: the pairs that have to move. */
static void add_moves(pc_text *out, const problem *p)
{
    const size_t n = p->bond->n;
    size_t n_moves = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n; j++) {
            const double move = p->spearman[i * n + j] - p->bond->spearman[i * n + j];
            if (move > -0.0075 && move < 0.0075) continue;
            if (n_moves++ >= MOST_PAIRS * 3) continue;
            pc_text_addf(out, "%s%s-%s", n_moves > 1 ? PC_DIAG_LINE : "", name_of(p, i),
                         name_of(p, j));
            add_number(out, p, p->spearman[i * n + j], 1);
        }
    if (n_moves > MOST_PAIRS * 3)
        pc_text_addf(out, PC_DIAG_LINE "and %zu more", n_moves - MOST_PAIRS * 3);
}

static void add_nearest(pc_text *out, const problem *p)
{
    const size_t n = p->bond->n;
    if (!pc_copula_nearest(p->matrix, p->bond->pearson, n)) return;
    pc_copula_round(p->spearman, p->work, p->matrix, n);
    pc_text_add(out, "the nearest correlations that are possible:" PC_DIAG_LINE);
    if (n <= TABLE_MEMBERS)
        add_table(out, p);
    else
        add_moves(out, p);
}

static bool is_stated_exactly(const problem *p)
{
    const size_t n = p->bond->n;
    for (size_t i = 0; i < n * n; i++) {
        const double off = p->spearman[i] - p->bond->spearman[i];
        if (p->bond->stated[i] && (off > 1e-9 || off < -1e-9)) return false;
    }
    return true;
}

/* Two decimals for what is free, and what is stated as it is; false when that is impossible. */
static bool round_free(const problem *p)
{
    const size_t n = p->bond->n;
    double *pearson = p->work, *factor = p->work + n * n;
    pc_copula_round(p->spearman, p->work, p->matrix, n);
    for (size_t i = 0; i < n * n; i++) {
        if (p->bond->stated[i]) p->spearman[i] = p->bond->spearman[i];
        pearson[i] = pc_copula_pearson(p->spearman[i]);
    }
    return pc_copula_factor(factor, pearson, n) && is_stated_exactly(p);
}

/* Values of the pairs that nobody stated with which everything stated is possible. */
static void add_completion(pc_text *out, const problem *p)
{
    const size_t n = p->bond->n;
    if (!pc_copula_complete(p->matrix, p->bond->pearson, p->bond->stated, n)) return;
    if (!round_free(p)) return;
    size_t n_shown = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n; j++) {
            const double free = p->spearman[i * n + j];
            if (p->bond->stated[i * n + j] || (free > -0.005 && free < 0.005)) continue;
            if (n_shown++ == 0)
                pc_text_add(out, PC_DIAG_LINE
                            "or keep what is stated, and state what is not, for instance");
            pc_text_addf(out, "%s %s-%s", n_shown > 1 ? "," : "", name_of(p, i), name_of(p, j));
            add_number(out, p, free, 1);
        }
}

void pc_refuse_correlations(pc_reader *reader, const pc_json *section, const pc_bond *bond)
{
    const size_t size = bond->n * bond->n;
    problem p = { .reader = reader,
                  .bond = bond,
                  .matrix = PC_NEW_ARRAY(reader->arena, double, size),
                  .spearman = PC_NEW_ARRAY(reader->arena, double, size),
                  .work = PC_NEW_ARRAY(reader->arena, double, 2 * size) };
    if (reader->arena->failed) return;
    pc_text what = { 0 }, help = { 0 };
    add_culprits(&what, &p);
    add_nearest(&help, &p);
    add_completion(&help, &p);
    if (what.failed || help.failed) reader->arena->failed = true;
    pc_json_key_error(reader->diags, section, "E0274", help.data, "%s",
                      what.data ? what.data : "");
    pc_text_clear(&what);
    pc_text_clear(&help);
}
