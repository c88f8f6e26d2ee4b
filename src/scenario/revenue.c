/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The top-down total and how sure its split over channels is. */
#include "scenario/quantity.h"

static void read_mix(pc_reader *reader, const pc_json *mix)
{
    static const pc_key keys[] = { { "dirichlet", PC_MUST }, { "each", PC_MAY } };
    static const char *const cadences[] = { "trial", "year" };
    if (!pc_read_keys(reader, mix, "a mix", keys, PC_COUNT(keys))) return;
    reader->programme->mix_each = (pc_each)pc_read_word(reader, pc_json_get(mix, "each"),
                                                        cadences, PC_COUNT(cadences), 0);
    const pc_json *k = pc_json_get(mix, "dirichlet");
    if (!k) return;
    if (k->kind == PC_JSON_NUMBER && k->number > 0 && k->number <= 1e9)
        reader->programme->mix = k->number;
    else if (k->kind == PC_JSON_NUMBER)
        pc_json_error(reader->diags, k, "E0225",
                      "50 means: as sure as after 50 observations; leave mix out to be certain",
                      "%s is not between 0 and 10^9", k->string);
    else
        pc_wrong_kind(reader, k, "a number", "50 means: as sure as after 50 observations");
}

void pc_read_revenue(pc_reader *reader)
{
    static const char *const extras[] = { "mix", NULL };
    const pc_json *revenue = pc_json_get(reader->root, "revenue");
    if (!revenue) return;
    reader->programme->has_revenue = true;
    reader->programme->revenue = pc_read_flow(reader, revenue, extras);
    const pc_json *mix = revenue->kind == PC_JSON_OBJECT ? pc_json_get(revenue, "mix") : NULL;
    if (mix) read_mix(reader, mix);
}
