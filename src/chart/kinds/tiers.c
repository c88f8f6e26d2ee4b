/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/kinds/tiers.h"

#include "chart/text/names.h"
#include "chart/text/phrases.h"
#include "json/json.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_YEARS = 100 };

static bool starts(const char *id, const char *with)
{
    return strncmp(id, with, strlen(with)) == 0;
}

bool pc_tiers_concern(const pc_results *results)
{
    for (size_t i = 0; i < results->n_metrics; i++)
        if (starts(results->metrics[i].id, "tier.")) return true;
    return false;
}

/* ---- Metrics ---- */

static const pc_metric *find(const pc_tiers *t, const char *id, const char *period)
{
    return id ? pc_results_find(t->results, id, period) : NULL;
}

const char *pc_tiers_count_id(const pc_tiers *t, size_t tier)
{
    return pc_arena_printf(t->arena, "tier.%s.%s", t->ladder, t->ids[tier]);
}

const char *pc_tiers_flow_id(const pc_tiers *t, size_t from, size_t to)
{
    return pc_arena_printf(t->arena, "migration.%s.%s.%s", t->ladder, t->ids[from], t->ids[to]);
}

const char *pc_tiers_entry_id(const pc_tiers *t, size_t to)
{
    return pc_arena_printf(t->arena, "migration.%s.entry.%s", t->ladder, t->ids[to]);
}

const char *pc_tiers_exit_id(const pc_tiers *t, size_t from)
{
    return pc_arena_printf(t->arena, "migration.%s.%s.exit", t->ladder, t->ids[from]);
}

const pc_metric *pc_tiers_count(const pc_tiers *t, size_t tier, const char *period)
{
    return find(t, pc_tiers_count_id(t, tier), period);
}

const pc_metric *pc_tiers_flow(const pc_tiers *t, size_t from, size_t to, const char *period)
{
    return find(t, pc_tiers_flow_id(t, from, to), period);
}

const pc_metric *pc_tiers_entry(const pc_tiers *t, size_t to, const char *period)
{
    return find(t, pc_tiers_entry_id(t, to), period);
}

const pc_metric *pc_tiers_exit(const pc_tiers *t, size_t from, const char *period)
{
    return find(t, pc_tiers_exit_id(t, from), period);
}

double pc_tiers_mean(const pc_metric *metric)
{
    const double mean = metric ? metric->stats[PC_MEAN].value : 0;
    return isfinite(mean) ? mean : 0;
}

bool pc_tiers_has_flows(const pc_tiers *t, const char *period)
{
    for (size_t i = 0; i < t->n; i++) {
        if (pc_tiers_entry(t, i, period)) return true;
        for (size_t k = 0; k < t->n; k++)
            if (pc_tiers_flow(t, i, k, period)) return true;
    }
    return false;
}

/* ---- Which ladder, and its order ---- */

/* "level" of "tier.level" and of "migration.level.gold.silver"; NULL: of neither. */
static const char *ladder_of(pc_arena *arena, const char *metric)
{
    const char *rest = starts(metric, "tier.")        ? metric + 5
                       : starts(metric, "migration.") ? metric + 10
                                                      : NULL;
    return rest ? pc_arena_strndup(arena, rest, strcspn(rest, ".")) : NULL;
}

static const pc_json *ladders_of(pc_arena *arena, const pc_results *results)
{
    const char *text = results->resolved;
    const pc_json *root = text && *text ? pc_json_read(arena, "results", text, strlen(text),
                                                       PC_JSON_RFC, NULL, NULL)
                                        : NULL;
    const pc_json *ladders = root ? pc_json_get(root, "ladders") : NULL;
    return ladders && ladders->kind == PC_JSON_OBJECT ? ladders : NULL;
}

static const pc_json *order_of(const pc_json *ladders, const char *id)
{
    const pc_json *ladder = ladders ? pc_json_get(ladders, id) : NULL;
    const pc_json *order = ladder ? pc_json_get(ladder, "order") : NULL;
    return order && order->kind == PC_JSON_ARRAY && order->n_items > 0 ? order : NULL;
}

/* In the file the lowest comes first. */
static void set_tiers(pc_tiers *t, const pc_json *order)
{
    t->n = order->n_items;
    for (size_t i = 0; i < t->n && i < PC_TIERS_MOST; i++) {
        const pc_json *item = &order->items[t->n - 1 - i];
        const char *id = item->kind == PC_JSON_STRING ? item->string : "";
        t->ids[i] = pc_arena_strdup(t->arena, id);
        t->names[i] = pc_phrase_channel(t->arena, id);
    }
}

static size_t count_years(const pc_tiers *t)
{
    const char *id = pc_tiers_count_id(t, 0);
    return id ? pc_name_count_years(t->results, id, MOST_YEARS) : 0;
}

static double partners_at_end(const pc_tiers *t)
{
    char period[24];
    double sum = 0;
    if (t->n_years == 0) return -1;
    pc_name_period(period, t->n_years - 1);
    for (size_t i = 0; i < t->n; i++) sum += pc_tiers_mean(pc_tiers_count(t, i, period));
    return sum;
}

static bool is_same_month(const pc_json *ladders, const char *id)
{
    const pc_json *ladder = pc_json_get(ladders, id);
    const pc_json *review = ladder ? pc_json_get(ladder, "review") : NULL;
    const pc_json *when =
        review && review->kind == PC_JSON_OBJECT ? pc_json_get(review, "effective") : NULL;
    return when && when->kind == PC_JSON_STRING && strcmp(when->string, "same_month") == 0;
}

/* Of a ladder that has an order and as many tiers as can be shown; n_years 0 without counts. */
static void read_ladder(pc_tiers *t, const pc_json *order, const char *id)
{
    t->ladder = id;
    set_tiers(t, order);
    t->n_years = t->n <= PC_TIERS_MOST && !t->arena->failed ? count_years(t) : 0;
}

/* The i-th ladder of the file; false where it has no order. */
static bool read_nth(pc_tiers *t, pc_arena *arena, const pc_results *results,
                     const pc_json *ladders, size_t i)
{
    const char *id = pc_arena_strdup(arena, ladders->items[i].key);
    const pc_json *order = id ? order_of(ladders, id) : NULL;
    *t = (pc_tiers) { .results = results, .arena = arena };
    if (!order) return false;
    read_ladder(t, order, id);
    t->same_month = is_same_month(ladders, id);
    return true;
}

static void choose(pc_tiers *best, const pc_draft *draft, const pc_json *ladders,
                   const char *wanted)
{
    pc_tiers t;
    for (size_t i = 0; ladders && i < ladders->n_items; i++) {
        if (!read_nth(&t, draft->arena, draft->results, ladders, i)) continue;
        if (wanted && strcmp(wanted, t.ladder) != 0) continue;
        if (!best->ladder || partners_at_end(&t) > partners_at_end(best)) *best = t;
    }
}

typedef struct counted {
    const char *id;
    double partners;
} counted;

static int by_partners(const void *a, const void *b)
{
    const counted *x = a, *y = b;
    if (x->partners != y->partners) return x->partners < y->partners ? 1 : -1;
    return strcmp(x->id, y->id);
}

size_t pc_tiers_ladders(const char **ids, size_t most, pc_arena *arena,
                        const pc_results *results)
{
    const pc_json *ladders = ladders_of(arena, results);
    counted *found = ladders ? PC_NEW_ARRAY(arena, counted, ladders->n_items) : NULL;
    size_t n = 0;
    pc_tiers t;
    for (size_t i = 0; found && i < ladders->n_items; i++)
        if (read_nth(&t, arena, results, ladders, i) && t.n_years > 0)
            found[n++] = (counted) { t.ladder, partners_at_end(&t) };
    if (n > 0) qsort(found, n, sizeof *found, by_partners);
    for (size_t i = 0; ids && i < n && i < most; i++) ids[i] = found[i].id;
    return arena->failed ? 0 : n;
}

bool pc_tiers_find(pc_tiers *out, pc_arena *arena, const pc_results *results, const char *id)
{
    const pc_json *ladders = ladders_of(arena, results);
    const size_t n_ladders = pc_tiers_ladders(NULL, 0, arena, results);
    for (size_t i = 0; ladders && i < ladders->n_items; i++) {
        if (!read_nth(out, arena, results, ladders, i) || strcmp(out->ladder, id) != 0)
            continue;
        out->n_ladders = n_ladders;
        return out->n_years > 0;
    }
    return false;
}

static pc_status refuse(const pc_draft *draft, pc_diags *diags, const char *help,
                        const char *what, const char *nothing)
{
    return pc_draft_refuse(diags, "/metric", draft->spec->metric, help, what, nothing);
}

static pc_status check(const pc_tiers *t, pc_draft *draft, pc_diags *diags)
{
    pc_arena *arena = draft->arena;
    const char *record =
        "record \"tier.*@y*\" and \"migration.*@y*\", which is what a run does by default";
    if (!t->ladder)
        return refuse(draft, diags, "metric: \"tier.LADDER\", of a ladder of the scenario",
                      "names no ladder of this scenario",
                      "the scenario has no ladder, so nobody has a tier");
    if (t->n > PC_TIERS_MOST) {
        const char *many = pc_arena_printf(arena, "has %zu tiers, and a picture holds %d", t->n,
                                           PC_TIERS_MOST);
        const char *subject = pc_arena_printf(arena, "the ladder %s %s", t->ladder, many);
        return refuse(draft, diags, NULL, many ? many : "", subject ? subject : "");
    }
    if (draft->results->at && strcmp(draft->results->at, "simulated") != 0)
        return refuse(draft, diags, "run without --at",
                      "has a single value, since nothing was simulated",
                      "nothing was simulated, so there are no ranges of partners by tier");
    if (t->n_years == 0)
        return refuse(draft, diags, record, "is not in the results by year",
                      "the results do not count partners by tier and year");
    return PC_OK;
}

pc_status pc_tiers_read(pc_tiers *out, pc_draft *draft, pc_diags *diags)
{
    const char *metric = draft->spec->metric;
    const char *wanted = metric ? ladder_of(draft->arena, metric) : NULL;
    pc_tiers best = { .results = draft->results, .arena = draft->arena };
    if (!metric || wanted)
        choose(&best, draft, ladders_of(draft->arena, draft->results), wanted);
    best.n_ladders = pc_tiers_ladders(NULL, 0, draft->arena, draft->results);
    if (draft->arena->failed) return PC_ENOMEM;
    *out = best;
    return check(out, draft, diags);
}

/* ---- Words ---- */

/* A ladder may be called what its partners are already: "channel_partners". */
const char *pc_tiers_whose(const pc_tiers *t)
{
    static const char end[] = "artners";
    if (t->n_ladders < 2) return "Partners";
    const char *name = pc_phrase_channel(t->arena, t->ladder);
    const size_t n = name ? strlen(name) : 0;
    if (n >= sizeof end - 1 && strcmp(name + n - (sizeof end - 1), end) == 0) return name;
    const char *whose = name ? pc_arena_printf(t->arena, "%s partners", name) : NULL;
    return whose ? whose : "";
}

/* ---- Colours ---- */

static uint32_t between(uint32_t a, uint32_t b, double part)
{
    uint32_t out = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
        const double x = (double)(a >> shift & 0xFF), y = (double)(b >> shift & 0xFF);
        out |= (uint32_t)floor(x + part * (y - x) + 0.5) << shift;
    }
    return out;
}

/* The lowest has the last colour; those above run through the first three, on all of which the
 * same words can be read. */
uint32_t pc_tiers_colour(const pc_theme *theme, size_t tier, size_t n)
{
    if (tier + 1 == n) return theme->tier[PC_N_TIER_COLOURS - 1];
    if (n == 2) return theme->tier[1];
    const double at = 2.0 * (double)tier / (double)(n - 2);
    const size_t k = at < 1 ? 0 : 1;
    return between(theme->tier[k], theme->tier[k + 1], at - (double)k);
}
