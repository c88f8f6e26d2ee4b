/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_CHART_MIGRATE_PAGE_H
#define PC_CHART_MIGRATE_PAGE_H

#include "chart/kinds/migrate/migrate.h"
#include "chart/spec/contrast.h"

/** The picture in the making, in units of the canvas. */
typedef struct pc_migrate_page {
    pc_board board;
    const pc_migrate *migrate;
    double unit;  /* height of a partner */
    double width; /* of a column */
    double base;  /* what the columns stand on */
    double lane;  /* upper edge of the lane of those who come and go */
    double x[PC_MIGRATE_COLUMNS];
    pc_box block[PC_MIGRATE_COLUMNS][PC_TIERS_MOST];
} pc_migrate_page;

/** Ribbons and lanes, those who stay first and those who move on top. */
void pc_migrate_ribbons(pc_migrate_page *page);

/** The words: on and above blocks, over columns and gaps. */
void pc_migrate_labels(pc_migrate_page *page);

#endif
