/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_SCENARIO_QUANTITY_H
#define PC_SCENARIO_QUANTITY_H

#include "scenario/literal.h"
#include "scenario/reader.h"

/** What a quantity changes with. */
typedef enum pc_shape {
    PC_SHAPE_PLAIN,
    PC_SHAPE_BY_YEAR,
    PC_SHAPE_BY_MONTH,
    PC_SHAPE_RAMP
} pc_shape;

/** A quantity while it is read: what its place says about it, and what was found. */
typedef struct pc_quantity {
    pc_reader *reader;
    const char *name; /* of its draws: the pointer of the quantity without the leading slash */
    pc_unit unit;
    bool has_unit; /* said by the key or by "unit" */
    bool inferred; /* said by a literal on the way */
    bool is_flow;  /* by_year means amounts of years; ramps make no sense */
    bool in_schedule, in_plan, in_value;
    bool is_stock;             /* by_year means numbers at the ends of years */
    const char *const *extras; /* more keys that its object may have, NULL behind; or NULL */
    const pc_json *each_at;
    pc_each each;
    bool each_said;        /* here or in a schedule's element */
    size_t n_draws;        /* found so far */
    pc_shape shape;        /* found */
    int elapsed;           /* found: months of the first year over at the start, when fiscal */
    const double *profile; /* found beside by_year */
    pc_each own;           /* PARTNER or DEAL where such numbers are drawn, else TRIAL */
    pc_random *random;     /* own: where a draw of that kind goes */
} pc_quantity;

/** Any quantity; never NULL, pc_expr_broken after reporting. */
const pc_expr *pc_read_value(pc_quantity *q, const pc_json *value);

const pc_expr *pc_read_number(pc_quantity *q, const pc_json *number);
const pc_expr *pc_read_literal(pc_quantity *q, const pc_json *string);
const pc_expr *pc_read_formula(pc_quantity *q, const pc_json *string);
const pc_expr *pc_read_schedule(pc_quantity *q, const pc_json *object);
const pc_expr *pc_read_distribution(pc_quantity *q, const pc_json *object);
/** Whether an object's keys say that it is a distribution, or a schedule. */
bool pc_is_distribution(const pc_json *object);
bool pc_is_schedule(const pc_json *object);

/** How many months a duration is: "45 days", "8 weeks", or a number of months; at most 120.
 * NULL: 0. */
int pc_read_duration(pc_reader *reader, const pc_json *value);
/** ...in days, not rounded: a month has 30. */
double pc_read_days(pc_reader *reader, const pc_json *value);

/** The weights of n months out of a list of numbers, 0 or more, whose last one holds on; NULL
 * after reporting. */
const double *pc_read_weights(pc_reader *reader, const pc_json *list, size_t n);

/** "each" beside a distribution or a value. */
void pc_read_each(pc_quantity *q, const pc_json *each);

/** Level of a key with a known unit: reads, checks bounds, registers what is uncertain. */
const pc_expr *pc_read_level(pc_reader *reader, const pc_json *value, pc_unit unit);
/** ...when how often a distribution is drawn must be written (E0280). */
const pc_expr *pc_read_cadenced_level(pc_reader *reader, const pc_json *value, pc_unit unit);
/** ...of a key that may be left out: NULL then. */
const pc_expr *pc_read_optional_level(pc_reader *reader, const pc_json *object, const char *key,
                                      pc_unit unit);
/** A number of each partner, or of each deal: what is drawn with `own` as its "each" becomes a
 *  draw that is shifted and scaled, all else is the shift. */
pc_random pc_read_random(pc_reader *reader, const pc_json *value, pc_unit unit, pc_each own);
/** Flow of money. `extras` are keys that may stand beside by_year, NULL behind; NULL for none.
 */
pc_flow pc_read_flow(pc_reader *reader, const pc_json *value, const char *const *extras);
/** Flow of a count: so many a year, or a month. */
pc_flow pc_read_count_flow(pc_reader *reader, const pc_json *value);
/** Number of what is there: by_year (or a plain quantity) at each year's end, by_month (or a
 *  ramp) at each month's close. */
pc_flow pc_read_stock(pc_reader *reader, const pc_json *value);
/** Adds what may stand beside a quantity to the keys of its object; returns how many there are
 *  now. */
enum { PC_MAX_EXTRAS = 2 };
size_t pc_add_extras(const pc_quantity *q, pc_key *keys, size_t n);

/** Reports a value that is or may be outside the bounds of its unit. */
void pc_check_bounds(pc_reader *reader, const pc_json *at, const pc_expr *expr, pc_unit unit);
/** False after reporting a value that does not change over time and is never defined (E0236).
 */
bool pc_check_defined(pc_reader *reader, const pc_json *at, const pc_expr *expr);
/** Reports an amount that is made of checked parts and is sure to be too large. */
void pc_check_amount(pc_reader *reader, const pc_json *at, const pc_expr *expr);
/** What stands behind a name, a plan or a schedule in a month; NULL when expr is none. */
const pc_expr *pc_behind(const pc_reader *reader, const pc_expr *expr, int month, bool at_plan);
/** " in year 2" or " in month 14" for what changes that finely, else "". */
const char *pc_when(pc_reader *reader, pc_each grain, int month);
const char *pc_unit_words(pc_unit unit);

/** { "sourced": ..., "influenced": ... }, or these under "by_deal" (channels.c): NULL for what
 * is 0 or not given. True: each deal has one of them. no_deals: why it has none; NULL. */
bool pc_read_credits(pc_reader *reader, const pc_json *credit, const char *no_deals,
                     const pc_expr *out[PC_N_CREDITS]);
/** Which channel another one's deals would have been of, in part, when all are read
 *  (cannibals.c). */
void pc_read_cannibals(pc_reader *reader, pc_channel *channels);
/** The commission plan that a text names; PC_NONE after reporting, or for NULL (channels.c). */
size_t pc_read_plan_reference(pc_reader *reader, const pc_json *plan);

/** Reports credits that sum to more than 1 (E0221) or may (W0205); at: the credit object. */
void pc_check_credits(pc_reader *reader, const pc_json *at,
                      const pc_expr *const credit[PC_N_CREDITS]);

/** An entry of the register of inputs. */
void pc_register_input(pc_quantity *q, const pc_json *value, const pc_expr *expr);

/** Refers to an assumption from a formula; reads it first when needed and reports cycles. */
const pc_expr *pc_use_assumption(pc_reader *reader, const pc_json *string, size_t at, size_t n);

/* ---- Expressions (build.c); all may return pc_expr_broken without memory ---- */
const pc_expr *pc_make_number(pc_reader *reader, const pc_written *written);
const pc_expr *pc_make(pc_reader *reader, pc_expr_kind kind, const pc_expr *const *args,
                       size_t n);
const pc_expr *pc_make2(pc_reader *reader, pc_expr_kind kind, const pc_expr *a,
                        const pc_expr *b);
const pc_expr *pc_make_draw(pc_reader *reader, const pc_draw *draw);

/** Whether a quantity is the number 0 as written. */
static inline bool pc_is_zero(const pc_expr *expr)
{
    return expr->kind == PC_EXPR_NUMBER && expr->number == 0;
}

#endif
