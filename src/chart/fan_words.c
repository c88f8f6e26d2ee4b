/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/fan_words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

const char *pc_fan_period(char out[24], size_t i)
{
    snprintf(out, 24, "y%zu", i + 1);
    return out;
}

void pc_fan_name_year(pc_fan_year *year, pc_arena *arena, const pc_results *results, size_t i)
{
    const int n = (int)i, months = results->months - 12 * n;
    char part[24] = "";
    if (months > 0 && months < 12) snprintf(part, sizeof part, " (%d\xc2\xa0mo)", months);
    if (results->start_month == 1) {
        year->name = pc_arena_printf(arena, "%d%s", results->start_year + n, part);
        year->in_words = pc_arena_printf(arena, "%d", results->start_year + n);
    } else {
        year->name = pc_arena_printf(arena, "Year %d%s", n + 1, part);
        year->in_words = pc_arena_printf(arena, "year %d", n + 1);
    }
}

const char *pc_fan_stated(pc_arena *arena, const pc_fan *fan, double value)
{
    char shown[PC_SHOWN_SIZE];
    const pc_format format = pc_format_stated(fan->unit, fan->currency, value);
    return pc_arena_strdup(arena, pc_format_write(shown, &format, value, false));
}

/* ---- Metrics ---- */

/* Whole ids first, then families whose rest is somebody's id. %s takes it. */
static const struct {
    const char *id, *brief, *full;
} words[] = {
    { "roi.multiple", "partner ROI", "partner ROI (revenue/cost)" },
    { "roi.net", "net partner ROI", "net partner ROI (revenue less cost, over cost)" },
    { "roi.margin", "partner ROI on margin", "partner ROI on gross margin" },
    { "roi.incremental", "incremental partner ROI", "incremental partner ROI" },
    { "roi.cash", "net cash of the programme", "net cash of the programme" },
    { "roi.npv", "net present value", "net present value of the programme" },
    { "revenue.total", "revenue", "revenue" },
    { "revenue.attributed", "attributed revenue", "revenue attributed to partners" },
    { "revenue.per_partner", "revenue per partner", "revenue per partner" },
    { "revenue.channel.%s", "%s revenue", "%s revenue" },
    { "revenue.set.partners", "partner revenue", "partner revenue" },
    { "revenue.set.%s", "%s revenue", "%s revenue" },
    { "revenue.partner.%s", "revenue with %s", "revenue with %s" },
    { "revenue.credit.%s", "%s revenue", "%s revenue" },
    { "bookings.total", "bookings", "bookings" },
    { "deals.total", "deals won", "deals won" },
    { "leads.total", "leads", "leads" },
    { "arr.total", "recurring revenue", "annual recurring revenue (ARR)" },
    { "share.set.partners", "partner share of revenue", "partner share of revenue" },
    { "share.channel.%s", "%s share of revenue", "%s share of revenue" },
    { "share.set.%s", "%s share of revenue", "%s share of revenue" },
    { "share.credit.%s", "%s share of revenue", "%s share of revenue" },
    { "cost.total", "programme cost", "programme cost" },
    { "cost.budget", "programme budget", "programme budget" },
    { "cost.budget.%s", "%s cost", "%s cost" },
    { "cost.commission", "commission", "commission" },
    { "cost.marketplace_fee", "marketplace fees", "marketplace fees" },
    { "cost.mdf", "market development funds", "market development funds" },
    { "commission.accrued", "commission accrued", "commission accrued" },
    { "commission.paid", "commission paid", "commission paid" },
    { "commission.rate", "commission rate", "commission rate" },
    { "payback.month", "payback", "payback on margin" },
    { "partners.total", "number of partners", "number of partners" },
    { "partners.active", "number of active partners", "number of active partners" },
    { "partners.recruited", "partners recruited", "partners recruited" },
};

/* Whether id fits the pattern; *rest is what %s stands for. */
static bool fits(const char *pattern, const char *id, const char **rest)
{
    const char *hole = strchr(pattern, '%');
    *rest = "";
    if (!hole) return strcmp(pattern, id) == 0;
    const size_t n = (size_t)(hole - pattern);
    *rest = id + (strlen(id) > n ? n : 0);
    return strncmp(pattern, id, n) == 0 && id[n] != '\0';
}

static const char *fill(pc_arena *arena, const char *pattern, const char *rest)
{
    const char *hole = strchr(pattern, '%');
    if (!hole) return pc_arena_strdup(arena, pattern);
    return pc_arena_printf(arena, "%.*s%s%s", (int)(hole - pattern), pattern, rest, hole + 2);
}

const char *pc_fan_metric_name(pc_arena *arena, const char *id, bool brief)
{
    const char *rest;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (fits(words[i].id, id, &rest))
            return fill(arena, brief ? words[i].brief : words[i].full,
                        pc_fan_clean(arena, rest));
    return pc_fan_clean(arena, id);
}

/* ---- Texts from outside ---- */

/* Bytes of the well-formed UTF-8 sequence at s, or 0. */
static size_t sequence(const unsigned char *s)
{
    const unsigned char c = s[0];
    const size_t n = c < 0x80                ? 1
                     : c >= 0xC2 && c < 0xE0 ? 2
                     : c >= 0xE0 && c < 0xF0 ? 3
                     : c >= 0xF0 && c < 0xF5 ? 4
                                             : 0;
    for (size_t i = 1; i < n; i++)
        if ((s[i] & 0xC0) != 0x80) return 0;
    if (c == 0xE0 && s[1] < 0xA0) return 0; /* longer than needed */
    if (c == 0xED && s[1] > 0x9F) return 0; /* surrogates */
    if (c == 0xF0 && s[1] < 0x90) return 0;
    if (c == 0xF4 && s[1] > 0x8F) return 0;
    if (c == 0xEF && s[1] == 0xBF && s[2] >= 0xBE) return 0; /* not allowed in XML */
    return n;
}

/* Controls, line and paragraph ends: a label is one line. C1 controls are two bytes long. */
static bool is_control(const unsigned char *s, size_t n)
{
    return (n == 1 && (*s < 0x20 || *s == 0x7F)) || (n == 2 && *s == 0xC2 && s[1] < 0xA0) ||
           (n == 3 && *s == 0xE2 && s[1] == 0x80 && (s[2] == 0xA8 || s[2] == 0xA9));
}

const char *pc_fan_clean(pc_arena *arena, const char *text)
{
    if (!text) text = "";
    char *out = PC_NEW_ARRAY(arena, char, 3 * strlen(text) + 1), *at = out;
    if (!out) return "";
    for (const unsigned char *s = (const unsigned char *)text; *s;) {
        const size_t n = sequence(s);
        if (n == 0)
            at = stpcpy(at, "\xef\xbf\xbd");
        else if (is_control(s, n))
            at = stpcpy(at, " ");
        else
            for (size_t i = 0; i < n; i++) *at++ = (char)s[i];
        s += n > 0 ? n : 1;
    }
    return out;
}
