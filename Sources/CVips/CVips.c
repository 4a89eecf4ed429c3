#include "CVips.h"
#include "Internal.h"

#include <pthread.h>
#include <string.h>
#include <vips/vips.h>

// MARK: Messages

// libvips collects error text in one buffer for the whole process. To read a message that belongs to one call, and
// to no other that failed beside it, every call holds this lock for reading, and a call that failed is repeated with
// the lock held for writing: alone, on an empty buffer. The price is paid by broken files only.
static pthread_rwlock_t alone;

// What libpng and others said on this thread: libvips passes it on as a warning, and not as an error.
static _Thread_local char warnings[CVIPS_MESSAGE_SIZE / 2];

static void keepWarning(const gchar *domain, GLogLevelFlags level, const gchar *text, gpointer data) {
  g_strlcat(warnings, text, sizeof warnings);
  g_strlcat(warnings, "\n", sizeof warnings);
}

static void copyMessage(char *message) {
  g_strlcpy(message, vips_error_buffer(), CVIPS_MESSAGE_SIZE);
  g_strlcat(message, warnings, CVIPS_MESSAGE_SIZE);
}

static int attempt(Work work, void *context, char *message) {
  pthread_rwlock_rdlock(&alone);
  int status = work(context);
  pthread_rwlock_unlock(&alone);
  if (status == 0) {
    return 0;
  }
  pthread_rwlock_wrlock(&alone);
  vips_error_clear();
  warnings[0] = 0;
  status = work(context);
  if (status != 0) {
    copyMessage(message);
  }
  vips_error_clear();
  pthread_rwlock_unlock(&alone);
  return status;
}

int cvips_attempt(Work work, void *context, char *message) { return attempt(work, context, message); }

// MARK: Start

static int startStatus = -1;

static void start(void) {
  pthread_rwlockattr_t attributes;
  pthread_rwlockattr_init(&attributes);
#ifdef __GLIBC__
  pthread_rwlockattr_setkind_np(&attributes, PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP);
#endif
  pthread_rwlock_init(&alone, &attributes);
  pthread_rwlockattr_destroy(&attributes);

  if (vips_init("swift-fastai") != 0) {
    return;
  }
  // Pixels are pulled on the thread that asks for them, and a data set is read once an epoch: neither libvips' own
  // threads nor its memory of past operations would pay.
  vips_concurrency_set(1);
  vips_cache_set_max(0);
  vips_block_untrusted_set(TRUE);
  // Warnings on broken pictures ("premature end of JPEG") belong into the caller's error and not on the terminal.
  g_log_set_handler("VIPS", G_LOG_LEVEL_MASK & ~G_LOG_LEVEL_ERROR, keepWarning, NULL);
  startStatus = 0;
}

int cvips_start(char *message) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, start);
  if (startStatus != 0) {
    copyMessage(message);
  }
  return startStatus;
}

void cvips_free(void *bytes) { g_free(bytes); }

size_t cvips_tracked_memory(void) { return vips_tracked_get_mem(); }

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
  return attempt(readHeader, &reading, message);
}

// MARK: Colour

// Replaces `*image` by what an operation made of it, and drops the reference to what it was.
static int replace(VipsImage **image, int status, VipsImage *next) {
  if (status != 0) {
    return -1;
  }
  g_object_unref(*image);
  *image = next;
  return 0;
}

// Samples that are neither 8 nor 16 bits wide, brought to 8: integers by the largest value of their type, and floats,
// which by custom run from 0 to 1, times 255. What is below zero is black.
static int narrow(VipsImage **image) {
  double most;
  switch (vips_image_get_format(*image)) {
    case VIPS_FORMAT_UCHAR:
    case VIPS_FORMAT_USHORT: return 0;
    case VIPS_FORMAT_CHAR: most = 127; break;
    case VIPS_FORMAT_SHORT: most = 32767; break;
    case VIPS_FORMAT_UINT: most = 4294967295.0; break;
    case VIPS_FORMAT_INT: most = 2147483647; break;
    case VIPS_FORMAT_FLOAT:
    case VIPS_FORMAT_DOUBLE: most = 1; break;
    default: vips_error("cvips", "complex samples have no colour"); return -1;
  }
  VipsImage *next = NULL;
  int bands = vips_image_get_bands(*image);
  int status = vips_linear1(*image, &next, 255 / most, 0, "uchar", TRUE, NULL);
  if (replace(image, status, next) != 0) {
    return -1;
  }
  status = vips_copy(
    *image, &next, "interpretation", bands < 3 ? VIPS_INTERPRETATION_B_W : VIPS_INTERPRETATION_sRGB, NULL);
  return replace(image, status, next);
}

// Whether an embedded profile says anything that sRGB does not: a small cube of colours goes through it once, and the
// answer is kept for the profiles seen last. Most profiles in pictures from the web are sRGB by another name.
enum { KNOWN_PROFILES = 64, CUBE_SIDE = 6, CUBE = CUBE_SIDE * CUBE_SIDE * CUBE_SIDE, TOLERANCE = 3 };
static struct {
  guint64 hash;
  size_t length;
  int isSRGB;
} knownProfiles[KNOWN_PROFILES];
static int nextProfile = 0;
static pthread_mutex_t profileLock = PTHREAD_MUTEX_INITIALIZER;

static guint64 hashOf(const uint8_t *bytes, size_t length) {
  guint64 hash = 14695981039346656037u;  // FNV-1a
  for (size_t i = 0; i < length; i++) {
    hash = (hash ^ bytes[i]) * 1099511628211u;
  }
  return hash;
}

static int leavesCubeAlone(const void *profile, size_t length) {
  uint8_t cube[CUBE * 3];
  for (int i = 0; i < CUBE; i++) {
    cube[3 * i] = (uint8_t)(i / (CUBE_SIDE * CUBE_SIDE) * 51);
    cube[3 * i + 1] = (uint8_t)(i / CUBE_SIDE % CUBE_SIDE * 51);
    cube[3 * i + 2] = (uint8_t)(i % CUBE_SIDE * 51);
  }
  VipsImage *image = vips_image_new_from_memory(cube, sizeof cube, CUBE, 1, 3, VIPS_FORMAT_UCHAR);
  VipsImage *turned = NULL;
  int same = 0;
  if (image) {
    image->Type = VIPS_INTERPRETATION_sRGB;
    vips_image_set_blob_copy(image, VIPS_META_ICC_NAME, profile, length);
    size_t size = 0;
    uint8_t *out = NULL;
    if (vips_icc_transform(image, &turned, "srgb", "embedded", TRUE, NULL) == 0) {
      out = vips_image_write_to_memory(turned, &size);
    }
    same = out && size == sizeof cube;
    for (int i = 0; same && i < CUBE * 3; i++) {
      same = abs((int)out[i] - (int)cube[i]) <= TOLERANCE;
    }
    g_free(out);
    g_object_unref(image);
  }
  if (turned) {
    g_object_unref(turned);
  }
  return same;
}

static int isSRGB(const void *profile, size_t length) {
  const guint64 hash = hashOf(profile, length);
  pthread_mutex_lock(&profileLock);
  int known = -1;
  for (int i = 0; i < KNOWN_PROFILES && known < 0; i++) {
    if (knownProfiles[i].length == length && knownProfiles[i].hash == hash) {
      known = knownProfiles[i].isSRGB;
    }
  }
  if (known < 0) {
    known = leavesCubeAlone(profile, length);
    knownProfiles[nextProfile].hash = hash;
    knownProfiles[nextProfile].length = length;
    knownProfiles[nextProfile].isSRGB = known;
    nextProfile = (nextProfile + 1) % KNOWN_PROFILES;
  }
  pthread_mutex_unlock(&profileLock);
  return known;
}

static int fromProfile(VipsImage **image) {
  const void *profile = NULL;
  size_t length = 0;
  if (vips_image_get_typeof(*image, VIPS_META_ICC_NAME) == 0
    || vips_image_get_blob(*image, VIPS_META_ICC_NAME, &profile, &length) != 0 || length < 128) {
    return 0;
  }
  const int colours = vips_image_get_bands(*image) - vips_image_hasalpha(*image);
  const int eightBitRGB = colours == 3 && vips_image_get_format(*image) == VIPS_FORMAT_UCHAR;
  if (eightBitRGB && isSRGB(profile, length)) {
    return 0;
  }
  VipsImage *next = NULL;
  // A profile that cannot be used (of another colour space, or broken) is no reason to refuse the picture.
  if (vips_icc_transform(*image, &next, "srgb", "embedded", TRUE, "depth", 8, NULL) != 0) {
    vips_error_clear();
    return 0;
  }
  return replace(image, 0, next);
}

// Whatever it is → 8-bit sRGB with three bands.
static int toSRGB(VipsImage **image, const uint8_t background[3]) {
  VipsImage *next = NULL;
  // LabQ and RAD pack their samples; `vips_colourspace` unpacks them.
  if (vips_image_get_coding(*image) != VIPS_CODING_NONE
    && replace(image, vips_colourspace(*image, &next, VIPS_INTERPRETATION_sRGB, NULL), next) != 0) {
    return -1;
  }
  if (vips_image_get_interpretation(*image) != VIPS_INTERPRETATION_LAB
    && vips_image_get_interpretation(*image) != VIPS_INTERPRETATION_LABS
    && vips_image_get_interpretation(*image) != VIPS_INTERPRETATION_scRGB && narrow(image) != 0) {
    return -1;
  }
  if (fromProfile(image) != 0) {
    return -1;
  }
  int bands = vips_image_get_bands(*image);
  VipsInterpretation space = vips_image_get_interpretation(*image);
  if (space == VIPS_INTERPRETATION_MULTIBAND) {
    const int wide = vips_image_get_format(*image) == VIPS_FORMAT_USHORT;
    space = bands < 3 ? (wide ? VIPS_INTERPRETATION_GREY16 : VIPS_INTERPRETATION_B_W)
                      : (wide ? VIPS_INTERPRETATION_RGB16 : VIPS_INTERPRETATION_sRGB);
    if (replace(image, vips_copy(*image, &next, "interpretation", space, NULL), next) != 0) {
      return -1;
    }
  }
  if (space != VIPS_INTERPRETATION_sRGB || bands < 3 || vips_image_get_format(*image) != VIPS_FORMAT_UCHAR) {
    if (replace(image, vips_colourspace(*image, &next, VIPS_INTERPRETATION_sRGB, NULL), next) != 0) {
      return -1;
    }
  }
  if (vips_image_hasalpha(*image)) {
    double colour[3] = {background[0], background[1], background[2]};
    VipsArrayDouble *array = vips_array_double_new(colour, 3);
    const int status = vips_flatten(*image, &next, "background", array, NULL);
    vips_area_unref(VIPS_AREA(array));
    if (replace(image, status, next) != 0) {
      return -1;
    }
  }
  bands = vips_image_get_bands(*image);
  if (bands > 3 && replace(image, vips_extract_band(*image, &next, 0, "n", 3, NULL), next) != 0) {
    return -1;
  }
  if (vips_image_get_format(*image) != VIPS_FORMAT_UCHAR
    && replace(image, vips_cast_uchar(*image, &next, NULL), next) != 0) {
    return -1;
  }
  return 0;
}

// MARK: Pixels

enum { ROWS_AT_A_TIME = 32 };

// Pulls rows on this thread straight into the caller's memory: no thread pool, no buffer in between.
static int pull(VipsImage *image, Reading *reading) {
  const int width = reading->width = vips_image_get_width(image);
  const int height = reading->height = vips_image_get_height(image);
  uint8_t *const pixels = reading->pixels;
  if ((size_t)width * (size_t)height * 3 > reading->capacity || vips_image_get_bands(image) != 3) {
    vips_error("cvips", "decoded to another size than the header said");
    return -1;
  }
  VipsImage *target =
    vips_image_new_from_memory(pixels, (size_t)width * (size_t)height * 3, width, height, 3, VIPS_FORMAT_UCHAR);
  if (!target) {
    return -1;
  }
  VipsRegion *from = vips_region_new(image);
  VipsRegion *to = vips_region_new(target);
  int status = from && to ? 0 : -1;
  for (int y = 0; y < height && status == 0; y += ROWS_AT_A_TIME) {
    VipsRect rows = {.left = 0, .top = y, .width = width, .height = VIPS_MIN(ROWS_AT_A_TIME, height - y)};
    status = vips_region_image(to, &rows) != 0 ? -1 : vips_region_prepare_to(from, to, &rows, 0, y);
  }
  if (from) {
    g_object_unref(from);
  }
  if (to) {
    g_object_unref(to);
  }
  g_object_unref(target);
  return status;
}

static int readPixels(void *context) {
  Reading *reading = context;
  VipsImage *image = open(&reading->how, reading->bytes, reading->count);
  if (!image) {
    return -1;
  }
  int status = toSRGB(&image, reading->how.background);
  if (status == 0) {
    status = pull(image, reading);
  }
  g_object_unref(image);
  return status;
}

int cvips_decode(
  const CVipsDecode *how, const void *bytes, size_t count, uint8_t *pixels, size_t capacity, int32_t *width,
  int32_t *height, char *message) {
  Reading reading = {.how = *how, .bytes = bytes, .count = count, .pixels = pixels, .capacity = capacity};
  const int status = attempt(readPixels, &reading, message);
  *width = reading.width;
  *height = reading.height;
  return status;
}

// MARK: Encoding

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
  return finish(&writing, attempt(encode, &writing, message), bytes, count);
}

int cvips_encode_png(
  const uint8_t *pixels, int32_t width, int32_t height, void **bytes, size_t *count, char *message) {
  Writing writing = {.pixels = pixels, .width = width, .height = height};
  return finish(&writing, attempt(encode, &writing, message), bytes, count);
}

// MARK: Our own drawings

static void allowSVG(void) { vips_operation_block_set("VipsForeignLoadSvg", FALSE); }

uint8_t *cvips_rasterize(const char *svg, size_t length, double scale, int32_t *width, int32_t *height) {
  // Unblocked on first use, and reached from here only: `open` above names its loaders, and SVG is not among them.
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, allowSVG);
  VipsImage *image = NULL;
  if (vips_svgload_buffer((void *)svg, length, &image, "scale", scale, NULL) != 0) {
    return NULL;
  }
  const uint8_t white[3] = {255, 255, 255};
  int status = toSRGB(&image, white);
  // Drawn on this thread, into memory, and only then encoded: handing rows from thread to thread costs more.
  Reading reading = {.capacity = (size_t)vips_image_get_width(image) * (size_t)vips_image_get_height(image) * 3};
  reading.pixels = status == 0 ? g_try_malloc(reading.capacity) : NULL;
  status = reading.pixels ? pull(image, &reading) : -1;
  g_object_unref(image);
  if (status != 0) {
    g_free(reading.pixels);
    return NULL;
  }
  *width = reading.width;
  *height = reading.height;
  return reading.pixels;
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
  return finish(&writing, attempt(drawSVG, &writing, message), bytes, count);
}
