#pragma once
// libvips without C varargs. Every call returns a status; when it is not zero, `message` holds libvips' own words.
//
// Two doors, kept apart:
// - pictures from strangers: one named loader for each format we trust, never a search among all loaders;
// - drawings of our own: SVG, which libvips marks as untrusted, and which must only be given text that we wrote.

#include <stddef.h>
#include <stdint.h>

#include "Decoding.h"
#include "Pixels.h"
#include "Scanning.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { CVIPS_MESSAGE_SIZE = 1024 };

typedef enum {
  CVIPS_JPEG = 0,
  CVIPS_PNG = 1,
  CVIPS_GIF = 2,
  CVIPS_WEBP = 3,
  CVIPS_TIFF = 4,
  CVIPS_HEIF = 5,  // HEIC and AVIF; only where libvips was built with libheif
} CVipsFormat;

/// What the first bytes of a file say, before any pixel is decoded.
typedef struct {
  int32_t width, height;  // as stored; orientations 5 to 8 swap them
  int32_t orientation;    // EXIF, 1 to 8; always 1 for HEIF, which libheif turns while decoding
  int32_t pages;          // frames of an animation, pages of a TIFF
  int32_t bands;          // samples a pixel, alpha included
  int32_t bits;           // bits a sample
  int32_t hasAlpha;
  int32_t hasProfile;     // an embedded ICC profile
} CVipsHeader;

/// How to make 8-bit sRGB of a file.
typedef struct {
  CVipsFormat format;
  int32_t shrink;            // JPEG only: 1, 2, 4 or 8, done while decoding
  int32_t box;               // after that, so many pixels along each side become their mean, row by row; 1 to 64
  int32_t orientation;       // turns and mirrors as EXIF 1 to 8 says
  int32_t acceptsTruncated;  // what is missing of a cut-off file stays grey or black
  int32_t dropsAlpha;        // takes the colours under what is transparent, in place of the background
  uint8_t background[3];     // shows through where the image is transparent
} CVipsDecode;

/// Starts libvips, once a process, from any thread.
int cvips_start(char *message);

/// Whether this build of libvips reads the format.
int cvips_can_load(CVipsFormat format);

/// Reads the header.
int cvips_header(CVipsFormat format, const void *bytes, size_t count, CVipsHeader *header, char *message);

/// Decodes to interleaved 8-bit sRGB in `pixels`, which has room for `capacity` bytes; `*width * *height * 3` of them
/// are written: the stored size divided by `shrink` and by `box`, rounded up, and turned. All work is done on the calling thread.
int cvips_decode(
  const CVipsDecode *how, const void *bytes, size_t count, uint8_t *pixels, size_t capacity, int32_t *width,
  int32_t *height, char *message);

/// Encodes interleaved 8-bit RGB. The caller frees `*bytes` with `cvips_free`.
int cvips_encode_jpeg(
  const uint8_t *pixels, int32_t width, int32_t height, int32_t quality, void **bytes, size_t *count, char *message);
int cvips_encode_png(
  const uint8_t *pixels, int32_t width, int32_t height, void **bytes, size_t *count, char *message);

/// Draws SVG text *that this package wrote* at `scale`, flattened on white, as JPEG (`quality` 1 to 100) or, with
/// quality 0, PNG. Never give it bytes from outside: the loader behind it reads files that the text names.
int cvips_draw_svg(
  const char *svg, size_t length, double scale, int32_t quality, void **bytes, size_t *count, char *message);

/// An animation of drawings: texts of our own, as for `cvips_draw_svg`, one after another.
typedef struct {
  const char *svg;
  const size_t *offsets;   // where each text begins, and the end of the last: `count + 1` numbers
  const int32_t *delays;   // how long each frame stays, in milliseconds
  int32_t count;
  int32_t plays;           // 0: for ever
  double scale;
} CVipsAnimation;

/// Draws an animated GIF. Of the frames' pixels only one frame's are in memory.
int cvips_draw_gif(const CVipsAnimation *animation, void **bytes, size_t *count, char *message);

void cvips_free(void *bytes);

/// Bytes that libvips holds at the moment, for tests that look for leaks.
size_t cvips_tracked_memory(void);

#ifdef __cplusplus
}
#endif
