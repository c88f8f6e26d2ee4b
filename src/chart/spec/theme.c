/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/spec/theme.h"

#include "partnercast/chart.h"

#include <stddef.h>
#include <string.h>

/* clang-format off */
#define USUAL_TYPES                              \
    .title = { 36, 700, true, false },           \
    .subtitle = { 21, 400, false, false },       \
    .label = { 20, 400, false, false },          \
    .label_bold = { 20, 600, false, false },     \
    .figure = { 20, 400, false, true },          \
    .figure_bold = { 20, 700, false, true },     \
    .big = { 26, 700, false, true },             \
    .small = { 18, 400, false, false },          \
    .footer = { 16.5, 400, false, false }
/* clang-format on */

const pc_theme pc_theme_light = {
    .name = "light",
    .font = "Inter",
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
    .category = { 0x12355B, 0x66CCEE, 0x009E73, 0xCCBB44, 0xB5532A, 0xCC79A7 },
    .other = 0xC3CAD1,
    .plan = { 0x0B4F86, 0xE08214, 0x009E73, 0xB65FA3 },
    .move = { 0x1F78B4, 0xE08214, 0x35A48F, 0x5B6672, 0xD5DAE0 },
    .move_text = { 0x0B5C96, 0xB45309, 0x1B7A66, 0x4A5866 },
    .tier = { 0x1B2B3A, 0x3B5268, 0x64798D, 0x93A3B2 },
    .ramp = { 0xF4F7FA, 0xD9E6F2, 0xB3CFE5, 0x82B2D6, 0x4F90C1, 0x266FA5, 0x0B4F86, 0x07365E },
    USUAL_TYPES,
};

const pc_theme pc_theme_dark = {
    .name = "dark",
    .font = "Inter",
    .paper = 0x11181F,
    .ink = 0xEEF2F5,
    .ink2 = 0xB4C0CB,
    .ink3 = 0x8A98A6,
    .grid = 0x2A3642,
    .axis = 0x6B7A88,
    .zero = 0x6B7A88,
    .median = 0x7CC0F2,
    .band_90 = 0x1A3147,
    .band_80 = 0x244C70,
    .band_50 = 0x33709F,
    .target = 0xF59E63,
    .category = { 0x7CC0F2, 0x009E73, 0xCCBB44, 0xD9663A, 0xCC79A7, 0xF2F4F6 },
    .other = 0x5B6672,
    .plan = { 0x7CC0F2, 0xF59E63, 0x2FA37C, 0xF2F4F6 },
    .move = { 0x6DB6EE, 0xF0A35E, 0x35A48F, 0xA9B4BF, 0x3A4754 },
    .move_text = { 0x6DB6EE, 0xF0A35E, 0x6ED0BC, 0xA9B4BF },
    .tier = { 0xDCE4EB, 0xB4C0CB, 0x93A3B2, 0x64798D },
    .ramp = { 0x17222C, 0x1A3147, 0x1F4163, 0x255484, 0x33709F, 0x4F90C1, 0x7CC0F2, 0xBFE0F8 },
    USUAL_TYPES,
};

/* At these the light theme's ribbons stay 10 apart for colour-blind readers, too. */
const double pc_move_veil[PC_N_MOVES] = { 0.2, 0.2, 0.38, 0.22, 0.25 };

const char *const pc_theme_names[] = { "light", "dark", NULL };

const char *pc_chart_theme_name(size_t i)
{
    return i + 1 < sizeof pc_theme_names / sizeof *pc_theme_names ? pc_theme_names[i] : NULL;
}

const pc_theme *pc_theme_find(const char *name)
{
    static const pc_theme *const themes[] = { &pc_theme_light, &pc_theme_dark };
    for (size_t i = 0; i < sizeof themes / sizeof *themes; i++)
        if (strcmp(themes[i]->name, name) == 0) return themes[i];
    return NULL;
}
