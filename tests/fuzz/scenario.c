/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any text as a scenario: read or refused with words. Beside it lie a base file and data. */
#include "scenario/scenario.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    const pc_scenario_options options = { .root = "tests/fuzz/data" };
    pc_diags *diags = pc_diags_new();
    pc_scenario *scenario = NULL;
    const pc_status status =
        pc_scenario_load_text(&scenario, "fuzz.json", (const char *)data, n, &options, diags);
    if ((status == PC_OK) != (scenario != NULL)) abort();
    if ((status == PC_OK) != (pc_diags_errors(diags) == 0)) abort();
    for (size_t i = 0; i < pc_diags_count(diags); i++)
        free(pc_diag_format(pc_diags_at(diags, i)));
    pc_scenario_free(scenario);
    pc_diags_free(diags);
    return 0;
}
