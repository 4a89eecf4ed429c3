#pragma once
// What the kinds of sampling share: where a pixel lies, what lies outside, and what lies between four of them.
#include <math.h>
#include <string.h>

#include "Pixels.h"

typedef float Four __attribute__((vector_size(16)));
typedef uint8_t FourBytes __attribute__((vector_size(4)));

enum { OUTSIDE = -4 };  // Further from the picture than any weight reaches.

// MARK: Where from

/// The map of one output row: columns vary, the row is fixed.
typedef struct {
  double m[9];
  double x0, y0, w0;        // what the row adds to each place
  double ax, ay, bx, by;    // of a map without perspective: the step and the start
  int isAffine;
} RowMap;

static inline RowMap rowMap(const PixelsSampling *s, int32_t row) {
  const double *m = s->map, along = s->rows[row];
  RowMap map = {.x0 = m[1] * along + m[2], .y0 = m[4] * along + m[5], .w0 = m[7] * along + m[8]};
  memcpy(map.m, m, sizeof map.m);
  map.isAffine = m[6] == 0 && m[7] == 0;
  map.ax = m[0] / map.w0;
  map.ay = m[3] / map.w0;
  map.bx = map.x0 / map.w0;
  map.by = map.y0 / map.w0;
  return map;
}

// MARK: What lies outside

static inline float mirrored(float at, float last) {
  if (last <= 0) return 0;
  at = fabsf(at);
  if (at > last) {
    at = fmodf(at, 2 * last);
    if (at > last) at = 2 * last - at;
  }
  return at;
}

// A map that folds the plane has points at infinity; no picture reaches that far.
static inline int isFar(float at) { return !(fabsf(at) < 1e7f); }

static inline float folded(float at, float last, PixelsPadding padding) {
  switch (padding) {
    case PIXELS_REFLECTION: return isFar(at) ? 0 : mirrored(at, last);
    case PIXELS_BORDER: return !(at > 0) ? 0 : at > last ? last : at;
    default: return isFar(at) || at < OUTSIDE ? OUTSIDE : at > last - OUTSIDE ? last - OUTSIDE : at;
  }
}

// MARK: What lies between

// A pixel as floats. Reads one byte beyond it, except at the end of the memory.
static inline Four load(const uint8_t *pixel, const uint8_t *last) {
  FourBytes bytes;
  if (pixel == last) {
    bytes = (FourBytes){pixel[0], pixel[1], pixel[2], 0};
  } else {
    memcpy(&bytes, pixel, 4);
  }
  return __builtin_convertvector(bytes, Four);
}

static inline Four between(const PixelsSampling *s, float x, float y, const uint8_t *last) {
  const int32_t left = (int32_t)x, top = (int32_t)y;
  const float right = x - (float)left, low = y - (float)top;
  const size_t step = left + 1 < s->width ? 3 : 0, row = top + 1 < s->height ? (size_t)s->width * 3 : 0;
  const uint8_t *pixel = s->from + ((size_t)top * (size_t)s->width + (size_t)left) * 3;
  const Four a = load(pixel, last), b = load(pixel + step, last);
  const Four c = load(pixel + row, last), d = load(pixel + row + step, last);
  const Four upper = a + (b - a) * right, lower = c + (d - c) * right;
  return upper + (lower - upper) * low;
}

// MARK: Eight pixels at a time

/// Samples all rows to bytes where this processor has vectors of eight; 0 when it has not, or when the sampling is of
/// another kind (nearest, black outside, single points). The bytes are those of the plain loop to the last bit.
int pixels_sample_wide(const PixelsSampling *sampling, const uint8_t *table, uint8_t *bytes);
