/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shares of the channels make up the whole total, in every year (or month). */
#include "scenario/reader.h"

#include <math.h>

#define TOLERANCE 1e-9

typedef struct shares {
    pc_reader *reader;
    const pc_json *map;
    size_t n;            /* channels of type share */
    const pc_json *rest; /* the one that takes what the others leave */
    pc_each grain;
    bool plans;
} shares;

static const pc_json *share_node(const shares *s, const pc_channel *channel)
{
    const pc_json *node = pc_json_get(s->map, channel->id);
    const pc_json *share =
        node && node->kind == PC_JSON_OBJECT ? pc_json_get(node, "share") : NULL;
    return share ? share : s->map;
}

static void add_rest(shares *s, const pc_json *node)
{
    if (s->rest)
        pc_json_error(s->reader->diags, node, "E0221", "only one channel can take what is left",
                      "a second channel has the share \"rest\"");
    s->rest = node;
}

/* False when sums make no sense: a share is uncertain, which was said. */
static bool survey(shares *s)
{
    const pc_programme *programme = s->reader->programme;
    bool certain = true;
    for (size_t i = 0; i < programme->n_channels; i++) {
        const pc_channel *channel = &programme->channels[i];
        if (channel->type != PC_CHANNEL_SHARE) continue;
        s->n++;
        if (!channel->share) {
            add_rest(s, share_node(s, channel));
            continue;
        }
        const pc_traits traits = pc_expr_traits(&s->reader->scope, channel->share);
        if (traits.grain > s->grain) s->grain = traits.grain;
        s->plans |= traits.plans;
        if (!traits.draws) continue;
        certain = false;
        pc_json_error(s->reader->diags, share_node(s, channel), "E0290",
                      "state the share as a number and say how sure you are with revenue.mix: "
                      "{ \"dirichlet\": 50 }",
                      "an uncertain share is not supported yet");
    }
    return certain;
}

static double sum_in(const shares *s, int month, bool at_plan)
{
    const pc_programme *programme = s->reader->programme;
    double sum = 0;
    for (size_t i = 0; i < programme->n_channels; i++)
        if (programme->channels[i].type == PC_CHANNEL_SHARE && programme->channels[i].share)
            sum +=
                pc_expr_range(&s->reader->scope, programme->channels[i].share, month, at_plan)
                    .low;
    return sum;
}

static void say_sum(const shares *s, int month, double sum, bool at_plan)
{
    const bool by_month = s->grain > PC_EACH_YEAR;
    const char *words = pc_number_words(s->reader, round(sum * 1e12) / 1e12);
    const char *help = s->rest   ? "\"rest\" is 1 minus the others, which must leave 0 or more"
                       : sum > 1 ? "lower a share, or give one channel the share \"rest\""
                                 : "raise a share, or give one channel the share \"rest\"";
    pc_json_key_error(s->reader->diags, s->map, "E0220", help, "shares of %s %d sum to %s%s",
                      by_month ? "month" : "year", by_month ? month + 1 : month / 12 + 1, words,
                      at_plan ? " at plan" : "");
}

/* Says the first period that is wrong; the others are likely the same slip. */
static void check_sums(const shares *s)
{
    const int step = s->grain > PC_EACH_YEAR ? 1 : 12;
    for (int at_plan = 0; at_plan < (s->plans ? 2 : 1); at_plan++)
        for (int month = 0; month < s->reader->scope.months; month += step) {
            const double sum = sum_in(s, month, at_plan);
            if (isnan(sum)) return; /* a share could not be read */
            if (s->rest ? sum <= 1 + TOLERANCE : fabs(sum - 1) <= TOLERANCE) continue;
            say_sum(s, month, sum, at_plan);
            return;
        }
}

void pc_check_shares(pc_reader *reader)
{
    shares s = { .reader = reader, .map = pc_json_get(reader->root, "channels") };
    if (!s.map || s.map->kind != PC_JSON_OBJECT || reader->shares_unknown) return;
    const bool certain = survey(&s);
    const pc_json *revenue = pc_json_get(reader->root, "revenue");
    if (s.n && !revenue)
        pc_json_key_error(reader->diags, s.map, "E0234",
                          "add \"revenue\": the total that the shares are of",
                          "channels have shares, but there is no \"revenue\" to divide");
    if (!s.n && revenue && reader->programme->n_channels)
        pc_json_key_error(reader->diags, revenue, "E0234",
                          "give a channel \"type\": \"share\", or take the total away",
                          "no channel has a share of this total");
    if (s.n && certain) check_sums(&s);
    if (reader->programme->mix > 0 && s.grain > PC_EACH_YEAR)
        pc_json_key_error(reader->diags, pc_json_get(revenue, "mix"), "E0215",
                          "state the shares by year, or leave the mix out",
                          "with a mix, shares must be the same all year");
}
