/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is no distribution, in words: the number that is wrong, and what would be right. */
#include "dist/quantiles.h"
#include "math/math.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

/* Below this shape most draws are too small for a number; above the other one the formulas lose
 * digits and nothing differs from a normal distribution. */
static const double least_shape = 0.03, most_shape = 1e6;
/* |a2| < this times a1: else the quantile function falls somewhere (Keelin 2016). */
static const double metalog_limit = 1.66711;

bool pc_dist_refuse(pc_dist_problem *problem, const char *help, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(problem->text, sizeof problem->text, format, args);
    va_end(args);
    snprintf(problem->help, sizeof problem->help, "%s", help);
    return false;
}

static bool spread(double value, const char *name, bool *constant, pc_dist_problem *problem)
{
    if (!(value >= 0.0))
        return pc_dist_refuse(problem, "a spread is 0 or more", "%s is %.12g, below 0", name,
                              value);
    *constant = value == 0.0;
    return true;
}

static bool ordered(const double *p, int n, const char *const *names, bool *constant,
                    pc_dist_problem *problem)
{
    for (int i = 1; i < n; i++)
        if (!(p[i - 1] <= p[i])) {
            char help[160];
            snprintf(help, sizeof help, "%s may not be above %s", names[i - 1], names[i]);
            return pc_dist_refuse(problem, help, "%s is %.12g, above %s, %.12g", names[i - 1],
                                  p[i - 1], names[i], p[i]);
        }
    *constant = p[0] == p[n - 1];
    return true;
}

static bool shape(double value, const char *name, pc_dist_problem *problem)
{
    if (!(value > 0.0)) {
        char help[160];
        snprintf(help, sizeof help, "%s is greater than 0", name);
        return pc_dist_refuse(problem, help, "%s is %.12g", name, value);
    }
    if (value < least_shape)
        return pc_dist_refuse(problem, "from 0.03 on a draw can still be told from its bound",
                              "%s is %.12g, too small", name, value);
    if (value > most_shape)
        return pc_dist_refuse(problem, "above 10^6 use a normal distribution",
                              "%s is %.12g, too large", name, value);
    return true;
}

static bool pert_family(const double *p, bool *constant, pc_dist_problem *problem)
{
    static const char *const names[] = { "min", "mode", "max" };
    if (!ordered(p, 3, names, constant, problem)) return false;
    if (!(p[3] > 0.0))
        return pc_dist_refuse(problem, "lambda is greater than 0; 4 is usual",
                              "lambda is %.12g", p[3]);
    if (p[3] <= most_shape) return true;
    return pc_dist_refuse(problem, "above 10^6 nothing is left of the spread",
                          "lambda is %.12g, too large", p[3]);
}

static bool positive_mean(const char *whose, double mean, pc_dist_problem *problem)
{
    char help[160];
    if (mean > 0.0) return true;
    snprintf(help, sizeof help, "the mean of %s distribution is greater than 0", whose);
    return pc_dist_refuse(problem, help, "mean is %.12g", mean);
}

static bool gamma_family(const double *p, pc_dist_problem *problem)
{
    return shape(p[0], "shape", problem) && positive_mean("a gamma", p[1], problem);
}

/* Below 0.1 the greatest draws dwarf all others, above 1000 nothing is left of the spread. */
static bool weibull_family(const double *p, pc_dist_problem *problem)
{
    if (!(p[0] >= 0.1 && p[0] <= 1000.0))
        return pc_dist_refuse(problem,
                              "a weibull's shape is from 0.1 to 1000; 1 is exponential",
                              "shape is %.12g", p[0]);
    return positive_mean("a weibull", p[1], problem);
}

/* ---- counts ---- */

static bool mean_of_counts(double mean, bool *constant, pc_dist_problem *problem)
{
    *constant = mean == 0.0;
    if (mean >= 0.0) return true;
    return pc_dist_refuse(problem, "a number of things is 0 or more on average",
                          "mean is %.12g, below 0", mean);
}

static bool chance(double p, pc_dist_problem *problem)
{
    if (p >= 0.0 && p <= 1.0) return true;
    return pc_dist_refuse(problem, "a probability lies between 0 and 1", "p is %.12g", p);
}

static bool binomial_family(const double *p, bool *constant, pc_dist_problem *problem)
{
    *constant = p[0] == 0.0 || p[1] == 0.0 || p[1] == 1.0;
    if (!(p[0] >= 0.0 && p[0] <= 0x1p40 && p[0] == floor(p[0])))
        return pc_dist_refuse(problem, "n is how often one tries: 0, 1, 2, ...", "n is %.12g",
                              p[0]);
    return chance(p[1], problem);
}

static bool negative_binomial_family(const double *p, bool *constant, pc_dist_problem *problem)
{
    if (p[1] >= 0.0 && p[1] <= 1.0 / least_shape && (p[1] == 0.0 || p[1] >= 1.0 / most_shape))
        return mean_of_counts(p[0], constant, problem);
    return pc_dist_refuse(problem,
                          "the variance is mean + dispersion * mean^2: 0 (as poisson), or from "
                          "0.000001 to 33",
                          "dispersion is %.12g", p[1]);
}

/* ---- low, mid, high ---- */

static bool is_feasible(const pc_dist_spec *spec, double mid)
{
    pc_dist_spec other = *spec;
    double a[3];
    other.p[1] = mid;
    if (!(spec->p[0] < mid && mid < spec->p[2])) return false;
    pc_metalog_fit(a, &other);
    return fabs(a[2]) < metalog_limit * a[1];
}

/* The shortest decimal near x that is a feasible mid. */
static void write_mid(char *out, size_t n, const pc_dist_spec *spec, double x)
{
    for (int decimals = 0; decimals <= 17; decimals++) {
        snprintf(out, n, "%.*f", decimals, x);
        const double back = strtod(out, NULL);
        if (is_feasible(spec, back) && fabs(back - x) < 0.002 * (spec->p[2] - spec->p[0]))
            return;
    }
}

/* Feasible mids lie within 0.9 limit / 4 of the range around its middle, on the metalog's
 * scale; what is offered stays a little inside. */
static bool refuse_mid(const pc_dist_spec *spec, pc_dist_problem *problem)
{
    const double low = pc_metalog_scale(spec, spec->p[0]),
                 high = pc_metalog_scale(spec, spec->p[2]);
    const double reach = 0.225 * metalog_limit * (high - low) * 0.998;
    const double middle = low + 0.5 * (high - low);
    const bool too_low = pc_metalog_scale(spec, spec->p[1]) < middle;
    char least[64] = "", most[64] = "", help[160];
    write_mid(least, sizeof least, spec, pc_metalog_unscale(spec, middle - reach));
    write_mid(most, sizeof most, spec, pc_metalog_unscale(spec, middle + reach));
    snprintf(help, sizeof help, "with these, mid can be %.30s to %.30s; the nearest is %.30s",
             least, most, too_low ? least : most);
    return pc_dist_refuse(problem, help,
                          "mid %.12g is too near %s: no smooth distribution has %.12g, "
                          "%.12g, %.12g",
                          spec->p[1], too_low ? "low" : "high", spec->p[0], spec->p[1],
                          spec->p[2]);
}

static bool low_mid_high(const pc_dist_spec *spec, pc_dist_problem *problem)
{
    const double low = spec->p[0], mid = spec->p[1], high = spec->p[2];
    if (!(low < mid && mid < high))
        return pc_dist_refuse(problem,
                              "low < mid < high: 1 in 20 below low, half below mid, 1 in 20 "
                              "above high; a fixed number is written alone",
                              "low %.12g, mid %.12g, high %.12g do not rise", low, mid, high);
    if (!(spec->lower < spec->upper))
        return pc_dist_refuse(problem, "the lower bound lies below the upper one",
                              "bounds %.12g and %.12g", spec->lower, spec->upper);
    if (!(low > spec->lower && high < spec->upper)) {
        const bool is_low = !(low > spec->lower);
        return pc_dist_refuse(
            problem,
            "1 in 20 lies beyond low and high, so both are inside the "
            "bounds; for a least and a greatest value write pert {min, mode, max}",
            "%s %.12g is not inside the bounds %.12g to %.12g", is_low ? "low" : "high",
            is_low ? low : high, spec->lower, spec->upper);
    }
    return is_feasible(spec, mid) || refuse_mid(spec, problem);
}

/* ---- all ---- */

static int n_parameters(pc_family family)
{
    switch (family) {
    case PC_DISCRETE:
    case PC_METALOG:
    case PC_MIXTURE:
        return 0;
    case PC_POISSON:
    case PC_EXPONENTIAL:
        return 1;
    case PC_STUDENT:
        return 3;
    case PC_TRIANGULAR:
    case PC_LOW_MID_HIGH:
        return 3;
    case PC_PERT:
        return 4;
    default:
        return 2;
    }
}

static bool finite_parameters(const pc_dist_spec *spec, pc_dist_problem *problem)
{
    for (int i = 0; i < n_parameters(spec->family); i++)
        if (!(fabs(spec->p[i]) <= 1e150))
            return pc_dist_refuse(problem, "parameters are numbers up to 10^150",
                                  "parameter %d is %.12g", i + 1, spec->p[i]);
    if (spec->min < spec->max || (spec->min == spec->max && pc_spec_is_discrete(spec)))
        return true;
    return pc_dist_refuse(problem, "min lies below max; a fixed number is written alone",
                          "nothing lies between min %.12g and max %.12g", spec->min, spec->max);
}

bool pc_dist_check(const pc_dist_spec *spec, bool *constant, pc_dist_problem *problem)
{
    static const char *const mode_names[] = { "min", "mode", "max" };
    static const char *const names[] = { "min", "max" };
    const double *p = spec->p;
    *constant = false;
    if (!finite_parameters(spec, problem)) return false;
    switch (spec->family) {
    case PC_NORMAL:
        return spread(p[1], "sd", constant, problem);
    case PC_LOGNORMAL:
        return spread(p[1], "sigma", constant, problem);
    case PC_UNIFORM:
        return ordered(p, 2, names, constant, problem);
    case PC_TRIANGULAR:
        return ordered(p, 3, mode_names, constant, problem);
    case PC_PERT:
        return pert_family(p, constant, problem);
    case PC_BETA:
        return shape(p[0], "a", problem) && shape(p[1], "b", problem);
    case PC_GAMMA:
        return gamma_family(p, problem);
    case PC_LOW_MID_HIGH:
        return low_mid_high(spec, problem);
    case PC_POISSON:
        return mean_of_counts(p[0], constant, problem);
    case PC_BINOMIAL:
        return binomial_family(p, constant, problem);
    case PC_NEGATIVE_BINOMIAL:
        return negative_binomial_family(p, constant, problem);
    case PC_DISCRETE:
        *constant = spec->n == 1;
        return true;
    case PC_EXPONENTIAL:
        return positive_mean("an exponential", p[0], problem);
    case PC_WEIBULL:
        return weibull_family(p, problem);
    case PC_STUDENT:
        return shape(p[0], "df", problem) && spread(p[2], "scale", constant, problem);
    case PC_METALOG:
        return pc_quantiles_check(spec, problem);
    case PC_MIXTURE:
        *constant = spec->n == 1 && spec->parts[0].dist->is_constant;
        return true;
    }
    return false;
}
