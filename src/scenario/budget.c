/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Budget lines: amounts, or heads times the yearly cost of one; and the leads they bring. */
#include "scenario/quantity.h"

static const char *const extras[] = { "leads", "memo", NULL };

static bool has_heads(const pc_json *node)
{
    return node->kind == PC_JSON_OBJECT &&
           (pc_json_get(node, "heads") || pc_json_get(node, "cost_per_head"));
}

static void read_heads(pc_reader *reader, const pc_json *node, pc_budget_line *line)
{
    static const pc_key keys[] = { { "heads", PC_MUST },
                                   { "cost_per_head", PC_MUST },
                                   { "leads", PC_MAY },
                                   { "memo", PC_MAY } };
    const pc_json *heads = pc_json_get(node, "heads");
    const pc_json *cost = pc_json_get(node, "cost_per_head");
    pc_read_keys(reader, node, "a budget line with heads", keys, PC_COUNT(keys));
    line->heads = heads ? pc_read_level(reader, heads, PC_UNIT_COUNT) : &pc_expr_broken;
    line->cost_per_head = cost ? pc_read_level(reader, cost, PC_UNIT_MONEY) : &pc_expr_broken;
    pc_check_amount(reader, node,
                    pc_make2(reader, PC_EXPR_MUL, line->heads, line->cost_per_head));
}

static void read_extras(pc_reader *reader, const pc_json *node, pc_budget_line *line)
{
    if (node->kind != PC_JSON_OBJECT) return;
    const pc_json *leads = pc_json_get(node, "leads"), *memo = pc_json_get(node, "memo");
    line->has_leads = leads != NULL;
    if (leads) line->leads = pc_read_count_flow(reader, leads);
    line->memo = memo && memo->kind == PC_JSON_TRUE;
    if (memo && memo->kind != PC_JSON_TRUE && memo->kind != PC_JSON_FALSE)
        pc_wrong_kind(reader, memo, "true or false",
                      "\"memo\": true says that other lines already contain this money");
}

void pc_read_budget(pc_reader *reader)
{
    const pc_entities found =
        pc_read_entities(reader, pc_json_get(reader->root, "budget"), "budget lines");
    pc_budget_line *list = PC_NEW_ARRAY(reader->arena, pc_budget_line, found.n + 1);
    for (size_t i = 0; i < found.n && list; i++) {
        list[i].id = found.items[i]->key;
        if (has_heads(found.items[i]))
            read_heads(reader, found.items[i], &list[i]);
        else
            list[i].amount = pc_read_flow(reader, found.items[i], extras);
        read_extras(reader, found.items[i], &list[i]);
    }
    reader->programme->budget = list;
    reader->programme->n_budget = list ? found.n : 0;
}
