/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ids of entities: what a metric's name and a formula can hold. */
#include "scenario/reader.h"

#include <string.h>

static const char *const reserved[] = { "total",      "active",    "recruited", "exited",
                                        "promotions", "demotions", "entry",     "exit",
                                        "none",       "all",       "month",     "year",
                                        "min",        "max",       "if" };

static bool is_reserved(const char *id)
{
    for (size_t i = 0; i < PC_COUNT(reserved); i++)
        if (strcmp(reserved[i], id) == 0) return true;
    return false;
}

static bool has_grammar(const char *id, bool is_assumption)
{
    if (*id < 'a' || *id > 'z') return false;
    for (; *id; id++) {
        const bool plain =
            (*id >= 'a' && *id <= 'z') || (*id >= '0' && *id <= '9') || *id == '_';
        if (!plain && (is_assumption || *id != '-')) return false;
    }
    return true;
}

bool pc_read_id(pc_reader *reader, const pc_json *member, bool is_assumption)
{
    enum { LONGEST = 100 };
    const char *id = member->key;
    if (is_reserved(id)) {
        pc_json_key_error(reader->diags, member, "E0223", "choose another name",
                          "\"%s\" is a word of the format and cannot be an id", id);
        return false;
    }
    if (has_grammar(id, is_assumption) && strlen(id) <= LONGEST) return true;
    pc_json_key_error(
        reader->diags, member, "E0223",
        is_assumption
            ? "a small letter, then small letters, digits and _, at most 100 in all"
            : "a small letter, then small letters, digits, _ and -, at most 100 in all",
        "\"%s\" cannot be an id", id);
    return false;
}
