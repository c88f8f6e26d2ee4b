/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_CHART_CLEAN_H
#define PC_CHART_CLEAN_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

/** Marks that turn the direction of writing, and separators of lines: a title that has them
 * could show other words than it holds. */
bool pc_is_steering(uint32_t point);

/** text with control signs as blanks, marks that steer as "\u202e" in letters, and broken UTF-8
 * replaced, for people to read. In the arena; NULL is the empty text. */
const char *pc_clean_text(pc_arena *arena, const char *text);

#endif
