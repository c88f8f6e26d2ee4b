/* SPDX-License-Identifier: GPL-3.0-or-later */
#define PC_LANE_WIDTH 1
#include "population/chunk.inl"

size_t pc_population_rows(const pc_population *population, const pc_kind *kind)
{
    size_t n = ROW_MORE + kind->n_pay_rows + kind->n_components + (size_t)kind->closing_months +
               kind->n_held_rows + (kind->lifetime ? (size_t)population->n_months : 0);
    if (kind->ladder == PC_NONE) return n;
    const pc_pop_ladder *ladder = &population->ladders[kind->ladder];
    for (size_t f = 0; f < PC_N_FLOWS; f++) n += ladder->history[f].n_slots;
    return n;
}

size_t pc_population_first_ring(void)
{
    return ROW_MORE;
}

size_t pc_population_most_rows(const pc_population *population)
{
    size_t rows = 0;
    for (size_t k = 0; k < population->n_kinds; k++) {
        const size_t n = pc_population_rows(population, &population->kinds[k]);
        if (n > rows) rows = n;
    }
    return rows;
}

/* Of those that meet: states, members, free states, values and the order by rank. */
size_t pc_population_crowd_scratch(const pc_population *population)
{
    const size_t rows = pc_population_most_rows(population);
    return population->capacity * (rows * PC_CHUNK + sizeof(member) / sizeof(double) + 4);
}

size_t pc_population_scratch(const pc_population *population, size_t n_sums)
{
    const size_t rows = pc_population_most_rows(population);
    const size_t series = population->n_series * (size_t)population->n_months;
    return (series + 15) / 16 * 8 + n_sums * PC_CHUNK + (population->n_params + 7) / 8 * 8 +
           population->n_params * PC_POP_GROUP + (WORK_N + population->n_budgets) * PC_CHUNK +
           (sizeof(draw_list) / sizeof(double) + 7) / 8 * 8 +
           (sizeof(count_steps) / sizeof(double) + 7) / 8 * 8 +
           (size_t)population->n_months * PC_CHUNK + rows * PC_CHUNK + 64 +
           pc_population_crowd_scratch(population);
}
