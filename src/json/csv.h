/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_JSON_CSV_H
#define PC_JSON_CSV_H

#include "json/json.h"

/**
 * Strict reader of CSV (RFC 4180): rows of cells under a row of names, one row at a time. What
 * could be read in two ways is refused, with both readings. Time and memory are linear in the
 * text; rows are not kept.
 *
 * Lines end with LF, CR LF or CR; empty lines at the end are none. A cell that begins with a
 * quote ends with one, and may hold delimiters, line ends and doubled quotes; a quote further
 * on in another cell is a character like any other. UTF-8, with or without byte order mark.
 */

/** Exceeding one is error E0150; pc_csv_limits_default: 64 MiB, 10^6 rows, 1,000 columns,
 *  cells of 64 KiB. */
typedef struct pc_csv_limits {
    size_t bytes, rows, columns, cell_bytes;
} pc_csv_limits;
extern const pc_csv_limits pc_csv_limits_default;

/** Bytes of a cell's content in the text; in a quoted one its doubled quotes as written. */
typedef struct pc_csv_cell {
    size_t begin, end;
    bool is_quoted;
} pc_csv_cell;

/** A text that is being read; lives in the arena it was opened with. */
typedef struct pc_csv {
    pc_arena *arena;
    pc_diags *diags;
    const pc_csv_limits *limits;
    const pc_json_source *source; /* for places; lone CRs are line ends in it */
    const char *text;             /* without byte order mark */
    size_t end;                   /* of its last row */
    char delimiter;               /* , ; TAB | or 0: there is one column, and nothing to part */
    size_t n_columns;
    const char *const *names; /* of the columns, without blanks around them; "" for none */
    const pc_csv_cell *header;
    pc_csv_cell *cells; /* of the row read last: n_columns */
    size_t n_rows;      /* read so far, header not counted */
    size_t at;          /* where the next one begins */
    bool failed;        /* something was reported */
} pc_csv;

/**
 * Checks the encoding, finds the delimiter and reads the header.
 * @param file      how the user named it, for messages
 * @param text      n bytes, copied
 * @param delimiter 0: find out; several possible ones are refused (E0154)
 * @param limits    NULL: the default ones
 * @return NULL after reporting E0150..E0157; without memory arena->failed is set too
 */
pc_csv *pc_csv_open(pc_arena *arena, const char *file, const char *text, size_t n,
                    char delimiter, const pc_csv_limits *limits, pc_diags *diags);

/** Reads the next row into csv->cells. Rows of another length than the header are reported and
 *  passed over. @return false at the end, and after what makes the rest unclear */
bool pc_csv_next(pc_csv *csv);

/** The cells of n columns (indices into names) of all rows, each in an array of *n_rows of the
 *  arena. @return false after reporting, or without memory */
bool pc_csv_read_cells(pc_csv *csv, pc_arena *arena, const size_t *columns, size_t n,
                       pc_csv_cell **cells, size_t *n_rows);

/** Index of the column of that name, or n_columns. */
size_t pc_csv_find(const pc_csv *csv, const char *name);

/** What the cell says: doubled quotes are one. NULL when the arena failed. */
const char *pc_csv_text(pc_arena *arena, const pc_csv *csv, pc_csv_cell cell);

/** The cell without blanks, tabs and no-break spaces around its content. */
pc_csv_cell pc_csv_trim(const pc_csv *csv, pc_csv_cell cell);

/** The cell as a value that has a place: for pc_json_error. */
pc_json pc_csv_at(const pc_csv *csv, pc_csv_cell cell);

/** At most 40 bytes of the cell for a message, in the arena. */
const char *pc_csv_quote(pc_arena *arena, const pc_csv *csv, pc_csv_cell cell);

#endif
