/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compile/sellers.h"

static pc_node constant(pc_ledger *ledger, double value)
{
    return pc_dag_constant(&ledger->values.dag, value);
}

/* Who joins in a month: by how much the heads grow. */
static pc_node hired(pc_ledger *ledger, const pc_sellers *sellers, int month)
{
    pc_dag *dag = &ledger->values.dag;
    const pc_node more = pc_dag_sub(dag, pc_value_at(&ledger->values, sellers->heads, month),
                                    pc_value_at(&ledger->values, sellers->heads, month - 1));
    return pc_dag_op(dag, PC_TAPE_MAX, more, constant(ledger, 0), 0);
}

/* The heads, less what those who are new do not sell yet. */
static pc_node trained(pc_ledger *ledger, const pc_sellers *sellers, int month)
{
    pc_dag *dag = &ledger->values.dag;
    const int n = sellers->ramp_months;
    pc_node heads = pc_value_at(&ledger->values, sellers->heads, month);
    for (int k = 0; k < n && k < month; k++) {
        const pc_node missing = pc_dag_mul(dag, hired(ledger, sellers, month - k),
                                           constant(ledger, 1 - (k + 1.0) / n));
        heads = pc_dag_sub(dag, heads, missing);
    }
    return pc_dag_op(dag, PC_TAPE_MAX, heads, constant(ledger, 0), 0);
}

/* What a deal brings on average. */
static pc_node value_of_deal(pc_ledger *ledger, const pc_random *acv, int month)
{
    pc_dag *dag = &ledger->values.dag;
    pc_node value = constant(ledger, acv->draw ? acv->draw->dist.mean : 0);
    if (acv->scale)
        value = pc_dag_mul(dag, value, pc_value_at(&ledger->values, acv->scale, month));
    if (acv->shift)
        value = pc_dag_add(dag, pc_value_at(&ledger->values, acv->shift, month), value);
    return value;
}

pc_node pc_sellers_deals(pc_ledger *ledger, const pc_channel *channel, int month)
{
    pc_dag *dag = &ledger->values.dag;
    const pc_sellers *sellers = channel->sellers;
    pc_node money = pc_dag_mul(dag, trained(ledger, sellers, month),
                               pc_value_at(&ledger->values, sellers->quota, month));
    if (sellers->attainment)
        money =
            pc_dag_mul(dag, money, pc_value_at(&ledger->values, sellers->attainment, month));
    const pc_node monthly = pc_dag_op(dag, PC_TAPE_DIV, money, constant(ledger, 12), 0);
    return pc_dag_op(dag, PC_TAPE_DIV, monthly,
                     value_of_deal(ledger, &channel->conduct->acv, month), 0);
}
