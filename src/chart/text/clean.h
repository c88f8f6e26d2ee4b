/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_CHART_CLEAN_H
#define PC_CHART_CLEAN_H

#include "base/arena.h"

/** text with control signs as blanks and broken UTF-8 replaced, for people to read. In the
 *  arena; NULL is the empty text. */
const char *pc_clean_text(pc_arena *arena, const char *text);

#endif
