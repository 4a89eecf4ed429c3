#pragma once
// A walk through the Huffman codes of a JPEG file that makes no picture: for telling that a file is whole.

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Whether libjpeg is certain to decode a file to its end without a word of complaint.
///
/// Known are files in one sequential scan of 8-bit Huffman codes, grey or YCbCr: nearly all that cameras write, and most of
/// what the web has. Of any other, and of one that is unusual in any way, nothing is said: it may be sound or not.
///
/// `eighth` gets the mean brightness (Y) of each block of 8 × 8 pixels, row by row, `(width + 7) / 8` in a row, as a
/// decoder gives it that shrinks by eight.
///
/// Returns 1 for "certainly sound", and 0 for "cannot tell", also when the picture is not `width` by `height`.
int jpeg_scan(const uint8_t *bytes, size_t count, int32_t width, int32_t height, uint8_t *eighth, size_t capacity);

#ifdef __cplusplus
}
#endif
