/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The summary of a run as an analyst would put it: the finding, the years, the mix, the doubts.
 */
#include "partnercast/report.h"

#include "report/figure.h"
#include "report/finding.h"
#include "report/table.h"
#include "report/words.h"

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
    pc_text_addf(out, "%d months", results->months);
    separate(out, page);
    pc_text_add(out, results->currency);
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
        const size_t left = pc_sheet_columns(title, strlen(title));
        const size_t right = pc_sheet_columns(facts.data, facts.n);
        pc_sheet_add(page, PC_SHEET_BOLD, title);
        if (left + 3 + right <= page->columns)
            pc_text_repeat(&page->out, ' ', page->columns - left - right);
        else
            blank_line(page);
        pc_sheet_add(page, PC_SHEET_DIM, facts.data);
        blank_line(page);
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
    pc_text_addf(out, "  %s ",
                 pc_sheet_sign(page, is_met(target, value) ? PC_SIGN_YES : PC_SIGN_NO));
    pc_figure_add(out, page, &format, value, false);
}

static void add_target(pc_sheet *page, const pc_results *results,
                       const pc_target_result *target, const char *label)
{
    pc_text text = { 0 };
    const pc_metric *metric = pc_results_find(results, target->metric, target->period);
    const bool is_floor = target->op[0] == '>';
    pc_words_add_metric(&text, target->metric);
    pc_finding_capitalise(text.data);
    pc_text_addf(&text, " %s ",
                 pc_sheet_sign(page, is_floor ? PC_SIGN_AT_LEAST : PC_SIGN_AT_MOST));
    pc_figure_add_stated(&text, page, results, metric ? metric->unit : "count", target->value);
    pc_text_add(&text, " ");
    pc_words_add_period(&text, results, target->period);
    if (pc_words_is_deterministic(results)) {
        if (metric) add_met(&text, page, results, metric, target);
    } else if (!isnan(target->probability.value)) {
        pc_text_add(&text, "  ");
        const size_t from = text.n;
        pc_words_add_verdict(&text, page, target->probability.value);
        pc_words_add_chance(&text, pc_words_chance(results, target->probability));
        for (size_t i = from; i < text.n; i++) /* kept on one line */
            if (text.data[i] == ' ') text.data[i] = *PC_SHEET_GLUE;
    }
    paragraph(page, label, PC_SHEET_PLAIN, &text);
}

static void add_targets(pc_sheet *page, const pc_results *results, const bool *is_shown)
{
    size_t n = 0;
    for (size_t i = 0; i < results->n_targets; i++)
        if (!is_shown[i])
            add_target(page, results, &results->targets[i], n++ ? " " : "Targets");
    if (n) blank_line(page);
}

/* ---- Channel mix ---- */

enum { MAX_MIX = 7 };

typedef struct slice {
    const char *name;
    double share_frac;
    int percent;
} slice;

/* Whole percents that sum to what the shares sum to: the largest remainders are rounded up. */
static void round_together(slice *slices, size_t n)
{
    double sum_frac = 0.0;
    int sum = 0;
    for (size_t i = 0; i < n; i++) {
        slices[i].percent = (int)floor(100.0 * slices[i].share_frac + 1e-9);
        sum += slices[i].percent;
        sum_frac += slices[i].share_frac;
    }
    for (int owed = (int)(100.0 * sum_frac + 0.5) - sum; owed > 0; owed--) {
        size_t best = 0;
        double most = -1.0;
        for (size_t i = 0; i < n; i++) {
            const double rest = 100.0 * slices[i].share_frac - slices[i].percent;
            if (rest > most) most = rest, best = i;
        }
        slices[best].percent++;
    }
}

static size_t find_shares(slice *slices, const pc_results *results)
{
    char id[256], period[16];
    snprintf(period, sizeof period, "y%d", pc_words_years(results));
    for (size_t i = 0; i < results->n_channels; i++) {
        snprintf(id, sizeof id, "share.channel.%s", results->channels[i]);
        const pc_metric *metric = pc_results_find(results, id, period);
        if (!metric || !(metric->stats[PC_MEAN].value >= 0.0)) return 0;
        slices[i] = (slice) { results->channels[i], metric->stats[PC_MEAN].value, 0 };
    }
    return results->n_channels;
}

static int by_share(const void *a, const void *b)
{
    const slice *x = a, *y = b;
    if (x->share_frac != y->share_frac) return x->share_frac < y->share_frac ? 1 : -1;
    return strcmp(x->name, y->name);
}

/* Of slices in order: MAX_MIX are left, the last of them "others". */
static size_t merge_smallest(slice *slices, size_t n)
{
    slice others = { "others", 0.0, 0 };
    if (n <= MAX_MIX) return n;
    while (n >= MAX_MIX) others.share_frac += slices[--n].share_frac;
    slices[n++] = others;
    return n;
}

/* ████████<glue>40%: one sign for 5 %. */
static void add_bar(pc_text *out, const pc_sheet *page, int percent)
{
    const int n_signs = (percent + 2) / 5;
    for (int k = 0; k < n_signs; k++) pc_text_add(out, pc_sheet_sign(page, PC_SIGN_BAR));
    pc_text_addf(out, "%s%d%%", n_signs ? PC_SHEET_GLUE : "", percent);
}

static void add_bars(pc_text *out, const pc_sheet *page, const slice *slices, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        pc_text_addf(out, "%s%s" PC_SHEET_GLUE, i ? "  " : "", slices[i].name);
        add_bar(out, page, slices[i].percent);
    }
}

/* One channel a line, where they do not fit beside each other. */
static void add_bar_lines(pc_sheet *page, const char *label, const slice *slices, size_t n)
{
    size_t widest = 0;
    for (size_t i = 0; i < n; i++) {
        const size_t width = pc_sheet_columns(slices[i].name, strlen(slices[i].name));
        if (width > widest) widest = width;
    }
    for (size_t i = 0; i < n; i++) {
        pc_text text = { 0 };
        const size_t width = pc_sheet_columns(slices[i].name, strlen(slices[i].name));
        pc_text_add(&text, slices[i].name);
        for (size_t k = width; k < widest + 2; k++) pc_text_add(&text, PC_SHEET_GLUE);
        add_bar(&text, page, slices[i].percent);
        paragraph(page, i ? " " : label, PC_SHEET_PLAIN, &text);
    }
}

/* Shares of the last year, the largest first: on one line, else one a line. */
static void add_mix(pc_sheet *page, pc_arena *arena, const pc_results *results)
{
    slice *slices = PC_NEW_ARRAY(arena, slice, results->n_channels);
    size_t n = slices ? find_shares(slices, results) : 0;
    if (n < 2) return;
    qsort(slices, n, sizeof *slices, by_share);
    n = merge_smallest(slices, n);
    round_together(slices, n);
    pc_text label = { 0 };
    pc_text_add(&label, results->start_month == 1 ? "Channel mix " : "Mix ");
    pc_words_add_year(&label, results, pc_words_years(results));
    pc_text bars = { 0 };
    add_bars(&bars, page, slices, n);
    const bool is_one_line =
        PC_SHEET_MARGIN + pc_sheet_columns(bars.data, bars.n) <= page->columns;
    if (label.failed || bars.failed)
        page->out.failed = true;
    else if (is_one_line)
        pc_sheet_paragraph(page, label.data, PC_SHEET_PLAIN, bars.data);
    else
        add_bar_lines(page, label.data, slices, n);
    pc_text_clear(&bars);
    pc_text_clear(&label);
}

/* ---- From plan to forecast, and what it rests on ---- */

static void add_value(pc_text *out, const pc_sheet *page, const pc_results *results,
                      const pc_metric *metric, double value, double se, const char *words)
{
    if (isnan(value)) return;
    const pc_format figure = pc_figure_for(results, metric->unit, value, se);
    if (out->n) pc_text_add(out, page->is_utf8 ? PC_SHEET_GLUE "· " : ", ");
    pc_figure_add(out, page, &figure, value, false);
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

/* The table of years has no place for it. */
static void add_payback(pc_sheet *page, const pc_results *results)
{
    const pc_metric *metric = pc_results_find(results, "payback.month", "all");
    if (!metric) return;
    pc_text text = { 0 };
    const double month = metric->stats[PC_MEAN].value;
    if (!pc_words_is_deterministic(results))
        pc_words_add_when(&text, results, metric);
    else if (isnan(month))
        pc_text_addf(&text, "never within %d months", results->months);
    else
        pc_text_addf(&text, "in month %d", (int)(month + 0.5));
    paragraph(page, "Payback", PC_SHEET_PLAIN, &text);
}

static bool is_text(const char *text, const char *wanted)
{
    return text && strcmp(text, wanted) == 0;
}

/* Something of its own is drawn for it. A formula is not counted: what is uncertain in it is,
 * under its own name. A schedule is certain unless one of its elements is an object, which can
 * only be a distribution; any other object is one. */
static bool is_uncertain(const pc_assumption_result *assumption)
{
    const char *spec = assumption->spec;
    if (!isnan(assumption->p5) && !isnan(assumption->p95))
        return assumption->p5 < assumption->p95;
    if (!spec || *spec != '{') return false;
    const bool is_schedule =
        strncmp(spec, "{\"by_", 5) == 0 || strncmp(spec, "{\"from\"", 7) == 0;
    return !is_schedule || strchr(spec + 1, '{');
}

static bool is_assumed(const pc_assumption_result *assumption)
{
    return is_text(assumption->source, "assumed") || !assumption->source ||
           !*assumption->source || is_text(assumption->confidence, "guess") ||
           is_text(assumption->confidence, "judgement");
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
        pc_text_addf(&text, "the one uncertain assumption rests on judgement: %s",
                     names.data ? names.data : "");
    else if (n_assumed > 0)
        pc_text_addf(&text, "%zu of %zu uncertain assumptions rest on judgement: %s", n_assumed,
                     n_uncertain, names.data ? names.data : "");
    else if (n_uncertain > 0)
        pc_text_addf(&text, "none: all %zu uncertain assumptions have a source", n_uncertain);
    if (names.failed) text.failed = true;
    paragraph(page, "What is assumed", PC_SHEET_PLAIN, &text);
    pc_text_clear(&names);
}

enum { MAX_DOUBTS = 3 };

static void add_doubts(pc_sheet *page, const pc_results *results)
{
    const size_t n = results->n_warnings;
    for (size_t i = 0; i < n && i < MAX_DOUBTS; i++) {
        const pc_warning_result *warning = &results->warnings[i];
        pc_text text = { 0 };
        char *clean = pc_sheet_clean(page, warning->text);
        if (!clean) page->out.failed = true;
        if (clean)
            pc_text_addf(&text, "%s%s%s: %s", warning->code, *warning->pointer ? " " : "",
                         warning->pointer, clean);
        free(clean);
        paragraph(page, i ? " " : "Doubts", PC_SHEET_PLAIN, &text);
    }
    if (n <= MAX_DOUBTS) return;
    pc_text more = { 0 };
    pc_text_addf(&more, "and %zu more in results.json", n - MAX_DOUBTS);
    paragraph(page, " ", PC_SHEET_PLAIN, &more);
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
        pc_sheet_paragraph(page, "", PC_SHEET_PLAIN, folder);
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
    add_mix(&page, &arena, results);
    add_plan_to_forecast(&page, results);
    add_payback(&page, results);
    add_assumed(&page, results);
    add_doubts(&page, results);
    add_files(&page, options);
    if (arena.failed) page.out.failed = true;
    pc_arena_clear(&arena);
    return pc_text_take(&page.out);
}
