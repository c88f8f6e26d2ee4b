/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_CHART_KIND_H
#define PC_CHART_KIND_H

#include "base/diags.h"
#include "chart/layout/list.h"
#include "partnercast/chart.h"

/** A figure that the picture shows: a row of the table beside it. */
typedef struct pc_chart_row {
    const char *metric, *period, *unit, *stat;
    double value;
} pc_chart_row;

/** A chart in the making. `read` of its kind finds everything out before anything is placed. */
typedef struct pc_draft {
    pc_arena *arena; /* of all that the chart keeps: the results may be gone when it is saved */
    const pc_results *results;           /* NULL: a distribution is drawn */
    const pc_distribution *distribution; /* NULL: results are drawn */
    const pc_chart_spec *spec;
    const pc_theme *theme;
    /* set by read */
    void *data;              /* the kind's own, for layout */
    const char *about;       /* "roi.multiple": becomes part of the picture's id */
    const char *title;       /* the finding; that of the spec takes its place before layout */
    const char *description; /* for readers who cannot see it */
    pc_chart_row *rows;
    size_t n_rows, rows_capacity;
} pc_draft;

/** A kind of chart. A new one is a line in kinds.c. */
typedef struct pc_kind {
    const char *name;
    bool is_default; /* drawn by every run whose results hold it */
    /** Whether a run speaks of it at all, so that a missing picture is told of; NULL: always.
     */
    bool (*concerns)(const pc_results *results);
    /** PC_OK; PC_EDATA (E0602, W0603); PC_ENOMEM. */
    pc_status (*read)(pc_draft *draft, pc_diags *diags);
    /** Lays everything out, with draft->title; fails sticky through the arena. */
    void (*layout)(pc_list *list, const pc_draft *draft, const pc_measure *measure);
} pc_kind;

/** All kinds; NULL behind the last. */
extern const pc_kind *const pc_kinds[];
const pc_kind *pc_kind_find(const char *name);

/** Adds a figure to the table; texts are copied, NAN is an empty cell. */
void pc_draft_row(pc_draft *draft, const char *metric, const char *period, const char *unit,
                  const char *stat, double value);

/** What one asked for and cannot have is an error (E0602: asked, then what; at that key of the
 *  specification, "/metric"); that there is nothing to draw, a warning (W0603: nothing). asked
 *  may be NULL. @return PC_EDATA */
pc_status pc_draft_refuse(pc_diags *diags, const char *key, const char *asked, const char *help,
                          const char *what, const char *nothing);

#endif
