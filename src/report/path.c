/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/path.h"

#include "report/figure.h"

#include <string.h>

enum { MOST_RULES = 32 };

/* What reviews asked for the next tier and did not find. */
typedef struct obstacle {
    const char *rule;
    bool is_open; /* failed in the review under way */
    size_t n;     /* reviews that it kept the partner from rising in */
} obstacle;

typedef struct obstacles {
    obstacle list[MOST_RULES];
    size_t n, n_reviews;
    const char *next; /* the tier above, of the review under way; NULL: none yet */
} obstacles;

static bool is_of(const pc_happening *h, size_t partner, pc_happening_kind kind)
{
    return h->partner == partner && h->kind == kind;
}

static void add_step(pc_text *out, const pc_explanation *e, const char *tier, int month)
{
    char text[PC_MONTH_SIZE];
    pc_text_addf(out, "%s%s from" PC_SHEET_GLUE "%s", out->n ? ", " : "", tier,
                 pc_explanation_month(text, e, month));
}

/* Who was there before the plan has its first review for a beginning. */
static void add_steps(pc_text *out, const pc_explanation *e, size_t partner)
{
    for (size_t i = 0; i < e->n_happenings; i++) {
        const pc_happening *h = &e->happenings[i];
        if (is_of(h, partner, PC_JOINED) && *h->tier) add_step(out, e, h->tier, h->month);
        if (is_of(h, partner, PC_REVIEWED) && !out->n && *h->tier)
            pc_text_addf(out, "%s at first", h->tier);
        if (is_of(h, partner, PC_REVIEWED) && strcmp(h->tier, h->to) != 0)
            add_step(out, e, h->to, h->month);
    }
}

static void fail(obstacles *o, const char *rule)
{
    size_t i = 0;
    while (i < o->n && strcmp(o->list[i].rule, rule) != 0) i++;
    if (i == MOST_RULES) return;
    if (i == o->n) o->list[o->n++] = (obstacle) { rule, false, 0 };
    o->list[i].is_open = true;
}

/* A test of the lowest tier that is asked for above the partner's own: what tiers further up
 * ask for holds nobody back yet. */
static void look_at_test(obstacles *o, const pc_happening *h)
{
    if (strcmp(h->to, h->tier) == 0) return;
    if (!o->next) o->next = h->to;
    if (strcmp(h->to, o->next) != 0) return;
    if (h->kind == PC_FULL)
        fail(o, "the places there are");
    else if (!h->passed)
        fail(o, h->rule);
}

/* Who rises was not held back, whichever other way to the tier was closed. */
static void end_review(obstacles *o, const pc_happening *h)
{
    const bool rises = strncmp(h->rule, "rises", 5) == 0;
    for (size_t i = 0; i < o->n; i++) {
        o->list[i].n += o->list[i].is_open && !rises;
        o->list[i].is_open = false;
    }
    o->n_reviews++;
    o->next = NULL;
}

/* Of several that fail as often, the first that was asked. */
static void add_obstacle(pc_text *out, const pc_explanation *e, size_t partner)
{
    obstacles o = { .n = 0 };
    obstacle most = { "", false, 0 };
    for (size_t i = 0; i < e->n_happenings; i++) {
        const pc_happening *h = &e->happenings[i];
        if (is_of(h, partner, PC_TEST) || is_of(h, partner, PC_FULL)) look_at_test(&o, h);
        if (is_of(h, partner, PC_REVIEWED)) end_review(&o, h);
    }
    for (size_t i = 0; i < o.n; i++)
        if (o.list[i].n > most.n) most = o.list[i];
    if (most.n == 0) return;
    pc_text_addf(out, "%sheld back by %s in %zu of %zu review%s", out->n ? "; " : "", most.rule,
                 most.n, o.n_reviews, o.n_reviews == 1 ? "" : "s");
}

void pc_path_add(pc_sheet *page, const pc_explanation *e, size_t partner)
{
    pc_text out = { 0 };
    if (e->month >= 0) return;
    add_steps(&out, e, partner);
    add_obstacle(&out, e, partner);
    page->out.failed |= out.failed;
    if (out.data) pc_sheet_paragraph(page, "", PC_SHEET_PLAIN, out.data);
    pc_text_clear(&out);
}
