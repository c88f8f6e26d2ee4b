/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Contrast and distance of colours. Sources: W3C, WCAG 2.1, relative luminance; Sharma, Wu and
 * Dalal, The CIEDE2000 color-difference formula (Color Research and Application 30, 2005);
 * Machado, Oliveira and Fernandes, A physiologically-based model for simulation of color vision
 * deficiency (IEEE TVCG 15, 2009), severity 1.0. Only warnings depend on it, so libm will do.
 */
#include "chart/spec/contrast.h"

#include <math.h>
#include <stdio.h>

typedef struct rgb {
    double c[3]; /* linear light, 0..1 */
} rgb;

static rgb linear(uint32_t colour)
{
    rgb out;
    for (int i = 0; i < 3; i++) {
        const double c = (colour >> (16 - 8 * i) & 0xFF) / 255.0;
        out.c[i] = c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
    }
    return out;
}

static double luminance(uint32_t colour)
{
    const rgb l = linear(colour);
    return 0.2126 * l.c[0] + 0.7152 * l.c[1] + 0.0722 * l.c[2];
}

double pc_contrast(uint32_t a, uint32_t b)
{
    const double x = luminance(a), y = luminance(b);
    return (fmax(x, y) + 0.05) / (fmin(x, y) + 0.05);
}

/* ---- CIEDE2000 ---- */

static double degrees(double radians)
{
    return radians * 57.29577951308232;
}

static double cos_of(double angle)
{
    return cos(angle / 57.29577951308232);
}

static double hue(double a, double b)
{
    const double h = a == 0 && b == 0 ? 0 : degrees(atan2(b, a));
    return h < 0 ? h + 360 : h;
}

static double seventh(double c)
{
    const double c7 = pow(c, 7);
    return sqrt(c7 / (c7 + 6103515625.0)); /* 25^7 */
}

static double mean_hue(double h1, double h2)
{
    if (fabs(h1 - h2) <= 180) return (h1 + h2) / 2;
    return h1 + h2 < 360 ? (h1 + h2 + 360) / 2 : (h1 + h2 - 360) / 2;
}

static double hue_difference(double h1, double h2)
{
    const double d = h2 - h1;
    return d > 180 ? d - 360 : d < -180 ? d + 360 : d;
}

/* Names as in the paper, primes as a trailing p. */
double pc_ciede2000(pc_lab x, pc_lab y)
{
    const double g = 0.5 * (1 - seventh((hypot(x.a, x.b) + hypot(y.a, y.b)) / 2));
    const double a1p = (1 + g) * x.a, a2p = (1 + g) * y.a;
    const double c1p = hypot(a1p, x.b), c2p = hypot(a2p, y.b);
    const double h1p = hue(a1p, x.b), h2p = hue(a2p, y.b);
    const bool is_grey = c1p * c2p == 0;
    const double dh = is_grey ? 0 : hue_difference(h1p, h2p);
    const double dLp = y.L - x.L, dCp = c2p - c1p;
    const double dHp = 2 * sqrt(c1p * c2p) * sin(dh / 2 / 57.29577951308232);
    const double Lp = (x.L + y.L) / 2, Cp = (c1p + c2p) / 2;
    const double hp = is_grey ? h1p + h2p : mean_hue(h1p, h2p);
    const double T = 1 - 0.17 * cos_of(hp - 30) + 0.24 * cos_of(2 * hp) +
                     0.32 * cos_of(3 * hp + 6) - 0.20 * cos_of(4 * hp - 63);
    const double L50 = (Lp - 50) * (Lp - 50);
    const double SL = 1 + 0.015 * L50 / sqrt(20 + L50), SC = 1 + 0.045 * Cp,
                 SH = 1 + 0.015 * Cp * T;
    const double turn = (hp - 275) / 25, theta = 60 * exp(-turn * turn);
    const double RT = -2 * seventh(Cp) * sin(theta / 57.29577951308232);
    const double l = dLp / SL, c = dCp / SC, h = dHp / SH;
    return sqrt(l * l + c * c + h * h + RT * c * h);
}

/* ---- As everybody sees them ---- */

static double f(double t)
{
    return t > 216.0 / 24389 ? cbrt(t) : (24389.0 / 27 * t + 16) / 116;
}

/* sRGB under D65. */
static pc_lab lab(rgb l)
{
    const double x = 0.4124564 * l.c[0] + 0.3575761 * l.c[1] + 0.1804375 * l.c[2];
    const double y = 0.2126729 * l.c[0] + 0.7151522 * l.c[1] + 0.0721750 * l.c[2];
    const double z = 0.0193339 * l.c[0] + 0.1191920 * l.c[1] + 0.9503041 * l.c[2];
    const double fx = f(x / 0.95047), fy = f(y), fz = f(z / 1.08883);
    return (pc_lab) { 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz) };
}

static const double sights[4][3][3] = {
    { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } },
    { { 0.152286, 1.052583, -0.204868 },
      { 0.114503, 0.786281, 0.099216 },
      { -0.003882, -0.048116, 1.051998 } }, /* protanopia */
    { { 0.367322, 0.860646, -0.227968 },
      { 0.280085, 0.672501, 0.047413 },
      { -0.011820, 0.042940, 0.968881 } }, /* deuteranopia */
    { { 1.255528, -0.076749, -0.178779 },
      { -0.078411, 0.930809, 0.147602 },
      { 0.004733, 0.691367, 0.303900 } }, /* tritanopia */
};

static rgb seen(rgb l, const double sight[3][3])
{
    rgb out;
    for (int i = 0; i < 3; i++) {
        double c = 0;
        for (int k = 0; k < 3; k++) c += sight[i][k] * l.c[k];
        out.c[i] = fmin(1, fmax(0, c));
    }
    return out;
}

double pc_colour_distance(uint32_t a, uint32_t b)
{
    const rgb x = linear(a), y = linear(b);
    double least = (double)INFINITY;
    for (int i = 0; i < 4; i++)
        least = fmin(least, pc_ciede2000(lab(seen(x, sights[i])), lab(seen(y, sights[i]))));
    return least;
}

/* ---- A theme ---- */

typedef struct check {
    const char *file;
    bool strict;
    pc_diags *diags;
    size_t n_failed;
} check;

/* measure < least: the two named are too near. */
static void judge(check *c, const char *a, const char *b, double measure, double least,
                  bool is_contrast)
{
    if (measure >= least) return;
    c->n_failed++;
    const pc_place at = { .file = c->file };
    pc_diag_add(c->diags, c->strict ? PC_ERROR : PC_WARNING, c->strict ? "E0616" : "W0604", &at,
                is_contrast ? "make one darker or the other lighter"
                            : "choose colours that differ in lightness as well as in hue",
                "%s and %s are hard to tell apart: %s %.1f, at least %.1f is needed", a, b,
                is_contrast ? "contrast"
                            : "distance (CIEDE2000, colour-blind readers included)",
                floor(measure * 10) / 10, least);
}

static void check_group(check *c, const char *name, const uint32_t *colours, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < i; k++) {
            char a[40], b[40];
            snprintf(a, sizeof a, "%s %zu", name, k + 1);
            snprintf(b, sizeof b, "%s %zu", name, i + 1);
            judge(c, a, b, pc_colour_distance(colours[k], colours[i]), 10, false);
        }
}

uint32_t pc_colour_veiled(uint32_t colour, uint32_t paper, double veil)
{
    uint32_t out = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
        const double c = (1 - veil) * (double)(colour >> shift & 0xFF) +
                         veil * (double)(paper >> shift & 0xFF);
        out |= (uint32_t)floor(c + 0.5) << shift;
    }
    return out;
}

/* Ribbons as they are drawn: blending takes distance away. */
static void check_moves(check *c, const pc_theme *t)
{
    static const char *const names[] = { "move_text 1", "move_text 2", "move_text 3",
                                         "move_text 4" };
    uint32_t drawn[PC_N_MOVES];
    for (size_t i = 0; i < PC_N_MOVES; i++)
        drawn[i] = pc_colour_veiled(t->move[i], t->paper, pc_move_veil[i]);
    check_group(c, "move", drawn, PC_N_MOVES);
    for (size_t i = 0; i < PC_STAYED; i++)
        judge(c, names[i], "paper", pc_contrast(t->move_text[i], t->paper), 4.5, true);
}

size_t pc_theme_check(const pc_theme *t, const char *file, bool strict, pc_diags *diags)
{
    check c = { .file = file, .strict = strict, .diags = diags };
    const struct {
        const char *name;
        uint32_t colour;
        double least;
    } on_paper[] = { { "ink", t->ink, 4.5 },       { "ink2", t->ink2, 4.5 },
                     { "ink3", t->ink3, 4.5 },     { "median", t->median, 4.5 },
                     { "target", t->target, 4.5 }, { "axis", t->axis, 3 },
                     { "zero", t->zero, 3 } };
    for (size_t i = 0; i < sizeof on_paper / sizeof *on_paper; i++)
        judge(&c, on_paper[i].name, "paper", pc_contrast(on_paper[i].colour, t->paper),
              on_paper[i].least, true);
    judge(&c, "band_90", "paper", pc_colour_distance(t->band_90, t->paper), 5, false);
    judge(&c, "band_80", "band_90", pc_colour_distance(t->band_80, t->band_90), 5, false);
    judge(&c, "band_50", "band_80", pc_colour_distance(t->band_50, t->band_80), 5, false);
    judge(&c, "median", "band_50", pc_colour_distance(t->median, t->band_50), 15, false);
    judge(&c, "median", "target", pc_colour_distance(t->median, t->target), 15, false);
    check_group(&c, "category", t->category, PC_N_CATEGORIES);
    check_group(&c, "plan", t->plan, PC_N_PLANS);
    check_moves(&c, t);
    return c.n_failed;
}
