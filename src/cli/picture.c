/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/picture.h"

#include "cli/console.h"

#include "base/diags.h"
#include "base/file.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

const char *const pc_picture_endings[PC_N_PICTURE_FILES] = { ".png", ".svg", ".txt", ".csv" };

bool pc_picture_ends_in(const char *text, const char *ending)
{
    const size_t n = strlen(text), m = strlen(ending);
    return n > m && strcmp(text + n - m, ending) == 0;
}

/* ---- What it is called ---- */

/* ".gif" of "charts/roi.gif"; NULL without: what follows a dot and begins with a letter. */
static const char *ending_of(const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    const char *dot = strrchr(name, '.');
    const bool is_ending =
        dot && dot > name &&
        ((dot[1] >= 'a' && dot[1] <= 'z') || (dot[1] >= 'A' && dot[1] <= 'Z'));
    return is_ending ? dot : NULL;
}

bool pc_picture_name_is_good(const char *path, const pc_command *command)
{
    struct stat s;
    const char *ending = ending_of(path);
    const bool is_there = stat(path, &s) == 0;
    if (!*path)
        pc_cli_usage_error(command, "--out '' is the name of no file");
    else if (strcmp(path, "-") == 0)
        pc_cli_usage_error(command, "--out is a file; charts do not go to stdout");
    else if (pc_picture_ends_in(path, "/") || (is_there && S_ISDIR(s.st_mode)))
        pc_cli_usage_error(command, "--out is a file, and %.80s names a folder", path);
    else if (is_there && !S_ISREG(s.st_mode))
        pc_cli_usage_error(command, "--out is a file, and %.80s is a device", path);
    else if (ending && strcmp(ending, ".png") != 0 && strcmp(ending, ".svg") != 0)
        pc_cli_usage_error(command,
                           "--out '%.80s' ends in %.20s; a picture is a .png or a .svg", path,
                           ending);
    else
        return true;
    return false;
}

/* ---- What is in the way ---- */

enum { HEAD = 4096 };

/* Whether the file is absent, or a picture of ours: every one names the program in its head. */
static bool may_replace(const char *path, bool *is_there)
{
    char head[HEAD];
    struct stat s;
    *is_there = stat(path, &s) == 0;
    if (!*is_there || !S_ISREG(s.st_mode)) return true; /* a device is nobody's work */
    FILE *f = fopen(path, "rb");
    const size_t n = f ? fread(head, 1, sizeof head, f) : 0;
    if (f) fclose(f);
    return n == 0 || memmem(head, n, "partnercast ", 12);
}

static pc_status refuse(const char *path, pc_diags *diags)
{
    pc_diag_add(diags, PC_ERROR, "E0410", &(pc_place) { .file = path },
                "choose another name with -o, or --force to overwrite it",
                "is in the way: partnercast did not write it");
    return PC_ECREATE;
}

/* Whether stem + ending is there; *is_ours when it may be overwritten. */
static bool stands(const char *stem, const char *ending, bool *is_ours)
{
    pc_text path = { 0 };
    bool is_there = false;
    *is_ours = false;
    pc_text_addf(&path, "%s%s", stem, ending);
    if (!path.failed) *is_ours = may_replace(path.data, &is_there);
    pc_text_clear(&path);
    return is_there;
}

/* A table or a description has no mark of ours: it is replaced where a picture of ours stands
 * beside it. */
pc_status pc_picture_check(const char *stem, unsigned files, pc_diags *diags)
{
    bool is_ours, has_picture = false;
    for (size_t i = 0; i < 2; i++)
        has_picture |= stands(stem, pc_picture_endings[i], &is_ours) && is_ours;
    for (size_t i = 0; i < PC_N_PICTURE_FILES; i++) {
        if (!(files & 1u << i) || !stands(stem, pc_picture_endings[i], &is_ours)) continue;
        if (i < 2 ? is_ours : has_picture) continue;
        pc_text path = { 0 };
        pc_text_addf(&path, "%s%s", stem, pc_picture_endings[i]);
        const pc_status status = refuse(path.failed ? stem : path.data, diags);
        pc_text_clear(&path);
        return status;
    }
    return PC_OK;
}

/* ---- Writing ---- */

static pc_status out_of_memory(pc_diags *diags)
{
    return pc_diag_fail(diags, PC_ENOMEM, "E0403", NULL, "out of memory");
}

/* The finding, and what somebody who does not see the picture should know. */
static char *words_of(const pc_chart *chart)
{
    pc_text text = { 0 };
    pc_text_addf(&text, "%s\n\n%s\n", pc_chart_title(chart), pc_chart_description(chart));
    return pc_text_take(&text);
}

static pc_status save_text(const char *path, char *text, pc_diags *diags)
{
    const pc_status status =
        text ? pc_file_replace(path, text, strlen(text), diags) : out_of_memory(diags);
    free(text);
    return status;
}

static pc_status save_one(const pc_chart *chart, const char *path, unsigned file,
                          pc_diags *diags)
{
    switch (file) {
    case PC_PICTURE_PNG:
        return pc_chart_save_png(chart, path, diags);
    case PC_PICTURE_SVG:
        return pc_chart_save_svg(chart, path, diags);
    case PC_PICTURE_WORDS:
        return save_text(path, words_of(chart), diags);
    default:
        return save_text(path, pc_chart_table_csv(chart), diags);
    }
}

pc_status pc_picture_save(const pc_chart *chart, const char *stem, unsigned files,
                          pc_diags *diags)
{
    pc_status status = PC_OK;
    for (size_t i = 0; i < PC_N_PICTURE_FILES && status == PC_OK; i++) {
        pc_text path = { 0 };
        if (!(files & 1u << i)) continue;
        pc_text_addf(&path, "%s%s", stem, pc_picture_endings[i]);
        status =
            path.failed ? out_of_memory(diags) : save_one(chart, path.data, 1u << i, diags);
        pc_text_clear(&path);
    }
    return status;
}
