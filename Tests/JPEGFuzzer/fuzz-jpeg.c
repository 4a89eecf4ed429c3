// The markers of JPEG files and the walk through their codes under libFuzzer and sanitizers: CONTRIBUTING has the command.
//
// Beside what the sanitizers find: a file decodes at all four sizes or at none. That libvips refuses nothing that the walk takes,
// `image-fuzzer scan` tries.
#include <stdio.h>
#include <stdlib.h>

#include "Decoding.h"
#include "Scanning.h"

enum { MOST_PIXELS = 1 << 18 };

static void require(int holds, const char *what) {
  if (!holds) {
    fprintf(stderr, "found: %s\n", what);
    abort();
  }
}

// The buffers are exactly as large as they have to be, so that a byte beyond them is seen.
static int decodes(const uint8_t *bytes, size_t count, const JPEGHeader *header, int32_t shrink) {
  const size_t size = (size_t)(header->width / shrink) * (size_t)(header->height / shrink) * 3;
  uint8_t *pixels = malloc(size);
  const int isMade = pixels && jpeg_decode(bytes, count, shrink, pixels, size);
  uint64_t sum = 0;
  for (size_t i = 0; isMade && i < size; i++) {
    sum += pixels[i];
  }
  require(sum <= (uint64_t)size * 255, "levels beyond 255");
  free(pixels);
  return isMade;
}

static int isSound(const uint8_t *bytes, size_t count, const JPEGHeader *header) {
  const size_t size = (size_t)((header->width + 7) / 8) * (size_t)((header->height + 7) / 8);
  uint8_t *eighth = malloc(size);
  const int status = eighth && jpeg_scan(bytes, count, header->width, header->height, eighth, size);
  free(eighth);
  return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count) {
  JPEGHeader header = {0};
  const int isPlain = jpeg_header(bytes, count, &header);
  if (header.width <= 0 || header.height <= 0 || (int64_t)header.width * header.height > MOST_PIXELS) {
    return 0;
  }
  isSound(bytes, count, &header);
  const int whole = decodes(bytes, count, &header, 1);
  for (int32_t shrink = 2; shrink <= 8; shrink *= 2) {
    require(decodes(bytes, count, &header, shrink) == whole, "decodes at some sizes only");
  }
  require(!isPlain || (header.orientation >= 1 && header.orientation <= 8), "an orientation that is none");
  return 0;
}
