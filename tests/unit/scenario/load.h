/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenarios out of text, and what was said about them. */
#ifndef PC_TESTS_SCENARIO_LOAD_H
#define PC_TESTS_SCENARIO_LOAD_H

#include "../../support/check.h"
#include "scenario/scenario.h"

#include <stdlib.h>
#include <string.h>

typedef struct loaded {
    pc_scenario *scenario; /* NULL when it was refused */
    pc_diags *diags;
} loaded;

static inline loaded load_with(const char *text, const pc_scenario_options *options)
{
    loaded l = { .diags = pc_diags_new() };
    const pc_status status =
        pc_scenario_load_text(&l.scenario, "test.json", text, strlen(text), options, l.diags);
    assert_int_equal(status == PC_OK, l.scenario != NULL);
    assert_int_equal(status == PC_OK, pc_diags_errors(l.diags) == 0);
    return l;
}

static inline void unload(loaded *l)
{
    pc_scenario_free(l->scenario);
    pc_diags_free(l->diags);
}

/* A scenario of 24 months whose amount channel "a" has the given fee, and whose assumptions are
 * the given members. To be freed. */
static inline char *scenario_with(const char *assumptions, const char *fee)
{
    char *text = NULL;
    const int n = asprintf(
        &text,
        "{\"format\":\"partnercast/"
        "1\",\"currency\":\"USD\",\"start\":\"2025-01\",\"months\":24,"
        "\"assumptions\":{%s},\"channels\":{\"a\":{\"type\":\"amount\",\"revenue\":1000,"
        "\"fee\":%s}}}",
        assumptions, fee);
    assert_true(n > 0);
    return text;
}

/* The first problem's code, "" when there is none. */
static inline const char *first_code(const loaded *l)
{
    return pc_diags_count(l->diags) ? pc_diags_at(l->diags, 0)->code : "";
}

static inline void print_problems(const loaded *l)
{
    for (size_t i = 0; i < pc_diags_count(l->diags); i++) {
        char *said = pc_diag_format(pc_diags_at(l->diags, i));
        print_error("%s", said ? said : "?");
        free(said);
    }
}

#endif
