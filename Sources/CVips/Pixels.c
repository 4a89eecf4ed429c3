#include "Pixels.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// MARK: Resizing
//
// Pillow's algorithm: each new pixel is a weighted mean of the old ones around it, first down the columns and then
// along the row. The kernel is stretched by the scale when shrinking, so every old pixel counts and nothing aliases.
// Unlike Pillow, the numbers between the two passes are floats, not rounded bytes.

typedef struct {
  int first, count;
  const float *weights;
} Taps;

static double triangle(double x) { return fabs(x) < 1 ? 1 - fabs(x) : 0; }

static double sinc(double x) { return x == 0 ? 1 : sin(M_PI * x) / (M_PI * x); }

static double lanczos3(double x) { return fabs(x) < 3 ? sinc(x) * sinc(x / 3) : 0; }

// PyTorch's adaptive average pooling: from the pixel in which the new one begins to the one in which it ends.
static Taps *makeAreaTaps(int length, int newLength) {
  const size_t most = (size_t)(length / newLength) + 3;
  Taps *taps = malloc((size_t)newLength * (sizeof(Taps) + most * sizeof(float)));
  if (!taps) {
    return NULL;
  }
  float *weights = (float *)(taps + newLength);
  for (int64_t i = 0; i < newLength; i++, weights += most) {
    const int first = (int)(i * length / newLength);
    const int end = (int)(((i + 1) * length + newLength - 1) / newLength);
    for (int k = 0; k < end - first; k++) {
      weights[k] = 1 / (float)(end - first);
    }
    taps[i] = (Taps){first, end - first, weights};
  }
  return taps;
}

// The old pixels, with their weights, that make each of `newLength` new ones. One block of memory: the taps, then
// all weights.
static Taps *makeTaps(int length, int newLength, PixelsFilter filter) {
  if (filter == PIXELS_AREA) {
    return makeAreaTaps(length, newLength);
  }
  double (*kernel)(double) = filter == PIXELS_LANCZOS ? lanczos3 : triangle;
  const double scale = (double)length / newLength;
  const double stretch = scale > 1 ? scale : 1;
  const double radius = (filter == PIXELS_LANCZOS ? 3 : 1) * stretch;
  const size_t most = (size_t)ceil(radius) * 2 + 1;
  Taps *taps = malloc((size_t)newLength * (sizeof(Taps) + most * sizeof(float)));
  if (!taps) {
    return NULL;
  }
  float *weights = (float *)(taps + newLength);
  for (int i = 0; i < newLength; i++, weights += most) {
    const double centre = (i + 0.5) * scale;
    const int first = (int)fmax(0, floor(centre - radius + 0.5));
    const int end = (int)fmin(length, floor(centre + radius + 0.5));
    double sum = 0;
    for (int k = first; k < end; k++) {
      const double weight = kernel((k - centre + 0.5) / stretch);
      weights[k - first] = (float)weight;
      sum += weight;
    }
    for (int k = first; k < end; k++) {
      weights[k - first] = (float)(weights[k - first] / sum);
    }
    taps[i] = (Taps){first, end - first, weights};
  }
  return taps;
}

// row[j] = Σ weights[k] · from[k · stride + j]
static void mixRows(const uint8_t *restrict from, size_t stride, Taps taps, float *restrict row) {
  int k = 0;
  memset(row, 0, stride * sizeof(float));
  for (; k + 1 < taps.count; k += 2) {
    const float a = taps.weights[k];
    const float b = taps.weights[k + 1];
    const uint8_t *restrict one = from + (size_t)k * stride;
    const uint8_t *restrict two = one + stride;
    for (size_t j = 0; j < stride; j++) {
      row[j] += a * (float)one[j] + b * (float)two[j];
    }
  }
  if (k < taps.count) {
    const float a = taps.weights[k];
    const uint8_t *restrict one = from + (size_t)k * stride;
    for (size_t j = 0; j < stride; j++) {
      row[j] += a * (float)one[j];
    }
  }
}

typedef float Four __attribute__((vector_size(16), aligned(4)));

static uint8_t toByte(float value) {
  const int rounded = (int)(value + 0.5f);
  return (uint8_t)(value <= 0 ? 0 : rounded > 255 ? 255 : rounded);
}

// Reads four floats for three: `row` has room for one more than its pixels need.
static void mixColumns(const float *row, const Taps *taps, int newWidth, uint8_t *to) {
  for (int x = 0; x < newWidth; x++, to += 3) {
    const float *at = row + 3 * taps[x].first;
    const float *weights = taps[x].weights;
    Four sum = {0, 0, 0, 0};
    for (int k = 0; k < taps[x].count; k++, at += 3) {
      sum += *(const Four *)at * weights[k];
    }
    to[0] = toByte(sum[0]);
    to[1] = toByte(sum[1]);
    to[2] = toByte(sum[2]);
  }
}

int pixels_resize(
  const uint8_t *from, int32_t width, int32_t height, uint8_t *to, int32_t newWidth, int32_t newHeight,
  PixelsFilter filter) {
  const size_t stride = (size_t)width * 3;
  if (width == newWidth && height == newHeight) {
    memcpy(to, from, stride * (size_t)height);
    return 0;
  }
  Taps *down = makeTaps(height, newHeight, filter);
  Taps *along = makeTaps(width, newWidth, filter);
  float *row = malloc((stride + 1) * sizeof(float));
  const int status = down && along && row ? 0 : -1;
  if (status == 0) {
    row[stride] = 0;
    for (int y = 0; y < newHeight; y++, to += (size_t)newWidth * 3) {
      mixRows(from + (size_t)down[y].first * stride, stride, down[y], row);
      mixColumns(row, along, newWidth, to);
    }
  }
  free(down);
  free(along);
  free(row);
  return status;
}

// MARK: Turning

void pixels_orient(const uint8_t *from, int32_t width, int32_t height, int32_t orientation, uint8_t *to) {
  const int swaps = orientation >= 5;
  const ptrdiff_t newWidth = swaps ? height : width;
  const ptrdiff_t newHeight = swaps ? width : height;
  const ptrdiff_t right = 3, below = (ptrdiff_t)width * 3;
  // Where the new picture's first pixel lies in the old one, and which way a step right and a step down lead there.
  const ptrdiff_t lastColumn = (width - 1) * right, lastRow = (height - 1) * below;
  ptrdiff_t start = 0, stepX = right, stepY = below;
  switch (orientation) {
    case 2: start = lastColumn, stepX = -right, stepY = below; break;
    case 3: start = lastColumn + lastRow, stepX = -right, stepY = -below; break;
    case 4: start = lastRow, stepX = right, stepY = -below; break;
    case 5: start = 0, stepX = below, stepY = right; break;
    case 6: start = lastRow, stepX = -below, stepY = right; break;
    case 7: start = lastColumn + lastRow, stepX = -below, stepY = -right; break;
    case 8: start = lastColumn, stepX = below, stepY = -right; break;
    default: break;
  }
  for (ptrdiff_t y = 0; y < newHeight; y++) {
    const uint8_t *pixel = from + start + y * stepY;
    for (ptrdiff_t x = 0; x < newWidth; x++, pixel += stepX, to += 3) {
      to[0] = pixel[0];
      to[1] = pixel[1];
      to[2] = pixel[2];
    }
  }
}

void pixels_copy(const uint8_t *from, size_t stride, int32_t columns, int32_t rows, int mirrored, uint8_t *to) {
  const size_t length = (size_t)columns * 3;
  for (int32_t y = 0; y < rows; y++, from += stride, to += length) {
    if (!mirrored) {
      memcpy(to, from, length);
      continue;
    }
    const uint8_t *pixel = from + length;
    for (size_t at = 0; at < length; at += 3) {
      pixel -= 3;
      to[at] = pixel[0];
      to[at + 1] = pixel[1];
      to[at + 2] = pixel[2];
    }
  }
}

// MARK: Numbers

typedef uint8_t FourBytes __attribute__((vector_size(4)));

static Four fourNumbers(const uint8_t *from) {
  FourBytes bytes;
  memcpy(&bytes, from, 4);
  return __builtin_convertvector(bytes, Four);
}

// Four pixels at a time: their twelve samples are three vectors, each with an order of channels of its own.
void pixels_normalize(const uint8_t *from, size_t pixels, const float scale[3], const float shift[3], float *to) {
  Four factors[3], terms[3];
  for (int i = 0; i < 12; i++) {
    factors[i / 4][i % 4] = scale[i % 3];
    terms[i / 4][i % 4] = shift[i % 3];
  }
  const size_t count = pixels * 3, whole = count / 12 * 12;
  for (size_t i = 0; i < whole; i += 12) {
    for (int k = 0; k < 3; k++) {
      *(Four *)(to + i + 4 * k) = fourNumbers(from + i + 4 * k) * factors[k] + terms[k];
    }
  }
  for (size_t i = whole; i < count; i++) {
    to[i] = (float)from[i] * scale[i % 3] + shift[i % 3];
  }
}
