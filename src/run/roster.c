/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/roster.h"

#include <math.h>

pc_relation pc_relation_of(pc_op op)
{
    static const pc_relation relations[] = { [PC_OP_GE] = PC_AT_LEAST,
                                             [PC_OP_GT] = PC_ABOVE,
                                             [PC_OP_LE] = PC_AT_MOST,
                                             [PC_OP_LT] = PC_BELOW };
    return relations[op];
}

double pc_output_threshold(const pc_model *model, const pc_output *output, double raw)
{
    return output->base == PC_NONE ? raw : raw + model->outputs[output->base].stated_raw;
}

static size_t n_thresholds_of(const pc_output *output)
{
    return output->n_targets + (isnan(output->stated) ? 0 : 1) + (output->is_roi ? 1 : 0);
}

/* The slot of the output's register, new when nobody has asked for it. */
static size_t slot_for(pc_roster *roster, size_t *slot_of_reg, const pc_output *output)
{
    size_t *known = &slot_of_reg[2 * (size_t)output->reg + output->is_never];
    if (*known != PC_NONE) return *known;
    const double pivot = output->at_means;
    roster->slots[roster->n_slots] = (pc_slot) { .reg = output->reg,
                                                 .pivot = isfinite(pivot) ? pivot : 0,
                                                 .is_never = output->is_never };
    return *known = roster->n_slots++;
}

static size_t add_threshold(pc_slot *slot, double at, pc_relation relation)
{
    slot->thresholds[slot->n_thresholds] = (pc_threshold) { at, relation };
    return slot->n_thresholds++;
}

static void add_thresholds(pc_roster *roster, const pc_model *model, size_t i)
{
    const pc_output *output = &model->outputs[i];
    pc_slot *slot = &roster->slots[roster->slot_of[i]];
    if (!isnan(output->stated))
        roster->stated_at[i] =
            add_threshold(slot, pc_output_threshold(model, output, output->stated_raw),
                          pc_output_reaches(output));
    if (output->is_roi)
        roster->break_even_at[i] = add_threshold(
            slot, pc_output_threshold(model, output, output->break_even_raw), PC_AT_LEAST);
    roster->targets_at[i] = slot->n_thresholds;
    for (size_t k = 0; k < output->n_targets; k++)
        add_threshold(slot, pc_output_threshold(model, output, output->target_raw[k]),
                      pc_relation_of(model->programme->targets[output->target_ids[k]].op));
}

/* Room for the thresholds of each slot, before they are added. */
static void make_room(pc_roster *roster, const pc_model *model, pc_arena *arena)
{
    for (size_t i = 0; i < roster->n_outputs; i++)
        if (roster->slot_of[i] != PC_NONE)
            roster->slots[roster->slot_of[i]].n_thresholds +=
                n_thresholds_of(&model->outputs[i]);
    for (size_t s = 0; s < roster->n_slots; s++) {
        pc_slot *slot = &roster->slots[s];
        roster->n_thresholds += slot->n_thresholds;
        slot->thresholds = PC_NEW_ARRAY(arena, pc_threshold, slot->n_thresholds);
        slot->n_thresholds = 0;
    }
}

void pc_roster_init(pc_roster *out, const pc_model *model, pc_arena *arena)
{
    const size_t n = model->n_outputs;
    *out = (pc_roster) { .n_outputs = n,
                         .slots = PC_NEW_ARRAY(arena, pc_slot, n),
                         .slot_of = PC_NEW_ARRAY(arena, size_t, n),
                         .stated_at = PC_NEW_ARRAY(arena, size_t, n),
                         .break_even_at = PC_NEW_ARRAY(arena, size_t, n),
                         .targets_at = PC_NEW_ARRAY(arena, size_t, n) };
    size_t *slot_of_reg = PC_NEW_ARRAY(arena, size_t, 2 * model->n_registers);
    if (arena->failed) return;
    for (size_t r = 0; r < 2 * model->n_registers; r++) slot_of_reg[r] = PC_NONE;
    for (size_t i = 0; i < n; i++) {
        const pc_output *output = &model->outputs[i];
        out->stated_at[i] = out->break_even_at[i] = out->targets_at[i] = PC_NONE;
        out->slot_of[i] = output->constant ? PC_NONE : slot_for(out, slot_of_reg, output);
    }
    make_room(out, model, arena);
    if (arena->failed) return;
    for (size_t i = 0; i < n; i++)
        if (out->slot_of[i] != PC_NONE) add_thresholds(out, model, i);
}
