/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/quantity.h"

#include <string.h>

static const pc_expr *keep(pc_reader *reader, pc_expr expr)
{
    pc_expr *kept = PC_NEW(reader->arena, pc_expr);
    if (!kept) return &pc_expr_broken;
    *kept = expr;
    return kept;
}

const pc_expr *pc_make_number(pc_reader *reader, const pc_written *written)
{
    return keep(reader, (pc_expr) { .kind = PC_EXPR_NUMBER,
                                    .number = written->number,
                                    .decimal = written->decimal,
                                    .digits = written->digits,
                                    .places = written->places });
}

const pc_expr *pc_make(pc_reader *reader, pc_expr_kind kind, const pc_expr *const *args,
                       size_t n)
{
    const pc_expr **kept = n ? PC_NEW_ARRAY(reader->arena, const pc_expr *, n) : NULL;
    if (n && !kept) return &pc_expr_broken;
    if (n) memcpy(kept, args, n * sizeof *kept);
    return keep(reader, (pc_expr) { .kind = kind, .n_args = n, .args = kept });
}

const pc_expr *pc_make2(pc_reader *reader, pc_expr_kind kind, const pc_expr *a,
                        const pc_expr *b)
{
    return pc_make(reader, kind, (const pc_expr *const[]) { a, b }, 2);
}

const pc_expr *pc_make_draw(pc_reader *reader, const pc_draw *draw)
{
    pc_draw *kept = PC_NEW(reader->arena, pc_draw);
    if (!kept) return &pc_expr_broken;
    *kept = *draw;
    return keep(reader, (pc_expr) { .kind = PC_EXPR_DRAW, .draw = kept });
}
