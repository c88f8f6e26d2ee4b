/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_BASE_FILE_H
#define PC_BASE_FILE_H

#include "base/diags.h"

#include <stddef.h>

/**
 * Writes a file whole or not at all: a temporary file in the same folder, every write checked,
 * fsync, close checked, rename over `path`, fsync of the folder. A path that is no regular file
 * (/dev/full, a pipe) is written directly.
 * @return PC_OK, PC_ECREATE (E0401) or PC_EIO (E0402); on failure nothing is left behind
 */
pc_status pc_file_replace(const char *path, const void *bytes, size_t n, pc_diags *diags);

/** Creates the folder and those above it, as `mkdir -p`. PC_OK or PC_ECREATE (E0401). */
pc_status pc_folder_make(const char *path, pc_diags *diags);

#endif
