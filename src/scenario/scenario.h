/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_SCENARIO_SCENARIO_H
#define PC_SCENARIO_SCENARIO_H

#include "partnercast/scenario.h"
#include "programme/programme.h"
#include "json/json.h"

/** A case: the scenario with some assumptions replaced, read as a programme of its own. */
typedef struct pc_scenario_case {
    const char *id, *title;
    pc_programme programme;
} pc_scenario_case;

/** What the public handle holds. */
struct pc_scenario {
    pc_arena arena;
    const pc_json *resolved; /* after extends, patch, defaults and sets */
    const char *file;        /* the file that was asked for; what it extends has other names */
    char sha256[65];
    pc_programme programme;
    pc_scenario_case *cases; /* sorted by id */
    size_t n_cases;
};

struct pc_data_files;

/** Reads the section "cases" of a scenario whose other sections were read without an error.
 *  @param files the data that it draws from, read already */
void pc_read_cases(pc_scenario *scenario, struct pc_data_files *files, pc_diags *diags);

#endif
