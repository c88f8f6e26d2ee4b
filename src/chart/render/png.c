/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/render/render.h"

#include <math.h>

/* ---- Guards ---- */

static bool is_near(double v)
{
    return isfinite(v) && fabs(v) < 1e5;
}

static bool item_is_drawable(const pc_item *item)
{
    const pc_box *b = &item->box;
    bool good = is_near(b->x0) && is_near(b->y0) && is_near(b->x1) && is_near(b->y1) &&
                is_near(item->radius) && is_near(item->paint.width) &&
                is_near(item->paint.dash);
    for (size_t i = 0; i < item->n_points; i++)
        good = good && is_near(item->points[i].x) && is_near(item->points[i].y);
    return good;
}

bool pc_list_is_drawable(const pc_list *list)
{
    for (size_t i = 0; i < list->n; i++)
        if (!item_is_drawable(&list->items[i])) return false;
    return true;
}

/* ---- Drawing ---- */

static void set_colour(cairo_t *cr, int32_t colour, double veil)
{
    cairo_set_source_rgba(cr, (colour >> 16 & 0xFF) / 255.0, (colour >> 8 & 0xFF) / 255.0,
                          (colour & 0xFF) / 255.0, 1 - veil);
}

/* Fills and strokes the current path. */
static void paint(cairo_t *cr, const pc_paint *how, double veil)
{
    if (how->fill != PC_NO_COLOUR) {
        set_colour(cr, how->fill, veil);
        cairo_fill_preserve(cr);
    }
    if (how->stroke != PC_NO_COLOUR) {
        set_colour(cr, how->stroke, veil);
        cairo_set_line_width(cr, how->width);
        cairo_set_dash(cr, &how->dash, how->dash > 0 ? 1 : 0, 0);
        cairo_stroke_preserve(cr);
    }
    cairo_new_path(cr);
}

static void trace_ribbon(cairo_t *cr, const pc_point *p)
{
    const double middle = (p[0].x + p[2].x) / 2;
    cairo_move_to(cr, p[0].x, p[0].y);
    cairo_curve_to(cr, middle, p[0].y, middle, p[2].y, p[2].x, p[2].y);
    cairo_line_to(cr, p[3].x, p[3].y);
    cairo_curve_to(cr, middle, p[3].y, middle, p[1].y, p[1].x, p[1].y);
    cairo_close_path(cr);
}

static void trace(cairo_t *cr, const pc_item *item)
{
    const pc_box *b = &item->box;
    cairo_new_path(cr); /* a text leaves its end behind */
    switch (item->mark) {
    case PC_RECT:
        cairo_rectangle(cr, b->x0, b->y0, b->x1 - b->x0, b->y1 - b->y0);
        break;
    case PC_CIRCLE:
        if (item->n_points == 1)
            cairo_arc(cr, item->points[0].x, item->points[0].y, item->radius, 0, 2 * M_PI);
        break;
    case PC_RIBBON:
        if (item->n_points == 4) trace_ribbon(cr, item->points);
        break;
    default:
        for (size_t i = 0; i < item->n_points; i++)
            cairo_line_to(cr, item->points[i].x, item->points[i].y);
        if (item->closed) cairo_close_path(cr);
    }
}

static void draw(cairo_t *cr, const pc_picture *picture, pc_fonts *fonts)
{
    const pc_list *list = picture->list;
    set_colour(cr, (int32_t)picture->theme->paper, 0);
    cairo_paint(cr);
    for (size_t i = 0; i < list->n; i++) {
        const pc_item *item = &list->items[i];
        if (item->mark == PC_GROUP || item->mark == PC_GROUP_END) continue;
        if (item->mark == PC_LABEL) {
            if (item->n_points == 1)
                pc_fonts_draw(fonts, cr, item,
                              item->halo ? (int32_t)picture->theme->paper : PC_NO_COLOUR);
            continue;
        }
        cairo_set_line_join(cr, item->closed ? CAIRO_LINE_JOIN_MITER : CAIRO_LINE_JOIN_ROUND);
        trace(cr, item);
        paint(cr, &item->paint, item->veil);
    }
}

/* ---- Bytes ---- */

static pc_status failed(pc_diags *diags, const char *why)
{
    return pc_diag_fail(diags, PC_EINTERNAL, "E0603", NULL, "the chart could not be drawn: %s",
                        why);
}

/* Cairo's errors are sticky and silent: asked once, at the end. */
static cairo_status_t render(cairo_surface_t *surface, const pc_picture *picture,
                             pc_fonts *fonts, int scale)
{
    cairo_t *cr = cairo_create(surface);
    cairo_scale(cr, scale, scale);
    draw(cr, picture, fonts);
    const cairo_status_t status = cairo_status(cr);
    cairo_destroy(cr);
    cairo_surface_flush(surface);
    return status ? status : cairo_surface_status(surface);
}

pc_status pc_png_make(pc_text *out, const pc_picture *picture, pc_fonts *fonts, int scale,
                      pc_diags *diags)
{
    if (!pc_list_is_drawable(picture->list))
        return failed(diags, "a mark lies at no finite place");
    cairo_surface_t *surface = cairo_image_surface_create(
        CAIRO_FORMAT_RGB24, PC_CANVAS_WIDTH * scale, PC_CANVAS_HEIGHT * scale);
    const cairo_status_t status = render(surface, picture, fonts, scale);
    pc_status result = PC_OK;
    if (status == CAIRO_STATUS_NO_MEMORY)
        result = PC_ENOMEM;
    else if (status != CAIRO_STATUS_SUCCESS)
        result = failed(diags, cairo_status_to_string(status));
    else if (!pc_png_write(out, surface, picture, scale))
        result = PC_ENOMEM;
    cairo_surface_destroy(surface);
    return result;
}
