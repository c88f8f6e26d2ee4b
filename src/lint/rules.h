/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the rules share; within lint only. */
#ifndef PC_LINT_RULES_H
#define PC_LINT_RULES_H

#include "compile/at_plan.h"
#include "partnercast/lint.h"
#include "scenario/scenario.h"

/** A finding that may come again in a later year: the one its years are added to. */
typedef struct pc_linter_yearly {
    const char *subject;
    size_t finding;
} pc_linter_yearly;

typedef struct pc_linter {
    pc_arena *arena;
    const pc_scenario *scenario;
    const pc_programme *programme;
    pc_at_plan plan;
    pc_lint_finding *items;
    size_t n, capacity;
    pc_linter_yearly *yearly;
    size_t n_yearly, yearly_capacity;
} pc_linter;

/* ---- Findings (linter.c) ---- */

/** Adds a finding at a pointer of the resolved scenario. help says what would mend it. */
void pc_linter_find(pc_linter *linter, const char *rule, pc_severity severity,
                    const char *pointer, const char *help, const char *format, ...)
    __attribute__((format(printf, 6, 7)));

/**
 * Asked before a rule reports the same thing of a later year: when the rule has said it of this
 * place and subject before, the year is added to what it said, and that is all.
 */
bool pc_linter_found_before(pc_linter *linter, const char *rule, const char *pointer,
                            const char *subject, const pc_period *period);

/** Text in the linter's arena; "" without memory. */
const char *pc_linter_text(pc_linter *linter, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* ---- The plan's own numbers (values.c) ---- */

/** Programme year y, from 1. */
pc_period pc_linter_year(const pc_linter *linter, int year);
/** How many programme years the horizon has, begun ones included. */
int pc_linter_years(const pc_linter *linter);
/** A metric at plan; "%s" formats of ids are put together by pc_linter_text. */
double pc_linter_at(pc_linter *linter, const char *metric, const pc_period *period);
/** "revenue.channel.<id>" and the like. */
double pc_linter_of(pc_linter *linter, const char *prefix, const char *id,
                    const pc_period *period);

/** A flow of the books, money in currency units or a count. */
double pc_linter_money_of(pc_linter *linter, const pc_ledger_flow *flow,
                          const pc_period *period);
double pc_linter_count_of(pc_linter *linter, const pc_ledger_flow *flow,
                          const pc_period *period);

/** As people read them: "USD 1,200,000", "12.5%", "1.6x", "245", by the metric's unit. */
const char *pc_linter_money(pc_linter *linter, double amount);
const char *pc_linter_figure(pc_linter *linter, const char *metric, double value);
/** "year 2", "month 14", "the whole horizon". */
const char *pc_linter_when(pc_linter *linter, const pc_period *period);

/** More than another, beyond what rounding to cents and decimals explains. */
bool pc_linter_exceeds(double value, double limit);

/* ---- The rules: one function each, in its file ---- */

void pc_lint_stated_shares(pc_linter *linter);     /* L1, totals.c */
void pc_lint_totals(pc_linter *linter);            /* L2, totals.c */
void pc_lint_parts(pc_linter *linter);             /* L3, claims.c */
void pc_lint_share_targets(pc_linter *linter);     /* L4, targets.c */
void pc_lint_heads(pc_linter *linter);             /* L5, people.c */
void pc_lint_claims(pc_linter *linter);            /* L6, claims.c */
void pc_lint_minimums_each(pc_linter *linter);     /* L7, minimums.c */
void pc_lint_minimums_together(pc_linter *linter); /* L8, minimums.c */
void pc_lint_ladders(pc_linter *linter);           /* L9, ladders.c */
void pc_lint_own_rates(pc_linter *linter);         /* L10, terms.c */
void pc_lint_durations(pc_linter *linter);         /* L11, terms.c */
void pc_lint_growth(pc_linter *linter);            /* L12, targets.c */
void pc_lint_recruitment(pc_linter *linter);       /* L13, people.c */
void pc_lint_onboarding(pc_linter *linter);        /* L14, ramps.c */
void pc_lint_pipelines(pc_linter *linter);         /* L15, ramps.c */
void pc_lint_rates(pc_linter *linter);             /* L16, rates.c */
void pc_lint_bands(pc_linter *linter);             /* L17, rates.c */
void pc_lint_definitions(pc_linter *linter);       /* L18, definitions.c */
void pc_lint_texts(pc_linter *linter);             /* L19, texts.c */

#endif
