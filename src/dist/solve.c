/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Quantiles of gamma and beta by Halley's iteration on h(y) = log(tail probability) -
 * log(wanted). In y (log x, or the logit of x) both densities are log-concave, hence h is
 * concave: Newton's steps converge from anywhere, and near the root Halley's term triples the
 * digits.
 */
#include "dist/solve.h"

#include "math/math.h"

#include <math.h>

typedef struct problem {
    bool is_beta, upper; /* upper: log_q is to meet the target (gamma only) */
    double target;
    pc_gamma gamma;
    pc_beta beta;
} problem;

typedef struct step {
    double h, r, bend, log_slope; /* h(y), h'(y) */
} step;

static step evaluate(const problem *p, double y)
{
    const pc_tails t =
        p->is_beta ? pc_beta_tail(&p->beta, y, false) : pc_gamma_tail(&p->gamma, y, p->upper);
    const double log_tail = p->upper ? t.log_q : t.log_p;
    const double r = pc_exp(t.log_slope - log_tail);
    return (step) { log_tail - p->target, p->upper ? -r : r, t.bend, t.log_slope };
}

static double halley(const step *s)
{
    const double newton = -s->h / s->r, turn = 0.5 * newton * (s->bend - s->r);
    return turn > -0.5 && turn < 1.0 ? newton / (1.0 + turn) : newton;
}

/* A step that stays inside what is known about the root and does not jump off a flat stretch.
 */
static double tame(double y, double move, double low, double high)
{
    const double most = 3.0 + 0.5 * fabs(y);
    if (!(move < most)) move = most;
    if (move < -most) move = -most;
    if (y + move >= low && y + move <= high) return move;
    return isfinite(low) && isfinite(high) ? 0.5 * (low + high) - y : move;
}

static void remember(pc_near *near, const problem *p, const step *s, double y)
{
    if (!near) return;
    const double first = 1.0 / s->r;
    near->target = p->target;
    near->y = y;
    near->first = first;
    near->second = -(s->bend - s->r) * first * first;
    near->known = true;
    near->upper = p->upper;
}

static pc_root solve(const problem *p, double y, pc_near *near)
{
    double low = -HUGE_VAL, high = HUGE_VAL;
    for (int i = 0; i < 200; i++) {
        const step s = evaluate(p, y);
        if ((s.h < 0.0) == (s.r > 0.0))
            low = y;
        else
            high = y;
        const double move = tame(y, halley(&s), low, high);
        y += move;
        const double scale = 1.0 + fabs(s.r) + fabs(s.bend);
        if (fabs(move) * scale < 2e-5) {
            remember(near, p, &s, y);
            return (pc_root) { y, s.log_slope + s.bend * move };
        }
    }
    return (pc_root) { y, evaluate(p, y).log_slope };
}

/* Taylor's formula from the last root, or false when there is none on this side. */
static bool from_near(double *y, const problem *p, const pc_near *near)
{
    if (!near || !near->known || near->upper != p->upper) return false;
    const double d = p->target - near->target;
    if (fabs(d) > 1.0) return false;
    *y = near->y + d * (near->first + 0.5 * d * near->second);
    return true;
}

/* E. B. Wilson and M. M. Hilferty (1931): the cube root is nearly normal; for small shapes and
 * far down P(X <= x) is nearly x^a / gamma(a + 1). */
static double gamma_guess(double a, pc_chance at)
{
    const double z = at.p < at.q ? pc_normal_quantile(at.p) : -pc_normal_quantile(at.q);
    const double root = 1.0 - 1.0 / (9.0 * a) + z / (3.0 * pc_sqrt(a));
    if (a > 0.5 && root > 0.2) return pc_log(a) + 3.0 * pc_log(root);
    return (pc_log(at.p) + pc_log_gamma(a + 1.0)) / a;
}

static pc_gamma gamma_near(const pc_near *near, double shape)
{
    if (near && near->gamma.shape == shape) return near->gamma;
    return pc_gamma_of(shape);
}

pc_root pc_solve_gamma(double shape, pc_chance at, pc_near *near)
{
    const bool upper = at.q < at.p;
    const problem p = { .upper = upper,
                        .target = pc_log(upper ? at.q : at.p),
                        .gamma = gamma_near(near, shape) };
    if (near) near->gamma = p.gamma;
    double y;
    if (!from_near(&y, &p, near)) y = gamma_guess(shape, at);
    return solve(&p, y, near);
}

/* The logit is nearly normal when both parameters are large; else the leading power. */
static double beta_guess(double a, double b, double p)
{
    if (a > 1.0 && b > 1.0)
        return pc_log(a / b) + pc_normal_quantile(p) * pc_sqrt(1.0 / a + 1.0 / b);
    return (pc_log(p) + pc_log(a) + pc_log_beta(a, b)) / a;
}

static pc_beta beta_near(const pc_near *near, double a, double b)
{
    if (near && near->beta.a == a && near->beta.b == b) return near->beta;
    return pc_beta_of(a, b);
}

/* The upper tail of beta(a, b) is the lower one of beta(b, a), with y's sign changed. */
pc_root pc_solve_beta(double a, double b, pc_chance at, pc_near *near)
{
    const bool upper = at.q < at.p;
    const double chance = upper ? at.q : at.p;
    const double first = upper ? b : a, second = upper ? a : b;
    const problem p = { .is_beta = true,
                        .target = pc_log(chance),
                        .beta = beta_near(near, first, second) };
    if (near) near->beta = p.beta;
    if (near && near->known && near->upper != upper) near->known = false;
    if (near) near->upper = false;
    double y;
    if (!from_near(&y, &p, near)) y = beta_guess(first, second, chance);
    const pc_root root = solve(&p, y, near);
    if (near) near->upper = upper;
    return (pc_root) { upper ? -root.y : root.y, root.log_slope };
}
