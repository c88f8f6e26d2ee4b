/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a partner that is simulated one by one works: docs/model/cohorts.md. */
#include "scenario/conduct.h"

#include <math.h>

bool pc_is_from_below(const pc_reader *reader, size_t channel_id)
{
    return channel_id != PC_NONE &&
           reader->programme->channels[channel_id].type == PC_CHANNEL_PARTNERS;
}

bool pc_is_type_known(const pc_reader *reader, size_t channel_id)
{
    return channel_id != PC_NONE &&
           reader->programme->channels[channel_id].revenue.by_year != &pc_expr_broken;
}

const char *pc_read_own_stream(pc_reader *reader, const pc_json *node, const char *map)
{
    const char *name = pc_read_text(reader, pc_json_get(node, "stream"), NULL);
    if (!name || !*name) name = pc_arena_printf(reader->arena, "%s/%s", map, node->key);
    if (name) pc_note_draw(reader, name, node);
    return name;
}

/* ---- ladder ---- */

static void read_ladder(pc_reader *reader, const pc_json *node, pc_conduct *conduct)
{
    const pc_programme *programme = reader->programme;
    const pc_json *ladder = pc_json_get(node, "ladder");
    const char **ids = PC_NEW_ARRAY(reader->arena, const char *, programme->n_ladders + 1);
    if (!ladder || !ids) return;
    for (size_t i = 0; i < programme->n_ladders; i++) ids[i] = programme->ladders[i].id;
    conduct->ladder_id = pc_read_reference(reader, ladder, "ladder", ids, programme->n_ladders);
}

static void read_tier(pc_reader *reader, const pc_json *node, pc_conduct *conduct)
{
    const pc_json *tier = pc_json_get(node, "tier");
    if (!tier) return;
    if (conduct->ladder_id == PC_NONE) {
        if (!pc_json_get(node, "ladder"))
            pc_json_key_error(reader->diags, tier, "E0335", "add \"ladder\": ...",
                              "a tier belongs to a ladder, and none is given");
        return;
    }
    const pc_ladder *ladder = &reader->programme->ladders[conduct->ladder_id];
    const char **ids = PC_NEW_ARRAY(reader->arena, const char *, ladder->n_tiers + 1);
    if (!ids) return;
    for (size_t i = 0; i < ladder->n_tiers; i++) ids[i] = ladder->tiers[i].id;
    const size_t found = pc_read_reference(reader, tier, "tier", ids, ladder->n_tiers);
    conduct->first_tier = found == PC_NONE ? 0 : found;
}

/* ---- before the first deal ---- */

/* Stages follow one another: their days are summed before months are made of them. */
static int read_onboarding(pc_reader *reader, const pc_json *onboarding)
{
    double days = 0;
    if (!onboarding) return 0;
    if (onboarding->kind != PC_JSON_OBJECT) {
        days = pc_read_days(reader, onboarding);
    } else {
        const pc_entities stages = pc_read_entities(reader, onboarding, "stages");
        for (size_t i = 0; i < stages.n; i++) days += pc_read_days(reader, stages.items[i]);
    }
    return (int)ceil(days / 30);
}

static void read_activation(pc_reader *reader, const pc_json *node, pc_conduct *conduct)
{
    static const pc_key keys[] = { { "fraction", PC_MAY }, { "delay", PC_MAY } };
    const pc_json *activation = pc_json_get(node, "activation");
    if (!activation || !pc_read_keys(reader, activation, "an activation", keys, PC_COUNT(keys)))
        return;
    const pc_json *delay = pc_json_get(activation, "delay");
    conduct->activation =
        pc_read_optional_level(reader, activation, "fraction", PC_UNIT_FRACTION);
    if (delay)
        conduct->activation_delay =
            pc_read_random(reader, delay, PC_UNIT_MONTHS, PC_EACH_PARTNER);
}

static void read_dormancy(pc_reader *reader, const pc_json *node, pc_conduct *conduct)
{
    static const pc_key keys[] = { { "per_month", PC_MUST }, { "wakes_per_month", PC_MAY } };
    const pc_json *dormancy = pc_json_get(node, "dormancy");
    if (!dormancy || !pc_read_keys(reader, dormancy, "a dormancy", keys, PC_COUNT(keys)))
        return;
    conduct->dormancy = pc_read_optional_level(reader, dormancy, "per_month", PC_UNIT_FRACTION);
    conduct->waking =
        pc_read_optional_level(reader, dormancy, "wakes_per_month", PC_UNIT_FRACTION);
}

/* ---- demand ---- */

int pc_read_ramp(pc_reader *reader, const pc_json *demand)
{
    static const pc_key keys[] = { { "linear_months", PC_MUST } };
    const pc_json *ramp = pc_json_get(demand, "ramp");
    const bool is_ramp = ramp && pc_read_keys(reader, ramp, "a ramp", keys, PC_COUNT(keys));
    return is_ramp ? (int)pc_read_whole(reader, pc_json_get(ramp, "linear_months"), 1, 120, 1)
                   : 0;
}

static double read_dispersion(pc_reader *reader, const pc_json *dispersion)
{
    double value = 0;
    if (!dispersion) return 0;
    const pc_expr *expr = pc_read_level(reader, dispersion, PC_UNIT_MULTIPLE);
    if (!pc_expr_constant(&reader->scope, expr, &value))
        pc_json_error(reader->diags, dispersion, "E0217",
                      "write a number here, and put the uncertainty into \"per_month\"",
                      "how much the counts vary is uncertain itself, or changes over time");
    else if (value > 33)
        pc_json_error(reader->diags, dispersion, "E0225", "write a number from 0 to 33",
                      "a variance of mean + %s mean^2 is more than can be drawn",
                      pc_number_words(reader, value));
    return value;
}

/* What nobody could wait for is refused before it is tried, where the plan says it for certain.
 */
static void check_number(pc_reader *reader, const pc_json *at, const pc_expr *mean)
{
    for (int m = 0; m < reader->scope.months && mean; m++) {
        if (!(pc_expr_range(&reader->scope, mean, m, true).low > PC_MOST_A_MONTH)) continue;
        pc_json_error(reader->diags, at, "E0376",
                      "it is the number of one partner; simulate fewer, each worth more",
                      "a partner has more than %d in a month, each simulated by itself",
                      PC_MOST_A_MONTH);
        return;
    }
}

static void read_deals(pc_reader *reader, const pc_json *deals, pc_conduct *conduct)
{
    static const pc_key keys[] = { { "per_month", PC_MUST },
                                   { "ramp", PC_MAY },
                                   { "dispersion", PC_MAY } };
    if (!pc_read_keys(reader, deals, "deals", keys, PC_COUNT(keys))) return;
    conduct->deals = pc_read_optional_level(reader, deals, "per_month", PC_UNIT_COUNT);
    check_number(reader, pc_json_get(deals, "per_month"), conduct->deals);
    conduct->ramp_months = pc_read_ramp(reader, deals);
    conduct->dispersion = read_dispersion(reader, pc_json_get(deals, "dispersion"));
}

static void read_leads(pc_reader *reader, const pc_json *leads, pc_conduct *conduct)
{
    static const pc_key keys[] = { { "per_month", PC_MUST },
                                   { "ramp", PC_MAY },
                                   { "win_rate", PC_MAY },
                                   { "cycle", PC_MAY },
                                   { "dispersion", PC_MAY } };
    if (!pc_read_keys(reader, leads, "leads", keys, PC_COUNT(keys))) return;
    const pc_json *cycle = pc_json_get(leads, "cycle");
    conduct->leads = pc_read_optional_level(reader, leads, "per_month", PC_UNIT_COUNT);
    check_number(reader, pc_json_get(leads, "per_month"), conduct->leads);
    conduct->win_rate = pc_read_optional_level(reader, leads, "win_rate", PC_UNIT_FRACTION);
    conduct->ramp_months = pc_read_ramp(reader, leads);
    conduct->dispersion = read_dispersion(reader, pc_json_get(leads, "dispersion"));
    if (cycle) conduct->cycle = pc_read_random(reader, cycle, PC_UNIT_MONTHS, PC_EACH_DEAL);
    if (cycle && !conduct->win_rate)
        pc_json_key_error(reader->diags, cycle, "E0334", "add \"win_rate\": ...",
                          "a cycle is the way from a lead to its deal, and no lead is won");
}

/* One partner has one ramp and one kind of luck, whether leads or deals are counted. */
static void check_demand(pc_reader *reader, const pc_json *deals, const pc_json *leads,
                         const pc_conduct *of_deals, pc_conduct *conduct)
{
    if (conduct->win_rate)
        pc_json_key_error(reader->diags, deals, "E0334",
                          "leave \"deals\" out, or \"win_rate\" of the leads",
                          "deals come from leads that are won, or have their own number");
    else if (of_deals->ramp_months != conduct->ramp_months ||
             of_deals->dispersion != conduct->dispersion)
        pc_json_key_error(reader->diags, leads, "E0334",
                          "write the same \"ramp\" and \"dispersion\" in both",
                          "leads and deals of one partner grow alike");
    conduct->deals = of_deals->deals;
}

void pc_read_demand(pc_reader *reader, const pc_json *node, pc_conduct *conduct)
{
    const pc_json *deals = pc_json_get(node, "deals"), *leads = pc_json_get(node, "leads");
    pc_conduct of_deals = { 0 };
    if (deals) read_deals(reader, deals, leads ? &of_deals : conduct);
    if (leads) read_leads(reader, leads, conduct);
    if (deals && leads) check_demand(reader, deals, leads, &of_deals, conduct);
}

/* ---- what a deal is worth ---- */

void pc_read_deal_value(pc_reader *reader, const pc_conduct_of *of, pc_conduct *conduct)
{
    const pc_json *acv = pc_json_get(of->node, "acv");
    if (acv) {
        conduct->acv = pc_read_random(reader, acv, PC_UNIT_MONEY, PC_EACH_DEAL);
        return;
    }
    if (of->channel_id == PC_NONE) return;
    const pc_channel *channel = &reader->programme->channels[of->channel_id];
    if (channel->product) conduct->acv.shift = channel->product->acv;
    if (channel->product || (!conduct->deals && !conduct->win_rate)) return;
    pc_json_key_error(reader->diags, of->node, "E0333",
                      pc_help(reader,
                              "add \"acv\": { \"lognormal\": { \"mean\": ..., \"cv\": ... }, "
                              "\"each\": \"deal\" }, or give the channel \"%s\" a product",
                              channel->id),
                      "a deal is worth nothing: there is no \"acv\", and the channel has no "
                      "product");
}

/* ---- all of it ---- */

static void read_certifications(pc_reader *reader, const pc_json *node, pc_conduct *conduct)
{
    static const pc_key keys[] = { { "earned_per_month", PC_MUST },
                                   { "valid_months", PC_MAY } };
    const pc_json *object = pc_json_get(node, "certifications");
    if (!object || !pc_read_keys(reader, object, "certifications", keys, PC_COUNT(keys)))
        return;
    conduct->certifications =
        pc_read_optional_level(reader, object, "earned_per_month", PC_UNIT_COUNT);
    conduct->certification_months =
        (int)pc_read_whole(reader, pc_json_get(object, "valid_months"), 1, 1200, 0);
}

static void read_customers(pc_reader *reader, const pc_json *node, pc_conduct *conduct)
{
    static const pc_key keys[] = { { "lifetime", PC_MUST } };
    const pc_json *object = pc_json_get(node, "customers");
    if (object && pc_read_keys(reader, object, "customers", keys, PC_COUNT(keys)))
        conduct->lifetime_months =
            pc_read_optional_level(reader, object, "lifetime", PC_UNIT_MONTHS);
}

static void read_productivity(pc_reader *reader, const pc_conduct_of *of, pc_conduct *conduct)
{
    const pc_json *value = pc_json_get(of->node, "productivity");
    if (!value) return;
    const bool is_object = value->kind == PC_JSON_OBJECT;
    const bool is_share =
        is_object && (pc_json_get(value, "top") || pc_json_get(value, "earn"));
    conduct->productivity =
        is_share ? pc_read_top_share(reader, value, of)
                 : pc_read_random(reader, value, PC_UNIT_MULTIPLE, PC_EACH_PARTNER);
}

const pc_conduct *pc_read_conduct(pc_reader *reader, const pc_conduct_of *of)
{
    pc_conduct *conduct = PC_NEW(reader->arena, pc_conduct);
    if (!conduct) return NULL;
    conduct->ladder_id = PC_NONE;
    read_ladder(reader, of->node, conduct);
    read_tier(reader, of->node, conduct);
    conduct->onboarding_months = read_onboarding(reader, pc_json_get(of->node, "onboarding"));
    const pc_json *within = pc_json_get(of->node, "onboarding_within");
    conduct->onboarding_within = within ? pc_read_duration(reader, within) : -1;
    read_activation(reader, of->node, conduct);
    read_dormancy(reader, of->node, conduct);
    read_productivity(reader, of, conduct);
    pc_read_demand(reader, of->node, conduct);
    if (!of->states_revenue) pc_read_deal_value(reader, of, conduct);
    read_certifications(reader, of->node, conduct);
    read_customers(reader, of->node, conduct);
    pc_read_exits(reader, pc_json_get(of->node, "exit"), conduct);
    return conduct;
}
