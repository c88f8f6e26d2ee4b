/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compile/dag.h"

#define PC_LANE_WIDTH 1
#include "math/math.h"
#include "math/normal.inl"
#include "programme/arithmetic.inl"
#include "random/random.h"

#include <math.h>
#include <string.h>

void pc_dag_init(pc_dag *dag, pc_arena *arena)
{
    *dag = (pc_dag) { .arena = arena };
}

/* ---- one node for equal operations ---- */

static uint64_t mix(uint64_t h, uint64_t x)
{
    h = (h ^ x) * 0x9e3779b97f4a7c15u;
    return h ^ (h >> 29);
}

static uint64_t bits_of(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

static uint64_t hash_of(const pc_dag_node *n)
{
    uint64_t h = mix((uint64_t)n->op * 2 + n->alias, n->a);
    h = mix(mix(h, n->b), n->c);
    h = mix(mix(h, bits_of(n->k)), bits_of(n->k2));
    return mix(mix(h, bits_of(n->at_plan)), bits_of(n->at_means));
}

static bool same(const pc_dag_node *x, const pc_dag_node *y)
{
    return x->op == y->op && x->alias == y->alias && x->a == y->a && x->b == y->b &&
           x->c == y->c && bits_of(x->k) == bits_of(y->k) && bits_of(x->k2) == bits_of(y->k2) &&
           bits_of(x->at_plan) == bits_of(y->at_plan) &&
           bits_of(x->at_means) == bits_of(y->at_means) &&
           x->decimal.digits == y->decimal.digits && x->decimal.places == y->decimal.places &&
           x->plan_decimal.digits == y->plan_decimal.digits &&
           x->plan_decimal.places == y->plan_decimal.places;
}

static void insert(pc_dag *dag, uint32_t node)
{
    size_t i = hash_of(&dag->nodes[node]) & (dag->index_size - 1);
    while (dag->index[i]) i = (i + 1) & (dag->index_size - 1);
    dag->index[i] = node + 1;
}

static bool grow_index(pc_dag *dag)
{
    if (dag->n * 2 < dag->index_size) return true;
    const size_t size = dag->index_size ? dag->index_size * 2 : 1024;
    uint32_t *index = PC_NEW_ARRAY(dag->arena, uint32_t, size);
    if (!index) return false;
    dag->index_size = size;
    dag->index = index;
    for (size_t i = 0; i < dag->n; i++) insert(dag, (uint32_t)i);
    return true;
}

/* The node equal to n: an existing one, or n added. Out of memory gives node 0; the arena
 * knows. */
static pc_node intern(pc_dag *dag, const pc_dag_node *n)
{
    if (dag->arena->failed || !grow_index(dag)) return 0;
    size_t i = hash_of(n) & (dag->index_size - 1);
    for (; dag->index[i]; i = (i + 1) & (dag->index_size - 1))
        if (same(&dag->nodes[dag->index[i] - 1], n)) return dag->index[i] - 1;
    if (!PC_GROW(dag->arena, pc_dag_node, dag->nodes, dag->n, dag->capacity)) return 0;
    dag->nodes[dag->n] = *n;
    dag->index[i] = (uint32_t)dag->n + 1;
    return (pc_node)dag->n++;
}

/* ---- leaves ---- */

static pc_node constant_in_cases(pc_dag *dag, double value, double plan, double means,
                                 pc_decimal decimal, pc_decimal plan_decimal)
{
    return intern(dag, &(pc_dag_node) { .op = PC_TAPE_CONSTANT,
                                        .k = value,
                                        .at_plan = plan,
                                        .at_means = means,
                                        .decimal = decimal,
                                        .plan_decimal = plan_decimal });
}

pc_node pc_dag_decimal(pc_dag *dag, double value, pc_decimal decimal)
{
    return constant_in_cases(dag, value, value, value, decimal, decimal);
}

pc_node pc_dag_constant(pc_dag *dag, double value)
{
    const bool whole = value == lane_round(value) && fabs(value) < 67108864.0;
    return pc_dag_decimal(dag, value,
                          whole ? (pc_decimal) { (int64_t)value, 0 } : PC_NO_DECIMAL);
}

static uint32_t draw_instance(pc_dag *dag, const pc_draw *draw, uint32_t period)
{
    uint32_t *known = pc_memo_at(&dag->known_draws, dag->arena, draw, period);
    if (!known) return 0;
    if (*known != PC_MEMO_EMPTY) return *known;
    if (!PC_GROW(dag->arena, pc_model_draw, dag->draws, dag->n_draws, dag->draws_capacity) ||
        !PC_GROW(dag->arena, const pc_draw *, dag->draw_of, dag->n_draws,
                 dag->draw_of_capacity))
        return 0;
    dag->draws[dag->n_draws] = (pc_model_draw) { pc_stream(draw->name), period };
    dag->draw_of[dag->n_draws] = draw;
    return *known = (uint32_t)dag->n_draws++;
}

pc_node pc_dag_draw(pc_dag *dag, const pc_draw *draw, uint32_t period)
{
    const double mean = draw->dist.mean;
    if (draw->dist.sd == 0.0) return pc_dag_constant(dag, mean);
    return intern(dag, &(pc_dag_node) { .op = PC_TAPE_DRAW,
                                        .a = draw_instance(dag, draw, period),
                                        .at_plan = mean,
                                        .at_means = mean,
                                        .decimal = PC_NO_DECIMAL,
                                        .plan_decimal = PC_NO_DECIMAL });
}

pc_node pc_dag_series(pc_dag *dag, uint32_t at, double at_plan, double at_means)
{
    return intern(dag, &(pc_dag_node) { .op = PC_TAPE_SERIES,
                                        .a = at,
                                        .at_plan = at_plan,
                                        .at_means = at_means,
                                        .decimal = PC_NO_DECIMAL,
                                        .plan_decimal = PC_NO_DECIMAL });
}

pc_node pc_dag_draw_at(pc_dag *dag, const pc_draw *draw, uint32_t period, pc_node uniform)
{
    const double mean = draw->dist.mean;
    if (draw->dist.sd == 0.0) return pc_dag_constant(dag, mean);
    return intern(dag, &(pc_dag_node) { .op = PC_TAPE_AT,
                                        .a = uniform,
                                        .b = draw_instance(dag, draw, period),
                                        .at_plan = mean,
                                        .at_means = mean,
                                        .decimal = PC_NO_DECIMAL,
                                        .plan_decimal = PC_NO_DECIMAL });
}

pc_node pc_dag_cases(pc_dag *dag, pc_node value, pc_node plan, pc_node means)
{
    const pc_dag_node v = dag->nodes[value], p = dag->nodes[plan], m = dag->nodes[means];
    if (v.at_plan == p.at_plan && v.at_means == m.at_means) return value;
    if (pc_dag_is_constant(dag, value))
        return constant_in_cases(dag, v.k, p.at_plan, m.at_means, v.decimal, p.plan_decimal);
    return intern(dag, &(pc_dag_node) { .op = v.op,
                                        .alias = true,
                                        .a = v.alias ? v.a : value,
                                        .at_plan = p.at_plan,
                                        .at_means = m.at_means,
                                        .decimal = PC_NO_DECIMAL,
                                        .plan_decimal = p.plan_decimal });
}

/* ---- operations ---- */

/* What the kernel computes, for one trial. */
static double evaluate(pc_opcode op, double a, double b, double c)
{
    switch (op) {
    case PC_TAPE_UNIFORM:
        return normal_uniform(a);
    case PC_TAPE_NEG:
        return -a;
    case PC_TAPE_ADD:
        return a + b;
    case PC_TAPE_SUB:
        return a - b;
    case PC_TAPE_MUL:
        return a * b;
    case PC_TAPE_DIV:
        return a / b;
    case PC_TAPE_POW:
        return pc_pow(a, b);
    case PC_TAPE_MIN:
        return lane_min(a, b);
    case PC_TAPE_MAX:
        return lane_max(a, b);
    case PC_TAPE_LT:
        return lane_truth(lane_lt(a, b));
    case PC_TAPE_LE:
        return lane_truth(lane_le(a, b));
    case PC_TAPE_EQ:
        return lane_truth(lane_eq(a, b));
    case PC_TAPE_IF:
        return lane_select(lane_eq(a, 0.0), c, b);
    case PC_TAPE_RATIO:
        return lane_ratio(a, b);
    case PC_TAPE_ROUND:
        return lane_round(a);
    case PC_TAPE_ROUND_MUL:
        return lane_round_product(a, b);
    default:
        return (double)NAN;
    }
}

bool pc_dag_is_number(const pc_dag *dag, pc_node node, double value)
{
    const pc_dag_node *n = &dag->nodes[node];
    return pc_dag_is_constant(dag, node) && n->k == value && n->at_plan == value &&
           n->at_means == value;
}

/* The node that a op b is without computing: x + 0, x * 1, ...; or PC_NO_NODE. */
enum { PC_NO_NODE = UINT32_MAX };
static pc_node simplified(const pc_dag *dag, pc_opcode op, pc_node a, pc_node b, pc_node c)
{
    switch (op) {
    case PC_TAPE_IF:
        if (pc_dag_is_number(dag, a, 0)) return c;
        return pc_dag_is_number(dag, a, 1) || b == c ? b : PC_NO_NODE;
    case PC_TAPE_ADD:
        if (pc_dag_is_number(dag, a, 0)) return b;
        return pc_dag_is_number(dag, b, 0) ? a : PC_NO_NODE;
    case PC_TAPE_SUB:
        return pc_dag_is_number(dag, b, 0) ? a : PC_NO_NODE;
    case PC_TAPE_MUL:
        if (pc_dag_is_number(dag, a, 1)) return b;
        return pc_dag_is_number(dag, b, 1) ? a : PC_NO_NODE;
    case PC_TAPE_DIV:
        return pc_dag_is_number(dag, b, 1) ? a : PC_NO_NODE;
    case PC_TAPE_MIN:
    case PC_TAPE_MAX:
        return a == b ? a : PC_NO_NODE;
    default:
        return PC_NO_NODE;
    }
}

static unsigned arity(pc_opcode op)
{
    if (op == PC_TAPE_UNIFORM || op == PC_TAPE_NEG || op == PC_TAPE_ROUND) return 1;
    return op == PC_TAPE_IF ? 3 : 2;
}

/* ADD and MUL have one order of arguments, so that equal sums are one node. */
static void order_arguments(pc_opcode op, pc_node *a, pc_node *b)
{
    if ((op != PC_TAPE_ADD && op != PC_TAPE_MUL && op != PC_TAPE_ROUND_MUL) || *a <= *b) return;
    const pc_node first = *a;
    *a = *b;
    *b = first;
}

/* The operation as a node, or as the constant it folds to; no decimal any more. */
static pc_node folded(pc_dag *dag, pc_dag_node made, bool folds, double value)
{
    if (folds)
        return constant_in_cases(dag, value, made.at_plan, made.at_means, PC_NO_DECIMAL,
                                 PC_NO_DECIMAL);
    made.decimal = made.plan_decimal = PC_NO_DECIMAL;
    return intern(dag, &made);
}

pc_node pc_dag_op(pc_dag *dag, pc_opcode op, pc_node a, pc_node b, pc_node c)
{
    if (dag->arena->failed) return 0;
    const pc_node known = simplified(dag, op, a, b, c);
    if (known != PC_NO_NODE) return known;
    order_arguments(op, &a, &b);
    const unsigned n = arity(op);
    if (n < 2) b = a;
    if (n < 3) c = a;
    const pc_dag_node x = dag->nodes[a], y = dag->nodes[b], z = dag->nodes[c];
    const double plan = evaluate(op, x.at_plan, y.at_plan, z.at_plan);
    const double means = evaluate(op, x.at_means, y.at_means, z.at_means);
    const bool folds =
        pc_dag_is_constant(dag, a) && pc_dag_is_constant(dag, b) && pc_dag_is_constant(dag, c);
    const double value = folds ? evaluate(op, x.k, y.k, z.k) : 0;
    const pc_dag_node made = {
        .op = op, .a = a, .b = b, .c = c, .at_plan = plan, .at_means = means
    };
    return folded(dag, made, folds, value);
}

static double count_mean(double rate)
{
    return rate < 0 ? 0 : rate;
}

pc_node pc_dag_count(pc_dag *dag, pc_node mean, pc_node uniform, double dispersion)
{
    if (dag->arena->failed) return 0;
    const pc_dag_node rate = dag->nodes[mean];
    return intern(dag, &(pc_dag_node) { .op = PC_TAPE_COUNT,
                                        .a = mean,
                                        .b = uniform,
                                        .c = mean,
                                        .k = dispersion,
                                        .at_plan = count_mean(rate.at_plan),
                                        .at_means = count_mean(rate.at_means),
                                        .decimal = PC_NO_DECIMAL,
                                        .plan_decimal = PC_NO_DECIMAL });
}

/* ---- entries ---- */

static double power_of_ten(int places)
{
    double power = 1;
    while (places-- > 0) power *= 10;
    return power;
}

/* round(amount * rate / whole) in one deterministic case. */
static double round_at(double amount, double rate, pc_decimal decimal, double whole)
{
    if (decimal.places < 0) return lane_round_product(amount, rate / whole);
    return lane_round_rate(amount, (double)decimal.digits,
                           whole * power_of_ten(decimal.places));
}

static pc_node exact_entry(pc_dag *dag, pc_node amount, double digits, double base, double plan,
                           double means)
{
    const bool folds = pc_dag_is_constant(dag, amount);
    const double value = folds ? lane_round_rate(dag->nodes[amount].k, digits, base) : 0;
    const pc_dag_node made = { .op = PC_TAPE_ROUND_RATE,
                               .a = amount,
                               .b = amount,
                               .c = amount,
                               .k = digits,
                               .k2 = base,
                               .at_plan = plan,
                               .at_means = means };
    return folded(dag, made, folds, value);
}

pc_node pc_dag_entry_part(pc_dag *dag, pc_node amount, pc_node rate, double whole)
{
    if (dag->arena->failed) return 0;
    if (whole == 1 && pc_dag_is_number(dag, rate, 1)) return amount;
    if (pc_dag_is_number(dag, rate, 0)) return rate;
    const pc_dag_node x = dag->nodes[amount], r = dag->nodes[rate];
    const double plan = round_at(x.at_plan, r.at_plan, r.plan_decimal, whole);
    const double means = round_at(x.at_means, r.at_means, r.decimal, whole);
    if (pc_dag_is_constant(dag, rate) && r.decimal.places >= 0)
        return exact_entry(dag, amount, (double)r.decimal.digits,
                           whole * power_of_ten(r.decimal.places), plan, means);
    const pc_node part = pc_dag_op(dag, PC_TAPE_DIV, rate, pc_dag_constant(dag, whole), 0);
    const pc_node rounded = pc_dag_op(dag, PC_TAPE_ROUND_MUL, amount, part, 0);
    const pc_node in_plan = pc_dag_constant(dag, plan), in_means = pc_dag_constant(dag, means);
    return pc_dag_cases(dag, rounded, in_plan, in_means);
}

pc_node pc_dag_entry(pc_dag *dag, pc_node amount, pc_node rate)
{
    return pc_dag_entry_part(dag, amount, rate, 1);
}

pc_node pc_dag_part(pc_dag *dag, pc_node amount, double part, double whole)
{
    if (dag->arena->failed) return 0;
    if (part == whole) return amount;
    if (part == 0) return pc_dag_constant(dag, 0);
    const pc_dag_node x = dag->nodes[amount];
    return exact_entry(dag, amount, part, whole, lane_round_rate(x.at_plan, part, whole),
                       lane_round_rate(x.at_means, part, whole));
}

/* ---- decimals ---- */

static pc_decimal sum_of_decimals(pc_decimal x, pc_decimal y)
{
    if (x.places < 0 || y.places < 0) return PC_NO_DECIMAL;
    while (x.places < y.places) x.digits *= 10, x.places++;
    while (y.places < x.places) y.digits *= 10, y.places++;
    return (pc_decimal) { x.digits + y.digits, x.places };
}

static double decimal_value(pc_decimal decimal, double otherwise)
{
    return decimal.places < 0 ? otherwise
                              : (double)decimal.digits / power_of_ten(decimal.places);
}

pc_node pc_dag_sum_of_rates(pc_dag *dag, pc_node a, pc_node b)
{
    if (dag->arena->failed) return 0;
    if (!pc_dag_is_constant(dag, a) || !pc_dag_is_constant(dag, b))
        return pc_dag_add(dag, a, b);
    const pc_dag_node x = dag->nodes[a], y = dag->nodes[b];
    const pc_decimal sum = sum_of_decimals(x.decimal, y.decimal);
    const pc_decimal plan = sum_of_decimals(x.plan_decimal, y.plan_decimal);
    return constant_in_cases(dag, decimal_value(sum, x.k + y.k),
                             decimal_value(plan, x.at_plan + y.at_plan),
                             decimal_value(sum, x.at_means + y.at_means), sum, plan);
}

pc_node pc_dag_complement(pc_dag *dag, pc_node rate)
{
    if (dag->arena->failed) return 0;
    const pc_node one = pc_dag_constant(dag, 1);
    if (!pc_dag_is_constant(dag, rate)) return pc_dag_sub(dag, one, rate);
    const pc_dag_node r = dag->nodes[rate];
    pc_decimal minus = r.decimal, minus_plan = r.plan_decimal;
    minus.digits = -minus.digits;
    minus_plan.digits = -minus_plan.digits;
    const pc_node negative =
        constant_in_cases(dag, -r.k, -r.at_plan, -r.at_means, minus, minus_plan);
    return pc_dag_sum_of_rates(dag, one, negative);
}

static pc_decimal product_of_decimals(pc_decimal x, pc_decimal y)
{
    int64_t digits;
    if (x.places < 0 || y.places < 0 || __builtin_mul_overflow(x.digits, y.digits, &digits) ||
        digits >= 1ll << 52 || digits <= -(1ll << 52))
        return PC_NO_DECIMAL;
    return (pc_decimal) { digits, x.places + y.places };
}

/* The same node, whose value at plan is known to be a written decimal. */
static pc_node decimal_at_plan(pc_dag *dag, pc_node node, pc_decimal decimal)
{
    if (dag->arena->failed || decimal.places < 0) return node;
    pc_dag_node n = dag->nodes[node];
    if (!n.alias)
        n = (pc_dag_node) { .op = n.op, .alias = true, .a = node, .at_means = n.at_means };
    n.decimal = PC_NO_DECIMAL;
    n.at_plan = decimal_value(decimal, 0);
    n.plan_decimal = decimal;
    return intern(dag, &n);
}

pc_node pc_dag_product_of_rates(pc_dag *dag, pc_node a, pc_node b)
{
    if (dag->arena->failed) return 0;
    const pc_dag_node x = dag->nodes[a], y = dag->nodes[b];
    const pc_decimal product = product_of_decimals(x.decimal, y.decimal);
    const pc_decimal plan = product_of_decimals(x.plan_decimal, y.plan_decimal);
    if (!pc_dag_is_constant(dag, a) || !pc_dag_is_constant(dag, b))
        return decimal_at_plan(dag, pc_dag_mul(dag, a, b), plan);
    return constant_in_cases(dag, decimal_value(product, x.k * y.k),
                             decimal_value(plan, x.at_plan * y.at_plan),
                             decimal_value(product, x.at_means * y.at_means), product, plan);
}
