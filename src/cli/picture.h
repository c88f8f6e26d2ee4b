/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_CLI_PICTURE_H
#define PC_CLI_PICTURE_H

#include "cli/options.h"
#include "partnercast/chart.h"

#include <stdbool.h>

/** Files of one chart: the picture, and beside it what it says in words (.txt) and the figures
 *  that it shows (.csv). */
typedef enum pc_picture_file {
    PC_PICTURE_PNG = 1,
    PC_PICTURE_SVG = 2,
    PC_PICTURE_WORDS = 4,
    PC_PICTURE_TABLE = 8
} pc_picture_file;

/** Their endings, for the bits from PNG on: ".png" ".svg" ".txt" ".csv". */
enum { PC_N_PICTURE_FILES = 4 };
extern const char *const pc_picture_endings[PC_N_PICTURE_FILES];

/** Whether a path ends in that (".png"), with something before it. */
bool pc_picture_ends_in(const char *path, const char *ending);

/** Whether --out may name a picture: no folder, no device, and no ending but .png and .svg.
 * What is wrong has been told when not (exit with 2). */
bool pc_picture_name_is_good(const char *path, const pc_command *command);

/** Whether those of `files` may be written: what stands there must be a picture of ours, or
 *  stand beside one. @return PC_OK, PC_ECREATE (E0410), PC_ENOMEM */
pc_status pc_picture_check(const char *stem, unsigned files, pc_diags *diags);

/** Writes those of `files` (bits) as stem + ending, each whole or not at all.
 *  @return PC_OK, PC_ECREATE, PC_EIO, PC_ENOMEM */
pc_status pc_picture_save(const pc_chart *chart, const char *stem, unsigned files,
                          pc_diags *diags);

#endif
