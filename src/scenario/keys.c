/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Objects: which keys they may have, the notes that all may carry, maps keyed by id. */
#include "scenario/reader.h"

#include <stdlib.h>
#include <string.h>

const char *const pc_metadata_keys[] = { "source",    "note",       "owner",   "as_of",
                                         "review_by", "confidence", "$comment" };
const size_t pc_n_metadata_keys = PC_COUNT(pc_metadata_keys);

bool pc_is_metadata(const char *key)
{
    for (size_t i = 0; i < pc_n_metadata_keys; i++)
        if (strcmp(pc_metadata_keys[i], key) == 0) return true;
    return false;
}

static bool digits(const char *text, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (text[i] < '0' || text[i] > '9') return false;
    return true;
}

static int days_of(int year, int month)
{
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    const bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && is_leap);
}

/* YYYY-MM or YYYY-MM-DD. */
static bool is_date(const char *text)
{
    const size_t n = strlen(text);
    if ((n != 7 && n != 10) || text[4] != '-' || !digits(text, 0, 4) || !digits(text, 5, 7))
        return false;
    const int month = atoi(text + 5);
    if (month < 1 || month > 12) return false;
    if (n == 7) return true;
    const int year = atoi(text), day = atoi(text + 8);
    return text[7] == '-' && digits(text, 8, 10) && day >= 1 && day <= days_of(year, month);
}

void pc_read_date(pc_reader *reader, const pc_json *value)
{
    const char *text = pc_read_text(reader, value, NULL);
    if (text && !is_date(text))
        pc_json_error(reader->diags, value, "E0226", "write 2025-01 or 2025-01-31",
                      "\"%s\" is not a date", text);
}

static void read_metadata(pc_reader *reader, const pc_json *value)
{
    static const char *const levels[] = { "contract", "data", "judgement", "guess" };
    if (strcmp(value->key, "as_of") == 0 || strcmp(value->key, "review_by") == 0) {
        pc_read_date(reader, value);
        return;
    }
    if (!pc_read_text(reader, value, NULL)) return;
    if (strcmp(value->key, "confidence") == 0)
        pc_read_word(reader, value, levels, PC_COUNT(levels), 0);
}

static const pc_key *find_key(const char *name, const pc_key *keys, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(keys[i].name, name) == 0) return &keys[i];
    return NULL;
}

static const char *nearest_key(const char *name, const pc_key *keys, size_t n)
{
    const char *names[64];
    size_t n_names = 0;
    for (size_t i = 0; i < n && n_names < PC_COUNT(names) - pc_n_metadata_keys; i++)
        names[n_names++] = keys[i].name;
    for (size_t i = 0; i < pc_n_metadata_keys; i++) names[n_names++] = pc_metadata_keys[i];
    return pc_json_did_you_mean(name, names, n_names);
}

static void unknown_key(pc_reader *reader, const pc_json *member, const char *what,
                        const pc_key *keys, size_t n)
{
    const char *home = pc_key_home(member->key), *nearest = nearest_key(member->key, keys, n);
    const char *help = home      ? pc_help(reader, "it belongs in %s", home)
                       : nearest ? pc_help(reader, "did you mean \"%s\"?", nearest)
                                 : NULL;
    if (!help) {
        const char *names[16];
        size_t n_names = 0;
        for (size_t i = 0; i < n && n_names < PC_COUNT(names); i++)
            if (keys[i].presence != PC_LATER) names[n_names++] = keys[i].name;
        help = pc_help_names(reader, "", names, n_names);
    }
    pc_json_key_error(reader->diags, member, "E0201", help, "%s has no key \"%s\"", what,
                      member->key);
}

static void check_member(pc_reader *reader, const pc_json *member, const char *what,
                         const pc_key *keys, size_t n)
{
    const pc_key *key = find_key(member->key, keys, n);
    if (key && key->presence == PC_LATER)
        pc_key_not_yet(reader, member, pc_help(reader, "\"%s\"", member->key));
    else if (!key && pc_is_metadata(member->key))
        read_metadata(reader, member);
    else if (!key)
        unknown_key(reader, member, what, keys, n);
}

bool pc_read_keys(pc_reader *reader, const pc_json *object, const char *what,
                  const pc_key *keys, size_t n)
{
    if (object->kind != PC_JSON_OBJECT) {
        pc_wrong_kind(reader, object, pc_help(reader, "an object: %s", what), NULL);
        return false;
    }
    for (size_t i = 0; i < object->n_items; i++)
        check_member(reader, &object->items[i], what, keys, n);
    for (size_t i = 0; i < n; i++)
        if (keys[i].presence == PC_MUST && !pc_json_get(object, keys[i].name))
            pc_json_key_error(reader->diags, object, "E0202",
                              pc_help(reader, "add \"%s\": ...", keys[i].name),
                              "%s needs \"%s\"", what, keys[i].name);
    return true;
}

static int by_key(const void *x, const void *y)
{
    const pc_json *const *a = x, *const *b = y;
    return strcmp((*a)->key, (*b)->key);
}

pc_entities pc_read_entities(pc_reader *reader, const pc_json *map, const char *what)
{
    pc_entities found = { 0 };
    if (!map) return found;
    if (map->kind != PC_JSON_OBJECT) {
        pc_wrong_kind(reader, map, pc_help(reader, "an object of %s, each under its id", what),
                      NULL);
        return found;
    }
    found.items = PC_NEW_ARRAY(reader->arena, const pc_json *, map->n_items + 1);
    for (size_t i = 0; i < map->n_items && found.items; i++) {
        const pc_json *member = &map->items[i];
        if (pc_is_metadata(member->key)) {
            read_metadata(reader, member);
            continue;
        }
        pc_read_id(reader, member, strcmp(what, "assumptions") == 0);
        found.items[found.n++] = member;
    }
    if (found.n) qsort(found.items, found.n, sizeof *found.items, by_key);
    return found;
}
