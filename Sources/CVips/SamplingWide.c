// Samples eight pixels at a time. Each of their floats goes through the same steps as in the plain loop, and no two steps
// are joined into one that rounds otherwise: whoever trains on another machine sees the same pixels.
#include "SamplingRows.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define WIDE static inline __attribute__((target("avx2"), always_inline))

enum { AT_ONCE = 8 };

typedef struct {
  const PixelsSampling *s;
  const uint8_t *table, *last;
  __m256 right, bottom;                  // the last place in each direction
  __m256i width, row, lastOffset;  // pixels in a row, bytes in it, and the last place where eight bytes are there
} Wide;

// MARK: Where from

typedef struct {
  __m256 x, y;
} Places;

WIDE __m256 joined(__m256d low, __m256d high) {
  return _mm256_insertf128_ps(_mm256_castps128_ps256(_mm256_cvtpd_ps(low)), _mm256_cvtpd_ps(high), 1);
}

// As `place` has it, in doubles: four places of x and y.
WIDE void placeFour(const RowMap *map, __m256d at, __m256d *x, __m256d *y) {
  if (map->isAffine) {
    *x = _mm256_add_pd(_mm256_mul_pd(_mm256_set1_pd(map->ax), at), _mm256_set1_pd(map->bx));
    *y = _mm256_add_pd(_mm256_mul_pd(_mm256_set1_pd(map->ay), at), _mm256_set1_pd(map->by));
    return;
  }
  const __m256d depth = _mm256_add_pd(_mm256_mul_pd(_mm256_set1_pd(map->m[6]), at), _mm256_set1_pd(map->w0));
  const __m256d w = _mm256_div_pd(_mm256_set1_pd(1), depth);
  *x = _mm256_mul_pd(
    _mm256_add_pd(_mm256_mul_pd(_mm256_set1_pd(map->m[0]), at), _mm256_set1_pd(map->x0)), w);
  *y = _mm256_mul_pd(
    _mm256_add_pd(_mm256_mul_pd(_mm256_set1_pd(map->m[3]), at), _mm256_set1_pd(map->y0)), w);
}

// Few places lie outside, so these go one by one.
WIDE __m256 inside(__m256 at, __m256 last, PixelsPadding padding) {
  const __m256 isIn =
    _mm256_and_ps(_mm256_cmp_ps(at, _mm256_setzero_ps(), _CMP_GE_OQ), _mm256_cmp_ps(at, last, _CMP_LE_OQ));
  const int mask = _mm256_movemask_ps(isIn);
  if (mask == 0xFF) return at;
  float places[AT_ONCE];
  _mm256_storeu_ps(places, at);
  const float end = _mm256_cvtss_f32(last);
  for (int i = 0; i < AT_ONCE; i++) {
    if (!(mask >> i & 1)) places[i] = folded(places[i], end, padding);
  }
  return _mm256_loadu_ps(places);
}

WIDE Places placeEight(const Wide *wide, const RowMap *map, const float *columns) {
  __m256d x[2], y[2];
  for (int half = 0; half < 2; half++) {
    placeFour(map, _mm256_cvtps_pd(_mm_loadu_ps(columns + 4 * half)), &x[half], &y[half]);
  }
  const PixelsPadding padding = wide->s->padding;
  return (Places){
    inside(joined(x[0], x[1]), wide->right, padding), inside(joined(y[0], y[1]), wide->bottom, padding)};
}

// MARK: What lies between

WIDE __m256 channel(__m256i pixels, int number) {
  const __m256i shifted = _mm256_srli_epi32(pixels, 8 * number);
  return _mm256_cvtepi32_ps(number == 3 ? shifted : _mm256_and_si256(shifted, _mm256_set1_epi32(255)));
}

WIDE __m256 mixed(__m256 from, __m256 to, __m256 share) {
  return _mm256_add_ps(from, _mm256_mul_ps(_mm256_sub_ps(to, from), share));
}

typedef struct {
  __m256i here, beyond;  // of each pixel its three samples and one of the pixel to the right; the other two of that
} Pairs;

// Each pixel with the one to its right, in one read of eight bytes. The order is that of `order` below.
WIDE Pairs pairsAt(const uint8_t *from, __m256i offsets) {
  int32_t at[AT_ONCE];
  _mm256_storeu_si256((__m256i *)at, offsets);
  __m128i pair[AT_ONCE / 2];
  for (int i = 0; i < AT_ONCE / 2; i++) {
    pair[i] = _mm_castps_si128(_mm_loadh_pi(
      _mm_castsi128_ps(_mm_loadl_epi64((const __m128i *)(from + at[2 * i]))), (const __m64 *)(from + at[2 * i + 1])));
  }
  const __m256 one = _mm256_castsi256_ps(_mm256_set_m128i(pair[1], pair[0]));
  const __m256 two = _mm256_castsi256_ps(_mm256_set_m128i(pair[3], pair[2]));
  return (Pairs){
    _mm256_castps_si256(_mm256_shuffle_ps(one, two, 0x88)), _mm256_castps_si256(_mm256_shuffle_ps(one, two, 0xDD))};
}

// Where the shuffles of `pairsAt` put each pixel: it is its own inverse.
WIDE __m256 inOrder(__m256 places) {
  return _mm256_castpd_ps(_mm256_permute4x64_pd(_mm256_castps_pd(places), 0xD8));
}

static void onlyPixels(const Wide *wide, const float *x, const float *y, int count, uint8_t *to) {
  for (int i = 0; i < count; i++, to += 3) {
    const Four value = between(wide->s, x[i], y[i], wide->last) * PIXELS_STEPS + 0.5f;
    to[0] = wide->table[(int32_t)value[0]];
    to[1] = wide->table[(int32_t)value[1]];
    to[2] = wide->table[(int32_t)value[2]];
  }
}

// Beside the last column, and below the last row, shares are 0: what is read there does not matter.
WIDE void lookUpEight(const Wide *wide, Places at, uint8_t *to) {
  const __m256i left = _mm256_cvttps_epi32(at.x), top = _mm256_cvttps_epi32(at.y);
  const __m256i pixel = _mm256_add_epi32(_mm256_mullo_epi32(top, wide->width), left);
  const __m256i upper = _mm256_add_epi32(_mm256_add_epi32(pixel, pixel), pixel);
  const __m256i lower = _mm256_add_epi32(upper, wide->row);
  if (__builtin_expect(_mm256_movemask_epi8(_mm256_cmpgt_epi32(lower, wide->lastOffset)), 0)) {
    float x[AT_ONCE], y[AT_ONCE];
    _mm256_storeu_ps(x, at.x);
    _mm256_storeu_ps(y, at.y);
    onlyPixels(wide, x, y, AT_ONCE, to);
    return;
  }
  const Pairs high = pairsAt(wide->s->from, upper), low = pairsAt(wide->s->from, lower);
  const __m256 right = inOrder(_mm256_sub_ps(at.x, _mm256_cvtepi32_ps(left)));
  const __m256 down = inOrder(_mm256_sub_ps(at.y, _mm256_cvtepi32_ps(top)));
  int32_t steps[3][AT_ONCE];
  for (int k = 0; k < 3; k++) {
    const __m256 a = channel(high.here, k), b = k == 0 ? channel(high.here, 3) : channel(high.beyond, k - 1);
    const __m256 c = channel(low.here, k), d = k == 0 ? channel(low.here, 3) : channel(low.beyond, k - 1);
    const __m256 value = inOrder(mixed(mixed(a, b, right), mixed(c, d, right), down));
    const __m256 step = _mm256_add_ps(_mm256_mul_ps(value, _mm256_set1_ps(PIXELS_STEPS)), _mm256_set1_ps(0.5f));
    _mm256_storeu_si256((__m256i *)steps[k], _mm256_cvttps_epi32(step));
  }
  for (int i = 0; i < AT_ONCE; i++, to += 3) {
    to[0] = wide->table[steps[0][i]];
    to[1] = wide->table[steps[1][i]];
    to[2] = wide->table[steps[2][i]];
  }
}

// MARK: Rows

// The last pixels of a row are done once more with those before them.
__attribute__((target("avx2"))) static void wideRow(const Wide *wide, int32_t row, uint8_t *to) {
  const RowMap map = rowMap(wide->s, row);
  const int32_t count = wide->s->out_width;
  for (int32_t i = 0; i < count; i += AT_ONCE) {
    const int32_t first = i + AT_ONCE <= count ? i : count - AT_ONCE;
    lookUpEight(wide, placeEight(wide, &map, wide->s->columns + first), to + (size_t)first * 3);
  }
}

__attribute__((target("avx2"))) static void wideRows(const PixelsSampling *s, const uint8_t *table, uint8_t *bytes) {
  const int32_t last = (s->width * s->height - 1) * 3;
  const Wide wide = {
    .s = s, .table = table, .last = s->from + last,
    .right = _mm256_set1_ps((float)(s->width - 1)), .bottom = _mm256_set1_ps((float)(s->height - 1)),
    .width = _mm256_set1_epi32(s->width), .row = _mm256_set1_epi32(s->width * 3), .lastOffset = _mm256_set1_epi32(last - 5),
  };
  for (int32_t row = 0; row < s->out_height; row++) wideRow(&wide, row, bytes + (size_t)row * (size_t)s->out_width * 3);
}

static int hasNegative(const float *numbers, int32_t count) {
  for (int32_t i = 0; i < count; i++) {
    if (numbers[i] < 0) return 1;
  }
  return 0;
}

int pixels_sample_wide(const PixelsSampling *s, const uint8_t *table, uint8_t *bytes) {
  enum { MOST_BYTES = 1 << 30 };  // Offsets are of 32 bits.
  if (s->nearest || s->padding == PIXELS_ZEROS || s->points || s->out_width < AT_ONCE) return 0;
  if ((int64_t)s->width * s->height * 3 > MOST_BYTES || !__builtin_cpu_supports("avx2")) return 0;
  if (hasNegative(s->rows, s->out_height) || hasNegative(s->columns, s->out_width)) return 0;
  wideRows(s, table, bytes);
  return 1;
}

#else

int pixels_sample_wide(const PixelsSampling *s, const uint8_t *table, uint8_t *bytes) { return 0; }

#endif
