#pragma once
// What the files of this target share, and nobody else sees.

#include <stddef.h>
#include <stdint.h>

typedef int (*Work)(void *context);

/// Runs libvips code so that its error message is its own; repeats it when it failed.
int cvips_attempt(Work work, void *context, char *message);

/// Draws SVG of our own as interleaved 8-bit RGB on white; NULL on error. The caller frees it with `g_free`.
uint8_t *cvips_rasterize(const char *svg, size_t length, double scale, int32_t *width, int32_t *height);
