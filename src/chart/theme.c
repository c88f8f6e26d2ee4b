/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/theme.h"

const pc_theme pc_theme_light = {
    .paper = 0xFFFFFF,
    .ink = 0x17212B,
    .ink2 = 0x4A5866,
    .ink3 = 0x6B7885,
    .grid = 0xE2E7EC,
    .axis = 0x8794A1,
    .zero = 0x8794A1,
    .median = 0x0B4F86,
    .band_90 = 0xDCE8F3,
    .band_80 = 0xBBD3E8,
    .band_50 = 0x85B2D8,
    .target = 0xC2410C,
};

const pc_type pc_type_title = { 36, 700, true, false };
const pc_type pc_type_subtitle = { 21, 400, false, false };
const pc_type pc_type_label = { 20, 400, false, false };
const pc_type pc_type_label_bold = { 20, 600, false, false };
const pc_type pc_type_figure = { 20, 400, false, true };
const pc_type pc_type_figure_bold = { 20, 700, false, true };
const pc_type pc_type_big = { 26, 700, false, true };
const pc_type pc_type_small = { 18, 400, false, false };
const pc_type pc_type_footer = { 16.5, 400, false, false };
