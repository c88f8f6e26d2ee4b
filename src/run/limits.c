/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/limits.h"

#include <math.h>
#include <sched.h>
#include <stdio.h>
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
        pc_diag_add(diags, PC_ERROR, "E0501", NULL, "simulate between 1 and 1000000000 trials",
                    "%llu trials are out of range", (unsigned long long)trials);
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
        sizeof(pc_tally) + OCTAVES * PC_BIN_COUNT * sizeof(pc_bin) + RECORDS * sizeof(pc_sums);
    size_t worker_bytes = add_product(0, pc_sim_scratch(s->model), sizeof(double));
    worker_bytes = add_product(worker_bytes, n_slots, slot_bytes);
    return add_product(add_product(0, s->threads, worker_bytes), s->roster->n_outputs,
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

static pc_status tell_too_large(const pc_output *output, uint64_t trial, pc_diags *diags)
{
    pc_diag_add(diags, PC_ERROR, "E0507", NULL,
                "look for an assumption that can become enormous, or a division by almost 0",
                "%s@%s is too large a number to compute with, as in trial %llu", output->id,
                output->period, (unsigned long long)trial);
    return PC_EDATA;
}

pc_status pc_check_finite(const pc_model *model, const pc_roster *roster,
                          const pc_outcome *outcome, pc_diags *diags)
{
    for (size_t i = 0; i < roster->n_outputs; i++) {
        const size_t slot = roster->slot_of[i];
        if (slot == PC_NONE || outcome->tallies[slot].n == 0) continue;
        const pc_tally *tally = &outcome->tallies[slot];
        if (isinf(tally->min))
            return tell_too_large(&model->outputs[i], tally->min_trial, diags);
        if (isinf(tally->max) || !isfinite(outcome->sums[slot].sum_sq))
            return tell_too_large(&model->outputs[i], tally->max_trial, diags);
    }
    return PC_OK;
}
