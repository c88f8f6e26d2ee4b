/* SPDX-License-Identifier: GPL-3.0-or-later */
/* L18: a return of which the plan does not say how it is counted. */
#include "lint/rules.h"

#include <string.h>

/* Whether a value was filled in by the format's defaults and not written by anybody. */
static bool is_default(const pc_linter *linter, const char *pointer)
{
    const pc_json *value = pc_json_at_pointer(linter->scenario->resolved, pointer);
    return value && strcmp(value->source->file, "defaults") == 0;
}

static bool states_return(const pc_programme *p, const char *id)
{
    const char *metric;
    for (size_t i = 0; i < p->n_stated; i++) {
        metric = p->stated[i].metric;
        if (strncmp(metric, "roi.", 4) == 0 && strcmp(metric + 4, id) == 0) return true;
    }
    return false;
}

static bool gives_credit(pc_linter *linter, pc_credit credit)
{
    const pc_programme *p = linter->programme;
    for (size_t i = 0; i < p->n_channels; i++)
        if (p->channels[i].credit[credit] &&
            pc_at_plan_quantity(&linter->plan, p->channels[i].credit[credit], 0) > 0)
            return true;
    return false;
}

static void check_lists(pc_linter *linter, const char *id, const char *list, const char *what)
{
    const char *pointer = pc_linter_text(linter, "/roi/definitions/%s/%s", id, list);
    if (!is_default(linter, pointer)) return;
    pc_linter_find(linter, "L18", PC_WARNING, pointer,
                   pc_linter_text(linter, "write \"%s\" in /roi/definitions/%s", list, id),
                   "the plan states a return (roi.%s) without saying %s", id, what);
}

void pc_lint_definitions(pc_linter *linter)
{
    const pc_programme *p = linter->programme;
    for (size_t i = 0; i < PC_N_ROIS; i++) {
        if (!states_return(p, pc_roi_ids[i])) continue;
        check_lists(linter, pc_roi_ids[i], "attributed", "which revenue counts");
        check_lists(linter, pc_roi_ids[i], "costs", "which costs count");
    }
    if (is_default(linter, "/roi/overlap") && gives_credit(linter, PC_CREDIT_SOURCED) &&
        gives_credit(linter, PC_CREDIT_INFLUENCED))
        pc_linter_find(
            linter, "L18", PC_WARNING, "/roi/overlap",
            "write \"overlap\": \"exclusive\" or \"subset\" in /roi",
            "revenue is both sourced and influenced, and the plan does not say whether "
            "the influenced part contains the sourced one");
}
