/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_CHART_HEADS_H
#define PC_CHART_HEADS_H

#include "chart/layout/board.h"
#include "partnercast/results.h"

/** What stands around every chart: title, subtitle, how to read it, where it came from. */

enum { PC_HEADS_LEFT = 56, PC_HEADS_RIGHT = 1544 };

typedef struct pc_heads {
    const char *title;              /* the finding */
    const char *subject;            /* of the subtitle, behind the plan's name: what is shown,
                                       its unit, and the futures; begins in upper case */
    const char *const *how_to_read; /* the same in fewer and fewer words; the last must fit */
    size_t n_how_to_read;
    const char *footnote; /* NULL: none */
    const char *origin;   /* without results: what is drawn, at the right of the footer */
} pc_heads;

/** Measured first, then shrunk, wrapped or shortened until they fit. */
/** results may be NULL: then no plan is named. */
void pc_heads_add(pc_board *board, const pc_results *results, const pc_heads *heads);

#endif
