/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Uniforms of whole groups of 64 trials; included once a vector path, after math/lane.h.
 * random/random.h says which trial reads which word. */

/* out[i] = uniform of trial first + i, i = 0 .. n - 1; first and n are multiples of 64. */
static void uniform_fill(double *out, size_t n, const pc_address *at, uint64_t first);
