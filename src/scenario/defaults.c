/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Defaults are written into the tree, so that `--set` can reach them and results show them. */
#include "scenario/resolve.h"

#include "json/writer.h"

#include <string.h>

static const pc_json *child(const pc_json *object, const char *key)
{
    return object && object->kind == PC_JSON_OBJECT ? pc_json_get(object, key) : NULL;
}

/* Whether a default may go there: into an object, or where nothing is. */
static bool is_open(const pc_json *value)
{
    return !value || value->kind == PC_JSON_OBJECT;
}

static void word(pc_json_writer *w, const pc_json *object, const char *key, const char *value)
{
    if (child(object, key)) return;
    pc_json_write_key(w, key);
    pc_json_write_string(w, value);
}

static void number(pc_json_writer *w, const pc_json *object, const char *key, double value)
{
    if (child(object, key)) return;
    pc_json_write_key(w, key);
    pc_json_write_number(w, value);
}

static void words(pc_json_writer *w, const pc_json *object, const char *key,
                  const char *const *values, size_t n)
{
    if (child(object, key)) return;
    pc_json_write_key(w, key);
    pc_json_write_array(w, true);
    for (size_t i = 0; i < n; i++) pc_json_write_string(w, values[i]);
    pc_json_write_end(w);
}

static void run(pc_json_writer *w, const pc_json *root)
{
    static const char *const record[] = { "*@y*", "*@all" };
    const pc_json *run = child(root, "run");
    if (!is_open(run)) return;
    pc_json_write_key(w, "run");
    pc_json_write_object(w, true);
    number(w, run, "trials", 20480);
    number(w, run, "seed", 1);
    words(w, run, "record", record, 2);
    pc_json_write_end(w);
}

/* The classes that are not given have none of it, by parts or by deal. */
static void credit_of(pc_json_writer *w, const pc_json *credit)
{
    const pc_json *by_deal = child(credit, "by_deal");
    if (!is_open(credit) || (by_deal && !is_open(by_deal))) return;
    pc_json_write_key(w, "credit");
    pc_json_write_object(w, true);
    if (by_deal) {
        pc_json_write_key(w, "by_deal");
        pc_json_write_object(w, true);
    }
    number(w, by_deal ? by_deal : credit, "influenced", 0);
    number(w, by_deal ? by_deal : credit, "sourced", 0);
    if (by_deal) pc_json_write_end(w);
    pc_json_write_end(w);
}

static void channel(pc_json_writer *w, const pc_json *channel)
{
    pc_json_write_key(w, channel->key);
    pc_json_write_object(w, true);
    word(w, channel, "route", "direct");
    number(w, channel, "fee", 0);
    credit_of(w, child(channel, "credit"));
    pc_json_write_end(w);
}

/* The defaults of every entity of a map. */
static void each_of(pc_json_writer *w, const pc_json *root, const char *key,
                    void (*one)(pc_json_writer *, const pc_json *))
{
    const pc_json *map = child(root, key);
    if (!map || map->kind != PC_JSON_OBJECT) return;
    pc_json_write_key(w, key);
    pc_json_write_object(w, true);
    for (size_t i = 0; i < map->n_items; i++)
        if (map->items[i].kind == PC_JSON_OBJECT) one(w, &map->items[i]);
    pc_json_write_end(w);
}

static void product(pc_json_writer *w, const pc_json *product)
{
    static const char *const rates[] = { "churn", "contraction", "expansion", "uplift" };
    pc_json_write_key(w, product->key);
    pc_json_write_object(w, true);
    number(w, product, "term_months", 12);
    for (size_t i = 0; i < sizeof rates / sizeof *rates; i++) number(w, product, rates[i], 0);
    const pc_json *term = child(product, "term_months");
    const bool is_short = term && term->kind == PC_JSON_NUMBER && term->number < 12;
    word(w, product, "billing", is_short ? "monthly" : "annual");
    word(w, product, "collection", "0 days");
    pc_json_write_end(w);
}

/* ---- ladders ---- */

/* One direction of the review; what the review itself says holds for both. */
static void direction(pc_json_writer *w, const pc_json *review, const char *key, int months)
{
    const pc_json *one = child(review, key);
    const bool grace = months == 12 && !child(review, "grace");
    const bool cadence = !child(review, "every_months"), move = !child(review, "move");
    if (!is_open(one) || !(grace || cadence || move)) return;
    pc_json_write_key(w, key);
    pc_json_write_object(w, true);
    if (cadence) number(w, one, "every_months", months);
    if (move) word(w, one, "move", "to_qualified");
    if (grace) number(w, one, "grace", 1);
    pc_json_write_end(w);
}

static int months_of_period(const pc_json *transition)
{
    const pc_json *every = child(transition, "every");
    const char *word = every && every->kind == PC_JSON_STRING ? every->string : "year";
    return strcmp(word, "month") == 0 ? 1 : strcmp(word, "quarter") == 0 ? 3 : 12;
}

static void review(pc_json_writer *w, const pc_json *ladder)
{
    const pc_json *given = child(ladder, "review"), *chance = child(ladder, "transition");
    const pc_json *demote = child(given, "demote");
    if (!is_open(given)) return;
    pc_json_write_key(w, "review");
    pc_json_write_object(w, true);
    word(w, given, "effective", "next_month");
    if (chance) {
        number(w, given, "every_months", months_of_period(chance));
    } else {
        direction(w, given, "promote", 3);
        direction(w, given, "demote", 12);
        if (!child(demote, "hysteresis")) number(w, given, "hysteresis", 1);
        if (!child(demote, "protected_months")) number(w, given, "protected_months", 0);
    }
    pc_json_write_end(w);
}

static void tier(pc_json_writer *w, const pc_json *tier)
{
    pc_json_write_key(w, tier->key);
    pc_json_write_object(w, true);
    number(w, tier, "lead_multiplier", 1);
    pc_json_write_end(w);
}

static void ladder(pc_json_writer *w, const pc_json *ladder)
{
    pc_json_write_key(w, ladder->key);
    pc_json_write_object(w, true);
    review(w, ladder);
    each_of(w, ladder, "tiers", tier);
    pc_json_write_end(w);
}

/* Whether a plan says when commissions are paid. */
static bool has_lag(const pc_json *root)
{
    const pc_json *plans = child(root, "commission");
    for (size_t i = 0; plans && plans->kind == PC_JSON_OBJECT && i < plans->n_items; i++) {
        const pc_json *plan = &plans->items[i];
        for (size_t k = 0; plan->kind == PC_JSON_OBJECT && k < plan->n_items; k++)
            if (child(&plan->items[k], "lag") || child(&plan->items[k], "payment")) return true;
    }
    return false;
}

static bool says_payable(const pc_json *roster)
{
    return child(child(roster, "columns"), "payable");
}

/* Whether partners that are there are owed something. */
static bool owes_at_start(const pc_json *root)
{
    const pc_json *partners = child(child(root, "opening"), "partners");
    if (!partners || partners->kind != PC_JSON_OBJECT) return false;
    for (size_t i = 0; i < partners->n_items; i++)
        if (says_payable(&partners->items[i])) return true;
    return says_payable(partners);
}

static bool is_headline(const pc_json *roi, const char *name)
{
    const pc_json *headline = child(roi, "headline");
    return headline && headline->kind == PC_JSON_STRING && strcmp(headline->string, name) == 0;
}

/* Cash differs from what is accrued where a plan says when money moves; and subscriptions are
 * paid as they are billed. */
static bool tells_of_cash(const pc_json *root)
{
    const pc_json *roi = child(root, "roi");
    return child(root, "products") || child(roi, "collection") || is_headline(roi, "cash") ||
           child(child(roi, "definitions"), "cash") || has_lag(root) || owes_at_start(root);
}

static bool tells_of_npv(const pc_json *root)
{
    const pc_json *roi = child(root, "roi");
    return child(root, "products") || child(roi, "discount_rate") || is_headline(roi, "npv") ||
           child(child(roi, "definitions"), "npv");
}

static void definitions(pc_json_writer *w, const pc_json *roi, bool cash, bool npv)
{
    static const char *const credits[] = { "sourced", "influenced" };
    static const char *const costs[] = { "budget", "commission", "marketplace_fee" };
    const struct {
        const char *name;
        size_t n_costs;
        bool there;
    } kinds[] = { { "multiple", 2, true },    { "net", 2, true },  { "margin", 3, true },
                  { "incremental", 3, true }, { "cash", 3, cash }, { "npv", 3, npv } };
    const pc_json *given = child(roi, "definitions");
    if (!is_open(given)) return;
    pc_json_write_key(w, "definitions");
    pc_json_write_object(w, true);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const pc_json *one = child(given, kinds[i].name);
        if (!kinds[i].there || !is_open(one)) continue;
        pc_json_write_key(w, kinds[i].name);
        pc_json_write_object(w, true);
        words(w, one, "attributed", credits, 2);
        words(w, one, "costs", costs, kinds[i].n_costs);
        pc_json_write_end(w);
    }
    pc_json_write_end(w);
}

static void roi(pc_json_writer *w, const pc_json *root)
{
    const pc_json *roi = child(root, "roi");
    if (!is_open(roi)) return;
    pc_json_write_key(w, "roi");
    pc_json_write_object(w, true);
    word(w, roi, "headline", child(roi, "gross_margin") ? "margin" : "multiple");
    word(w, roi, "overlap", "exclusive");
    number(w, roi, "baseline", 0);
    if (tells_of_cash(root)) word(w, roi, "collection", "0 days");
    definitions(w, roi, tells_of_cash(root), tells_of_npv(root));
    pc_json_write_end(w);
}

const pc_json *pc_resolve_defaults(pc_arena *arena, const pc_json *root)
{
    pc_json_writer w = { 0 };
    pc_json_write_object(&w, true);
    number(&w, root, "months", 36);
    number(&w, root, "fiscal_year_start", 1);
    run(&w, root);
    each_of(&w, root, "channels", channel);
    each_of(&w, root, "products", product);
    each_of(&w, root, "ladders", ladder);
    roi(&w, root);
    pc_json_write_end(&w);
    const pc_json *patch = w.text.failed ? NULL
                                         : pc_json_read(arena, "defaults", w.text.data,
                                                        w.text.n, PC_JSON_RFC, NULL, NULL);
    pc_text_clear(&w.text);
    if (!patch) arena->failed = true;
    return patch ? pc_json_merge_patch(arena, root, patch) : NULL;
}
