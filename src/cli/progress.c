/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/progress.h"

#include "cli/console.h"
#include "cli/stop.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

static double now_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

void pc_progress_start(pc_progress *progress, pc_progress_style style, const char *name)
{
    const char *terminal = getenv("TERM");
    if (style == PC_PROGRESS_AUTO) {
        const bool can_erase =
            isatty(STDERR_FILENO) && terminal && strcmp(terminal, "dumb") != 0;
        style = can_erase ? PC_PROGRESS_ALWAYS : PC_PROGRESS_NEVER;
    }
    *progress = (pc_progress) { .style = style,
                                .name = name,
                                .is_utf8 = pc_cli_is_utf8(),
                                .start_s = now_s(),
                                .last_s = -1.0 };
}

void pc_progress_add_count(pc_text *out, uint64_t n)
{
    char digits[32];
    const int length = snprintf(digits, sizeof digits, "%llu", (unsigned long long)n);
    for (int i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0) pc_text_add(out, ",");
        pc_text_add_n(out, &digits[i], 1);
    }
}

enum { BAR_CELLS = 24 };

/* Columns of the terminal that the bar is drawn on; a line that wrapped could not be erased. */
static size_t columns_of_stderr(void)
{
    struct winsize size;
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 100;
}

static void add_if_it_fits(pc_text *out, pc_text *piece, size_t columns)
{
    if (piece->n && !piece->failed &&
        pc_utf8_length(out->data, out->n) + pc_utf8_length(piece->data, piece->n) < columns)
        pc_text_add(out, piece->data);
    pc_text_clear(piece);
}

/* neurectomy  ████████············  45%  9,216 of 20,480 futures  2 s left */
static void add_bar(pc_text *out, const pc_progress *progress, double elapsed_s)
{
    const double part =
        progress->total ? (double)progress->done / (double)progress->total : 0.0;
    const size_t columns = columns_of_stderr();
    const int full = (int)(part * BAR_CELLS);
    pc_text piece = { 0 };
    pc_text_add(out, "");
    pc_text_addf(&piece, "%.30s  ", progress->name);
    add_if_it_fits(out, &piece, columns);
    for (int i = 0; i < BAR_CELLS; i++)
        pc_text_add(&piece, i < full ? (progress->is_utf8 ? "█" : "#")
                                     : (progress->is_utf8 ? "·" : "."));
    add_if_it_fits(out, &piece, columns);
    pc_text_addf(&piece, "  %d%%", (int)(100.0 * part));
    add_if_it_fits(out, &piece, columns);
    pc_text_add(&piece, "  ");
    pc_progress_add_count(&piece, progress->done);
    pc_text_add(&piece, " of ");
    pc_progress_add_count(&piece, progress->total);
    pc_text_add(&piece, " futures");
    add_if_it_fits(out, &piece, columns);
    if (part > 0.02 && elapsed_s > 1.0)
        pc_text_addf(&piece, "  %.0f s left", ceil(elapsed_s * (1.0 - part) / part));
    add_if_it_fits(out, &piece, columns);
}

static void draw_bar(pc_progress *progress, double now)
{
    pc_text line = { 0 };
    add_bar(&line, progress, now - progress->start_s);
    if (!line.failed) fprintf(stderr, "\r\033[K%s", line.data);
    pc_text_clear(&line);
    progress->is_drawn = true;
}

static void write_json(const pc_progress *progress, const char *event, double now)
{
    fprintf(stderr, "{\"event\":\"%s\",\"scenario\":\"", event);
    for (const char *c = progress->name; *c; c++) {
        if (*c == '"' || *c == '\\') fputc('\\', stderr);
        fputc((unsigned char)*c < 0x20 ? '?' : *c, stderr);
    }
    fprintf(stderr, "\",\"done\":%llu,\"total\":%llu,\"seconds\":%.1f}\n",
            (unsigned long long)progress->done, (unsigned long long)progress->total,
            now - progress->start_s);
}

bool pc_progress_update(void *context, uint64_t done, uint64_t total)
{
    pc_progress *progress = context;
    const double now = now_s();
    progress->done = done;
    progress->total = total;
    if (progress->style != PC_PROGRESS_NEVER && now - progress->last_s >= 0.1) {
        progress->last_s = now;
        if (progress->style == PC_PROGRESS_JSON)
            write_json(progress, "progress", now);
        else
            draw_bar(progress, now);
    }
    return !pc_stop_asked();
}

void pc_progress_end(pc_progress *progress, bool is_complete)
{
    if (progress->is_drawn) fputs("\r\033[K", stderr);
    progress->is_drawn = false;
    if (progress->style != PC_PROGRESS_JSON) return;
    if (is_complete) progress->done = progress->total;
    write_json(progress, is_complete ? "done" : "stopped", now_s());
}
