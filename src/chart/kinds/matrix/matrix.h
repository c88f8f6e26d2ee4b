/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_CHART_MATRIX_H
#define PC_CHART_MATRIX_H

#include "chart/kinds/tiers.h"
#include "chart/layout/board.h"
#include "chart/text/format.h"

/** Where partners of a tier stand after a review: shares of each row, with counts. */

enum { PC_MATRIX_ENDS = PC_TIERS_MOST + 1 };

typedef struct pc_matrix_cell {
    double mean, p5, p95; /* partners; p5, p95 NAN: no range */
    double share;         /* of its row; NAN: none */
    bool is_never;        /* in no future */
} pc_matrix_cell;

typedef struct pc_matrix {
    pc_tiers tiers;
    const char *period, *when;                            /* "y3", "in 2027" */
    pc_matrix_cell cells[PC_MATRIX_ENDS][PC_MATRIX_ENDS]; /* [tiers.n] is who joins, and who
                                                             leaves */
    double row[PC_MATRIX_ENDS];                           /* what the shares of a row are of */
    double left;                                          /* all who left */
    double up, down; /* shares of all that reviews looked at; NAN: nobody */
} pc_matrix;

/** @return PC_OK; PC_EDATA (pc_draft_refuse): no ladder, no migration in the period; PC_ENOMEM
 */
pc_status pc_matrix_read(pc_matrix *out, pc_draft *draft, pc_diags *diags);

const char *pc_matrix_title(pc_arena *arena, const pc_matrix *matrix);
const char *pc_matrix_description(pc_arena *arena, const pc_matrix *matrix);

/** A mean number of partners, or a share ("<1%" where it is less but more than nothing).
 *  *half_digit as pc_format_half_digit, 0 where it is a bound. */
const char *pc_matrix_count(pc_arena *arena, double mean, double *half_digit);
const char *pc_matrix_share(pc_arena *arena, double share, double *half_digit);

#endif
