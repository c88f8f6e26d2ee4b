/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether what a commission component says fits together. */
#include "scenario/commission.h"

static bool pays_of_money(const pc_component *component)
{
    return component->event == PC_EVENT_NEW || component->event == PC_EVENT_RENEWAL;
}

static bool adds_up(pc_schedule_kind kind)
{
    return kind == PC_SCHEDULE_MARGINAL || kind == PC_SCHEDULE_RETROACTIVE ||
           kind == PC_SCHEDULE_ATTAINMENT || kind == PC_SCHEDULE_INTERPOLATED;
}

/* What looks at an amount, where there is none; and what is paid for new deals alone. */
static void check_extras(pc_reader *reader, const pc_json *node, const pc_component *component)
{
    static const char *const extras[] = { "accelerator", "bonus", "spiff" };
    const char *event = pc_event_ids[component->event];
    const bool renews = component->event == PC_EVENT_RENEWAL;
    for (size_t i = 0; i < PC_COUNT(extras); i++) {
        const pc_json *extra = pc_json_get(node, extras[i]);
        if (!extra || component->event == PC_EVENT_NEW) continue;
        const bool points = i == 0 || pc_json_get(extra, "points");
        if (renews)
            pc_json_key_error(reader->diags, extra, "E0359",
                              "leave it out, or give it to the new deals",
                              "\"%s\" is paid for new deals, and not for a renewal", extras[i]);
        else if (points)
            pc_json_key_error(reader->diags, extra, "E0359",
                              "leave it out, or write an \"amount\", a \"multiplier\"",
                              "a %s has no amount that points could be of", event);
    }
}

static void check_event(pc_reader *reader, const pc_json *node, const pc_component *component)
{
    const char *event = pc_event_ids[component->event];
    const pc_json *credit = pc_json_get(node, "credit");
    if (pays_of_money(component)) {
        if (!credit)
            pc_json_key_error(reader->diags, node, "E0202", "add \"credit\": \"sourced\"",
                              "a commission component needs \"credit\"");
        return;
    }
    if (credit)
        pc_json_key_error(reader->diags, credit, "E0359", "leave it out",
                          "a %s is paid for by number, and has no credited money", event);
    if (component->schedule.kind != PC_SCHEDULE_FIXED)
        pc_json_key_error(reader->diags, pc_json_get(node, "schedule"), "E0359",
                          "write { \"fixed\": 500 }, the money for each",
                          "a %s has no amount that a rate could be of", event);
}

static void check_window(pc_reader *reader, const pc_json *node, const pc_component *component)
{
    const pc_schedule_kind kind = component->schedule.kind;
    const pc_json *schedule = pc_json_get(node, "schedule"),
                  *window = pc_json_get(node, "window");
    const char *name = pc_schedule_ids[kind];
    if (component->window == PC_WINDOW_DEAL && adds_up(kind))
        pc_json_key_error(
            reader->diags, window ? window : schedule, "E0359",
            "add \"window\": \"year\", or \"month\", \"quarter\", \"lifetime\"; the "
            "rate of a deal's own size is \"slab\"",
            "\"%s\" pays by what adds up, and nothing says over how long", name);
    if (component->window != PC_WINDOW_DEAL && kind == PC_SCHEDULE_SLAB)
        pc_json_key_error(reader->diags, window, "E0359",
                          "leave it out; the rate of what adds up is \"retroactive\"",
                          "\"slab\" looks at each deal by itself");
    if (component->window == PC_WINDOW_TRAILING_12 && adds_up(kind) &&
        kind != PC_SCHEDULE_MARGINAL && !component->schedule.attained_marginal)
        pc_json_error(reader->diags, window, "E0359", "write \"year\", or pay \"marginal\"",
                      "\"%s\" pays again for what was paid before, and this window forgets it",
                      name);
    if (component->window == PC_WINDOW_DEAL && component->accelerator.n)
        pc_json_key_error(
            reader->diags, pc_json_get(node, "accelerator"), "E0359",
            "add \"window\": \"year\", or \"month\", \"quarter\", \"lifetime\"",
            "points beyond a threshold, and nothing says over how long it adds up");
}

/* What is asked of each deal, where an entry is a whole month. */
static void check_entry(pc_reader *reader, const pc_json *node, const pc_component *component)
{
    const bool by_deal = component->schedule.kind == PC_SCHEDULE_SLAB ||
                         component->cap[PC_WINDOW_DEAL] || component->floor[PC_WINDOW_DEAL];
    if (component->by_partner_month && by_deal)
        pc_json_error(reader->diags, pc_json_get(node, "entry"), "E0359", "write \"deal\"",
                      "slabs, caps and floors of deals look at each deal by itself");
}

static void check_limits(pc_reader *reader, const pc_json *node, const pc_component *component)
{
    for (size_t w = 0; w < PC_N_WINDOWS; w++) {
        const pc_expr *cap = component->cap[w], *floor = component->floor[w];
        for (int month = 0; cap && floor && month < reader->scope.months; month++) {
            const pc_range most = pc_expr_range(&reader->scope, cap, month, false);
            const pc_range least = pc_expr_range(&reader->scope, floor, month, false);
            if (!(most.low < least.high)) continue;
            pc_json_error(
                reader->diags, pc_json_get(pc_json_get(node, "cap"), pc_window_ids[w]), "E0356",
                "write a cap above the floor",
                "the cap of %s is, or may be, below the floor of %s",
                pc_number_words(reader, most.low), pc_number_words(reader, least.high));
            break;
        }
    }
}

static void check_duration(pc_reader *reader, const pc_json *node,
                           const pc_component *component)
{
    static const char *const keys[] = { "renewal", "rate_lock" };
    if (component->duration_months == 1)
        for (size_t i = 0; i < PC_COUNT(keys); i++)
            if (pc_json_get(node, keys[i]))
                pc_json_key_error(reader->diags, pc_json_get(node, keys[i]), "E0359",
                                  "add \"duration\": \"36 months\", or \"life\"",
                                  "\"%s\" speaks of later years, and this is paid once",
                                  keys[i]);
    if (component->duration_months != 1 && component->event != PC_EVENT_NEW)
        pc_json_key_error(reader->diags, pc_json_get(node, "duration"), "E0359", "leave it out",
                          "a %s is paid when it happens", pc_event_ids[component->event]);
}

void pc_check_component(pc_reader *reader, const pc_json *node, const pc_component *component)
{
    check_event(reader, node, component);
    check_extras(reader, node, component);
    check_window(reader, node, component);
    check_entry(reader, node, component);
    check_limits(reader, node, component);
    check_duration(reader, node, component);
}
