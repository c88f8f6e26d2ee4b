/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/trials.h"

#include "base/diags.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static bool is_stdout(const pc_trials_target *target)
{
    return strcmp(target->path, "-") == 0;
}

/* ---- Asking first ---- */

/* Whether the file begins as single trials do; an empty one is nobody's work. */
static bool is_ours(const char *path)
{
    char head[6] = "";
    FILE *f = fopen(path, "rb");
    const size_t n = f ? fread(head, 1, sizeof head, f) : 1;
    if (f) fclose(f);
    return n == 0 || (n == sizeof head && memcmp(head, "trial,", n) == 0);
}

/* Whether the file would lie in the folder of the output, or deeper. */
static bool lies_within(const char *path, const pc_output *output)
{
    const char *slash = strrchr(path, '/');
    char *above = slash ? strndup(path, (size_t)(slash - path) + 1) : strdup(".");
    char *there = pc_output_path(output);
    char *folder = above ? realpath(above, NULL) : NULL;
    char *whole = there ? realpath(there, NULL) : NULL;
    const size_t n = whole ? strlen(whole) : 0;
    const bool within =
        folder && n && strncmp(folder, whole, n) == 0 && (folder[n] == '/' || !folder[n]);
    free(above);
    free(there);
    free(folder);
    free(whole);
    return within;
}

static pc_status refuse(const char *path, pc_diags *diags)
{
    pc_diag_add(diags, PC_ERROR, "E0410", &(pc_place) { .file = path },
                "choose another name, or --force to move aside what is there",
                "is in the way: it does not hold single trials");
    return PC_ECREATE;
}

pc_status pc_trials_target_check(const pc_trials_target *target, const pc_output *output,
                                 pc_diags *diags)
{
    struct stat s;
    if (!target->path || is_stdout(target)) return PC_OK;
    if (lies_within(target->path, output)) {
        pc_diag_add(diags, PC_ERROR, "E0415", &(pc_place) { .file = target->path },
                    "choose a place beside it",
                    "lies in the folder that the run replaces as a whole");
        return PC_EUSAGE;
    }
    if (stat(target->path, &s) != 0) return PC_OK;
    if (S_ISDIR(s.st_mode))
        return pc_diag_fail(diags, PC_ECREATE, "E0401", target->path, "is a folder");
    if (S_ISREG(s.st_mode) && !target->force && !is_ours(target->path))
        return refuse(target->path, diags);
    return PC_OK;
}

/* ---- Writing ---- */

static pc_status print(void *unused, const pc_trials *trials)
{
    (void)unused;
    char *text = pc_trials_csv(trials);
    if (!text) return PC_ENOMEM;
    const bool lost = fputs(text, stdout) == EOF;
    free(text);
    return lost ? PC_EIO : PC_OK; /* in words when stdout is closed */
}

pc_status pc_trials_target_begin(pc_trials_target *target, pc_run_options *options,
                                 pc_diags *diags)
{
    if (!target->path) return PC_OK;
    options->trials_to = is_stdout(target) ? print : pc_trials_file_add;
    if (is_stdout(target)) return PC_OK;
    const pc_status status = pc_trials_file_make(&target->file, target->path, diags);
    options->trials_context = target->file;
    return status;
}

pc_status pc_trials_target_save(const pc_trials_target *target, pc_diags *diags)
{
    struct stat s;
    if (!target->file) return PC_OK;
    const bool stands = stat(target->path, &s) == 0 && S_ISREG(s.st_mode);
    const pc_status status = stands && target->force && !is_ours(target->path)
                                 ? pc_output_move_aside(target->path, diags)
                                 : PC_OK;
    return status == PC_OK ? pc_trials_file_save(target->file) : status;
}

void pc_trials_target_end(pc_trials_target *target)
{
    pc_trials_file_free(target->file);
    target->file = NULL;
}
