/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_COMPILE_LEDGER_H
#define PC_COMPILE_LEDGER_H

#include "compile/flow.h"

/** A commission entry: one component of the plan of one channel, on the credited part. */
typedef struct pc_ledger_commission {
    size_t commission_id, component_id, channel_id;
    size_t partner_id;             /* of one named partner alone; PC_NONE */
    const pc_ledger_flow *base[2]; /* what it is paid on: one credit class, or two */
    size_t n_base;
    pc_ledger_flow paid;      /* what accrues */
    bool is_settled;          /* partners' balances say what goes out when: */
    pc_ledger_flow out, lost; /* paid, forfeited */
    double opening_amt;       /* minor units that are owed at the start */
} pc_ledger_commission;

/** What a cohort's partners, or a named one, sell one by one: its classes, and the plan that
 * pays them (PC_NONE: none). */
typedef struct pc_ledger_sales {
    size_t commission_id;
    pc_ledger_flow credit[PC_N_CREDITS];
} pc_ledger_sales;

/** Partners of a cohort, counted whole. */
typedef struct pc_ledger_cohort {
    const pc_node *close; /* n_months: how many at each month's close */
    pc_ledger_flow recruited, exited;
    pc_ledger_flow active;    /* at each month's close: asked for one month */
    pc_ledger_flow scheduled; /* what `entry` says, when it is given */
    pc_ledger_flow leads;     /* when given */
    pc_ledger_flow minimum;   /* money committed to, in the last month of each year */
} pc_ledger_cohort;

/** What is claimed of a named partner; entries NULL where the plan does not say. */
typedef struct pc_ledger_claim {
    pc_ledger_flow target, minimum, investment;
} pc_ledger_claim;
struct pc_ledger_arr;
struct pc_people;

/** Every entry of the programme's books as nodes, in the order of docs/model/topdown.md. */
typedef struct pc_ledger {
    pc_values values;
    const pc_programme *programme;
    int n_months, n_years;
    int fiscal_elapsed;      /* months of the first fiscal year that are over at the start */
    pc_node minor_units;     /* of one currency unit: 100 for cents */
    pc_ledger_flow *channel; /* gross revenue, n_channels */
    pc_ledger_flow *taken;   /* by a channel from another one's sales; entries NULL: nothing */
    int *taken_beyond; /* from a channel: the first month in which there is less than is asked
                          for at plan or at means; -1: none. NULL: nothing is taken anywhere */
    pc_ledger_flow *credit[PC_N_CREDITS]; /* each n_channels */
    pc_ledger_flow *fee;                  /* n_channels */
    pc_ledger_commission *commission;
    size_t n_commission;
    pc_ledger_sales *sales; /* of partners one by one */
    size_t n_sales;
    pc_ledger_flow *budget;    /* n_budget */
    struct pc_ledger_arr *arr; /* n_channels; empty for those without a product */
    pc_ledger_flow *lead;      /* n_budget; entries NULL without leads */
    pc_ledger_cohort *cohort;
    pc_ledger_claim *claim;   /* one a named partner */
    struct pc_people *people; /* partners one by one; NULL: none */
} pc_ledger;

/** Builds the nodes of every entry. What must outlive the graph lives in `keep`. PC_OK,
 * PC_EDATA (E0504: a mix that is no distribution) or PC_ENOMEM. */
pc_status pc_ledger_build(pc_ledger *ledger, pc_arena *arena, pc_arena *keep,
                          const pc_programme *programme, pc_diags *diags);

/** A path as the scenario writes it, each entry rounded once to whole units: `unit` is how many
 *  of them one is (ledger->minor_units for money, 1 for counts). */
pc_ledger_flow pc_ledger_path(pc_ledger *ledger, const pc_flow *flow, pc_node unit);

/** Divides an amount over influenced, none and sourced, in this order, by the month's credits:
 * bounds[c] is the upper bound of class c, and the lower one of the next. Influenced gets at
 * most what sourced leaves. */
void pc_ledger_divide_credit(pc_node bounds[PC_N_CREDITS], pc_ledger *ledger,
                             const pc_expr *const credit[PC_N_CREDITS], pc_node amount,
                             int month);

#endif
