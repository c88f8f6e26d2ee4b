/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "naive.h"

#include <string.h>

/* What is told of tiers, of moves between them and of named partners. */
typedef struct span {
    const naive_ledger *books;
    const pc_programme *programme;
    int first, last;
} span;

static double sum(const span *at, const double *months)
{
    double total = 0;
    for (int m = at->first; m <= at->last; m++) total += months[m];
    return total;
}

static const char *after(const char *id, const char *prefix)
{
    const size_t n = strlen(prefix);
    return strncmp(id, prefix, n) == 0 ? id + n : NULL;
}

/* What follows "<name>."; NULL: another name. */
static const char *after_name(const char *id, const char *name)
{
    const char *rest = after(id, name);
    return rest && *rest == '.' ? rest + 1 : NULL;
}

static double moves(const span *at, size_t ladder, int direction)
{
    const size_t n = at->programme->ladders[ladder].n_tiers;
    double total = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < n; k++)
            if (direction > 0 ? k > i : k < i) total += sum(at, at->books->moved[ladder][i][k]);
    return total;
}

static bool tier_metric(double *out, const span *at, const char *name)
{
    for (size_t i = 0; i < at->programme->n_ladders; i++) {
        const pc_ladder *ladder = &at->programme->ladders[i];
        const char *rest = after_name(name, ladder->id);
        if (!rest) continue;
        if (strcmp(rest, "promotions") == 0) return *out = moves(at, i, 1), true;
        if (strcmp(rest, "demotions") == 0) return *out = moves(at, i, -1), true;
        for (size_t t = 0; t < ladder->n_tiers; t++)
            if (strcmp(rest, ladder->tiers[t].id) == 0)
                return *out = at->books->tier[i][t][at->last], true;
    }
    return false;
}

static bool move_metric(double *out, const span *at, size_t ladder, const char *from,
                        const char *to)
{
    const pc_ladder *of = &at->programme->ladders[ladder];
    for (size_t i = 0; i < of->n_tiers; i++) {
        if (strcmp(from, "entry") == 0 && strcmp(to, of->tiers[i].id) == 0)
            return *out = sum(at, at->books->tier_entry[ladder][i]), true;
        if (strcmp(from, of->tiers[i].id) != 0) continue;
        if (strcmp(to, "exit") == 0)
            return *out = sum(at, at->books->tier_exit[ladder][i]), true;
        for (size_t k = 0; k < of->n_tiers; k++)
            if (strcmp(to, of->tiers[k].id) == 0)
                return *out = sum(at, at->books->moved[ladder][i][k]), true;
    }
    return false;
}

static bool migration_metric(double *out, const span *at, const char *name)
{
    for (size_t i = 0; i < at->programme->n_ladders; i++) {
        const char *rest = after_name(name, at->programme->ladders[i].id);
        char from[100];
        if (!rest || !strchr(rest, '.')) continue;
        const size_t n = (size_t)(strchr(rest, '.') - rest);
        if (n >= sizeof from) continue;
        memcpy(from, rest, n);
        from[n] = '\0';
        if (move_metric(out, at, i, from, rest + n + 1)) return true;
    }
    return false;
}

/* Money of one named partner's components. */
static double commissions_of(const span *at, const double of[][NAIVE_MONTHS])
{
    double total = 0;
    for (size_t k = 0; k < NAIVE_COMPONENTS; k++) total += sum(at, of[k]);
    return total;
}

static double payable_of(const span *at, size_t group)
{
    const span until = { at->books, at->programme, 0, at->last };
    return commissions_of(&until, at->books->owed[group]) -
           commissions_of(&until, at->books->paid[group]) -
           commissions_of(&until, at->books->forfeited[group]);
}

static bool partner_metric(double *out, const span *at, const char *id)
{
    static const char *const prefixes[] = { "bookings.partner.",
                                            "revenue.partner.",
                                            "deals.partner.",
                                            "leads.partner.",
                                            "commission.accrued.partner.",
                                            "commission.paid.partner.",
                                            "commission.forfeited.partner.",
                                            "commission.payable.partner." };
    const naive_ledger *books = at->books;
    for (size_t k = 0; k < 8; k++) {
        const char *name = after(id, prefixes[k]);
        for (size_t i = 0; name && i < at->programme->n_partners; i++) {
            const size_t g = NAIVE_COHORTS + i;
            if (strcmp(name, at->programme->partners[i].id) != 0) continue;
            if (k < 2) *out = sum(at, books->sold[g]);
            if (k == 2) *out = sum(at, books->won[g]);
            if (k == 3) *out = sum(at, books->brought[g]);
            if (k == 4) *out = commissions_of(at, books->owed[g]);
            if (k == 5) *out = commissions_of(at, books->paid[g]);
            if (k == 6) *out = commissions_of(at, books->forfeited[g]);
            if (k == 7) *out = payable_of(at, g);
            return true;
        }
    }
    return false;
}

double naive_tier_fees(const naive_ledger *books, naive_when when, const char *ladder, int from,
                       int to)
{
    const pc_programme *p = when.world->programme;
    double total = 0;
    for (size_t i = 0; i < p->n_ladders; i++)
        for (size_t t = 0; t < p->ladders[i].n_tiers; t++)
            for (int m = from; m <= to; m++) {
                const pc_expr *fee = p->ladders[i].tiers[t].fee;
                if (!fee || (ladder && strcmp(ladder, p->ladders[i].id) != 0)) continue;
                when.month = m;
                total +=
                    naive_round(books->entered[i][t][m] *
                                naive_round(naive_minor_units(p) * naive_value(when, fee)));
            }
    return total;
}

bool naive_below_metric(double *out, const naive_ledger *books, naive_when when, const char *id,
                        int first_month, int last_month)
{
    const span at = { books, when.world->programme, first_month, last_month };
    const char *name;
    if (strcmp(id, "income.tier_fees") == 0 || (name = after(id, "income.tier_fees.ladder.")))
        return *out = naive_tier_fees(books, when, id[16] ? id + 24 : NULL, first_month,
                                      last_month),
               true;
    if ((name = after(id, "tier."))) return tier_metric(out, &at, name);
    if ((name = after(id, "migration."))) return migration_metric(out, &at, name);
    return partner_metric(out, &at, id);
}
