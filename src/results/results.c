/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "results/results.h"

#include "base/file.h"
#include "json/writer.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *const pc_stat_ids[PC_N_STATS] = { "mean",   "sd",  "p5",  "p10", "p25",
                                              "p50",    "p75", "p90", "p95", "cvar5",
                                              "cvar95", "min", "max" };

pc_results *pc_results_new(pc_arena **arena)
{
    pc_results *results = calloc(1, sizeof *results);
    *arena = calloc(1, sizeof **arena);
    if (!results || !*arena) {
        free(results);
        free(*arena);
        return NULL;
    }
    pc_arena_init(*arena);
    results->arena = *arena;
    return results;
}

void pc_results_free(pc_results *results)
{
    if (!results) return;
    pc_arena_clear(results->arena);
    free(results->arena);
    free(results);
}

bool pc_results_is_stated(const char *source, const char *confidence)
{
    return *source && strncmp(source, "assumed", 7) != 0 && strcmp(source, "--set") != 0 &&
           strcmp(confidence, "guess") != 0;
}

const char *pc_results_piece(pc_arena *arena, const pc_json *value)
{
    pc_text text = { 0 };
    pc_json_canonical(&text, value, NULL, 0);
    if (text.failed) arena->failed = true;
    const char *copy = text.failed ? NULL : pc_arena_strndup(arena, text.data, text.n);
    pc_text_clear(&text);
    return copy;
}

/* The first metric of that id, or of the next one; within an id periods are in order of time,
 * not of text, so they are walked. */
static size_t first_of_id(const pc_results *results, const char *id)
{
    size_t low = 0, high = results->n_metrics;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (strcmp(results->metrics[middle].id, id) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const pc_metric *pc_results_find(const pc_results *results, const char *id, const char *period)
{
    for (size_t i = first_of_id(results, id);
         i < results->n_metrics && strcmp(results->metrics[i].id, id) == 0; i++)
        if (strcmp(results->metrics[i].period, period) == 0) return &results->metrics[i];
    return NULL;
}

double pc_results_case_value(const pc_case_result *result, const char *metric,
                             const char *period)
{
    for (size_t i = 0; i < result->n_values; i++)
        if (strcmp(result->values[i].metric, metric) == 0 &&
            strcmp(result->values[i].period, period) == 0)
            return result->values[i].value;
    return (double)NAN;
}

static pc_status save(const char *path, char *text, pc_diags *diags)
{
    const pc_status status =
        text ? pc_file_replace(path, text, strlen(text), diags)
             : pc_diag_fail(diags, PC_ENOMEM, "E0403", path, "out of memory");
    free(text);
    return status;
}

pc_status pc_results_save(const pc_results *results, const char *path, pc_diags *diags)
{
    return save(path, pc_results_json(results), diags);
}

pc_status pc_results_save_csv(const pc_results *results, const char *path, pc_diags *diags)
{
    return save(path, pc_results_csv(results), diags);
}
