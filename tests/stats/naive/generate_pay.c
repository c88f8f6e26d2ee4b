/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What partners one by one are paid: plans of one to three components, of every rule. */
#include "generate.h"

#include <string.h>

const char *const gen_tier_ids[5] = { "member", "silver", "gold", "platinum", "elite" };

/* What a plan of this kind may say. */
typedef struct plan_kind {
    const char *credit; /* of all components; NULL: each its own */
    int by_month;       /* the entries of all components; -1: each its own */
    bool exclusive, capped;
    bool whole; /* nothing that looks at a single deal: somebody's revenue is stated */
} plan_kind;

/* What has been said of the component until now. */
typedef struct part {
    const char *event;
    bool by_month, renews;
    const char *schedule, *window;
} part;

static bool is_event(const part *c, const char *name)
{
    return strcmp(c->event, name) == 0;
}

/* ---- schedules ---- */

/* Three components of a plan and their points together stay below 1. */
static void rate(maker *m)
{
    switch (gen_below(m, 5)) {
    case 0:
        gen_put(m, "\"=a_rate / 4\"");
        break;
    case 1:
        gen_put(m, "{\"by_month\":[0.05,\"7.25%%\",0.%02d]}", gen_between(m, 1, 15));
        break;
    default:
        gen_fraction(m, 1, 15);
    }
}

static void money(maker *m, int low, int high)
{
    switch (gen_below(m, 6)) {
    case 0:
        gen_put(m, "{\"by_month\":[%d,%d.5]}", gen_between(m, low, high),
                gen_between(m, low, high));
        break;
    case 1:
        gen_put(m, "%d.%02d", gen_between(m, low, high), gen_below(m, 100));
        break;
    default:
        gen_put(m, "%d", gen_between(m, low, high));
    }
}

static void by_tier(maker *m, bool amounts)
{
    gen_put(m, "\"by_tier\":{");
    for (int t = 0; t < 5; t++) {
        gen_put(m, "%s\"%s\":", t ? "," : "", gen_tier_ids[t]);
        if (amounts)
            money(m, 10, 900);
        else
            rate(m);
    }
    gen_put(m, "}");
}

/* Thresholds that are met by one deal, or by a year's; in whatever order they are written. */
static void bands(maker *m, bool multiples, bool from_zero)
{
    const int n = gen_between(m, 1, 3), step = gen_between(m, 1, 60);
    const bool backwards = gen_chance(m, 50);
    gen_put(m, "{");
    for (int i = 0; i < n; i++) {
        const int k = (backwards ? n - 1 - i : i) + (from_zero ? 0 : 1);
        if (i) gen_put(m, ",");
        if (k == 0)
            gen_put(m, "\"0\":");
        else if (multiples)
            gen_put(m, "\"%d%%\":", k * step * 3);
        else if (gen_chance(m, 30))
            gen_put(m, "\"$%dK\":", k * step);
        else if (n == 1 + from_zero && gen_chance(m, 30))
            gen_put(m, "\"=a_money / 31 + %d\":", k);
        else
            gen_put(m, "\"%d\":", k * step * 1000);
        rate(m);
    }
    gen_put(m, "}");
}

static const char *a_schedule(maker *m, const plan_kind *kind, const part *c)
{
    static const char *const names[] = { "flat",        "slab",       "marginal",
                                         "retroactive", "attainment", "interpolated",
                                         "by_tier",     "fixed" };
    for (;;) {
        const char *name = names[gen_below(m, 8)];
        if (strcmp(name, "slab") == 0 && (kind->whole || c->by_month || c->renews)) continue;
        if (strcmp(name, "fixed") == 0 && (kind->whole || c->renews)) continue;
        if (strcmp(name, "by_tier") == 0 && !m->all_climb) continue;
        return name;
    }
}

static void schedule(maker *m, const part *c)
{
    gen_put(m, ",\"schedule\":{");
    if (strcmp(c->schedule, "by_tier") == 0) {
        by_tier(m, false);
    } else {
        gen_put(m, "\"%s\":", c->schedule);
        if (strcmp(c->schedule, "flat") == 0) {
            rate(m);
        } else if (strcmp(c->schedule, "fixed") == 0) {
            const bool tiers = m->all_climb && gen_chance(m, 50);
            if (tiers) {
                gen_put(m, "{");
                by_tier(m, true);
                gen_put(m, "}");
            } else {
                money(m, 10, 900);
            }
        } else if (strcmp(c->schedule, "attainment") == 0) {
            gen_put(m, "{\"target\":");
            money(m, 20000, 900000);
            gen_put(m, ",\"bands\":");
            bands(m, true, true);
            if (strcmp(c->window, "trailing_12") == 0 || gen_chance(m, 40))
                gen_put(m, ",\"pays\":\"marginal\"");
            gen_put(m, "}");
        } else {
            bands(m, false, true);
        }
    }
    gen_put(m, "}");
}

static bool adds_up(const part *c)
{
    return strchr("mrai", c->schedule[0]) != NULL;
}

static const char *a_window(maker *m, const part *c)
{
    static const char *const names[] = { "month", "quarter", "year", "lifetime",
                                         "trailing_12" };
    const bool may_forget =
        strcmp(c->schedule, "marginal") == 0 || strcmp(c->schedule, "attainment") == 0;
    return names[gen_below(m, may_forget || !adds_up(c) ? 5 : 4)];
}

/* ---- around it ---- */

/* Of windows w..; below a cap there is no floor of the same. */
static void limits(maker *m, const part *c, const plan_kind *kind)
{
    static const char *const names[] = { "deal", "month", "quarter", "year", "lifetime" };
    const bool deals = !c->by_month && !c->renews && !kind->whole;
    if (gen_chance(m, 35)) {
        int n = 0;
        gen_put(m, ",\"cap\":{");
        for (int w = deals ? 0 : 1; w < 5; w++) {
            if (!gen_chance(m, 40) && !(w == 4 && n == 0)) continue;
            gen_put(m, "%s\"%s\":", n++ ? "," : "", names[w]);
            money(m, 800 * (w + 1), 4000 * (w + 1));
        }
        gen_put(m, "}");
    }
    if (gen_chance(m, 25)) {
        int n = 0;
        gen_put(m, ",\"floor\":{");
        for (int w = deals ? 0 : 1; w < 4; w++) {
            if (!gen_chance(m, 40) && !(w == 3 && n == 0)) continue;
            gen_put(m, "%s\"%s\":", n++ ? "," : "", names[w]);
            money(m, 20, 200 * (w + 1));
        }
        gen_put(m, "}");
    }
}

static void bonus(maker *m, const part *c)
{
    static const char *const tests[] = {
        "{\"all\":{\"bookings\":{\"trailing_months\":3,\"min\":20000}}}",
        "{\"any\":{\"deals\":{\"window\":\"lifetime\",\"min\":2},\"months\":{\"min\":9}}}",
        ("{\"all\":{\"months\":{\"min\":4},\"csat\":{\"level\":{\"by_month\":[3,4,5,2]},"
         "\"min\":4}}}")
    };
    if (is_event(c, "renewal") || !gen_chance(m, 25)) return;
    const bool points = is_event(c, "new") && gen_chance(m, 50);
    gen_put(m, ",\"bonus\":{\"when\":%s,\"%s\":", tests[gen_below(m, 3)],
            points ? "points" : "multiplier");
    if (points)
        gen_fraction(m, 1, 4);
    else
        gen_put(m, "1.%d", gen_between(m, 1, 60));
    gen_put(m, "}");
}

static void spiff(maker *m, const part *c, const plan_kind *kind)
{
    if (!is_event(c, "new") || !gen_chance(m, 25)) return;
    const int from = gen_between(m, 1, m->months);
    gen_put(m, ",\"spiff\":{\"from_month\":%d,\"to_month\":%d,", from, from + gen_below(m, 9));
    if (kind->whole || gen_chance(m, 50)) {
        gen_put(m, "\"points\":");
        gen_fraction(m, 1, 4);
    } else {
        gen_put(m, "\"amount\":");
        money(m, 50, 900);
    }
    if (gen_chance(m, 50)) {
        gen_put(m, ",\"budget\":");
        gen_put(m, "%d", gen_between(m, 500, 20000));
    }
    gen_put(m, "}");
}

static void payment(maker *m)
{
    if (gen_chance(m, 20)) gen_put(m, ",\"lag\":\"%d weeks\"", gen_between(m, 0, 14));
    if (!gen_chance(m, 50)) return;
    gen_put(m, ",\"payment\":{\"hold\":\"%d days\"", gen_below(m, 3) * 30);
    if (gen_chance(m, 50)) gen_put(m, ",\"calendar\":\"quarterly\"");
    if (gen_chance(m, 60)) {
        gen_put(m, ",\"minimum\":");
        money(m, 20, 4000);
    }
    if (gen_chance(m, 50)) gen_put(m, ",\"forfeit_after\":%d", gen_between(m, 1, 9));
    gen_put(m, "}");
}

static void later_years(maker *m, const part *c)
{
    if (!c->renews || !is_event(c, "new")) return;
    gen_put(m, ",\"duration\":%s", gen_chance(m, 50) ? "\"life\"" : "\"24 months\"");
    if (!adds_up(c) && gen_chance(m, 40)) {
        gen_put(m, ",\"renewal\":{");
        if (m->all_climb && gen_chance(m, 50)) {
            by_tier(m, false);
        } else {
            gen_put(m, "\"flat\":");
            rate(m);
        }
        gen_put(m, "}");
    }
    if (gen_chance(m, 50))
        gen_put(m, ",\"rate_lock\":\"%s\"", gen_chance(m, 50) ? "close" : "current");
}

/* ---- a component ---- */

static const char *an_event(maker *m, const plan_kind *kind)
{
    if (kind->exclusive || kind->capped || !gen_chance(m, 35)) return "new";
    if (m->renews && gen_chance(m, 30)) return "renewal";
    if (m->all_climb && gen_chance(m, 40)) return "migration";
    return gen_chance(m, 50) ? "certification" : "lead";
}

static void component(maker *m, const char *id, const plan_kind *kind, bool renews)
{
    static const char *const credits[] = { "sourced", "influenced", "any" };
    part c = { .event = an_event(m, kind), .window = "" };
    c.renews = is_event(&c, "renewal") ||
               (renews && is_event(&c, "new") && !kind->exclusive && !kind->capped);
    c.by_month = kind->by_month >= 0 ? kind->by_month : gen_chance(m, 40);
    const bool counted = !is_event(&c, "new") && !is_event(&c, "renewal");
    c.schedule = counted ? "fixed" : a_schedule(m, kind, &c);
    gen_put(m, "\"%s\":{\"event\":\"%s\"", id, c.event);
    if (!counted)
        gen_put(m, ",\"credit\":\"%s\"",
                kind->credit ? kind->credit : credits[gen_below(m, 3)]);
    if (c.by_month) gen_put(m, ",\"entry\":\"partner_month\"");
    if (gen_chance(m, 20)) gen_put(m, ",\"boundary\":\"lower\"");
    if (adds_up(&c) || (!counted && strcmp(c.schedule, "slab") != 0 && gen_chance(m, 40))) {
        c.window = a_window(m, &c);
        gen_put(m, ",\"window\":\"%s\"", c.window);
        if (is_event(&c, "new") && gen_chance(m, 30)) {
            gen_put(m, ",\"accelerator\":");
            bands(m, false, false);
        }
    }
    schedule(m, &c);
    later_years(m, &c);
    limits(m, &c, kind);
    bonus(m, &c);
    spiff(m, &c, kind);
    payment(m);
    gen_put(m, "}");
}

static void plan(maker *m, const char *id, bool whole)
{
    static const char *const ids[] = { "fee", "extra", "b-side" };
    static const char *const credits[] = { "sourced", "influenced", "any" };
    plan_kind kind = { .by_month = -1, .whole = whole };
    const bool lasts = m->renews == GEN_BY_LIFETIME; /* then every plan pays anniversaries */
    const int n = gen_between(m, 1, lasts ? 2 : 3);
    if (!lasts && gen_chance(m, 35)) {
        kind.exclusive = gen_chance(m, 50);
        kind.capped = !kind.exclusive;
        kind.by_month = gen_chance(m, 50);
        if (kind.exclusive) kind.credit = credits[gen_below(m, 3)];
    }
    gen_put(m, "\"%s\":{", id);
    if (kind.exclusive) gen_put(m, "\"stacking\":\"exclusive\",");
    if (kind.capped)
        gen_put(m, "\"stacking\":{\"additive_capped\":\"%d%%\"},", gen_between(m, 5, 30));
    for (int i = 0; i < n; i++) {
        if (i) gen_put(m, ",");
        component(m, ids[i], &kind, m->renews && gen_chance(m, 60));
    }
    if (lasts) {
        gen_put(m, ",\"later\":{\"event\":\"renewal\",\"credit\":\"any\",\"schedule\":{"
                   "\"flat\":");
        rate(m);
        gen_put(m, "}}");
    }
    gen_put(m, "}");
}

void gen_below_commission(maker *m)
{
    gen_put(m, "\"commission\":{");
    plan(m, "plan_a", false);
    gen_put(m, ",");
    plan(m, "plan_b", false);
    gen_put(m, ",");
    plan(m, "plan_c", true);
    gen_put(m, ",\"plan_d\":{\"fee\":{\"event\":\"new\",\"credit\":\"any\",\"base\":\"net_"
               "price\",\"schedule\":{\"flat\":");
    gen_level(m, 30);
    gen_put(m, "}}}},");
}
