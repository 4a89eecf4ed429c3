#pragma once
// What the markers of a JPEG file say, of the kind that nearly all cameras and editors write: one sequential scan of 8-bit
// Huffman codes, grey or YCbCr.
#include "CodeTable.h"

typedef struct {
  int32_t id, across, down, quantizer, means, rest;  // the last three: which tables
  const BlockTable *table;
} Component;

enum { SLOTS = 4, COMPONENTS = 3, MOST_BLOCKS = 10 };

typedef struct {
  CodeTable means[SLOTS], rest[SLOTS];
  BlockTable blocks[COMPONENTS];
} Tables;

typedef struct {
  const uint8_t *bytes;
  size_t count, at;
  int32_t width, height, components, restartInterval;
  uint8_t steps[SLOTS][COEFFICIENTS];  // by which coefficients are multiplied; 0 first for a table that is not there
  int hasJFIF, adobeTransform;  // the latter is -1 without such a marker
  int32_t orientation;  // EXIF, 1 to 8; 0 where that is not plain to read
  int hasExif, hasProfile;
  Component component[COMPONENTS];
  Tables *tables;  // null where only the markers are wanted
} JPEGFile;

/// Reads the markers up to the first byte of the codes. Of `file`, its bytes have to be set, and room for tables if codes are
/// to be read.
/// Returns 0 for a file of another kind, and for one that is unusual in any way.
int jpeg_read_headers(JPEGFile *file);

/// Copies codes up to the next marker, and drops the zero behind each FF. Returns how many bytes it made; `*at` is then at
/// the marker, or at the end of the file.
size_t jpeg_unstuff(const JPEGFile *file, size_t *at, uint8_t *to);

/// Whether the codes end with the marker that has to follow `restarts` others; goes behind it.
int jpeg_is_marker_due(JPEGFile *file, int isLast, int32_t restarts);
