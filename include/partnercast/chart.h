/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PARTNERCAST_CHART_H
#define PARTNERCAST_CHART_H

#include "partnercast/dist.h"
#include "partnercast/results.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A drawing: what stands where, in plain numbers, before anything is rendered. */
typedef struct pc_chart pc_chart;

/** What a picture shows. Only the kind is needed. */
typedef struct pc_chart_spec {
    const char *kind; /* "fan"; pc_chart_kind names them all */
    const char
        *metric; /* "roi.multiple"; NULL: the kind's choice, usually the first headline */
    const char *period;       /* "y3", which the title speaks of; NULL: the kind's choice */
    const char *title;        /* NULL: the finding */
    const char *theme;        /* "light", "dark"; NULL: light */
    bool has_cases;           /* whether cases says which; else the first three are shown */
    const char *const *cases; /* ids of named cases that a fan shows as lines, at most three */
    size_t n_cases;
    void *arena;                  /* of one that was loaded; NULL otherwise */
    const struct pc_json *source; /* where its keys stand, for messages; NULL otherwise */
} pc_chart_spec;

/**
 * Reads a specification (plots/specs/NAME.json, scenarios/schema/spec-1.json), strictly.
 * @return PC_OK; PC_EDATA (E061x, all problems at once); PC_ENOINPUT; PC_EIO; PC_ENOMEM
 */
pc_status pc_chart_spec_load(pc_chart_spec **out, const char *path, pc_diags *diags);
void pc_chart_spec_free(pc_chart_spec *spec);

/** Colours, font and sizes: plots/themes/NAME.json, scenarios/schema/theme-1.json. */
typedef struct pc_chart_theme pc_chart_theme;

/**
 * A theme: "light" or "dark", which the program carries with it, or a file; what a file leaves
 * out is as in light. Colours too near to each other or to the paper are the warning W0604,
 * which names the pair; when `strict`, an error.
 * @return PC_OK; PC_EDATA (E061x); PC_ENOINPUT (no such file, no such name); PC_ENOMEM
 */
pc_status pc_chart_theme_load(pc_chart_theme **out, const char *name_or_path, bool strict,
                              pc_diags *diags);
void pc_chart_theme_free(pc_chart_theme *theme);
/** The names of the themes that the program carries with it: "light", ...; NULL behind the
 * last.
 */
const char *pc_chart_theme_name(size_t i);

typedef struct pc_chart_options {
    const char *font_folder;     /* where Inter lies; NULL: the system's */
    int scale;                   /* pixels per unit of the 1600 x 900 canvas: 1, 2, 3; 0 = 1 */
    const pc_chart_theme *theme; /* before that of the specification; copied. NULL: none */
} pc_chart_options;

/** The kinds of chart there are, in the order of a report: "fan", ...; NULL behind the last. */
const char *pc_chart_kind(size_t i);
/** The kinds that a run draws by itself, in that order; NULL behind the last. */
const char *pc_chart_default(size_t i);
/** Whether results have anything to do with a kind: a plan without tiers has no moves between
 *  them, and nobody misses their picture. */
bool pc_chart_concerns(const char *kind, const pc_results *results);

/** Bytes that the id of a ladder fits in. */
enum { PC_CHART_LADDER_SIZE = 128 };
/** The ladders whose tiers pictures can show, that with most partners at the end first; false
 *  behind the last. Its metric for a specification is "tier.<ladder>". */
bool pc_chart_ladder(char out[PC_CHART_LADDER_SIZE], const pc_results *results, size_t i);

/**
 * Lays a chart out. The title is the finding, computed from the results.
 * @param options may be NULL
 * @return PC_OK; PC_EUSAGE (E0604) when there is no such kind; PC_EDATA when the results do not
 * hold what it shows or were not simulated (E0602 when a metric was asked for, else the warning
 * W0603); PC_ENOINPUT without a usable font; PC_ENOMEM. diags may hold font warnings (W06xx).
 */
pc_status pc_chart_make(pc_chart **out, const pc_results *results, const pc_chart_spec *spec,
                        const pc_chart_options *options, pc_diags *diags);
/**
 * Draws a distribution: 50 equally likely values as dots over its ranges. Title and description
 * say it in words. The distribution is borrowed for the call.
 * @return PC_OK; PC_ENOINPUT without a usable font; PC_ENOMEM
 */
pc_status pc_chart_make_distribution(pc_chart **out, const pc_distribution *distribution,
                                     const pc_chart_options *options, pc_diags *diags);
void pc_chart_free(pc_chart *chart);

/** The finding, and the description for readers who cannot see the picture. Owned by the chart.
 */
const char *pc_chart_title(const pc_chart *chart);
const char *pc_chart_description(const pc_chart *chart);

/** The figures that the picture shows, as CSV: metric,period,unit,stat,value. free() it; NULL
 *  without memory. */
char *pc_chart_table_csv(const pc_chart *chart);

/** Renders into a file, whole or not at all: PC_OK, PC_ECREATE, PC_EIO, PC_ENOMEM. */
pc_status pc_chart_save_png(const pc_chart *chart, const char *path, pc_diags *diags);
pc_status pc_chart_save_svg(const pc_chart *chart, const char *path, pc_diags *diags);

/** Every mark and text with box, colour and value, as JSON; free() it. For tests and reviews.
 */
char *pc_chart_layout_json(const pc_chart *chart);

#ifdef __cplusplus
}
#endif

#endif
