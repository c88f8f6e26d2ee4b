/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "results/read.h"

#include <math.h>

#define PC_COUNT(array)  (sizeof(array) / sizeof *(array))
#define AT(type, member) offsetof(type, member)

typedef struct item {
    pc_driver_item result;
    const pc_json *share;
} item;

static const pc_field item_fields[] = {
    { "pointer", PC_FIELD_TEXT, AT(item, result.pointer), false, false, 0, 0, NULL },
    { "share", PC_FIELD_ANY, AT(item, share), false, false, 0, 0, NULL },
    { "stated", PC_FIELD_TRUE, AT(item, result.stated), false, false, 0, 0, NULL },
};

typedef struct driver {
    pc_driver result;
    const pc_json *items, *assumed;
} driver;

static const pc_field driver_fields[] = {
    { "metric", PC_FIELD_TEXT, AT(driver, result.metric), false, false, 0, 0, NULL },
    { "period", PC_FIELD_TEXT, AT(driver, result.period), false, false, 0, 0, NULL },
    { "trials", PC_FIELD_WHOLE, AT(driver, result.trials), false, false, 1, 1e15, NULL },
    { "explained", PC_FIELD_NUMBER, AT(driver, result.explained), false, false, 0, 1e9, NULL },
    { "items", PC_FIELD_ARRAY, AT(driver, items), false, false, 0, 0, NULL },
    { "assumed", PC_FIELD_ANY, AT(driver, assumed), false, false, 0, 0, NULL },
};

static const pc_estimate none = { (double)NAN, (double)NAN };

static void read_items(pc_fields *fields, pc_driver *to, const pc_json *list)
{
    pc_driver_item *items = PC_NEW_ARRAY(fields->arena, pc_driver_item, list->n_items);
    for (size_t i = 0; items && i < list->n_items; i++) {
        item read = { .result = { .pointer = "", .share = none } };
        pc_fields_read(fields, &read, &list->items[i], "a driver's item", item_fields,
                       PC_COUNT(item_fields));
        if (read.share) pc_read_share(fields, &read.result.share, read.share);
        items[i] = read.result;
    }
    to->items = items;
    to->n_items = items ? list->n_items : 0;
}

void pc_read_drivers(pc_fields *fields, pc_results *results, const pc_json *list)
{
    pc_driver *drivers = PC_NEW_ARRAY(fields->arena, pc_driver, list->n_items);
    for (size_t i = 0; drivers && i < list->n_items; i++) {
        driver read = { .result = { .metric = "", .period = "", .assumed = none } };
        pc_fields_read(fields, &read, &list->items[i], "a driver", driver_fields,
                       PC_COUNT(driver_fields));
        if (read.items) read_items(fields, &read.result, read.items);
        if (read.assumed) pc_read_share(fields, &read.result.assumed, read.assumed);
        drivers[i] = read.result;
    }
    results->drivers = drivers;
    results->n_drivers = drivers ? list->n_items : 0;
}
