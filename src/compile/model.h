/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_COMPILE_MODEL_H
#define PC_COMPILE_MODEL_H

#include "base/arena.h"
#include "base/diags.h"
#include "population/population.h"
#include "programme/programme.h"

/**
 * A programme turned into a tape: one operation after the other over registers, each register
 * one number per trial. Only what a recorded metric depends on is on the tape. Immutable;
 * shared by all threads.
 */

/** Trials a register holds: the unit of work of the kernel. Four of them are a block. */
enum { PC_GROUP = 256, PC_BLOCK = 1024 };

typedef enum pc_opcode {
    PC_TAPE_CONSTANT, /* dst = k */
    PC_TAPE_DRAW,     /* dst = tables[b] at the uniform of draws[a] */
    PC_TAPE_AT,       /* dst = tables[b] at a, a uniform */
    PC_TAPE_COUNT,    /* a count of mean a, dispersion k, at b, a uniform */
    PC_TAPE_UNIFORM,  /* P(Z <= a), Z standard normal: the uniform of a correlated draw */
    PC_TAPE_NEG,
    PC_TAPE_ADD,
    PC_TAPE_SUB,
    PC_TAPE_MUL,
    PC_TAPE_DIV,
    PC_TAPE_POW,
    PC_TAPE_MIN,
    PC_TAPE_MAX,
    PC_TAPE_ADD_K,  /* a + k */
    PC_TAPE_RSUB_K, /* k - a */
    PC_TAPE_MUL_K,
    PC_TAPE_DIV_K,
    PC_TAPE_RDIV_K, /* k / a */
    PC_TAPE_LT,     /* comparisons: 1 or 0 */
    PC_TAPE_LE,
    PC_TAPE_EQ,
    PC_TAPE_IF,        /* dst = a != 0 ? b : c */
    PC_TAPE_RATIO,     /* dst = a / b where b != 0, else NaN: undefined */
    PC_TAPE_ROUND,     /* nearest whole number, ties to even */
    PC_TAPE_ROUND_MUL, /* round(a * b) */
    PC_TAPE_ROUND_MUL_K,
    PC_TAPE_ROUND_RATE, /* round(a * k / k2), exact for whole a, k, k2: a decimal rate, a part
                           of a year */
    PC_TAPE_POPULATION, /* works model->population by calls[a]: fills registers of its sums */
    PC_TAPE_SERIES, /* never on a tape: a sum of the population; a is series * months + month */
    PC_N_TAPE_OPS
} pc_opcode;

typedef struct pc_instruction {
    pc_opcode op;
    uint32_t dst, a, b, c; /* registers, or the indices said above */
    double k, k2;
} pc_instruction;

typedef struct pc_model_draw {
    uint64_t stream;
    uint32_t period; /* index of the trial (0), year, quarter or month from 0 */
} pc_model_draw;

/** A number that the run records. Raw values are what registers hold: money in minor units. */
typedef struct pc_output {
    const char *id, *period; /* texts */
    const char *unit;        /* "currency" "fraction" "multiple" "count" "months" */
    bool always_defined;     /* a sum or a stock: NaN is a mistake; else undefined is counted */
    bool is_never;           /* NaN means never: sorts above every value */
    double per_unit; /* raw / per_unit + shift is what results show; 100 for cents, else 1 */
    double shift;    /* of a gap: minus the stated value */
    size_t base;     /* a gap: the output it shifts; else PC_NONE. Gaps are not tallied. */
    bool constant;   /* no draw reaches it: `value` in every trial */
    uint32_t reg;    /* else its register after the tape has run */
    double value;    /* raw, constant outputs */
    double at_plan, at_means; /* raw; NaN: undefined */
    double stated;            /* as results show it; NaN: not stated */
    double stated_raw;        /* threshold of p_stated */
    bool is_roi;
    double
        break_even_raw; /* threshold of p_break_even, when is_roi: 1 for the multiple, else 0 */
    size_t n_targets;   /* targets on this output */
    const size_t *target_ids; /* index into programme->targets; their raw thresholds: */
    const double *target_raw;
} pc_output;

/** What results show of a raw value of the output. */
static inline double pc_output_shown(const pc_output *output, double raw)
{
    return raw / output->per_unit + output->shift;
}

/** An input whose draws a headline depends on. */
typedef struct pc_source {
    const char *pointer; /* "/assumptions/arr_y1", "/revenue/mix" */
    size_t input;        /* index into programme->inputs; PC_NONE: the mix */
} pc_source;

/** A second, small tape: the headlines and the draws that they depend on, for the question what
 *  drives them. It shares draws and tables with the model's own. */
typedef struct pc_probe {
    size_t n_instructions, n_registers, n_headlines, n_columns, n_sources;
    const pc_instruction *instructions;
    const size_t *outputs;    /* one a headline: index into the model's outputs */
    const uint32_t *regs;     /* of the headlines, then of the columns */
    const size_t *source_of;  /* one a column, ascending: index into sources */
    const pc_source *sources; /* sorted by pointer */
    const bool *reaches;      /* [headline * stride + column]: the headline depends on it */
    size_t stride;
} pc_probe;

/** A number behind the outputs that an explanation shows. Commissions: those that are counted
 *  from above; what is paid to partners one by one is told by a witness. */
typedef enum pc_trace_of {
    PC_TRACE_INPUT,      /* id: index into programme->inputs */
    PC_TRACE_BASE,       /* id: commission, component, channel: what it is paid on */
    PC_TRACE_COMMISSION, /* the same: what it pays; stands behind its base */
} pc_trace_of;

typedef struct pc_trace {
    pc_trace_of of;
    size_t id, component, channel;
    int first_month, last_month;
    bool constant; /* no draw reaches it: `value` in every trial */
    uint32_t reg;
    double value; /* raw: money of commissions in minor units */
} pc_trace;

typedef struct pc_model {
    pc_arena arena;
    const pc_programme *programme;
    size_t n_draws, n_tables, n_instructions, n_registers, n_outputs;
    const pc_model_draw *draws;
    const pc_table *tables;
    pc_arena *table_arenas; /* where they live, one a thread that built them */
    unsigned n_table_arenas;
    const pc_instruction *instructions;
    const pc_output *outputs; /* sorted by id, then period */
    size_t n_traces;
    const pc_trace *traces; /* pc_compile_traced alone */
    pc_probe probe;
    const pc_population *population; /* partners one by one; NULL: none */
    const pc_population_call *calls; /* of it, one a tape */
    size_t n_sums;                   /* the most that one of them asks for */
    const double *input_plan; /* one a programme input: its value at plan; NaN when it changes
                                 over time */
    const double *input_mean;
    size_t n_warnings;
    const pc_warning *warnings; /* of the compilation: metrics that cannot be computed, ... */
} pc_model;

/** Compiles, with up to `threads` (> 0) threads. PC_OK, PC_EDATA (E05xx in diags) or PC_ENOMEM.
 * Free with pc_model_free. The programme must outlive the model. */
pc_status pc_compile(pc_model **out, const pc_programme *programme, unsigned threads,
                     pc_diags *diags);
/** The same, with traces: what stands on the tape beside them has the same bits. */
pc_status pc_compile_traced(pc_model **out, const pc_programme *programme, unsigned threads,
                            pc_diags *diags);
void pc_model_free(pc_model *model);

#endif
