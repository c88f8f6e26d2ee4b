/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Channels of the vendor's own people, deal by deal: docs/model/demand.md. */
#include "scenario/conduct.h"

#include <math.h>
#include <string.h>

/* ---- sellers ---- */

/* The heads of a budget line, which costs them. */
static const pc_expr *heads_of_line(pc_reader *reader, const pc_json *at)
{
    const pc_programme *programme = reader->programme;
    const char **ids = PC_NEW_ARRAY(reader->arena, const char *, programme->n_budget + 1);
    if (!ids) return &pc_expr_broken;
    for (size_t i = 0; i < programme->n_budget; i++) ids[i] = programme->budget[i].id;
    const size_t id = pc_read_reference(reader, at, "budget line", ids, programme->n_budget);
    if (id == PC_NONE) return &pc_expr_broken;
    if (programme->budget[id].heads) return programme->budget[id].heads;
    pc_json_error(reader->diags, at, "E0375",
                  "give it \"heads\" and \"cost_per_head\", or write \"heads\" here",
                  "the budget line \"%s\" has no heads", ids[id]);
    return &pc_expr_broken;
}

static const pc_expr *read_heads(pc_reader *reader, const pc_json *node)
{
    const pc_json *heads = pc_json_get(node, "heads"), *line = pc_json_get(node, "line");
    if (!heads == !line) {
        pc_json_key_error(reader->diags, heads ? heads : node, "E0375",
                          "\"line\": a budget line with heads, which also says what they cost; "
                          "or \"heads\": how many there are",
                          heads ? "how many sellers there are is stated twice"
                                : "how many sellers are there?");
        return &pc_expr_broken;
    }
    if (line) return heads_of_line(reader, line);
    pc_warn(reader, node, "W0370",
            "write \"line\": a budget line with heads and cost_per_head, instead of \"heads\"",
            "these sellers cost nothing");
    return pc_read_level(reader, heads, PC_UNIT_COUNT);
}

static const pc_sellers *read_sellers(pc_reader *reader, const pc_json *node)
{
    static const pc_key keys[] = { { "heads", PC_MAY },
                                   { "line", PC_MAY },
                                   { "quota", PC_MUST },
                                   { "attainment", PC_MAY },
                                   { "ramp", PC_MAY } };
    pc_sellers *sellers = PC_NEW(reader->arena, pc_sellers);
    if (!sellers || !pc_read_keys(reader, node, "sellers", keys, PC_COUNT(keys))) return NULL;
    const pc_json *quota = pc_json_get(node, "quota");
    sellers->heads = read_heads(reader, node);
    sellers->quota = quota ? pc_read_level(reader, quota, PC_UNIT_MONEY) : &pc_expr_broken;
    sellers->attainment = pc_read_optional_level(reader, node, "attainment", PC_UNIT_MULTIPLE);
    sellers->ramp_months = pc_read_ramp(reader, node);
    return sellers;
}

/* ---- is it too much? ---- */

static double highest(pc_reader *reader, const pc_expr *expr, int month)
{
    return expr ? pc_expr_range(&reader->scope, expr, month, false).high : 1;
}

/* The least that a deal brings on average, in any month. */
static double least_value(pc_reader *reader, const pc_random *acv, int month)
{
    const double mean = acv->draw ? acv->draw->dist.mean : 0;
    const double scale =
        acv->scale ? pc_expr_range(&reader->scope, acv->scale, month, false).low : 1;
    const double shift =
        acv->shift ? pc_expr_range(&reader->scope, acv->shift, month, false).low : 0;
    return mean * scale + shift;
}

static void check_sellers(pc_reader *reader, const pc_json *at, const pc_channel *channel)
{
    const pc_sellers *sellers = channel->sellers;
    for (int m = 0; m < reader->scope.months; m++) {
        const double value = least_value(reader, &channel->conduct->acv, m);
        const double money = highest(reader, sellers->heads, m) *
                             highest(reader, sellers->quota, m) *
                             highest(reader, sellers->attainment, m) / 12;
        if (!(value <= 0) && !(money / value > PC_MOST_A_MONTH)) continue;
        pc_json_key_error(reader->diags, at, "E0376",
                          value <= 0 ? "state an \"acv\" that is above 0 in every month"
                                     : "join small deals: a larger \"acv\" of fewer",
                          value <= 0 ? "sellers close their quota over the value of a deal, "
                                       "which may be 0"
                                     : "these sellers may close more than %d deals a month",
                          PC_MOST_A_MONTH);
        return;
    }
}

static void check_number(pc_reader *reader, const pc_json *at, const pc_expr *mean)
{
    for (int m = 0; m < reader->scope.months && mean; m++) {
        if (!(highest(reader, mean, m) > PC_MOST_A_MONTH)) continue;
        pc_json_error(reader->diags, at, "E0376",
                      "simulate a part of them, each worth more, or use the type \"amount\"",
                      "there may be more than %d in a month, each simulated by itself",
                      PC_MOST_A_MONTH);
        return;
    }
}

/* ---- one channel ---- */

/* Of leads, deals and sellers just one; leads are there to be won. */
static void check_source(pc_reader *reader, const pc_json *node)
{
    static const char *const sources[] = { "leads", "deals", "sellers" };
    const pc_json *first = NULL, *second = NULL;
    for (size_t i = 0; i < PC_COUNT(sources); i++) {
        const pc_json *source = pc_json_get(node, sources[i]);
        if (source && first) second = source;
        if (source && !first) first = source;
    }
    if (!first || second)
        pc_json_key_error(reader->diags, second ? second : node, "E0374",
                          "\"leads\" that are won, \"deals\" a month, or \"sellers\" with a "
                          "quota: keep one of them",
                          second ? "where the deals come from is stated twice"
                                 : "where do the deals of this pipeline come from?");
    const bool is_leads = first && strcmp(first->key, "leads") == 0;
    if (is_leads && first->kind == PC_JSON_OBJECT && !pc_json_get(first, "win_rate"))
        pc_json_key_error(reader->diags, first, "E0374", "add \"win_rate\": \"25%\"",
                          "a pipeline lives of leads that are won, and none is");
}

static void read_pipeline(pc_reader *reader, const pc_json *node, pc_channel *channel,
                          size_t id)
{
    pc_conduct *conduct = PC_NEW(reader->arena, pc_conduct);
    if (!conduct) return;
    const pc_json *sellers = pc_json_get(node, "sellers");
    const pc_json *leads = pc_json_get(node, "leads"), *deals = pc_json_get(node, "deals");
    const size_t n_errors = pc_diags_errors(reader->diags);
    conduct->ladder_id = PC_NONE;
    channel->conduct = conduct;
    channel->stream = pc_read_own_stream(reader, node, "channels");
    check_source(reader, node);
    if (sellers) channel->sellers = read_sellers(reader, sellers);
    pc_read_demand(reader, node, conduct);
    pc_read_deal_value(reader, &(pc_conduct_of) { .node = node, .channel_id = id }, conduct);
    if (pc_diags_errors(reader->diags) > n_errors) return;
    if (channel->sellers) check_sellers(reader, sellers, channel);
    if (leads) check_number(reader, pc_json_get(leads, "per_month"), conduct->leads);
    if (deals) check_number(reader, pc_json_get(deals, "per_month"), conduct->deals);
}

void pc_read_pipelines(pc_reader *reader, pc_channel *channels)
{
    const pc_json *map = pc_json_get(reader->root, "channels");
    for (size_t i = 0; i < reader->programme->n_channels; i++)
        if (channels[i].type == PC_CHANNEL_PIPELINE)
            read_pipeline(reader, pc_json_get(map, channels[i].id), &channels[i], i);
}
