/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_TESTS_CHART_TORTURE_H
#define PC_TESTS_CHART_TORTURE_H

#include "tests/unit/chart/fabricate.h"

/** Results that charts have broken on before, and ordinary ones. */
typedef struct torture {
    const char *name;
    void (*make)(made *m);
} torture;
extern const torture tortures[];
extern const size_t n_tortures;

#endif
