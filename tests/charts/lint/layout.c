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

/* The upper edge of a ribbon at x, looked for on the curve. */
static double ribbon_edge(const pc_item *ribbon, double x)
{
    const pc_point a = ribbon->points[0], b = ribbon->points[2];
    double low = 0, high = 1;
    for (int i = 0; i < 40; i++) {
        const double t = (low + high) / 2, u = 1 - t;
        const double along = 1.5 * u * u * t + 1.5 * u * t * t + t * t * t;
        *(a.x + along * (b.x - a.x) < x ? &low : &high) = t;
    }
    return a.y + (b.y - a.y) * low * low * (3 - 2 * low);
}

static bool ribbon_covers(const pc_item *ribbon, double x, double y)
{
    const double edge = ribbon_edge(ribbon, x),
                 height = ribbon->points[1].y - ribbon->points[0].y;
    return y >= edge && y <= edge + height;
}

static bool is_area(const pc_item *item)
{
    return item->paint.fill != PC_NO_COLOUR &&
           (item->mark == PC_RECT || item->mark == PC_RIBBON || item->mark == PC_CIRCLE ||
            (item->mark == PC_PATH && item->closed));
}

static bool covers(const pc_item *area, double x, double y)
{
    const pc_box *b = &area->box;
    if (x < b->x0 || x > b->x1 || y < b->y0 || y > b->y1) return false;
    if (area->mark == PC_PATH) return is_inside(area, x, y);
    if (area->mark == PC_RECT) return true;
    if (area->mark == PC_RIBBON) return ribbon_covers(area, x, y);
    return hypot(x - area->points[0].x, y - area->points[0].y) <= area->radius;
}

/* The uppermost area that was painted before the label at that place. */
static const pc_item *under(const pc_list *list, size_t label, double x, double y)
{
    for (size_t k = label; k-- > 0;)
        if (is_area(&list->items[k]) && covers(&list->items[k], x, y)) return &list->items[k];
    return NULL;
}

static int lint_readable(const pc_list *list, const char *name)
{
    int faults = 0;
    for (size_t n = 0; n < list->n; n++) {
        const pc_item *label = &list->items[n];
        bool good = true;
        for (int i = 0; is_label(label) && !label->halo && i <= 16 * 3; i++) {
            const pc_box *b = &label->box;
            const pc_item *area = under(list, n, b->x0 + (b->x1 - b->x0) * (i % 17) / 16.0,
                                        b->y0 + (b->y1 - b->y0) * (i / 17) / 2.0);
            const uint32_t behind = area ? (uint32_t)area->paint.fill : 0xFFFFFF;
            if (contrast((uint32_t)label->paint.fill, behind) < 4.45 ||
                (area && (area->mark == PC_CIRCLE || area->mark == PC_RIBBON)))
                good = false;
        }
        if (!good) faults += complain(name, label, "cannot be read on what lies behind it");
    }
    return faults;
}

static bool segment_crosses(pc_point a, pc_point b, const pc_item *label)
{
    for (int i = 0; i <= 400; i++) {
        const double x = a.x + (b.x - a.x) * i / 400.0, y = a.y + (b.y - a.y) * i / 400.0;
        if (x > label->box.x0 + 1 && x < label->box.x1 - 1 && y > label->box.y0 + 1 &&
            y < label->box.y1 - 1)
            return true;
    }
    return false;
}

static bool crosses(const pc_item *line, const pc_item *label)
{
    for (size_t i = 0; i + 1 < line->n_points; i++)
        if (segment_crosses(line->points[i], line->points[i + 1], label)) return true;
    return false;
}

static bool is_line(const pc_item *item)
{
    return item->mark == PC_LINE ||
           (item->mark == PC_PATH && !item->closed &&
            (strcmp(item->role, "leader") == 0 || strcmp(item->role, "curve") == 0));
}

/* Whether something was painted between the line and the label, all over the latter. */
static bool is_hidden(const pc_list *list, size_t line, size_t label)
{
    const pc_box *b = &list->items[label].box;
    for (int i = 0; i <= 16; i++) {
        const pc_item *area =
            under(list, label, b->x0 + (b->x1 - b->x0) * i / 16.0, (b->y0 + b->y1) / 2);
        if (!area || (size_t)(area - list->items) < line) return false;
    }
    return true;
}

/* A line under a label needs a halo between them; none may run over a label. */
static int lint_lines(const pc_list *list, const char *name)
{
    int faults = 0;
    for (size_t i = 0; i < list->n; i++)
        for (size_t k = 0; is_label(&list->items[i]) && k < list->n; k++) {
            const pc_item *label = &list->items[i], *line = &list->items[k];
            if (!is_line(line) || !pc_boxes_touch(line->box, label->box, 1) ||
                !crosses(line, label))
                continue;
            if (k > i) faults += complain(name, label, "has a line over it");
            if (k < i && !label->halo && !is_hidden(list, k, i))
                faults += complain(name, label, "has no halo on a line");
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

/* Dots are counted: nothing may hide one. */
static int lint_dots(const pc_list *list, const char *name)
{
    int faults = 0;
    for (size_t i = 0; i < list->n; i++)
        for (size_t k = 0; is_dot(&list->items[i]) && k < i; k++)
            if (is_dot(&list->items[k]) &&
                pc_boxes_touch(list->items[i].box, list->items[k].box, -0.5))
                faults += complain(name, &list->items[i], "lies on another dot");
    return faults;
}

int lint_fan(const pc_list *list, const char *name)
{
    return lint_names(list, name) + lint_panel(list, name) + lint_zero(list, name);
}

int lint_layout(const pc_list *list, const char *name)
{
    int faults = lint_overlaps(list, name) + lint_readable(list, name) +
                 lint_lines(list, name) + lint_dots(list, name);
    for (size_t i = 0; i < list->n; i++) {
        faults += lint_canvas(&list->items[i], name);
        if (is_label(&list->items[i])) faults += lint_label(&list->items[i], name);
    }
    return faults;
}
