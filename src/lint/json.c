/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "partnercast/lint.h"

#include "json/writer.h"

static void text(pc_json_writer *w, const char *key, const char *value)
{
    pc_json_write_key(w, key);
    pc_json_write_string(w, value);
}

static void number(pc_json_writer *w, const char *key, double value)
{
    pc_json_write_key(w, key);
    pc_json_write_number(w, value);
}

static void finding(pc_json_writer *w, const pc_lint_finding *f)
{
    pc_json_write_object(w, false);
    text(w, "rule", f->said.code);
    text(w, "severity", f->said.severity == PC_ERROR ? "error" : "warning");
    text(w, "pointer", f->said.pointer);
    text(w, "file", f->said.file);
    number(w, "line", f->said.line);
    number(w, "column", f->said.column);
    text(w, "text", f->said.text);
    text(w, "help", f->said.help);
    pc_json_write_key(w, "accepted");
    if (f->accepted)
        pc_json_write_string(w, f->accepted);
    else
        pc_json_write_null(w);
    pc_json_write_end(w);
}

char *pc_lint_json(const pc_lint_report *report, const char *scenario_name)
{
    pc_json_writer w = { 0 };
    pc_json_write_object(&w, false);
    text(&w, "format", "partnercast-lint/1");
    text(&w, "scenario", scenario_name);
    number(&w, "errors", (double)report->n_errors);
    number(&w, "warnings", (double)report->n_warnings);
    number(&w, "accepted", (double)report->n_accepted);
    pc_json_write_key(&w, "findings");
    pc_json_write_array(&w, false);
    for (size_t i = 0; i < report->n; i++) finding(&w, &report->findings[i]);
    pc_json_write_end(&w);
    pc_json_write_end(&w);
    pc_text_add(&w.text, "\n");
    return pc_text_take(&w.text);
}
