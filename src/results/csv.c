/* SPDX-License-Identifier: GPL-3.0-or-later */
/* metrics.csv: one row a figure, lines ended as RFC 4180 says, text quoted where it must be. */
#include "results/csv.h"

#include "results/results.h"
#include "json/number.h"

#include <math.h>
#include <string.h>

void pc_csv_add_text(pc_text *out, const char *text)
{
    if (!text[strcspn(text, ",\"\r\n")]) {
        pc_text_add(out, text);
        return;
    }
    pc_text_add(out, "\"");
    for (const char *c = text; *c; c++) {
        if (*c == '"') pc_text_add(out, "\"");
        pc_text_add_n(out, c, 1);
    }
    pc_text_add(out, "\"");
}

void pc_csv_add_number(pc_text *out, double value)
{
    char digits[PC_NUMBER_SIZE];
    if (isfinite(value)) pc_text_add_n(out, digits, pc_number_write(digits, value));
}

typedef struct table {
    pc_text text;
    const char *scenario;
    const pc_metric *metric;
} table;

static void add_row(table *t, const char *stat, double value, double se)
{
    const char *texts[] = { t->scenario, t->metric->id, t->metric->period, t->metric->unit,
                            stat };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        pc_csv_add_text(&t->text, texts[i]);
        pc_text_add(&t->text, ",");
    }
    pc_csv_add_number(&t->text, value);
    pc_text_add(&t->text, ",");
    pc_csv_add_number(&t->text, se);
    pc_text_add(&t->text, "\r\n");
}

static void add_metric(table *t, bool simulated)
{
    const pc_metric *m = t->metric;
    if (isfinite(m->stated)) add_row(t, "stated", m->stated, (double)NAN);
    add_row(t, "at_plan", m->at_plan, (double)NAN);
    add_row(t, "at_means", m->at_means, (double)NAN);
    for (int stat = 0; stat < (simulated ? PC_N_STATS : PC_MEAN + 1); stat++)
        add_row(t, pc_stat_ids[stat], m->stats[stat].value, m->stats[stat].se);
    if (m->undefined.value > 0) add_row(t, "undefined", m->undefined.value, m->undefined.se);
    if (isfinite(m->p_stated.value)) add_row(t, "p_stated", m->p_stated.value, m->p_stated.se);
    if (isfinite(m->p_break_even.value))
        add_row(t, "p_break_even", m->p_break_even.value, m->p_break_even.se);
}

char *pc_results_csv(const pc_results *results)
{
    table t = { .scenario = results->name };
    pc_text_add(&t.text, "scenario,metric,period,unit,stat,value,se\r\n");
    for (size_t i = 0; i < results->n_metrics; i++) {
        t.metric = &results->metrics[i];
        add_metric(&t, strcmp(results->at, "simulated") == 0);
    }
    return pc_text_take(&t.text);
}
