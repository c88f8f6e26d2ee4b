/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_SCENARIO_READER_H
#define PC_SCENARIO_READER_H

#include "programme/metric.h"
#include "programme/programme.h"
#include "programme/range.h"
#include "json/json.h"

/**
 * Turns the resolved tree into a programme, one section after the other. Readers report every
 * problem where it stands and go on: what cannot be read becomes pc_expr_broken, a default or
 * an empty entry, so that nothing is said twice and other sections are still read.
 */
typedef struct pc_named pc_named;
typedef struct pc_named_draw pc_named_draw;

/** What the register of inputs says about the data of a distribution. */
typedef struct pc_data_note {
    const pc_json *at;       /* the "fit" or "empirical" object */
    const char *json, *text; /* an object of results.json, and a sentence */
} pc_data_note;

typedef struct pc_reader {
    pc_arena *arena;
    pc_diags *diags;
    pc_programme *programme;
    const pc_json *root;
    bool is_case;        /* the scenario itself was read without an error before */
    bool shares_unknown; /* a channel's type could not be read: sums of shares say nothing */

    pc_scope scope;
    pc_channel *channels; /* the programme's, while more is read of them */
    pc_partner *partners; /* likewise */
    pc_named *named;      /* the assumptions, sorted by id: scope.n of them */
    size_t *open;         /* those being read now, outermost first: a cycle comes back to one */
    size_t n_open;

    pc_named_draw *draws;
    size_t n_draws, draws_capacity;
    pc_input *inputs;
    size_t n_inputs, inputs_capacity;
    struct pc_data_files *data; /* that "fit" and "empirical" name */
    pc_data_note *data_notes;
    size_t n_data_notes, data_notes_capacity;
    pc_warning *warnings;
    size_t n_warnings, warnings_capacity;
    const pc_metric_info *catalogue;
    size_t n_catalogue;
} pc_reader;

/** Reads the whole tree; problems are in diags. */
void pc_read_programme(pc_reader *reader);

/* ---- Objects and their keys (keys.c, id.c) ---- */

typedef enum pc_presence {
    PC_MAY,   /* optional */
    PC_MUST,  /* an object without it is an error */
    PC_LATER, /* part of the format that this version cannot simulate: "not supported yet" */
} pc_presence;

typedef struct pc_key {
    const char *name;
    pc_presence presence;
} pc_key;

#define PC_COUNT(array) (sizeof(array) / sizeof *(array))

/**
 * Checks an object against the keys that it may have, metadata included.
 * @param what names it in messages: "a channel"
 * @return false when it is no object
 */
bool pc_read_keys(pc_reader *reader, const pc_json *object, const char *what,
                  const pc_key *keys, size_t n_keys);

/** The entities of a map keyed by id, sorted by id, metadata left out. Checks the ids. */
typedef struct pc_entities {
    const pc_json **items;
    size_t n;
} pc_entities;
pc_entities pc_read_entities(pc_reader *reader, const pc_json *map, const char *what);

/** Whether key is one of the notes that any object may carry: source, note, owner, ... */
bool pc_is_metadata(const char *key);
extern const char *const pc_metadata_keys[];
extern const size_t pc_n_metadata_keys;

/** Whether text is an id of entities ([a-z][a-z0-9_-]*, not reserved); reports it if not. */
bool pc_read_id(pc_reader *reader, const pc_json *member, bool is_assumption);

/* ---- Plain values (scalar.c) ---- */

/** What kind of value this is, in words: "a number", "an object". */
const char *pc_kind_words(const pc_json *value);
void pc_wrong_kind(pc_reader *reader, const pc_json *value, const char *wanted,
                   const char *help);
/** A text; NULL after reporting anything else. value NULL: fallback. */
const char *pc_read_text(pc_reader *reader, const pc_json *value, const char *fallback);
/** Checks a text that is a month or a day; value NULL: nothing. */
void pc_read_date(pc_reader *reader, const pc_json *value);
/** A whole number from low to high; fallback after reporting anything else, or for NULL. */
int64_t pc_read_whole(pc_reader *reader, const pc_json *value, int64_t low, int64_t high,
                      int64_t fallback);
/** The index of a text in words (with did-you-mean), fallback after reporting, or for NULL. */
size_t pc_read_word(pc_reader *reader, const pc_json *value, const char *const *words, size_t n,
                    size_t fallback);
/** ...when some of the words cannot be simulated yet. */
size_t pc_read_word_or_later(pc_reader *reader, const pc_json *value, const char *const *words,
                             size_t n, const char *const *later, size_t n_later,
                             size_t fallback);
/** The index among sorted ids that a text names, or PC_NONE after reporting (E0222). */
size_t pc_read_reference(pc_reader *reader, const pc_json *value, const char *what,
                         const char *const *ids, size_t n);

/** The channel that a text names, or PC_NONE after reporting, or for NULL (sets.c). */
size_t pc_read_channel_reference(pc_reader *reader, const pc_json *value);

/** ...that the key of a member names. */
size_t pc_read_member(pc_reader *reader, const pc_json *member, const char *what,
                      const char *const *ids, size_t n);

/* ---- Messages (say.c) ---- */

/** Errors and warnings at a part of a string value: `at` is the byte offset in its text. */
void pc_error_within(pc_reader *reader, const pc_json *string, size_t at, size_t n,
                     const char *code, const char *help, const char *format, ...)
    __attribute__((format(printf, 7, 8)));
/** Help made on the fly, in the reader's arena. */
const char *pc_help_months(pc_reader *reader); /* "the scenario has 36 months" */
const char *pc_help(pc_reader *reader, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/** 'did you mean "x"?', or the list of candidates when none is near and they are few. */
const char *pc_help_names(pc_reader *reader, const char *word, const char *const *names,
                          size_t n);
/** A warning in both places: diags and the programme's own list. */
void pc_warn(pc_reader *reader, const pc_json *at, const char *code, const char *help,
             const char *format, ...) __attribute__((format(printf, 5, 6)));
/** E0290: a key or a value of the format that this version cannot simulate. */
void pc_key_not_yet(pc_reader *reader, const pc_json *member, const char *what);
void pc_value_not_yet(pc_reader *reader, const pc_json *value, const char *what);
/** A number as people read it, in the arena. */
const char *pc_number_words(pc_reader *reader, double value);

/* ---- Sections ---- */

void pc_read_schema(pc_reader *reader); /* "$schema" */
void pc_read_about(pc_reader *reader);
void pc_read_time(pc_reader *reader); /* format, currency, start, months, fiscal_year_start */
void pc_read_run(pc_reader *reader);
void pc_read_assumptions(pc_reader *reader);
void pc_read_correlations(pc_reader *reader);
void pc_read_revenue(pc_reader *reader);
void pc_read_commissions(pc_reader *reader);
void pc_read_products(pc_reader *reader);
void pc_read_channels(pc_reader *reader);
void pc_read_opening(pc_reader *reader, pc_channel *channels);   /* into the channels */
void pc_read_pipelines(pc_reader *reader, pc_channel *channels); /* after the budget */
void pc_check_shares(pc_reader *reader);
void pc_read_budget(pc_reader *reader);
void pc_read_ladders(pc_reader *reader);
void pc_warn_of_ladders(pc_reader *reader);   /* what their partners make of them */
void pc_read_cohorts(pc_reader *reader);      /* and opening.partners */
void pc_read_partners(pc_reader *reader);     /* named ones */
void pc_read_events(pc_reader *reader);       /* changes what they meet */
void pc_check_commissions(pc_reader *reader); /* against those who are paid by them */
void pc_check_balances(pc_reader *reader); /* what the opening roster was credited, is owed */
void pc_read_sets(pc_reader *reader);
void pc_read_roi(pc_reader *reader);
void pc_read_stated(pc_reader *reader);
void pc_read_targets(pc_reader *reader);
void pc_read_headlines(pc_reader *reader);
void pc_read_record(pc_reader *reader);
void pc_read_accepted(pc_reader *reader);

/** The notes of the whole tree; after it was found sound. */
void pc_gather_notes(pc_reader *reader);

/** A draw and where it is stated; pc_check_streams reports those that share a name (E0237). */
void pc_note_draw(pc_reader *reader, const char *name, const pc_json *at);
void pc_check_streams(pc_reader *reader);

/** Where a key of the format belongs: "/channels/<id>", or NULL when no section has it. */
const char *pc_key_home(const char *key);

#endif
