/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_CLI_OPTIONS_H
#define PC_CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Options are data: one table per command feeds the parser and --help. */
typedef enum pc_option_kind {
    PC_OPTION_FLAG,   /* bool */
    PC_OPTION_COUNT,  /* pc_option_count: an integer from min to max */
    PC_OPTION_TEXT,   /* const char * */
    PC_OPTION_LIST,   /* pc_option_list: may be given again and again */
    PC_OPTION_CHOICE, /* int: index into choices */
} pc_option_kind;

typedef struct pc_option_count {
    bool given;
    uint64_t value;
} pc_option_count;

/** Values in the order given; they live as long as argv, the array until pc_options_clear. */
typedef struct pc_option_list {
    const char **items;
    size_t n;
} pc_option_list;

typedef struct pc_option {
    char letter;      /* 'o'; 0: none */
    const char *name; /* "out", without dashes */
    pc_option_kind kind;
    size_t offset;        /* of the value in the command's struct */
    const char *argument; /* "DIR", for help; NULL for flags */
    const char *help;
    uint64_t min, max;          /* COUNT */
    const char *const *choices; /* CHOICE: NULL-terminated */
} pc_option;

/** One command, or the program itself. */
typedef struct pc_command {
    const char *name;     /* "run" */
    const char *summary;  /* one line for the list of commands */
    const char *usage;    /* "partnercast run [OPTIONS] SCENARIO..." */
    const char *about;    /* a paragraph for --help, wrapped by hand; ends in a line end */
    const char *examples; /* lines, indented; ends in a line end */
    const pc_option *options;
    size_t n_options;
    int (*run)(const struct pc_command *command, int argc,
               char **argv); /* argv behind its name */
} pc_command;

/**
 * Reads argv into the command's struct `values`, which holds the defaults. Options and operands
 * may be mixed; `--` ends options; `--name value` and `--name=value` are the same.
 * @param operands what is not an option, in order
 * @return whether all is well; if not, stderr has been told what is wrong (exit with 2)
 */
bool pc_options_parse(void *values, pc_option_list *operands, const pc_command *command,
                      int argc, char **argv);

/** Releases the arrays of the lists in values, and of operands. */
void pc_options_clear(void *values, pc_option_list *operands, const pc_command *command);

/** What a command does with its values and operands; its exit code. */
typedef int pc_command_act(const void *values, const pc_option_list *operands,
                           const pc_command *command);

/** The frame of a command: reads argv into `values`, which holds the defaults, shows the help
 *  when `help` (one of the values) is asked for, else acts; releases the lists. Exit code. */
int pc_options_run(void *values, const bool *help, const pc_command *command, int argc,
                   char **argv, pc_command_act *act);

/** Writes the command's --help to stdout. */
void pc_options_help(const pc_command *command);

/** The word of `words` (n of them) nearest to a mistyped one, or NULL when none is near. */
const char *pc_options_nearest(const char *mistyped, const char *const *words, size_t n);

#endif
