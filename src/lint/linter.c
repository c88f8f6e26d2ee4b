/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All rules over one scenario, and what its plan accepts of their findings. */
#include "lint/rules.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static void (*const rules[])(pc_linter *) = {
    pc_lint_stated_shares, pc_lint_totals,
    pc_lint_parts,         pc_lint_share_targets,
    pc_lint_heads,         pc_lint_claims,
    pc_lint_minimums_each, pc_lint_minimums_together,
    pc_lint_ladders,       pc_lint_own_rates,
    pc_lint_durations,     pc_lint_growth,
    pc_lint_recruitment,   pc_lint_onboarding,
    pc_lint_pipelines,     pc_lint_rates,
    pc_lint_bands,         pc_lint_definitions,
    pc_lint_texts,
};

const char *pc_linter_text(pc_linter *linter, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *text = pc_arena_vprintf(linter->arena, format, args);
    va_end(args);
    return text ? text : "";
}

/* ---- findings ---- */

/* The reason the scenario gives for a finding of a rule at a place; the report outlives it. */
static const char *accepted(pc_linter *linter, const char *rule, const char *pointer)
{
    const pc_json *lint = pc_json_get(linter->scenario->resolved, "lint");
    const pc_json *accept = lint ? pc_json_get(lint, "accept") : NULL;
    const pc_json *reasons = accept ? pc_json_get(accept, rule) : NULL;
    const pc_json *reason = reasons ? pc_json_get(reasons, pointer) : NULL;
    return reason && reason->kind == PC_JSON_STRING
               ? pc_arena_strdup(linter->arena, reason->string)
               : NULL;
}

/* What the format's defaults filled in stands nowhere: the place is that of what holds it. */
static const pc_json *written(const pc_json *value)
{
    while (value && value->parent && strcmp(value->source->file, "defaults") == 0)
        value = value->parent;
    return value;
}

static pc_diag diag_at(pc_linter *linter, const char *pointer)
{
    const pc_json *value = written(pc_json_at_pointer(linter->scenario->resolved, pointer));
    pc_place at = { .file = "", .excerpt = "" };
    if (value && *pointer) at = pc_json_key_place(linter->arena, value);
    if (value && at.line == 0) at = pc_json_place(linter->arena, value);
    return (pc_diag) { .file = pc_linter_text(linter, "%s", at.file ? at.file : ""),
                       .line = at.line,
                       .column = at.column,
                       .pointer = pointer,
                       .excerpt = at.excerpt ? at.excerpt : "",
                       .caret = at.caret,
                       .width = at.width };
}

void pc_linter_find(pc_linter *linter, const char *rule, pc_severity severity,
                    const char *pointer, const char *help, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *text = pc_arena_vprintf(linter->arena, format, args);
    va_end(args);
    if (!text ||
        !PC_GROW(linter->arena, pc_lint_finding, linter->items, linter->n, linter->capacity))
        return;
    pc_diag said = diag_at(linter, pointer);
    said.severity = severity;
    said.code = rule;
    said.text = text;
    said.help = help;
    linter->items[linter->n++] =
        (pc_lint_finding) { .said = said, .accepted = accepted(linter, rule, pointer) };
}

bool pc_linter_found_before(pc_linter *linter, const char *rule, const char *pointer,
                            const char *subject, const pc_period *period)
{
    for (size_t i = 0; i < linter->n_yearly; i++) {
        const pc_linter_yearly *known = &linter->yearly[i];
        pc_diag *said = &linter->items[known->finding].said;
        if (strcmp(said->code, rule) != 0 || strcmp(said->pointer, pointer) != 0 ||
            strcmp(known->subject, subject) != 0)
            continue;
        said->text = pc_linter_text(linter, "%s; likewise in %s", said->text,
                                    pc_linter_when(linter, period));
        return true;
    }
    if (PC_GROW(linter->arena, pc_linter_yearly, linter->yearly, linter->n_yearly,
                linter->yearly_capacity))
        linter->yearly[linter->n_yearly++] = (pc_linter_yearly) { subject, linter->n };
    return false;
}

/* ---- what is accepted and not found ---- */

static bool is_found(const pc_linter *linter, const char *rule, const char *pointer)
{
    for (size_t i = 0; i < linter->n; i++)
        if (strcmp(linter->items[i].said.code, rule) == 0 &&
            strcmp(linter->items[i].said.pointer, pointer) == 0)
            return true;
    return false;
}

/* An acceptance that outlived its finding would hide the next one. */
static void check_accepted(pc_linter *linter)
{
    const pc_json *lint = pc_json_get(linter->scenario->resolved, "lint");
    const pc_json *accept = lint ? pc_json_get(lint, "accept") : NULL;
    for (size_t r = 0; accept && r < accept->n_items; r++) {
        const pc_json *rule = &accept->items[r];
        for (size_t i = 0; i < rule->n_items; i++) {
            const pc_json *reason = &rule->items[i];
            if (reason->kind != PC_JSON_STRING || strchr("/", reason->key[0]) == NULL) continue;
            if (!is_found(linter, rule->key, reason->key))
                pc_linter_find(linter, "L0", PC_WARNING, pc_json_pointer(linter->arena, reason),
                               "take it away", "%s finds nothing at \"%s\" (any more)",
                               rule->key, reason->key);
        }
    }
}

/* ---- the report ---- */

static void count(pc_lint_report *report, const pc_lint_finding *finding)
{
    if (finding->accepted)
        report->n_accepted++;
    else if (finding->said.severity == PC_ERROR)
        report->n_errors++;
    else
        report->n_warnings++;
}

static pc_status lint(pc_lint_report *report, const pc_scenario *scenario, pc_diags *diags)
{
    pc_linter linter = { .arena = report->arena,
                         .scenario = scenario,
                         .programme = &scenario->programme };
    const pc_status status =
        pc_at_plan_init(&linter.plan, linter.arena, linter.programme, diags);
    if (status != PC_OK) return status;
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) rules[i](&linter);
    check_accepted(&linter);
    report->findings = linter.items;
    report->n = linter.n;
    for (size_t i = 0; i < linter.n; i++) count(report, &linter.items[i]);
    return linter.arena->failed ? PC_ENOMEM : PC_OK;
}

pc_status pc_lint(pc_lint_report **out, const pc_scenario *scenario, pc_diags *diags)
{
    pc_lint_report *report = calloc(1, sizeof *report);
    pc_arena *arena = calloc(1, sizeof *arena);
    pc_status status = PC_ENOMEM;
    if (arena) pc_arena_init(arena);
    if (report) report->arena = arena;
    if (report && arena) status = lint(report, scenario, diags);
    if (status == PC_OK) {
        *out = report;
        return PC_OK;
    }
    if (report)
        pc_lint_free(report);
    else
        free(arena);
    return status;
}

/* ---- what was said already ---- */

static pc_diag copied(pc_arena *arena, const pc_diag *diag)
{
    pc_diag copy = *diag;
    copy.file = pc_arena_strdup(arena, diag->file);
    copy.pointer = pc_arena_strdup(arena, diag->pointer);
    copy.excerpt = pc_arena_strdup(arena, diag->excerpt);
    copy.code = pc_arena_strdup(arena, diag->code);
    copy.text = pc_arena_strdup(arena, diag->text);
    copy.help = pc_arena_strdup(arena, diag->help);
    return copy;
}

pc_status pc_lint_add_warnings(pc_lint_report *report, const pc_diags *diags)
{
    const size_t most = pc_diags_count(diags);
    size_t n = 0;
    pc_lint_finding *all =
        PC_NEW_ARRAY((pc_arena *)report->arena, pc_lint_finding, most + report->n + 1);
    if (!all) return PC_ENOMEM;
    for (size_t i = 0; i < most; i++)
        if (pc_diags_at(diags, i)->severity == PC_WARNING)
            all[n++].said = copied(report->arena, pc_diags_at(diags, i));
    if (((pc_arena *)report->arena)->failed) return PC_ENOMEM;
    for (size_t i = 0; i < report->n; i++) all[n + i] = report->findings[i];
    report->findings = all;
    report->n_warnings += n;
    report->n += n;
    return PC_OK;
}

void pc_lint_free(pc_lint_report *report)
{
    if (!report) return;
    if (report->arena) pc_arena_clear(report->arena);
    free(report->arena);
    free(report);
}
