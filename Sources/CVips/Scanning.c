// Walks through the Huffman codes of a JPEG file, several at a time, and keeps nothing but the mean of each block.
//
// What it says is one-sided. Whatever libjpeg might complain of, and whatever is not met in ordinary files, ends the walk
// with "cannot tell"; so a mistake can only be made by taking what libjpeg refuses. ITU-T T.81 has the format: B.2 the
// markers, C the tables of codes, F.2.2 the codes themselves.
#include <stdlib.h>
#include <string.h>

#include "CodeWalk.h"
#include "JPEGFile.h"
#include "Scanning.h"

static uint8_t level(int32_t mean, int32_t step) {
  const int32_t value = ((mean * step + 4) >> 3) + 128;
  return (uint8_t)(value < 0 ? 0 : value > 255 ? 255 : value);
}

// The blocks that cover a rectangle of the picture, in the order of the codes.
typedef struct {
  int32_t count, across, down;  // blocks; those of the first component in a row and in a column
  BlockPlace place[MOST_BLOCKS];
  int32_t component[MOST_BLOCKS];
} Unit;

static Unit unitOf(const JPEGFile *file) {
  Unit unit = {.count = 0, .across = file->component[0].across, .down = file->component[0].down};
  if (file->components == 1) {  // Then it is a block, whatever the header says.
    unit.across = unit.down = 1;
  }
  for (int32_t i = 0; i < file->components; i++) {
    for (int32_t blocks = i == 0 ? unit.across * unit.down : 1; blocks > 0; blocks--, unit.count++) {
      unit.component[unit.count] = i;
      unit.place[unit.count].table = file->component[i].table;
    }
  }
  for (int32_t k = 0; k < unit.count; k++) {
    unit.place[k].after = k + 1 < unit.count ? k + 1 : 0;
    unit.place[k].next = unit.place[k].table->next;
    unit.place[k].following = unit.place[unit.place[k].after].table->first;
  }
  return unit;
}

// Adds up the means of some units, and keeps those of the first component.
static int keepMeans(
  const JPEGFile *file, const Unit *unit, int64_t first, int64_t count, const int16_t *differences,
  int32_t means[COMPONENTS], uint8_t *eighth) {
  const int32_t width = (file->width + 7) / 8, height = (file->height + 7) / 8;
  const int32_t step = file->steps[file->component[0].quantizer][0];
  const int32_t unitsAcross = (width + unit->across - 1) / unit->across;
  int32_t column = (int32_t)(first % unitsAcross), row = (int32_t)(first / unitsAcross);
  for (int64_t i = 0; i < count; i++, differences += unit->count) {
    int32_t k = 0;
    for (int32_t y = row * unit->down; y < (row + 1) * unit->down; y++) {
      for (int32_t x = column * unit->across; x < (column + 1) * unit->across; x++) {
        means[0] += differences[k++];
        if (x < width && y < height) {
          eighth[(size_t)y * (size_t)width + (size_t)x] = level(means[0], step);
        }
      }
    }
    for (; k < unit->count; k++) {
      means[unit->component[k]] += differences[k];
    }
    for (int32_t c = 0; c < COMPONENTS; c++) {
      if (means[c] < -32768 || means[c] > 32767) {
        return 0;
      }
    }
    if (++column == unitsAcross) {
      column = 0;
      row++;
    }
  }
  return 1;
}

// A file without restarts is one stretch; of others each ends with a marker, numbered from 0 to 7 again and again.
static int walkStretch(
  JPEGFile *file, const Unit *unit, uint8_t *room, int64_t first, int64_t end, uint8_t *eighth) {
  enum { AT_ONCE = 128 };
  int16_t differences[AT_ONCE * MOST_BLOCKS];
  int32_t means[COMPONENTS] = {0, 0, 0};
  const size_t length = jpeg_unstuff(file, &file->at, room);
  memset(room + length, 0, CODE_PADDING);
  Walk walk = {.bits = bits_begin(room, length), .entries = unit->place[0].table->first};
  for (int64_t count; first < end; first += count) {
    count = end - first < AT_ONCE ? end - first : AT_ONCE;
    if (!walk_blocks(&walk, unit->place, (int32_t)count * unit->count, differences)
      || !keepMeans(file, unit, first, count, differences, means, eighth)) {
      return 0;
    }
  }
  return bits_are_used_up(&walk.bits);
}

static int walk(JPEGFile *file, uint8_t *room, uint8_t *eighth) {
  const Unit unit = unitOf(file);
  const int32_t unitsAcross = (file->width + 8 * unit.across - 1) / (8 * unit.across);
  const int64_t units = (int64_t)unitsAcross * ((file->height + 8 * unit.down - 1) / (8 * unit.down));
  const int64_t step = file->restartInterval > 0 ? file->restartInterval : units;
  int32_t restarts = 0;
  for (int64_t first = 0; first < units; first += step) {
    const int64_t end = first + step < units ? first + step : units;
    if (!walkStretch(file, &unit, room, first, end, eighth)
      || !jpeg_is_marker_due(file, end == units, restarts++)) {
      return 0;
    }
  }
  return 1;
}

int jpeg_scan(const uint8_t *bytes, size_t count, int32_t width, int32_t height, uint8_t *eighth, size_t capacity) {
  enum { LONGEST_FILE = 1 << 26 };
  JPEGFile file = {.bytes = bytes, .count = count, .tables = malloc(sizeof(Tables))};
  int isSound = file.tables && count <= LONGEST_FILE && jpeg_read_headers(&file) && file.width == width
    && file.height == height && capacity >= (size_t)((width + 7) / 8) * (size_t)((height + 7) / 8);
  uint8_t *room = isSound ? malloc(count - file.at + CODE_PADDING) : NULL;
  isSound = room && walk(&file, room, eighth);
  free(room);
  free(file.tables);
  return isSound;
}
