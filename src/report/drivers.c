/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/drivers.h"

#include "report/finding.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_ITEMS = 4 };

static const pc_driver *driver_of(const pc_results *results, const pc_metric *metric)
{
    for (size_t i = 0; metric && i < results->n_drivers; i++)
        if (strcmp(results->drivers[i].metric, metric->id) == 0 &&
            strcmp(results->drivers[i].period, metric->period) == 0)
            return &results->drivers[i];
    return NULL;
}

/* An assumption by its name, anything else by its place. */
static const char *name_of(const char *pointer)
{
    static const char assumptions[] = "/assumptions/";
    if (strncmp(pointer, assumptions, sizeof assumptions - 1) == 0)
        return pointer + sizeof assumptions - 1;
    return pointer + (*pointer == '/');
}

static int per_cent(double share)
{
    return (int)(100 * share + 0.5);
}

static void add_item(pc_text *out, const pc_sheet *page, const pc_driver_item *item)
{
    char *name = pc_sheet_clean(page, name_of(item->pointer));
    if (!name) out->failed = true;
    if (name && out->n) pc_text_add(out, page->is_utf8 ? PC_SHEET_GLUE "· " : ", ");
    if (name) pc_text_addf(out, "%s" PC_SHEET_GLUE "%d%%", name, per_cent(item->share.value));
    free(name);
}

/* "the range", or the part of it that inputs explain one by one. */
static void add_assumed(pc_text *out, const pc_driver *driver)
{
    const int assumed = per_cent(driver->assumed.value), of = per_cent(driver->explained);
    pc_text_add(out, "   (");
    if (assumed == 0 || assumed == 100)
        pc_text_add(out, "all");
    else
        pc_text_addf(out, "%d%%", assumed);
    pc_text_add(out, " of the range is ");
    pc_text_add(out, assumed == 0 ? "stated by the plan" : "assumed, not stated");
    if (of < 70) pc_text_addf(out, "; inputs one by one explain %d%% of it", of);
    pc_text_add(out, ")");
}

void pc_drivers_add(pc_text *out, const pc_sheet *page, const pc_results *results)
{
    const pc_driver *driver = driver_of(results, pc_finding_headline(results, 0).metric);
    if (!driver) return;
    for (size_t i = 0; i < driver->n_items && i < MOST_ITEMS; i++)
        if (i == 0 || driver->items[i].share.value >= 0.02)
            add_item(out, page, &driver->items[i]);
    add_assumed(out, driver);
}
