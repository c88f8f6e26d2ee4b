/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A lane is a vector of PC_LANE_WIDTH doubles (1, 2, 4 or 8): one trial in each. Formulas are
 * written once over it and compiled for each width; every operation is IEEE-exact per element,
 * so all widths give the same bits. Set PC_LANE_WIDTH before including, one width a translation
 * unit.
 *
 *   lane, ilane, mask      doubles, 64-bit unsigned integers, comparison result (to be joined
 * by & | ~ alone) a + b, a < b, ...      the C operators; a comparison of lanes gives a mask
 * lane_set(x) the same double in every element lane_load, lane_store  aligned to the lane's
 * size lane_select(m, a, b)   a where m, else b lane_mul32(a, b)       64-bit products of the
 * low 32 bits of each element lane_gather(p, i)      p[i] for each element ilane_meets(a, bits)
 * a & bits is not 0, as a mask lane_fill(m)           all bits of an element where m, else none
 *   lane_pack(p, x, bits)  the elements with a bit, side by side to p, where room for a whole
 *                          lane is; their number
 *   lane_rows(c, p, i)     c[0..3] = the four doubles of row i[k], p[4 i[k]], for each element
 * k; p aligned to 32 bytes, i in memory, where scalars are read at no cost
 *   ilane_count()          0, 1, 2, ... along the elements
 */
#ifndef PC_MATH_LANE_H
#define PC_MATH_LANE_H

#include <immintrin.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#ifndef PC_LANE_WIDTH
#error "set PC_LANE_WIDTH to 1, 2, 4 or 8 before including math/lane.h"
#endif

#define LANE_FN static inline __attribute__((always_inline, unused))

#if PC_LANE_WIDTH == 1

typedef double lane;
typedef uint64_t ilane;
typedef uint64_t mask;

LANE_FN lane lane_set(double x)
{
    return x;
}
LANE_FN ilane ilane_set(uint64_t x)
{
    return x;
}
LANE_FN ilane ilane_count(void)
{
    return 0;
}
LANE_FN ilane lane_bits(lane x)
{
    ilane bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}
LANE_FN lane lane_from_bits(ilane bits)
{
    lane x;
    memcpy(&x, &bits, sizeof x);
    return x;
}
LANE_FN mask lane_lt(lane a, lane b)
{
    return a < b ? ~(uint64_t)0 : 0;
}
LANE_FN mask lane_le(lane a, lane b)
{
    return a <= b ? ~(uint64_t)0 : 0;
}
LANE_FN mask lane_eq(lane a, lane b)
{
    return a == b ? ~(uint64_t)0 : 0;
}
LANE_FN mask ilane_meets(ilane a, ilane bits)
{
    return (a & bits) ? ~(uint64_t)0 : 0;
}
LANE_FN ilane lane_fill(mask m)
{
    return m;
}
LANE_FN ilane lane_mul32(ilane a, ilane b)
{
    return (a & 0xffffffffu) * (b & 0xffffffffu);
}
LANE_FN lane lane_gather(const double *p, ilane i)
{
    return p[i];
}
LANE_FN void lane_rows(lane c[4], const double *p, const uint64_t *i)
{
    memcpy(c, p + 4 * *i, 4 * sizeof *c);
}
LANE_FN lane lane_sqrt(lane x)
{
    return _mm_cvtsd_f64(_mm_sqrt_pd(_mm_set_sd(x)));
}

#else

typedef double lane __attribute__((vector_size(PC_LANE_WIDTH * 8)));
typedef uint64_t ilane __attribute__((vector_size(PC_LANE_WIDTH * 8)));
#if PC_LANE_WIDTH == 8
typedef uint32_t mask; /* a bit an element, as the processor compares; above them, anything */
#else
typedef ilane mask;
#endif

LANE_FN lane lane_set(double x)
{
    return x - (lane) { 0 };
}
LANE_FN ilane ilane_set(uint64_t x)
{
    return x - (ilane) { 0 };
}
LANE_FN ilane lane_bits(lane x)
{
    return (ilane)x;
}
LANE_FN lane lane_from_bits(ilane bits)
{
    return (lane)bits;
}
#if PC_LANE_WIDTH == 8
LANE_FN mask lane_lt(lane a, lane b)
{
    return _mm512_cmp_pd_mask((__m512d)a, (__m512d)b, _CMP_LT_OQ);
}
LANE_FN mask lane_le(lane a, lane b)
{
    return _mm512_cmp_pd_mask((__m512d)a, (__m512d)b, _CMP_LE_OQ);
}
LANE_FN mask lane_eq(lane a, lane b)
{
    return _mm512_cmp_pd_mask((__m512d)a, (__m512d)b, _CMP_EQ_OQ);
}
LANE_FN mask ilane_meets(ilane a, ilane bits)
{
    return _mm512_test_epi64_mask((__m512i)a, (__m512i)bits);
}
LANE_FN ilane lane_fill(mask m)
{
    return (ilane)_mm512_movm_epi64((__mmask8)m);
}
#else
LANE_FN mask lane_lt(lane a, lane b)
{
    return (mask)(a < b);
}
LANE_FN mask lane_le(lane a, lane b)
{
    return (mask)(a <= b);
}
LANE_FN mask lane_eq(lane a, lane b)
{
    return (mask)(a == b);
}
LANE_FN mask ilane_meets(ilane a, ilane bits)
{
    return (mask)((a & bits) != ilane_set(0));
}
LANE_FN ilane lane_fill(mask m)
{
    return m;
}
#endif

#if PC_LANE_WIDTH == 2
LANE_FN ilane ilane_count(void)
{
    return (ilane) { 0, 1 };
}
LANE_FN ilane lane_mul32(ilane a, ilane b)
{
    return (ilane)_mm_mul_epu32((__m128i)a, (__m128i)b);
}
LANE_FN lane lane_gather(const double *p, ilane i)
{
    return (lane) { p[i[0]], p[i[1]] };
}
LANE_FN void lane_rows(lane c[4], const double *p, const uint64_t *i)
{
    const double *a = p + 4 * i[0], *b = p + 4 * i[1];
    const __m128d a01 = _mm_load_pd(a), a23 = _mm_load_pd(a + 2);
    const __m128d b01 = _mm_load_pd(b), b23 = _mm_load_pd(b + 2);
    c[0] = (lane)_mm_unpacklo_pd(a01, b01);
    c[1] = (lane)_mm_unpackhi_pd(a01, b01);
    c[2] = (lane)_mm_unpacklo_pd(a23, b23);
    c[3] = (lane)_mm_unpackhi_pd(a23, b23);
}
LANE_FN lane lane_sqrt(lane x)
{
    return (lane)_mm_sqrt_pd((__m128d)x);
}
#elif PC_LANE_WIDTH == 4
LANE_FN ilane ilane_count(void)
{
    return (ilane) { 0, 1, 2, 3 };
}
LANE_FN ilane lane_mul32(ilane a, ilane b)
{
    return (ilane)_mm256_mul_epu32((__m256i)a, (__m256i)b);
}
LANE_FN lane lane_gather(const double *p, ilane i)
{
    return (lane)_mm256_i64gather_pd(p, (__m256i)i, 8);
}
/* Four loads and a transposition are faster than four gathers. */
LANE_FN void lane_rows(lane c[4], const double *p, const uint64_t *i)
{
    const __m256d a = _mm256_load_pd(p + 4 * i[0]), b = _mm256_load_pd(p + 4 * i[1]);
    const __m256d d = _mm256_load_pd(p + 4 * i[2]), e = _mm256_load_pd(p + 4 * i[3]);
    const __m256d ab02 = _mm256_unpacklo_pd(a, b), ab13 = _mm256_unpackhi_pd(a, b);
    const __m256d de02 = _mm256_unpacklo_pd(d, e), de13 = _mm256_unpackhi_pd(d, e);
    c[0] = (lane)_mm256_permute2f128_pd(ab02, de02, 0x20);
    c[1] = (lane)_mm256_permute2f128_pd(ab13, de13, 0x20);
    c[2] = (lane)_mm256_permute2f128_pd(ab02, de02, 0x31);
    c[3] = (lane)_mm256_permute2f128_pd(ab13, de13, 0x31);
}
LANE_FN lane lane_sqrt(lane x)
{
    return (lane)_mm256_sqrt_pd((__m256d)x);
}
#elif PC_LANE_WIDTH == 8
LANE_FN ilane ilane_count(void)
{
    return (ilane) { 0, 1, 2, 3, 4, 5, 6, 7 };
}
LANE_FN ilane lane_mul32(ilane a, ilane b)
{
    return (ilane)_mm512_mul_epu32((__m512i)a, (__m512i)b);
}
LANE_FN lane lane_gather(const double *p, ilane i)
{
    return (lane) { p[i[0]], p[i[1]], p[i[2]], p[i[3]], p[i[4]], p[i[5]], p[i[6]], p[i[7]] };
}
/* Two rows side by side: a in the lower half, b in the upper one. */
LANE_FN __m512d lane_two_rows(const double *a, const double *b)
{
    return _mm512_mask_broadcast_f64x4(_mm512_castpd256_pd512(_mm256_load_pd(a)), 0xf0,
                                       _mm256_load_pd(b));
}
LANE_FN void lane_rows(lane c[4], const double *p, const uint64_t *i)
{
    const __m512d r04 = lane_two_rows(p + 4 * i[0], p + 4 * i[4]);
    const __m512d r15 = lane_two_rows(p + 4 * i[1], p + 4 * i[5]);
    const __m512d r26 = lane_two_rows(p + 4 * i[2], p + 4 * i[6]);
    const __m512d r37 = lane_two_rows(p + 4 * i[3], p + 4 * i[7]);
    const __m512d even01 = _mm512_unpacklo_pd(r04, r15), odd01 = _mm512_unpackhi_pd(r04, r15);
    const __m512d even23 = _mm512_unpacklo_pd(r26, r37), odd23 = _mm512_unpackhi_pd(r26, r37);
    const __m512i lower = _mm512_setr_epi64(0, 1, 8, 9, 4, 5, 12, 13);
    const __m512i upper = _mm512_setr_epi64(2, 3, 10, 11, 6, 7, 14, 15);
    c[0] = (lane)_mm512_permutex2var_pd(even01, lower, even23);
    c[1] = (lane)_mm512_permutex2var_pd(odd01, lower, odd23);
    c[2] = (lane)_mm512_permutex2var_pd(even01, upper, even23);
    c[3] = (lane)_mm512_permutex2var_pd(odd01, upper, odd23);
}
LANE_FN lane lane_sqrt(lane x)
{
    return (lane)_mm512_sqrt_pd((__m512d)x);
}
#endif

#endif

LANE_FN lane lane_load(const double *p)
{
    return *(const lane *)__builtin_assume_aligned(p, PC_LANE_WIDTH * 8);
}
LANE_FN void lane_store(double *p, lane x)
{
    *(lane *)__builtin_assume_aligned(p, PC_LANE_WIDTH * 8) = x;
}

LANE_FN lane lane_select(mask m, lane a, lane b)
{
#if PC_LANE_WIDTH == 4
    return (lane)_mm256_blendv_pd((__m256d)b, (__m256d)a, (__m256d)m);
#elif PC_LANE_WIDTH == 8
    return (lane)_mm512_mask_blend_pd((__mmask8)m, (__m512d)b, (__m512d)a);
#else
    return lane_from_bits((lane_bits(a) & m) | (lane_bits(b) & ~m));
#endif
}
/* a where a < b, else b: a NaN in either argument gives b, and so do two zeros. One instruction
 * on every path. */
LANE_FN lane lane_min(lane a, lane b)
{
#if PC_LANE_WIDTH == 1
    return a < b ? a : b;
#elif PC_LANE_WIDTH == 2
    return (lane)_mm_min_pd((__m128d)a, (__m128d)b);
#elif PC_LANE_WIDTH == 4
    return (lane)_mm256_min_pd((__m256d)a, (__m256d)b);
#else
    return (lane)_mm512_min_pd((__m512d)a, (__m512d)b);
#endif
}
LANE_FN lane lane_max(lane a, lane b)
{
#if PC_LANE_WIDTH == 1
    return b < a ? a : b;
#elif PC_LANE_WIDTH == 2
    return (lane)_mm_max_pd((__m128d)a, (__m128d)b);
#elif PC_LANE_WIDTH == 4
    return (lane)_mm256_max_pd((__m256d)a, (__m256d)b);
#else
    return (lane)_mm512_max_pd((__m512d)a, (__m512d)b);
#endif
}
/* A comparison's elements as bits, the first the lowest. */
LANE_FN unsigned lane_mask_bits(mask m)
{
#if PC_LANE_WIDTH == 1
    return m != 0;
#elif PC_LANE_WIDTH == 2
    return (unsigned)_mm_movemask_pd((__m128d)m);
#elif PC_LANE_WIDTH == 4
    return (unsigned)_mm256_movemask_pd((__m256d)m);
#else
    return m & 0xff;
#endif
}
LANE_FN size_t lane_pack(void *p, lane x, unsigned bits)
{
#if PC_LANE_WIDTH == 8
    _mm512_storeu_pd(p, _mm512_maskz_compress_pd((__mmask8)bits, (__m512d)x));
    return (size_t)__builtin_popcount(bits);
#else
    _Alignas(64) double each[PC_LANE_WIDTH];
    size_t n = 0;
    memcpy(each, &x, sizeof x);
    for (unsigned k = 0; k < PC_LANE_WIDTH; k++) {
        memcpy((double *)p + n, each + k, sizeof *each);
        n += bits >> k & 1;
    }
    return n;
#endif
}
/* The reverse: a mask of the low bits. */
LANE_FN mask lane_mask_of(uint64_t bits)
{
#if PC_LANE_WIDTH == 8
    return (mask)bits;
#elif PC_LANE_WIDTH == 1
    return bits & 1 ? ~(uint64_t)0 : 0;
#else
    return ilane_meets(ilane_set(bits), ilane_set(1) << ilane_count());
#endif
}
/* Whether a comparison holds in some element, in every element. */
LANE_FN bool lane_any(mask m)
{
    return lane_mask_bits(m) != 0;
}
LANE_FN bool lane_all(mask m)
{
    return !lane_any(~m);
}
LANE_FN lane lane_abs(lane x)
{
    return lane_from_bits(lane_bits(x) & ilane_set(0x7fffffffffffffff));
}

/* Nearest integer, ties to even; the sign of a zero stays. Where there is no instruction for
 * it: adding 2^52 leaves no fraction bits, and the addition rounds. */
LANE_FN lane lane_round(lane x)
{
#if PC_LANE_WIDTH == 4
    return (lane)_mm256_round_pd((__m256d)x, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
#elif PC_LANE_WIDTH == 8
    return (lane)_mm512_roundscale_pd((__m512d)x,
                                      _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
#else
    const ilane sign = lane_bits(x) & ilane_set(0x8000000000000000);
    const lane big = lane_from_bits(lane_bits(lane_set(4503599627370496.0)) | sign);
    const lane rounded = lane_from_bits(lane_bits((x + big) - big) | sign);
    return lane_select(lane_lt(lane_abs(x), lane_set(4503599627370496.0)), rounded, x);
#endif
}

#endif
