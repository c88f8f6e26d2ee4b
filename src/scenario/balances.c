/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What partners of the opening roster were credited and are owed, against the plan that pays
 * them. */
#include "scenario/incumbents.h"

static bool holds_a_year(const pc_component *component)
{
    const pc_schedule_kind kind = component->schedule.kind;
    const bool adds_up = kind == PC_SCHEDULE_MARGINAL || kind == PC_SCHEDULE_RETROACTIVE ||
                         kind == PC_SCHEDULE_ATTAINMENT || kind == PC_SCHEDULE_INTERPOLATED;
    return component->window == PC_WINDOW_YEAR && (adds_up || component->accelerator.n);
}

/* Whether something adds up over the fiscal year that is under way at the start. */
static bool counts_credited(const pc_programme *programme, const pc_commission *plan)
{
    if (!plan || pc_fiscal_elapsed(programme) == 0) return false;
    for (size_t k = 0; k < plan->n_components; k++)
        if (holds_a_year(&plan->components[k])) return true;
    return false;
}

/* The roster's word for what is in a column. */
static const pc_json *column_of(const pc_reader *reader, const char *cohort, const char *key)
{
    const pc_json *own = pc_opening_of(reader, cohort);
    const pc_json *all = pc_json_get(pc_json_get(reader->root, "opening"), "partners");
    return pc_json_get(pc_json_get(own ? own : all, "columns"), key);
}

static void check_cohort(pc_reader *reader, const pc_cohort *cohort, double credited,
                         double payable)
{
    const pc_programme *programme = reader->programme;
    const size_t id = programme->channels[cohort->channel_id].commission_id;
    const pc_commission *plan = id == PC_NONE ? NULL : &programme->commissions[id];
    if (payable > 0 && !plan)
        pc_json_error(reader->diags, column_of(reader, cohort->id, "payable"), "E0365",
                      "give their channel a \"commission\", or leave the column out",
                      "partners of \"%s\" are owed commissions, and no plan pays them",
                      cohort->id);
    if (credited > 0 && !counts_credited(programme, plan))
        pc_warn(reader, column_of(reader, cohort->id, "credited_ytd"), "W0215",
                "it is what a \"window\": \"year\" holds at the start, where the fiscal year "
                "began before",
                "what partners of \"%s\" were credited in the fiscal year changes nothing",
                cohort->id);
}

void pc_check_balances(pc_reader *reader)
{
    const pc_programme *programme = reader->programme;
    for (size_t i = 0; i < programme->n_cohorts; i++) {
        double credited = 0, payable = 0;
        for (size_t k = 0; k < programme->n_incumbents; k++) {
            if (programme->incumbents[k].cohort_id != i) continue;
            credited += programme->incumbents[k].credited_ytd_amt;
            payable += programme->incumbents[k].payable_amt;
        }
        check_cohort(reader, &programme->cohorts[i], credited, payable);
    }
}
