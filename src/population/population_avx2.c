/* SPDX-License-Identifier: GPL-3.0-or-later */
#define PC_LANE_WIDTH 4
#include "population/kernel.inl"

void pc_population_run_avx2(const pc_population_order *order)
{
    run_population(order);
}
