/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Single trials as CSV: one row a trial, written block by block. */
#include "partnercast/trials.h"

#include "base/file.h"
#include "results/csv.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

/* ---- Text ---- */

static void add_names(pc_text *out, const pc_trials *trials)
{
    pc_text_add(out, "trial");
    for (size_t i = 0; i < trials->n_columns; i++) {
        pc_text_add(out, ",");
        pc_csv_add_text(out, trials->columns[i]);
    }
    pc_text_add(out, "\r\n");
}

static void add_row(pc_text *out, const pc_trials *trials, size_t row)
{
    const double *values = trials->values + row * trials->n_columns;
    pc_text_addf(out, "%" PRIu64, trials->first + row);
    for (size_t i = 0; i < trials->n_columns; i++) {
        pc_text_add(out, ",");
        pc_csv_add_number(out, values[i]);
    }
    pc_text_add(out, "\r\n");
}

char *pc_trials_csv(const pc_trials *trials)
{
    pc_text text = { 0 };
    if (trials->n == 0) add_names(&text, trials);
    for (size_t row = 0; row < trials->n; row++) add_row(&text, trials, row);
    return pc_text_take(&text);
}

/* ---- A file ---- */

struct pc_trials_file {
    pc_file *file;
    char *path;
    pc_diags *diags;
};

/* What a number and its comma take, more or less: 1234567.89 and 0.123456789012345. */
enum { BYTES_A_VALUE = 14 };
static const uint64_t most_bytes = UINT64_C(100000000000);

pc_status pc_trials_file_make(pc_trials_file **out, const char *path, pc_diags *diags)
{
    pc_trials_file *file = calloc(1, sizeof *file);
    if (file) *file = (pc_trials_file) { .path = strdup(path), .diags = diags };
    pc_status status = file && file->path ? pc_file_begin(&file->file, path, diags) : PC_ENOMEM;
    if (status == PC_OK)
        *out = file;
    else
        pc_trials_file_free(file);
    return status;
}

/* Free bytes where a regular file stands; UINT64_MAX where nobody knows. */
static uint64_t free_bytes(const char *path)
{
    struct stat s;
    struct statvfs volume;
    if (stat(path, &s) == 0 && !S_ISREG(s.st_mode)) return UINT64_MAX;
    const char *slash = strrchr(path, '/');
    char *folder = slash ? strndup(path, (size_t)(slash - path) + 1) : strdup(".");
    uint64_t bytes = UINT64_MAX;
    if (folder && statvfs(folder, &volume) == 0 && volume.f_frsize > 0 &&
        __builtin_mul_overflow((uint64_t)volume.f_bavail, (uint64_t)volume.f_frsize, &bytes))
        bytes = UINT64_MAX;
    free(folder);
    return bytes;
}

static pc_status check_size(const pc_trials_file *file, const pc_trials *trials)
{
    uint64_t bytes;
    if (__builtin_mul_overflow(trials->total, BYTES_A_VALUE * (trials->n_columns + 1), &bytes))
        bytes = UINT64_MAX;
    const uint64_t there = free_bytes(file->path);
    if (bytes <= most_bytes && bytes <= there) return PC_OK;
    const double giga = 1e9;
    char limit[80] = "100 GB are the most";
    if (bytes <= most_bytes)
        snprintf(limit, sizeof limit, "%.3g GB are free there", (double)there / giga);
    pc_diag_add(file->diags, PC_ERROR, "E0412", &(pc_place) { .file = file->path },
                "simulate fewer futures, or ask for fewer columns",
                "%" PRIu64 " trials of %zu columns would take about %.3g GB, and %s",
                trials->total, trials->n_columns, (double)bytes / giga, limit);
    return PC_ECREATE;
}

pc_status pc_trials_file_add(void *context, const pc_trials *trials)
{
    pc_trials_file *file = context;
    pc_status status = trials->n == 0 ? check_size(file, trials) : PC_OK;
    if (status != PC_OK) return status;
    char *text = pc_trials_csv(trials);
    status = text ? pc_file_write(file->file, text, strlen(text)) : PC_ENOMEM;
    free(text);
    return status;
}

pc_status pc_trials_file_save(pc_trials_file *file)
{
    return pc_file_commit(file->file);
}

void pc_trials_file_free(pc_trials_file *file)
{
    if (!file) return;
    pc_file_end(file->file);
    free(file->path);
    free(file);
}
