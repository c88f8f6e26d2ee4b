/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One distribution for the terminal: words, picture, quantiles, answers. */
#include "chart/text/format.h"
#include "partnercast/report.h"
#include "report/sheet.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { N_TABLE = 11, MOST_BARS = 16, MOST_COLUMNS = 64, ROWS = 5, EIGHTHS = 8 };

static const struct {
    double p;
    const char *percent, *words;
} table[N_TABLE] = {
    { 0.001, "0.1%", "1 in 1,000 below" },  { 0.01, "1%", "1 in 100 below" },
    { 0.05, "5%", "1 in 20 below" },        { 0.1, "10%", "1 in 10 below" },
    { 0.25, "25%", "1 in 4 below" },        { 0.5, "50%", "half below, half above" },
    { 0.75, "75%", "1 in 4 above" },        { 0.9, "90%", "1 in 10 above" },
    { 0.95, "95%", "1 in 20 above" },       { 0.99, "99%", "1 in 100 above" },
    { 0.999, "99.9%", "1 in 1,000 above" },
};

typedef struct page_of {
    pc_sheet *sheet;
    const pc_distribution *d;
} page_of;

/* ---- figures ---- */

static bool is_whole(const pc_distribution *d)
{
    for (size_t i = 0; i < d->n_atoms; i++)
        if (d->atoms[i].value != floor(d->atoms[i].value)) return false;
    return d->is_discrete && d->low == floor(d->low);
}

/* So many decimals that a hundredth of the usual range, or of a constant, shows. */
static pc_format format_of(const pc_distribution *d, double x)
{
    const bool is_money = strcmp(d->unit, "money") == 0;
    const pc_unit unit = is_money ? PC_UNIT_MONEY : pc_unit_of(d->unit);
    const double spread = d->is_constant ? fabs(d->low) : d->q[189] - d->q[9];
    const bool whole = is_whole(d) && !is_money && unit != PC_UNIT_FRACTION && x == floor(x);
    return pc_format_step(unit, d->currency, x, whole ? 1.0 : spread / 100.0);
}

/* In its own size: a mean of thousands beside a median of ones. */
static const char *figure(char out[PC_SHOWN_SIZE], const page_of *p, double x)
{
    const pc_format format = format_of(p->d, x);
    pc_format_write(out, &format, x, false);
    if (p->sheet->is_utf8) return out;
    char *minus = strstr(out, "\xe2\x88\x92");
    if (minus) memmove(minus + 1, minus + 3, strlen(minus + 3) + 1), *minus = '-';
    return out;
}

/* ---- words ---- */

static void add_head(const page_of *p)
{
    const pc_distribution *d = p->d;
    const char *gap = pc_sheet_sign(p->sheet, PC_SIGN_SEPARATOR);
    if (*d->name) {
        char *clean = pc_sheet_clean(p->sheet, d->name);
        pc_sheet_add(p->sheet, PC_SHEET_BOLD, clean ? clean : "");
        pc_sheet_add(p->sheet, PC_SHEET_PLAIN, gap);
        if (!clean) p->sheet->out.failed = true;
        free(clean);
    }
    pc_sheet_add(p->sheet, *d->name ? PC_SHEET_PLAIN : PC_SHEET_BOLD, d->family);
    if (strcmp(d->unit, "number") != 0) {
        pc_text_addf(&p->sheet->out, "%s%s", gap, d->unit);
        if (strcmp(d->unit, "money") == 0)
            pc_text_addf(&p->sheet->out, "%s%s", gap, d->currency);
    }
    if (d->is_cut) pc_text_addf(&p->sheet->out, "%scut off", gap);
    pc_text_add(&p->sheet->out, "\n\n");
}

static void say_ranges(pc_text *out, const page_of *p)
{
    const pc_distribution *d = p->d;
    char low[PC_SHOWN_SIZE], mid[PC_SHOWN_SIZE], high[PC_SHOWN_SIZE];
    figure(low, p, pc_distribution_quantile(d, 0.05));
    figure(mid, p, pc_distribution_quantile(d, 0.5));
    figure(high, p, pc_distribution_quantile(d, 0.95));
    if (d->is_constant)
        pc_text_addf(out, "Always %s.", mid);
    else if (d->has_atoms)
        pc_text_addf(out, "Half the time at most %s; at least 9 times in 10 from %s to %s.",
                     mid, low, high);
    else
        pc_text_addf(out, "Half the time below %s; 1 in 20 below %s, 1 in 20 above %s.", mid,
                     low, high);
}

/* What single values weigh: the likeliest of a list, and 0 where it stands out of a range. */
static void say_atoms(pc_text *out, const page_of *p)
{
    const pc_distribution *d = p->d;
    char value[PC_SHOWN_SIZE], chance[PC_SHOWN_SIZE];
    size_t top = 0, n_top = 0;
    for (size_t i = 1; i < d->n_atoms; i++)
        if (d->atoms[i].probability > d->atoms[top].probability + 1e-12) top = i;
    for (size_t i = 0; i < d->n_atoms; i++)
        n_top += d->atoms[i].probability >= d->atoms[top].probability - 1e-12;
    if (d->n_atoms > 1 && n_top <= 2) {
        pc_format_chance(chance, d->atoms[top].probability, 1000000000);
        pc_text_addf(out, " Most likely %s, %s.", figure(value, p, d->atoms[top].value),
                     chance);
    }
    const double below = pc_distribution_cdf(d, -0x1p-1000), upto = pc_distribution_cdf(d, 0.0);
    if (d->has_atoms && !d->is_discrete && upto - below > 0.001) {
        pc_format_chance(chance, upto - below, 1000000000);
        pc_text_addf(out, " Exactly 0 in %s.", chance);
    }
}

static void say_moments(pc_text *out, const page_of *p)
{
    const pc_distribution *d = p->d;
    char x[PC_SHOWN_SIZE];
    if (d->is_constant) return;
    pc_text_addf(out, " Mean %s, ", figure(x, p, d->mean));
    if (isinf(d->sd))
        pc_text_add(out, "standard deviation infinite");
    else
        pc_text_addf(out, "standard deviation %s", figure(x, p, d->sd));
    if (isfinite(d->low)) pc_text_addf(out, "; never below %s", figure(x, p, d->low));
    if (isfinite(d->high)) pc_text_addf(out, "; never above %s", figure(x, p, d->high));
    pc_text_add(out, ".");
    if (isnan(d->plan)) return;
    pc_text_addf(out, " The plan's %s is reached with a chance of ", figure(x, p, d->plan));
    const double below = pc_distribution_cdf(d, nextafter(d->plan, (double)-INFINITY));
    pc_text_addf(out, "%s.", pc_format_chance(x, 1.0 - below, 1000000000));
}

static void add_paragraph(const page_of *p, const char *words)
{
    if (words)
        pc_sheet_paragraph(p->sheet, "", PC_SHEET_PLAIN, words);
    else
        p->sheet->out.failed = true;
    pc_text_add(&p->sheet->out, "\n");
}

static void add_words(const page_of *p)
{
    pc_text text = { 0 };
    say_ranges(&text, p);
    say_atoms(&text, p);
    say_moments(&text, p);
    add_paragraph(p, text.failed ? NULL : text.data);
    pc_text_clear(&text);
}

/* From how many values of which file and time, and what was fitted to them. */
static void add_data(const page_of *p)
{
    if (!*p->d->data) return;
    char *clean = pc_sheet_clean(p->sheet, p->d->data);
    pc_text text = { 0 };
    pc_text_addf(&text, "Data: %s.", clean ? clean : "");
    add_paragraph(p, clean && !text.failed ? text.data : NULL);
    pc_text_clear(&text);
    free(clean);
}

/* ---- the picture ---- */

/* One bar a value, where there are few. */
static bool add_bars(const page_of *p)
{
    const pc_distribution *d = p->d;
    double most = 0.0;
    size_t first = d->n_atoms, last = 0, width = 0;
    char text[PC_SHOWN_SIZE];
    for (size_t i = 0; i < d->n_atoms; i++) {
        if (d->atoms[i].probability < 0.001) continue;
        if (first > i) first = i;
        last = i;
    }
    if (d->n_atoms == 0 || first > last || last - first >= MOST_BARS) return false;
    for (size_t i = first; i <= last; i++) {
        const size_t n = strlen(figure(text, p, d->atoms[i].value));
        width = n > width ? n : width;
        most = fmax(most, d->atoms[i].probability);
    }
    for (size_t i = first; i <= last; i++) {
        const double share = d->atoms[i].probability;
        pc_text_add(&p->sheet->out, "  ");
        pc_sheet_add_padded(p->sheet, PC_SHEET_PLAIN, figure(text, p, d->atoms[i].value), width,
                            true);
        pc_text_add(&p->sheet->out, "  ");
        for (int k = 0; k < (int)(40.0 * share / most + 0.5); k++)
            pc_text_add(&p->sheet->out, pc_sheet_sign(p->sheet, PC_SIGN_BAR));
        pc_text_addf(&p->sheet->out, " %s\n", pc_format_chance(text, share, 1000000000));
    }
    return true;
}

typedef struct picture {
    double begin, width; /* of a column */
    size_t n;
    double share[MOST_COLUMNS], most;
} picture;

/* From the 0.5 % to the 99.5 % quantile; counts get columns of equally many whole numbers. */
static picture measure(const page_of *p)
{
    const pc_distribution *d = p->d;
    const double low = d->q[0], high = d->q[PC_DISTRIBUTION_QUANTILES - 1];
    const size_t room =
        p->sheet->columns < MOST_COLUMNS + 4 ? p->sheet->columns - 4 : MOST_COLUMNS;
    picture pic = { .begin = low, .n = room, .width = (high - low) / (double)room };
    const bool whole = is_whole(d);
    if (whole) {
        pic.width = ceil((high - low + 1.0) / (double)room);
        pic.n = (size_t)ceil((high - low + 1.0) / pic.width);
        pic.begin = low - 0.5;
    }
    double before = whole ? pc_distribution_cdf(d, pic.begin)
                          : pc_distribution_cdf(d, low) * (d->has_atoms ? 0.0 : 1.0);
    for (size_t i = 0; i < pic.n; i++) {
        const double upto =
            i + 1 == pic.n && !whole
                ? pc_distribution_cdf(d, high)
                : pc_distribution_cdf(d, pic.begin + (double)(i + 1) * pic.width);
        pic.share[i] = upto - before;
        pic.most = fmax(pic.most, pic.share[i]);
        before = upto;
    }
    return pic;
}

static void add_row(pc_sheet *sheet, const picture *pic, int row)
{
    static const char *const blocks[] = { " ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█" };
    pc_text_add(&sheet->out, "  ");
    for (size_t i = 0; i < pic->n; i++) {
        const double height = pic->share[i] / pic->most * ROWS * EIGHTHS;
        int level = (int)(height + 0.5) - row * EIGHTHS;
        if (row == 0 && level == 0 && height > 0.0) level = 1; /* little is not nothing */
        level = level < 0 ? 0 : level > EIGHTHS ? EIGHTHS : level;
        pc_text_add(&sheet->out, sheet->is_utf8 ? blocks[level]
                                 : level > 3    ? "#"
                                 : level        ? "."
                                                : " ");
    }
    while (sheet->out.n > 0 && !sheet->out.failed && sheet->out.data[sheet->out.n - 1] == ' ')
        sheet->out.data[--sheet->out.n] = '\0';
    pc_text_add(&sheet->out, "\n");
}

/* Least, median and greatest of what is shown, where they are. */
static void add_axis(const page_of *p, const picture *pic)
{
    char low[PC_SHOWN_SIZE], mid[PC_SHOWN_SIZE], high[PC_SHOWN_SIZE];
    const double median = p->d->q[PC_DISTRIBUTION_QUANTILES / 2];
    figure(low, p, p->d->q[0]);
    figure(mid, p, median);
    figure(high, p, p->d->q[PC_DISTRIBUTION_QUANTILES - 1]);
    const size_t n_low = pc_sheet_columns(low, strlen(low)),
                 n_mid = pc_sheet_columns(mid, strlen(mid)),
                 n_high = pc_sheet_columns(high, strlen(high));
    const size_t at = (size_t)((median - pic->begin) / pic->width);
    const size_t from = at > n_mid / 2 ? at - n_mid / 2 : 0;
    const size_t end = pic->n > n_high ? pic->n - n_high : n_low + 1;
    const bool fits = from > n_low && from + n_mid < end;
    pc_text *out = &p->sheet->out;
    pc_text_addf(out, "  %s", low);
    size_t column = n_low;
    if (fits) {
        pc_text_repeat(out, ' ', from - column);
        pc_text_add(out, mid);
        column = from + n_mid;
    }
    pc_text_repeat(out, ' ', end > column ? end - column : 1);
    pc_text_addf(out, "%s\n", high);
}

static void add_picture(const page_of *p)
{
    if (p->d->is_constant) return;
    if (!add_bars(p)) {
        const picture pic = measure(p);
        if (!(pic.most > 0.0)) return;
        for (int row = ROWS; row-- > 0;) add_row(p->sheet, &pic, row);
        add_axis(p, &pic);
    }
    pc_text_add(&p->sheet->out, "\n");
}

/* ---- tables ---- */

static void add_line(const page_of *p, const char *left, const char *value, const char *words)
{
    pc_text_add(&p->sheet->out, "  ");
    pc_sheet_add_padded(p->sheet, PC_SHEET_PLAIN, left, 8, true);
    pc_text_add(&p->sheet->out, "  ");
    pc_sheet_add_padded(p->sheet, PC_SHEET_PLAIN, value, 10, true);
    if (*words) {
        pc_text_add(&p->sheet->out, "   ");
        pc_sheet_add(p->sheet, PC_SHEET_DIM, words);
    }
    pc_text_add(&p->sheet->out, "\n");
}

static void add_table(const page_of *p)
{
    char text[PC_SHOWN_SIZE];
    if (p->d->is_constant) return;
    for (int i = 0; i < N_TABLE; i++)
        add_line(p, table[i].percent,
                 figure(text, p, pc_distribution_quantile(p->d, table[i].p)),
                 p->d->has_atoms ? "" : table[i].words);
}

/* With all their digits, as results are written: these are what was asked for. */
static void add_answers(const page_of *p, const pc_distribution_questions *questions)
{
    pc_text *out = &p->sheet->out;
    if (!questions || questions->n_p + questions->n_x == 0) return;
    if (!p->d->is_constant) pc_text_add(out, "\n");
    for (size_t i = 0; i < questions->n_p; i++)
        pc_text_addf(out, "  quantile %.15g: %.12g\n", questions->p[i],
                     pc_distribution_quantile(p->d, questions->p[i]));
    for (size_t i = 0; i < questions->n_x; i++) {
        const double x = questions->x[i], upto = pc_distribution_cdf(p->d, x);
        pc_text_addf(out, "  at %.15g: %.12g at most, %.12g above\n", x, upto, 1.0 - upto);
    }
}

char *pc_report_distribution(const pc_distribution *distribution,
                             const pc_distribution_questions *questions,
                             const pc_terminal_options *options)
{
    static const pc_terminal_options defaults;
    if (!options) options = &defaults;
    const unsigned columns = options->columns ? options->columns : 100;
    pc_sheet sheet = { .columns = columns < 40    ? 40
                                  : columns > 120 ? 120
                                                  : columns,
                       .is_utf8 = options->utf8,
                       .is_coloured = options->colour };
    const page_of p = { .sheet = &sheet, .d = distribution };
    add_head(&p);
    add_words(&p);
    add_data(&p);
    add_picture(&p);
    add_table(&p);
    add_answers(&p, questions);
    return pc_text_take(&sheet.out);
}
