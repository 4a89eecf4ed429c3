#pragma once
// What the files of this target share.
#include <vips/vips.h>

#include "CVips.h"

typedef int (*CVipsWork)(void *context);

/// Runs a piece of work, and when it fails gives libvips' words for it in `message`.
int cvips_attempt(CVipsWork work, void *context, char *message);

/// Replaces `*image` by its 8-bit sRGB in three bands.
int cvips_to_srgb(VipsImage **image, const uint8_t background[3], int dropsAlpha);

/// How rows are brought into memory.
typedef struct {
  int32_t box;          // so many pixels along each side become their mean
  int32_t orientation;  // EXIF, 1 to 8
} CVipsLayout;

/// The size that a layout makes of a picture.
void cvips_laid_out(const CVipsLayout *layout, int32_t *width, int32_t *height);

/// Pulls rows on this thread straight into `pixels`: no thread pool, and no more than some rows in between.
int cvips_pull(VipsImage *image, const CVipsLayout *layout, uint8_t *pixels, size_t capacity);

/// Draws SVG of our own as interleaved 8-bit RGB on white; NULL on error. The caller frees it with `g_free`.
uint8_t *cvips_rasterize(const char *svg, size_t length, double scale, int32_t *width, int32_t *height);
