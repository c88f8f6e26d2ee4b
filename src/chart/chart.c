/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "partnercast/chart.h"

#include "base/file.h"
#include "chart/kinds/fan/fan.h"
#include "chart/kinds/kind.h"
#include "chart/render/render.h"
#include "chart/spec/theme_file.h"
#include "chart/text/clean.h"
#include "results/csv.h"
#include "json/json.h"

#include <stdlib.h>
#include <string.h>

struct pc_chart {
    pc_arena arena; /* of everything below but the fonts */
    pc_fonts *fonts;
    pc_list list;
    pc_picture picture;
    pc_draft draft;
    pc_theme theme;
    int scale;
};

/* "fan", "roi.multiple" as "fan-roi-multiple": an id that may stand in any page. */
static const char *make_id(pc_arena *arena, const char *kind, const char *about)
{
    char *id = pc_arena_printf(arena, "%s-%s", kind, about);
    for (char *s = id; s && *s; s++) {
        const bool good = (*s >= 'a' && *s <= 'z') || (*s >= 'A' && *s <= 'Z') ||
                          (*s >= '0' && *s <= '9') || *s == '-' || *s == '_';
        if (!good) *s = '-';
    }
    return id;
}

static int usable_scale(const pc_chart_options *options)
{
    const int scale = options ? options->scale : 0;
    return scale < 1 ? 1 : scale > 3 ? 3 : scale;
}

/* The words, copied: the results may be gone when the chart is saved. */
static void set_picture(pc_chart *chart, const pc_kind *kind)
{
    pc_arena *arena = &chart->arena;
    const pc_draft *draft = &chart->draft;
    const pc_results *results = draft->results;
    chart->picture = (pc_picture) {
        .id = make_id(arena, kind->name, draft->about),
        .title = draft->title,
        .description = draft->description,
        .software =
            pc_arena_printf(arena, "partnercast %s",
                            results && results->engine_version ? results->engine_version : ""),
        .sha256 = pc_clean_text(arena, results ? results->sha256 : ""),
        .theme = draft->theme,
        .list = &chart->list,
    };
}

static pc_status compose(pc_chart *chart, const pc_kind *kind, const pc_chart_options *options,
                         pc_diags *diags)
{
    pc_draft *draft = &chart->draft;
    pc_status status = kind->read(draft, diags);
    if (status != PC_OK) return status;
    if (draft->spec->title) draft->title = pc_clean_text(&chart->arena, draft->spec->title);
    status = pc_fonts_open(&chart->fonts, options ? options->font_folder : NULL,
                           draft->theme->font, diags);
    if (status != PC_OK) return status;
    const pc_measure measure = pc_fonts_measure(chart->fonts);
    chart->list.arena = &chart->arena;
    set_picture(chart, kind);
    kind->layout(&chart->list, draft, &measure);
    pc_fonts_report(chart->fonts, diags);
    return chart->arena.failed ? PC_ENOMEM : PC_OK;
}

/* The caller's, else the specification's, else light; copied, since the caller may free his. */
static pc_status choose_theme(pc_chart *chart, const pc_chart_options *options, pc_diags *diags)
{
    pc_draft *draft = &chart->draft;
    const char *name = draft->spec->theme;
    const pc_theme *theme = options && options->theme ? &options->theme->theme
                            : name                    ? pc_theme_find(name)
                                                      : &pc_theme_light;
    if (!theme) {
        pc_diag_add(diags, PC_ERROR, "E0604", NULL, "the themes are: light, dark",
                    "there is no theme named '%s'", name);
        return PC_EUSAGE;
    }
    chart->theme = *theme;
    draft->theme = &chart->theme;
    return PC_OK;
}

static pc_status no_such_kind(const char *kind, pc_diags *diags)
{
    pc_text help = { 0 };
    for (size_t i = 0; pc_kinds[i]; i++)
        pc_text_addf(&help, "%s%s", i == 0 ? "the kinds are: " : ", ", pc_kinds[i]->name);
    pc_diag_add(diags, PC_ERROR, "E0604", NULL, help.failed ? NULL : help.data,
                "there is no kind of chart named '%s'", kind ? kind : "");
    pc_text_clear(&help);
    return PC_EUSAGE;
}

/* draft: what is drawn, from whom. */
static pc_status make(pc_chart **out, const pc_kind *kind, const pc_draft *draft,
                      const pc_chart_options *options, pc_diags *diags)
{
    pc_chart *chart = calloc(1, sizeof *chart);
    if (!chart) return PC_ENOMEM;
    chart->scale = usable_scale(options);
    chart->draft = *draft;
    chart->draft.arena = &chart->arena;
    pc_status status = choose_theme(chart, options, diags);
    if (status == PC_OK) status = compose(chart, kind, options, diags);
    if (status == PC_OK)
        *out = chart;
    else
        pc_chart_free(chart);
    return status;
}

/* What is said of a key of the specification stands where its file has it. */
static void pass_on(pc_diags *to, const pc_diags *from, const pc_chart_spec *spec)
{
    for (size_t i = 0; i < pc_diags_count(from); i++) {
        const pc_diag *d = pc_diags_at(from, i);
        pc_arena scratch;
        pc_arena_init(&scratch);
        const pc_json *value =
            *d->pointer && !d->line ? pc_json_at_pointer(spec->source, d->pointer) : NULL;
        const pc_place at = value ? pc_json_place(&scratch, value) : pc_diag_place(d);
        pc_diag_pass(to, d, &at);
        pc_arena_clear(&scratch);
    }
}

pc_status pc_chart_make(pc_chart **out, const pc_results *results, const pc_chart_spec *spec,
                        const pc_chart_options *options, pc_diags *diags)
{
    const pc_kind *kind = spec->kind ? pc_kind_find(spec->kind) : NULL;
    const pc_draft draft = { .results = results, .spec = spec };
    if (!kind) return no_such_kind(spec->kind, diags);
    pc_diags *own = pc_diags_new();
    if (!own) return PC_ENOMEM;
    const pc_status status = make(out, kind, &draft, options, own);
    pass_on(diags, own, spec);
    pc_diags_free(own);
    return status;
}

pc_status pc_chart_make_distribution(pc_chart **out, const pc_distribution *distribution,
                                     const pc_chart_options *options, pc_diags *diags)
{
    static const pc_chart_spec spec = { .kind = "dist" };
    const pc_draft draft = { .distribution = distribution, .spec = &spec };
    return make(out, pc_kind_find(spec.kind), &draft, options, diags);
}

void pc_chart_free(pc_chart *chart)
{
    if (!chart) return;
    pc_fonts_close(chart->fonts);
    pc_arena_clear(&chart->arena);
    free(chart);
}

const char *pc_chart_title(const pc_chart *chart)
{
    return chart->picture.title;
}

const char *pc_chart_description(const pc_chart *chart)
{
    return chart->picture.description;
}

pc_status pc_chart_save_png(const pc_chart *chart, const char *path, pc_diags *diags)
{
    pc_text bytes = { 0 };
    pc_status status = pc_png_make(&bytes, &chart->picture, chart->fonts, chart->scale, diags);
    if (status == PC_OK) status = pc_file_replace(path, bytes.data, bytes.n, diags);
    pc_text_clear(&bytes);
    return status;
}

pc_status pc_chart_save_svg(const pc_chart *chart, const char *path, pc_diags *diags)
{
    pc_text text = { 0 };
    pc_svg_make(&text, &chart->picture);
    const pc_status status =
        text.failed ? PC_ENOMEM : pc_file_replace(path, text.data, text.n, diags);
    pc_text_clear(&text);
    return status;
}

char *pc_chart_layout_json(const pc_chart *chart)
{
    pc_text text = { 0 };
    pc_layout_dump(&text, &chart->picture, pc_fonts_family(chart->fonts));
    return pc_text_take(&text);
}

char *pc_chart_table_csv(const pc_chart *chart)
{
    pc_text text = { 0 };
    pc_text_add(&text, "metric,period,unit,stat,value\r\n");
    for (size_t i = 0; i < chart->draft.n_rows; i++) {
        const pc_chart_row *row = &chart->draft.rows[i];
        const char *const cells[] = { row->metric, row->period, row->unit, row->stat };
        for (size_t k = 0; k < sizeof cells / sizeof *cells; k++) {
            pc_csv_add_text(&text, cells[k]);
            pc_text_add(&text, ",");
        }
        pc_csv_add_number(&text, row->value);
        pc_text_add(&text, "\r\n");
    }
    return pc_text_take(&text);
}
