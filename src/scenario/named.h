/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_SCENARIO_NAMED_H
#define PC_SCENARIO_NAMED_H

#include "scenario/reader.h"

/** An assumption on its way from the file into the scope. */
struct pc_named {
    const char *id;
    const pc_json *node;
    enum { PC_UNREAD, PC_BEING_READ, PC_READ } state;
    bool is_used;
};

/** W0201 for each assumption that no formula refers to. */
void pc_warn_of_unused(pc_reader *reader);

#endif
