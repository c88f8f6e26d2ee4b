/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PARTNERCAST_REPORT_H
#define PARTNERCAST_REPORT_H

#include "partnercast/dist.h"
#include "partnercast/explain.h"
#include "partnercast/results.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct pc_terminal_options {
    unsigned columns;         /* width to fill, at least 40; 0 = 100 */
    bool utf8;                /* false: plain ASCII */
    bool colour;              /* bold headline, dim ranges */
    const char *folder;       /* where the files went, for the last line; NULL: nowhere */
    const char *const *files; /* what was written there */
    size_t n_files;
} pc_terminal_options;

/** The terminal summary of a run: the finding, a table of years, the mix. free() it; NULL
 *  without memory. */
char *pc_report_terminal(const pc_results *results, const pc_terminal_options *options);

/**
 * One distribution for the terminal: in words, as a picture, as a table of quantiles; then the
 * answers to questions (NULL: none). Of options, columns, utf8 and colour count. free() it;
 * NULL without memory.
 */
char *pc_report_distribution(const pc_distribution *distribution,
                             const pc_distribution_questions *questions,
                             const pc_terminal_options *options);

/**
 * One future for the terminal: what was drawn, what came of it, its partners; and the ledger,
 * where a partner or a month was asked for. Of options, columns, utf8 and colour count. free()
 * it; NULL without memory.
 */
char *pc_report_explanation(const pc_explanation *explanation,
                            const pc_terminal_options *options);

#ifdef __cplusplus
}
#endif

#endif
