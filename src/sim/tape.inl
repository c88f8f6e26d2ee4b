/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The kernel: walks the tape once for PC_GROUP trials, one operation at a time over all of
 * them, so the cost of reading an instruction is spread over the group and registers stay in
 * the nearest cache. Included once a vector path, with PC_LANE_WIDTH set.
 */
#include "dist/table.inl"
#include "math/elementary.inl"
#include "math/lane.h"
#include "math/normal.inl"
#include "programme/arithmetic.inl"
#include "random/philox.inl"
#include "sim/sim.h"

/* dst[i] = expression of x, y, z: the operands' lanes at i. */
#define EACH_1(expression)                                                                     \
    for (size_t i = 0; i < PC_GROUP; i += PC_LANE_WIDTH) {                                     \
        const lane x = lane_load(a + i);                                                       \
        lane_store(dst + i, (expression));                                                     \
    }
#define EACH_2(expression)                                                                     \
    for (size_t i = 0; i < PC_GROUP; i += PC_LANE_WIDTH) {                                     \
        const lane x = lane_load(a + i), y = lane_load(b + i);                                 \
        lane_store(dst + i, (expression));                                                     \
    }
#define EACH_3(expression)                                                                     \
    for (size_t i = 0; i < PC_GROUP; i += PC_LANE_WIDTH) {                                     \
        const lane x = lane_load(a + i), y = lane_load(b + i), z = lane_load(c + i);           \
        lane_store(dst + i, (expression));                                                     \
    }

static void draw(const pc_model *model, const pc_instruction *in, uint64_t seed,
                 uint64_t first_trial, double *dst)
{
    const pc_model_draw *d = &model->draws[in->a];
    const pc_address at = { .seed = seed, .stream = d->stream, .period = d->period };
    uniform_fill(dst, PC_GROUP, &at, first_trial);
    table_turn(dst, PC_GROUP, &model->tables[in->b]);
}

/*
 * round(a k / k2). Where a k is below 2^51 the product is exact, and so is the rounded
 * quotient: a quotient that is no tie differs from one by 1 / (2 k2) at least, more than its
 * division errs. All trials of a group go the same way, whatever the width.
 */
static void round_rate(double *dst, const double *a, double digits, double base)
{
    const lane k = lane_set(digits), k2 = lane_set(base);
    lane most = lane_set(0.0);
    for (size_t i = 0; i < PC_GROUP; i += PC_LANE_WIDTH)
        most = lane_max(lane_abs(lane_load(a + i) * k), most); /* without NaN */
    if (lane_any(lane_lt(lane_set(0x1p51), most))) {
        EACH_1(lane_round_rate(x, k, k2))
    } else {
        EACH_1(lane_round(x * k / k2))
    }
}

/* A correlated draw: its uniform is in a register. */
static void look_up(const pc_model *model, const pc_instruction *in, const double *a,
                    double *dst)
{
    if (dst != a) memcpy(dst, a, PC_GROUP * sizeof *dst);
    table_turn(dst, PC_GROUP, &model->tables[in->b]);
}

/* Partners one by one, between the part of the tape that they read and the part that reads
 * them. Their scratch stands behind the registers. */
static void work_population(const pc_model *model, const pc_instruction *in, uint64_t seed,
                            uint64_t first_trial, double *registers, const pc_witness *witness)
{
    const pc_population_order order = {
        .population = model->population,
        .call = &model->calls[in->a],
        .mode = PC_POP_SIMULATED,
        .seed = seed,
        .first_trial = first_trial,
        .stride = PC_GROUP,
        .registers = registers,
        .scratch = registers + pc_sim_registers(model),
        .witness = witness,
    };
    PC_RUN_POPULATION(&order);
}

static void step(const pc_model *model, const pc_instruction *in, uint64_t seed,
                 uint64_t first_trial, double *registers, const pc_witness *witness)
{
    double *dst = registers + (size_t)in->dst * PC_GROUP;
    if (in->op == PC_TAPE_DRAW) {
        draw(model, in, seed, first_trial, dst);
        return;
    }
    if (in->op == PC_TAPE_POPULATION) {
        work_population(model, in, seed, first_trial, registers, witness);
        return;
    }
    const double *a = registers + (size_t)in->a * PC_GROUP;
    if (in->op == PC_TAPE_AT) {
        look_up(model, in, a, dst);
        return;
    }
    const double *b = registers + (size_t)in->b * PC_GROUP;
    const double *c = registers + (size_t)in->c * PC_GROUP;
    const lane k = lane_set(in->k), zero = lane_set(0.0);
    switch (in->op) {
    case PC_TAPE_CONSTANT:
        for (size_t i = 0; i < PC_GROUP; i += PC_LANE_WIDTH) lane_store(dst + i, k);
        break;
    case PC_TAPE_NEG:
        EACH_1(-x) break;
    case PC_TAPE_ADD:
        EACH_2(x + y) break;
    case PC_TAPE_SUB:
        EACH_2(x - y) break;
    case PC_TAPE_MUL:
        EACH_2(x * y) break;
    case PC_TAPE_DIV:
        EACH_2(x / y) break;
    case PC_TAPE_POW:
        EACH_2(lane_pow(x, y)) break;
    case PC_TAPE_MIN:
        EACH_2(lane_min(x, y)) break;
    case PC_TAPE_MAX:
        EACH_2(lane_max(x, y)) break;
    case PC_TAPE_ADD_K:
        EACH_1(x + k) break;
    case PC_TAPE_RSUB_K:
        EACH_1(k - x) break;
    case PC_TAPE_MUL_K:
        EACH_1(x * k) break;
    case PC_TAPE_DIV_K:
        EACH_1(x / k) break;
    case PC_TAPE_RDIV_K:
        EACH_1(k / x) break;
    case PC_TAPE_LT:
        EACH_2(lane_truth(lane_lt(x, y))) break;
    case PC_TAPE_LE:
        EACH_2(lane_truth(lane_le(x, y))) break;
    case PC_TAPE_EQ:
        EACH_2(lane_truth(lane_eq(x, y))) break;
    case PC_TAPE_IF:
        EACH_3(lane_select(lane_eq(x, zero), z, y)) break;
    case PC_TAPE_RATIO:
        EACH_2(lane_ratio(x, y)) break;
    case PC_TAPE_ROUND:
        EACH_1(lane_round(x)) break;
    case PC_TAPE_ROUND_MUL:
        EACH_2(lane_round_product(x, y)) break;
    case PC_TAPE_ROUND_MUL_K:
        EACH_1(lane_round_product(x, k)) break;
    case PC_TAPE_ROUND_RATE:
        round_rate(dst, a, in->k, in->k2);
        break;
    case PC_TAPE_UNIFORM:
        EACH_1(normal_uniform(x)) break;
    case PC_TAPE_COUNT: /* one by one: the same code on every path */
        for (size_t i = 0; i < PC_GROUP; i++) dst[i] = pc_count_at(a[i], in->k, b[i]);
        break;
    case PC_TAPE_DRAW:
    case PC_TAPE_AT:
    case PC_TAPE_POPULATION:
    case PC_TAPE_SERIES:
    case PC_N_TAPE_OPS:
        break;
    }
}

static void run_tape(const pc_model *model, uint64_t seed, uint64_t first_trial,
                     double *registers, const pc_witness *witness)
{
    for (size_t i = 0; i < model->n_instructions; i++)
        step(model, &model->instructions[i], seed, first_trial, registers, witness);
}
