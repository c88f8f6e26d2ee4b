/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is simulated one by one, from when on, and what they can do at all. */
#include "scenario/members.h"

#include <math.h>

double pc_most(pc_reader *reader, const pc_expr *level)
{
    double most = -(double)INFINITY;
    for (int m = 0; m < reader->scope.months; m++) {
        const double high = pc_expr_range(&reader->scope, level, m, false).high;
        if (isnan(high)) return (double)INFINITY; /* nothing is known of it */
        most = fmax(most, high);
    }
    return most;
}

double pc_least(pc_reader *reader, const pc_expr *level)
{
    double least = (double)INFINITY;
    for (int m = 0; m < reader->scope.months; m++) {
        const double low = pc_expr_range(&reader->scope, level, m, false).low;
        if (isnan(low)) return -(double)INFINITY;
        least = fmin(least, low);
    }
    return least;
}

bool pc_is_never(pc_reader *reader, const pc_expr *level)
{
    return !level || pc_most(reader, level) <= 0;
}

/* A drawn number's bounds are its family's; 0 throughout is said of plain numbers only. */
bool pc_member_leads(pc_reader *reader, const pc_member *member)
{
    return !pc_is_never(reader, member->conduct->leads);
}

bool pc_member_wins(pc_reader *reader, const pc_member *member)
{
    const pc_conduct *conduct = member->conduct;
    return !pc_is_never(reader, conduct->deals) ||
           (pc_member_leads(reader, member) && !pc_is_never(reader, conduct->win_rate));
}

bool pc_member_certifies(pc_reader *reader, const pc_member *member)
{
    return !pc_is_never(reader, member->conduct->certifications);
}

/* ---- when they come ---- */

static const pc_expr *joining(const pc_cohort *cohort)
{
    if (cohort->arrivals) return cohort->arrivals;
    const pc_flow *flow = cohort->has_stock ? &cohort->stock : &cohort->entry;
    return flow->by_month ? flow->by_month : flow->by_year;
}

/* The oldest partner of the opening roster: its months before the start. */
static int roster_months(const pc_programme *programme, size_t cohort)
{
    int most = 0;
    for (size_t i = 0; i < programme->n_incumbents; i++)
        if (programme->incumbents[i].cohort_id == cohort &&
            programme->incumbents[i].months > most)
            most = programme->incumbents[i].months;
    return most;
}

static int first_month_of(pc_reader *reader, size_t cohort)
{
    const int before = roster_months(reader->programme, cohort);
    const pc_expr *expr = joining(&reader->programme->cohorts[cohort]);
    if (before > 0) return -before;
    for (int m = 0; m < reader->scope.months && expr; m++)
        if (!(pc_expr_range(&reader->scope, expr, m, false).high <= 0)) return m;
    return reader->scope.months;
}

/* Those sure to join in the first twelve months: few of them have left by then. */
static double first_entries(pc_reader *reader, const pc_cohort *cohort)
{
    const pc_expr *expr = joining(cohort);
    const bool yearly = !cohort->arrivals && !cohort->has_stock && !cohort->entry.by_month;
    double sum = 0, stock = 0;
    for (int m = 0; m < 12 && m < reader->scope.months && expr; m++) {
        const double low = pc_expr_range(&reader->scope, expr, m, false).low;
        if (!(low > 0)) continue;
        sum += yearly ? low / 12 : low;
        stock = fmax(stock, low);
    }
    return cohort->has_stock ? stock : sum;
}

/* ---- the list ---- */

static const pc_json *node_of(pc_reader *reader, const char *section, const char *id)
{
    return pc_json_get(pc_json_get(reader->root, section), id);
}

static pc_member of_cohort(pc_reader *reader, size_t i)
{
    const pc_cohort *cohort = &reader->programme->cohorts[i];
    return (pc_member) { .id = cohort->id,
                         .node = node_of(reader, "cohorts", cohort->id),
                         .channel_id = cohort->channel_id,
                         .conduct = cohort->conduct,
                         .is_cohort = true,
                         .first_month = first_month_of(reader, i),
                         .entries = first_entries(reader, cohort) };
}

static pc_member of_partner(pc_reader *reader, const pc_partner *partner)
{
    return (pc_member) { .id = partner->id,
                         .node = node_of(reader, "partners", partner->id),
                         .channel_id = partner->channel_id,
                         .conduct = partner->conduct,
                         .revenue = partner->has_revenue ? &partner->revenue : NULL,
                         .first_month = partner->start_month,
                         .entries = partner->start_month < 12 ? 1 : 0 };
}

const pc_member *pc_list_members(pc_reader *reader, size_t *n)
{
    const pc_programme *p = reader->programme;
    pc_member *list = PC_NEW_ARRAY(reader->arena, pc_member, p->n_cohorts + p->n_partners + 1);
    *n = 0;
    for (size_t i = 0; i < p->n_cohorts && list; i++)
        if (p->cohorts[i].conduct) list[(*n)++] = of_cohort(reader, i);
    for (size_t i = 0; i < p->n_partners && list; i++)
        if (p->partners[i].conduct) list[(*n)++] = of_partner(reader, &p->partners[i]);
    return list;
}
