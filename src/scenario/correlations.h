/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_SCENARIO_CORRELATIONS_H
#define PC_SCENARIO_CORRELATIONS_H

#include "scenario/reader.h"

/** Assumptions that correlations join, directly or through others, while they are read. */
typedef struct pc_bond {
    size_t n;
    const size_t *members;  /* indices into the assumptions, ascending */
    const double *pearson;  /* n x n, of the normals; 0 where nothing is stated */
    const double *spearman; /* as stated */
    const bool *stated;     /* n x n */
} pc_bond;

/** Reports a group whose correlations cannot be (E0274), at the whole section. */
void pc_refuse_correlations(pc_reader *reader, const pc_json *section, const pc_bond *bond);

#endif
