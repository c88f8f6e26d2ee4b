/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_CHART_LIST_H
#define PC_CHART_LIST_H

#include "base/arena.h"
#include "chart/spec/theme.h"

#include <stddef.h>

/** The display list: marks and texts in the order of painting, in units of the 1600 x 900
 *  canvas, y downwards. Back ends draw it; they decide nothing. */

typedef struct pc_point {
    double x, y;
} pc_point;

typedef struct pc_box {
    double x0, y0, x1, y1;
} pc_box;

typedef enum pc_mark {
    PC_RECT,
    PC_PATH,
    PC_CIRCLE,
    PC_LINE,
    PC_RIBBON,
    PC_LABEL,
    PC_GROUP,
    PC_GROUP_END
} pc_mark;
typedef enum pc_anchor { PC_START, PC_MIDDLE, PC_END } pc_anchor;

enum { PC_NO_COLOUR = -1 };

typedef struct pc_paint {
    int32_t fill, stroke; /* 0xRRGGBB or PC_NO_COLOUR */
    double width;         /* of the stroke */
    double dash;          /* length of dashes and gaps; 0: solid */
} pc_paint;

typedef struct pc_item {
    pc_mark mark;
    const char *role; /* what it is: "band-90", "median", "title"; also a class of the SVG */
    const char *id;   /* groups: what the marks belong to ("y1"), else NULL */
    pc_box box;       /* what it covers, without the stroke; a label's is measured */
    pc_paint paint;
    const pc_point *points; /* PC_PATH: polyline; PC_LINE: two; PC_CIRCLE: the centre;
                               PC_LABEL: the anchor on the base line; PC_RIBBON: the corners at
                               the left (top, bottom) and at the right (top, bottom) */
    size_t n_points;
    bool closed;
    double radius;
    double veil;  /* how much of what lies behind shows through: 0 (opaque) to 1 */
    double value; /* the figure that the mark stands for; NAN: none */
    /* PC_LABEL */
    const char *text;
    pc_type type;
    pc_anchor anchor;
    bool halo;         /* paper-coloured stroke behind it, for labels over marks */
    double half_digit; /* how far the value may be from its text; 0: not a figure */
} pc_item;

typedef struct pc_list {
    pc_arena *arena; /* of items, points and texts; fails sticky */
    pc_item *items;
    size_t n, capacity;
} pc_list;

/** How wide and high a text is, relative to its anchor at the start of the base line. */
typedef struct pc_extent {
    double width, top, bottom; /* top <= 0 */
} pc_extent;

/** Whoever can measure texts: the fonts, or a stand-in of the tests. */
typedef struct pc_measure {
    pc_extent (*extent)(void *self, const char *text, const pc_type *type);
    void *self;
} pc_measure;

void pc_list_group(pc_list *list, const char *role, const char *id);
void pc_list_group_end(pc_list *list);
void pc_list_rect(pc_list *list, const char *role, pc_box box, pc_paint paint);
void pc_list_line(pc_list *list, const char *role, pc_point from, pc_point to, pc_paint paint);
void pc_list_circle(pc_list *list, const char *role, pc_point centre, double radius,
                    pc_paint paint, double value);
/** points are copied. */
void pc_list_path(pc_list *list, const char *role, const pc_point *points, size_t n,
                  bool closed, pc_paint paint);

/** A band of one height from the left to the right, its edges cubic with level ends. from and
 * to are the upper corners, from.x < to.x; value is what its height stands for. */
typedef struct pc_ribbon {
    const char *role;
    pc_point from, to;
    double height, value;
    uint32_t colour;
    double veil;
} pc_ribbon;
void pc_list_ribbon(pc_list *list, const pc_ribbon *ribbon);

/** A label in the making: only text, at, type and colour are needed. */
typedef struct pc_label {
    const char *role, *text;
    pc_point at;
    pc_type type;
    pc_anchor anchor;
    uint32_t colour;
    bool halo;
    double value, half_digit; /* both or neither */
} pc_label;
void pc_list_label(pc_list *list, const pc_measure *measure, const pc_label *label);

/** The box that a label would cover. */
pc_box pc_label_box(const pc_measure *measure, const pc_label *label);
bool pc_boxes_touch(pc_box a, pc_box b, double margin);

#endif
