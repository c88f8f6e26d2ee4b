/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_CHART_CONTRAST_H
#define PC_CHART_CONTRAST_H

#include "base/diags.h"
#include "chart/spec/theme.h"

/** Whether colours can be told apart, by everybody. */

/** WCAG 2 contrast ratio, 1 to 21. Colours are 0xRRGGBB. */
double pc_contrast(uint32_t a, uint32_t b);

typedef struct pc_lab {
    double L, a, b;
} pc_lab;

/** CIEDE2000 (Sharma, Wu and Dalal 2005). */
double pc_ciede2000(pc_lab x, pc_lab y);

/** The least CIEDE2000 under normal sight and under protanopia, deuteranopia and tritanopia as
 *  Machado, Oliveira and Fernandes (2009) simulate them. */
double pc_colour_distance(uint32_t a, uint32_t b);

/** A colour through which a part `veil` of the paper shows. */
uint32_t pc_colour_veiled(uint32_t colour, uint32_t paper, double veil);

/**
 * Every pair of the theme that must be told apart and cannot: texts against the paper (4.5),
 * axes (3), neighbouring bands, median and target, categories, plans and
 * moves (as drawn) among each other.
 * Each is a W0604 that names the two; an error E0616 when strict.
 * @return how many
 */
size_t pc_theme_check(const pc_theme *theme, const char *file, bool strict, pc_diags *diags);

#endif
