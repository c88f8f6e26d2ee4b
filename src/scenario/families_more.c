/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Waiting times, heavy tails, counts. */
#include "scenario/distribution.h"

void pc_read_exponential(pc_family_read *f)
{
    static const char *const names[] = { "mean" };
    pc_check_parameters(f, "exponential", names, PC_COUNT(names));
    const pc_parameter mean = pc_need_parameter(f, "mean", true);
    if (!f->failed) pc_set_spec(f, PC_EXPONENTIAL, pc_factor_out(f, &mean), 0, 0, 0);
}

void pc_read_weibull(pc_family_read *f)
{
    static const char *const names[] = { "shape", "mean" };
    pc_check_parameters(f, "weibull", names, PC_COUNT(names));
    const double shape = pc_need_constant(f, "shape", false, PC_SHAPED);
    const pc_parameter mean = pc_need_parameter(f, "mean", true);
    if (!f->failed) pc_set_spec(f, PC_WEIBULL, shape, pc_factor_out(f, &mean), 0, 0);
}

void pc_read_student(pc_family_read *f)
{
    static const char *const names[] = { "df", "mean", "scale" };
    pc_check_parameters(f, "student", names, PC_COUNT(names));
    const double df = pc_need_constant(f, "df", false, PC_SHAPED);
    const pc_parameter mean = pc_need_parameter(f, "mean", true),
                       scale = pc_need_parameter(f, "scale", false);
    if (mean.constant && scale.constant) {
        pc_set_spec(f, PC_STUDENT, df, mean.value, scale.value, 0);
        return;
    }
    pc_set_spec(f, PC_STUDENT, df, 0, 1, 0);
    f->location = mean.expr;
    f->scale = scale.expr;
}

void pc_read_poisson(pc_family_read *f)
{
    static const char *const names[] = { "mean" };
    pc_check_parameters(f, "poisson", names, PC_COUNT(names));
    const pc_parameter mean = pc_need_parameter(f, "mean", true);
    if (f->failed) return;
    if (mean.constant)
        pc_set_spec(f, PC_POISSON, mean.value, 0, 0, 0);
    else
        pc_set_rate(f, &mean, 0);
}

void pc_read_binomial(pc_family_read *f)
{
    static const char *const names[] = { "n", "p" };
    pc_check_parameters(f, "binomial", names, PC_COUNT(names));
    const double n = pc_need_constant(f, "n", false, PC_SHAPED);
    pc_set_spec(f, PC_BINOMIAL, n, pc_need_constant(f, "p", false, PC_SHAPED), 0, 0);
}

void pc_read_negative_binomial(pc_family_read *f)
{
    static const char *const names[] = { "mean", "dispersion" };
    pc_check_parameters(f, "negative_binomial", names, PC_COUNT(names));
    const pc_parameter mean = pc_need_parameter(f, "mean", true);
    const double dispersion = pc_need_constant(f, "dispersion", false, PC_SHAPED);
    if (f->failed) return;
    if (mean.constant)
        pc_set_spec(f, PC_NEGATIVE_BINOMIAL, mean.value, dispersion, 0, 0);
    else if (dispersion >= 0)
        pc_set_rate(f, &mean, dispersion);
    else
        pc_refuse_family(f, pc_json_get(f->parameters, "dispersion"), "E0301",
                         "write 0 (a poisson) or more", "dispersion cannot be negative");
}

void pc_read_bernoulli(pc_family_read *f)
{
    static const char *const names[] = { "p" };
    pc_check_parameters(f, "bernoulli", names, PC_COUNT(names));
    pc_set_spec(f, PC_BINOMIAL, 1, pc_need_constant(f, "p", false, PC_SHAPED), 0, 0);
}
