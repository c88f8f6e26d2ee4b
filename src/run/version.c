/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "partnercast/run.h"
#include "sim/sim.h"

#ifndef PC_VERSION
#define PC_VERSION "0.1.0"
#endif

const char *pc_version(void)
{
    return PC_VERSION;
}

/* Raised when results are meant to change. 1: the first. 2: standard errors of quantiles.
 * 3: tables with wider spans in the tails. */
int pc_model_revision(void)
{
    return 3;
}

bool pc_run_has_isa(const char *name)
{
    return pc_kernel_named(name) != NULL;
}

const char *pc_run_isa(void)
{
    return pc_kernel_best()->isa;
}
