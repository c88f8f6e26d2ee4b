/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What counts as return and as cost. Definitions left out were filled in by defaults.c. */
#include "scenario/quantity.h"

#include <string.h>

static void read_attributed(pc_reader *reader, const pc_json *list,
                            pc_roi_definition *definition)
{
    static const char *const credits[] = { "influenced", "sourced" };
    static const pc_credit ids[] = { PC_CREDIT_INFLUENCED, PC_CREDIT_SOURCED };
    if (!list) return;
    if (list->kind != PC_JSON_ARRAY || list->n_items == 0) {
        pc_wrong_kind(reader, list, "a list of at least one credit",
                      "write [\"sourced\", \"influenced\"]");
        return;
    }
    for (size_t i = 0; i < list->n_items; i++) {
        const size_t found = pc_read_word(reader, &list->items[i], credits, PC_COUNT(credits),
                                          PC_COUNT(credits));
        if (found == PC_COUNT(credits)) continue;
        if (definition->attributed[ids[found]])
            pc_json_error(reader->diags, &list->items[i], "E0229", "name each credit once",
                          "\"%s\" is counted twice", credits[found]);
        definition->attributed[ids[found]] = true;
    }
}

typedef struct costs {
    pc_reader *reader;
    pc_roi_definition *definition;
    bool *lines;
    bool any_line;
    const char **names; /* of the budget lines: "budget.events" */
} costs;

static bool count_once(costs *c, const pc_json *item, bool *counted)
{
    if (*counted)
        pc_json_error(c->reader->diags, item, "E0229", "name each cost once",
                      "\"%s\" is counted twice", item->string);
    *counted = true;
    return true;
}

static bool is_later_cost(const char *name)
{
    return strcmp(name, "margin") == 0 || strcmp(name, "mdf") == 0 ||
           strcmp(name, "spiff") == 0;
}

static void read_cost(costs *c, const pc_json *item)
{
    const size_t n_lines = c->reader->programme->n_budget;
    if (item->kind != PC_JSON_STRING) {
        pc_wrong_kind(c->reader, item, "the name of a cost", NULL);
        return;
    }
    if (strcmp(item->string, "budget") == 0 && count_once(c, item, &c->definition->budget))
        return;
    if (strcmp(item->string, "commission") == 0 &&
        count_once(c, item, &c->definition->commission))
        return;
    if (strcmp(item->string, "marketplace_fee") == 0 &&
        count_once(c, item, &c->definition->marketplace_fee))
        return;
    for (size_t i = 0; i < n_lines; i++) {
        if (strcmp(item->string, c->names[i]) != 0) continue;
        count_once(c, item, &c->lines[i]);
        c->any_line = true;
        return;
    }
    if (is_later_cost(item->string)) {
        pc_value_not_yet(c->reader, item, pc_help(c->reader, "the cost \"%s\"", item->string));
        return;
    }
    pc_json_error(c->reader->diags, item, "E0222",
                  pc_help_names(c->reader, item->string, c->names, n_lines + 3),
                  "there is no cost \"%s\"", item->string);
}

static void read_costs(pc_reader *reader, const pc_json *list, pc_roi_definition *definition)
{
    static const char *const fixed[] = { "budget", "commission", "marketplace_fee" };
    const pc_programme *programme = reader->programme;
    costs c = { .reader = reader, .definition = definition };
    if (!list) return;
    if (list->kind != PC_JSON_ARRAY || list->n_items == 0) {
        pc_wrong_kind(reader, list, "a list of at least one cost",
                      "write [\"budget\", \"commission\"]");
        return;
    }
    c.lines = PC_NEW_ARRAY(reader->arena, bool, programme->n_budget + 1);
    c.names = PC_NEW_ARRAY(reader->arena, const char *, programme->n_budget + PC_COUNT(fixed));
    if (reader->arena->failed) return;
    for (size_t i = 0; i < programme->n_budget; i++)
        c.names[i] = pc_help(reader, "budget.%s", programme->budget[i].id);
    memcpy(c.names + programme->n_budget, fixed, sizeof fixed);
    for (size_t i = 0; i < list->n_items && !reader->arena->failed; i++)
        read_cost(&c, &list->items[i]);
    if (definition->budget && c.any_line)
        pc_json_error(reader->diags, list, "E0229", "keep \"budget\", or the lines that count",
                      "\"budget\" is every line, and single lines would count twice");
    definition->budget_lines = c.lines;
}

static void read_definitions(pc_reader *reader, const pc_json *definitions)
{
    static const pc_key keys[] = { { "attributed", PC_MAY }, { "costs", PC_MAY } };
    pc_key kinds[PC_N_ROIS];
    for (size_t i = 0; i < PC_N_ROIS; i++) kinds[i] = (pc_key) { pc_roi_ids[i], PC_MAY };
    if (!definitions ||
        !pc_read_keys(reader, definitions, "definitions", kinds, PC_COUNT(kinds)))
        return;
    for (size_t i = 0; i < PC_N_ROIS; i++) {
        const pc_json *node = pc_json_get(definitions, pc_roi_ids[i]);
        pc_roi_definition *definition = &reader->programme->roi.definitions[i];
        if (!node || !pc_read_keys(reader, node, "a definition", keys, PC_COUNT(keys)))
            continue;
        reader->programme->roi.has_cash |= i == PC_ROI_CASH;
        reader->programme->roi.wants_npv |= i == PC_ROI_NPV;
        read_attributed(reader, pc_json_get(node, "attributed"), definition);
        read_costs(reader, pc_json_get(node, "costs"), definition);
    }
}

static void read_headline(pc_reader *reader, const pc_json *headline)
{
    pc_roi *roi = &reader->programme->roi;
    roi->headline =
        (pc_roi_kind)pc_read_word(reader, headline, pc_roi_ids, PC_N_ROIS, PC_ROI_MULTIPLE);
    const bool is_npv = roi->headline == PC_ROI_NPV;
    const bool needs_margin =
        is_npv || roi->headline == PC_ROI_MARGIN || roi->headline == PC_ROI_INCREMENTAL;
    if (needs_margin && !roi->gross_margin)
        pc_json_error(reader->diags, headline, "E0232",
                      "add \"gross_margin\": 0.8, or choose \"multiple\" or \"net\"",
                      "a return on %s needs \"gross_margin\"", pc_roi_ids[roi->headline]);
    if (is_npv && !roi->discount_rate)
        pc_json_error(reader->diags, headline, "E0232", "add \"discount_rate\": \"10%\"",
                      "a return on npv needs \"discount_rate\"");
}

void pc_read_roi(pc_reader *reader)
{
    static const pc_key keys[] = { { "headline", PC_MAY },     { "overlap", PC_MAY },
                                   { "gross_margin", PC_MAY }, { "baseline", PC_MAY },
                                   { "definitions", PC_MAY },  { "discount_rate", PC_MAY },
                                   { "collection", PC_MAY } };
    static const char *const overlaps[] = { "exclusive", "subset" };
    const pc_json *node = pc_json_get(reader->root, "roi");
    pc_roi *roi = &reader->programme->roi;
    roi->headline = PC_ROI_MULTIPLE;
    roi->baseline = pc_make_number(reader, &(pc_written) { .decimal = true });
    if (!node || !pc_read_keys(reader, node, "roi", keys, PC_COUNT(keys))) return;
    const pc_json *margin = pc_json_get(node, "gross_margin"),
                  *baseline = pc_json_get(node, "baseline"),
                  *discount = pc_json_get(node, "discount_rate");
    if (margin) roi->gross_margin = pc_read_level(reader, margin, PC_UNIT_FRACTION);
    if (baseline) roi->baseline = pc_read_level(reader, baseline, PC_UNIT_FRACTION);
    if (baseline && !pc_is_zero(roi->baseline) && pc_cannibalises(reader->programme))
        pc_json_key_error(reader->diags, baseline, "E0381",
                          "what would have come anyway is said by \"cannibalises\": leave "
                          "\"baseline\" out, or take that away",
                          "the part that would have come anyway would be counted twice");
    if (discount) roi->discount_rate = pc_read_level(reader, discount, PC_UNIT_FRACTION);
    roi->collection_months = pc_read_duration(reader, pc_json_get(node, "collection"));
    roi->subset = pc_read_word(reader, pc_json_get(node, "overlap"), overlaps, 2, 0) == 1;
    read_headline(reader, pc_json_get(node, "headline"));
    read_definitions(reader, pc_json_get(node, "definitions"));
}
