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

static void finding(pc_json_writer *w, const pc_diag *said, const char *accepted)
{
    pc_json_write_object(w, false);
    text(w, "rule", said->code);
    text(w, "severity", said->severity == PC_ERROR ? "error" : "warning");
    text(w, "pointer", said->pointer);
    text(w, "file", said->file);
    number(w, "line", said->line);
    number(w, "column", said->column);
    text(w, "text", said->text);
    text(w, "help", said->help);
    pc_json_write_key(w, "accepted");
    if (accepted)
        pc_json_write_string(w, accepted);
    else
        pc_json_write_null(w);
    pc_json_write_end(w);
}

static void begin(pc_json_writer *w, const char *scenario, size_t n_errors, size_t n_warnings,
                  size_t n_accepted)
{
    pc_json_write_object(w, false);
    text(w, "format", "partnercast-lint/1");
    text(w, "scenario", scenario);
    number(w, "errors", (double)n_errors);
    number(w, "warnings", (double)n_warnings);
    number(w, "accepted", (double)n_accepted);
    pc_json_write_list(w, "findings");
}

static char *end(pc_json_writer *w)
{
    pc_json_write_end(w);
    pc_json_write_end(w);
    pc_text_add(&w->text, "\n");
    return pc_text_take(&w->text);
}

char *pc_lint_json(const pc_lint_report *report, const char *scenario_name)
{
    pc_json_writer w = { 0 };
    begin(&w, scenario_name, report->n_errors, report->n_warnings, report->n_accepted);
    for (size_t i = 0; i < report->n; i++)
        finding(&w, &report->findings[i].said, report->findings[i].accepted);
    return end(&w);
}

char *pc_lint_problems_json(const pc_diags *diags, const char *scenario_name)
{
    pc_json_writer w = { 0 };
    const size_t n = pc_diags_count(diags);
    size_t n_warnings = 0;
    for (size_t i = 0; i < n; i++) n_warnings += pc_diags_at(diags, i)->severity == PC_WARNING;
    begin(&w, scenario_name, pc_diags_errors(diags), n_warnings, 0);
    for (size_t i = 0; i < n; i++) finding(&w, pc_diags_at(diags, i), NULL);
    return end(&w);
}
