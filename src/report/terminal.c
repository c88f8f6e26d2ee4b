/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The summary of a run as an analyst would put it: the finding, the years, the mix, the doubts.
 */
#include "partnercast/report.h"

#include "report/drivers.h"
#include "report/figure.h"
#include "report/finding.h"
#include "report/mix.h"
#include "report/table.h"
#include "report/tiers.h"
#include "report/words.h"
#include "results/results.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The paragraph's text is taken out of `text`, which is empty again afterwards. */
static void paragraph(pc_sheet *page, const char *label, pc_sheet_style style, pc_text *text)
{
    if (text->failed) page->out.failed = true;
    if (text->data && *text->data) pc_sheet_paragraph(page, label, style, text->data);
    pc_text_clear(text);
}

static void separate(pc_text *text, const pc_sheet *page)
{
    if (text->n) pc_text_add(text, pc_sheet_sign(page, PC_SIGN_SEPARATOR));
}

static void blank_line(pc_sheet *page)
{
    pc_text_add(&page->out, "\n");
}

/* ---- The head ---- */

static void add_facts(pc_text *out, const pc_sheet *page, const pc_results *results)
{
    if (pc_words_is_deterministic(results)) {
        pc_text_addf(out, "at %s", results->at);
    } else {
        pc_figure_add_count(out, results->trials);
        pc_text_add(out, results->trials == 1 ? " future" : " futures");
        separate(out, page);
        pc_text_addf(out, "seed %llu", (unsigned long long)results->seed);
    }
    separate(out, page);
    pc_words_add_months(out, results->months);
    separate(out, page);
    pc_text_add(out, results->currency);
}

static void place_head(pc_sheet *page, const char *title, const pc_text *facts)
{
    pc_text shown = { 0 };
    const size_t left = pc_sheet_columns(title, strlen(title));
    const size_t right = pc_sheet_columns(facts->data, facts->n);
    pc_sheet_add_short(&shown, page, title, page->columns);
    if (shown.failed || !shown.data)
        page->out.failed = true;
    else
        pc_sheet_add(page, PC_SHEET_BOLD, shown.data);
    pc_text_clear(&shown);
    if (left + 3 + right <= page->columns)
        pc_text_repeat(&page->out, ' ', page->columns - left - right);
    else
        blank_line(page);
    if (right > page->columns) {
        pc_sheet_paragraph(page, "", PC_SHEET_DIM, facts->data);
    } else {
        pc_sheet_add(page, PC_SHEET_DIM, facts->data);
        blank_line(page);
    }
}

/* Title and version on the left, how it was simulated on the right; below when there is no
 * room. */
static void add_head(pc_sheet *page, const pc_results *results)
{
    pc_text facts = { 0 }, head = { 0 };
    pc_text_add(&head, results->title && *results->title ? results->title : results->name);
    if (results->version && *results->version) pc_text_addf(&head, " %s", results->version);
    add_facts(&facts, page, results);
    char *title = head.failed ? NULL : pc_sheet_clean(page, head.data);
    if (!title || facts.failed) {
        page->out.failed = true;
    } else {
        place_head(page, title, &facts);
    }
    free(title);
    pc_text_clear(&head);
    pc_text_clear(&facts);
    blank_line(page);
}

static void add_finding(pc_sheet *page, const pc_results *results)
{
    pc_text finding = { 0 };
    pc_finding_add(&finding, page, results);
    if (!finding.n) return pc_text_clear(&finding);
    paragraph(page, "", PC_SHEET_BOLD, &finding);
    blank_line(page);
}

/* ---- Targets ---- */

enum { MAX_TARGETS = 8 };

static bool is_met(const pc_target_result *target, double value)
{
    const bool may_be_equal = target->op[0] && target->op[1] == '=';
    if (value == target->value) return may_be_equal;
    return target->op[0] == '>' ? value > target->value : value < target->value;
}

/* In a deterministic pass: the value, and whether it meets the target. */
static void add_met(pc_text *out, const pc_sheet *page, const pc_results *results,
                    const pc_metric *metric, const pc_target_result *target)
{
    const double value = metric->stats[PC_MEAN].value;
    const pc_format format = pc_figure_for(results, metric->unit, value, 0.0);
    if (pc_words_is_undefined(metric)) {
        pc_text_add(out, "  undefined");
        return;
    }
    pc_text_addf(out, "  %s ",
                 pc_sheet_sign(page, is_met(target, value) ? PC_SIGN_YES : PC_SIGN_NO));
    pc_figure_add(out, page, &format, value, false);
}

/* Payback by month 12; revenue >= $3M in year 1 */
static void add_condition(pc_text *text, const pc_sheet *page, const pc_results *results,
                          const pc_target_result *target, const pc_metric *metric)
{
    const bool is_floor = target->op[0] == '>', may_be_equal = target->op[1] == '=';
    pc_words_add_metric(text, target->metric);
    pc_finding_capitalise(text->data);
    if (metric && metric->is_never) {
        const char *when = is_floor ? (may_be_equal ? "not before" : "after")
                                    : (may_be_equal ? "by" : "before");
        pc_text_addf(text, " %s month %.0f", when, target->value);
        return;
    }
    const char *sign = pc_sheet_sign(page, is_floor ? PC_SIGN_AT_LEAST : PC_SIGN_AT_MOST);
    pc_text_addf(text, " %s ", may_be_equal ? sign : target->op);
    pc_figure_add_stated(text, page, results, metric ? metric->unit : "count", target->value);
    pc_text_add(text, " ");
    pc_words_add_period(text, results, target->period);
}

/* Whether the required probability is met, not whether the odds are good: ✗ 64 in 100, required
 * in 80 of 100. */
static void add_verdict(pc_text *text, const pc_sheet *page, const pc_results *results,
                        const pc_target_result *target)
{
    const bool is_kept = target->probability.value >= target->require;
    pc_text_addf(text, "%s ", pc_sheet_sign(page, is_kept ? PC_SIGN_YES : PC_SIGN_NO));
    pc_words_add_chance(text, pc_words_chance(results, target->probability));
}

/* ✗ 34 in 100, undefined in 16 of 100 futures */
static void add_odds(pc_text *text, const pc_sheet *page, const pc_results *results,
                     const pc_target_result *target, const pc_metric *metric)
{
    const size_t from = text->n;
    if (isnan(target->require) || pc_words_are_few(results) || pc_words_is_undefined(metric))
        pc_words_add_odds(text, page, results, metric, target->probability);
    else
        add_verdict(text, page, results, target);
    if (metric && !metric->is_never && metric->undefined.value > 0.0 &&
        metric->undefined.value < 1.0 && !pc_words_are_few(results)) {
        pc_text_add(text, ", undefined in ");
        pc_words_add_futures(text, results, pc_words_chance(results, metric->undefined));
    }
    if (!isnan(target->require))
        pc_text_addf(text, ", required in %.4g of 100", target->require * 100.0);
    pc_sheet_glue(text, from);
}

static void add_target(pc_sheet *page, const pc_results *results,
                       const pc_target_result *target, const char *label)
{
    pc_text text = { 0 };
    const pc_metric *metric = pc_results_find(results, target->metric, target->period);
    add_condition(&text, page, results, target, metric);
    if (pc_words_is_deterministic(results)) {
        if (metric) add_met(&text, page, results, metric, target);
    } else if (!isnan(target->probability.value)) {
        pc_text_add(&text, "  ");
        add_odds(&text, page, results, target, metric);
    }
    paragraph(page, label, PC_SHEET_PLAIN, &text);
}

static void add_targets(pc_sheet *page, const pc_results *results, const bool *is_shown)
{
    size_t n = 0;
    for (size_t i = 0; i < results->n_targets; i++) {
        if (is_shown[i]) continue;
        if (n++ < MAX_TARGETS)
            add_target(page, results, &results->targets[i], n > 1 ? " " : "Targets");
    }
    if (n > MAX_TARGETS) {
        pc_text more = { 0 };
        pc_text_addf(&more, "and %zu more in results.json", n - MAX_TARGETS);
        paragraph(page, " ", PC_SHEET_PLAIN, &more);
    }
    if (n) blank_line(page);
}

/* ---- From plan to forecast, and what it rests on ---- */

static void add_value(pc_text *out, const pc_sheet *page, const pc_results *results,
                      const pc_metric *metric, double value, double se, const char *words)
{
    if (!isfinite(value)) return;
    const pc_format figure = pc_figure_for(results, metric->unit, value, se);
    if (out->n) pc_text_add(out, page->is_utf8 ? PC_SHEET_GLUE "· " : ", ");
    pc_figure_add_estimate(out, page, &figure, (pc_estimate) { value, se }, false);
    pc_text_addf(out, PC_SHEET_GLUE "%s", words);
}

static void add_plan_to_forecast(pc_sheet *page, const pc_results *results)
{
    const pc_metric *metric = pc_finding_headline(results, 0).metric;
    if (!metric || metric->is_never || pc_words_is_deterministic(results)) return;
    const pc_estimate *mean = &metric->stats[PC_MEAN];
    pc_text text = { 0 };
    add_value(&text, page, results, metric, metric->at_plan, (double)NAN, "as the plan counts");
    add_value(&text, page, results, metric, metric->at_means, (double)NAN,
              "with every assumption at its mean");
    add_value(&text, page, results, metric, mean->value, mean->se, "simulated");
    paragraph(page, "Plan to forecast", PC_SHEET_PLAIN, &text);
}

enum { MAX_CASES = 6 };

/* A line a case: "Downside 0.9x, the plan 1.6x (partner ROI in year 1)". */
static void add_cases(pc_sheet *page, const pc_results *results)
{
    const pc_metric *metric = pc_finding_headline(results, 0).metric;
    for (size_t i = 0; metric && i < results->n_cases && i < MAX_CASES; i++) {
        const pc_case_result *line = &results->cases[i];
        const double value = pc_results_case_value(line, metric->id, metric->period);
        const double both[] = { value, metric->at_plan };
        pc_text text = { 0 };
        char *title = pc_sheet_clean(page, line->title);
        if (!title) page->out.failed = true;
        for (size_t k = 0; k < 2; k++) {
            pc_text_addf(&text, "%s" PC_SHEET_GLUE, k ? ", the plan" : title ? title : "");
            if (!isfinite(both[k])) {
                pc_text_add(&text, metric->is_never ? "never" : "undefined");
                continue;
            }
            const pc_format figure = pc_figure_for(results, metric->unit, both[k], (double)NAN);
            pc_figure_add_estimate(&text, page, &figure, (pc_estimate) { both[k], (double)NAN },
                                   false);
        }
        pc_text_add(&text, " (");
        pc_words_add_metric(&text, metric->id);
        pc_text_add(&text, " ");
        pc_words_add_period(&text, results, metric->period);
        pc_text_add(&text, ")");
        free(title);
        paragraph(page, i ? " " : "Cases", PC_SHEET_PLAIN, &text);
    }
}

/* The headline's return sets revenue against cost, where payback sets margin against it: the
 * two may tell opposite stories. */
static bool is_of_revenue(const pc_results *results)
{
    const char *headline = results->roi_headline ? results->roi_headline : "multiple";
    return strcmp(headline, "multiple") == 0 || strcmp(headline, "net") == 0;
}

/* The table of years has no place for it. */
static void add_payback(pc_sheet *page, const pc_results *results)
{
    const pc_metric *metric = pc_results_find(results, "payback.month", "all");
    if (!metric) return;
    pc_text text = { 0 };
    const double month = metric->stats[PC_MEAN].value;
    if (pc_words_are_few(results))
        pc_text_add(&text, "too few futures");
    else if (!pc_words_is_deterministic(results))
        pc_words_add_when(&text, results, metric);
    else if (isnan(month)) {
        pc_text_add(&text, "never within ");
        pc_words_add_months(&text, results->months);
    } else
        pc_text_addf(&text, "in month %d", (int)(month + 0.5));
    if (is_of_revenue(results) && text.n)
        pc_text_add(&text, " (the return above counts revenue, not its margin)");
    paragraph(page, "Payback on margin", PC_SHEET_PLAIN, &text);
}

static void add_drivers(pc_sheet *page, const pc_results *results)
{
    pc_text text = { 0 };
    pc_drivers_add(&text, page, results);
    paragraph(page, "What drives it", PC_SHEET_PLAIN, &text);
}

/* Something of its own is drawn for it. A formula is not counted: what is uncertain in it is,
 * under its own name. A schedule is certain unless one of its elements is an object, which can
 * only be a distribution; any other object is one. What every partner or deal has of its own is
 * luck, and nothing that one could know. */
static bool is_uncertain(const pc_assumption_result *assumption)
{
    const char *spec = assumption->spec, *each = assumption->each;
    if (each && (strcmp(each, "partner") == 0 || strcmp(each, "deal") == 0)) return false;
    if (!isnan(assumption->p5) && !isnan(assumption->p95))
        return assumption->p5 < assumption->p95;
    if (!spec || *spec != '{') return false;
    const bool is_schedule =
        strncmp(spec, "{\"by_", 5) == 0 || strncmp(spec, "{\"from\"", 7) == 0;
    return !is_schedule || strchr(spec + 1, '{');
}

static bool is_assumed(const pc_assumption_result *assumption)
{
    return !pc_results_is_stated(assumption->source ? assumption->source : "",
                                 assumption->confidence ? assumption->confidence : "");
}

static const char *last_part(const char *pointer)
{
    const char *slash = strrchr(pointer, '/');
    return slash ? slash + 1 : pointer;
}

static void add_assumed(pc_sheet *page, const pc_results *results)
{
    size_t n_uncertain = 0, n_assumed = 0;
    pc_text names = { 0 }, text = { 0 };
    for (size_t i = 0; i < results->n_assumptions; i++) {
        const pc_assumption_result *assumption = &results->assumptions[i];
        if (!is_uncertain(assumption)) continue;
        n_uncertain++;
        if (!is_assumed(assumption)) continue;
        if (n_assumed++ < 6)
            pc_text_addf(&names, "%s%s", n_assumed > 1 ? ", " : "",
                         last_part(assumption->pointer));
    }
    if (n_assumed > 6) pc_text_addf(&names, ", %zu more", n_assumed - 6);
    if (n_assumed == 1 && n_uncertain == 1)
        pc_text_addf(&text, "the one uncertain assumption is not stated by the plan: %s",
                     names.data ? names.data : "");
    else if (n_assumed > 0)
        pc_text_addf(&text, "%zu of %zu uncertain assumptions are not stated by the plan: %s",
                     n_assumed, n_uncertain, names.data ? names.data : "");
    else if (n_uncertain == 1)
        pc_text_add(&text, "nothing: the one uncertain assumption has a source");
    else if (n_uncertain > 0)
        pc_text_addf(&text, "nothing: all %zu uncertain assumptions have a source",
                     n_uncertain);
    if (names.failed) text.failed = true;
    paragraph(page, "What is assumed", PC_SHEET_PLAIN, &text);
    pc_text_clear(&names);
}

enum { MAX_DOUBTS = 3 };

static void add_warning(pc_sheet *page, const pc_warning_result *warning, const char *label)
{
    pc_text text = { 0 };
    char *clean = pc_sheet_clean(page, warning->text);
    if (!clean) page->out.failed = true;
    if (clean)
        pc_text_addf(&text, "%s%s%s: %s", warning->code, *warning->pointer ? " " : "",
                     warning->pointer, clean);
    free(clean);
    paragraph(page, label, PC_SHEET_PLAIN, &text);
}

/* Whether an earlier warning has the same rule. */
static bool is_repeated(const pc_results *results, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (strcmp(results->warnings[k].code, results->warnings[i].code) == 0) return true;
    return false;
}

/* What the linter found is one line here: it has a command of its own. */
static void add_contradictions(pc_sheet *page, const pc_results *results, const char *label)
{
    size_t n = 0;
    pc_text rules = { 0 }, text = { 0 };
    for (size_t i = 0; i < results->n_warnings; i++) {
        if (*results->warnings[i].code != 'L') continue;
        if (!is_repeated(results, i))
            pc_text_addf(&rules, "%s%s", rules.n ? ", " : "", results->warnings[i].code);
        n++;
    }
    if (n)
        pc_text_addf(
            &text,
            "%zu contradiction%s or gap%s in the plan itself (%s); partnercast lint shows "
            "where",
            n, n == 1 ? "" : "s", n == 1 ? "" : "s", rules.data ? rules.data : "");
    if (rules.failed) text.failed = true;
    paragraph(page, label, PC_SHEET_PLAIN, &text);
    pc_text_clear(&rules);
}

static void add_doubts(pc_sheet *page, const pc_results *results)
{
    size_t n = 0;
    for (size_t i = 0; i < results->n_warnings; i++)
        if (*results->warnings[i].code != 'L' && n++ < MAX_DOUBTS)
            add_warning(page, &results->warnings[i], n == 1 ? "Doubts" : " ");
    if (n > MAX_DOUBTS) {
        pc_text more = { 0 };
        pc_text_addf(&more, "and %zu more in results.json", n - MAX_DOUBTS);
        paragraph(page, " ", PC_SHEET_PLAIN, &more);
    }
    add_contradictions(page, results, n ? " " : "Doubts");
}

static void add_files(pc_sheet *page, const pc_terminal_options *options)
{
    if (!options->folder || options->n_files == 0) return;
    pc_text text = { 0 };
    for (size_t i = 0; i < options->n_files; i++)
        pc_text_addf(&text, "%s%s", i ? "  " : "", options->files[i]);
    blank_line(page);
    char *folder = pc_sheet_clean(page, options->folder);
    if (!folder) page->out.failed = true;
    if (folder && pc_sheet_columns(folder, strlen(folder)) > 17) {
        pc_text_addf(&page->out, "  %s\n", folder); /* whole: people copy it */
        paragraph(page, " ", PC_SHEET_PLAIN, &text);
    } else if (folder) {
        paragraph(page, folder, PC_SHEET_PLAIN, &text);
    }
    pc_text_clear(&text);
    free(folder);
}

/* ---- The whole ---- */

char *pc_report_terminal(const pc_results *results, const pc_terminal_options *options)
{
    static const pc_terminal_options defaults;
    if (!options) options = &defaults;
    const unsigned columns = options->columns ? options->columns : 100;
    pc_sheet page = { .columns = columns < 40    ? 40
                                 : columns > 120 ? 120
                                                 : columns,
                      .is_utf8 = options->utf8,
                      .is_coloured = options->colour };
    pc_arena arena;
    pc_arena_init(&arena);
    bool *is_shown = PC_NEW_ARRAY(&arena, bool, results->n_targets);
    add_head(&page, results);
    add_finding(&page, results);
    if (is_shown) pc_table_add(is_shown, &page, &arena, results);
    if (is_shown) add_targets(&page, results, is_shown);
    pc_mix_add(&page, &arena, results);
    pc_tiers_add(&page, &arena, results);
    add_plan_to_forecast(&page, results);
    add_cases(&page, results);
    add_payback(&page, results);
    add_drivers(&page, results);
    add_assumed(&page, results);
    add_doubts(&page, results);
    add_files(&page, options);
    if (arena.failed) page.out.failed = true;
    pc_arena_clear(&arena);
    return pc_text_take(&page.out);
}
