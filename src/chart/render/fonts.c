/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/render/fonts.h"

#include "base/text.h"

#include <math.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FILES = 4 };

/* What a family consists of, the best family first. Folders as Debian, Fedora and Arch have
 * them; a file that is not there is simply not loaded. */
static const struct family {
    const char *name;
    const char *folders[4];
    const char *files[FILES]; /* the regular one first: without it the family is not usable */
} families[] = {
    { "Inter",
      { "/usr/share/fonts/opentype/inter", "/usr/local/share/fonts/inter",
        "/usr/share/fonts/inter" },
      { "Inter-Regular.otf", "Inter-SemiBold.otf", "Inter-Bold.otf",
        "InterDisplay-Bold.otf" } },
    { "Liberation Sans",
      { "/usr/share/fonts/truetype/liberation", "/usr/share/fonts/truetype/liberation2",
        "/usr/share/fonts/liberation" },
      { "LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf" } },
    { "DejaVu Sans",
      { "/usr/share/fonts/truetype/dejavu", "/usr/share/fonts/dejavu", "/usr/share/fonts/TTF" },
      { "DejaVuSans.ttf", "DejaVuSans-Bold.ttf" } },
};
enum { FAMILIES = sizeof families / sizeof *families };
const char *const pc_font_families[] = { "Inter", "Liberation Sans", "DejaVu Sans", NULL };

struct pc_fonts {
    FcConfig *config;
    PangoFontMap *map;
    PangoContext *context;
    size_t family;
    char *unknown; /* the first text with signs that no font has */
};

/* ---- Opening ---- */

static bool add_file(FcConfig *config, const char *folder, const char *name)
{
    pc_text path = { 0 };
    pc_text_addf(&path, "%s/%s", folder, name);
    const bool added = !path.failed && access(path.data, R_OK) == 0 &&
                       FcConfigAppFontAddFile(config, (const FcChar8 *)path.data);
    pc_text_clear(&path);
    return added;
}

static bool add_family(FcConfig *config, const struct family *family, const char *folder)
{
    if (!add_file(config, folder, family->files[0])) return false;
    for (size_t i = 1; i < FILES && family->files[i]; i++)
        add_file(config, folder, family->files[i]);
    return true;
}

static bool find_family(FcConfig *config, const struct family *family, const char *folder)
{
    if (folder) return add_family(config, family, folder);
    for (size_t i = 0; i < 4 && family->folders[i]; i++)
        if (add_family(config, family, family->folders[i])) return true;
    return false;
}

/* Which family is used: the wanted one, else the best; all are loaded, for signs that it lacks.
 */
static size_t find_families(FcConfig *config, const char *folder, const char *wanted)
{
    size_t first = FAMILIES;
    for (size_t i = FAMILIES; i-- > 0;)
        if (find_family(config, &families[i], folder) &&
            (first == FAMILIES || strcmp(families[first].name, wanted) != 0))
            first = i;
    return first;
}

static bool make_context(pc_fonts *fonts)
{
    fonts->map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
    if (!fonts->map) return false;
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(fonts->map), fonts->config);
    pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(fonts->map), 96);
    fonts->context = pango_font_map_create_context(fonts->map);
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(fonts->context, options);
    cairo_font_options_destroy(options);
    pango_context_set_round_glyph_positions(fonts->context, FALSE);
    pango_context_set_language(fonts->context, pango_language_from_string("en"));
    pango_context_set_base_dir(fonts->context, PANGO_DIRECTION_LTR);
    return true;
}

/* "Inter Display,Inter,Liberation Sans,DejaVu Sans", from the family in use on. */
static PangoFontDescription *describe(const pc_fonts *fonts, const pc_type *type)
{
    static const char *const lists[FAMILIES] = { "Inter,Liberation Sans,DejaVu Sans",
                                                 "Liberation Sans,DejaVu Sans", "DejaVu Sans" };
    static const char display[] = "Inter Display,Inter,Liberation Sans,DejaVu Sans";
    PangoFontDescription *description = pango_font_description_new();
    pango_font_description_set_family_static(
        description, type->display && fonts->family == 0 ? display : lists[fonts->family]);
    pango_font_description_set_weight(description, (PangoWeight)type->weight);
    pango_font_description_set_absolute_size(description, type->size * PANGO_SCALE);
    return description;
}

/* Pango replaces a missing family without a word, so it is asked what it really took. */
static bool is_served(const pc_fonts *fonts)
{
    PangoFontDescription *wanted = describe(fonts, &pc_theme_light.label);
    PangoFont *font = pango_font_map_load_font(fonts->map, fonts->context, wanted);
    pango_font_description_free(wanted);
    if (!font) return false;
    PangoFontDescription *got = pango_font_describe(font);
    const char *family = pango_font_description_get_family(got);
    const bool same = family && strcmp(family, families[fonts->family].name) == 0;
    pango_font_description_free(got);
    g_object_unref(font);
    return same;
}

static pc_status no_font(const char *folder, pc_diags *diags)
{
    const pc_place at = { .file = folder };
    pc_diag_add(diags, PC_ERROR, "E0601", &at,
                "install Inter (Debian package fonts-inter), Liberation Sans or DejaVu Sans",
                "no usable font, so no chart");
    return PC_ENOINPUT;
}

static void warn_of_fallback(const pc_fonts *fonts, const char *folder, const char *wanted,
                             pc_diags *diags)
{
    const pc_place at = { .file = folder };
    const char *used = families[fonts->family].name;
    if (strcmp(used, wanted) != 0)
        pc_diag_add(diags, PC_WARNING, "W0601", &at,
                    strcmp(wanted, "Inter") == 0
                        ? "install Inter (Debian package fonts-inter) for the charts' own look"
                        : "install it, or choose another font in the theme",
                    "the font %s is not there; charts are set in %s", wanted, used);
}

pc_status pc_fonts_open(pc_fonts **out, const char *folder, const char *wanted, pc_diags *diags)
{
    pc_fonts *fonts = calloc(1, sizeof *fonts);
    if (fonts) fonts->config = FcConfigCreate();
    if (!fonts || !fonts->config) {
        pc_fonts_close(fonts);
        return PC_ENOMEM;
    }
    fonts->family = find_families(fonts->config, folder, wanted);
    if (fonts->family == FAMILIES || !make_context(fonts) || !is_served(fonts)) {
        pc_fonts_close(fonts);
        return no_font(folder, diags);
    }
    warn_of_fallback(fonts, folder, wanted, diags);
    *out = fonts;
    return PC_OK;
}

void pc_fonts_close(pc_fonts *fonts)
{
    if (!fonts) return;
    if (fonts->context) g_object_unref(fonts->context);
    if (fonts->map) g_object_unref(fonts->map);
    if (fonts->config) FcConfigDestroy(fonts->config);
    free(fonts->unknown);
    free(fonts);
}

const char *pc_fonts_family(const pc_fonts *fonts)
{
    return families[fonts->family].name;
}

/* ---- Measuring and drawing ---- */

static PangoLayout *set(const pc_fonts *fonts, const char *text, const pc_type *type)
{
    PangoLayout *layout = pango_layout_new(fonts->context);
    PangoFontDescription *description = describe(fonts, type);
    pango_layout_set_font_description(layout, description);
    pango_font_description_free(description);
    pango_layout_set_auto_dir(layout, FALSE);
    pango_layout_set_single_paragraph_mode(layout, TRUE);
    if (type->tabular) {
        PangoAttrList *attributes = pango_attr_list_new();
        pango_attr_list_insert(attributes, pango_attr_font_features_new("tnum=1"));
        pango_layout_set_attributes(layout, attributes);
        pango_attr_list_unref(attributes);
    }
    pango_layout_set_text(layout, text, -1);
    return layout;
}

static pc_extent measure(void *self, const char *text, const pc_type *type)
{
    pc_fonts *fonts = self;
    PangoLayout *layout = set(fonts, text, type);
    PangoRectangle ink, logical;
    pango_layout_line_get_extents(pango_layout_get_line_readonly(layout, 0), &ink, &logical);
    if (!fonts->unknown && pango_layout_get_unknown_glyphs_count(layout) > 0)
        fonts->unknown = strdup(text);
    g_object_unref(layout);
    return (pc_extent) { pango_units_to_double(logical.width),
                         fmin(0, pango_units_to_double(ink.y)),
                         fmax(0, pango_units_to_double(ink.y + ink.height)) };
}

pc_measure pc_fonts_measure(pc_fonts *fonts)
{
    return (pc_measure) { measure, fonts };
}

void pc_fonts_report(const pc_fonts *fonts, pc_diags *diags)
{
    if (fonts->unknown)
        pc_diag_add(diags, PC_WARNING, "W0602", NULL,
                    "write the name in signs that Inter, Liberation Sans or DejaVu Sans have",
                    "no font has all signs of \"%s\"; the PNG shows boxes in their place",
                    fonts->unknown);
}

static void set_colour(cairo_t *cr, int32_t colour)
{
    cairo_set_source_rgb(cr, (colour >> 16 & 0xFF) / 255.0, (colour >> 8 & 0xFF) / 255.0,
                         (colour & 0xFF) / 255.0);
}

void pc_fonts_draw(pc_fonts *fonts, cairo_t *cr, const pc_item *label, int32_t halo)
{
    PangoLayout *layout = set(fonts, label->text, &label->type);
    PangoLayoutLine *line = pango_layout_get_line_readonly(layout, 0);
    cairo_move_to(cr, label->box.x0, label->points[0].y);
    if (halo != PC_NO_COLOUR) {
        pango_cairo_layout_line_path(cr, line);
        set_colour(cr, halo);
        cairo_set_line_width(cr, 6);
        cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
        cairo_stroke(cr);
        cairo_move_to(cr, label->box.x0, label->points[0].y);
    }
    set_colour(cr, label->paint.fill);
    pango_cairo_show_layout_line(cr, line);
    g_object_unref(layout);
}
