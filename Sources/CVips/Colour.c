// Whatever a file holds → 8-bit sRGB.
#include <pthread.h>
#include <stdlib.h>

#include "Internal.h"

// Replaces `*image` by what an operation made of it, and drops the reference to what it was.
// `next` is read after the operation has run, whatever order a compiler evaluates arguments in.
static int replace(VipsImage **image, int status, VipsImage **next) {
  if (status != 0) {
    return -1;
  }
  g_object_unref(*image);
  *image = *next;
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
  if (replace(image, status, &next) != 0) {
    return -1;
  }
  status = vips_copy(
    *image, &next, "interpretation", bands < 3 ? VIPS_INTERPRETATION_B_W : VIPS_INTERPRETATION_sRGB, NULL);
  return replace(image, status, &next);
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
  return replace(image, 0, &next);
}

// Whatever it is → 8-bit sRGB with three bands.
int cvips_to_srgb(VipsImage **image, const uint8_t background[3], int dropsAlpha) {
  VipsImage *next = NULL;
  // LabQ and RAD pack their samples; `vips_colourspace` unpacks them.
  if (vips_image_get_coding(*image) != VIPS_CODING_NONE
    && replace(image, vips_colourspace(*image, &next, VIPS_INTERPRETATION_sRGB, NULL), &next) != 0) {
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
    if (replace(image, vips_copy(*image, &next, "interpretation", space, NULL), &next) != 0) {
      return -1;
    }
  }
  if (space != VIPS_INTERPRETATION_sRGB || bands < 3 || vips_image_get_format(*image) != VIPS_FORMAT_UCHAR) {
    if (replace(image, vips_colourspace(*image, &next, VIPS_INTERPRETATION_sRGB, NULL), &next) != 0) {
      return -1;
    }
  }
  if (!dropsAlpha && vips_image_hasalpha(*image)) {
    double colour[3] = {background[0], background[1], background[2]};
    VipsArrayDouble *array = vips_array_double_new(colour, 3);
    const int status = vips_flatten(*image, &next, "background", array, NULL);
    vips_area_unref(VIPS_AREA(array));
    if (replace(image, status, &next) != 0) {
      return -1;
    }
  }
  bands = vips_image_get_bands(*image);
  if (bands > 3 && replace(image, vips_extract_band(*image, &next, 0, "n", 3, NULL), &next) != 0) {
    return -1;
  }
  if (vips_image_get_format(*image) != VIPS_FORMAT_UCHAR
    && replace(image, vips_cast_uchar(*image, &next, NULL), &next) != 0) {
    return -1;
  }
  return 0;
}
