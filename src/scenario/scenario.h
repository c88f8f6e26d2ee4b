/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_SCENARIO_SCENARIO_H
#define PC_SCENARIO_SCENARIO_H

#include "json/json.h"
#include "partnercast/scenario.h"
#include "programme/programme.h"

/** What the public handle holds. */
struct pc_scenario {
    pc_arena arena;
    const pc_json *resolved;       /* after extends, patch, defaults and sets */
    char sha256[65];
    pc_programme programme;
};

#endif
