/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a witness is told of a review: every condition that was asked, by how much it holds. */
#ifndef PC_POPULATION_WITNESS_REVIEW_INL
#define PC_POPULATION_WITNESS_REVIEW_INL

WITNESS_FN double watched_value(const chunk *c, const member *p,
                                const pc_pop_condition *condition, int month)
{
    const tested at = look_at(c, p, condition, month);
    return at.then ? at.now[c->watched] - at.then[c->watched] : at.now[c->watched];
}

WITNESS_FN bool watch_points(const chunk *c, const member *p, int month,
                             const pc_pop_test *test, pc_seen event)
{
    const size_t i = c->watched;
    double sum = 0.0;
    bool floors = true;
    event.kind = PC_SEEN_TEST;
    for (size_t k = 0; k < test->ends[0]; k++) {
        const pc_pop_condition *condition = &test->conditions[k];
        const double points = condition->weight * watched_value(c, p, condition, month) /
                              level_row(c, condition->min, month)[i];
        event.number = k;
        event.value = watched_value(c, p, condition, month);
        event.limit = level_row(c, condition->min, month)[i];
        event.amount = condition->weight < points ? condition->weight : points;
        event.base = condition->floor ? level_row(c, condition->floor, month)[i] : 0.0;
        event.holds = !condition->floor || event.base <= event.amount;
        sum = sum + event.amount;
        floors = floors && event.holds;
        tell(c, p, month, event);
    }
    event.kind = PC_SEEN_POINTS;
    event.value = sum;
    event.limit = level_row(c, test->pass, month)[i];
    event.amount = event.base = 0.0;
    event.holds = floors && event.limit <= sum;
    tell(c, p, month, event);
    return event.holds;
}

/* Whether the test holds. */
WITNESS_FN bool watch_test(const chunk *c, const member *p, int month, const pc_pop_test *test,
                           size_t tier, bool keeps)
{
    pc_seen event = { .kind = PC_SEEN_TEST, .to = tier, .keeps = keeps };
    if (test->points) return watch_points(c, p, month, test, event);
    bool any = test->n_clauses == 0;
    size_t k = 0;
    for (size_t i = 0; i < test->n_clauses; i++) {
        bool all = true;
        for (; k < test->ends[i]; k++) {
            event.number = k;
            event.value = watched_value(c, p, &test->conditions[k], month);
            event.limit = level_row(c, test->conditions[k].min, month)[c->watched];
            event.holds = event.limit <= event.value;
            all = all && event.holds;
            tell(c, p, month, event);
        }
        any = any || all;
    }
    return any;
}

/* Tests that hold and do not count: the tier has no place for the partner. */
WITNESS_FN void watch_place(const chunk *c, const member *p, int month, size_t tier, bool keeps)
{
    uint64_t passed, kept;
    memcpy(&passed, row_of(p, ROW_PASSED) + c->watched, sizeof passed);
    memcpy(&kept, row_of(p, ROW_KEPT) + c->watched, sizeof kept);
    if (keeps ? kept == 0 : !(passed >> tier & 1))
        tell(c, p, month, (pc_seen) { .kind = PC_SEEN_FULL, .to = tier, .keeps = keeps });
}

/* Before the decision takes effect. Rising is asked of the tiers above, staying of the own one;
 * who falls by more than a step is asked for those between, too. */
WITNESS_FN void watch_review(const chunk *c, const member *p, int month)
{
    const pc_pop_ladder *ladder = p->ladder;
    const size_t tier = (size_t)row_of(p, ROW_TIER)[c->watched];
    const size_t next = (size_t)row_of(p, ROW_NEXT)[c->watched];
    const bool falls = next < tier, deep = falls && ladder->demote.move != PC_MOVE_ONE_STEP;
    for (size_t t = 1; t < ladder->n_tiers && !ladder->transition; t++) {
        const pc_pop_tier *of = &ladder->tiers[t];
        const bool keeps = t == tier && is_due(&ladder->demote, month);
        const bool rises = t > tier && is_due(&ladder->promote, month);
        if (!keeps && !(of->earned && (rises || (deep && t != tier)))) continue;
        if (watch_test(c, p, month, keeps ? &of->maintain : &of->qualify, t, keeps))
            watch_place(c, p, month, t, keeps);
    }
    tell(c, p, month,
         (pc_seen) { .kind = PC_SEEN_REVIEW,
                     .to = next,
                     .value = row_of(p, ROW_FAILED)[c->watched],
                     .limit = row_of(p, ROW_SAFE)[c->watched] });
}

#endif
