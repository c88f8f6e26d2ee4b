/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A draw's name is its luck: two draws of one name would be one. */
#include "scenario/reader.h"

#include <stdlib.h>
#include <string.h>

struct pc_named_draw {
    const char *name;
    const pc_json *at;
};

void pc_note_draw(pc_reader *reader, const char *name, const pc_json *at)
{
    if (PC_GROW(reader->arena, pc_named_draw, reader->draws, reader->n_draws,
                reader->draws_capacity))
        reader->draws[reader->n_draws++] = (pc_named_draw) { name, at };
}

static int by_name(const void *x, const void *y)
{
    const pc_named_draw *a = x, *b = y;
    return strcmp(a->name, b->name);
}

static void complain(pc_reader *reader, const pc_named_draw *draw, const char *who)
{
    pc_json_error(reader->diags, draw->at, "E0237",
                  "give each its own \"stream\", or name one assumption and refer to it twice",
                  "this draws the same numbers as %s: both have the stream \"%s\"", who,
                  draw->name);
}

void pc_check_streams(pc_reader *reader)
{
    static const char mix[] = "revenue/mix/";
    if (reader->n_draws) qsort(reader->draws, reader->n_draws, sizeof *reader->draws, by_name);
    for (size_t i = 0; i < reader->n_draws; i++) {
        const pc_named_draw *draw = &reader->draws[i];
        if (i && strcmp(draw->name, draw[-1].name) == 0)
            complain(reader, draw, pc_json_pointer(reader->arena, draw[-1].at));
        else if (reader->programme->mix > 0 && strncmp(draw->name, mix, sizeof mix - 1) == 0)
            complain(reader, draw, "the mix of the channels");
    }
}
