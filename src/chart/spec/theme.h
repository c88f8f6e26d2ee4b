/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_CHART_THEME_H
#define PC_CHART_THEME_H

#include <stdbool.h>
#include <stdint.h>

/** How a text is set, in units of the 1600 x 900 canvas. */
typedef struct pc_type {
    double size;
    int weight;   /* 400, 600, 700 */
    bool display; /* the cut for titles */
    bool tabular; /* figures of one width */
} pc_type;

enum { PC_N_CATEGORIES = 6, PC_N_PLANS = 4, PC_N_TIER_COLOURS = 4, PC_N_RAMP = 8 };

/** How a partner moved on its ladder, or came and went. */
typedef enum pc_moved {
    PC_PROMOTED,
    PC_DEMOTED,
    PC_JOINED,
    PC_LEFT,
    PC_STAYED,
    PC_N_MOVES
} pc_moved;

/** How much of the paper shows through the ribbons of each. */
extern const double pc_move_veil[PC_N_MOVES];

/** Colours as 0xRRGGBB, and how texts are set. Nothing is told by hue alone: shape, fill and
 *  words say it too. plots/themes/light.json is the same as data. */
typedef struct pc_theme {
    const char *name; /* "light" */
    const char *font; /* the family wanted: "Inter" */
    uint32_t paper, ink, ink2, ink3, grid, axis, zero;
    uint32_t median, band_90, band_80, band_50, target;
    uint32_t category[PC_N_CATEGORIES]; /* channels, in this order */
    uint32_t other;                     /* "Direct" and "Other" only */
    uint32_t plan[PC_N_PLANS];          /* plans and named cases, in this order */
    uint32_t move[PC_N_MOVES];          /* ribbons, before they are veiled */
    uint32_t move_text[PC_STAYED];      /* words about those moves */
    uint32_t tier[PC_N_TIER_COLOURS];   /* the highest first */
    uint32_t ramp[PC_N_RAMP];           /* from nearly nothing to everything */
    pc_type title, subtitle, label, label_bold, figure, figure_bold, big, small, footer;
} pc_theme;
extern const pc_theme pc_theme_light, pc_theme_dark;

/** The theme of that name which the program carries with it, or NULL. */
const pc_theme *pc_theme_find(const char *name);
extern const char *const pc_theme_names[]; /* NULL behind the last */

enum { PC_CANVAS_WIDTH = 1600, PC_CANVAS_HEIGHT = 900 };

#endif
