#include "Pixels.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef float Four __attribute__((vector_size(16), aligned(4)));
typedef int32_t FourInts __attribute__((vector_size(16)));
typedef uint8_t FourBytes __attribute__((vector_size(4)));

#define INLINE inline __attribute__((always_inline))

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

// row[j] = Σ weights[k] · from[k · stride + j], two old rows at a time.
static INLINE void mixRows(const uint8_t *restrict from, size_t stride, Taps taps, float *restrict row) {
  for (int k = 0; k < taps.count; k += 2) {
    const int isAlone = k + 1 == taps.count;
    const float a = taps.weights[k], b = isAlone ? 0 : taps.weights[k + 1];
    const uint8_t *restrict one = from + (size_t)k * stride;
    const uint8_t *restrict two = isAlone ? one : one + stride;
    if (k == 0) {
      for (size_t j = 0; j < stride; j++) row[j] = a * (float)one[j] + b * (float)two[j];
    } else {
      for (size_t j = 0; j < stride; j++) row[j] += a * (float)one[j] + b * (float)two[j];
    }
  }
}

// Rounded, and kept within a byte.
static INLINE FourBytes toBytes(Four value) {
  const Four none = {0, 0, 0, 0}, most = {255, 255, 255, 255};
  const Four kept = __builtin_elementwise_min(__builtin_elementwise_max(value + 0.5f, none), most);
  return __builtin_convertvector(__builtin_convertvector(kept, FourInts), FourBytes);
}

// Reads four floats for three: `row` has room for one more than its pixels need.
static INLINE FourBytes mixed(const float *row, Taps taps) {
  const float *at = row + 3 * taps.first;
  Four sum = {0, 0, 0, 0};
  for (int k = 0; k < taps.count; k++, at += 3) {
    sum += *(const Four *)at * taps.weights[k];
  }
  return toBytes(sum);
}

// Writes four bytes for three, of which the next pixel replaces the last.
static INLINE void mixColumns(const float *row, const Taps *taps, int newWidth, uint8_t *to) {
  FourBytes pixel = mixed(row, taps[0]);
  for (int x = 1; x < newWidth; x++, to += 3) {
    memcpy(to, &pixel, 4);
    pixel = mixed(row, taps[x]);
  }
  memcpy(to, &pixel, 3);
}

typedef void RowMaker(const uint8_t *, size_t, Taps, float *, const Taps *, int, uint8_t *);

static INLINE void makeRow(
  const uint8_t *from, size_t stride, Taps down, float *row, const Taps *along, int newWidth, uint8_t *to) {
  mixRows(from, stride, down, row);
  mixColumns(row, along, newWidth, to);
}

#if defined(__x86_64__)
// The same steps in the same order, for more numbers at once: no two are joined into one that rounds otherwise.
__attribute__((target("avx2"))) static void makeRowWide(
  const uint8_t *from, size_t stride, Taps down, float *row, const Taps *along, int newWidth, uint8_t *to) {
  makeRow(from, stride, down, row, along, newWidth, to);
}
#endif

static RowMaker *rowMaker(void) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) return makeRowWide;
#endif
  return makeRow;
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
  RowMaker *const make = rowMaker();
  if (status == 0) {
    row[stride] = 0;
    for (int y = 0; y < newHeight; y++, to += (size_t)newWidth * 3) {
      make(from + (size_t)down[y].first * stride, stride, down[y], row, along, newWidth, to);
    }
  }
  free(down);
  free(along);
  free(row);
  return status;
}

// MARK: Means of boxes

static void add(uint32_t *restrict sums, const uint8_t *restrict row, size_t count) {
  for (size_t i = 0; i < count; i++) {
    sums[i] += row[i];
  }
}

void pixels_means(
  const uint8_t *from, size_t stride, int32_t width, int32_t rows, int32_t box, uint32_t *sums, uint8_t *to) {
  memset(sums, 0, (size_t)width * 3 * sizeof(uint32_t));
  for (int32_t y = 0; y < rows; y++) {
    add(sums, from + (size_t)y * stride, (size_t)width * 3);
  }
  for (int32_t x = 0; x < width; x += box, to += 3) {
    const int32_t end = x + box < width ? x + box : width;
    uint32_t sum[3] = {0, 0, 0};
    for (int32_t k = x; k < end; k++) {
      sum[0] += sums[3 * k];
      sum[1] += sums[3 * k + 1];
      sum[2] += sums[3 * k + 2];
    }
    const uint32_t count = (uint32_t)(rows * (end - x));
    for (int channel = 0; channel < 3; channel++) {
      to[channel] = (uint8_t)((sum[channel] + count / 2) / count);
    }
  }
}

int pixels_average(const uint8_t *from, int32_t width, int32_t height, int32_t box, uint8_t *to) {
  uint32_t *sums = malloc((size_t)width * 3 * sizeof(uint32_t));
  if (!sums) {
    return -1;
  }
  const size_t stride = (size_t)width * 3, newStride = (size_t)((width + box - 1) / box) * 3;
  for (int32_t y = 0; y < height; y += box, from += (size_t)box * stride, to += newStride) {
    pixels_means(from, stride, width, y + box < height ? box : height - y, box, sums, to);
  }
  free(sums);
  return 0;
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
