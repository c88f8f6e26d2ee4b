/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ladders and the partners on them. */
#include "scenario/ladders.h"

static bool is_on(const pc_conduct *conduct, size_t ladder)
{
    return conduct && conduct->ladder_id == ladder;
}

static bool is_used(const pc_programme *programme, size_t ladder)
{
    bool used = false;
    for (size_t i = 0; i < programme->n_cohorts; i++)
        used |= is_on(programme->cohorts[i].conduct, ladder);
    for (size_t i = 0; i < programme->n_partners; i++)
        used |= is_on(programme->partners[i].conduct, ladder);
    return used;
}

void pc_warn_of_ladders(pc_reader *reader)
{
    const pc_programme *programme = reader->programme;
    for (size_t i = 0; i < programme->n_ladders; i++) {
        const char *id = programme->ladders[i].id;
        if (is_used(programme, i)) continue;
        pc_warn(reader, pc_json_get(pc_json_get(reader->root, "ladders"), id), "W0310",
                pc_help(reader, "give a cohort \"ladder\": \"%s\"", id),
                "no partners are on the ladder \"%s\"", id);
    }
}
