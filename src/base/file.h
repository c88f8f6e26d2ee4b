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

/** A file that grows piece by piece, with the same promise. Fails sticky: the first failure is
 * told once, what follows is not written, and pc_file_commit returns it. */
typedef struct pc_file pc_file;

/** @param path copied. @param diags told of failures; must outlive the file
 *  @return PC_OK, PC_ECREATE (E0401) or PC_ENOMEM (E0403); *out is set only with PC_OK */
pc_status pc_file_begin(pc_file **out, const char *path, pc_diags *diags);
/** PC_OK or PC_EIO (E0402). */
pc_status pc_file_write(pc_file *file, const void *bytes, size_t n);
/** Puts it in its place: PC_OK or PC_EIO. */
pc_status pc_file_commit(pc_file *file);
/** Releases it; without commit nothing is left behind. Accepts NULL. */
void pc_file_end(pc_file *file);

/** Creates the folder and those above it, as `mkdir -p`. PC_OK or PC_ECREATE (E0401). */
pc_status pc_folder_make(const char *path, pc_diags *diags);

#endif
