/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_CHART_DOTS_H
#define PC_CHART_DOTS_H

#include "chart/layout/scale.h"

/** Equally likely outcomes as dots: on a horizontal axis stacked upwards, on a vertical one
 *  sideways. Filled where what is aimed at is met, hollow where it is not; those without a
 * value are parked apart. */

typedef struct pc_dots {
    const double *values; /* rising; at most 64 */
    size_t n;
    size_t n_none;         /* parked; they fall short */
    const char *none_name; /* "never"; beside the parked dots */
    double aim;            /* bins start here; NAN: at the median outcome, and all are filled */
    bool lower_is_better;  /* met below the aim, else at it and above */
    bool is_sideways;      /* the scale is vertical */
    double floor;          /* what the dots stand on: a height, or the x of a vertical axis */
    double room;           /* how far they may be stacked */
    double largest;        /* diameter of a dot with its gap, at most */
    pc_point parked;       /* where the parked ones begin; sideways: the middle of their row */
} pc_dots;

/** Where they would stand. */
typedef struct pc_dots_place {
    double size;     /* of a dot with its gap; 6 at least, even if that is too large */
    double from, to; /* the edges of the outermost bins along the axis, from < to */
    double highest;  /* of the highest stack, above the floor */
} pc_dots_place;

pc_dots_place pc_dots_fit(const pc_scale *scale, const pc_dots *dots);

/** Draws them, takes their room, and returns the height of the highest stack. */
double pc_dots_draw(pc_board *board, const pc_scale *scale, const pc_dots *dots);

/** How many of the n outcomes meet the aim. */
size_t pc_dots_met(const pc_dots *dots);

/** "About 14 of 20"; "Under 1 of 20" and "Over 19 of 20" where no dot, or every one, is among
 *  them: twenty dots round the chance. In the arena. */
const char *pc_dots_count_words(pc_arena *arena, size_t n, size_t of);

/** That and, a line below, what they do; at is the first line's place. */
void pc_dots_count(pc_board *board, bool met, size_t n, size_t of, const char *words,
                   pc_point at, pc_anchor anchor);

#endif
