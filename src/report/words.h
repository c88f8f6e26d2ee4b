/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_REPORT_WORDS_H
#define PC_REPORT_WORDS_H

#include "partnercast/results.h"
#include "report/sheet.h"

/** What a metric is called inside a sentence: "partner share", "programme cost"; its id where
 *  there is no better word. */
void pc_words_add_metric(pc_text *out, const char *id);

/** "in year 1", "in month 7", "in quarter 3", "in fiscal 2026", "over 36 months". */
void pc_words_add_period(pc_text *out, const pc_results *results, const char *period);

/** "1 month", "1,200 months". */
void pc_words_add_months(pc_text *out, int months);

/** "2025", or "2025/26" where the programme's years do not begin in January; with the months it
 *  has where the horizon cuts it short. year counts from 1. */
void pc_words_add_year(pc_text *out, const pc_results *results, int year);

/** Programme years, the last one perhaps cut short. */
int pc_words_years(const pc_results *results);

/** How a chance may be put: all trials, none of them, or so many of 100. */
typedef enum pc_chance_kind {
    PC_CHANCE_NONE,
    PC_CHANCE_FEW,
    PC_CHANCE_SOME,
    PC_CHANCE_MOST,
    PC_CHANCE_ALL
} pc_chance_kind;
typedef struct pc_chance {
    pc_chance_kind kind;
    int in_100;      /* 1 .. 99 */
    bool is_certain; /* no estimate: nothing is drawn */
    bool is_rough;   /* so few trials that one should say "about" */
} pc_chance;

/** "None" and "all" only when every trial agrees. */
pc_chance pc_words_chance(const pc_results *results, pc_estimate probability);

/** For a table: "6 in 100", "<1 in 100", ">99 in 100"; "0 in 100" and "100 in 100" only of what
 * is certain: that none of many futures does it is an estimate, too. */
void pc_words_add_chance(pc_text *out, pc_chance chance);

/** For a table: a sign (likely, unlikely or, from 40 to 60 in 100, too close to call) and the
 *  chance, "✗ 6 in 100"; "undefined" where the metric always is; "too few futures". */
void pc_words_add_odds(pc_text *out, const pc_sheet *page, const pc_results *results,
                       const pc_metric *metric, pc_estimate probability);

/** Whether a simulation has so few futures that neither ranges nor chances mean anything. */
bool pc_words_are_few(const pc_results *results);

/** Whether the metric has no value in any future, and that does not mean "never". */
bool pc_words_is_undefined(const pc_metric *metric);

/** Inside a sentence: "6 of 100 futures", "fewer than 1 of 100 futures", "none of the 20,480
 *  futures", "every future". */
void pc_words_add_futures(pc_text *out, const pc_results *results, pc_chance chance);

/** "by month 14 in half of the futures; never within 36 months in 12 of 100 futures". Of a
 * metric that may never come, in a simulated run; with the month that the plan states. */
void pc_words_add_when(pc_text *out, const pc_results *results, const pc_metric *metric);

/** Whether the run was one deterministic pass (--at plan, --at means). */
bool pc_words_is_deterministic(const pc_results *results);

#endif
