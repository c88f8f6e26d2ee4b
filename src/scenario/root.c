/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sections of a scenario, in the order in which they need one another. */
#include "scenario/data.h"
#include "scenario/metrics.h"
#include "scenario/named.h"
#include "scenario/reader.h"

#include <stdlib.h>
#include <string.h>

static const pc_key root_keys[] = {
    { "format", PC_MUST },    { "currency", PC_MUST },
    { "start", PC_MUST },     { "channels", PC_MUST },
    { "$schema", PC_MAY },    { "about", PC_MAY },
    { "months", PC_MAY },     { "fiscal_year_start", PC_MAY },
    { "run", PC_MAY },        { "assumptions", PC_MAY },
    { "revenue", PC_MAY },    { "sets", PC_MAY },
    { "commission", PC_MAY }, { "budget", PC_MAY },
    { "roi", PC_MAY },        { "stated", PC_MAY },
    { "targets", PC_MAY },    { "correlations", PC_MAY },
    { "products", PC_MAY },   { "opening", PC_MAY },
    { "cohorts", PC_MAY },    { "partners", PC_MAY },
    { "ladders", PC_MAY },    { "agreements", PC_LATER },
    { "mdf", PC_LATER },      { "events", PC_MAY },
    { "cases", PC_MAY },      { "lint", PC_MAY },
};

/* Keys that a reader of the format may put into the wrong object. */
static const struct {
    const char *key, *home;
} homes[] = {
    { "trials", "/run" },
    { "seed", "/run" },
    { "record", "/run" },
    { "title", "/about" },
    { "question", "/about" },
    { "headline", "/about or /roi" },
    { "gross_margin", "/roi" },
    { "baseline", "/roi" },
    { "overlap", "/roi" },
    { "definitions", "/roi" },
    { "attributed", "/roi/definitions/<name>" },
    { "costs", "/roi/definitions/<name>" },
    { "mix", "/revenue" },
    { "dirichlet", "/revenue/mix" },
    { "fee", "/channels/<id>" },
    { "route", "/channels/<id>" },
    { "credit", "/channels/<id>" },
    { "share", "/channels/<id>" },
    { "product", "/channels/<id>" },
    { "acv", "/products/<id>" },
    { "billing", "/products/<id>" },
    { "discount_rate", "/roi" },
    { "collection", "/products/<id> or /roi" },
    { "lag", "/commission/<plan>/<component>" },
    { "term_months", "/products/<id>" },
    { "churn", "/products/<id>" },
    { "contraction", "/products/<id>" },
    { "expansion", "/products/<id>" },
    { "uplift", "/products/<id>" },
    { "heads", "/budget/<line>" },
    { "cost_per_head", "/budget/<line>" },
    { "leads", "/budget/<line> or /cohorts/<id>" },
    { "memo", "/budget/<line>" },
    { "stock", "/cohorts/<id>" },
    { "entry", "/cohorts/<id>" },
    { "exit", "/cohorts/<id>" },
    { "active", "/cohorts/<id>" },
    { "investment", "/partners/<id>" },
    { "target", "/partners/<id>" },
    { "flat", "/commission/<plan>/<component>/schedule" },
    { "schedule", "/commission/<plan>/<component>" },
    { "plan", "a quantity: { \"value\": ..., \"plan\": ... }" },
    { "unit", "a quantity: { \"value\": ..., \"unit\": ... }" },
    { "each", "a distribution or a quantity: { \"value\": ..., \"each\": ... }" },
    { "profile", "a flow, beside \"by_year\"" },
    { "require", "/targets/<id>" },
    { "op", "/targets/<id>" },
    { "currency", "the root" },
    { "start", "the root" },
    { "months", "the root" },
    { "revenue", "the root, or a channel of type \"amount\"" },
    { "budget", "the root" },
    { "assumptions", "the root" },
    { "targets", "the root" },
    { "stated", "the root" },
    { "channels", "the root" },
    { "products", "the root" },
    { "extends", "the root" },
    { "ladders", "the root" },
    { "order", "/ladders/<id>" },
    { "tiers", "/ladders/<id>" },
    { "review", "/ladders/<id>" },
    { "transition", "/ladders/<id>" },
    { "every_months", "/ladders/<id>/review" },
    { "grace", "/ladders/<id>/review" },
    { "effective", "/ladders/<id>/review" },
    { "hysteresis", "/ladders/<id>/review" },
    { "protected_months", "/ladders/<id>/review" },
    { "qualify", "/ladders/<id>/tiers/<tier>" },
    { "maintain", "/ladders/<id>/tiers/<tier>" },
    { "lead_multiplier", "/ladders/<id>/tiers/<tier>" },
    { "capacity", "/ladders/<id>/tiers/<tier>" },
    { "top_share", "/ladders/<id>/tiers/<tier>" },
    { "rank_by", "/ladders/<id>/tiers/<tier>" },
    { "trailing_months",
      "a condition: { \"bookings\": { \"trailing_months\": 12, \"min\": ... } }" },
};

const char *pc_key_home(const char *key)
{
    for (size_t i = 0; i < PC_COUNT(homes); i++)
        if (strcmp(homes[i].key, key) == 0) return homes[i].home;
    return NULL;
}

static int by_pointer(const void *x, const void *y)
{
    const pc_input *a = x, *b = y;
    return strcmp(a->pointer, b->pointer);
}

static void finish(pc_reader *reader)
{
    pc_programme *programme = reader->programme;
    if (reader->n_inputs)
        qsort(reader->inputs, reader->n_inputs, sizeof *reader->inputs, by_pointer);
    pc_data_attach(reader);
    programme->inputs = reader->inputs;
    programme->n_inputs = reader->n_inputs;
    programme->warnings = reader->warnings;
    programme->n_warnings = reader->n_warnings;
}

static void warn_of_unused_plans(pc_reader *reader)
{
    const pc_programme *programme = reader->programme;
    for (size_t i = 0; i < programme->n_commissions; i++) {
        bool used = false;
        for (size_t c = 0; c < programme->n_channels; c++)
            used |= programme->channels[c].commission_id == i;
        for (size_t p = 0; p < programme->n_partners; p++)
            used |= programme->partners[p].conduct && programme->partners[p].commission_id == i;
        if (used) continue;
        const char *id = programme->commissions[i].id;
        pc_warn(reader, pc_json_get(pc_json_get(reader->root, "commission"), id), "W0204",
                pc_help(reader, "give a channel \"commission\": \"%s\"", id),
                "no channel pays by the commission plan \"%s\"", id);
    }
}

static void warn_of_unused_products(pc_reader *reader)
{
    const pc_programme *programme = reader->programme;
    for (size_t i = 0; i < programme->n_products; i++) {
        const pc_product *product = &programme->products[i];
        bool sold = false;
        for (size_t c = 0; c < programme->n_channels; c++)
            sold |= programme->channels[c].product == product;
        if (!sold)
            pc_warn(reader, pc_json_get(pc_json_get(reader->root, "products"), product->id),
                    "W0503", pc_help(reader, "give a channel \"product\": \"%s\"", product->id),
                    "no channel sells the product \"%s\"", product->id);
    }
}

void pc_read_programme(pc_reader *reader)
{
    if (!pc_read_keys(reader, reader->root, "a scenario", root_keys, PC_COUNT(root_keys)))
        return;
    pc_read_schema(reader);
    pc_read_about(reader);
    pc_read_time(reader);
    pc_read_run(reader);
    pc_read_assumptions(reader);
    if (reader->arena->failed) return;
    pc_read_correlations(reader);
    pc_read_revenue(reader);
    pc_read_ladders(reader);
    pc_read_commissions(reader);
    pc_read_products(reader);
    pc_read_channels(reader);
    pc_check_shares(reader);
    pc_read_budget(reader);
    pc_read_pipelines(reader, reader->channels);
    pc_read_sets(reader);
    pc_read_cohorts(reader);
    pc_read_partners(reader);
    pc_read_events(reader);
    pc_check_commissions(reader);
    pc_check_balances(reader);
    pc_read_roi(reader);
    pc_check_streams(reader);
    pc_list_metrics(reader);
    pc_read_stated(reader);
    pc_list_metrics(reader); /* now with their gaps */
    pc_read_headlines(reader);
    pc_read_targets(reader);
    pc_read_record(reader);
    pc_read_accepted(reader);
    if (pc_diags_errors(reader->diags) == 0) { /* else what uses them may be unread */
        pc_warn_of_unused(reader);
        warn_of_unused_plans(reader);
        warn_of_unused_products(reader);
        pc_warn_of_ladders(reader);
        pc_gather_notes(reader);
    }
    finish(reader);
}
