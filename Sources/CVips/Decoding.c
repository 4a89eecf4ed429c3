// Files of strangers, each by the one loader that was named for it.
#include <string.h>

#include "Internal.h"

// MARK: Loading

static const char *const loaders[] = {
  [CVIPS_JPEG] = "jpegload_buffer", [CVIPS_PNG] = "pngload_buffer",   [CVIPS_GIF] = "gifload_buffer",
  [CVIPS_WEBP] = "webpload_buffer", [CVIPS_TIFF] = "tiffload_buffer", [CVIPS_HEIF] = "heifload_buffer",
};

int cvips_can_load(CVipsFormat format) {
  return (unsigned)format <= CVIPS_HEIF && vips_type_find("VipsOperation", loaders[format]) != 0;
}

// Opens the bytes with the one loader that the caller named. Sequential access: rows come from top to bottom, once.
static VipsImage *open(const CVipsDecode *how, const void *bytes, size_t count) {
  VipsImage *image = NULL;
  void *data = (void *)bytes;
  const VipsAccess rows = VIPS_ACCESS_SEQUENTIAL;
  const VipsFailOn failOn = how->acceptsTruncated ? VIPS_FAIL_ON_NONE : VIPS_FAIL_ON_TRUNCATED;
  switch (how->format) {
    case CVIPS_JPEG:
      vips_jpegload_buffer(
        data, count, &image, "access", rows, "fail_on", failOn, "shrink", how->shrink > 1 ? how->shrink : 1, NULL);
      break;
    case CVIPS_PNG: vips_pngload_buffer(data, count, &image, "access", rows, "fail_on", failOn, NULL); break;
    case CVIPS_GIF: vips_gifload_buffer(data, count, &image, "access", rows, "fail_on", failOn, NULL); break;
    case CVIPS_WEBP: vips_webpload_buffer(data, count, &image, "access", rows, "fail_on", failOn, NULL); break;
    case CVIPS_TIFF: vips_tiffload_buffer(data, count, &image, "access", rows, "fail_on", failOn, NULL); break;
    case CVIPS_HEIF: vips_heifload_buffer(data, count, &image, "access", rows, "fail_on", failOn, NULL); break;
  }
  return image;
}

typedef struct {
  CVipsDecode how;
  const void *bytes;
  size_t count;
  CVipsHeader *header;
  uint8_t *pixels;
  size_t capacity;
  int32_t width, height;
} Reading;

static int bitsOf(VipsBandFormat format) { return (int)vips_format_sizeof(format) * 8; }

static int readHeader(void *context) {
  Reading *reading = context;
  VipsImage *image = open(&reading->how, reading->bytes, reading->count);
  if (!image) {
    return -1;
  }
  CVipsHeader *header = reading->header;
  header->width = vips_image_get_width(image);
  header->height = vips_image_get_height(image);
  header->orientation = reading->how.format == CVIPS_HEIF ? 1 : vips_image_get_orientation(image);
  header->pages = vips_image_get_n_pages(image);
  header->bands = vips_image_get_bands(image);
  header->bits = bitsOf(vips_image_get_format(image));
  header->hasAlpha = vips_image_hasalpha(image);
  header->hasProfile = vips_image_get_typeof(image, VIPS_META_ICC_NAME) != 0;
  g_object_unref(image);
  return 0;
}

int cvips_header(CVipsFormat format, const void *bytes, size_t count, CVipsHeader *header, char *message) {
  Reading reading = {.how = {.format = format, .shrink = 1}, .bytes = bytes, .count = count, .header = header};
  return cvips_attempt(readHeader, &reading, message);
}

// MARK: Pixels

static int readPixels(void *context) {
  Reading *reading = context;
  VipsImage *image = open(&reading->how, reading->bytes, reading->count);
  if (!image) {
    return -1;
  }
  const CVipsLayout layout = {.box = reading->how.box, .orientation = reading->how.orientation};
  int status = cvips_to_srgb(&image, reading->how.background, reading->how.dropsAlpha);
  if (status == 0) {
    reading->width = vips_image_get_width(image);
    reading->height = vips_image_get_height(image);
    cvips_laid_out(&layout, &reading->width, &reading->height);
    status = cvips_pull(image, &layout, reading->pixels, reading->capacity);
  }
  g_object_unref(image);
  return status;
}

int cvips_decode(
  const CVipsDecode *how, const void *bytes, size_t count, uint8_t *pixels, size_t capacity, int32_t *width,
  int32_t *height, char *message) {
  Reading reading = {.how = *how, .bytes = bytes, .count = count, .pixels = pixels, .capacity = capacity};
  const int status = cvips_attempt(readPixels, &reading, message);
  *width = reading.width;
  *height = reading.height;
  return status;
}
