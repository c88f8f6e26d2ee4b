/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "programme/catalogue.h"

static pc_metric_class counted(pc_metric_kind kind, pc_metric_family family)
{
    return (pc_metric_class) { "count", kind, family, PC_SCOPE_TOTAL };
}

/* Money by the head; how much of a claim is there. */
static pc_metric_class ratio(const char *unit, pc_metric_family family)
{
    return (pc_metric_class) { unit, PC_METRIC_RATIO, family, PC_SCOPE_TOTAL };
}

/* ---- what there is ---- */

typedef bool cohort_test(const pc_cohort *cohort);

static bool any(const pc_cohort *cohort)
{
    (void)cohort;
    return true;
}
static bool has_active(const pc_cohort *cohort)
{
    return cohort->active != NULL;
}
static bool has_minimum(const pc_cohort *cohort)
{
    return cohort->minimum != NULL;
}
static bool has_leads(const pc_cohort *cohort)
{
    return cohort->leads || (cohort->conduct && cohort->conduct->leads);
}
static bool has_both(const pc_cohort *cohort)
{
    return cohort->has_stock && cohort->has_entry;
}

/* Whether a cohort of the channel (PC_NONE: of any) passes. */
static bool some_cohort(const pc_programme *p, size_t channel_id, cohort_test *test)
{
    for (size_t i = 0; i < p->n_cohorts; i++)
        if ((channel_id == PC_NONE || p->cohorts[i].channel_id == channel_id) &&
            test(&p->cohorts[i]))
            return true;
    return false;
}

typedef bool partner_test(const pc_partner *partner);

static bool has_target(const pc_partner *partner)
{
    return partner->has_target;
}
static bool has_own_minimum(const pc_partner *partner)
{
    return partner->minimum != NULL;
}
static bool works(const pc_partner *partner)
{
    return partner->conduct != NULL;
}
static bool brings_leads(const pc_partner *partner)
{
    return partner->conduct && partner->conduct->leads;
}
static bool has_investment(const pc_partner *partner)
{
    return partner->investment != NULL;
}

static bool some_partner(const pc_programme *p, size_t channel_id, partner_test *test)
{
    for (size_t i = 0; i < p->n_partners; i++)
        if ((channel_id == PC_NONE || p->partners[i].channel_id == channel_id) &&
            test(&p->partners[i]))
            return true;
    return false;
}

/* ---- partners ---- */

/* Whether partners of the channel (PC_NONE: of any) are counted: a cohort's, or simulated ones.
 */
static bool has_partners(const pc_programme *p, size_t channel_id)
{
    return some_cohort(p, channel_id, any) || some_partner(p, channel_id, works);
}

static void add_counted(pc_catalogue *c, const char *prefix, pc_metric_class of)
{
    for (size_t i = 0; i < c->programme->n_channels; i++)
        if (has_partners(c->programme, i))
            pc_catalogue_add_for(c, prefix, c->programme->channels[i].id, of, i);
}

static void add_of_channels(pc_catalogue *c, const char *prefix, pc_metric_class of,
                            cohort_test *test)
{
    for (size_t i = 0; i < c->programme->n_channels; i++)
        if (some_cohort(c->programme, i, test))
            pc_catalogue_add_for(c, prefix, c->programme->channels[i].id, of, i);
}

static void add_cohorts(pc_catalogue *c)
{
    const pc_programme *p = c->programme;
    if (!has_partners(p, PC_NONE)) return;
    pc_catalogue_add(c, "partners.total", counted(PC_METRIC_STOCK, PC_METRIC_PARTNERS_TOTAL),
                     0);
    pc_catalogue_add(c, "partners.active", counted(PC_METRIC_STOCK, PC_METRIC_PARTNERS_ACTIVE),
                     0);
    pc_catalogue_add(c, "partners.recruited",
                     counted(PC_METRIC_FLOW, PC_METRIC_PARTNERS_RECRUITED), 0);
    pc_catalogue_add(c, "partners.exited", counted(PC_METRIC_FLOW, PC_METRIC_PARTNERS_EXITED),
                     0);
    pc_catalogue_add(c, "revenue.per_partner", ratio("currency", PC_METRIC_REVENUE_PER_PARTNER),
                     0);
    add_counted(c, "partners.channel.", counted(PC_METRIC_STOCK, PC_METRIC_PARTNERS_CHANNEL));
    add_counted(c, "revenue.per_partner.channel.",
                ratio("currency", PC_METRIC_REVENUE_PER_PARTNER_CHANNEL));
    if (some_cohort(p, PC_NONE, has_active))
        pc_catalogue_add(c, "revenue.per_active_partner",
                         ratio("currency", PC_METRIC_REVENUE_PER_ACTIVE), 0);
    if (some_cohort(p, PC_NONE, has_both))
        pc_catalogue_add(c, "partners.scheduled",
                         counted(PC_METRIC_FLOW, PC_METRIC_PARTNERS_SCHEDULED), 0);
}

static void add_minimums(pc_catalogue *c)
{
    if (!some_cohort(c->programme, PC_NONE, has_minimum)) return;
    pc_catalogue_add(c, "minimum.total", pc_money(PC_METRIC_MINIMUM_TOTAL), 0);
    pc_catalogue_add(c, "minimum.shortfall.total", pc_money(PC_METRIC_SHORTFALL_TOTAL), 0);
    add_of_channels(c, "minimum.channel.", pc_money(PC_METRIC_MINIMUM_CHANNEL), has_minimum);
    add_of_channels(c, "minimum.shortfall.channel.", pc_money(PC_METRIC_SHORTFALL_CHANNEL),
                    has_minimum);
}

/* ---- leads ---- */

static bool channel_has_leads(const pc_programme *p, size_t id)
{
    const pc_conduct *own = p->channels[id].conduct;
    return (own && own->leads) || some_cohort(p, id, has_leads) ||
           some_partner(p, id, brings_leads);
}

static void add_leads(pc_catalogue *c)
{
    const pc_programme *p = c->programme;
    bool of_lines = false;
    for (size_t i = 0; i < p->n_budget; i++) {
        if (!p->budget[i].has_leads) continue;
        of_lines = true;
        pc_catalogue_add_for(c, "leads.budget.", p->budget[i].id,
                             counted(PC_METRIC_FLOW, PC_METRIC_LEADS_LINE), i);
        pc_catalogue_add_for(c, "cost.per_lead.budget.", p->budget[i].id,
                             ratio("currency", PC_METRIC_COST_PER_LEAD_LINE), i);
    }
    if (of_lines) {
        pc_catalogue_add(c, "cost.leads", pc_money(PC_METRIC_COST_LEADS), 0);
        pc_catalogue_add(c, "cost.per_lead", ratio("currency", PC_METRIC_COST_PER_LEAD), 0);
    }
    bool of_channels = false;
    for (size_t i = 0; i < p->n_channels; i++) {
        if (!channel_has_leads(p, i)) continue;
        of_channels = true;
        pc_catalogue_add_for(c, "leads.channel.", p->channels[i].id,
                             counted(PC_METRIC_FLOW, PC_METRIC_LEADS_CHANNEL), i);
    }
    if (of_lines || of_channels)
        pc_catalogue_add(c, "leads.total", counted(PC_METRIC_FLOW, PC_METRIC_LEADS_TOTAL), 0);
}

/* ---- growth ---- */

static void add_growth(pc_catalogue *c)
{
    const pc_programme *p = c->programme;
    if (p->months <= 12) return;
    pc_catalogue_add(c, "growth.revenue.total", pc_fraction(PC_METRIC_GROWTH_TOTAL), 0);
    pc_catalogue_add(c, "growth.quarterly.revenue.total",
                     pc_fraction(PC_METRIC_GROWTH_QUARTERLY_TOTAL), 0);
    for (size_t i = 0; i < p->n_sets; i++) {
        pc_catalogue_add_for(c, "growth.revenue.set.", p->sets[i].id,
                             pc_fraction(PC_METRIC_GROWTH_SET), i);
        pc_catalogue_add_for(c, "growth.quarterly.revenue.set.", p->sets[i].id,
                             pc_fraction(PC_METRIC_GROWTH_QUARTERLY_SET), i);
    }
}

/* ---- what is claimed of named partners ---- */

static void add_claims_of_channels(pc_catalogue *c, const char *prefix, pc_metric_class of,
                                   partner_test *test)
{
    for (size_t i = 0; i < c->programme->n_channels; i++)
        if (some_partner(c->programme, i, test))
            pc_catalogue_add_for(c, prefix, c->programme->channels[i].id, of, i);
}

static void add_targets(pc_catalogue *c)
{
    const pc_programme *p = c->programme;
    bool of_credit[PC_N_CREDITS] = { false };
    if (!some_partner(p, PC_NONE, has_target)) return;
    pc_catalogue_add(c, "partner.target.total", pc_money(PC_METRIC_CLAIM_TOTAL), 0);
    pc_catalogue_add(c, "partner.coverage.total", ratio("multiple", PC_METRIC_COVERAGE_TOTAL),
                     0);
    add_claims_of_channels(c, "partner.target.channel.", pc_money(PC_METRIC_CLAIM_CHANNEL),
                           has_target);
    add_claims_of_channels(c, "partner.coverage.channel.",
                           ratio("multiple", PC_METRIC_COVERAGE_CHANNEL), has_target);
    for (size_t i = 0; i < p->n_partners; i++)
        if (p->partners[i].has_target && !p->partners[i].any_credit)
            of_credit[p->partners[i].credit] = true;
    for (size_t i = 0; i < PC_N_CREDITS; i++) {
        if (!of_credit[i]) continue;
        pc_catalogue_add_for(c, "partner.target.credit.", pc_credit_ids[i],
                             pc_money(PC_METRIC_CLAIM_CREDIT), i);
        pc_catalogue_add_for(c, "partner.coverage.credit.", pc_credit_ids[i],
                             ratio("multiple", PC_METRIC_COVERAGE_CREDIT), i);
    }
}

static void add_claims(pc_catalogue *c)
{
    const pc_programme *p = c->programme;
    add_targets(c);
    if (some_partner(p, PC_NONE, has_own_minimum))
        pc_catalogue_add(c, "partner.minimum.total", pc_money(PC_METRIC_CLAIM_MINIMUM_TOTAL),
                         0);
    if (some_partner(p, PC_NONE, has_investment))
        pc_catalogue_add(c, "partner.investment.total", pc_money(PC_METRIC_INVESTMENT_TOTAL),
                         0);
    add_claims_of_channels(c, "partner.minimum.channel.",
                           pc_money(PC_METRIC_CLAIM_MINIMUM_CHANNEL), has_own_minimum);
    add_claims_of_channels(c, "partner.investment.channel.",
                           pc_money(PC_METRIC_INVESTMENT_CHANNEL), has_investment);
}

void pc_catalogue_partners(pc_catalogue *c)
{
    add_cohorts(c);
    add_minimums(c);
    add_leads(c);
    add_growth(c);
    add_claims(c);
}
