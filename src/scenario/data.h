/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Data files that a scenario draws from: "fit" and "empirical". */
#ifndef PC_SCENARIO_DATA_H
#define PC_SCENARIO_DATA_H

#include "scenario/quantity.h"
#include "scenario/resolve.h"
#include "json/csv_column.h"

/** A file that was read; several places may name it. */
typedef struct pc_data_file {
    const char *path;  /* below the root, as it is asked for */
    const char *shown; /* in messages */
    const char *text;
    size_t n;
    char sha256[65];
} pc_data_file;

struct pc_data_files {
    const pc_base_folder *folder;
    const pc_json_source *top; /* the scenario's own text */
    pc_data_file *items;       /* sorted by path once all are read */
    size_t n, capacity;
    size_t bytes;  /* of all files */
    size_t parsed; /* bytes read as CSV so far: a file may be asked for many times */
};

/** The file that a "fit" or "empirical" object names, NULL when it could not be read. */
const pc_data_file *pc_data_find(pc_data_files *files, pc_arena *arena, const pc_json *object);

/** The values of a column, as the options beside "file" and "column" say. */
typedef struct pc_data_sample {
    const double *values, *weights; /* n, in the file's order; weights NULL: none are named */
    size_t n;
    size_t n_rows;    /* of the file */
    size_t n_missing; /* rows that "where" keeps and whose cell is empty */
    bool is_percent;
    char currency[4];
    double first_day, last_day; /* of date_column; NAN without one */
    const pc_data_file *file;
} pc_data_sample;

/** Reads it into the reader's arena; false after reporting, or without memory. */
bool pc_data_read(pc_data_sample *out, pc_quantity *q, const pc_json *object);

/** How a file is written, as the options beside its name say; 0 and DETECT: to be found out. */
typedef struct pc_data_form {
    char delimiter, decimal;
    pc_csv_date_format date_format;
} pc_data_form;

/** Reads them; false after reporting. */
bool pc_data_read_form(pc_data_form *out, pc_reader *reader, const pc_json *object);

/** Keys of an object that takes its values from a file, for pc_read_keys. */
enum { PC_N_DATA_KEYS = 8 };
extern const pc_key pc_data_keys[PC_N_DATA_KEYS];

/** What the register says about data: given to the inputs they belong to, which are sorted. */
void pc_data_attach(pc_reader *reader);

/* ---- which rows (data_where.c) ---- */

typedef enum pc_where_op {
    PC_WHERE_EQ,
    PC_WHERE_NE,
    PC_WHERE_LT,
    PC_WHERE_LE,
    PC_WHERE_GT,
    PC_WHERE_GE,
} pc_where_op;

/** `column op value`; places are bytes of the string. */
typedef struct pc_condition {
    const char *column, *value;
    pc_where_op op;
    size_t column_at, column_n, value_at, value_n;
} pc_condition;

enum { PC_CONDITIONS_MAX = 16 };

/** Reads "stage=Won and amount>=1000". @return how many; 0 after reporting E0261 */
size_t pc_where_read(pc_condition out[PC_CONDITIONS_MAX], pc_reader *reader,
                     const pc_json *where);

#endif
