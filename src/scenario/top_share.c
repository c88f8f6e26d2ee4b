/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "The top 20 % earn 80 %" as a lognormal productivity of mean 1: docs/model/cohorts.md. */
#include "scenario/conduct.h"

#include "programme/concentration.h"
#include "programme/lognormal.h"

#include <math.h>
#include <string.h>

enum { SIZE_MAX_KNOWN = 1000000 };

/* A part that is a number; NAN after reporting. */
static double read_part(pc_reader *reader, const pc_json *object, const char *key)
{
    const pc_json *value = pc_json_get(object, key);
    double part = (double)NAN;
    if (!value) return part;
    const pc_expr *expr = pc_read_level(reader, value, PC_UNIT_FRACTION);
    if (!pc_expr_constant(&reader->scope, expr, &part) && expr != &pc_expr_broken)
        pc_json_error(reader->diags, value, "E0217", "write a number",
                      "this is uncertain itself or changes over time, and the shape of the "
                      "spread would change with it");
    return part;
}

/* How many partners there are among which the top is looked for; NAN after reporting. */
static double read_size(pc_reader *reader, const pc_json *object, const pc_conduct_of *of)
{
    const pc_json *size = pc_json_get(object, "size");
    if (size && size->kind == PC_JSON_STRING && strcmp(size->string, "asymptotic") == 0)
        return (double)INFINITY;
    if (size) return (double)pc_read_whole(reader, size, 1, SIZE_MAX_KNOWN, 0);
    if (of->is_named)
        pc_json_error(reader->diags, object, "E0338",
                      "write a number, or a distribution with \"each\": \"partner\"",
                      "one partner has no top part");
    else if (isnan(of->size))
        pc_json_error(reader->diags, object, "E0338",
                      "add \"size\": 50, how many there are, or \"size\": \"asymptotic\": as "
                      "among very many",
                      "how many partners the cohort gets is uncertain, and the share of the "
                      "top depends on it");
    return of->is_named ? (double)NAN : of->size;
}

static void say_infeasible(pc_reader *reader, const pc_json *object, double top, double earn,
                           double size)
{
    const char *help =
        earn < top ? "the best earn at least their part: write more than \"top\""
        : isfinite(size)
            ? pc_help(reader, "among %s partners write less, or \"size\": \"asymptotic\"",
                      pc_number_words(reader, size))
            : "write less";
    pc_json_error(reader->diags, object, "E0337", help,
                  "no spread gives the top %s of the partners %s of what all earn",
                  pc_number_words(reader, top), pc_number_words(reader, earn));
}

/* A draw of the lognormal, known to the register of inputs. */
static pc_random spread(pc_reader *reader, const pc_json *object, double sigma)
{
    const char *name = pc_json_pointer(reader->arena, object) + 1;
    pc_draw draw = { .name = name, .each = PC_EACH_PARTNER };
    const pc_dist_spec spec = { .family = PC_LOGNORMAL,
                                .p = { pc_lognormal_mu(1, sigma), sigma },
                                .lower = (double)-INFINITY,
                                .upper = (double)INFINITY,
                                .min = (double)-INFINITY,
                                .max = (double)INFINITY };
    pc_dist_problem problem;
    if (!pc_dist_init(&draw.dist, &spec, &problem)) {
        reader->arena->failed = true;
        return (pc_random) { 0 };
    }
    const pc_expr *expr = pc_make_draw(reader, &draw);
    pc_quantity q = { .reader = reader,
                      .name = name,
                      .unit = PC_UNIT_MULTIPLE,
                      .has_unit = true,
                      .each = PC_EACH_PARTNER };
    pc_register_input(&q, object, expr);
    return (pc_random) { .draw = expr->draw };
}

pc_random pc_read_top_share(pc_reader *reader, const pc_json *object, const pc_conduct_of *of)
{
    static const pc_key keys[] = {
        { "top", PC_MUST }, { "earn", PC_MUST }, { "size", PC_MAY }, { "each", PC_MAY }
    };
    static const char *const words[] = { "partner" };
    pc_read_keys(reader, object, "a top share", keys, PC_COUNT(keys));
    pc_read_word(reader, pc_json_get(object, "each"), words, PC_COUNT(words), 0);
    const double top = read_part(reader, object, "top"),
                 earn = read_part(reader, object, "earn"), size = read_size(reader, object, of);
    if (isnan(top) || isnan(earn) || !(size >= 1)) return (pc_random) { 0 };
    const double sigma = pc_top_share_sigma(top, earn, size);
    if (!isnan(sigma)) return spread(reader, object, sigma);
    say_infeasible(reader, object, top, earn, size);
    return (pc_random) { 0 };
}
