/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cohorts whose partners are simulated one by one: how they come, how each works. */
#include "scenario/conduct.h"
#include "scenario/incumbents.h"

#include <math.h>

/* How many join over the horizon, or are there at most: the bounds of what is certain. */
static pc_range count_of(pc_reader *reader, const pc_flow *flow, bool is_stock, bool at_plan)
{
    const pc_expr *expr = flow->by_year ? flow->by_year : flow->by_month;
    pc_range sum = { 0, 0 };
    for (int m = 0; m < reader->scope.months; m++) {
        const pc_range r = pc_expr_range(&reader->scope, expr, m, at_plan);
        const double part = flow->by_month ? 1 : 1.0 / 12;
        sum.low = is_stock ? fmax(sum.low, r.low) : sum.low + r.low * part;
        sum.high = is_stock ? fmax(sum.high, r.high) : sum.high + r.high * part;
    }
    return sum;
}

/* Partners that the cohort gets in all: NAN bounds when nothing is known. */
static pc_range size_of(pc_reader *reader, const pc_cohort *cohort, bool at_plan)
{
    if (cohort->arrivals) {
        const pc_flow flow = { .by_month = cohort->arrivals };
        return count_of(reader, &flow, false, at_plan);
    }
    if (cohort->has_stock) return count_of(reader, &cohort->stock, true, at_plan);
    if (cohort->has_entry) return count_of(reader, &cohort->entry, false, at_plan);
    return (pc_range) { 0, 0 };
}

static const pc_expr *read_arrivals(pc_reader *reader, const pc_json *entry)
{
    static const pc_key keys[] = { { "arrivals_per_month", PC_MUST } };
    pc_read_keys(reader, entry, "an entry", keys, PC_COUNT(keys));
    return pc_read_optional_level(reader, entry, "arrivals_per_month", PC_UNIT_COUNT);
}

static void read_numbers(pc_reader *reader, const pc_json *node, pc_cohort *cohort)
{
    const pc_json *stock = pc_json_get(node, "stock"), *entry = pc_json_get(node, "entry");
    if (entry && entry->kind == PC_JSON_OBJECT && pc_json_get(entry, "arrivals_per_month")) {
        cohort->arrivals = read_arrivals(reader, entry);
    } else if (entry) {
        cohort->has_entry = true;
        cohort->entry = pc_read_count_flow(reader, entry);
        pc_warn_of_parts_joining(reader, entry, &cohort->entry);
    }
    cohort->has_stock = stock != NULL;
    if (stock) cohort->stock = pc_read_stock(reader, stock);
    if (stock && entry)
        pc_json_key_error(reader->diags, stock, "E0336",
                          "keep \"entry\", or \"stock\", which recruits what is missing; in a "
                          "variant, take the other away with null",
                          "how many partners come is stated twice");
    if (!stock && !entry && !pc_has_roster(reader, node->key))
        pc_json_key_error(
            reader->diags, node, "E0285",
            "add \"entry\": { \"by_month\": [...] }, how many join, or \"stock\": { "
            "\"by_year\": [...] }, how many there are",
            "a cohort needs \"stock\" or \"entry\"");
}

/* Partners are whole: less than half of one never comes. */
static void check_entry(pc_reader *reader, const pc_json *node, const pc_cohort *cohort)
{
    const pc_json *at = pc_json_get(node, cohort->has_stock ? "stock" : "entry");
    const double most = size_of(reader, cohort, false).high;
    if (!at || isnan(most) || most >= 0.5 || (cohort->arrivals && most > 0)) return;
    pc_json_error(reader->diags, at, "E0331",
                  "let at least one partner join, or leave the cohort out",
                  "no partner enters within the horizon of %d months", reader->scope.months);
}

/* What nobody could wait for is refused before it is tried, where the plan says it for certain.
 */
static void check_size(pc_reader *reader, const pc_json *node, const pc_cohort *cohort)
{
    const pc_json *at = pc_json_get(node, cohort->has_stock ? "stock" : "entry");
    if (!at || !(size_of(reader, cohort, true).low > PC_MOST_JOINING)) return;
    pc_json_error(reader->diags, at, "E0376",
                  "simulate a part of them, each worth more, or count them: a channel of "
                  "another type",
                  "more than %d partners join at plan, each simulated by itself",
                  PC_MOST_JOINING);
}

/* Keys that only count partners, of cohorts that are no more than counted. */
static void refuse_counting(pc_reader *reader, const pc_json *node)
{
    static const struct {
        const char *key, *help;
    } above[] = {
        { "active",
          "what part of the partners works is \"activation\": { \"fraction\": ... }" },
        { "minimum", "named partners may have a \"minimum\"" },
    };
    for (size_t i = 0; i < PC_COUNT(above); i++) {
        const pc_json *member = pc_json_get(node, above[i].key);
        if (member)
            pc_json_key_error(reader->diags, member, "E0330", above[i].help,
                              "\"%s\" belongs to partners that are counted, and those of a "
                              "channel of type \"partners\" are simulated one by one",
                              above[i].key);
    }
}

static const pc_expr *read_referral(pc_reader *reader, const pc_json *referral)
{
    static const pc_key keys[] = { { "per_partner_month", PC_MUST } };
    if (!referral || !pc_read_keys(reader, referral, "a referral", keys, PC_COUNT(keys)))
        return NULL;
    return pc_read_optional_level(reader, referral, "per_partner_month", PC_UNIT_COUNT);
}

const pc_key pc_conduct_keys[PC_N_CONDUCT_KEYS] = {
    { "ladder", PC_MAY },
    { "tier", PC_MAY },
    { "onboarding", PC_MAY },
    { "activation", PC_MAY },
    { "dormancy", PC_MAY },
    { "productivity", PC_MAY },
    { "deals", PC_MAY },
    { "leads", PC_MAY },
    { "acv", PC_MAY },
    { "certifications", PC_MAY },
    { "customers", PC_MAY },
    { "exit", PC_MAY },
    { "onboarding_within", PC_MAY },
};

void pc_read_cohort_below(pc_reader *reader, const pc_json *node, pc_cohort *cohort)
{
    pc_key keys[PC_N_CONDUCT_KEYS + 7] = { { "channel", PC_MUST }, { "entry", PC_MAY },
                                           { "stock", PC_MAY },    { "referral", PC_MAY },
                                           { "stream", PC_MAY },   { "active", PC_MAY },
                                           { "minimum", PC_MAY } };
    for (size_t i = 0; i < PC_N_CONDUCT_KEYS; i++) keys[7 + i] = pc_conduct_keys[i];
    pc_read_keys(reader, node, "a cohort", keys, PC_COUNT(keys));
    refuse_counting(reader, node);
    read_numbers(reader, node, cohort);
    cohort->stream = pc_read_own_stream(reader, node, "cohorts");
    cohort->referral = read_referral(reader, pc_json_get(node, "referral"));
    check_entry(reader, node, cohort);
    check_size(reader, node, cohort);
    const pc_range size = size_of(reader, cohort, true);
    const bool is_known = size.low == size.high && !pc_has_roster(reader, node->key);
    const pc_conduct_of of = { .node = node,
                               .channel_id = cohort->channel_id,
                               .size = is_known ? nearbyint(size.low) : (double)NAN };
    cohort->conduct = pc_read_conduct(reader, &of);
}
