/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_REPORT_SHEET_H
#define PC_REPORT_SHEET_H

#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>

/** Text for a terminal: UTF-8 or plain ASCII, with or without colour, so many columns wide. */
typedef struct pc_sheet {
    pc_text out;
    unsigned columns;
    bool is_utf8, is_coloured;
} pc_sheet;

typedef enum pc_sheet_style { PC_SHEET_PLAIN, PC_SHEET_BOLD, PC_SHEET_DIM } pc_sheet_style;

/** Signs that plain ASCII writes otherwise. */
typedef enum pc_sign {
    PC_SIGN_DASH,      /* from-to, and "nothing here" */
    PC_SIGN_SEPARATOR, /* between facts, with its spaces */
    PC_SIGN_YES,
    PC_SIGN_NO,
    PC_SIGN_EVEN, /* neither: too close to call */
    PC_SIGN_BAR,
    PC_SIGN_MINUS,
    PC_SIGN_AT_LEAST,
    PC_SIGN_AT_MOST,
    PC_SIGN_CUT, /* text was left out */
    PC_N_SIGNS,
} pc_sign;

const char *pc_sheet_sign(const pc_sheet *page, pc_sign sign);

/** Columns that n bytes of UTF-8 text take: wide letters two, combining marks none. */
size_t pc_sheet_columns(const char *text, size_t n);

/** Text of foreign origin (titles, ids) as it may be shown: no controls, nothing that turns the
 *  direction of writing, ASCII where asked. free() it; NULL without memory. */
char *pc_sheet_clean(const pc_sheet *page, const char *text);

/** Adds text, cut at so many columns where it is longer, with the sign for what was cut. */
void pc_sheet_add_short(pc_text *out, const pc_sheet *page, const char *text, size_t columns);

void pc_sheet_add(pc_sheet *page, pc_sheet_style style, const char *text);
/** The same, followed (or, for right = true, preceded) by blanks up to `width` columns. */
void pc_sheet_add_padded(pc_sheet *page, pc_sheet_style style, const char *text, size_t width,
                         bool right);

/**
 * A label in the margin and text beside it, broken at blanks where the page ends; further lines
 * are indented alike. A blank that must not break is written as PC_SHEET_GLUE. A
 * word that no line could hold is cut.
 */
void pc_sheet_paragraph(pc_sheet *page, const char *label, pc_sheet_style style,
                        const char *text);
#define PC_SHEET_GLUE "\x1f"
/** Makes every blank from there on one that does not break. */
void pc_sheet_glue(pc_text *text, size_t from);

/** Columns before the text of a labelled paragraph. */
enum { PC_SHEET_MARGIN = 21 };

#endif
