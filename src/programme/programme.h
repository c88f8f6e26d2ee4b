/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_PROGRAMME_PROGRAMME_H
#define PC_PROGRAMME_PROGRAMME_H

#include "programme/commission.h"
#include "programme/conduct.h"
#include "programme/incumbent.h"

/**
 * A partner programme as the scenario states it, checked and resolved: what compile turns into
 * a model and what a reader of the code takes for the business. All arrays of entities are
 * sorted by id (bytes), so the order of keys in a file cannot matter. Everything lives in one
 * arena.
 */

/** A flow: an amount per year in twelve parts, or an amount per month. One of the two is set.
 */
typedef struct pc_flow {
    const pc_expr *by_year;  /* asked once for each year: the year's amount */
    bool fiscal;             /* by_year: years are fiscal, else programme years */
    const pc_expr *by_month; /* asked for each month: the month's own amount */
    const double *profile;   /* by_year only: weight of each month 0..months-1 (padded to whole
                                years), or NULL for twelfths */
} pc_flow;

typedef enum pc_route {
    PC_ROUTE_DIRECT,
    PC_ROUTE_RESALE,
    PC_ROUTE_MARKETPLACE,
    PC_ROUTE_WHOLESALE,
    PC_ROUTE_OEM,
    PC_N_ROUTES
} pc_route;
extern const char *const pc_route_ids[PC_N_ROUTES];

typedef enum pc_channel_type {
    PC_CHANNEL_SHARE,
    PC_CHANNEL_AMOUNT,
    PC_CHANNEL_PARTNERS, /* from below: what its cohorts and named partners sell */
    PC_CHANNEL_PIPELINE, /* from below: deals of its own leads or sellers */
} pc_channel_type;

typedef struct pc_programme pc_programme;

typedef enum pc_billing { PC_BILLING_ANNUAL, PC_BILLING_MONTHLY, PC_N_BILLINGS } pc_billing;
extern const char *const pc_billing_ids[PC_N_BILLINGS];

/** What a channel sells as a subscription: docs/model/arr.md. Rates are fractions of the ARR
 * that is due for renewal in a month; NULL for 0. */
typedef struct pc_product {
    const char *id;
    const pc_expr *acv; /* money a year of one deal, level */
    int term_months;    /* divides 12, or is a multiple of it */
    const pc_expr *churn, *contraction, *expansion, *uplift;
    pc_billing billing;    /* ANNUAL only for terms of whole years */
    int collection_months; /* from the bill to the money */
} pc_product;

/** What a channel with a product has at the start. */
typedef struct pc_opening {
    const pc_expr *arr;       /* money; NULL: nothing */
    const pc_expr *customers; /* count; NULL: arr / acv of the first month */
    const double *renewals; /* weights of the first term_months months in which it is due; NULL:
                               equal */
} pc_opening;

/** Sellers of a pipeline, instead of leads: they close quota x attainment a year each. */
typedef struct pc_sellers {
    const pc_expr *heads;      /* count, level */
    const pc_expr *quota;      /* money a year of one, level */
    const pc_expr *attainment; /* fraction of it; NULL: all */
    int ramp_months;           /* who was hired k months ago sells (k + 1) / n; 0: all at once.
                                  Those of the first month are trained. */
} pc_sellers;

typedef struct pc_channel {
    const char *id;
    pc_channel_type type;
    const pc_expr
        *share; /* SHARE: level, fraction of the top-down total; NULL for the "rest" channel */
    pc_flow revenue; /* AMOUNT */
    pc_route route;
    const pc_expr *fee; /* marketplace fee, fraction of gross revenue; NULL for none */
    const pc_expr *credit[PC_N_CREDITS]; /* fractions for INFLUENCED and SOURCED, NULL for 0;
                                            NONE is what is left */
    bool credit_by_deal; /* below: they are the chances of a deal's one class, which is drawn */
    size_t commission_id;        /* index into commissions, or PC_NONE */
    const pc_product *product;   /* NULL: its revenue is no subscription */
    pc_opening opening;          /* with a product */
    size_t cannibalises_id;      /* below: the channel whose sales some of its deals would
                                    have been; PC_NONE */
    const pc_expr *cannibalises; /* fraction of its sales */
    const char *stream;        /* PIPELINE: name of its draws, "channels/<id>" unless renamed */
    const pc_conduct *conduct; /* PIPELINE: its demand, of one that never leaves */
    const pc_sellers *sellers; /* PIPELINE: instead of the conduct's leads or deals; or NULL */
} pc_channel;

/** Whether its sales are simulated deal by deal. */
static inline bool pc_channel_is_below(const pc_channel *channel)
{
    return channel->type == PC_CHANNEL_PARTNERS || channel->type == PC_CHANNEL_PIPELINE;
}

/** Whether a channel of the programme takes sales from another. */
bool pc_cannibalises(const pc_programme *programme);

/** Whether partners have a part in the channel's sales. */
static inline bool pc_channel_has_credit(const pc_channel *channel)
{
    return channel->credit[PC_CREDIT_SOURCED] || channel->credit[PC_CREDIT_INFLUENCED];
}

/** A budget line: an amount, or heads times the yearly cost of one. */
typedef struct pc_budget_line {
    const char *id;
    pc_flow amount; /* unless heads is set */
    const pc_expr *heads, *cost_per_head;
    bool has_leads;
    pc_flow leads; /* what it brings: a count */
    bool memo;     /* money that other lines already contain: shown, never added */
} pc_budget_line;

/** Partners: so many at each year's end, or so many joining. Counted from above, or, with a
 *  conduct, simulated one by one. */
typedef struct pc_cohort {
    const char *id;
    size_t channel_id;
    bool has_stock, has_entry; /* one of them at least; the stock decides where both are */
    pc_flow stock;          /* by_year: the number at each year's end; by_month: at each month's
                               close */
    pc_flow entry;          /* how many join */
    const pc_expr *exit;    /* fraction of the year's opening number that leaves; NULL: none */
    const pc_expr *active;  /* fraction that works; NULL: all */
    const pc_expr *minimum; /* money each commits to bring in a year; NULL: none */
    const pc_expr *leads;   /* leads a month of one partner; NULL: none */
    const pc_expr *opening; /* how many there are at the start; NULL: none */
    const char *stream;     /* name of its partners' draws: "cohorts/<id>" unless renamed */
    const pc_conduct *conduct; /* how each of them works; NULL: they are only counted */
    const pc_expr *arrivals;   /* with a conduct: mean number joining a month, drawn; NULL */
    const pc_expr *referral;   /* with a conduct: new ones a month that each active one brings;
                                  NULL */
} pc_cohort;

/** A named partner: what the plan claims of it and, with a conduct, how it works. */
typedef struct pc_partner {
    const char *id;
    size_t channel_id;
    bool has_target;
    pc_flow target; /* revenue it is to bring */
    bool any_credit;
    pc_credit credit;          /* INFLUENCED or SOURCED, unless any_credit */
    const pc_expr *minimum;    /* money it commits to in a year; NULL: none */
    const pc_expr *investment; /* money, once; NULL: none */
    const char *stream;        /* name of its draws: "partners/<id>" unless renamed */
    const pc_conduct *conduct; /* NULL: it is only claimed */
    int start_month;           /* with a conduct: its entry, from 0 */
    bool has_revenue;
    pc_flow
        revenue; /* with a conduct: its bookings as the plan states them, instead of deals */
    bool has_own_credit;                     /* else the channel's */
    const pc_expr *own_credit[PC_N_CREDITS]; /* as a channel's */
    bool own_by_deal;
    size_t commission_id; /* PC_NONE: the channel's */
} pc_partner;

/** The credits of what a named partner of the channel sells, and whether each deal has one. */
static inline const pc_expr *const *pc_partner_credit(const pc_partner *partner,
                                                      const pc_channel *channel)
{
    return partner->has_own_credit ? partner->own_credit : channel->credit;
}
static inline bool pc_partner_credit_by_deal(const pc_partner *partner,
                                             const pc_channel *channel)
{
    return partner->has_own_credit ? partner->own_by_deal : channel->credit_by_deal;
}

typedef struct pc_set {
    const char *id;
    size_t n_channels;
    const size_t *channel_ids; /* indices into channels, ascending, no duplicates */
} pc_set;

typedef enum pc_roi_kind {
    PC_ROI_INCREMENTAL,
    PC_ROI_MARGIN,
    PC_ROI_MULTIPLE,
    PC_ROI_NET,
    PC_ROI_CASH, /* money, cumulative, like NPV; the others are ratios */
    PC_ROI_NPV,
    PC_N_ROIS
} pc_roi_kind;
extern const char *const pc_roi_ids[PC_N_ROIS];

/** What a definition counts. Cost lines: the whole budget or single lines, commission, fees. */
typedef struct pc_roi_definition {
    bool attributed[PC_N_CREDITS]; /* NONE is never set */
    bool budget;                   /* every line */
    const bool *budget_lines;      /* or these (index into budget), when not budget */
    bool commission, marketplace_fee;
} pc_roi_definition;

typedef struct pc_roi {
    pc_roi_kind headline;
    bool subset;                  /* overlap: influenced already contains the sourced */
    const pc_expr *gross_margin;  /* NULL: not stated */
    const pc_expr *baseline;      /* fraction that would have come anyway; never NULL (0) */
    const pc_expr *discount_rate; /* a year's, at the start; NULL: not stated */
    int collection_months;    /* of channels without a product: from the sale to the money */
    bool has_cash, wants_npv; /* there is something to tell; NPV needs margin and rate, too */
    pc_roi_definition definitions[PC_N_ROIS];
} pc_roi;

/** One period of metrics, as written: m7 q3 y2 fy2026 y1..y3 all; months first..last from 0. */
typedef struct pc_period {
    enum {
        PC_PERIOD_MONTH,
        PC_PERIOD_QUARTER,
        PC_PERIOD_YEAR,
        PC_PERIOD_FISCAL_YEAR,
        PC_PERIOD_RANGE,
        PC_PERIOD_ALL
    } kind;
    int number;      /* from 1; the year for fiscal years; PERIOD_RANGE: first year */
    int last_number; /* RANGE: last year */
    int first_month, last_month; /* clipped to the horizon */
} pc_period;

/** Months of the fiscal year in which the plan starts that are over by then. */
int pc_fiscal_elapsed(const pc_programme *programme);
/** Reads "y2", "y1..y3", ... and clips it to the programme's horizon.
 *  False: not a period, or wholly outside the horizon. */
bool pc_period_parse(pc_period *out, const char *text, const pc_programme *programme);
/** Writes the period's text ("y1..y3"); returns out. */
enum { PC_PERIOD_SIZE = 32 };
const char *pc_period_text(char out[PC_PERIOD_SIZE], const pc_period *period);
/** m before q before y before fy before ranges before all, each in time order: <0, 0, >0. */
int pc_period_compare(const pc_period *a, const pc_period *b);

typedef struct pc_stated {
    const char *metric;
    pc_period period;
    double value;       /* currency units, fractions, multiples as results have them */
    const char *source; /* "" when none */
} pc_stated;

typedef enum pc_op { PC_OP_GE, PC_OP_GT, PC_OP_LE, PC_OP_LT } pc_op;
extern const char *const pc_op_texts[4];

typedef struct pc_target {
    const char *id, *metric;
    pc_period period;
    pc_op op;
    double value;
    double require; /* NAN: not required */
    const char *source;
} pc_target;

/** A named assumption: the value a formula refers to, and what the register says of it. */
typedef struct pc_assumption {
    const char *id;
    const pc_expr *value; /* PLANNED inside when a plan is stated */
} pc_assumption;

/** Two assumptions that move together. */
typedef struct pc_correlation {
    size_t a, b;     /* indices into assumptions, a < b */
    double spearman; /* rank correlation of their draws, -1..1 */
} pc_correlation;

/** A draw of a group that correlations join: its uniform is P(Z <= w_0 z_0 + ... + w_n-1 z_n-1)
 *  of the standard normals z of the group's own uniforms; docs/model/dependence.md. */
typedef struct pc_tie {
    const pc_draw *draw;
    pc_draw normal; /* the standard normal of the draw's own uniform */
    size_t first;   /* index into ties of the group's first one */
    size_t n;       /* weights, the last is its own; 1: it keeps its own uniform */
    const double *weights;
} pc_tie;

/** One entry of the assumption register: every named assumption and every uncertain number that
 *  stands directly in the plan. */
typedef struct pc_input {
    const char *pointer; /* "/assumptions/arr_y1" */
    const char *spec;    /* the value as written, canonical JSON text */
    const char *unit;    /* "money", "fraction", ...; "number" when none is stated */
    const pc_expr *value;
    const pc_draw *draw; /* when the value is one draw, else NULL */
    pc_each each;
    const char *source, *note, *confidence; /* "" when not given */
    const char *data; /* JSON objects with commas between them: the data behind it; or NULL */
    const char *data_words; /* the same for people, with what was fitted; "" */
} pc_input;

/** What a part of the scenario says of itself: key "source", "note", "owner", "as_of", ... */
typedef struct pc_note {
    const char *pointer, *key, *text;
} pc_note;

/** Something the run should say although it can go on. */
typedef struct pc_warning {
    const char *code, *pointer, *text;
} pc_warning;

typedef struct pc_metric_ref {
    const char *metric;
    pc_period period;
} pc_metric_ref;

struct pc_programme {
    const char *name; /* file stem, or --as */
    const char *title, *version, *question;
    const char *currency;        /* ISO 4217 */
    int minor_digits;            /* decimals of its minor unit: 2 for USD, 0 for JPY */
    int start_year, start_month; /* calendar: 2025, 1 for January */
    int months;                  /* horizon, 1..1200 */
    int fiscal_year_start;       /* month 1..12 */
    uint64_t seed, trials;
    size_t n_record;
    const char *const *record; /* globs of metric@period; 0 = the default */
    size_t n_headlines;
    const pc_metric_ref *headlines;

    size_t n_assumptions, n_inputs, n_channels, n_commissions, n_budget, n_sets, n_stated,
        n_targets, n_warnings, n_notes, n_cohorts, n_partners, n_correlations, n_ties,
        n_ladders, n_incumbents;
    const pc_assumption *assumptions;
    const pc_input *inputs;             /* sorted by pointer */
    const pc_correlation *correlations; /* sorted by a, then b */
    const pc_tie *ties; /* by group, in it by id; draws that depend on nothing have none */
    bool has_revenue;
    pc_flow revenue;  /* top-down total of the SHARE channels */
    double mix;       /* Dirichlet k; 0: shares are as stated */
    pc_each mix_each; /* TRIAL or YEAR */
    size_t n_products;
    const pc_product *products;
    const pc_channel *channels;
    const pc_commission *commissions;
    const pc_budget_line *budget;
    const pc_ladder *ladders;
    const pc_cohort *cohorts;
    const pc_partner *partners;
    const pc_incumbent *incumbents; /* of the opening roster, by cohort, then id */
    const pc_set *sets;
    pc_roi roi;
    const pc_stated *stated; /* sorted by metric, then period */
    const pc_target *targets;
    const pc_warning *warnings;
    const pc_note *notes; /* sorted by pointer, then key */
};

#endif
