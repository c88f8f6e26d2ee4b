/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "lint": which findings the plan's reader accepts, each with a reason. */
#include "scenario/accepted.h"

#include "scenario/reader.h"

#include <string.h>

const char *const pc_lint_rules[] = { "L1", "L2", "L3",  "L4",  "L5",  "L6",
                                      "L7", "L8", "L12", "L13", "L18", "L19" };
const size_t pc_n_lint_rules = PC_COUNT(pc_lint_rules);

static void read_reason(pc_reader *reader, const pc_json *reason)
{
    const char *text = pc_read_text(reader, reason, NULL);
    if (text && !*text)
        pc_json_error(reader->diags, reason, "E0291", "say why it is right as it is",
                      "an accepted finding needs a reason");
    if (reason->key[0] && reason->key[0] != '/')
        pc_json_key_error(reader->diags, reason, "E0291", "write \"/partners/accenture\"",
                          "\"%s\" is no place in the scenario", reason->key);
}

static void read_rule(pc_reader *reader, const pc_json *rule)
{
    bool is_known = false;
    for (size_t i = 0; i < pc_n_lint_rules; i++)
        is_known |= strcmp(pc_lint_rules[i], rule->key) == 0;
    if (!is_known) {
        pc_json_key_error(reader->diags, rule, "E0291",
                          pc_help_names(reader, rule->key, pc_lint_rules, pc_n_lint_rules),
                          "there is no rule \"%s\"", rule->key);
        return;
    }
    if (rule->kind != PC_JSON_OBJECT) {
        pc_wrong_kind(reader, rule, "an object of reasons, each under the place of its finding",
                      NULL);
        return;
    }
    for (size_t i = 0; i < rule->n_items; i++)
        if (!pc_is_metadata(rule->items[i].key)) read_reason(reader, &rule->items[i]);
}

void pc_read_accepted(pc_reader *reader)
{
    static const pc_key keys[] = { { "accept", PC_MUST } };
    const pc_json *lint = pc_json_get(reader->root, "lint");
    if (!lint || !pc_read_keys(reader, lint, "lint", keys, PC_COUNT(keys))) return;
    const pc_json *accept = pc_json_get(lint, "accept");
    if (!accept) return;
    if (accept->kind != PC_JSON_OBJECT) {
        pc_wrong_kind(reader, accept, "an object of rules", NULL);
        return;
    }
    for (size_t i = 0; i < accept->n_items; i++)
        if (!pc_is_metadata(accept->items[i].key)) read_rule(reader, &accept->items[i]);
}
