/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_CHART_THEME_FILE_H
#define PC_CHART_THEME_FILE_H

#include "chart/spec/theme.h"
#include "partnercast/chart.h"

struct pc_chart_theme {
    pc_theme theme; /* texts in it are static */
};

#endif
