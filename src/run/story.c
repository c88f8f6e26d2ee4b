/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/story.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double none = (double)NAN;

/* ---- names ---- */

/* The name itself, or a whole of which it is a part; without its first word as well. */
static bool is_or_holds(const char *filter, const char *name)
{
    const size_t n = strlen(filter);
    return n > 0 && strncmp(name, filter, n) == 0 && (name[n] == '\0' || name[n] == '/');
}

bool pc_story_is_meant(const char *filter, const char *name)
{
    const char *slash = strchr(name, '/');
    return is_or_holds(filter, name) || (slash && is_or_holds(filter, slash + 1));
}

static const char *name_of(const pc_story *s, const pc_kind *kind, int entry, uint32_t nth)
{
    const pc_programme *p = s->model->programme;
    if (kind->single) return pc_arena_strdup(s->arena, kind->name);
    if (entry < 0)
        return pc_arena_printf(s->arena, "%s/%s", kind->name, kind->incumbents[nth].row->id);
    const int month = p->start_month - 1 + entry;
    return pc_arena_printf(s->arena, "%s/%04d-%02d/%u", kind->name, p->start_year + month / 12,
                           month % 12 + 1, nth + 1);
}

static const pc_ladder *ladder_of(const pc_story *s, const pc_kind *kind)
{
    return s->kinds[kind - s->model->population->kinds].ladder;
}

static const char *tier_of(const pc_story *s, const pc_kind *kind, size_t tier)
{
    const pc_story_kind *of = &s->kinds[kind - s->model->population->kinds];
    return of->ladder ? of->tiers[tier] : "";
}

static size_t channel_named(const pc_programme *p, const char *name)
{
    static const char cohort[] = "cohorts/", partner[] = "partners/", channel[] = "channels/";
    for (size_t i = 0; i < p->n_channels; i++)
        if (strncmp(name, channel, sizeof channel - 1) == 0 &&
            strcmp(name + sizeof channel - 1, p->channels[i].id) == 0)
            return i;
    for (size_t i = 0; i < p->n_cohorts; i++)
        if (strncmp(name, cohort, sizeof cohort - 1) == 0 &&
            strcmp(name + sizeof cohort - 1, p->cohorts[i].id) == 0)
            return p->cohorts[i].channel_id;
    for (size_t i = 0; i < p->n_partners; i++)
        if (strncmp(name, partner, sizeof partner - 1) == 0 &&
            strcmp(name + sizeof partner - 1, p->partners[i].id) == 0)
            return p->partners[i].channel_id;
    return PC_NONE;
}

/* ---- partners ---- */

static pc_story_partner *partner_of(pc_story *s, const pc_seen *seen)
{
    const size_t kind = (size_t)(seen->of - s->model->population->kinds);
    const size_t months = (size_t)s->model->programme->months;
    const size_t entry = seen->entry < 0 ? months : (size_t)seen->entry;
    const uintptr_t key = 1 + kind * (months + 1) + entry;
    uint32_t *number = pc_memo_at(&s->numbers, s->arena, (const void *)key, seen->nth);
    if (!number) return NULL;
    if (*number != PC_MEMO_EMPTY) return &s->partners[*number];
    if (!PC_GROW(s->arena, pc_story_partner, s->partners, s->n_partners, s->partners_capacity))
        return NULL;
    *number = (uint32_t)s->n_partners;
    pc_story_partner *p = &s->partners[s->n_partners++];
    *p = (pc_story_partner) { .kind = seen->of, .nth = seen->nth };
    p->shown = (pc_explained_partner) { .name = name_of(s, seen->of, seen->entry, seen->nth),
                                        .joined = seen->entry,
                                        .left = -1,
                                        .works = -1,
                                        .productivity = 1,
                                        .tier = "" };
    if (s->arena->failed) return NULL;
    p->is_wanted = !s->partner || pc_story_is_meant(s->partner, p->shown.name);
    return p;
}

/* ---- entries ---- */

static pc_happening entry_of(const pc_story *s, const pc_story_partner *p, const pc_seen *seen,
                             pc_happening_kind kind)
{
    return (pc_happening) { .kind = kind,
                            .partner = (size_t)(p - s->partners),
                            .month = seen->month,
                            .channel = "",
                            .rule = "",
                            .tier = tier_of(s, seen->of, seen->tier),
                            .to = "",
                            .unit = "",
                            .value = none,
                            .limit = none,
                            .base = none,
                            .rate = none,
                            .amount = none };
}

static bool is_wanted(const pc_story *s, const pc_story_partner *p, int month)
{
    return p->is_wanted && (s->month < 0 || s->month == month);
}

static void add(pc_story *s, pc_happening entry)
{
    if (PC_GROW(s->arena, pc_happening, s->happenings, s->n_happenings, s->happenings_capacity))
        s->happenings[s->n_happenings++] = entry;
}

static double money(const pc_story *s, double minor)
{
    return minor / s->model->population->minor;
}

static double *sum_at(const pc_story *s, double *sums, const pc_seen *seen)
{
    const size_t channel = s->kinds[seen->of - s->model->population->kinds].channel;
    return &sums[channel * (size_t)s->model->programme->months + (size_t)seen->month];
}

/* What makes sums is added up for everybody, what is shown for those who were asked for. */
static void add_up(pc_story *s, pc_story_partner *p, const pc_seen *seen)
{
    switch (seen->kind) {
    case PC_SEEN_DEAL:
        p->shown.deals += 1;
        p->shown.bookings += seen->amount;
        *sum_at(s, s->bookings, seen) += seen->amount;
        break;
    case PC_SEEN_STATED:
        p->shown.bookings += seen->amount;
        *sum_at(s, s->bookings, seen) += seen->amount;
        break;
    case PC_SEEN_PAY:
        p->shown.commission += seen->amount;
        s->commission[seen->month] += seen->amount;
        break;
    case PC_SEEN_CLOSE:
        *sum_at(s, s->present, seen) += 1;
        p->shown.tier = tier_of(s, seen->of, seen->tier);
        break;
    default:
        break;
    }
}

/* ---- what is shown of each ---- */

static const char *rule_of_pay(const pc_story *s, const pc_seen *seen)
{
    const pc_programme *p = s->model->programme;
    const pc_component *terms = seen->of->components[seen->number].terms;
    for (size_t i = 0; i < p->n_commissions; i++) {
        const pc_commission *plan = &p->commissions[i];
        if (terms >= plan->components && terms < plan->components + plan->n_components)
            return pc_arena_printf(s->arena, "%s/%s", plan->id, terms->id);
    }
    return pc_arena_strdup(s->arena, terms->id);
}

static const pc_tier_condition *condition_of(const pc_tier_test *test, size_t number,
                                             const char **path)
{
    for (size_t i = 0; i < test->n; i++) {
        *path = test->clauses[i].id;
        if (number < test->clauses[i].n) return &test->clauses[i].conditions[number];
        number -= test->clauses[i].n;
    }
    return NULL;
}

/* "partner: bookings in 12 months" */
static const char *rule_of_test(const pc_story *s, const pc_tier_condition *c, const char *path)
{
    const bool is_flow = c->metric <= PC_TEST_LEADS;
    const char *head = *path ? pc_arena_printf(s->arena, "%s: ", path) : "";
    if (!is_flow) return pc_arena_printf(s->arena, "%s%s", head, c->name);
    return c->trailing_months
               ? pc_arena_printf(s->arena, "%s%s in %d month%s", head, c->name,
                                 c->trailing_months, c->trailing_months == 1 ? "" : "s")
               : pc_arena_printf(s->arena, "%s%s since it joined", head, c->name);
}

static void tell_test(pc_story *s, const pc_story_partner *p, const pc_seen *seen)
{
    const pc_tier *tier = &ladder_of(s, seen->of)->tiers[seen->to];
    const pc_tier_test *test =
        seen->keeps && tier->has_maintain ? &tier->maintain : &tier->qualify;
    const char *path = "";
    const pc_tier_condition *condition = condition_of(test, seen->number, &path);
    pc_happening entry = entry_of(s, p, seen, PC_TEST);
    const bool is_money = condition->metric == PC_TEST_BOOKINGS;
    entry.to = tier_of(s, seen->of, seen->to);
    entry.rule = rule_of_test(s, condition, path);
    entry.unit = is_money                              ? "currency"
                 : condition->metric == PC_TEST_STATED ? "number"
                                                       : "count";
    entry.value = is_money ? money(s, seen->value) : seen->value;
    entry.limit = is_money ? money(s, seen->limit) : seen->limit;
    entry.passed = seen->holds;
    if (test->points) entry.amount = seen->amount;
    add(s, entry);
}

static void tell_points(pc_story *s, const pc_story_partner *p, const pc_seen *seen)
{
    pc_happening entry = entry_of(s, p, seen, PC_POINTS);
    entry.to = tier_of(s, seen->of, seen->to);
    entry.rule = "points";
    entry.unit = "points";
    entry.value = seen->value;
    entry.limit = seen->limit;
    entry.passed = seen->holds;
    add(s, entry);
}

static void tell_full(pc_story *s, const pc_story_partner *p, const pc_seen *seen)
{
    pc_happening entry = entry_of(s, p, seen, PC_FULL);
    entry.to = tier_of(s, seen->of, seen->to);
    add(s, entry);
}

static const char *why(const pc_story *s, const pc_story_partner *p, const pc_seen *seen)
{
    const pc_ladder *ladder = ladder_of(s, seen->of);
    const pc_programme *programme = s->model->programme;
    const int until = programme->start_month - 1 + (int)seen->limit;
    if (ladder->transition)
        return seen->to > seen->tier   ? "rises, by the matrix"
               : seen->to < seen->tier ? "falls, by the matrix"
                                       : "stays, by the matrix";
    if (seen->to > seen->tier) return "rises";
    if (seen->to < seen->tier) return "falls";
    if (seen->value > 0)
        return pc_arena_printf(s->arena, "stays: review failed, %d of %d forgiven",
                               (int)seen->value, ladder->demote.grace);
    if (p->misses && seen->limit > seen->month)
        return pc_arena_printf(s->arena, "stays: protected until %04d-%02d",
                               programme->start_year + until / 12, until % 12 + 1);
    return "stays";
}

static void tell_review(pc_story *s, const pc_story_partner *p, const pc_seen *seen)
{
    pc_happening entry = entry_of(s, p, seen, PC_REVIEWED);
    entry.to = tier_of(s, seen->of, seen->to);
    entry.rule = why(s, p, seen);
    add(s, entry);
}

/* "plan/component", or "plan/component: floor" */
static const char *part_of_pay(const pc_story *s, const pc_seen *seen)
{
    static const char *const parts[PC_N_PARTS] = {
        "",    "catch-up", "accelerator", "bonus", "cap or floor of a deal",
        "cap", "stacking", "spiff",       "floor", "renewal"
    };
    const char *rule = rule_of_pay(s, seen);
    if (seen->to == PC_PART_NONE) return rule;
    return pc_arena_printf(s->arena, "%s: %s", rule, parts[seen->to]);
}

static void forget_parts(pc_story *s, const pc_seen *seen)
{
    size_t n = 0;
    for (size_t i = 0; i < s->n_parts; i++)
        if (s->parts[i].number != seen->number && s->parts[i].month == seen->month)
            s->parts[n++] = s->parts[i];
    s->n_parts = n;
}

static void tell_pay(pc_story *s, const pc_story_partner *p, const pc_seen *seen)
{
    pc_happening entry = entry_of(s, p, seen, PC_COMMISSION);
    entry.rule = part_of_pay(s, seen);
    entry.amount = money(s, seen->amount);
    entry.base = money(s, seen->base);
    entry.rate = seen->rate / 1e6;
    entry.value = money(s, seen->value);
    entry.limit = money(s, seen->limit);
    if (!isnan(entry.value)) entry.unit = "currency";
    add(s, entry);
    for (size_t i = 0; i < s->n_parts; i++) {
        const pc_seen *part = &s->parts[i];
        if (part->number != seen->number || part->month != seen->month) continue;
        entry = entry_of(s, p, part, PC_PART);
        entry.rule = part_of_pay(s, part);
        entry.amount = money(s, part->amount);
        add(s, entry);
    }
    forget_parts(s, seen);
}

/* The parts of an entry are told before it, and shown behind it. */
static void keep_part(pc_story *s, const pc_seen *seen)
{
    if (s->n_parts == PC_STORY_PARTS) s->n_parts = 0; /* of entries that came to nothing */
    s->parts[s->n_parts++] = *seen;
}

/* Beginning to work, falling asleep and waking show in whether it works. */
static void tell_close(pc_story *s, pc_story_partner *p, const pc_seen *seen)
{
    const bool works = seen->holds;
    if (works != p->works && is_wanted(s, p, seen->month))
        add(s, entry_of(s, p, seen, !works ? PC_SLEPT : p->has_worked ? PC_WOKE : PC_STARTED));
    if (works && !p->has_worked) p->shown.works = seen->month;
    p->has_worked |= works;
    p->works = works;
}

static void tell_plain(pc_story *s, const pc_story_partner *p, const pc_seen *seen,
                       pc_happening_kind kind)
{
    pc_happening entry = entry_of(s, p, seen, kind);
    const bool is_count = seen->kind == PC_SEEN_LEADS || seen->kind == PC_SEEN_CERTIFIED;
    const bool is_money = seen->kind == PC_SEEN_DEAL || seen->kind == PC_SEEN_STATED;
    if (is_count) entry.value = seen->value, entry.unit = "count";
    if (seen->kind == PC_SEEN_DEAL || seen->kind == PC_SEEN_WON)
        entry.value = (double)seen->number + 1.0;
    if (seen->kind == PC_SEEN_WON && seen->month + seen->value < s->model->programme->months)
        entry.limit = seen->value;
    if (is_money) entry.amount = money(s, seen->amount);
    if (seen->kind == PC_SEEN_DEAL && seen->to != PC_NONE)
        entry.rule = seen->to == PC_CREDIT_NONE ? "uncredited" : pc_credit_ids[seen->to];
    add(s, entry);
}

static void tell_wanted(pc_story *s, const pc_story_partner *p, const pc_seen *seen)
{
    static const pc_happening_kind plain[] = {
        [PC_SEEN_LEAVE] = PC_LEFT,    [PC_SEEN_LEADS] = PC_LEADS,
        [PC_SEEN_WON] = PC_WON,       [PC_SEEN_DEAL] = PC_DEAL,
        [PC_SEEN_STATED] = PC_BOOKED, [PC_SEEN_CERTIFIED] = PC_CERTIFIED
    };
    switch (seen->kind) {
    case PC_SEEN_TEST:
        tell_test(s, p, seen);
        break;
    case PC_SEEN_POINTS:
        tell_points(s, p, seen);
        break;
    case PC_SEEN_FULL:
        tell_full(s, p, seen);
        break;
    case PC_SEEN_REVIEW:
        tell_review(s, p, seen);
        break;
    case PC_SEEN_PART:
        keep_part(s, seen);
        break;
    case PC_SEEN_PAY:
        tell_pay(s, p, seen);
        break;
    case PC_SEEN_CLOSE:
        break;
    case PC_SEEN_JOIN:
        if (seen->entry < 0) break; /* it is there already */
        tell_plain(s, p, seen, PC_JOINED);
        break;
    default:
        tell_plain(s, p, seen, plain[seen->kind]);
    }
}

void pc_story_tell(void *context, const pc_seen *seen)
{
    pc_story *s = context;
    if (s->arena->failed) return;
    pc_story_partner *p = partner_of(s, seen);
    if (!p) return;
    if (seen->kind == PC_SEEN_JOIN) p->shown.productivity = seen->value;
    if (seen->kind == PC_SEEN_JOIN && seen->entry < 0 && seen->limit < 0) {
        p->works = p->has_worked = true; /* it does not begin, it goes on */
        p->shown.works = 0;
    }
    if (seen->kind == PC_SEEN_LEAVE) p->shown.left = seen->month;
    if (seen->kind == PC_SEEN_TEST && seen->keeps) p->misses |= !seen->holds;
    add_up(s, p, seen);
    if (seen->kind == PC_SEEN_CLOSE)
        tell_close(s, p, seen);
    else if (is_wanted(s, p, seen->month))
        tell_wanted(s, p, seen);
    if (seen->kind == PC_SEEN_REVIEW) p->misses = false;
}

void pc_story_add_commission(pc_story *s, const pc_trace *trace, double base, double amount)
{
    const pc_programme *programme = s->model->programme;
    const pc_commission *plan = &programme->commissions[trace->id];
    const int month = trace->first_month;
    s->commission[month] += amount;
    if (s->partner || (s->month >= 0 && s->month != month)) return;
    if (base == 0 && amount == 0) return;
    double minor = 1;
    for (int i = 0; i < programme->minor_digits; i++) minor *= 10;
    add(s, (pc_happening) {
               .kind = PC_COMMISSION,
               .partner = PC_NO_PARTNER,
               .month = month,
               .channel = pc_arena_strdup(s->arena, programme->channels[trace->channel].id),
               .rule = pc_arena_printf(s->arena, "%s/%s", plan->id,
                                       plan->components[trace->component].id),
               .tier = "",
               .to = "",
               .unit = "",
               .value = none,
               .limit = none,
               .base = base / minor,
               .rate = none,
               .amount = amount / minor });
}

/* ---- beginning and end ---- */

static void name_tiers(const pc_story *s, pc_story_kind *kind)
{
    if (!kind->ladder) return;
    kind->tiers = PC_NEW_ARRAY(s->arena, const char *, kind->ladder->n_tiers);
    for (size_t t = 0; t < kind->ladder->n_tiers && kind->tiers; t++)
        kind->tiers[t] = pc_arena_strdup(s->arena, kind->ladder->tiers[t].id);
}

void pc_story_begin(pc_story *s, const pc_model *model, pc_arena *arena)
{
    const pc_programme *p = model->programme;
    const pc_population *population = model->population;
    const size_t n_months = (size_t)p->months, n_kinds = population ? population->n_kinds : 0;
    *s = (pc_story) { .model = model, .arena = arena, .month = -1 };
    s->kinds = PC_NEW_ARRAY(arena, pc_story_kind, n_kinds + 1);
    s->bookings = PC_NEW_ARRAY(arena, double, p->n_channels *n_months + 1);
    s->present = PC_NEW_ARRAY(arena, double, p->n_channels *n_months + 1);
    s->commission = PC_NEW_ARRAY(arena, double, n_months);
    for (size_t i = 0; i < n_kinds && !arena->failed; i++) {
        const pc_kind *kind = &population->kinds[i];
        s->kinds[i].channel = channel_named(p, kind->name);
        s->kinds[i].ladder = kind->ladder == PC_NONE ? NULL : &p->ladders[kind->ladder];
        name_tiers(s, &s->kinds[i]);
    }
}

/* In the order of a month; a review's tests stand as they were asked, parts of a commission
 * behind it. */
static int rank_of(pc_happening_kind kind)
{
    if (kind == PC_PART) return PC_COMMISSION;
    return kind == PC_POINTS || kind == PC_FULL ? PC_TEST : (int)kind;
}

typedef struct place {
    size_t partner; /* in its new order; those of channels last */
    int month, rank;
    size_t number; /* as it was told */
} place;

static int by_place(const void *x, const void *y)
{
    const place *a = x, *b = y;
    if (a->partner != b->partner) return a->partner < b->partner ? -1 : 1;
    if (a->month != b->month) return a->month < b->month ? -1 : 1;
    if (a->rank != b->rank) return a->rank < b->rank ? -1 : 1;
    return (a->number > b->number) - (a->number < b->number);
}

static void sort_happenings(pc_story *s, const size_t *new_number)
{
    const size_t n = s->n_happenings;
    place *places = PC_NEW_ARRAY(s->arena, place, n);
    pc_happening *sorted = PC_NEW_ARRAY(s->arena, pc_happening, n);
    if (s->arena->failed || n == 0) return;
    for (size_t i = 0; i < n; i++) {
        pc_happening *h = &s->happenings[i];
        if (h->partner != PC_NO_PARTNER) h->partner = new_number[h->partner];
        places[i] = (place) { h->partner, h->month, rank_of(h->kind), i };
    }
    qsort(places, n, sizeof *places, by_place);
    for (size_t i = 0; i < n; i++) sorted[i] = s->happenings[places[i].number];
    s->happenings = sorted;
}

typedef struct seat {
    const pc_kind *kind;
    int joined;
    uint32_t nth;
    size_t number;
} seat;

static int by_seat(const void *x, const void *y)
{
    const seat *a = x, *b = y;
    if (a->kind != b->kind) return a->kind < b->kind ? -1 : 1;
    if (a->joined != b->joined) return a->joined < b->joined ? -1 : 1;
    return (a->nth > b->nth) - (a->nth < b->nth);
}

void pc_story_end(pc_story *s)
{
    const size_t n = s->n_partners;
    seat *seats = PC_NEW_ARRAY(s->arena, seat, n);
    size_t *new_number = PC_NEW_ARRAY(s->arena, size_t, n);
    pc_story_partner *sorted = PC_NEW_ARRAY(s->arena, pc_story_partner, n);
    if (s->arena->failed) return;
    for (size_t i = 0; i < n; i++)
        seats[i] =
            (seat) { s->partners[i].kind, s->partners[i].shown.joined, s->partners[i].nth, i };
    if (n) qsort(seats, n, sizeof *seats, by_seat);
    for (size_t i = 0; i < n; i++) {
        new_number[seats[i].number] = i;
        sorted[i] = s->partners[seats[i].number];
        sorted[i].shown.bookings = money(s, sorted[i].shown.bookings);
        sorted[i].shown.commission = money(s, sorted[i].shown.commission);
    }
    s->partners = sorted;
    sort_happenings(s, new_number);
}
