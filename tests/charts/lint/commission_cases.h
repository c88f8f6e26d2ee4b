/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_TESTS_CHART_COMMISSION_CASES_H
#define PC_TESTS_CHART_COMMISSION_CASES_H

#include "tests/charts/lint/whole.h"

/** Commissions by plan and year, made up for charts. */
void commission_ordinary(whole *w);
void commission_one_plan(whole *w);
void commission_many_plans(whole *w);
void commission_twenty_plans(whole *w);
void commission_one_month(whole *w);
void commission_dries_up(whole *w);
void commission_nearly_a_million(whole *w);
void commission_one_year(whole *w);
void commission_forty_years(whole *w);
void commission_huge(whole *w);
void commission_certain(whole *w);
void commission_none(whole *w);
void commission_far_below_the_plan(whole *w);
void commission_long_names(whole *w);
void commission_negative(whole *w);

#endif
