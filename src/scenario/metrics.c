/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Metrics and periods that a scenario names: headlines, stated figures, targets. */
#include "scenario/metrics.h"

#include "programme/selection.h"

#include <math.h>
#include <string.h>

/* Beginnings of ids of the format that no scenario of this version has. */
static const char *const later[] = {
    "commission.clawback", "cost.margin", "cost.mdf", "partner.profit",
    "pipeline.",           "shortfall.",  "trueup.",  "commission.rate.partner.",
};

static bool begins(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

static bool is_later(const char *id)
{
    for (size_t i = 0; i < PC_COUNT(later); i++)
        if (begins(id, later[i])) return true;
    return false;
}

void pc_list_metrics(pc_reader *reader)
{
    reader->n_catalogue =
        pc_metric_catalogue(reader->arena, reader->programme, &reader->catalogue);
}

/* Whether the metric is one of subscriptions. */
static bool needs_product(const char *id)
{
    static const char *const families[] = { "arr.", "bookings.", "customers.", "deals.",
                                            "revenue.recognised." };
    for (size_t i = 0; i < PC_COUNT(families); i++)
        if (begins(id, families[i])) return true;
    return false;
}

static bool has_some(const pc_reader *reader, const char *family)
{
    for (size_t i = 0; i < reader->n_catalogue; i++)
        if (begins(reader->catalogue[i].id, family)) return true;
    return false;
}

/* What a metric of partners one by one waits for; NULL: it is none, or others of it are there.
 */
static const char *missing_people(const pc_reader *reader, const char *id)
{
    static const struct {
        const char *family, *input;
    } rows[] = {
        { "tier.", "a ladder that partners of a channel of type \"partners\" stand on" },
        { "migration.", "a ladder that partners of a channel of type \"partners\" stand on" },
        { "revenue.partner.", "a named partner of a channel of type \"partners\"" },
        { "bookings.partner.", "a named partner of a channel of type \"partners\"" },
        { "deals.partner.", "a named partner of a channel of type \"partners\"" },
        { "leads.partner.", "a named partner of a channel of type \"partners\"" },
        { "commission.accrued.partner.", "a named partner that is paid, of a channel of type "
                                         "\"partners\"" },
    };
    for (size_t i = 0; i < PC_COUNT(rows); i++)
        if (begins(id, rows[i].family) && !has_some(reader, rows[i].family))
            return rows[i].input;
    return NULL;
}

/* What a known metric waits for; NULL when the id is not known at all. */
static const char *missing_input(const pc_reader *reader, const char *id)
{
    const bool no_margin = !reader->programme->roi.gross_margin;
    const char *people = missing_people(reader, id);
    if (people) return people;
    if (no_margin && (begins(id, "roi.margin") || begins(id, "roi.incremental") ||
                      begins(id, "payback.month")))
        return "roi.gross_margin";
    if (!reader->programme->roi.has_cash &&
        (begins(id, "roi.cash") || begins(id, "commission.paid") ||
         begins(id, "commission.payable")))
        return "a product, a \"lag\" or \"roi.collection\"";
    if (begins(id, "roi.npv")) return "roi.gross_margin and roi.discount_rate";
    if (begins(id, "cac.")) return "a product sold by a channel with credit";
    if (begins(id, "commission.accrued") || begins(id, "commission.pa") ||
        begins(id, "commission.rate"))
        return pc_metric_find(reader->catalogue, reader->n_catalogue, "commission.accrued")
                   ? NULL
                   : "a channel with a commission plan";
    if (needs_product(id))
        return pc_metric_find(reader->catalogue, reader->n_catalogue, "arr.total")
                   ? NULL
                   : "a channel with a product";
    if (begins(id, "partners.") || begins(id, "revenue.per_") || begins(id, "minimum."))
        return begins(id, "minimum.") ? "a cohort with a minimum" : "a cohort";
    if (begins(id, "leads.") || begins(id, "cost.leads") || begins(id, "cost.per_lead"))
        return "a budget line or a cohort with leads";
    if (begins(id, "partner.")) return "a named partner that claims it";
    if (begins(id, "growth.")) return "a horizon of more than a year";
    return begins(id, "gap.") ? "a stated figure of its metric" : NULL;
}

static const char *nearest(pc_reader *reader, const char *id)
{
    const char **ids = PC_NEW_ARRAY(reader->arena, const char *, reader->n_catalogue + 1);
    for (size_t i = 0; i < reader->n_catalogue && ids; i++) ids[i] = reader->catalogue[i].id;
    const char *near = ids ? pc_json_did_you_mean(id, ids, reader->n_catalogue) : NULL;
    return near ? pc_help(reader, "did you mean \"%s\"?", near)
                : "docs/scenario-format.md lists the metrics; those of channels, sets and "
                  "budget "
                  "lines carry their ids: \"revenue.channel.direct\"";
}

static void complain(pc_reader *reader, const pc_json *at, bool is_key, const char *id,
                     const char *code, const char *help, const char *text)
{
    if (is_key)
        pc_json_key_error(reader->diags, at, code, help, "%s", text);
    else
        pc_error_within(reader, at, 0, strlen(id), code, help, "%s", text);
}

const pc_metric_info *pc_read_metric(pc_reader *reader, const pc_json *at, bool is_key,
                                     const char *id)
{
    const pc_metric_info *metric = pc_metric_find(reader->catalogue, reader->n_catalogue, id);
    if (metric || reader->arena->failed) return metric;
    const char *input = missing_input(reader, id);
    if (is_later(id))
        complain(reader, at, is_key, id, "E0290",
                 "this version has revenue, share, cost, commission, roi, payback.month, "
                 "bookings, deals, "
                 "leads, partners, tier, migration, growth and partner.target",
                 pc_help(reader, "the metric \"%s\" is not supported yet", id));
    else if (input)
        complain(reader, at, is_key, id, "E0232", pc_help(reader, "it needs %s", input),
                 pc_help(reader, "this scenario has no metric \"%s\"", id));
    else
        complain(reader, at, is_key, id, "E0230", nearest(reader, id),
                 pc_help(reader, "there is no metric \"%s\"", id));
    return NULL;
}

void pc_say_period(pc_reader *reader, const pc_json *text, size_t at, const char *period)
{
    pc_period unused;
    pc_programme endless = *reader->programme;
    endless.months = 12 * 100000;
    const bool known = pc_period_parse(&unused, period, &endless);
    pc_error_within(reader, text, at, strlen(period) ? strlen(period) : 1, "E0231",
                    known ? pc_help_months(reader) : "write m7, q3, y2, fy2026, y1..y3 or all",
                    known ? "\"%s\" lies outside of the horizon" : "\"%s\" is no period",
                    period);
}

void pc_say_no_period(pc_reader *reader, const pc_json *at, size_t from, size_t n,
                      const pc_metric_info *metric)
{
    const bool never = metric->kind == PC_METRIC_NEVER;
    const char *help = never ? "write \"payback.month@all\"" : "name a year, quarter or month";
    const char *text =
        pc_help(reader,
                never ? "\"%s\" is a month of the whole horizon"
                      : "\"%s\" compares a period with the one before, and none is before all",
                metric->id);
    if (n)
        pc_error_within(reader, at, from, n, "E0231", help, "%s", text);
    else
        pc_json_error(reader->diags, at, "E0231", help, "%s", text);
}

bool pc_read_metric_ref(pc_reader *reader, const pc_json *text, pc_metric_ref *out,
                        const pc_metric_info **metric)
{
    if (text->kind != PC_JSON_STRING) {
        pc_wrong_kind(reader, text, "a metric in a period", "write \"roi.multiple@y1\"");
        return false;
    }
    const char *at = strrchr(text->string, '@');
    if (!at) {
        pc_json_error(reader->diags, text, "E0231",
                      "write \"roi.multiple@y1\" or \"cost.total@all\"",
                      "the period is missing: \"%s\"", text->string);
        return false;
    }
    const size_t n = (size_t)(at - text->string);
    const char *id = pc_arena_strndup(reader->arena, text->string, n);
    if (!id) return false;
    *metric = pc_read_metric(reader, text, false, id);
    const bool known = pc_period_parse(&out->period, at + 1, reader->programme);
    if (!known) pc_say_period(reader, text, n + 1, at + 1);
    if (!*metric || !known) return false;
    out->metric = (*metric)->id;
    if (pc_metric_has_period(*metric, &out->period)) return true;
    pc_say_no_period(reader, text, n + 1, strlen(at + 1), *metric);
    return false;
}

/* Shares and rates stay in 0..1; returns are fractions that may be negative or above 1. */
static pc_unit unit_of(const pc_metric_info *metric)
{
    if (strcmp(metric->unit, "currency") == 0) return PC_UNIT_MONEY;
    if (strcmp(metric->unit, "months") == 0) return PC_UNIT_MONTHS;
    if (strcmp(metric->unit, "count") == 0) return PC_UNIT_COUNT;
    if (strcmp(metric->unit, "multiple") == 0) return PC_UNIT_MULTIPLE;
    return begins(metric->id, "roi.") || begins(metric->id, "gap.") ||
                   begins(metric->id, "growth.") || begins(metric->id, "arr.")
               ? PC_UNIT_NUMBER
               : PC_UNIT_FRACTION;
}

double pc_read_figure(pc_reader *reader, const pc_json *value, const pc_metric_info *metric)
{
    const bool gap = begins(metric->id, "gap.");
    pc_quantity q = { .reader = reader,
                      .unit = gap ? PC_UNIT_NUMBER : unit_of(metric),
                      .has_unit = true,
                      .in_plan = true };
    if (value->kind == PC_JSON_NUMBER || value->kind == PC_JSON_STRING)
        return pc_read_value(&q, value)->number;
    pc_wrong_kind(reader, value, "a number", NULL);
    return (double)NAN;
}
