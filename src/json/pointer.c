/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON pointers, RFC 6901. */
#include "json/pointer.h"

#include <stdint.h>
#include <string.h>

static void add_escaped(pc_text *pointer, char c)
{
    if (c == '~')
        pc_text_add(pointer, "~0");
    else if (c == '/')
        pc_text_add(pointer, "~1");
    else
        pc_text_add_n(pointer, &c, 1);
}

void pc_pointer_add(pc_text *pointer, const char *key)
{
    pc_text_add(pointer, "/");
    for (; *key; key++) add_escaped(pointer, *key);
}

void pc_pointer_add_raw(pc_text *pointer, const char *key, size_t n)
{
    if (n >= 2 && (key[0] == '"' || key[0] == '\'')) {
        key++;
        n -= 2;
    }
    pc_text_add(pointer, "/");
    for (size_t i = 0; i < n; i++) {
        bool is_plain_escape = key[i] == '\\' && i + 1 < n && strchr("\"\\/", key[i + 1]);
        if (is_plain_escape) i++;
        add_escaped(pointer, key[i]);
    }
}

bool pc_pointer_is_valid(const char *pointer)
{
    if (*pointer && *pointer != '/') return false;
    for (; *pointer; pointer++)
        if (*pointer == '~' && pointer[1] != '0' && pointer[1] != '1') return false;
    return true;
}

size_t pc_pointer_token(const char *pointer)
{
    return strcspn(pointer, "/");
}

/* One byte of a token; *at goes behind it. */
static char next_byte(const char *token, size_t *at)
{
    char c = token[(*at)++];
    return c != '~' ? c : token[(*at)++] == '0' ? '~' : '/';
}

char *pc_pointer_unescape(pc_arena *arena, const char *token, size_t n)
{
    char *out = PC_NEW_ARRAY(arena, char, n + 1);
    for (size_t at = 0, to = 0; out && at < n;) out[to++] = next_byte(token, &at);
    return out;
}

static bool names(const char *token, size_t n, const char *key)
{
    size_t at = 0;
    while (at < n)
        if (*key == '\0' || next_byte(token, &at) != *key++) return false;
    return *key == '\0';
}

/* RFC 6901 §4: digits without a leading zero. SIZE_MAX when it is none or too large. */
static size_t index_of(const char *token, size_t n)
{
    if (n == 0 || n > 18 || (token[0] == '0' && n > 1)) return SIZE_MAX;
    size_t index = 0;
    for (size_t i = 0; i < n; i++) {
        if (token[i] < '0' || token[i] > '9') return SIZE_MAX;
        index = index * 10 + (size_t)(token[i] - '0');
    }
    return index;
}

const pc_json *pc_pointer_child(const pc_json *value, const char *token, size_t n)
{
    if (value->kind == PC_JSON_ARRAY) {
        size_t index = index_of(token, n);
        return index < value->n_items ? &value->items[index] : NULL;
    }
    if (value->kind != PC_JSON_OBJECT) return NULL;
    for (size_t i = value->n_items; i-- > 0;)
        if (names(token, n, value->items[i].key)) return &value->items[i];
    return NULL;
}

const pc_json *pc_json_at_pointer(const pc_json *root, const char *pointer)
{
    if (!pc_pointer_is_valid(pointer)) return NULL;
    while (root && *pointer) {
        size_t n = pc_pointer_token(++pointer);
        root = pc_pointer_child(root, pointer, n);
        pointer += n;
    }
    return root;
}

const pc_json *pc_json_get(const pc_json *object, const char *key)
{
    if (object->kind != PC_JSON_OBJECT) return NULL;
    for (size_t i = object->n_items; i-- > 0;)
        if (strcmp(object->items[i].key, key) == 0) return &object->items[i];
    return NULL;
}

static void add_path(pc_text *pointer, const pc_json *value)
{
    const pc_json *parent = value->parent;
    if (!parent) return;
    add_path(pointer, parent); /* as deep as the document, which has a limit */
    if (parent->kind == PC_JSON_OBJECT)
        pc_pointer_add(pointer, value->key);
    else
        pc_text_addf(pointer, "/%zu", (size_t)(value - parent->items));
}

const char *pc_json_pointer(pc_arena *arena, const pc_json *value)
{
    pc_text pointer = { 0 };
    add_path(&pointer, value);
    if (pointer.failed) arena->failed = true;
    const char *kept = pc_arena_strdup(arena, pointer.data ? pointer.data : "");
    pc_text_clear(&pointer);
    return kept;
}
