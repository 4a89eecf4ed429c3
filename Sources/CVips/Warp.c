// One bilinear sampling through a perspective map: what the training's augmentation costs.
#include <math.h>

#include "Pixels.h"

/// A coordinate brought inside 0…last by mirroring at 0 and at `last`.
static double mirrored(double at, double last) {
  if (last <= 0) return 0;
  at = fabs(at);
  if (at > last) {
    at = fmod(at, 2 * last);
    if (at > last) at = 2 * last - at;
  }
  return at;
}

static void sample(
  const uint8_t *from, int32_t width, int32_t height, double x, double y, const uint8_t table[256], uint8_t *to) {
  // 8 bits of fraction: less than half a grey level off.
  const int32_t fixed_x = (int32_t)(x * 256 + 0.5), fixed_y = (int32_t)(y * 256 + 0.5);
  const int32_t left = fixed_x >> 8, top = fixed_y >> 8, right_weight = fixed_x & 255, bottom_weight = fixed_y & 255;
  const size_t step = left + 1 < width ? 3 : 0, row = top + 1 < height ? (size_t)width * 3 : 0;
  const uint8_t *pixel = from + ((size_t)top * (size_t)width + (size_t)left) * 3;
  for (int channel = 0; channel < 3; channel++, pixel++) {
    const int32_t upper = pixel[0] * (256 - right_weight) + pixel[step] * right_weight;
    const int32_t lower = pixel[row] * (256 - right_weight) + pixel[row + step] * right_weight;
    to[channel] = table[(upper * (256 - bottom_weight) + lower * bottom_weight + (1 << 15)) >> 16];
  }
}

void pixels_warp(
  const uint8_t *from, int32_t width, int32_t height, const double map[9], const uint8_t table[256],
  int32_t out_width, int32_t out_height, uint8_t *to) {
  const double last_x = width - 1, last_y = height - 1;
  for (int32_t row = 0; row < out_height; row++) {
    double x = map[1] * row + map[2], y = map[4] * row + map[5], w = map[7] * row + map[8];
    for (int32_t column = 0; column < out_width; column++, to += 3, x += map[0], y += map[3], w += map[6]) {
      double at_x = x / w, at_y = y / w;
      // A map that folds the plane has points at infinity: the picture's corner stands for them.
      if (!(fabs(at_x) < 1e7 && fabs(at_y) < 1e7)) at_x = at_y = 0;
      if (at_x < 0 || at_x > last_x) at_x = mirrored(at_x, last_x);
      if (at_y < 0 || at_y > last_y) at_y = mirrored(at_y, last_y);
      sample(from, width, height, at_x, at_y, table, to);
    }
  }
}
