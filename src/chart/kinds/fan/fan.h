/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_CHART_FAN_H
#define PC_CHART_FAN_H

#include "base/arena.h"
#include "chart/text/format.h"
#include "partnercast/results.h"

/** What a fan chart shows, taken from the results before anything is placed. */

enum {
    PC_FAN_5,
    PC_FAN_10,
    PC_FAN_25,
    PC_FAN_50,
    PC_FAN_75,
    PC_FAN_90,
    PC_FAN_95,
    PC_FAN_QUANTILES
};

typedef struct pc_fan_year {
    const char *name;     /* "2025"; "Year 1" where years do not begin in January */
    const char *in_words; /* "2025", "year 1", as after "in" */
    const pc_metric *metric;
    bool has_band; /* all quantiles are numbers */
    double q[PC_FAN_QUANTILES], se[PC_FAN_QUANTILES];
    double chance_frac;     /* of meeting the plan; NAN: nothing is stated */
    double earns_back_frac; /* of covering the cost; NAN: no return */
    double undefined_frac;  /* of futures without a value: they fall short */
    bool is_certain;        /* the same value in every future */
} pc_fan_year;

/** A named case: a line over the years. */
typedef struct pc_fan_case {
    const char *id, *title, *short_title; /* the latter of 14 signs at most */
    double *values;                       /* one a year; NAN: undefined or not recorded */
} pc_fan_case;
enum { PC_FAN_CASES = 3 };

/** What outcomes are held against. */
typedef enum pc_fan_aim { PC_AIM_NONE, PC_AIM_PLAN, PC_AIM_BREAK_EVEN } pc_fan_aim;

typedef struct pc_fan {
    const pc_results *results;
    const char *metric_id;
    const char *title;             /* instead of the finding; NULL: the finding */
    const char *name, *short_name; /* "partner ROI (revenue/cost)", "partner ROI" */
    pc_unit unit;
    const char *currency;
    bool lower_is_better; /* costs: meeting the plan means staying below it */
    double break_even;    /* the value at which a return covers its cost; NAN: no return */
    bool states_any;
    pc_fan_year *years;
    size_t n_years, at; /* the year that title and dots are about */
    bool
        speaks_of_years; /* the headline's period is none of the years: title without a claim */
    bool is_certain;     /* every year has the same value in every future: no bands */
    bool is_few; /* so few futures that ranges and chances mean nothing: none are shown */
    pc_fan_case cases[PC_FAN_CASES];
    size_t n_cases;
    pc_fan_aim aim; /* in that year */
    double aim_value;
} pc_fan;

enum { PC_FAN_FEW = 20 }; /* fewer futures than these, as in the summary */

static inline bool pc_fan_has_bands(const pc_fan *fan)
{
    return !fan->is_certain && !fan->is_few;
}

/** Without a metric, that of the first headline by year, else the headline ROI, else revenue:
 *  the first that has a range. The year is that of period ("y2"), else the headline's, else
 *  year 1.
 *  @return PC_OK; PC_EDATA when the results hold no such range by year (E0602 for a metric that
 *          was asked for, else the warning W0603); PC_ENOMEM. Strings live in the arena;
 * results are borrowed. */
pc_status pc_fan_read(pc_fan *out, pc_arena *arena, const pc_results *results,
                      const char *metric, const char *period, pc_diags *diags);

/** Takes the named cases of the results as lines: those of ids, in that order, or without ids
 *  the first ones. Those without any value of the metric are left out.
 *  @return PC_OK; PC_EDATA (E0602) for an id that the results do not hold; PC_ENOMEM */
pc_status pc_fan_take_cases(pc_fan *fan, pc_arena *arena, const char *const *ids, size_t n,
                            pc_diags *diags);

/** How the plan's figure is written: "1.6x", "$30M". In the arena. */
const char *pc_fan_stated(pc_arena *arena, const pc_fan *fan, double value);

/** The finding, computed and guarded; a neutral sentence where no claim holds. */
const char *pc_fan_title(pc_arena *arena, const pc_fan *fan);

/** The chart in words for readers who cannot see it. */
const char *pc_fan_description(pc_arena *arena, const pc_fan *fan);

/** Which futures have no value, or NULL when all have. */
const char *pc_fan_footnote(pc_arena *arena, const pc_fan *fan);

#endif
