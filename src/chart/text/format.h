/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_CHART_FORMAT_H
#define PC_CHART_FORMAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** How numbers are written on charts (docs/model/charts.md): pure functions, the same text
 * under every locale. */

enum { PC_SHOWN_SIZE = 64 }; /* bytes that every text made here fits in */

typedef enum pc_unit {
    PC_UNIT_MONEY,
    PC_UNIT_FRACTION, /* held as 0..1, shown as % */
    PC_UNIT_MULTIPLE, /* 1.6x */
    PC_UNIT_COUNT,
    PC_UNIT_MONTHS
} pc_unit;

/** The unit that pc_metric.unit names; count where it is unknown. */
pc_unit pc_unit_of(const char *unit);

/** One way of writing, shared by the figures of a label, a column or an axis. */
typedef struct pc_format {
    pc_unit unit;
    char symbol[12]; /* "$", "€", "CHF" with a no-break space */
    int power;       /* shown = value / 10^power: 0 (no suffix), 3 K, 6 M, 9 B, 12 T */
    int decimals;    /* of the shown number; -1 means whole tens, and so on */
    bool is_rough; /* the error is larger than the figure: written with an almost-equal sign */
} pc_format;

/** For a single figure known to within its standard error se (NAN: exactly): money with three
 *  significant digits, multiples with one decimal, whole percents, whole counts. */
pc_format pc_format_for(pc_unit unit, const char *currency, double value, double se);

/** For figures that stand together: one suffix, `significant` digits (2 or 3) of the largest,
 * one more where that tells neighbours apart. What the standard errors allow is another matter.
 */
pc_format pc_format_column(pc_unit unit, const char *currency, const double *values, size_t n,
                           int significant);

/** For a value that is known exactly: enough decimals that `step` shows, two at most behind a
 *  suffix (1,433 rather than 1.433K). */
pc_format pc_format_step(pc_unit unit, const char *currency, double value, double step);

/** The same, with fewer digits where the standard error se of this value does not support them:
 *  se is at most half of the last digit. At least one digit stays, two where one would move
 *  the figure by more than a quarter; a figure that the column's digits would write as zero is
 *  written in its own size. */
pc_format pc_format_supported(const pc_format *format, double value, double se);

/** For the ticks of an axis: as few decimals as write first and step exactly. */
pc_format pc_format_ticks(pc_unit unit, const char *currency, double first, double step,
                          double largest);

/** For a number that people wrote: no zeros at its end, three significant digits at most. */
pc_format pc_format_stated(pc_unit unit, const char *currency, double value);

/** Writes value; NAN and infinities as an en dash. bare: without currency sign, suffix and
 * unit.
 *  @return out */
char *pc_format_write(char out[PC_SHOWN_SIZE], const pc_format *format, double value,
                      bool bare);

/** Half of the last digit shown, in units of the value: how far a label may be from the truth.
 */
double pc_format_half_digit(const pc_format *format);

/** "6%", "<1%", ">99%", "about 6%" under 1,000 trials, "all 20,480" and "none" where every
 * trial agrees, "yes" and "no" of a single trial, an en dash for NAN. */
char *pc_format_chance(char out[PC_SHOWN_SIZE], double p, uint64_t trials);

/** 20480 as "20,480". */
char *pc_format_count(char out[PC_SHOWN_SIZE], uint64_t n);

#endif
