/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/words.h"

#include "chart/text/names.h"
#include "report/figure.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- Metrics ---- */

/* Ids as people read them: "channel_partners" is "channel partners". */
static void add_id(pc_text *out, const char *id)
{
    for (; *id; id++) pc_text_add_n(out, *id == '_' || *id == '-' ? " " : id, 1);
}

void pc_words_add_metric(pc_text *out, const char *id)
{
    if (strncmp(id, "gap.", 4) == 0) {
        pc_text_add(out, "gap to the plan's ");
        id += 4;
    }
    const char *end, *words = pc_name_pattern(id, PC_NAME_SPOKEN, &end);
    const char *hole = words ? strstr(words, "%s") : NULL;
    pc_text_add_n(out, words ? words : id,
                  hole ? (size_t)(hole - words) : strlen(words ? words : id));
    if (!hole) return;
    add_id(out, end);
    pc_text_add(out, hole + 2);
}

/* ---- Periods ---- */

void pc_words_add_months(pc_text *out, int months)
{
    pc_figure_add_count(out, (uint64_t)months);
    pc_text_add(out, months == 1 ? " month" : " months");
}

void pc_words_add_period(pc_text *out, const pc_results *results, const char *period)
{
    int from, to;
    if (sscanf(period, "y%d..y%d", &from, &to) == 2)
        pc_text_addf(out, "in years %d to %d", from, to);
    else if (sscanf(period, "fy%d", &from) == 1)
        pc_text_addf(out, "in fiscal %d", from);
    else if (sscanf(period, "y%d", &from) == 1)
        pc_text_addf(out, "in year %d", from);
    else if (sscanf(period, "q%d", &from) == 1)
        pc_text_addf(out, "in quarter %d", from);
    else if (sscanf(period, "m%d", &from) == 1)
        pc_text_addf(out, "in month %d", from);
    else if (strcmp(period, "all") == 0) {
        pc_text_add(out, "over ");
        pc_words_add_months(out, results->months);
    } else
        pc_text_add(out, period);
}

int pc_words_years(const pc_results *results)
{
    return (results->months + 11) / 12;
}

void pc_words_add_year(pc_text *out, const pc_results *results, int year)
{
    char name[24];
    const int n_months = results->months - 12 * (year - 1);
    pc_text_add(out, pc_name_of_year(name, results, (size_t)year - 1));
    if (n_months < 12) pc_text_addf(out, " (%d m)", n_months);
}

/* ---- Chances ---- */

bool pc_words_is_deterministic(const pc_results *results)
{
    return strcmp(results->at, "simulated") != 0;
}

pc_chance pc_words_chance(const pc_results *results, pc_estimate probability)
{
    const double p = probability.value;
    pc_chance chance = { .kind = PC_CHANCE_SOME, .is_rough = results->trials < 1000 };
    chance.is_certain = !(probability.se > 0.0);
    chance.in_100 = (int)(100.0 * p + 0.5);
    if (p <= 0.0)
        chance.kind = PC_CHANCE_NONE;
    else if (p >= 1.0)
        chance.kind = PC_CHANCE_ALL;
    else if (p < 0.01)
        chance.kind = PC_CHANCE_FEW;
    else if (p > 0.99)
        chance.kind = PC_CHANCE_MOST;
    return chance;
}

void pc_words_add_chance(pc_text *out, pc_chance chance)
{
    switch (chance.kind) {
    case PC_CHANCE_NONE:
        pc_text_add(out, chance.is_certain ? "0 in 100"
                         : chance.is_rough ? "~0 in 100"
                                           : "<1 in 100");
        break;
    case PC_CHANCE_FEW:
        pc_text_add(out, "<1 in 100");
        break;
    case PC_CHANCE_MOST:
        pc_text_add(out, ">99 in 100");
        break;
    case PC_CHANCE_ALL:
        pc_text_add(out, chance.is_certain ? "100 in 100"
                         : chance.is_rough ? "~100 in 100"
                                           : ">99 in 100");
        break;
    case PC_CHANCE_SOME:
        pc_text_addf(out, "%s%d in 100", chance.is_rough ? "~" : "", chance.in_100);
        break;
    }
}

bool pc_words_are_few(const pc_results *results)
{
    return !pc_words_is_deterministic(results) && results->trials < 20;
}

bool pc_words_is_undefined(const pc_metric *metric)
{
    return metric && !metric->is_never && metric->undefined.value >= 1.0;
}

void pc_words_add_odds(pc_text *out, const pc_sheet *page, const pc_results *results,
                       const pc_metric *metric, pc_estimate probability)
{
    const double p = probability.value;
    const pc_sign sign = p > 0.6 ? PC_SIGN_YES : p < 0.4 ? PC_SIGN_NO : PC_SIGN_EVEN;
    pc_chance chance = pc_words_chance(results, probability);
    if (sign == PC_SIGN_EVEN) chance.is_rough = false; /* the sign says so */
    if (pc_words_is_undefined(metric)) {
        pc_text_add(out, "undefined");
    } else if (pc_words_are_few(results)) {
        pc_text_add(out, "too few futures");
    } else {
        pc_text_addf(out, "%s ", pc_sheet_sign(page, sign));
        pc_words_add_chance(out, chance);
    }
}

void pc_words_add_futures(pc_text *out, const pc_results *results, pc_chance chance)
{
    const char *about = chance.is_rough ? "about " : "";
    switch (chance.kind) {
    case PC_CHANCE_NONE:
        pc_text_add(out, "none of the ");
        pc_figure_add_count(out, results->trials);
        pc_text_add(out, " futures");
        break;
    case PC_CHANCE_FEW:
        pc_text_add(out, "fewer than 1 of 100 futures");
        break;
    case PC_CHANCE_MOST:
        pc_text_add(out, "more than 99 of 100 futures");
        break;
    case PC_CHANCE_ALL:
        pc_text_add(out, "all of the ");
        pc_figure_add_count(out, results->trials);
        pc_text_add(out, " futures");
        break;
    case PC_CHANCE_SOME:
        pc_text_addf(out, "%s%d of 100 futures", about, chance.in_100);
        break;
    }
}

/* ; by the plan's month 14 in 30 of 100 futures */
static void add_by_plan(pc_text *out, const pc_results *results, const pc_metric *metric)
{
    if (isnan(metric->stated) || isnan(metric->p_stated.value)) return;
    pc_text_addf(out, "; by the plan's month %.0f in ", metric->stated);
    pc_words_add_futures(out, results, pc_words_chance(results, metric->p_stated));
}

void pc_words_add_when(pc_text *out, const pc_results *results, const pc_metric *metric)
{
    const double middle = metric->stats[PC_P50].value, last = metric->stats[PC_MAX].value;
    if (metric->undefined.value >= 1.0) {
        pc_text_add(out, "never within ");
        pc_words_add_months(out, results->months);
        return;
    }
    if (isnan(middle)) {
        pc_text_add(out, "in fewer than half of the futures within ");
        pc_words_add_months(out, results->months);
    } else {
        const int month = (int)(middle + 0.5);
        if (month > 1)
            pc_text_addf(out, "by month %d in ", month);
        else
            pc_text_add(out, "from its first month on in ");
        pc_text_add(out, last <= middle ? "every future" : "half of the futures");
    }
    if (metric->undefined.value > 0.0) {
        pc_text_add(out, "; never in ");
        pc_words_add_futures(out, results, pc_words_chance(results, metric->undefined));
    }
    add_by_plan(out, results, metric);
}
