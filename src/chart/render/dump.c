/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/render/render.h"
#include "json/writer.h"

#include <math.h>
#include <stdio.h>

static void key_text(pc_json_writer *w, const char *key, const char *text)
{
    pc_json_write_key(w, key);
    pc_json_write_string(w, text);
}

static void key_number(pc_json_writer *w, const char *key, double v)
{
    pc_json_write_key(w, key);
    pc_json_write_number(w, v);
}

/* Places to the hundredth of a unit: what the eye and the SVG see. */
static void place(pc_json_writer *w, double v)
{
    pc_json_write_number(w, isfinite(v) ? floor(v * 100 + 0.5) / 100 : 0);
}

static void key_colour(pc_json_writer *w, const char *key, int32_t colour)
{
    char text[16];
    if (colour == PC_NO_COLOUR) return;
    snprintf(text, sizeof text, "#%06X", (unsigned)colour);
    key_text(w, key, text);
}

static void add_box(pc_json_writer *w, const pc_box *box)
{
    pc_json_write_key(w, "box");
    pc_json_write_array(w, true);
    place(w, box->x0);
    place(w, box->y0);
    place(w, box->x1);
    place(w, box->y1);
    pc_json_write_end(w);
}

static void add_points(pc_json_writer *w, const pc_item *item)
{
    pc_json_write_key(w, "at");
    pc_json_write_array(w, true);
    for (size_t i = 0; i < item->n_points; i++) {
        place(w, item->points[i].x);
        place(w, item->points[i].y);
    }
    pc_json_write_end(w);
}

static void add_label(pc_json_writer *w, const pc_item *item)
{
    static const char *const anchors[] = { "start", "middle", "end" };
    key_text(w, "text", item->text);
    key_number(w, "size", item->type.size);
    key_number(w, "weight", item->type.weight);
    key_text(w, "anchor", anchors[item->anchor]);
    pc_json_write_key(w, "halo");
    pc_json_write_bool(w, item->halo);
    if (item->half_digit > 0) key_number(w, "half_digit", item->half_digit);
}

static void add_item(pc_json_writer *w, const pc_item *item)
{
    static const char *const marks[] = { "rect",   "path", "circle", "line",
                                         "ribbon", "text", "group",  "end" };
    pc_json_write_object(w, true);
    key_text(w, "mark", marks[item->mark]);
    if (*item->role) key_text(w, "role", item->role);
    if (item->id) key_text(w, "id", item->id);
    if (item->mark == PC_LABEL) add_label(w, item);
    if (item->mark != PC_GROUP && item->mark != PC_GROUP_END) {
        add_box(w, &item->box);
        if (item->n_points > 0) add_points(w, item);
        key_colour(w, "fill", item->paint.fill);
        key_colour(w, "stroke", item->paint.stroke);
        if (item->veil > 0) key_number(w, "veil", item->veil);
    }
    if (isfinite(item->value)) key_number(w, "value", item->value);
    pc_json_write_end(w);
}

void pc_layout_dump(pc_text *out, const pc_picture *picture, const char *font)
{
    pc_json_writer w = { 0 };
    pc_json_write_object(&w, false);
    key_text(&w, "title", picture->title);
    key_text(&w, "description", picture->description);
    key_text(&w, "font", font);
    key_number(&w, "width", PC_CANVAS_WIDTH);
    key_number(&w, "height", PC_CANVAS_HEIGHT);
    pc_json_write_list(&w, "marks");
    for (size_t i = 0; i < picture->list->n; i++) add_item(&w, &picture->list->items[i]);
    pc_json_write_end(&w);
    pc_json_write_end(&w);
    *out = w.text;
}
