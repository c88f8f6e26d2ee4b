/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_COMPILE_LEDGER_H
#define PC_COMPILE_LEDGER_H

#include "compile/flow.h"

/** A commission entry: one component of the plan of one channel, on the credited part. */
typedef struct pc_ledger_commission {
    size_t commission_id, channel_id;
    const pc_ledger_flow *base[2]; /* what it is paid on: one credit class, or two */
    size_t n_base;
    pc_ledger_flow paid;
} pc_ledger_commission;

struct pc_ledger_arr;

/** Every entry of the programme's books as nodes, in the order of docs/model/topdown.md. */
typedef struct pc_ledger {
    pc_values values;
    const pc_programme *programme;
    int n_months, n_years;
    pc_node minor_units;                  /* of one currency unit: 100 for cents */
    pc_ledger_flow *channel;              /* gross revenue, n_channels */
    pc_ledger_flow *credit[PC_N_CREDITS]; /* each n_channels */
    pc_ledger_flow *fee;                  /* n_channels */
    pc_ledger_commission *commission;
    size_t n_commission;
    pc_ledger_flow *budget;    /* n_budget */
    struct pc_ledger_arr *arr; /* n_channels; empty for those without a product */
} pc_ledger;

/** Builds the nodes of every entry. PC_OK, PC_EDATA (E0504: a mix that is no distribution) or
 *  PC_ENOMEM. */
pc_status pc_ledger_build(pc_ledger *ledger, pc_arena *arena, const pc_programme *programme,
                          pc_diags *diags);

#endif
