/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the programme's words to flat arrays: docs/model/cohorts.md, docs/model/ladders.md. */
#include "compile/people_build.h"

static bool has_conduct(const pc_programme *programme)
{
    for (size_t i = 0; i < programme->n_channels; i++)
        if (programme->channels[i].conduct) return true;
    for (size_t i = 0; i < programme->n_cohorts; i++)
        if (programme->cohorts[i].conduct) return true;
    for (size_t i = 0; i < programme->n_partners; i++)
        if (programme->partners[i].conduct) return true;
    return false;
}

/* What is read and cannot be simulated yet. */
static const char *beyond(const pc_programme *programme, const pc_kind *kind)
{
    if (kind->ladder != PC_NONE && programme->ladders[kind->ladder].n_tiers > PC_TIERS_MAX)
        return "a ladder of more than 16 tiers";
    return pc_people_pay_beyond(kind);
}

/* Whether their customers stay for a time that nothing asks for. */
static bool stays_unasked(const pc_people *people, size_t kind, const pc_conduct *conduct)
{
    if (!conduct || !conduct->lifetime_months || people->kinds[kind].lifetime) return false;
    return !people->kinds[kind].retained || pc_people_pay_asks(&people->kinds[kind]);
}

/* ...of the programme itself. */
static const char *beyond_kinds(const pc_programme *programme, const pc_people *people)
{
    static const char what[] =
        "how long customers stay of partners whose tiers are not tested on them";
    for (size_t i = 0; i < programme->n_cohorts; i++)
        if (stays_unasked(people, people->kind_of_cohort[i], programme->cohorts[i].conduct))
            return what;
    for (size_t i = 0; i < programme->n_partners; i++)
        if (stays_unasked(people, people->kind_of_partner[i], programme->partners[i].conduct))
            return what;
    return NULL;
}

static pc_status refuse_beyond(const pc_ledger *ledger, const pc_people *people,
                               pc_diags *diags)
{
    const pc_programme *programme = ledger->programme;
    pc_status status = PC_OK;
    const char *whole = beyond_kinds(programme, people);
    if (whole) {
        pc_diag_add(diags, PC_ERROR, "E0290", &(pc_place) { .file = programme->name },
                    "this version reads it, and cannot simulate it yet",
                    "%s is not supported yet", whole);
        status = PC_EDATA;
    }
    for (size_t i = 0; i < people->population.n_kinds; i++) {
        const char *what = beyond(programme, &people->kinds[i]);
        if (!what) continue;
        pc_diag_add(diags, PC_ERROR, "E0290", &(pc_place) { .file = programme->name },
                    "this version reads it, and cannot simulate it yet",
                    "%s (%s) is not supported yet", what, people->kinds[i].name);
        status = PC_EDATA;
    }
    return status;
}

pc_status pc_people_build(pc_ledger *ledger, pc_arena *keep, pc_diags *diags)
{
    if (!has_conduct(ledger->programme)) return PC_OK;
    builder b = { .ledger = ledger, .keep = keep, .people = PC_NEW(keep, pc_people) };
    if (keep->failed) return PC_ENOMEM;
    pc_population *p = &b.people->population;
    p->n_months = ledger->n_months;
    p->fiscal_elapsed = ledger->fiscal_elapsed;
    p->minor = dag_of(&b)->nodes[ledger->minor_units].k;
    pc_people_ladders(&b);
    if (!keep->failed) pc_people_kinds(&b);
    p->params = b.people->params;
    if (!keep->failed && refuse_beyond(ledger, b.people, diags) != PC_OK) return PC_EDATA;
    if (!keep->failed && !dag_of(&b)->arena->failed) {
        pc_people_capacity(&b, true);
        pc_people_expect(&b);
    }
    if (!keep->failed && !dag_of(&b)->arena->failed) pc_people_capacity(&b, false);
    if (keep->failed || dag_of(&b)->arena->failed) return PC_ENOMEM;
    ledger->people = b.people;
    return PC_OK;
}

pc_node pc_people_sum(pc_ledger *ledger, uint32_t series, int month)
{
    const pc_people *people = ledger->people;
    const size_t at = (size_t)series * (size_t)ledger->n_months + (size_t)month;
    return pc_dag_series(&ledger->values.dag, (uint32_t)at, people->at_plan[at],
                         people->at_means[at]);
}

pc_ledger_flow pc_people_flow(pc_ledger *ledger, uint32_t series)
{
    pc_dag *dag = &ledger->values.dag;
    pc_node *entries = PC_NEW_ARRAY(dag->arena, pc_node, (size_t)ledger->n_months);
    for (int m = 0; m < ledger->n_months && entries; m++)
        entries[m] = pc_people_sum(ledger, series, m);
    return (pc_ledger_flow) { .monthly = true, .entries = entries };
}

const pc_kind *pc_people_channel(const pc_ledger *ledger, size_t channel)
{
    const pc_people *people = ledger->people;
    if (!people || people->kind_of_channel[channel] == PC_NONE) return NULL;
    return &people->kinds[people->kind_of_channel[channel]];
}

const pc_kind *pc_people_cohort(const pc_ledger *ledger, size_t cohort)
{
    const pc_people *people = ledger->people;
    if (!people || people->kind_of_cohort[cohort] == PC_NONE) return NULL;
    return &people->kinds[people->kind_of_cohort[cohort]];
}

const pc_kind *pc_people_partner(const pc_ledger *ledger, size_t partner)
{
    const pc_people *people = ledger->people;
    if (!people || people->kind_of_partner[partner] == PC_NONE) return NULL;
    return &people->kinds[people->kind_of_partner[partner]];
}
