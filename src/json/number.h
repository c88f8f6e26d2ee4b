/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_JSON_NUMBER_H
#define PC_JSON_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

enum { PC_NUMBER_SIZE = 32 };

/** The shortest of %.15g, %.16g, %.17g that reads back equal, independent of any locale.
 *  value must be finite; -0 is written as 0. Returns the length. */
size_t pc_number_write(char out[PC_NUMBER_SIZE], double value);

/** The double nearest to the decimal number in text (JSON grammar, n bytes), independent of any
 *  locale. False when text is not a JSON number or overflows to infinity. */
bool pc_number_read(double *out, const char *text, size_t n);

/** Whether the text is a number as JSON writes them, whatever its size. */
bool pc_number_is_json(const char *text, size_t n);

#endif
