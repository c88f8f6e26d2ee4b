/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands around a commission's schedule: how long it is paid, limits, extras, payment. */
#include "scenario/commission.h"
#include "scenario/ladders.h"

#include <string.h>

/* "once", "life", or months: how many; 0 for life. */
static int read_months(pc_reader *reader, const pc_json *duration)
{
    static const char *const words[] = { "once", "life" };
    if (!duration) return 1;
    for (size_t i = 0; i < PC_COUNT(words) && duration->kind == PC_JSON_STRING; i++)
        if (strcmp(duration->string, words[i]) == 0) return i == 0;
    const size_t errors = pc_diags_errors(reader->diags);
    const int months = pc_read_duration(reader, duration);
    if (months == 0 && pc_diags_errors(reader->diags) == errors)
        pc_json_error(reader->diags, duration, "E0357",
                      "write \"once\", \"36 months\", or \"life\"",
                      "what is paid for 0 months is never paid");
    return months ? months : 1;
}

static void read_duration(pc_reader *reader, const pc_json *node, pc_component *component)
{
    static const char *const locks[] = { "close", "current" };
    const pc_json *renewal = pc_json_get(node, "renewal");
    component->duration_months = read_months(reader, pc_json_get(node, "duration"));
    component->current_rate =
        pc_read_word(reader, pc_json_get(node, "rate_lock"), locks, PC_COUNT(locks), 0) == 1;
    if (!renewal) return;
    pc_commission_schedule *schedule = PC_NEW(reader->arena, pc_commission_schedule);
    if (!schedule) return;
    *schedule = pc_read_commission_schedule(reader, renewal);
    component->renewal = schedule;
}

/* ---- limits ---- */

static void read_limits(pc_reader *reader, const pc_json *node, const char *what,
                        const pc_window *windows, size_t n, const pc_expr **limits)
{
    pc_key keys[PC_N_WINDOWS] = { 0 };
    if (!node) return;
    for (size_t i = 0; i < n; i++) keys[i] = (pc_key) { pc_window_ids[windows[i]], PC_MAY };
    if (!pc_read_keys(reader, node, what, keys, n)) return;
    size_t found = 0;
    for (size_t i = 0; i < n; i++) {
        const pc_json *limit = pc_json_get(node, keys[i].name);
        if (!limit) continue;
        limits[windows[i]] = pc_read_level(reader, limit, PC_UNIT_MONEY);
        found++;
    }
    if (!found)
        pc_json_key_error(reader->diags, node, "E0202", "{ \"deal\": 5000, \"year\": 100000 }",
                          "%s says of what: a deal, a month, a quarter, a year", what);
}

/* ---- extras ---- */

static void one_of(pc_reader *reader, const pc_json *node, const char *a, const char *b)
{
    if (!pc_json_get(node, a) != !pc_json_get(node, b)) return;
    pc_json_key_error(reader->diags, node, "E0359", "keep one",
                      "\"%s\" has either \"%s\" or \"%s\"", node->key, a, b);
}

static void read_spiff(pc_reader *reader, const pc_json *node, pc_spiff *spiff)
{
    static const pc_key keys[] = { { "from_month", PC_MUST },
                                   { "to_month", PC_MUST },
                                   { "amount", PC_MAY },
                                   { "points", PC_MAY },
                                   { "budget", PC_MAY } };
    enum { LATEST = 1200 };
    if (!node || !pc_read_keys(reader, node, "a spiff", keys, PC_COUNT(keys))) return;
    const pc_json *to = pc_json_get(node, "to_month");
    spiff->first_month =
        (int)pc_read_whole(reader, pc_json_get(node, "from_month"), 1, LATEST, 1) - 1;
    spiff->last_month = (int)pc_read_whole(reader, to, 1, LATEST, LATEST) - 1;
    if (to && spiff->last_month < spiff->first_month)
        pc_json_error(reader->diags, to, "E0359", "both months are paid",
                      "it ends before month %d, in which it begins", spiff->first_month + 1);
    one_of(reader, node, "amount", "points");
    spiff->amount = pc_read_optional_level(reader, node, "amount", PC_UNIT_MONEY);
    spiff->points = pc_read_optional_level(reader, node, "points", PC_UNIT_FRACTION);
    spiff->budget = pc_read_optional_level(reader, node, "budget", PC_UNIT_MONEY);
}

static void read_bonus(pc_reader *reader, const pc_json *node, pc_bonus *bonus)
{
    static const pc_key keys[] = { { "when", PC_MUST },
                                   { "points", PC_MAY },
                                   { "multiplier", PC_MAY } };
    if (!node || !pc_read_keys(reader, node, "a bonus", keys, PC_COUNT(keys))) return;
    bonus->given = true;
    pc_read_tier_test(reader, pc_json_get(node, "when"), &bonus->when);
    one_of(reader, node, "points", "multiplier");
    bonus->points = pc_read_optional_level(reader, node, "points", PC_UNIT_FRACTION);
    bonus->multiplier = pc_read_optional_level(reader, node, "multiplier", PC_UNIT_MULTIPLE);
}

static void read_payment(pc_reader *reader, const pc_json *node, pc_payment *payment)
{
    static const char *const calendars[] = { "monthly", "quarterly" };
    static const pc_key keys[] = { { "hold", PC_MAY },
                                   { "calendar", PC_MAY },
                                   { "minimum", PC_MAY },
                                   { "forfeit_after", PC_MAY } };
    if (!node || !pc_read_keys(reader, node, "a payment", keys, PC_COUNT(keys))) return;
    payment->hold_months = pc_read_duration(reader, pc_json_get(node, "hold"));
    payment->quarterly = pc_read_word(reader, pc_json_get(node, "calendar"), calendars,
                                      PC_COUNT(calendars), 0) == 1;
    payment->minimum = pc_read_optional_level(reader, node, "minimum", PC_UNIT_MONEY);
    payment->forfeit_months = pc_read_duration(reader, pc_json_get(node, "forfeit_after"));
}

void pc_read_commission_terms(pc_reader *reader, const pc_json *node, pc_component *component)
{
    static const pc_window capped[] = { PC_WINDOW_DEAL, PC_WINDOW_MONTH, PC_WINDOW_QUARTER,
                                        PC_WINDOW_YEAR, PC_WINDOW_LIFETIME };
    const pc_json *accelerator = pc_json_get(node, "accelerator");
    read_duration(reader, node, component);
    read_limits(reader, pc_json_get(node, "cap"), "a cap", capped, PC_COUNT(capped),
                component->cap);
    read_limits(reader, pc_json_get(node, "floor"), "a floor", capped, PC_COUNT(capped) - 1,
                component->floor);
    if (accelerator)
        component->accelerator = pc_read_bands(reader, accelerator, PC_UNIT_MONEY, false);
    read_bonus(reader, pc_json_get(node, "bonus"), &component->bonus);
    read_spiff(reader, pc_json_get(node, "spiff"), &component->spiff);
    read_payment(reader, pc_json_get(node, "payment"), &component->payment);
    component->payment.lag_months = pc_read_duration(reader, pc_json_get(node, "lag"));
}
