#pragma once
// JPEG files of the kind that nearly all cameras and editors write, decoded by libjpeg without libvips around it.

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// What the markers of a plain JPEG file say.
typedef struct {
  int32_t width, height;  // as stored
  int32_t components;     // 1 for grey, 3 for YCbCr
  int32_t orientation;    // EXIF, 1 to 8
} JPEGHeader;

/// Reads the markers of a file in one sequential scan of 8-bit Huffman codes, grey or YCbCr, without a colour profile.
/// Returns 0 for any other, and for one that is unusual in any way: libvips has to tell.
int jpeg_header(const uint8_t *bytes, size_t count, JPEGHeader *header);

/// Decodes such a file to interleaved RGB, at 1 / `shrink` of its size (1, 2, 4 or 8), rounded down, as it is stored.
///
/// `pixels` has room for as many bytes as that takes. Returns 0 when libjpeg complains of anything, even if it could go on; what
/// `pixels` holds is then of no use.
int jpeg_decode(const uint8_t *bytes, size_t count, int32_t shrink, uint8_t *pixels, size_t capacity);

#ifdef __cplusplus
}
#endif
