/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers that rules read: parameters, levels over time, what is drawn. */
#include "compile/people_build.h"

static uint32_t source_of(builder *b, pc_node node)
{
    pc_people *p = b->people;
    uint32_t *known =
        pc_memo_at(&b->sources, dag_of(b)->arena, (const void *)(uintptr_t)(node + 1u), 0);
    if (!known) return 0;
    if (*known != PC_MEMO_EMPTY) return *known;
    if (!PC_GROW(b->keep, pc_node, p->sources, p->population.n_sources, p->sources_capacity))
        return 0;
    p->sources[p->population.n_sources] = node;
    return *known = (uint32_t)p->population.n_sources++;
}

uint32_t pc_people_param(builder *b, pc_node node, pc_param_form form)
{
    pc_people *p = b->people;
    uint32_t *known = pc_memo_at(&b->params, dag_of(b)->arena,
                                 (const void *)(uintptr_t)(node + 1u), (uint32_t)form);
    if (!known) return 0;
    if (*known != PC_MEMO_EMPTY) return *known;
    const uint32_t source = source_of(b, node);
    if (!PC_GROW(b->keep, pc_param_source, p->params, p->population.n_params,
                 p->params_capacity))
        return 0;
    p->params[p->population.n_params] = (pc_param_source) { source, form };
    return *known = (uint32_t)p->population.n_params++;
}

pc_levels pc_people_flow_levels(builder *b, const pc_flow *flow, pc_node unit)
{
    uint32_t *levels = new_levels(b);
    const pc_ledger_flow path = pc_ledger_path(b->ledger, flow, unit);
    for (int m = 0; m < b->ledger->n_months && levels && !dag_of(b)->arena->failed; m++)
        levels[m] = pc_people_param(b, pc_flow_between(dag_of(b), &path, m, m), PC_PARAM_VALUE);
    return levels;
}

static size_t draw_of(builder *b, const pc_draw *draw)
{
    pc_people *p = b->people;
    for (size_t i = 0; i < p->n_draws; i++)
        if (p->draws[i] == draw || pc_dist_same(&p->draws[i]->dist.spec, &draw->dist.spec))
            return i;
    if (!PC_GROW(b->keep, const pc_draw *, p->draws, p->n_draws, p->draws_capacity)) return 0;
    p->draws[p->n_draws] = draw;
    return p->n_draws++;
}

pc_pop_random pc_people_random(builder *b, const pc_random *random)
{
    pc_pop_random out = { .table = PC_NONE,
                          .given = random->draw || random->shift || random->scale };
    if (random->draw) {
        out.table = draw_of(b, random->draw);
        out.mean = random->draw->dist.mean;
        out.scale = levels_of(b, random->scale, PC_PARAM_VALUE);
    }
    out.shift = levels_of(b, random->shift, PC_PARAM_VALUE);
    return out;
}
