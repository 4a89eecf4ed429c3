#pragma once
// Loops over 8-bit RGB, in C so that they are fast in a debug build too. Nothing here allocates for the caller,
// and nothing checks: the Swift side has done so.

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum {
  PIXELS_BILINEAR = 0,  // triangle, widened by the scale when shrinking: Pillow's BILINEAR
  PIXELS_LANCZOS = 1,   // windowed sinc of radius 3, likewise: Pillow's LANCZOS
  PIXELS_AREA = 2,      // the plain mean of the pixels that a new one covers: PyTorch's adaptive average pooling
} PixelsFilter;

/// Resizes interleaved RGB. Returns -1 when there is no memory for its tables.
int pixels_resize(
  const uint8_t *from, int32_t width, int32_t height, uint8_t *to, int32_t newWidth, int32_t newHeight,
  PixelsFilter filter);

/// Every `box` × `box` pixels become their mean, at the right and below what there is of them. Returns -1 when there is no memory.
int pixels_average(const uint8_t *from, int32_t width, int32_t height, int32_t box, uint8_t *to);

/// One row of these means, of `rows` rows (`box`, or what there is); `stride` counts bytes, `sums` has room for a row's samples.
void pixels_means(
  const uint8_t *from, size_t stride, int32_t width, int32_t rows, int32_t box, uint32_t *sums, uint8_t *to);

/// Turns and mirrors as EXIF orientation 1 to 8 says. For 5 to 8 `to` is `height` wide and `width` high.
void pixels_orient(const uint8_t *from, int32_t width, int32_t height, int32_t orientation, uint8_t *to);

/// Copies `rows` rows of `columns` pixels; `from` is the first pixel of the rectangle and `stride` counts bytes.
void pixels_copy(const uint8_t *from, size_t stride, int32_t columns, int32_t rows, int mirrored, uint8_t *to);

/// Numbers for a network: `to[i] = from[i] · scale[c] + shift[c]` for the channel `c` of each sample.
void pixels_normalize(const uint8_t *from, size_t pixels, const float scale[3], const float shift[3], float *to);

/// What stands for pixels outside the picture.
typedef enum {
  PIXELS_REFLECTION = 0,  // mirrored at the centres of the border pixels
  PIXELS_BORDER = 1,      // the border pixel repeated
  PIXELS_ZEROS = 2,       // black
} PixelsPadding;

/// One sampling of a picture. Output pixel (r, c) is looked up at `map · (columns[c], rows[r], 1)`, up to scale, in
/// pixels of the source counted from 0; where an entry is negative, it is black. With `points` (x and y for each output
/// pixel, row by row) these are the places, and the map is not read.
typedef struct {
  const uint8_t *from;
  int32_t width, height;
  double map[9];
  const float *rows, *columns;
  const float *points;
  int32_t out_width, out_height;
  PixelsPadding padding;
  int32_t nearest;  // the nearest pixel; else the four around are weighed (bilinear)
} PixelsSampling;

/// Levels between two neighbouring bytes that the table of `pixels_sample` tells apart.
enum { PIXELS_STEPS = 4, PIXELS_TABLE_SIZE = 255 * PIXELS_STEPS + 1 };

/// Samples to `bytes`, each level mapped by `table` (`PIXELS_TABLE_SIZE` entries), and to `floats` from 0 to 255 as they
/// are; either may be null. Returns -1 when there is no memory for a row.
int pixels_sample(const PixelsSampling *sampling, const uint8_t *table, uint8_t *bytes, float *floats);

#ifdef __cplusplus
}
#endif
