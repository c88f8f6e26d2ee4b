/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_TESTS_CHART_LADDER_CASES_H
#define PC_TESTS_CHART_LADDER_CASES_H

#include "tests/charts/lint/whole.h"

/** A ladder made up for charts: partners by tier and year, whose moves lead from one year to
 * the next. */
typedef struct ladder_made {
    const char *name;         /* NULL: level */
    const char *const *tiers; /* the lowest first */
    size_t n, n_years;
    const double *opening; /* n, or NULL: nobody is there at the start */
    double joining;        /* a year */
    double up, down,
        leaving;   /* parts of a tier, a year; up counts those who just joined, too */
    int months;    /* of the horizon; 0: whole years */
    double spread; /* of ranges, as a part of the mean; 0: certain */
} ladder_made;

/** Adds tier.*, migration.* and partners.total by year and over all, and the order of the tiers
 *  to the resolved scenario. */
void ladder_add(whole *w, const ladder_made *ladder);

void ladder_ordinary(whole *w);
void ladder_one_tier(whole *w);
void ladder_twelve_tiers(whole *w);
void ladder_thirteen_tiers(whole *w);
void ladder_eight_tiers(whole *w);
void ladder_one_year(whole *w);
void ladder_one_month(whole *w);
void ladder_all_churned(whole *w);
void ladder_several(whole *w);
void ladder_ten_years(whole *w);
void ladder_from_nobody(whole *w);
void ladder_nobody(whole *w);
void ladder_huge(whole *w);
void ladder_tiny(whole *w);
void ladder_certain(whole *w);
void ladder_long_names(whole *w);
void ladder_scripts(whole *w);
void ladder_falling(whole *w);
void ladder_frozen(whole *w);
void ladder_empty_tier(whole *w);
void ladder_stated(whole *w);
void ladder_part_year(whole *w);
void ladder_counts_alone(whole *w);
void ladder_lost_moves(whole *w);
void ladder_no_order(whole *w);

#endif
