/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SVG with real text: searchable, selectable, read aloud. Colours are attributes, which every
 * reader knows; classes allow a page to restyle them. Coordinates have at most two decimals. */
#include "chart/render/fonts.h"
#include "chart/render/render.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static void add_escaped(pc_text *out, const char *text)
{
    for (const char *s = text; *s; s++) switch (*s) {
        case '&':
            pc_text_add(out, "&amp;");
            break;
        case '<':
            pc_text_add(out, "&lt;");
            break;
        case '>':
            pc_text_add(out, "&gt;");
            break;
        case '"':
            pc_text_add(out, "&quot;");
            break;
        default:
            pc_text_add_n(out, s, 1);
        }
}

/* 12, 12.5, 12.35: integer arithmetic, so no locale has a say. */
static void add_number(pc_text *out, double v)
{
    const long hundredths = (long)floor(fabs(v) * 100 + 0.5);
    pc_text_addf(out, "%s%ld", v < 0 && hundredths > 0 ? "-" : "", hundredths / 100);
    if (hundredths % 10 != 0)
        pc_text_addf(out, ".%02ld", hundredths % 100);
    else if (hundredths % 100 != 0)
        pc_text_addf(out, ".%ld", hundredths / 10 % 10);
}

static void add_attribute(pc_text *out, const char *name, double v)
{
    pc_text_addf(out, " %s=\"", name);
    add_number(out, v);
    pc_text_add(out, "\"");
}

static void add_colour(pc_text *out, const char *name, int32_t colour)
{
    if (colour == PC_NO_COLOUR)
        pc_text_addf(out, " %s=\"none\"", name);
    else
        pc_text_addf(out, " %s=\"#%06X\"", name, (unsigned)colour);
}

static void add_paint(pc_text *out, const pc_item *item)
{
    const pc_paint *paint = &item->paint;
    add_colour(out, "fill", paint->fill);
    if (paint->stroke == PC_NO_COLOUR) return;
    add_colour(out, "stroke", paint->stroke);
    add_attribute(out, "stroke-width", paint->width);
    if (paint->dash > 0) add_attribute(out, "stroke-dasharray", paint->dash);
}

static void open_mark(pc_text *out, const char *element, const pc_item *item)
{
    pc_text_addf(out, "<%s class=\"%s\"", element, item->role);
}

static void add_rect(pc_text *out, const pc_item *item)
{
    const pc_box *b = &item->box;
    open_mark(out, "rect", item);
    add_attribute(out, "x", b->x0);
    add_attribute(out, "y", b->y0);
    add_attribute(out, "width", b->x1 - b->x0);
    add_attribute(out, "height", b->y1 - b->y0);
    add_paint(out, item);
    pc_text_add(out, "/>\n");
}

static void add_circle(pc_text *out, const pc_item *item)
{
    open_mark(out, "circle", item);
    add_attribute(out, "cx", item->points[0].x);
    add_attribute(out, "cy", item->points[0].y);
    add_attribute(out, "r", item->radius);
    add_paint(out, item);
    pc_text_add(out, "/>\n");
}

static void add_path(pc_text *out, const pc_item *item)
{
    open_mark(out, "path", item);
    pc_text_add(out, " d=\"");
    for (size_t i = 0; i < item->n_points; i++) {
        pc_text_add(out, i == 0 ? "M" : "L");
        add_number(out, item->points[i].x);
        pc_text_add(out, " ");
        add_number(out, item->points[i].y);
    }
    pc_text_add(out, item->closed ? "Z\"" : "\"");
    add_paint(out, item);
    if (!item->closed) pc_text_add(out, " stroke-linejoin=\"round\"");
    pc_text_add(out, "/>\n");
}

static void add_point(pc_text *out, const char *command, double x, double y)
{
    pc_text_add(out, command);
    add_number(out, x);
    pc_text_add(out, " ");
    add_number(out, y);
}

static void add_ribbon(pc_text *out, const pc_item *item)
{
    const pc_point *p = item->points;
    const double middle = (p[0].x + p[2].x) / 2;
    open_mark(out, "path", item);
    add_point(out, " d=\"M", p[0].x, p[0].y);
    add_point(out, "C", middle, p[0].y);
    add_point(out, " ", middle, p[2].y);
    add_point(out, " ", p[2].x, p[2].y);
    add_point(out, "L", p[3].x, p[3].y);
    add_point(out, "C", middle, p[3].y);
    add_point(out, " ", middle, p[1].y);
    add_point(out, " ", p[1].x, p[1].y);
    pc_text_add(out, "Z\"");
    add_paint(out, item);
    if (item->veil > 0) add_attribute(out, "fill-opacity", 1 - item->veil);
    pc_text_add(out, "/>\n");
}

static void add_label(pc_text *out, const pc_item *item, const pc_theme *theme)
{
    static const char *const anchors[] = { "", " text-anchor=\"middle\"",
                                           " text-anchor=\"end\"" };
    open_mark(out, "text", item);
    add_attribute(out, "x", item->points[0].x);
    add_attribute(out, "y", item->points[0].y);
    add_attribute(out, "font-size", item->type.size);
    if (item->type.weight != 400) pc_text_addf(out, " font-weight=\"%d\"", item->type.weight);
    if (item->type.display && strcmp(theme->font, "Inter") == 0)
        pc_text_add(out, " font-family=\"'Inter Display', Inter, 'Liberation Sans', Arial, "
                         "sans-serif\"");
    if (item->type.tabular) pc_text_add(out, " style=\"font-variant-numeric:tabular-nums\"");
    pc_text_add(out, anchors[item->anchor]);
    add_colour(out, "fill", item->paint.fill);
    if (item->halo) {
        add_colour(out, "stroke", (int32_t)theme->paper);
        pc_text_add(out,
                    " stroke-width=\"6\" stroke-linejoin=\"round\" paint-order=\"stroke\"");
    }
    pc_text_add(out, ">");
    add_escaped(out, item->text);
    pc_text_add(out, "</text>\n");
}

/* Of several groups with one role each has its data's id: an id of the page must be alone. */
static void add_group(pc_text *out, const pc_item *item, const pc_picture *picture)
{
    if (item->id) {
        pc_text_addf(out, "<g class=\"%s\" data-id=\"", item->role);
        add_escaped(out, item->id);
        pc_text_add(out, "\"");
    } else {
        pc_text_addf(out, "<g id=\"%s-%s\"", picture->id, item->role);
    }
    if (strcmp(item->role, "axis") == 0) pc_text_add(out, " aria-hidden=\"true\"");
    pc_text_add(out, ">\n");
}

static void add_item(pc_text *out, const pc_item *item, const pc_picture *picture)
{
    if (item->mark != PC_RECT && item->mark != PC_GROUP && item->mark != PC_GROUP_END &&
        item->n_points == 0)
        return;
    switch (item->mark) {
    case PC_RECT:
        add_rect(out, item);
        break;
    case PC_CIRCLE:
        add_circle(out, item);
        break;
    case PC_PATH:
    case PC_LINE:
        add_path(out, item);
        break;
    case PC_RIBBON:
        add_ribbon(out, item);
        break;
    case PC_LABEL:
        add_label(out, item, picture->theme);
        break;
    case PC_GROUP:
        add_group(out, item, picture);
        break;
    case PC_GROUP_END:
        pc_text_add(out, "</g>\n");
        break;
    }
}

/* The wanted family, then those that most readers have. */
static const char *families_of(const pc_theme *theme)
{
    static const char *const lists[] = {
        "Inter, 'Liberation Sans', Arial, sans-serif",
        "'Liberation Sans', Arial, sans-serif",
        "'DejaVu Sans', Verdana, sans-serif",
    };
    for (size_t i = 0; i < sizeof lists / sizeof *lists && pc_font_families[i]; i++)
        if (strcmp(pc_font_families[i], theme->font) == 0) return lists[i];
    return lists[0];
}

static void add_head(pc_text *out, const pc_picture *picture)
{
    const char *id = picture->id;
    pc_text_add(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    pc_text_addf(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"%s\" width=\"%d\" height=\"%d\" "
        "viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby=\"%s-t %s-d\" "
        "font-family=\"%s\">\n",
        id, PC_CANVAS_WIDTH, PC_CANVAS_HEIGHT, PC_CANVAS_WIDTH, PC_CANVAS_HEIGHT, id, id,
        families_of(picture->theme));
    pc_text_addf(out, "<!-- %s -->\n", picture->software);
    pc_text_addf(out, "<title id=\"%s-t\">", id);
    add_escaped(out, picture->title);
    pc_text_addf(out, "</title>\n<desc id=\"%s-d\">", id);
    add_escaped(out, picture->description);
    pc_text_add(out, "</desc>\n");
    pc_text_addf(out, "<rect width=\"%d\" height=\"%d\"", PC_CANVAS_WIDTH, PC_CANVAS_HEIGHT);
    add_colour(out, "fill", (int32_t)picture->theme->paper);
    pc_text_add(out, "/>\n");
}

void pc_svg_make(pc_text *out, const pc_picture *picture)
{
    add_head(out, picture);
    for (size_t i = 0; i < picture->list->n; i++)
        add_item(out, &picture->list->items[i], picture);
    pc_text_add(out, "</svg>\n");
}
