/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/diags.h"

#include "base/arena.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

struct pc_diags {
    pc_arena arena;
    pc_diag *items;
    size_t n, capacity, n_errors, n_kept_errors;
};

pc_diags *pc_diags_new(void)
{
    return calloc(1, sizeof(pc_diags));
}

void pc_diags_free(pc_diags *diags)
{
    if (!diags) return;
    pc_arena_clear(&diags->arena);
    free(diags);
}

size_t pc_diags_count(const pc_diags *diags)
{
    return diags->n;
}
const pc_diag *pc_diags_at(const pc_diags *diags, size_t i)
{
    return &diags->items[i];
}
size_t pc_diags_errors(const pc_diags *diags)
{
    return diags->n_errors;
}

static const char *keep(pc_diags *diags, const char *text)
{
    const char *copy = text ? pc_arena_strdup(&diags->arena, text) : NULL;
    return copy ? copy : "";
}

__attribute__((format(printf, 6, 0))) static void add(pc_diags *diags, pc_severity severity,
                                                      const char *code, const pc_place *at,
                                                      const char *help, const char *format,
                                                      va_list args)
{
    if (!diags) return;
    if (severity == PC_ERROR && ++diags->n_errors > PC_DIAGS_MAX) return;
    if (!PC_GROW(&diags->arena, pc_diag, diags->items, diags->n, diags->capacity)) return;
    const char *text = pc_arena_vprintf(&diags->arena, format, args);
    static const pc_place nowhere;
    if (!at) at = &nowhere;
    diags->items[diags->n++] = (pc_diag) {
        .severity = severity,
        .code = keep(diags, code),
        .file = keep(diags, at->file),
        .line = at->line,
        .column = at->column,
        .pointer = keep(diags, at->pointer),
        .excerpt = keep(diags, at->excerpt),
        .caret = at->caret,
        .width = at->width,
        .text = text ? text : "out of memory",
        .help = keep(diags, help),
    };
}

void pc_diag_add(pc_diags *diags, pc_severity severity, const char *code, const pc_place *at,
                 const char *help, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    add(diags, severity, code, at, help, format, args);
    va_end(args);
}

pc_status pc_diag_fail(pc_diags *diags, pc_status status, const char *code, const char *file,
                       const char *format, ...)
{
    va_list args;
    va_start(args, format);
    add(diags, PC_ERROR, code, &(pc_place) { .file = file }, NULL, format, args);
    va_end(args);
    return status;
}

/* A piece of one line: control characters, which could steer a terminal, become blanks. Keys
 * and file names may hold them. */
static void add_plain(pc_text *out, const char *piece)
{
    for (; *piece; piece++) {
        unsigned char byte = (unsigned char)*piece, following = (unsigned char)piece[1];
        bool is_c1 = byte == 0xC2 && following >= 0x80 && following < 0xA0; /* two bytes */
        bool is_control = is_c1 || byte < 0x20 || byte == 0x7F;
        piece += is_c1;
        pc_text_add_n(out, is_control ? " " : piece, 1);
    }
}

/* Help may have several lines, each under the sign that it is help. */
static void add_lines(pc_text *out, const char *help)
{
    for (const char *end; (end = strchr(help, *PC_DIAG_LINE)); help = end + 1) {
        char *line = strndup(help, (size_t)(end - help));
        if (line) add_plain(out, line);
        if (!line) out->failed = true;
        free(line);
        pc_text_add(out, "\n      = ");
    }
    add_plain(out, help);
}

/* scenario.json:21:14: error[E0203]: 1.2 is not a fraction from 0 to 1
 *   at /channels/2/mix
 *    21 |       "mix": 1.2,
 *       |              ^^^
 *       = help: for 35 % write 0.35 or "35%" */
char *pc_diag_format(const pc_diag *diag)
{
    pc_text out = { 0 };
    add_plain(&out, diag->file);
    if (*diag->file) pc_text_add(&out, ":");
    if (diag->line) pc_text_addf(&out, "%u:", diag->line);
    if (diag->line && diag->column) pc_text_addf(&out, "%u:", diag->column);
    if (out.n) pc_text_add(&out, " ");
    pc_text_addf(&out, "%s[%s]: ", diag->severity == PC_ERROR ? "error" : "warning",
                 diag->code);
    add_plain(&out, diag->text);
    if (*diag->pointer) pc_text_add(&out, "\n  at ");
    add_plain(&out, diag->pointer);
    if (diag->width) {
        pc_text_addf(&out, "\n%5u | ", diag->line);
        add_plain(&out, diag->excerpt);
        pc_text_add(&out, "\n      | ");
        pc_text_repeat(&out, ' ', diag->caret);
        pc_text_repeat(&out, '^', diag->width);
    }
    if (*diag->help) pc_text_add(&out, "\n      = help: ");
    add_lines(&out, diag->help);
    pc_text_add(&out, "\n");
    return pc_text_take(&out);
}

int pc_status_exit_code(pc_status status)
{
    switch (status) {
    case PC_OK:
        return 0;
    case PC_EUSAGE:
        return 2;
    case PC_EDATA:
        return 65;
    case PC_ENOINPUT:
        return 66;
    case PC_EINTERNAL:
        return 70;
    case PC_ENOMEM:
        return 70;
    case PC_ECREATE:
        return 73;
    case PC_EIO:
        return 74;
    case PC_ECANCELLED:
        return 130;
    }
    return 70;
}

pc_place pc_diag_place(const pc_diag *diag)
{
    return (pc_place) { .file = diag->file,
                        .pointer = diag->pointer,
                        .excerpt = diag->width ? diag->excerpt : NULL,
                        .line = diag->line,
                        .column = diag->column,
                        .caret = diag->caret,
                        .width = diag->width };
}

void pc_diag_pass(pc_diags *to, const pc_diag *diag, const pc_place *at)
{
    pc_diag_add(to, diag->severity, diag->code, at, *diag->help ? diag->help : NULL, "%s",
                diag->text);
}
