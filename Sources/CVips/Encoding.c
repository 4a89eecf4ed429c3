// Pictures and drawings of our own → files.
#include <pthread.h>

#include "Internal.h"

typedef struct {
  const uint8_t *pixels;
  int32_t width, height, quality;
  const char *svg;
  size_t length;
  double scale;
  void *bytes;
  size_t count;
} Writing;

static int save(VipsImage *image, Writing *writing) {
  if (writing->quality > 0) {
    return vips_jpegsave_buffer(
      image, &writing->bytes, &writing->count, "Q", writing->quality, "optimize_coding", TRUE, "strip", TRUE, NULL);
  }
  return vips_pngsave_buffer(image, &writing->bytes, &writing->count, "strip", TRUE, NULL);
}

static int encode(void *context) {
  Writing *writing = context;
  VipsImage *image = vips_image_new_from_memory(
    writing->pixels, (size_t)writing->width * (size_t)writing->height * 3, writing->width, writing->height, 3,
    VIPS_FORMAT_UCHAR);
  if (!image) {
    return -1;
  }
  image->Type = VIPS_INTERPRETATION_sRGB;
  const int status = save(image, writing);
  g_object_unref(image);
  return status;
}

static int finish(Writing *writing, int status, void **bytes, size_t *count) {
  *bytes = status == 0 ? writing->bytes : NULL;
  *count = status == 0 ? writing->count : 0;
  return status;
}

int cvips_encode_jpeg(
  const uint8_t *pixels, int32_t width, int32_t height, int32_t quality, void **bytes, size_t *count, char *message) {
  Writing writing = {.pixels = pixels, .width = width, .height = height, .quality = VIPS_CLIP(1, quality, 100)};
  return finish(&writing, cvips_attempt(encode, &writing, message), bytes, count);
}

int cvips_encode_png(
  const uint8_t *pixels, int32_t width, int32_t height, void **bytes, size_t *count, char *message) {
  Writing writing = {.pixels = pixels, .width = width, .height = height};
  return finish(&writing, cvips_attempt(encode, &writing, message), bytes, count);
}

// MARK: Our own drawings

static void allowSVG(void) { vips_operation_block_set("VipsForeignLoadSvg", FALSE); }

uint8_t *cvips_rasterize(const char *svg, size_t length, double scale, int32_t *width, int32_t *height) {
  // Unblocked on first use, and reached from here only: decoding names its loaders, and SVG is not among them.
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, allowSVG);
  VipsImage *image = NULL;
  if (vips_svgload_buffer((void *)svg, length, &image, "scale", scale, NULL) != 0) {
    return NULL;
  }
  const uint8_t white[3] = {255, 255, 255};
  int status = cvips_to_srgb(&image, white, 0);
  // Drawn on this thread, into memory: handing rows from thread to thread costs more.
  const CVipsLayout upright = {.box = 1, .orientation = 1};
  *width = vips_image_get_width(image);
  *height = vips_image_get_height(image);
  const size_t capacity = (size_t)*width * (size_t)*height * 3;
  uint8_t *pixels = status == 0 ? g_try_malloc(capacity) : NULL;
  status = pixels ? cvips_pull(image, &upright, pixels, capacity) : -1;
  g_object_unref(image);
  if (status != 0) {
    g_free(pixels);
    return NULL;
  }
  return pixels;
}

static int drawSVG(void *context) {
  Writing *writing = context;
  uint8_t *pixels =
    cvips_rasterize(writing->svg, writing->length, writing->scale, &writing->width, &writing->height);
  writing->pixels = pixels;
  const int status = pixels ? encode(writing) : -1;
  g_free(pixels);
  return status;
}

int cvips_draw_svg(
  const char *svg, size_t length, double scale, int32_t quality, void **bytes, size_t *count, char *message) {
  Writing writing = {.svg = svg, .length = length, .scale = scale, .quality = quality};
  return finish(&writing, cvips_attempt(drawSVG, &writing, message), bytes, count);
}
