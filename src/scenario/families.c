/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Families of one or two numbers and a shape. Parameters that are uncertain themselves, or
 * change over time, are taken out where the family allows it: X = m + s Z for normal, uniform
 * and student, X = m Z for lognormal, gamma, exponential and weibull, Z drawn with constant
 * parameters. The reader turns mean and cv into mu and sigma: sigma^2 = ln(1 + cv^2), mu =
 * ln(mean) - sigma^2/2.
 */
#include "scenario/distribution.h"

#include "programme/lognormal.h"

void pc_read_normal(pc_family_read *f)
{
    static const char *const names[] = { "mean", "sd" };
    pc_check_parameters(f, "normal", names, PC_COUNT(names));
    const pc_parameter mean = pc_need_parameter(f, "mean", true),
                       sd = pc_need_parameter(f, "sd", false);
    if (mean.constant && sd.constant) {
        pc_set_spec(f, PC_NORMAL, mean.value, sd.value, 0, 0);
        return;
    }
    pc_set_spec(f, PC_NORMAL, 0, 1, 0, 0);
    f->location = mean.expr;
    f->scale = sd.expr;
}

void pc_read_uniform(pc_family_read *f)
{
    static const char *const names[] = { "min", "max" };
    pc_check_parameters(f, "uniform", names, PC_COUNT(names));
    const pc_parameter min = pc_need_parameter(f, "min", true),
                       max = pc_need_parameter(f, "max", true);
    if (min.constant && max.constant) {
        pc_set_spec(f, PC_UNIFORM, min.value, max.value, 0, 0);
        return;
    }
    pc_set_spec(f, PC_UNIFORM, 0, 1, 0, 0);
    f->location = min.expr;
    f->scale = pc_make2(f->q->reader, PC_EXPR_SUB, max.expr, min.expr);
}

void pc_read_triangular(pc_family_read *f)
{
    static const char *const names[] = { "min", "mode", "max" };
    pc_check_parameters(f, "triangular", names, PC_COUNT(names));
    const double min = pc_need_constant(f, "min", true, PC_SHAPED);
    const double mode = pc_need_constant(f, "mode", true, PC_SHAPED);
    pc_set_spec(f, PC_TRIANGULAR, min, mode, pc_need_constant(f, "max", true, PC_SHAPED), 0);
}

void pc_read_pert(pc_family_read *f)
{
    static const char *const names[] = { "min", "mode", "max", "lambda" };
    pc_check_parameters(f, "pert", names, PC_COUNT(names));
    const double min = pc_need_constant(f, "min", true, PC_SHAPED);
    const double mode = pc_need_constant(f, "mode", true, PC_SHAPED);
    const double max = pc_need_constant(f, "max", true, PC_SHAPED);
    const bool said = pc_json_get(f->parameters, "lambda");
    pc_set_spec(f, PC_PERT, min, mode, max,
                said ? pc_need_constant(f, "lambda", false, PC_SHAPED) : 4);
}

static double read_sigma(pc_family_read *f, bool by_mean)
{
    const pc_json *cv = pc_json_get(f->parameters, "cv"),
                  *sigma = pc_json_get(f->parameters, "sigma");
    if (by_mean && !cv == !sigma) {
        pc_refuse_family(
            f, f->parameters, "E0301", "mean and cv, mean and sigma, or median and sigma",
            "lognormal needs one of \"cv\" (of the value) and \"sigma\" (of its logarithm)");
        return 0;
    }
    if (!by_mean && cv) {
        pc_refuse_family(f, cv, "E0301", "write \"sigma\", or \"mean\" instead of \"median\"",
                         "\"cv\" goes with \"mean\", not with \"median\"");
        return 0;
    }
    if (!cv || !by_mean) return pc_need_constant(f, "sigma", false, PC_SHAPED);
    const double value = pc_need_constant(f, "cv", false, PC_SHAPED);
    if (!f->failed && !(value >= 0))
        pc_refuse_family(f, cv, "E0301", "write 0 or more", "cv cannot be negative");
    return f->failed ? 0 : pc_lognormal_sigma(value);
}

void pc_read_lognormal(pc_family_read *f)
{
    static const char *const names[] = { "mean", "cv", "sigma", "median" };
    pc_check_parameters(f, "lognormal", names, PC_COUNT(names));
    const pc_json *mean = pc_json_get(f->parameters, "mean");
    if (!mean == !pc_json_get(f->parameters, "median")) {
        pc_refuse_family(f, f->parameters, "E0301",
                         "mean and cv, mean and sigma, or median and sigma",
                         "lognormal needs either \"mean\" or \"median\"");
        return;
    }
    const pc_parameter middle = pc_read_parameter(f, mean ? "mean" : "median", true);
    const double value = pc_factor_out(f, &middle), sigma = read_sigma(f, mean);
    if (f->failed) return;
    pc_set_spec(f, PC_LOGNORMAL, pc_lognormal_mu(value, mean ? sigma : 0), sigma, 0, 0);
}

void pc_read_gamma(pc_family_read *f)
{
    static const char *const names[] = { "shape", "mean" };
    pc_check_parameters(f, "gamma", names, PC_COUNT(names));
    const double shape = pc_need_constant(f, "shape", false, PC_SHAPED);
    const pc_parameter mean = pc_need_parameter(f, "mean", true);
    if (!f->failed) pc_set_spec(f, PC_GAMMA, shape, pc_factor_out(f, &mean), 0, 0);
}

void pc_read_beta(pc_family_read *f)
{
    static const char *const names[] = { "mean", "n", "a", "b" };
    pc_check_parameters(f, "beta", names, PC_COUNT(names));
    const pc_json *mean = pc_json_get(f->parameters, "mean");
    const bool by_mean = mean || pc_json_get(f->parameters, "n");
    const bool by_counts = pc_json_get(f->parameters, "a") || pc_json_get(f->parameters, "b");
    if (by_mean == by_counts) {
        pc_refuse_family(f, f->parameters, "E0301",
                         "n = a + b: how many observations the mean is worth",
                         "beta needs \"mean\" and \"n\", or \"a\" and \"b\"");
        return;
    }
    if (by_counts) {
        const double a = pc_need_constant(f, "a", false, PC_SHAPED);
        pc_set_spec(f, PC_BETA, a, pc_need_constant(f, "b", false, PC_SHAPED), 0, 0);
        return;
    }
    const double share = pc_need_constant(f, "mean", true, PC_SHAPED);
    const double n = pc_need_constant(f, "n", false, PC_SHAPED);
    if (!f->failed && !(share > 0 && share < 1))
        pc_refuse_family(f, mean, "E0301", "write a mean between 0 and 1",
                         "the mean of a beta lies between 0 and 1");
    else
        pc_set_spec(f, PC_BETA, share * n, (1 - share) * n, 0, 0);
}

/* The bounds of the three-point range are those of the quantity's unit. */
void pc_read_low_mid_high(pc_family_read *f)
{
    const double low = pc_need_constant(f, "low", true, PC_SHAPED);
    const double mid = pc_need_constant(f, "mid", true, PC_SHAPED);
    pc_set_spec(f, PC_LOW_MID_HIGH, low, mid, pc_need_constant(f, "high", true, PC_SHAPED), 0);
    if (f->failed) return;
    const bool knows_unit = f->q->has_unit || f->q->inferred;
    if (!knows_unit) {
        pc_json_error(
            f->q->reader->diags, f->object, "E0218",
            "add \"unit\": \"fraction\" (0 to 1), \"money\", \"count\", \"multiple\", "
            "\"months\" (0 or more) or \"number\" (any) beside \"value\"",
            "low, mid, high need a unit, which says where the values must stay");
        f->failed = true;
    }
    if (f->q->unit != PC_UNIT_NUMBER) f->spec.lower = 0;
    if (f->q->unit == PC_UNIT_FRACTION) f->spec.upper = 1;
}
