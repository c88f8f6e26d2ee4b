/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_JSON_CSV_COLUMN_H
#define PC_JSON_CSV_COLUMN_H

#include "json/csv.h"

/**
 * Cells of one column as numbers or dates. How they are written is found from all of them, or
 * declared; what could be meant in two ways is refused, and both are shown.
 */
typedef struct pc_csv_column {
    const pc_csv *csv;
    const char *name;
    const pc_csv_cell *cells;
    size_t n;
} pc_csv_column;

typedef enum pc_csv_date_format {
    PC_CSV_ISO,   /* 2025-03-31, 2025/03/31; a time may follow and is left out */
    PC_CSV_D_M_Y, /* 31.03.2025 */
    PC_CSV_MDY,   /* 03/31/2025, 03-31-2025 */
    PC_CSV_DMY,   /* 31/03/2025, 31-03-2025 */
    PC_CSV_DATE_DETECT,
} pc_csv_date_format;

typedef struct pc_csv_values {
    const double *values; /* column->n: numbers, or days since 1970-01-01; NAN: an empty cell */
    size_t n_missing;     /* empty cells */
    char decimal;         /* numbers: '.' or ',' */
    bool is_percent;      /* numbers: written with %; the values are fractions */
    char currency[4];     /* numbers: "$" or an ISO code; "" when none is written */
    pc_csv_date_format format; /* dates */
} pc_csv_values;

/**
 * Reads numbers: a sign, a currency mark in front or behind, thousands separated by , . ' or
 * blanks in groups of three, an exponent, a %. Values are the doubles nearest to what is
 * written.
 * @param decimal '.' or ',', or 0: find out
 * @return false after reporting E0158 (no number), E0159 (decimal sign unclear), E0162 (mixed
 *         marks), or without memory
 */
bool pc_csv_read_numbers(pc_csv_values *out, pc_arena *arena, const pc_csv_column *column,
                         char decimal);

/** Reads dates. @return false after reporting E0160 (no date), E0161 (order unclear) */
bool pc_csv_read_dates(pc_csv_values *out, pc_arena *arena, const pc_csv_column *column,
                       pc_csv_date_format format);

/** The cell as the day it names in that format, NAN when it does not. */
double pc_csv_day(const char *text, size_t n, pc_csv_date_format format);

/** "2025-03-31" of a day since 1970-01-01 between the years 1 and 9999. */
enum { PC_CSV_DAY_SIZE = 16 };
const char *pc_csv_day_text(char out[PC_CSV_DAY_SIZE], double day);

/* ---- between the files of csv ---- */

/** A cell under each way of writing that a column may have: NAN where it is none. */
enum { PC_CSV_READINGS = 4 };
typedef struct pc_csv_reading {
    double value[PC_CSV_READINGS];
} pc_csv_reading;

/** Ways of writing: how a cell reads under each, and the words about them. */
typedef struct pc_csv_kind {
    void (*read)(pc_csv_reading *out, const char *text, size_t n);
    size_t n;                /* readings */
    const char *const *ways; /* "with a decimal point", ... */
    const char *what;        /* "a number" */
    const char *not_code, *not_help;
    const char *unclear_code, *unclear_help;
    const char *(*show)(char out[32], double value);
} pc_csv_kind;

/** Which reading holds for all cells; `declared` is one, or kind->n. Returns kind->n after
 *  reporting. */
size_t pc_csv_decide(const pc_csv_kind *kind, const pc_csv_column *column, size_t declared);

/** Fills out->values and n_missing by that reading; false without memory. */
bool pc_csv_fill(pc_csv_values *out, pc_arena *arena, const pc_csv_kind *kind,
                 const pc_csv_column *column, size_t reading);

#endif
