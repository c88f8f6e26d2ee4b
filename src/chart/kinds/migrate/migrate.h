/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_CHART_MIGRATE_H
#define PC_CHART_MIGRATE_H

#include "chart/kinds/tiers.h"
#include "chart/layout/board.h"

/** Who moves up, who slips, who comes and goes: partners by tier at year ends, and the moves
 *  between them. docs/model/charts.md */

enum {
    PC_MIGRATE_COLUMNS = 6,     /* of more years some are left out */
    PC_OUTSIDE = PC_TIERS_MOST, /* row of those who join, column of those who leave */
    PC_MIGRATE_ENDS
};

typedef struct pc_migrate_count {
    double mean, se;
    double p5, p95; /* NAN: no range */
    double stated;  /* what the plan says; NAN: nothing */
} pc_migrate_count;

/** A year's end; the first column may be the start. */
typedef struct pc_migrate_column {
    const char *name;     /* "End 2025", "Start of 2025" */
    const char *in_words; /* "2025", "the start" */
    size_t year;          /* years that are over */
    pc_migrate_count tier[PC_TIERS_MOST], total;
} pc_migrate_column;

/** What happened between two columns, all in mean partners. */
typedef struct pc_migrate_gap {
    double gross[PC_MIGRATE_ENDS][PC_MIGRATE_ENDS]; /* every move, from and to; nothing stands
                                                       at [i][i] */
    double drawn[PC_MIGRATE_ENDS][PC_MIGRATE_ENDS]; /* ribbons: rows add up to the column
                                                       before, columns to the one after */
    double up, down, joined, left;                  /* of the gross moves */
    bool rerouted;                                  /* some came and moved on in between */
} pc_migrate_gap;

typedef struct pc_migrate {
    pc_tiers tiers;
    size_t n_columns;
    pc_migrate_column columns[PC_MIGRATE_COLUMNS];
    pc_migrate_gap gaps[PC_MIGRATE_COLUMNS - 1];
    double largest; /* of the totals */
    double least;   /* moves below it are not drawn */
    bool late;      /* a year's last review takes effect in the next year */
} pc_migrate;

/** @return PC_OK; PC_EDATA (pc_draft_refuse); PC_ENOMEM */
pc_status pc_migrate_read(pc_migrate *out, pc_draft *draft, pc_diags *diags);

/**
 * Makes ribbons of gross moves: those of partners who came into a tier and left it again
 * between the columns run past it, from where they came to where they went, as far as the
 * partners of the column before are too few to have made them.
 * @param gap    gross is read, drawn and what is told of it are written
 * @param before n counts of the column before
 */
void pc_migrate_route(pc_migrate_gap *gap, const double *before, size_t n);

const char *pc_migrate_title(pc_arena *arena, const pc_migrate *migrate);
const char *pc_migrate_description(pc_arena *arena, const pc_migrate *migrate);

/** "(5–12)", or NULL where it would say nothing. */
const char *pc_migrate_range(pc_arena *arena, const pc_migrate_count *count);
/** A mean number of partners: whole, with a digit where the programme is small or the number
 *  below one. *half_digit (may be NULL): as pc_format_half_digit, 0 where it is a bound. */
const char *pc_migrate_moves(pc_arena *arena, const pc_migrate *migrate, double moves,
                             double *half_digit);

#endif
