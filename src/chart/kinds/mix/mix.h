/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_CHART_MIX_H
#define PC_CHART_MIX_H

#include "chart/kinds/kind.h"
#include "chart/layout/board.h"
#include "chart/layout/interval.h"
#include "chart/layout/scale.h"

/** Which channels carry the revenue, by year, and how sure each share is in the last one. */

enum { PC_MIX_LAYERS = 7 }; /* more channels are grouped as "Other" */

typedef struct pc_mix_layer {
    const char *id;   /* NULL: the group of the others */
    const char *name; /* "Marketplace", "Other (14)" */
    bool is_grey;     /* Direct and Other */
    double *parts;    /* mean share by year: means add up to 1, medians do not */
    int *percents;    /* by year; they sum to 100 */
    bool has_range;   /* of the share in the last year */
    pc_interval range;
    double stated; /* the share that the plan states there; NAN: none */
} pc_mix_layer;

typedef struct pc_mix {
    const pc_results *results;
    size_t n_years, n_layers;
    size_t n_grouped; /* channels in Other */
    double *totals;   /* median revenue by year; 0 where nothing is sold */
    pc_format total_format;
    const char **year_names;            /* "2025", "Year 1" */
    const char **in_years;              /* the same as after "in": "year 1" */
    pc_mix_layer layers[PC_MIX_LAYERS]; /* from the bottom: Direct, then the largest */
} pc_mix;

/** @return PC_OK; PC_EDATA (pc_draft_refuse): no shares by year, or a negative one; PC_ENOMEM
 */
pc_status pc_mix_read(pc_mix *out, pc_draft *draft, pc_diags *diags);

const char *pc_mix_title(pc_arena *arena, const pc_mix *mix);
const char *pc_mix_description(pc_arena *arena, const pc_mix *mix);

/** The layer's colour, and the one of ink and paper that reads best on it. */
uint32_t pc_mix_colour(const pc_theme *theme, const pc_mix *mix, size_t layer);
uint32_t pc_mix_text_on(const pc_theme *theme, uint32_t colour);

/** The rows at the right, one a layer: name, range of the share in the last year, percent.
 *  @param from  where each layer ends at the left; leaders run from there */
void pc_mix_rows(pc_board *board, const pc_mix *mix, const pc_point *from);

#endif
