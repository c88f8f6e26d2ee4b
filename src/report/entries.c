/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/entries.h"

#include "report/figure.h"
#include "report/path.h"
#include "results/csv.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MONTH_WIDTH = 9, AMOUNT_WIDTH = 16, INDENT = 2, MOST_DEALS = 8 };

/* ---- numbers, exactly ---- */

/* 61,234.11 */
static void add_money(pc_text *out, const pc_sheet *page, const pc_explanation *e, double value)
{
    double unit = 1;
    for (int i = 0; i < e->minor_digits; i++) unit *= 10;
    const unsigned long long whole = (unsigned long long)(fabs(value) * unit + 0.5);
    const unsigned long long per = (unsigned long long)unit;
    if (value < 0) pc_text_add(out, pc_sheet_sign(page, PC_SIGN_MINUS));
    pc_figure_add_count(out, whole / per);
    if (e->minor_digits > 0) pc_text_addf(out, ".%0*llu", e->minor_digits, whole % per);
}

static void add_number(pc_text *out, const pc_sheet *page, double value)
{
    if (value < 0) pc_text_add(out, pc_sheet_sign(page, PC_SIGN_MINUS));
    pc_csv_add_number(out, fabs(value));
}

static void add_value(pc_text *out, const pc_sheet *page, const pc_explanation *e,
                      const char *unit, double value)
{
    if (strcmp(unit, "currency") == 0)
        add_money(out, page, e, value);
    else
        add_number(out, page, floor(value * 1e4 + 0.5) / 1e4);
}

/* "7.5%" */
static void add_rate(pc_text *out, const pc_sheet *page, double rate)
{
    add_number(out, page, floor(rate * 1e6 + 0.5) / 1e4);
    pc_text_add(out, "%");
}

/* ---- lines ---- */

/* One line: the month where it is new, words, and at the right an amount or a verdict. */
static void add_line(pc_sheet *page, const char *month, pc_text *words, pc_text *right)
{
    const size_t width = page->columns - INDENT - MONTH_WIDTH - AMOUNT_WIDTH;
    const bool is_long = words->data && pc_sheet_columns(words->data, words->n) > width;
    pc_text shown = { 0 };
    pc_text_repeat(&page->out, ' ', INDENT);
    pc_sheet_add_padded(page, PC_SHEET_BOLD, month, MONTH_WIDTH, false);
    pc_sheet_add_short(&shown, page, words->data ? words->data : "",
                       is_long && !right->data ? width + AMOUNT_WIDTH : width);
    if (right->data) {
        pc_sheet_add_padded(page, PC_SHEET_PLAIN, shown.data ? shown.data : "", width, false);
        pc_sheet_add_padded(page, PC_SHEET_PLAIN, right->data, AMOUNT_WIDTH, true);
    } else {
        pc_sheet_add(page, PC_SHEET_PLAIN, shown.data ? shown.data : "");
    }
    pc_text_add(&page->out, "\n");
    page->out.failed |= words->failed || right->failed || shown.failed;
    pc_text_clear(&shown);
    pc_text_clear(words);
    pc_text_clear(right);
}

static void add_plural(pc_text *out, const pc_sheet *page, double n, const char *one,
                       const char *many)
{
    add_number(out, page, n);
    pc_text_addf(out, " %s", n == 1 ? one : many);
}

/* Thresholds are round numbers: 100,000 rather than 100,000.00. */
static void add_limit(pc_text *out, const pc_sheet *page, const pc_explanation *e,
                      const char *unit, double value)
{
    if (strcmp(unit, "currency") == 0 && value == floor(value) && value >= 0)
        pc_figure_add_count(out, (uint64_t)value);
    else
        add_value(out, page, e, unit, value);
}

static void say_test(pc_text *words, pc_text *right, const pc_sheet *page,
                     const pc_explanation *e, const pc_happening *h)
{
    pc_text_addf(words, "  %s: %s ", h->to, h->rule);
    add_value(words, page, e, h->unit, h->value);
    pc_text_add(words, " of ");
    add_limit(words, page, e, h->unit, h->limit);
    if (h->kind == PC_TEST && !isnan(h->amount)) {
        add_number(right, page, floor(h->amount * 1e4 + 0.5) / 1e4);
        pc_text_add(right, " points");
        return;
    }
    pc_text_addf(right, "%s ", pc_sheet_sign(page, h->passed ? PC_SIGN_YES : PC_SIGN_NO));
    if (h->value >= h->limit) pc_text_add(right, "+");
    add_value(right, page, e, h->unit, h->value - h->limit);
}

static void say_review(pc_text *words, const pc_happening *h)
{
    const bool moves = strcmp(h->tier, h->to) != 0;
    if (moves)
        pc_text_addf(words, "review: %s from %s to %s", h->rule, h->tier, h->to);
    else
        pc_text_addf(words, "review: %.5s %s%s", h->rule, h->tier, h->rule + 5);
}

static void say_commission(pc_text *words, const pc_sheet *page, const pc_explanation *e,
                           const pc_happening *h)
{
    pc_text_addf(words, "commission %s", h->rule);
    if (*h->channel) pc_text_addf(words, " of %s", h->channel);
    if (isnan(h->base)) return;
    pc_text_add(words, ": ");
    if (!isnan(h->rate)) {
        add_rate(words, page, h->rate);
        pc_text_add(words, " of ");
    } else {
        pc_text_add(words, "on ");
    }
    add_money(words, page, e, h->base);
    if (isnan(h->value)) return;
    pc_text_add(words, ", from ");
    add_money(words, page, e, h->value);
    pc_text_add(words, " to ");
    add_money(words, page, e, h->limit);
}

static void say_win(pc_text *words, const pc_sheet *page, const pc_happening *h)
{
    pc_text_add(words, "lead ");
    add_number(words, page, h->value);
    pc_text_add(words, " is won, closes ");
    if (isnan(h->limit)) {
        pc_text_add(words, "after the plan");
    } else if (h->limit == 0) {
        pc_text_add(words, "at once");
    } else {
        pc_text_add(words, "in ");
        add_plural(words, page, h->limit, "month", "months");
    }
}

static void say(pc_text *words, pc_text *right, const pc_sheet *page, const pc_explanation *e,
                const pc_happening *h)
{
    switch (h->kind) {
    case PC_LEFT:
        pc_text_add(words, "leaves");
        break;
    case PC_JOINED:
        pc_text_addf(words, "joins%s%s", *h->tier ? " as " : "", h->tier);
        break;
    case PC_STARTED:
        pc_text_add(words, "begins to work");
        break;
    case PC_SLEPT:
        pc_text_add(words, "falls dormant");
        break;
    case PC_WOKE:
        pc_text_add(words, "wakes");
        break;
    case PC_LEADS:
        add_plural(words, page, h->value, "lead", "leads");
        break;
    case PC_WON:
        say_win(words, page, h);
        break;
    case PC_DEAL:
        pc_text_add(words, "deal ");
        add_number(words, page, h->value);
        if (*h->rule) pc_text_addf(words, ", %s", h->rule);
        break;
    case PC_BOOKED:
        pc_text_add(words, "bookings as the plan states them");
        break;
    case PC_CERTIFIED:
        add_plural(words, page, h->value, "certification", "certifications");
        break;
    case PC_PART:
        pc_text_addf(words, "  %s", h->rule);
        break;
    case PC_COMMISSION:
        say_commission(words, page, e, h);
        break;
    case PC_TEST:
    case PC_POINTS:
        say_test(words, right, page, e, h);
        break;
    case PC_REVIEWED:
        say_review(words, h);
        break;
    case PC_FULL:
        pc_text_addf(words, "  %s: has no place", h->to);
        pc_text_add(right, pc_sheet_sign(page, PC_SIGN_NO));
        break;
    case PC_N_HAPPENINGS:
        break;
    }
    if (!isnan(h->amount) && h->kind != PC_TEST) add_money(right, page, e, h->amount);
}

/* ---- who ---- */

static void add_name(pc_sheet *page, const pc_explanation *e, size_t partner)
{
    pc_text out = { 0 };
    char month[PC_MONTH_SIZE];
    if (partner == PC_NO_PARTNER) {
        pc_sheet_paragraph(page, "", PC_SHEET_BOLD, "Channels that are counted from above");
        return;
    }
    const pc_explained_partner *p = &e->partners[partner];
    const char *gap = pc_sheet_sign(page, PC_SIGN_SEPARATOR);
    pc_sheet_paragraph(page, "", PC_SHEET_BOLD, p->name);
    pc_text_addf(&out, "joined %s", pc_explanation_month(month, e, p->joined));
    if (p->left >= 0) pc_text_addf(&out, ", left %s", pc_explanation_month(month, e, p->left));
    pc_text_addf(&out, "%sproductivity ", gap);
    add_number(&out, page, floor(p->productivity * 100 + 0.5) / 100);
    pc_text_add(&out, gap);
    add_plural(&out, page, p->deals, "deal", "deals");
    pc_text_add(&out, ", ");
    add_money(&out, page, e, p->bookings);
    pc_text_addf(&out, "%scommission" PC_SHEET_GLUE, gap);
    add_money(&out, page, e, p->commission);
    page->out.failed |= out.failed;
    if (out.data) pc_sheet_paragraph(page, "", PC_SHEET_DIM, out.data);
    pc_text_clear(&out);
    pc_path_add(page, e, partner);
}

static bool is_of_review(const pc_happening *h)
{
    return h->kind == PC_TEST || h->kind == PC_POINTS || h->kind == PC_FULL;
}

static void add_entry(pc_sheet *page, const pc_explanation *e, const pc_happening *h,
                      const char *month)
{
    pc_text words = { 0 }, right = { 0 };
    say(&words, &right, page, e, h);
    add_line(page, month, &words, &right);
}

/* A review in front of its n tests. Of those for rising, what the lowest tier asks, and what
 * was reached: the others ask for more. */
static void add_review(pc_sheet *page, const pc_explanation *e, const pc_happening *tests,
                       size_t n, const char *month)
{
    const pc_happening *review = &tests[n];
    const char *lowest = NULL;
    bool reached = false;
    add_entry(page, e, review, month);
    for (size_t i = 0; i < n; i++) {
        const pc_happening *h = &tests[i];
        const bool own = strcmp(h->to, h->tier) == 0;
        if (!own && !lowest) lowest = h->to;
        if (own || strcmp(h->to, lowest) == 0 || (!reached && strcmp(review->to, h->tier) != 0))
            add_entry(page, e, h, "");
        const bool is_last = i + 1 == n || strcmp(tests[i + 1].to, h->to) != 0;
        reached |= is_last && strcmp(h->to, review->to) == 0;
    }
}

/* How many deals of one kind begin here, of one partner and month. */
static size_t count_deals(const pc_happening *h, size_t n_left)
{
    size_t n = 0;
    while (n < n_left && h[n].kind == PC_DEAL && h[n].partner == h->partner &&
           h[n].month == h->month && strcmp(h[n].rule, h->rule) == 0)
        n++;
    return n;
}

/* "53 deals, 251.39 to 8,302.68", and their sum. */
static void add_deals(pc_sheet *page, const pc_explanation *e, const pc_happening *h, size_t n,
                      const char *month)
{
    pc_text words = { 0 }, right = { 0 };
    double least = h->amount, most = least, sum = 0;
    for (size_t i = 0; i < n; i++) {
        least = fmin(least, h[i].amount);
        most = fmax(most, h[i].amount);
        sum += h[i].amount;
    }
    add_plural(&words, page, (double)n, "deal", "deals");
    if (*h->rule) pc_text_addf(&words, ", %s", h->rule);
    pc_text_add(&words, ", ");
    add_money(&words, page, e, least);
    pc_text_add(&words, " to ");
    add_money(&words, page, e, most);
    add_money(&right, page, e, sum);
    add_line(page, month, &words, &right);
}

void pc_entries_add(pc_sheet *page, const pc_explanation *e)
{
    size_t partner = PC_NO_PARTNER - 1;
    int month = -1;
    for (size_t i = 0; i < e->n_happenings; i++) {
        const pc_happening *h = &e->happenings[i];
        char text[PC_MONTH_SIZE] = "";
        if (h->partner != partner) {
            if (i) pc_text_add(&page->out, "\n");
            add_name(page, e, h->partner);
            partner = h->partner;
            month = -1;
        }
        if (h->month != month) pc_explanation_month(text, e, h->month);
        month = h->month;
        size_t n = 0;
        while (i + n < e->n_happenings && is_of_review(&h[n])) n++;
        const size_t n_deals = e->month < 0 ? count_deals(h, e->n_happenings - i) : 0;
        if (n_deals > MOST_DEALS) { /* each of them with --month, and in the data */
            add_deals(page, e, h, n_deals, text);
            i += n_deals - 1;
            continue;
        }
        if (n)
            add_review(page, e, h, n, text);
        else
            add_entry(page, e, h, text);
        i += n;
    }
    if (e->n_happenings == 0)
        pc_sheet_paragraph(page, "", PC_SHEET_PLAIN, "Nothing happened there.");
    pc_text_add(&page->out, "\n");
}

/* ---- the largest ---- */

static void add_cell(pc_sheet *page, pc_text *text, size_t width)
{
    pc_text shown = { 0 };
    pc_sheet_add_short(&shown, page, text->data ? text->data : "", width);
    pc_sheet_add_padded(page, PC_SHEET_PLAIN, shown.data ? shown.data : "", width, true);
    page->out.failed |= text->failed || shown.failed;
    pc_text_clear(&shown);
    pc_text_clear(text);
}

void pc_entries_add_partners(pc_sheet *page, const pc_explanation *e,
                             const pc_explained_partner *const *list, size_t n)
{
    enum { TIER = 11, DEALS = 7, MONEY = 17 };
    const size_t name = page->columns > 78 ? 26 : page->columns - 52;
    pc_text_addf(&page->out, "  %-*s%*s%*s%*s%*s\n", (int)name, "", TIER, "tier", DEALS,
                 "deals", MONEY, "bookings", MONEY - 1, "commission");
    for (size_t i = 0; i < n; i++) {
        pc_text text = { 0 }, shown = { 0 };
        pc_sheet_add_short(&shown, page, list[i]->name, name);
        pc_text_add(&page->out, "  ");
        pc_sheet_add_padded(page, PC_SHEET_PLAIN, shown.data ? shown.data : "", name, false);
        pc_text_clear(&shown);
        pc_text_add(&text, list[i]->left >= 0 ? "left" : list[i]->tier);
        add_cell(page, &text, TIER);
        add_number(&text, page, list[i]->deals);
        add_cell(page, &text, DEALS);
        add_money(&text, page, e, list[i]->bookings);
        add_cell(page, &text, MONEY);
        add_money(&text, page, e, list[i]->commission);
        add_cell(page, &text, MONEY - 1);
        pc_text_add(&page->out, "\n");
    }
}
