/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quantities that go on from month to month: docs/model/demand.md. */
#include "scenario/processes.h"

#include "scenario/distribution.h"

#include <math.h>
#include <string.h>

/* ---- a process while it is read ---- */

static const char *const names[] = { "ar1", "regime", "event" };

bool pc_is_process(const pc_json *object)
{
    for (size_t i = 0; i < PC_COUNT(names); i++)
        if (pc_json_get(object, names[i])) return true;
    return false;
}

/* The uniform, or the standard normal, that is drawn anew in each period. */
static const pc_expr *draw_of(pc_reader *reader, const char *name, pc_each each, bool normal,
                              const pc_json *at)
{
    const pc_dist_spec spec = { .family = normal ? PC_NORMAL : PC_UNIFORM,
                                .p = { 0, 1 },
                                .lower = (double)-INFINITY,
                                .upper = (double)INFINITY,
                                .min = (double)-INFINITY,
                                .max = (double)INFINITY };
    pc_dist_problem problem;
    pc_draw draw = { .name = name, .each = each };
    if (!pc_dist_init(&draw.dist, &spec, &problem)) {
        reader->arena->failed = true;
        return &pc_expr_broken;
    }
    pc_note_draw(reader, name, at);
    return pc_make_draw(reader, &draw);
}

static pc_expr *variable(const pc_expr *made)
{
    return (pc_expr *)(uintptr_t)made; /* just made, and not yet shared */
}

/* ---- ar1 ---- */

static void refuse_spread(pc_family_read *f, const pc_parameter *sd)
{
    pc_scope *scope = &f->q->reader->scope;
    for (int m = 0; m < scope->months && !f->failed; m++)
        if (pc_expr_range(scope, sd->expr, m, false).low < 0)
            pc_refuse_family(f, sd->at, "E0370", "write 0 or more",
                             "a standard deviation cannot be negative");
}

static const pc_expr *read_ar1(pc_family_read *f)
{
    static const char *const parameters[] = { "mean", "sd", "persistence" };
    pc_quantity *q = f->q;
    pc_check_parameters(f, "ar1", parameters, PC_COUNT(parameters));
    const pc_parameter mean = pc_need_parameter(f, "mean", true);
    const pc_parameter sd = pc_need_parameter(f, "sd", false);
    const double kept = pc_need_constant(f, "persistence", false,
                                         "every month's value would depend on all of it");
    if (!f->failed && !(kept > -1 && kept < 1))
        pc_refuse_family(f, pc_json_get(f->parameters, "persistence"), "E0370",
                         "0.9: nine tenths of a month's distance from the mean are left in the "
                         "next",
                         "persistence lies between -1 and 1, both excluded");
    if (!f->failed) refuse_spread(f, &sd);
    if (f->failed) return &pc_expr_broken;
    const pc_expr *draw = draw_of(q->reader, q->name, q->each, true, f->object);
    const pc_expr *standard = pc_make(q->reader, PC_EXPR_AR1, &draw, 1);
    if (standard == &pc_expr_broken) return standard;
    variable(standard)->number = kept;
    const pc_expr *away = pc_make2(q->reader, PC_EXPR_MUL, sd.expr, standard);
    return pc_make2(q->reader, PC_EXPR_ADD, mean.expr, away);
}

/* ---- regime ---- */

typedef struct states {
    pc_family_read *f;
    pc_entities found;
    const char *ids[PC_STATES_MAX];
    double *moves, *start;
} states;

static double read_chance(pc_family_read *f, const pc_json *at)
{
    const double chance = pc_need_constant_at(f, at, false, "a chance to switch is one number");
    if (!f->failed && !(chance >= 0 && chance <= 1))
        pc_refuse_family(f, at, "E0371", "write a chance from 0 to 1: 0.02, \"2%\"",
                         "this is no chance");
    return chance;
}

/* The row of chances from one state; what is left over is the chance to stay. */
static void read_moves(states *s, size_t from)
{
    pc_reader *reader = s->f->q->reader;
    const size_t n = s->found.n;
    const pc_json *to = pc_json_get(s->found.items[from], "to");
    double left = 1;
    for (size_t i = 0; to && to->kind == PC_JSON_OBJECT && i < to->n_items; i++) {
        const pc_json *item = &to->items[i];
        if (pc_is_metadata(item->key)) continue;
        const size_t at = pc_read_member(reader, item, "state", s->ids, n);
        const double chance = read_chance(s->f, item);
        if (at == PC_NONE || s->f->failed) {
            s->f->failed = true;
            return;
        }
        if (at == from)
            pc_refuse_family(s->f, item, "E0371", "leave it out: it is what the others leave",
                             "the chance to stay follows from those to go");
        s->moves[from * n + at] = chance;
        left -= chance;
    }
    if (to && to->kind != PC_JSON_OBJECT) {
        pc_wrong_kind(reader, to, "an object: states, and the chances to go there", NULL);
        s->f->failed = true;
    }
    if (left < -1e-9)
        pc_refuse_family(s->f, to, "E0371", "the chances to go sum to 1 at most",
                         "more than certainty leaves this state");
    s->moves[from * n + from] = left > 0 ? left : 0;
}

/* Where it is after very many periods, from each state: rows of P^(2^60), laziness taking
 * cycles away. Without one answer for all, the start decides. */
static bool settle(const states *s)
{
    const size_t n = s->found.n;
    double p[PC_STATES_MAX * PC_STATES_MAX], next[PC_STATES_MAX * PC_STATES_MAX] = { 0 };
    for (size_t i = 0; i < n * n; i++) p[i] = s->moves[i] / 2 + (i % (n + 1) == 0) * 0.5;
    for (int power = 0; power < 60; power++) {
        for (size_t i = 0; i < n; i++) {
            double sum = 0;
            for (size_t k = 0; k < n; k++) {
                double x = 0;
                for (size_t j = 0; j < n; j++) x += p[i * n + j] * p[j * n + k];
                sum += next[i * n + k] = x;
            }
            for (size_t k = 0; k < n; k++) next[i * n + k] /= sum;
        }
        memcpy(p, next, n * n * sizeof *p);
    }
    for (size_t i = 1; i < n; i++)
        for (size_t k = 0; k < n; k++)
            if (fabs(p[i * n + k] - p[k]) > 1e-9) return false;
    memcpy(s->start, p, n * sizeof *p);
    return true;
}

static void read_start(states *s)
{
    const pc_json *start = pc_json_get(s->f->parameters, "start");
    if (start) {
        const size_t at =
            pc_read_reference(s->f->q->reader, start, "state", s->ids, s->found.n);
        if (at == PC_NONE)
            s->f->failed = true;
        else
            s->start[at] = 1;
    } else if (!s->f->failed && !settle(s)) {
        pc_refuse_family(s->f, s->f->parameters, "E0372", "add \"start\": the first state",
                         "where this comes to rest depends on where it starts");
    }
}

static bool find_states(states *s)
{
    static const pc_key keys[] = { { "states", PC_MUST }, { "start", PC_MAY } };
    pc_reader *reader = s->f->q->reader;
    if (!pc_read_keys(reader, s->f->parameters, "regime", keys, PC_COUNT(keys))) return false;
    const pc_json *map = pc_json_get(s->f->parameters, "states");
    if (!map) return false;
    s->found = pc_read_entities(reader, map, "states");
    if (s->found.n < 2 || s->found.n > PC_STATES_MAX) {
        if (map->kind == PC_JSON_OBJECT)
            pc_refuse_family(s->f, map, "E0372",
                             "\"normal\": { \"value\": 1, \"to\": { \"slump\": \"3%\" } }, "
                             "\"slump\": { ... }",
                             "a regime has two to eight states");
        return false;
    }
    static const pc_key of_state[] = { { "value", PC_MUST }, { "to", PC_MAY } };
    for (size_t i = 0; i < s->found.n; i++) {
        s->ids[i] = s->found.items[i]->key;
        if (!pc_read_keys(reader, s->found.items[i], "a state", of_state, PC_COUNT(of_state)))
            s->f->failed = true;
    }
    s->moves = PC_NEW_ARRAY(reader->arena, double, s->found.n * s->found.n);
    s->start = PC_NEW_ARRAY(reader->arena, double, s->found.n);
    return s->moves && s->start && !s->f->failed;
}

/* The levels of the states; a schedule or a distribution stands in an assumption of its own. */
static void read_levels(states *s, const pc_expr *args[PC_STATES_MAX])
{
    const pc_json *own = s->f->parameters;
    for (size_t i = 0; i < s->found.n; i++) {
        s->f->parameters = s->found.items[i];
        args[i] = pc_need_parameter(s->f, "value", true).expr;
    }
    s->f->parameters = own;
}

static const pc_expr *read_regime(pc_family_read *f)
{
    pc_quantity *q = f->q;
    states s = { .f = f };
    const pc_expr *args[1 + PC_STATES_MAX];
    if (!find_states(&s)) return &pc_expr_broken;
    for (size_t i = 0; i < s.found.n && !f->failed; i++) read_moves(&s, i);
    read_start(&s);
    read_levels(&s, args + 1);
    pc_chain *chain = PC_NEW(q->reader->arena, pc_chain);
    if (f->failed || !chain) return &pc_expr_broken;
    *chain = (pc_chain) { s.found.n, s.start, s.moves };
    const pc_expr *draw = draw_of(q->reader, q->name, q->each, false, f->object);
    const pc_expr *state = args[0] = pc_make(q->reader, PC_EXPR_STATE, &draw, 1);
    const pc_expr *regime = pc_make(q->reader, PC_EXPR_REGIME, args, 1 + s.found.n);
    if (state == &pc_expr_broken || regime == &pc_expr_broken) return &pc_expr_broken;
    variable(state)->chain = variable(regime)->chain = chain;
    return regime;
}

/* ---- event ---- */

/* In which months it may begin. */
static void read_window(pc_reader *reader, const pc_json *object, int *first, int *n)
{
    static const pc_key keys[] = { { "from", PC_MAY }, { "to", PC_MAY } };
    const int horizon = reader->scope.months;
    const pc_json *month = pc_json_get(object, "month"),
                  *window = pc_json_get(object, "window");
    int from = 1, to = horizon;
    if (month) from = to = (int)pc_read_whole(reader, month, 1, 1200, 1);
    if (month && window)
        pc_json_key_error(reader->diags, window, "E0373", "keep \"month\", or \"window\"",
                          "when it happens is stated twice");
    else if (window && pc_read_keys(reader, window, "a window", keys, PC_COUNT(keys))) {
        from = (int)pc_read_whole(reader, pc_json_get(window, "from"), 1, 1200, 1);
        to = (int)pc_read_whole(reader, pc_json_get(window, "to"), 1, 1200, horizon);
    }
    if (from > to || from > horizon)
        pc_json_error(reader->diags, window ? window : month, "E0373", pc_help_months(reader),
                      "it can never happen: from month %d to month %d", from, to);
    *first = from - 1;
    *n = to >= from ? to - from + 1 : 1;
}

static const pc_expr *read_chance_of(pc_reader *reader, const pc_json *object)
{
    const pc_json *once = pc_json_get(object, "probability");
    const pc_json *yearly = pc_json_get(object, "per_year");
    if (!once == !yearly) {
        pc_json_key_error(reader->diags, yearly ? yearly : object, "E0373",
                          "\"probability\": once within its window; \"per_year\": of each year",
                          once ? "how likely it is is stated twice"
                               : "how likely is it? there is no \"probability\"");
        if (!once) return &pc_expr_broken;
    }
    const pc_json *at = once ? once : yearly;
    const pc_expr *chance = pc_read_level(reader, at, PC_UNIT_FRACTION);
    if (pc_expr_traits(&reader->scope, chance).grain > (once ? PC_EACH_TRIAL : PC_EACH_YEAR))
        pc_json_error(reader->diags, at, "E0373",
                      once ? "write one chance, or \"per_year\"" : "write a chance by year",
                      "this chance changes while it is waited for");
    return chance;
}

const pc_expr *pc_read_event(pc_reader *reader, const pc_json *object, const char *name)
{
    const pc_json *duration = pc_json_get(object, "duration");
    const size_t n_errors = pc_diags_errors(reader->diags);
    const pc_expr *args[2];
    int first, n;
    const bool yearly = pc_json_get(object, "per_year") && !pc_json_get(object, "probability");
    args[1] = read_chance_of(reader, object);
    read_window(reader, object, &first, &n);
    const int months = duration ? pc_read_duration(reader, duration) : 1200;
    if (duration && months == 0)
        pc_json_error(reader->diags, duration, "E0373", "for example 6, or \"90 days\"",
                      "it is over before it begins");
    if (pc_diags_errors(reader->diags) > n_errors) return &pc_expr_broken;
    args[0] = draw_of(reader, name, yearly ? PC_EACH_YEAR : PC_EACH_TRIAL, false, object);
    const pc_expr *event = pc_make(reader, PC_EXPR_EVENT, args, 2);
    if (event == &pc_expr_broken) return event;
    variable(event)->first_month = first;
    variable(event)->n_months = n;
    variable(event)->duration = months;
    return event;
}

const pc_key pc_event_keys[PC_N_EVENT_KEYS] = { { "probability", PC_MAY },
                                                { "per_year", PC_MAY },
                                                { "month", PC_MAY },
                                                { "window", PC_MAY },
                                                { "duration", PC_MAY } };

/* factor while it lasts, else 1: 1 + (factor - 1) event. */
static const pc_expr *read_factor(pc_family_read *f)
{
    pc_reader *reader = f->q->reader;
    pc_key keys[PC_N_EVENT_KEYS + 1] = { { "factor", PC_MUST } };
    memcpy(keys + 1, pc_event_keys, sizeof pc_event_keys);
    if (!pc_read_keys(reader, f->parameters, "event", keys, PC_COUNT(keys)))
        return &pc_expr_broken;
    const pc_expr *event = pc_read_event(reader, f->parameters, f->q->name);
    const pc_expr *factor = pc_need_parameter(f, "factor", false).expr;
    if (f->failed || event == &pc_expr_broken) return &pc_expr_broken;
    const pc_expr *one =
        pc_make_number(reader, &(pc_written) { .number = 1, .decimal = true, .digits = 1 });
    const pc_expr *change =
        pc_make2(reader, PC_EXPR_MUL, pc_make2(reader, PC_EXPR_SUB, factor, one), event);
    return pc_make2(reader, PC_EXPR_ADD, one, change);
}

/* ---- all of them ---- */

static void check_keys(pc_family_read *f, const char *name)
{
    pc_key keys[3 + PC_MAX_EXTRAS] = { { name, PC_MAY },
                                       { "each", PC_MAY },
                                       { "stream", PC_MAY } };
    pc_read_keys(f->q->reader, f->object, name, keys, pc_add_extras(f->q, keys, 3));
}

/* Every month unless it says otherwise. Once in a trial there is nothing to go on. */
static void read_cadence(pc_family_read *f, bool is_event)
{
    pc_quantity *q = f->q;
    const pc_json *stream = pc_json_get(f->object, "stream");
    pc_read_each(q, pc_json_get(f->object, "each"));
    if (!q->each_said) q->each = PC_EACH_MONTH;
    if (q->each_said && (is_event || q->each == PC_EACH_TRIAL || q->each > PC_EACH_MONTH))
        pc_refuse_family(f, q->each_at, "E0370",
                         is_event ? "write \"per_year\" for what may happen in every year"
                                  : "write \"month\", \"quarter\" or \"year\"",
                         "this goes on from one period to the next");
    q->each_said = true;
    const char *name = stream ? pc_read_text(q->reader, stream, NULL) : NULL;
    if (name && *name) q->name = name;
    q->extras = NULL;
}

const pc_expr *pc_read_process(pc_quantity *q, const pc_json *object)
{
    static const pc_expr *(*const read[])(pc_family_read *) = { read_ar1, read_regime,
                                                                read_factor };
    size_t which = 0;
    while (which + 1 < PC_COUNT(names) && !pc_json_get(object, names[which])) which++;
    pc_family_read f = { .q = q,
                         .object = object,
                         .parameters = pc_json_get(object, names[which]) };
    q->n_draws++;
    check_keys(&f, names[which]);
    read_cadence(&f, which == 2);
    return f.failed ? &pc_expr_broken : read[which](&f);
}
