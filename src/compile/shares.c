/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Division of a total T over channels in order of id: part k = R(T W_k) - R(T W_(k-1)).
 * Stated shares: W_k is their sum, exact for decimals. Dirichlet(k s): gamma variates G_c of
 * shape k s_c, W_k = (G_1 + ... + G_k) / (G_1 + ... + G_n), worked as R(T / G * (G_1 + ... +
 * G_k)).
 */
#include "compile/shares.h"

#include <math.h>

typedef struct split {
    pc_ledger *ledger;
    const size_t *members; /* share channels, in order of id */
    size_t n;
    pc_diags *diags;
    bool *refused; /* set when a draw cannot be made */
} split;

static pc_dag *dag_of(const split *s)
{
    return &s->ledger->values.dag;
}

static pc_node share_at(const split *s, size_t i, int month)
{
    const pc_channel *channel = &s->ledger->programme->channels[s->members[i]];
    if (channel->share) return pc_value_at(&s->ledger->values, channel->share, month);
    pc_node others = pc_dag_constant(dag_of(s), 0);
    for (size_t j = 0; j < s->n; j++) {
        const pc_channel *other = &s->ledger->programme->channels[s->members[j]];
        if (!other->share) continue;
        others = pc_dag_sum_of_rates(dag_of(s), others,
                                     pc_value_at(&s->ledger->values, other->share, month));
    }
    return pc_dag_complement(dag_of(s), others);
}

/* R(T W_k) by the stated shares, for k = 0 .. n - 1 into upto. */
static void stated_split(const split *s, pc_node total, int month, pc_node *upto)
{
    pc_node sum = pc_dag_constant(dag_of(s), 0);
    for (size_t i = 0; i < s->n; i++) {
        sum = pc_dag_sum_of_rates(dag_of(s), sum, share_at(s, i, month));
        upto[i] = i + 1 < s->n ? pc_dag_entry(dag_of(s), total, sum) : total;
    }
}

static pc_node gamma_node(const split *s, size_t i, int month)
{
    pc_ledger *ledger = s->ledger;
    const pc_node share = share_at(s, i, month);
    if (dag_of(s)->arena->failed) return 0;
    const double shape = ledger->programme->mix * dag_of(s)->nodes[share].k;
    if (!(shape > 0)) return pc_dag_constant(dag_of(s), 0);
    const pc_dist_spec spec = { .family = PC_GAMMA,
                                .p = { shape, shape },
                                .lower = 0,
                                .upper = (double)INFINITY,
                                .min = -(double)INFINITY,
                                .max = (double)INFINITY };
    const char *id = ledger->programme->channels[s->members[i]].id;
    pc_draw *draw = PC_NEW(dag_of(s)->arena, pc_draw);
    pc_dist_problem problem;
    if (!draw) return 0;
    draw->name = pc_arena_printf(dag_of(s)->arena, "revenue/mix/%s", id);
    draw->each = ledger->programme->mix_each;
    if (!pc_dist_init(&draw->dist, &spec, &problem)) {
        pc_diag_add(s->diags, PC_ERROR, "E0504",
                    &(pc_place) { .file = ledger->programme->name, .pointer = "/revenue/mix" },
                    "raise \"dirichlet\", or make the share 0",
                    "channel %s, year %d: dirichlet times the share is a gamma whose %s", id,
                    month / 12 + 1, problem.text);
        *s->refused = true;
        return 0;
    }
    return pc_dag_draw(dag_of(s), draw, pc_period_of(draw->each, month));
}

/* The running sums of one year's gamma variates. */
static void gamma_sums(const split *s, int month, pc_node *sums)
{
    pc_node sum = pc_dag_constant(dag_of(s), 0);
    for (size_t i = 0; i < s->n; i++)
        sums[i] = sum = pc_dag_add(dag_of(s), sum, gamma_node(s, i, month));
}

static void drawn_split(const split *s, pc_node total, const pc_node *sums, pc_node *upto)
{
    pc_dag *dag = dag_of(s);
    const pc_node per_gamma = pc_dag_op(dag, PC_TAPE_DIV, total, sums[s->n - 1], 0);
    for (size_t i = 0; i + 1 < s->n; i++) {
        const pc_node drawn = pc_dag_op(dag, PC_TAPE_ROUND_MUL, per_gamma, sums[i], 0);
        upto[i] = dag->arena->failed ? 0 : pc_dag_cases(dag, drawn, upto[i], upto[i]);
    }
}

static bool shares_change_within_years(const split *s)
{
    bool monthly = false;
    for (size_t i = 0; i < s->n; i++) {
        const pc_expr *share = s->ledger->programme->channels[s->members[i]].share;
        monthly |= pc_is_monthly(pc_value_grain(&s->ledger->values, share));
    }
    return monthly;
}

static pc_status divide(const split *s, const pc_ledger_flow *total)
{
    pc_dag *dag = dag_of(s);
    const bool monthly = total->monthly || shares_change_within_years(s);
    const int n_periods = monthly ? s->ledger->n_months : s->ledger->n_years;
    pc_node *upto = PC_NEW_ARRAY(dag->arena, pc_node, s->n);
    pc_node *sums = PC_NEW_ARRAY(dag->arena, pc_node, s->n);
    pc_node **entries = PC_NEW_ARRAY(dag->arena, pc_node *, s->n);
    for (size_t i = 0; i < s->n && entries; i++)
        entries[i] = PC_NEW_ARRAY(dag->arena, pc_node, (size_t)n_periods);
    if (dag->arena->failed) return PC_ENOMEM;
    int year_drawn = -1;
    for (int p = 0; p < n_periods; p++) {
        const int month = monthly ? p : p * 12;
        const pc_node amount = monthly ? pc_flow_between(dag, total, p, p) : total->entries[p];
        stated_split(s, amount, month, upto);
        if (s->ledger->programme->mix > 0) {
            if (month / 12 != year_drawn) gamma_sums(s, month, sums);
            year_drawn = month / 12;
            drawn_split(s, amount, sums, upto);
        }
        for (size_t i = 0; i < s->n; i++)
            entries[i][p] = i ? pc_dag_sub(dag, upto[i], upto[i - 1]) : upto[0];
    }
    for (size_t i = 0; i < s->n; i++)
        s->ledger->channel[s->members[i]] = (pc_ledger_flow) { .monthly = monthly,
                                                               .profile = total->profile,
                                                               .entries = entries[i] };
    if (dag->arena->failed) return PC_ENOMEM;
    return *s->refused ? PC_EDATA : PC_OK;
}

pc_status pc_shares_build(pc_ledger *ledger, const pc_ledger_flow *total, pc_diags *diags)
{
    const pc_programme *programme = ledger->programme;
    size_t *members = PC_NEW_ARRAY(ledger->values.dag.arena, size_t, programme->n_channels + 1);
    if (!members) return PC_ENOMEM;
    size_t n = 0;
    for (size_t i = 0; i < programme->n_channels; i++)
        if (programme->channels[i].type == PC_CHANNEL_SHARE) members[n++] = i;
    bool refused = false;
    const split s = { ledger, members, n, diags, &refused };
    return n ? divide(&s, total) : PC_OK;
}
