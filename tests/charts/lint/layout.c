/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/charts/lint/lint.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define SMALLEST 16.5

static bool is_label(const pc_item *item)
{
    return item->mark == PC_LABEL;
}

static int complain(const char *name, const pc_item *item, const char *what)
{
    printf("# %s: \"%s\" (%s) at %.1f,%.1f-%.1f,%.1f %s\n", name, item->text ? item->text : "",
           item->role, item->box.x0, item->box.y0, item->box.x1, item->box.y1, what);
    return 1;
}

static int lint_canvas(const pc_item *item, const char *name)
{
    const pc_box *b = &item->box;
    const bool inside =
        b->x0 >= 0 && b->y0 >= 0 && b->x1 <= PC_CANVAS_WIDTH && b->y1 <= PC_CANVAS_HEIGHT;
    return inside ? 0 : complain(name, item, "leaves the canvas");
}

static int lint_label(const pc_item *item, const char *name)
{
    int faults = 0;
    if (item->type.size < SMALLEST) faults += complain(name, item, "is too small");
    if (!*item->text) faults += complain(name, item, "is empty");
    return faults;
}

static int lint_overlaps(const pc_list *list, const char *name)
{
    int faults = 0;
    for (size_t i = 0; i < list->n; i++)
        for (size_t k = 0; is_label(&list->items[i]) && k < i; k++)
            if (is_label(&list->items[k]) &&
                pc_boxes_touch(list->items[i].box, list->items[k].box, -0.5)) {
                faults += complain(name, &list->items[i], "overlaps");
                complain(name, &list->items[k], "(this one)");
            }
    return faults;
}

/* ---- Labels over marks ---- */

static double channel(uint32_t colour, int shift)
{
    const double c = (colour >> shift & 0xFF) / 255.0;
    return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double luminance(uint32_t c)
{
    return 0.2126 * channel(c, 16) + 0.7152 * channel(c, 8) + 0.0722 * channel(c, 0);
}

static double contrast(uint32_t a, uint32_t b)
{
    const double la = luminance(a), lb = luminance(b);
    return (fmax(la, lb) + 0.05) / (fmin(la, lb) + 0.05);
}

static bool is_inside(const pc_item *area, double x, double y)
{
    bool inside = false;
    for (size_t i = 0, k = area->n_points - 1; i < area->n_points; k = i++) {
        const pc_point a = area->points[i], b = area->points[k];
        if ((a.y > y) != (b.y > y) && x < (b.x - a.x) * (y - a.y) / (b.y - a.y) + a.x)
            inside = !inside;
    }
    return inside;
}

static bool covers(const pc_item *area, const pc_item *label)
{
    if (!pc_boxes_touch(area->box, label->box, 0)) return false;
    if (area->mark != PC_PATH) return true;
    for (int i = 0; i <= 16; i++)
        for (int k = 0; k <= 2; k++)
            if (is_inside(area, label->box.x0 + (label->box.x1 - label->box.x0) * i / 16.0,
                          label->box.y0 + (label->box.y1 - label->box.y0) * k / 2.0))
                return true;
    return false;
}

static bool is_area(const pc_item *item)
{
    return item->paint.fill != PC_NO_COLOUR &&
           (item->mark == PC_RECT || item->mark == PC_CIRCLE ||
            (item->mark == PC_PATH && item->closed));
}

static int lint_readable(const pc_list *list, const char *name)
{
    int faults = 0;
    for (size_t i = 0; i < list->n; i++)
        for (size_t k = 0; is_label(&list->items[i]) && k < i; k++) {
            const pc_item *label = &list->items[i], *mark = &list->items[k];
            if (!is_area(mark) || label->halo || !covers(mark, label)) continue;
            if (contrast((uint32_t)label->paint.fill, (uint32_t)mark->paint.fill) < 4.5)
                faults += complain(name, label, "cannot be read over a mark");
            else if (mark->mark == PC_CIRCLE)
                faults += complain(name, label, "lies on a dot");
        }
    return faults;
}

static bool crosses(const pc_item *line, const pc_item *label)
{
    const pc_point a = line->points[0], b = line->points[1];
    for (int i = 0; i <= 400; i++) {
        const double x = a.x + (b.x - a.x) * i / 400.0, y = a.y + (b.y - a.y) * i / 400.0;
        if (x > label->box.x0 + 1 && x < label->box.x1 - 1 && y > label->box.y0 + 1 &&
            y < label->box.y1 - 1)
            return true;
    }
    return false;
}

/* A line under a label needs a halo between them; none may run over a label. */
static int lint_lines(const pc_list *list, const char *name)
{
    int faults = 0;
    for (size_t i = 0; i < list->n; i++)
        for (size_t k = 0; is_label(&list->items[i]) && k < list->n; k++) {
            const pc_item *label = &list->items[i], *line = &list->items[k];
            if (line->mark != PC_LINE || !crosses(line, label)) continue;
            if (k > i) faults += complain(name, label, "has a line over it");
            if (k < i && !label->halo) faults += complain(name, label, "has no halo on a line");
        }
    return faults;
}

/* ---- The right panel ---- */

static bool is_dot(const pc_item *item)
{
    return item->mark == PC_CIRCLE && strncmp(item->role, "dot-", 4) == 0;
}

/* Dots and their axis may not meet any label, whatever halo it has; nor may the fan's values
 * come near them. */
static int lint_panel(const pc_list *list, const char *name)
{
    int faults = 0;
    for (size_t i = 0; i < list->n; i++)
        for (size_t k = 0; is_label(&list->items[i]) && k < list->n; k++) {
            const pc_item *label = &list->items[i], *mark = &list->items[k];
            if (is_dot(mark) && pc_boxes_touch(mark->box, label->box, 0))
                faults += complain(name, label, "touches a dot");
            if (mark->mark == PC_LINE &&
                (strcmp(mark->role, "axis") == 0 || strcmp(mark->role, "aim") == 0) &&
                crosses(mark, label))
                faults += complain(name, label, "lies on an axis");
        }
    for (size_t i = 0; i < list->n; i++) {
        const pc_item *label = &list->items[i];
        if (is_label(label) && label->box.x1 > 1190 &&
            (strncmp(label->role, "end", 3) == 0 || strcmp(label->role, "break-even") == 0))
            faults += complain(name, label, "runs into the right margin");
    }
    return faults;
}

static bool is_cleared(const pc_list *list, const pc_item *label, double y)
{
    for (size_t i = 0; i < list->n; i++) {
        const pc_item *item = &list->items[i];
        if (item->mark == PC_RECT && strcmp(item->role, "clear") == 0 && item->box.y0 < y &&
            item->box.y1 > y && item->box.x0 <= label->box.x0 && item->box.x1 >= label->box.x1)
            return true;
    }
    return false;
}

/* The zero line is dark: it is taken away behind the values at the end. */
static int lint_zero(const pc_list *list, const char *name)
{
    int faults = 0;
    for (size_t i = 0; i < list->n; i++)
        for (size_t k = 0; k < list->n; k++) {
            const pc_item *label = &list->items[i], *line = &list->items[k];
            if (!is_label(label) || line->mark != PC_LINE || strcmp(line->role, "zero") != 0)
                continue;
            if (crosses(line, label) && !is_cleared(list, label, line->points[0].y))
                faults += complain(name, label, "has the zero line behind it");
        }
    return faults;
}

/* ---- Names of the bands ---- */

static size_t count_role(const pc_list *list, const char *role, pc_mark mark)
{
    size_t n = 0;
    for (size_t i = 0; i < list->n; i++)
        n += list->items[i].mark == mark && strcmp(list->items[i].role, role) == 0;
    return n;
}

static bool is_band_colour(const pc_list *list, int32_t colour)
{
    for (size_t i = 0; i < list->n; i++)
        if (strncmp(list->items[i].role, "band-", 5) == 0 &&
            list->items[i].paint.fill == colour)
            return true;
    return false;
}

static int lint_names(const pc_list *list, const char *name)
{
    const size_t leaders = count_role(list, "band-name", PC_LABEL);
    const size_t swatches = count_role(list, "key", PC_RECT);
    int faults = 0;
    if (count_role(list, "band-90", PC_PATH) + count_role(list, "band-90", PC_RECT) == 0)
        return leaders + swatches == 0 ? 0 : 1; /* certain: no bands, no names */
    if (!(leaders == 3 && swatches == 0) && !(leaders == 0 && swatches == 3)) {
        printf("# %s: %zu bands are named, %zu in the key\n", name, leaders, swatches);
        faults++;
    }
    for (size_t i = 0; i < list->n; i++)
        if (list->items[i].mark == PC_RECT && strcmp(list->items[i].role, "key") == 0 &&
            !is_band_colour(list, list->items[i].paint.fill))
            faults += complain(name, &list->items[i], "has a colour that no band has");
    return faults;
}

int lint_layout(const pc_list *list, const char *name)
{
    int faults = lint_overlaps(list, name) + lint_readable(list, name) +
                 lint_lines(list, name) + lint_names(list, name) + lint_panel(list, name) +
                 lint_zero(list, name);
    for (size_t i = 0; i < list->n; i++) {
        faults += lint_canvas(&list->items[i], name);
        if (is_label(&list->items[i])) faults += lint_label(&list->items[i], name);
    }
    return faults;
}
