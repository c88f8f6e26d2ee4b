/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/limits.h"

#include <math.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

unsigned pc_processors(void)
{
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) == 0 && CPU_COUNT(&set) > 0)
        return (unsigned)CPU_COUNT(&set);
    const long online = sysconf(_SC_NPROCESSORS_ONLN); /* more than a cpu_set_t holds */
    return online > 0 ? (unsigned)online : 1;
}

pc_status pc_check_settings(uint64_t trials, uint64_t seed, pc_diags *diags)
{
    if (trials < 1 || trials > PC_TRIALS_MAX) {
        pc_diag_add(diags, PC_ERROR, "E0501", NULL, "simulate between 1 and 1000000000 futures",
                    "%llu futures are out of range", (unsigned long long)trials);
        return PC_EUSAGE;
    }
    if (seed > PC_SEED_MAX) {
        pc_diag_add(diags, PC_ERROR, "E0501", NULL, "a seed is between 0 and 9007199254740991",
                    "the seed %llu is out of range", (unsigned long long)seed);
        return PC_EUSAGE;
    }
    return PC_OK;
}

/* a + b * c, or as much as fits. */
static size_t add_product(size_t a, size_t b, size_t c)
{
    size_t product, sum;
    if (__builtin_mul_overflow(b, c, &product) || __builtin_add_overflow(a, product, &sum))
        return SIZE_MAX;
    return sum;
}

size_t pc_memory_estimate(const pc_simulation *s)
{
    enum {
        OCTAVES = 6,
        RECORDS = 4
    }; /* a metric's usual spread; the ring's records a worker */
    const size_t n_slots = s->roster->n_slots;
    const size_t slot_bytes =
        sizeof(pc_tally) + OCTAVES * sizeof(pc_chunk) + RECORDS * sizeof(pc_sums);
    size_t worker_bytes = add_product(0, pc_sim_scratch(s->model), sizeof(double));
    worker_bytes = add_product(worker_bytes, n_slots, slot_bytes);
    if (s->columns)
        worker_bytes =
            add_product(worker_bytes, s->columns->n, RECORDS * PC_BLOCK * sizeof(double));
    return add_product(add_product(0, pc_workers(s), worker_bytes), s->roster->n_outputs,
                       sizeof(pc_metric));
}

static size_t control_group_limit(void)
{
    FILE *file = fopen("/sys/fs/cgroup/memory.max", "re");
    unsigned long long limit = 0;
    const bool has_limit = file && fscanf(file, "%llu", &limit) == 1 && limit < SIZE_MAX;
    if (file) fclose(file);
    return has_limit ? (size_t)limit : SIZE_MAX; /* "max" is no number */
}

size_t pc_memory_available(void)
{
    const long pages = sysconf(_SC_PHYS_PAGES), page = sysconf(_SC_PAGESIZE);
    const size_t limit = control_group_limit();
    if (pages <= 0 || page <= 0) return limit;
    const size_t physical = add_product(0, (size_t)pages, (size_t)page);
    return physical < limit ? physical : limit;
}

pc_status pc_check_memory(size_t estimate, size_t available, pc_diags *diags)
{
    const size_t megabyte = 1000 * 1000, allowed = available / 4 * 3;
    if (estimate <= allowed) return PC_OK;
    pc_diag_add(diags, PC_ERROR, "E0502", NULL,
                "record fewer metrics or coarser periods (run.record), or use fewer threads",
                "the run would need about %zu MB of memory, more than the %zu MB that three "
                "quarters of this machine's are",
                estimate / megabyte, allowed / megabyte);
    return PC_ENOMEM;
}

/* ---- Numbers that nobody can use ---- */

enum { WHERE_SIZE = 40 };

static pc_status tell_too_large(const pc_output *output, const char *where, pc_diags *diags)
{
    pc_diag_add(diags, PC_ERROR, "E0507", NULL,
                "look for an assumption that can become enormous, or a division by almost 0",
                "%s@%s is too large a number to compute with%s", output->id, output->period,
                where);
    return PC_EDATA;
}

static pc_status tell_no_number(const pc_output *output, const char *where, pc_diags *diags)
{
    pc_diag_add(diags, PC_ERROR, "E0507", NULL,
                "look for a formula that takes the root of a negative number",
                "%s@%s is not a number%s", output->id, output->period, where);
    return PC_EDATA;
}

static pc_status check_tally(const pc_output *output, const pc_tally *tally,
                             const pc_sums *sums, pc_diags *diags)
{
    const bool has_no_number = tally->n_undefined > 0 && output->always_defined;
    const bool is_low = tally->n > 0 && isinf(tally->min);
    const bool is_high = tally->n > 0 && (isinf(tally->max) || !isfinite(sums->sum_sq));
    if (!has_no_number && !is_low && !is_high) return PC_OK;
    const uint64_t trial = has_no_number ? tally->undefined_trial
                           : is_low      ? tally->min_trial
                                         : tally->max_trial;
    char where[WHERE_SIZE];
    snprintf(where, sizeof where, ", as in trial %llu", (unsigned long long)trial);
    return has_no_number ? tell_no_number(output, where, diags)
                         : tell_too_large(output, where, diags);
}

pc_status pc_check_finite(const pc_model *model, const pc_roster *roster,
                          const pc_outcome *outcome, pc_diags *diags)
{
    pc_status status = PC_OK;
    for (size_t i = 0; i < roster->n_outputs && status == PC_OK; i++) {
        const size_t slot = roster->slot_of[i];
        if (slot != PC_NONE)
            status = check_tally(&model->outputs[i], &outcome->tallies[slot],
                                 &outcome->sums[slot], diags);
    }
    return status;
}

pc_status pc_check_certain(const pc_model *model, pc_at at, pc_diags *diags)
{
    static const char *const wheres[] = { [PC_AT_SIMULATED] = "",
                                          [PC_AT_PLAN] = " as the plan counts",
                                          [PC_AT_MEANS] =
                                              " with every assumption at its mean" };
    const double most_amt = 0x1p53; /* beyond it not every whole number is a double */
    for (size_t i = 0; i < model->n_outputs; i++) {
        const pc_output *output = &model->outputs[i];
        if (at == PC_AT_SIMULATED && !output->constant) continue;
        const double value = at == PC_AT_SIMULATED ? output->value
                             : at == PC_AT_PLAN    ? output->at_plan
                                                   : output->at_means;
        if (isnan(value) && output->always_defined)
            return tell_no_number(output, wheres[at], diags);
        if (isinf(value) || (output->always_defined && fabs(value) > most_amt))
            return tell_too_large(output, wheres[at], diags);
    }
    return PC_OK;
}
