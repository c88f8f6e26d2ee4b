/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Complaining about a value: its place, its pointer, the words. */
#include "json/place.h"

pc_place pc_json_place(pc_arena *arena, const pc_json *value)
{
    return pc_json_place_of(arena, value->source, value->begin, value->end,
                            pc_json_pointer(arena, value));
}

pc_place pc_json_key_place(pc_arena *arena, const pc_json *value)
{
    if (value->key_begin == value->key_end) return pc_json_place(arena, value);
    return pc_json_place_of(arena, value->source, value->key_begin, value->key_end,
                            pc_json_pointer(arena, value));
}

typedef pc_place place_of(pc_arena *arena, const pc_json *value);

__attribute__((format(printf, 7, 0))) static void complain(pc_diags *diags,
                                                           pc_severity severity, place_of *find,
                                                           const pc_json *at, const char *code,
                                                           const char *help, const char *format,
                                                           va_list args)
{
    pc_arena arena;
    pc_arena_init(&arena);
    bool is_shown = diags && (severity == PC_WARNING || pc_diags_errors(diags) < PC_DIAGS_MAX);
    pc_place place = is_shown ? find(&arena, at) : (pc_place) { 0 };
    const char *text = is_shown ? pc_arena_vprintf(&arena, format, args) : "";
    pc_diag_add(diags, severity, code, &place, help, "%s", text ? text : "out of memory");
    pc_arena_clear(&arena);
}

void pc_json_error(pc_diags *diags, const pc_json *at, const char *code, const char *help,
                   const char *format, ...)
{
    va_list args;
    va_start(args, format);
    complain(diags, PC_ERROR, pc_json_place, at, code, help, format, args);
    va_end(args);
}

void pc_json_key_error(pc_diags *diags, const pc_json *at, const char *code, const char *help,
                       const char *format, ...)
{
    va_list args;
    va_start(args, format);
    complain(diags, PC_ERROR, pc_json_key_place, at, code, help, format, args);
    va_end(args);
}

void pc_json_warning(pc_diags *diags, const pc_json *at, const char *code, const char *help,
                     const char *format, ...)
{
    va_list args;
    va_start(args, format);
    complain(diags, PC_WARNING, pc_json_place, at, code, help, format, args);
    va_end(args);
}
