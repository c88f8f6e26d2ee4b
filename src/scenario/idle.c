/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Partners of which nothing can come within the horizon, and channels without partners. */
#include "scenario/members.h"

#include <math.h>

/* The least a drawn number can be; what is drawn may be anything from 0 on. */
static double at_least(pc_reader *reader, const pc_random *random)
{
    if (random->draw || !random->shift) return 0;
    const double least = pc_least(reader, random->shift);
    return least > 0 ? ceil(least) : 0;
}

static const pc_json *written(const pc_member *member, const char *key, const char *inner)
{
    const pc_json *outer = pc_json_get(member->node, key);
    const pc_json *found = outer && inner ? pc_json_get(outer, inner) : outer;
    return found ? found : outer ? outer : member->node;
}

/* It joins, and the horizon ends before its first month of work (or its first deal). */
static void warn_of_late(pc_reader *reader, const pc_member *member)
{
    const pc_conduct *conduct = member->conduct;
    const int months = reader->scope.months, onboarding = conduct->onboarding_months;
    const double delay = at_least(reader, &conduct->activation_delay);
    const double cycle =
        conduct->deals || !conduct->win_rate ? 0 : at_least(reader, &conduct->cycle);
    const double begin = member->first_month + onboarding + delay;
    if (member->first_month >= months || begin + cycle < months) return;
    const pc_json *at = begin < months   ? written(member, "leads", "cycle")
                        : onboarding > 0 ? written(member, "onboarding", NULL)
                                         : written(member, "activation", "delay");
    pc_warn(reader, at, "W0226", "let it begin earlier, or lengthen \"months\"",
            "%s\"%s\" %s within the horizon of %d months: the first enters in month %d, "
            "onboarding takes %d, activation at least %s and a lead's cycle %s months",
            begin < months ? "no lead of " : "nobody of ", member->id,
            begin < months ? "becomes a deal" : "works", months, member->first_month + 1,
            onboarding, pc_number_words(reader, delay), pc_number_words(reader, cycle));
}

static void warn_of_zero(pc_reader *reader, const pc_member *member)
{
    const pc_conduct *conduct = member->conduct;
    static const char help[] = "write what is expected, or leave these partners out";
    if (conduct->activation && pc_is_never(reader, conduct->activation))
        pc_warn(reader, written(member, "activation", "fraction"), "W0226", help,
                "none of \"%s\" ever works: a fraction of 0 is activated", member->id);
    if (conduct->deals && pc_is_never(reader, conduct->deals))
        pc_warn(reader, written(member, "deals", "per_month"), "W0226", help,
                "\"%s\" wins 0 deals a month", member->id);
    if (conduct->leads && pc_is_never(reader, conduct->leads))
        pc_warn(reader, written(member, "leads", "per_month"), "W0226", help,
                "\"%s\" brings 0 leads a month", member->id);
    if (conduct->win_rate && pc_is_never(reader, conduct->win_rate))
        pc_warn(reader, written(member, "leads", "win_rate"), "W0226", help,
                "none of the leads of \"%s\" is won", member->id);
}

static void warn_of_empty(pc_reader *reader, const pc_member *members, size_t n, size_t id)
{
    const pc_channel *channel = &reader->programme->channels[id];
    if (channel->type != PC_CHANNEL_PARTNERS) return;
    for (size_t i = 0; i < n; i++)
        if (members[i].channel_id == id) return;
    pc_warn(reader, pc_json_get(pc_json_get(reader->root, "channels"), channel->id), "W0228",
            pc_help(reader, "give a cohort or a partner \"channel\": \"%s\"", channel->id),
            "the channel \"%s\" sells what its partners sell, and has none", channel->id);
}

void pc_warn_of_idle(pc_reader *reader, const pc_member *members, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (members[i].revenue) continue; /* sells what the plan states, whatever it does */
        warn_of_late(reader, &members[i]);
        warn_of_zero(reader, &members[i]);
    }
    for (size_t c = 0; c < reader->programme->n_channels; c++)
        warn_of_empty(reader, members, n, c);
}
