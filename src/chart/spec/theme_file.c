/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Themes as data: what a file leaves out is as in light. */
#include "chart/spec/theme_file.h"

#include "chart/render/fonts.h"
#include "chart/spec/contrast.h"
#include "json/fields.h"

#include <stdlib.h>
#include <string.h>

#define PC_COUNT(array) (sizeof(array) / sizeof *(array))

/* ---- Colours ---- */

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return -1;
}

/* "#0B4F86". */
static void read_colour(pc_fields *fields, uint32_t *out, const pc_json *value)
{
    const char *s = value->kind == PC_JSON_STRING ? value->string : "";
    uint32_t colour = 0;
    bool good = s[0] == '#' && strlen(s) == 7;
    for (int i = 1; good && i < 7; i++) {
        good = hex_digit(s[i]) >= 0;
        if (good) colour = colour * 16 + (uint32_t)hex_digit(s[i]);
    }
    if (good)
        *out = colour;
    else
        pc_fields_error(fields, value, "E0613", "write it as \"#0B4F86\"",
                        "this is not a colour");
}

static void read_colours(pc_fields *fields, uint32_t *out, size_t n, const pc_json *list)
{
    if (list->kind != PC_JSON_ARRAY || list->n_items != n) {
        pc_fields_error(fields, list, "E0612", NULL, "expected a list of %zu colours", n);
        return;
    }
    for (size_t i = 0; i < n; i++) read_colour(fields, &out[i], &list->items[i]);
}

static const struct {
    const char *name;
    size_t offset, n; /* n > 0: a list */
} colours[] = {
    { "paper", offsetof(pc_theme, paper), 0 },
    { "ink", offsetof(pc_theme, ink), 0 },
    { "ink2", offsetof(pc_theme, ink2), 0 },
    { "ink3", offsetof(pc_theme, ink3), 0 },
    { "grid", offsetof(pc_theme, grid), 0 },
    { "axis", offsetof(pc_theme, axis), 0 },
    { "zero", offsetof(pc_theme, zero), 0 },
    { "median", offsetof(pc_theme, median), 0 },
    { "band_90", offsetof(pc_theme, band_90), 0 },
    { "band_80", offsetof(pc_theme, band_80), 0 },
    { "band_50", offsetof(pc_theme, band_50), 0 },
    { "target", offsetof(pc_theme, target), 0 },
    { "other", offsetof(pc_theme, other), 0 },
    { "categories", offsetof(pc_theme, category), PC_N_CATEGORIES },
    { "plans", offsetof(pc_theme, plan), PC_N_PLANS },
    { "moves", offsetof(pc_theme, move), PC_N_MOVES },
    { "move_texts", offsetof(pc_theme, move_text), PC_STAYED },
    { "tiers", offsetof(pc_theme, tier), PC_N_TIER_COLOURS },
    { "ramp", offsetof(pc_theme, ramp), PC_N_RAMP },
};
enum { N_COLOURS = PC_COUNT(colours) };

static void read_all_colours(pc_fields *fields, pc_theme *theme, const pc_json *object)
{
    pc_field table[N_COLOURS];
    const pc_json *values[N_COLOURS] = { NULL };
    for (size_t i = 0; i < N_COLOURS; i++)
        table[i] = (pc_field) { .name = colours[i].name,
                                .kind = PC_FIELD_ANY,
                                .offset = i * sizeof *values,
                                .is_optional = true };
    pc_fields_read(fields, values, object, "colours", table, N_COLOURS);
    for (size_t i = 0; i < N_COLOURS; i++) {
        uint32_t *at = (uint32_t *)(void *)((char *)theme + colours[i].offset);
        if (!values[i]) continue;
        if (colours[i].n > 0)
            read_colours(fields, at, colours[i].n, values[i]);
        else
            read_colour(fields, at, values[i]);
    }
}

/* ---- Sizes ---- */

/* Layouts leave room for texts up to these sizes, and below them nobody can read in print. */
#define SIZE(name, low, high)                                                                  \
    {                                                                                          \
#name, PC_FIELD_NUMBER, offsetof(pc_theme, name.size), true, false, low, high, NULL    \
    }
static const pc_field sizes[] = {
    SIZE(title, 30, 42),    SIZE(subtitle, 16.5, 24), SIZE(label, 16.5, 22),
    SIZE(figure, 16.5, 22), SIZE(big, 20, 30),        SIZE(small, 16.5, 20),
    SIZE(footer, 16.5, 18),
};

/* ---- The whole ---- */

typedef struct parts {
    const char *font, *schema; /* the schema is for editors */
    const pc_json *colours, *sizes;
} parts;

static const pc_field keys[] = {
    { "font", PC_FIELD_WORD, offsetof(parts, font), true, false, 0, 0, pc_font_families },
    { "$schema", PC_FIELD_TEXT, offsetof(parts, schema), true, false, 0, 0, NULL },
    { "colours", PC_FIELD_OBJECT, offsetof(parts, colours), true, false, 0, 0, NULL },
    { "sizes", PC_FIELD_OBJECT, offsetof(parts, sizes), true, false, 0, 0, NULL },
};

static void read_theme(pc_fields *fields, pc_theme *theme, const pc_json *root)
{
    parts read = { .font = theme->font };
    pc_fields_read(fields, &read, root, "a theme", keys, PC_COUNT(keys));
    theme->font = read.font;
    if (read.colours) read_all_colours(fields, theme, read.colours);
    if (read.sizes) pc_fields_read(fields, theme, read.sizes, "sizes", sizes, PC_COUNT(sizes));
    theme->label_bold.size = theme->label.size;
    theme->figure_bold.size = theme->figure.size;
}

static pc_status read_file(pc_theme *theme, const char *path, bool strict, pc_diags *diags)
{
    const pc_json *root;
    pc_arena arena;
    pc_arena_init(&arena);
    pc_status status = pc_json_read_file(&root, &arena, path, PC_JSON_STRICT, NULL, diags);
    pc_fields fields = { .arena = &arena,
                         .diags = diags,
                         .codes = { "E0610", "E0611", "E0612", "E0613" } };
    if (status == PC_OK) {
        read_theme(&fields, theme, root);
        if (fields.n_errors > 0) status = PC_EDATA;
    }
    if (status == PC_OK && arena.failed) status = PC_ENOMEM;
    if (status == PC_OK && pc_theme_check(theme, path, strict, diags) > 0 && strict)
        status = PC_EDATA;
    pc_arena_clear(&arena);
    return status;
}

pc_status pc_chart_theme_load(pc_chart_theme **out, const char *name_or_path, bool strict,
                              pc_diags *diags)
{
    const pc_theme *known = pc_theme_find(name_or_path);
    pc_chart_theme *made = malloc(sizeof *made);
    if (!made) return PC_ENOMEM;
    made->theme = known ? *known : pc_theme_light;
    pc_status status = PC_OK;
    if (!known) {
        made->theme.name = "";
        status = read_file(&made->theme, name_or_path, strict, diags);
    }
    if (status == PC_OK)
        *out = made;
    else
        free(made);
    return status;
}

void pc_chart_theme_free(pc_chart_theme *theme)
{
    free(theme);
}
