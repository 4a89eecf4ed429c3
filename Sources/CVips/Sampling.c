// Samples a picture once, row by row: where each new pixel comes from, what lies outside, what lies between.
#include <stdlib.h>

#include "SamplingRows.h"

// MARK: Where from

// Source positions of one output row.
static void place(const PixelsSampling *s, int32_t row, float *xs, float *ys) {
  const int32_t count = s->out_width;
  if (s->points) {
    const float *point = s->points + (size_t)row * (size_t)count * 2;
    for (int32_t i = 0; i < count; i++) {
      xs[i] = point[2 * i];
      ys[i] = point[2 * i + 1];
    }
    return;
  }
  const RowMap map = rowMap(s, row);
  if (map.isAffine) {
    for (int32_t i = 0; i < count; i++) {
      xs[i] = (float)(map.ax * s->columns[i] + map.bx);
      ys[i] = (float)(map.ay * s->columns[i] + map.by);
    }
    return;
  }
  for (int32_t i = 0; i < count; i++) {
    const double at = s->columns[i], w = 1 / (map.m[6] * at + map.w0);
    xs[i] = (float)((map.m[0] * at + map.x0) * w);
    ys[i] = (float)((map.m[3] * at + map.y0) * w);
  }
}

static void fold(float *at, int32_t count, int32_t length, PixelsPadding padding) {
  const float last = (float)(length - 1);
  for (int32_t i = 0; i < count; i++) {
    if (!(at[i] >= 0 && at[i] <= last)) at[i] = folded(at[i], last, padding);
  }
}

// MARK: What lies between

static Four orBlack(const PixelsSampling *s, int32_t x, int32_t y, const uint8_t *last) {
  if (x < 0 || y < 0 || x >= s->width || y >= s->height) return (Four){0, 0, 0, 0};
  return load(s->from + ((size_t)y * (size_t)s->width + (size_t)x) * 3, last);
}

// Pixels outside count as black, each of the four on its own.
static Four betweenOrBlack(const PixelsSampling *s, float x, float y, const uint8_t *last) {
  const int32_t left = (int32_t)floorf(x), top = (int32_t)floorf(y);
  const float right = x - (float)left, low = y - (float)top;
  const Four a = orBlack(s, left, top, last), b = orBlack(s, left + 1, top, last);
  const Four c = orBlack(s, left, top + 1, last), d = orBlack(s, left + 1, top + 1, last);
  const Four upper = a + (b - a) * right, lower = c + (d - c) * right;
  return upper + (lower - upper) * low;
}

// The nearest pixel; of two as near the even one, as `nearbyint` has it.
static Four nearest(const PixelsSampling *s, float x, float y, const uint8_t *last) {
  return orBlack(s, (int32_t)nearbyintf(x), (int32_t)nearbyintf(y), last);
}

static inline Four pixelAt(const PixelsSampling *s, float x, float y, const uint8_t *last) {
  if (s->nearest) return nearest(s, x, y, last);
  return s->padding == PIXELS_ZEROS ? betweenOrBlack(s, x, y, last) : between(s, x, y, last);
}

// MARK: Rows

// What the tables of rows and columns leave out stays black.
static int isLeftOut(const PixelsSampling *s, int32_t row, int32_t column) {
  return s->rows[row] < 0 || s->columns[column] < 0;
}

typedef Four (*Look)(const PixelsSampling *s, float x, float y, const uint8_t *last);

// With `look` known where it is inlined, the choice of it stays out of the loop.
static inline __attribute__((always_inline)) void lookUpRow(
  const PixelsSampling *s, Look look, int32_t row, const float *xs, const float *ys, const uint8_t *last,
  const uint8_t *table, uint8_t *to) {
  for (int32_t i = 0; i < s->out_width; i++, to += 3) {
    const Four value = look(s, xs[i], ys[i], last) * PIXELS_STEPS + 0.5f;
    to[0] = table[(int32_t)value[0]];
    to[1] = table[(int32_t)value[1]];
    to[2] = table[(int32_t)value[2]];
    if (isLeftOut(s, row, i)) to[0] = to[1] = to[2] = 0;
  }
}

static void bytesOfRow(
  const PixelsSampling *s, int32_t row, const float *xs, const float *ys, const uint8_t *last, const uint8_t *table,
  uint8_t *to) {
  if (s->nearest || s->padding == PIXELS_ZEROS) {
    lookUpRow(s, pixelAt, row, xs, ys, last, table, to);
  } else {
    lookUpRow(s, between, row, xs, ys, last, table, to);
  }
}

static void floatsOfRow(
  const PixelsSampling *s, int32_t row, const float *xs, const float *ys, const uint8_t *last, float *to) {
  for (int32_t i = 0; i < s->out_width; i++, to += 3) {
    const Four value = isLeftOut(s, row, i) ? (Four){0, 0, 0, 0} : pixelAt(s, xs[i], ys[i], last);
    to[0] = value[0];
    to[1] = value[1];
    to[2] = value[2];
  }
}

int pixels_sample(const PixelsSampling *s, const uint8_t *table, uint8_t *bytes, float *floats) {
  if (bytes && !floats && pixels_sample_wide(s, table, bytes)) return 0;
  const size_t width = (size_t)s->out_width;
  float *xs = malloc(2 * width * sizeof(float));
  if (!xs) return -1;
  float *ys = xs + width;
  const uint8_t *last = s->from + ((size_t)s->width * (size_t)s->height - 1) * 3;
  for (int32_t row = 0; row < s->out_height; row++) {
    place(s, row, xs, ys);
    fold(xs, s->out_width, s->width, s->padding);
    fold(ys, s->out_width, s->height, s->padding);
    if (bytes) bytesOfRow(s, row, xs, ys, last, table, bytes + (size_t)row * width * 3);
    if (floats) floatsOfRow(s, row, xs, ys, last, floats + (size_t)row * width * 3);
  }
  free(xs);
  return 0;
}
