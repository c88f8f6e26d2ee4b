/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row of a CSV text; within json only. */
#ifndef PC_JSON_CSV_RECORD_H
#define PC_JSON_CSV_RECORD_H

#include "json/csv.h"

typedef enum pc_csv_fault {
    PC_CSV_SOUND,
    PC_CSV_NOT_CLOSED,   /* a quote that is opened and not closed */
    PC_CSV_BEHIND_QUOTE, /* something between a closing quote and the next delimiter */
    PC_CSV_BEFORE_QUOTE, /* blanks between a delimiter and a quote */
    PC_CSV_COLUMNS,      /* more cells than limits->columns */
    PC_CSV_CELL,         /* a cell of more than limits->cell_bytes */
} pc_csv_fault;

/** A row while it is read. */
typedef struct pc_csv_record {
    const char *text;
    size_t at, end;
    char delimiter;
    const pc_csv_limits *limits;
    pc_csv_cell *cells; /* NULL: they are only counted */
    size_t capacity;    /* further ones are only counted */
    size_t n;
    pc_csv_cell fault_at; /* where the fault is */
} pc_csv_record;

/** Reads the row at record->at and moves behind its line end. */
pc_csv_fault pc_csv_read_record(pc_csv_record *record);

/** Why the delimiter is not clear: two that fit, and how many columns they give. */
typedef struct pc_csv_choice {
    char delimiter; /* what was found; 0: one column */
    bool is_unclear;
    char other;
    size_t n, n_other;
} pc_csv_choice;

/** The delimiter under which the first rows have as many cells as the header, at least 2. */
pc_csv_choice pc_csv_choose(const char *text, size_t end, const pc_csv_limits *limits);

#endif
