/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/picture.h"

#include "base/diags.h"
#include "base/file.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

const char *const pc_picture_endings[PC_N_PICTURE_FILES] = { ".png", ".svg", ".txt", ".csv" };

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
