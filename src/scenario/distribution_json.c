/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One distribution as JSON. What is infinite is no number: it is left out, or said in words. */
#include "partnercast/dist.h"

#include "json/number.h"
#include "json/writer.h"

#include <math.h>

static void write_text(pc_json_writer *w, const char *key, const char *text)
{
    if (!*text) return;
    pc_json_write_key(w, key);
    pc_json_write_string(w, text);
}

static void write_number(pc_json_writer *w, const char *key, double x)
{
    if (!isfinite(x)) return;
    pc_json_write_key(w, key);
    pc_json_write_number(w, x);
}

static void write_pairs(pc_json_writer *w, const char *key, const pc_distribution *d,
                        const double *at, size_t n, bool is_p)
{
    pc_json_write_list(w, key);
    for (size_t i = 0; i < n; i++) {
        const double other =
            is_p ? pc_distribution_quantile(d, at[i]) : pc_distribution_cdf(d, at[i]);
        pc_json_write_object(w, true);
        write_number(w, "p", is_p ? at[i] : other);
        write_number(w, "x", is_p ? other : at[i]);
        pc_json_write_end(w);
    }
    pc_json_write_end(w);
}

static void write_atoms(pc_json_writer *w, const pc_distribution *d)
{
    pc_json_write_list(w, "values");
    for (size_t i = 0; i < d->n_atoms; i++) {
        pc_json_write_object(w, true);
        write_number(w, "x", d->atoms[i].value);
        write_number(w, "probability", d->atoms[i].probability);
        pc_json_write_end(w);
    }
    pc_json_write_end(w);
}

char *pc_distribution_json(const pc_distribution *d, const pc_distribution_questions *questions)
{
    static const double table[] = { 0.001, 0.01, 0.05, 0.1,  0.25, 0.5,
                                    0.75,  0.9,  0.95, 0.99, 0.999 };
    pc_json_writer w = { 0 };
    pc_json_write_object(&w, false);
    write_text(&w, "name", d->name);
    write_text(&w, "spec", d->spec);
    write_text(&w, "family", d->family);
    write_text(&w, "unit", d->unit);
    write_text(&w, "currency", d->currency);
    write_text(&w, "data", d->data);
    write_number(&w, "plan", d->plan);
    write_number(&w, "mean", d->mean);
    write_number(&w, "sd", d->sd);
    if (isinf(d->sd)) write_text(&w, "sd", "infinite");
    write_number(&w, "low", d->low);
    write_number(&w, "high", d->high);
    write_pairs(&w, "quantiles", d, table, sizeof table / sizeof *table, true);
    if (questions && questions->n_p)
        write_pairs(&w, "quantile", d, questions->p, questions->n_p, true);
    if (questions && questions->n_x)
        write_pairs(&w, "at", d, questions->x, questions->n_x, false);
    if (d->n_atoms) write_atoms(&w, d);
    pc_json_write_end(&w);
    pc_text_add(&w.text, "\n");
    return pc_text_take(&w.text);
}
