/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_CHART_THEME_H
#define PC_CHART_THEME_H

#include <stdbool.h>
#include <stdint.h>

/** Colours as 0xRRGGBB. Nothing is told by hue alone: shape, fill and words say it too. */
typedef struct pc_theme {
    uint32_t paper, ink, ink2, ink3, grid, axis, zero;
    uint32_t median, band_90, band_80, band_50, target;
} pc_theme;
extern const pc_theme pc_theme_light;

/** How a text is set, in units of the 1600 x 900 canvas. */
typedef struct pc_type {
    double size;
    int weight;   /* 400, 600, 700 */
    bool display; /* the cut for titles */
    bool tabular; /* figures of one width */
} pc_type;

enum { PC_CANVAS_WIDTH = 1600, PC_CANVAS_HEIGHT = 900 };

extern const pc_type pc_type_title, pc_type_subtitle, pc_type_label, pc_type_label_bold,
    pc_type_figure, pc_type_figure_bold, pc_type_big, pc_type_small, pc_type_footer;

#endif
