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
} PixelsFilter;

/// Resizes interleaved RGB. Returns -1 when there is no memory for its tables.
int pixels_resize(
  const uint8_t *from, int32_t width, int32_t height, uint8_t *to, int32_t newWidth, int32_t newHeight,
  PixelsFilter filter);

/// Turns and mirrors as EXIF orientation 1 to 8 says. For 5 to 8 `to` is `height` wide and `width` high.
void pixels_orient(const uint8_t *from, int32_t width, int32_t height, int32_t orientation, uint8_t *to);

/// Copies `rows` rows of `columns` pixels; `from` is the first pixel of the rectangle and `stride` counts bytes.
void pixels_copy(const uint8_t *from, size_t stride, int32_t columns, int32_t rows, int mirrored, uint8_t *to);

/// Samples a picture once, through a map of output pixels to input pixels: `(x, y, 1) · map` up to scale, row by row.
/// Between pixels it weighs the four around (bilinear), outside it mirrors at the centres of the border pixels; `table`
/// then maps each sample. Rotating, zooming, warping, mirroring and cutting are one such map.
void pixels_warp(
  const uint8_t *from, int32_t width, int32_t height, const double map[9], const uint8_t table[256],
  int32_t out_width, int32_t out_height, uint8_t *to);

#ifdef __cplusplus
}
#endif
