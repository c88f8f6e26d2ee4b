/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_SCENARIO_RESOLVE_H
#define PC_SCENARIO_RESOLVE_H

#include "scenario/scenario.h"

/** Where base files may lie. */
typedef struct pc_base_folder {
    const char *root;   /* folder that `extends` may not leave; NULL: there is none */
    const char *within; /* the top file's folder below root, "" or ending in "/" */
    const char *shown;  /* how the root is named in messages: "" or ending in "/" */
    const char *top;    /* the top file's path, for recognising it again; NULL: none */
} pc_base_folder;

/** Follows `extends` from the top file: base files merged under what refers to them. NULL after
 *  reporting. */
const pc_json *pc_resolve_extends(pc_arena *arena, const pc_json *top,
                                  const pc_base_folder *folder, pc_diags *diags);

/** The tree without a key of its root; NULL without memory. */
const pc_json *pc_resolve_without(pc_arena *arena, const pc_json *root, const char *key);

/** The tree with every default written into it. */
const pc_json *pc_resolve_defaults(pc_arena *arena, const pc_json *root);

/** Applies "/pointer=value" and "assumption=value", in order; problems are reported (E025x). */
const pc_json *pc_resolve_sets(pc_arena *arena, const pc_json *root, const char *const *sets,
                               size_t n_sets, pc_diags *diags);

/**
 * Reads the data files that "fit" and "empirical" name, and writes each one's SHA-256 beside
 * its name. Files that cannot be read are reported (E0260), as is a "sha256" that is stated and
 * not the file's (E0264). NULL without memory only.
 * @param files its folder and top are set; lives in the arena
 */
typedef struct pc_data_files pc_data_files;
const pc_json *pc_resolve_data(pc_arena *arena, const pc_json *root, pc_data_files *files,
                               pc_diags *diags);

/** What stands in the place of the assumption `old` when it is replaced whole: value and plan,
 *  with its unit kept and `source` as its source. It is said to stand in `file`, which begins
 *  with "--set ", so that readers know it for a what-if. NULL after reporting (E0208). */
const pc_json *pc_resolve_assumption(pc_arena *arena, const pc_json *old, const pc_json *value,
                                     const char *file, const char *source, pc_diags *diags);

/** SHA-256 of n bytes as 64 hexadecimal digits. */
void pc_sha256(char out[65], const void *data, size_t n);

/** SHA-256 of the canonical form without notes. */
bool pc_resolve_hash(char out[65], const pc_json *root);

/** The path without "x/../" and "./"; names that lead out stay in front: "../a". NULL without
 *  memory. */
const char *pc_path_plain(pc_arena *arena, const char *path);

/**
 * Opens a regular file below the folder root_fd, following links only as long as they stay
 * inside. -1 with errno: EXDEV when the path leaves the folder, EINVAL for what is no file.
 */
int pc_open_beneath(int root_fd, const char *path);

/** False after reporting (E0208) a value for --set that is of another kind than what stands in
 *  the assumption: a percentage for an amount. */
bool pc_resolve_set_unit(pc_arena *arena, const pc_json *old, const pc_json *value,
                         pc_diags *diags);

#endif
