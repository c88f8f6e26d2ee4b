/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An explanation as JSON and as CSV: docs/manual/explain.md. */
#include "partnercast/explain.h"
#include "results/csv.h"
#include "json/writer.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

const char *const pc_happening_ids[PC_N_HAPPENINGS] = {
    [PC_LEFT] = "left",       [PC_JOINED] = "joined",
    [PC_STARTED] = "started", [PC_SLEPT] = "slept",
    [PC_WOKE] = "woke",       [PC_LEADS] = "leads",
    [PC_WON] = "won",         [PC_DEAL] = "deal",
    [PC_BOOKED] = "booked",   [PC_CERTIFIED] = "certified",
    [PC_TEST] = "test",       [PC_COMMISSION] = "commission",
    [PC_PART] = "part",       [PC_POINTS] = "points",
    [PC_FULL] = "full",       [PC_REVIEWED] = "review"
};

const char *pc_explanation_month(char out[PC_MONTH_SIZE], const pc_explanation *e, int month)
{
    const int at = 12 * e->start_year + e->start_month - 1 + month; /* month may be below 0 */
    snprintf(out, PC_MONTH_SIZE, "%04d-%02d", at / 12, at % 12 + 1);
    return out;
}

/* ---- JSON ---- */

static void put_text(pc_json_writer *w, const char *key, const char *text)
{
    if (!*text) return;
    pc_json_write_key(w, key);
    pc_json_write_string(w, text);
}

static void put_number(pc_json_writer *w, const char *key, double value)
{
    if (isnan(value)) return;
    pc_json_write_key(w, key);
    if (isfinite(value))
        pc_json_write_number(w, value);
    else
        pc_json_write_null(w);
}

static void put_month(pc_json_writer *w, const char *key, const pc_explanation *e, int month)
{
    char text[PC_MONTH_SIZE];
    if (month >= 0) put_text(w, key, pc_explanation_month(text, e, month));
}

static void put_head(pc_json_writer *w, const pc_explanation *e)
{
    static const char *const bys[] = { "trial", "near", "worst" };
    put_text(w, "format", "partnercast-explanation/1");
    pc_json_write_key(w, "engine");
    pc_json_write_object(w, true);
    put_text(w, "version", e->engine_version);
    put_number(w, "model_revision", e->model_revision);
    pc_json_write_end(w);
    pc_json_write_key(w, "scenario");
    pc_json_write_object(w, true);
    put_text(w, "name", e->name);
    put_text(w, "title", e->title);
    put_text(w, "sha256", e->sha256);
    put_text(w, "currency", e->currency);
    pc_json_write_end(w);
    pc_json_write_key(w, "future");
    pc_json_write_object(w, true);
    put_number(w, "seed", (double)e->seed);
    put_number(w, "trial", (double)e->trial);
    put_text(w, "by", bys[e->by]);
    put_text(w, "metric", e->metric);
    put_text(w, "period", e->period);
    put_number(w, "quantile", e->quantile);
    put_number(w, "wanted", e->wanted);
    if (e->searched) put_number(w, "searched", (double)e->searched);
    put_text(w, "partner", e->partner);
    put_month(w, "month", e, e->month);
    pc_json_write_end(w);
}

static void put_draws(pc_json_writer *w, const pc_explanation *e)
{
    pc_json_write_list(w, "draws");
    for (size_t i = 0; i < e->n_draws; i++) {
        const pc_explained_draw *draw = &e->draws[i];
        pc_json_write_object(w, true);
        put_text(w, "pointer", draw->pointer);
        put_text(w, "unit", draw->unit);
        put_month(w, "from", e, draw->first_month);
        put_month(w, "to", e, draw->last_month);
        put_number(w, "value", draw->value);
        put_number(w, "below", draw->below);
        put_number(w, "plan", draw->plan);
        put_number(w, "mean", draw->mean);
        pc_json_write_end(w);
    }
    pc_json_write_end(w);
}

static void put_metrics(pc_json_writer *w, const pc_explanation *e)
{
    pc_json_write_list(w, "metrics");
    for (size_t i = 0; i < e->n_metrics; i++) {
        const pc_explained_metric *metric = &e->metrics[i];
        pc_json_write_object(w, true);
        put_text(w, "id", metric->id);
        put_text(w, "period", metric->period);
        put_text(w, "unit", metric->unit);
        put_number(w, "value", metric->value);
        put_number(w, "at_plan", metric->at_plan);
        pc_json_write_end(w);
    }
    pc_json_write_end(w);
}

static void put_partners(pc_json_writer *w, const pc_explanation *e)
{
    pc_json_write_list(w, "partners");
    char month[PC_MONTH_SIZE];
    for (size_t i = 0; i < e->n_partners; i++) {
        const pc_explained_partner *p = &e->partners[i];
        pc_json_write_object(w, true);
        put_text(w, "name", p->name);
        put_text(w, "joined", pc_explanation_month(month, e, p->joined));
        put_month(w, "works", e, p->works);
        put_month(w, "left", e, p->left);
        put_number(w, "productivity", p->productivity);
        put_text(w, "tier", p->tier);
        put_number(w, "deals", p->deals);
        put_number(w, "bookings", p->bookings);
        put_number(w, "commission", p->commission);
        pc_json_write_end(w);
    }
    pc_json_write_end(w);
}

static bool is_tested(const pc_happening *h)
{
    return h->kind == PC_TEST || h->kind == PC_POINTS;
}

static void put_happening(pc_json_writer *w, const pc_explanation *e, const pc_happening *h)
{
    pc_json_write_object(w, true);
    if (h->partner != PC_NO_PARTNER) put_text(w, "partner", e->partners[h->partner].name);
    put_text(w, "channel", h->channel);
    put_month(w, "month", e, h->month);
    put_text(w, "what", pc_happening_ids[h->kind]);
    put_text(w, "rule", h->rule);
    put_text(w, "tier", h->tier);
    put_text(w, "to", h->to);
    put_text(w, "unit", h->unit);
    put_number(w, "value", h->value);
    put_number(w, "limit", h->limit);
    if (is_tested(h)) {
        pc_json_write_key(w, "passed");
        pc_json_write_bool(w, h->passed);
    }
    put_number(w, "base", h->base);
    put_number(w, "rate", h->rate);
    put_number(w, "amount", h->amount);
    pc_json_write_end(w);
}

static void put_sums(pc_json_writer *w, const pc_explanation *e)
{
    pc_json_write_list(w, "sums");
    for (size_t i = 0; i < e->n_sums; i++) {
        pc_json_write_object(w, true);
        put_text(w, "metric", e->sums[i].metric);
        put_month(w, "month", e, e->sums[i].month);
        put_number(w, "ledger", e->sums[i].ledger);
        put_number(w, "value", e->sums[i].value);
        pc_json_write_end(w);
    }
    pc_json_write_end(w);
}

char *pc_explanation_json(const pc_explanation *e)
{
    pc_json_writer w = { 0 };
    pc_json_write_object(&w, false);
    put_head(&w, e);
    put_draws(&w, e);
    put_metrics(&w, e);
    put_partners(&w, e);
    pc_json_write_list(&w, "ledger");
    for (size_t i = 0; i < e->n_happenings; i++) put_happening(&w, e, &e->happenings[i]);
    pc_json_write_end(&w);
    put_sums(&w, e);
    pc_json_write_end(&w);
    pc_text_add(&w.text, "\n");
    return pc_text_take(&w.text);
}

/* ---- CSV: draws, metrics and entries in one table ---- */

typedef struct row {
    const char *what, *who, *month, *rule, *tier, *to, *passed;
    double value, limit, base, rate, amount;
} row;

static void add_row(pc_text *out, const row *r)
{
    const char *const texts[] = { r->what, r->who, r->month, r->rule, r->tier, r->to };
    const double before[] = { r->value, r->limit };
    const double behind[] = { r->base, r->rate, r->amount };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (i) pc_text_add(out, ",");
        pc_csv_add_text(out, texts[i]);
    }
    for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
        pc_text_add(out, ",");
        pc_csv_add_number(out, before[i]);
    }
    pc_text_addf(out, ",%s", r->passed);
    for (size_t i = 0; i < sizeof behind / sizeof *behind; i++) {
        pc_text_add(out, ",");
        pc_csv_add_number(out, behind[i]);
    }
    pc_text_add(out, "\r\n");
}

static row empty_row(const char *what, const char *who, const char *month)
{
    const double none = (double)NAN;
    return (row) { what, who, month, "", "", "", "", none, none, none, none, none };
}

static void add_draw(pc_text *out, const pc_explanation *e, const pc_explained_draw *draw)
{
    char month[PC_MONTH_SIZE];
    row r = empty_row("draw", draw->pointer, pc_explanation_month(month, e, draw->first_month));
    r.rule = draw->unit;
    r.value = draw->value;
    r.rate = draw->below;
    add_row(out, &r);
}

static void add_metric(pc_text *out, const pc_explained_metric *metric)
{
    row r = empty_row("metric", metric->id, metric->period);
    r.rule = metric->unit;
    r.value = metric->value;
    add_row(out, &r);
}

static void add_happening(pc_text *out, const pc_explanation *e, const pc_happening *h)
{
    char month[PC_MONTH_SIZE];
    const char *who = h->partner == PC_NO_PARTNER ? h->channel : e->partners[h->partner].name;
    row r = empty_row(pc_happening_ids[h->kind], who, pc_explanation_month(month, e, h->month));
    r.rule = h->rule;
    r.tier = h->tier;
    r.to = h->to;
    r.value = h->value;
    r.limit = h->limit;
    if (is_tested(h)) r.passed = h->passed ? "yes" : "no";
    r.base = h->base;
    r.rate = h->rate;
    r.amount = h->amount;
    add_row(out, &r);
}

char *pc_explanation_csv(const pc_explanation *e)
{
    pc_text out = { 0 };
    pc_text_add(&out, "what,who,month,rule,tier,to,value,limit,passed,base,rate,amount\r\n");
    for (size_t i = 0; i < e->n_draws; i++) add_draw(&out, e, &e->draws[i]);
    for (size_t i = 0; i < e->n_metrics; i++) add_metric(&out, &e->metrics[i]);
    for (size_t i = 0; i < e->n_happenings; i++) add_happening(&out, e, &e->happenings[i]);
    return pc_text_take(&out);
}
