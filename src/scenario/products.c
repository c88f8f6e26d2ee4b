/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Products: what a deal is worth, how long it runs, what happens when it renews. */
#include "scenario/quantity.h"

static const int terms[] = { 1, 2, 3, 4, 6, 12, 24, 36, 48, 60 };

static int read_term(pc_reader *reader, const pc_json *term)
{
    const int months = (int)pc_read_whole(reader, term, 1, 60, 12);
    for (size_t i = 0; i < PC_COUNT(terms); i++)
        if (months == terms[i]) return months;
    pc_json_error(reader->diags, term, "E0281", "write 1, 2, 3, 4, 6, 12, 24, 36, 48 or 60",
                  "a term of %d months neither divides a year nor is a number of years",
                  months);
    return 12;
}

/* A rate of what is due; NULL for 0. */
static const pc_expr *read_rate(pc_reader *reader, const pc_json *product, const char *key)
{
    const pc_json *rate = pc_json_get(product, key);
    const pc_expr *expr = rate ? pc_read_level(reader, rate, PC_UNIT_FRACTION) : NULL;
    return expr && pc_is_zero(expr) ? NULL : expr;
}

static const pc_expr *read_acv(pc_reader *reader, const pc_json *acv)
{
    if (!acv) return &pc_expr_broken;
    const pc_expr *expr = pc_read_cadenced_level(reader, acv, PC_UNIT_MONEY);
    if (pc_is_zero(expr))
        pc_json_error(reader->diags, acv, "E0284", "write what a deal is worth in a year",
                      "a deal of 0 gives no number of deals");
    return expr;
}

/* A year's bill for less than a year would be paid back. */
static pc_billing read_billing(pc_reader *reader, const pc_json *billing, int term)
{
    const pc_billing found = (pc_billing)pc_read_word(reader, billing, pc_billing_ids,
                                                      PC_N_BILLINGS, PC_BILLING_MONTHLY);
    if (billing && found == PC_BILLING_ANNUAL && term % 12 != 0)
        pc_json_error(reader->diags, billing, "E0281",
                      "write \"monthly\", or a term of whole years",
                      "a term of %d months cannot be billed by the year", term);
    return found;
}

static void read_product(pc_reader *reader, const pc_json *node, pc_product *product)
{
    static const pc_key keys[] = {
        { "acv", PC_MUST },        { "term_months", PC_MAY }, { "churn", PC_MAY },
        { "contraction", PC_MAY }, { "expansion", PC_MAY },   { "uplift", PC_MAY },
        { "billing", PC_MAY },     { "collection", PC_MAY },
    };
    *product = (pc_product) { .id = node->key, .acv = &pc_expr_broken, .term_months = 12 };
    if (!pc_read_keys(reader, node, "a product", keys, PC_COUNT(keys))) return;
    product->acv = read_acv(reader, pc_json_get(node, "acv"));
    product->term_months = read_term(reader, pc_json_get(node, "term_months"));
    product->churn = read_rate(reader, node, "churn");
    product->contraction = read_rate(reader, node, "contraction");
    product->expansion = read_rate(reader, node, "expansion");
    product->uplift = read_rate(reader, node, "uplift");
    product->billing = read_billing(reader, pc_json_get(node, "billing"), product->term_months);
    product->collection_months = pc_read_duration(reader, pc_json_get(node, "collection"));
}

void pc_read_products(pc_reader *reader)
{
    const pc_entities found =
        pc_read_entities(reader, pc_json_get(reader->root, "products"), "products");
    pc_product *list = PC_NEW_ARRAY(reader->arena, pc_product, found.n + 1);
    for (size_t i = 0; i < found.n && list; i++) read_product(reader, found.items[i], &list[i]);
    reader->programme->products = list;
    reader->programme->n_products = list ? found.n : 0;
}
