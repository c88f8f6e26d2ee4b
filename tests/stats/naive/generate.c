/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "generate.h"

static void definitions(maker *m)
{
    gen_put(m, "\"roi\":{\"headline\":\"%s\",\"overlap\":\"%s\"",
            gen_chance(m, 50) ? "multiple" : "net", gen_chance(m, 30) ? "subset" : "exclusive");
    m->has_margin = gen_chance(m, 80);
    if (m->has_margin) {
        gen_put(m, ",\"gross_margin\":");
        if (gen_chance(m, 70))
            gen_fraction(m, 40, 95);
        else
            gen_put(m, "\"=1 - a_rate\"");
    }
    if (gen_chance(m, 50) && !m->cannibalises) {
        gen_put(m, ",\"baseline\":");
        gen_level(m, 40);
    }
    if (gen_chance(m, 40)) {
        gen_put(m, ",\"discount_rate\":");
        gen_level(m, 20);
    }
    if (gen_chance(m, 15)) gen_put(m, ",\"collection\":%d", gen_between(m, 0, 5));
    gen_put(m,
            ",\"definitions\":{\"multiple\":{\"attributed\":[\"sourced\"],\"costs\":[\"budget."
            "marketing\",\"commission\"]}}}");
}

/* Lines that a board asks for, beside the range. */
static void cases(maker *m)
{
    if (!gen_chance(m, 40)) return;
    gen_put(m, "\"cases\":{\"low\":{\"assumptions\":{\"a_growth\":0.%d,\"a_fixed\":\"%d%%\"}}",
            gen_between(m, 1, 9), gen_between(m, 1, 60));
    if (gen_chance(m, 50))
        gen_put(m,
                ",\"up\":{\"title\":\"Up\",\"assumptions\":{\"a_money\":{\"value\":%d.5,"
                "\"unit\":\"money\"}}}",
                gen_between(m, 1000, 9000000));
    gen_put(m, "},");
}

char *naive_scenario(uint64_t number)
{
    maker m = { .state = number * 1000003 + 17 };
    const bool below = number >= NAIVE_BELOW;
    m.months = gen_chance(&m, 20) ? gen_between(&m, 1, 40) : 12 * gen_between(&m, 1, 3);
    m.years = (m.months + 11) / 12 > 3 ? 3 : (m.months + 11) / 12;
    gen_put(&m,
            "{\"format\":\"partnercast/1\",\"about\":{\"title\":\"random "
            "%llu\"},\"currency\":\"%s\",\"start\":\"2025-0%d\",\"months\":%d,"
            "\"fiscal_year_start\":%d,",
            (unsigned long long)number, "USD", gen_between(&m, 1, 9), m.months,
            gen_between(&m, 1, 12));
    gen_put(
        &m,
        "\"run\":{\"trials\":1024,\"seed\":%d,\"record\":[\"*@m*\",\"*@q*\",\"*@y*\",\"*@all\"]"
        "},",
        gen_below(&m, 1000));
    gen_assumptions(&m);
    cases(&m);
    gen_correlations(&m);
    gen_products(&m);
    if (below) {
        gen_below_channels(&m);
        gen_below_partners(&m);
        gen_below_commission(&m);
        gen_budget(&m);
    } else {
        gen_channels(&m);
        gen_commission(&m);
        gen_budget(&m);
        gen_partners(&m);
    }
    gen_opening(&m);
    definitions(&m);
    gen_put(&m, ",\"stated\":{\"revenue.total\":{\"by_year\":[%d]},\"cost.budget\":%d",
            gen_between(&m, 1000, 4000000), gen_between(&m, 1000, 4000000));
    if (m.has_margin) gen_put(&m, ",\"payback.month\":%d", gen_between(&m, 1, m.months));
    gen_put(&m, "},");
    gen_put(&m,
            "\"targets\":{\"t\":{\"metric\":\"cost.total@y1\",\"op\":\"<=\",\"value\":%d}}}\n",
            gen_between(&m, 1000, 4000000));
    return m.text;
}
