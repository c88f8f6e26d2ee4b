/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/layout/list.h"

#include <math.h>
#include <string.h>

/* A new item; without memory one that is thrown away, the arena remembers. */
static pc_item *add(pc_list *list, pc_item *spare, pc_mark mark, const char *role)
{
    pc_item *item = spare;
    if (PC_GROW(list->arena, pc_item, list->items, list->n, list->capacity))
        item = &list->items[list->n++];
    *item = (pc_item) { .mark = mark, .role = role, .value = (double)NAN };
    return item;
}

static void set_points(pc_list *list, pc_item *item, const pc_point *points, size_t n)
{
    pc_point *copy = PC_NEW_ARRAY(list->arena, pc_point, n);
    if (!copy) return;
    memcpy(copy, points, n * sizeof *points);
    item->points = copy;
    item->n_points = n;
    item->box = (pc_box) { points[0].x, points[0].y, points[0].x, points[0].y };
    for (size_t i = 1; i < n; i++) {
        item->box.x0 = fmin(item->box.x0, points[i].x);
        item->box.y0 = fmin(item->box.y0, points[i].y);
        item->box.x1 = fmax(item->box.x1, points[i].x);
        item->box.y1 = fmax(item->box.y1, points[i].y);
    }
}

void pc_list_group(pc_list *list, const char *role, const char *id)
{
    pc_item spare;
    add(list, &spare, PC_GROUP, role)->id = id;
}

void pc_list_group_end(pc_list *list)
{
    pc_item spare;
    add(list, &spare, PC_GROUP_END, "");
}

void pc_list_rect(pc_list *list, const char *role, pc_box box, pc_paint paint)
{
    pc_item spare, *item = add(list, &spare, PC_RECT, role);
    item->box = box;
    item->paint = paint;
}

void pc_list_line(pc_list *list, const char *role, pc_point from, pc_point to, pc_paint paint)
{
    pc_item spare, *item = add(list, &spare, PC_LINE, role);
    const pc_point ends[2] = { from, to };
    set_points(list, item, ends, 2);
    item->paint = paint;
}

void pc_list_circle(pc_list *list, const char *role, pc_point centre, double radius,
                    pc_paint paint, double value)
{
    pc_item spare, *item = add(list, &spare, PC_CIRCLE, role);
    set_points(list, item, &centre, 1);
    item->box =
        (pc_box) { centre.x - radius, centre.y - radius, centre.x + radius, centre.y + radius };
    item->radius = radius;
    item->paint = paint;
    item->value = value;
}

void pc_list_path(pc_list *list, const char *role, const pc_point *points, size_t n,
                  bool closed, pc_paint paint)
{
    if (n == 0) return;
    pc_item spare, *item = add(list, &spare, PC_PATH, role);
    set_points(list, item, points, n);
    item->closed = closed;
    item->paint = paint;
}

void pc_list_ribbon(pc_list *list, const pc_ribbon *r)
{
    pc_item spare, *item = add(list, &spare, PC_RIBBON, r->role);
    const pc_point corners[4] = {
        r->from, { r->from.x, r->from.y + r->height }, r->to, { r->to.x, r->to.y + r->height }
    };
    set_points(list, item, corners, 4);
    item->paint = (pc_paint) { (int32_t)r->colour, PC_NO_COLOUR, 0, 0 };
    item->closed = true;
    item->veil = r->veil;
    item->value = r->value;
}

pc_box pc_label_box(const pc_measure *measure, const pc_label *label)
{
    const pc_extent e = measure->extent(measure->self, label->text, &label->type);
    const double before = label->anchor == PC_START    ? 0
                          : label->anchor == PC_MIDDLE ? e.width / 2
                                                       : e.width;
    const double x = label->at.x - before;
    return (pc_box) { x, label->at.y + e.top, x + e.width, label->at.y + e.bottom };
}

void pc_list_label(pc_list *list, const pc_measure *measure, const pc_label *label)
{
    pc_item spare, *item = add(list, &spare, PC_LABEL, label->role);
    char *text = pc_arena_strdup(list->arena, label->text);
    set_points(list, item, &label->at, 1);
    item->text = text ? text : "";
    item->type = label->type;
    item->anchor = label->anchor;
    item->halo = label->halo;
    item->paint = (pc_paint) { (int32_t)label->colour, PC_NO_COLOUR, 0, 0 };
    item->half_digit = label->half_digit;
    item->value = label->half_digit > 0 ? label->value : (double)NAN;
    item->box = pc_label_box(measure, label);
}

bool pc_boxes_touch(pc_box a, pc_box b, double margin)
{
    return a.x0 < b.x1 + margin && b.x0 < a.x1 + margin && a.y0 < b.y1 + margin &&
           b.y0 < a.y1 + margin;
}
