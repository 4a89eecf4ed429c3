// Walks through the Huffman codes of a JPEG file, several at a time, and keeps nothing but the mean of each block.
//
// What it says is one-sided. Whatever libjpeg might complain of, and whatever is not met in ordinary files, ends the walk
// with "cannot tell"; so a mistake can only be made by taking what libjpeg refuses. ITU-T T.81 has the format: B.2 the
// markers, C the tables of codes, F.2.2 the codes themselves.
#include <stdlib.h>
#include <string.h>

#include "CodeWalk.h"
#include "Scanning.h"

typedef struct {
  int32_t id, across, down, quantizer, means, rest;  // the last three: which tables
  const BlockTable *table;
} Component;

enum { SLOTS = 4, COMPONENTS = 3, MOST_BLOCKS = 10, LONGEST_FILE = 1 << 26 };

typedef struct {
  CodeTable means[SLOTS], rest[SLOTS];
  BlockTable blocks[COMPONENTS];
} Tables;

typedef struct {
  const uint8_t *bytes;
  size_t count, at;
  int32_t width, height, components, restartInterval;
  int32_t step[SLOTS];  // by which the mean of a block is multiplied; 0 for a table that is not there
  int hasJFIF, adobeTransform;  // the latter is -1 without such a marker
  Component component[COMPONENTS];
  Tables *tables;
  uint8_t *eighth;
} Scan;

enum { SOF0 = 0xC0, SOF1 = 0xC1, DHT = 0xC4, RST0 = 0xD0, EOI = 0xD9, SOS = 0xDA, DQT = 0xDB, DRI = 0xDD, COM = 0xFE };

// MARK: Headers

static int32_t number(const uint8_t *from) { return from[0] << 8 | from[1]; }

static int readQuantizers(Scan *scan, const uint8_t *from, size_t length) {
  for (; length >= 65; from += 65, length -= 65) {
    if (from[0] >= SLOTS || from[1] == 0) {  // also those of 16 bits
      return 0;
    }
    scan->step[from[0]] = from[1];
  }
  return length == 0;
}

static int readCodes(Scan *scan, const uint8_t *from, size_t length) {
  while (length > 17) {
    const int32_t kind = from[0] >> 4, slot = from[0] & 15;
    if (kind > 1 || slot >= SLOTS) {
      return 0;
    }
    const size_t used = code_table_read(
      kind == 0 ? &scan->tables->means[slot] : &scan->tables->rest[slot], kind, from + 1, length - 1);
    if (used == 0) {
      return 0;
    }
    from += 1 + used;
    length -= 1 + used;
  }
  return length == 0;
}

static int readFrame(Scan *scan, const uint8_t *from, size_t length) {
  if (scan->components != 0 || length < 6 || from[0] != 8 || (from[5] != 1 && from[5] != 3)) {
    return 0;
  }
  if (number(from + 1) != scan->height || number(from + 3) != scan->width || length != 6 + 3 * (size_t)from[5]) {
    return 0;
  }
  scan->components = from[5];
  int32_t blocks = 0;
  for (int32_t i = 0; i < scan->components; i++) {
    const uint8_t *entry = from + 6 + 3 * i;
    Component *component = &scan->component[i];
    *component = (Component){.id = entry[0], .across = entry[1] >> 4, .down = entry[1] & 15, .quantizer = entry[2]};
    const int isUsual = i == 0 ? component->across >= 1 && component->across <= 4 && component->across != 3
                                   && component->down >= 1 && component->down <= 2
                               : entry[1] == 0x11 && entry[0] != from[6] && entry[0] != from[6 + 3 * (i - 1)];
    if (!isUsual || component->quantizer >= SLOTS) {
      return 0;
    }
    blocks += component->across * component->down;
  }
  return blocks <= MOST_BLOCKS;
}

// Whether the first component is brightness: as libjpeg guesses it, where it does not have to guess much.
static int isBrightnessFirst(const Scan *scan) {
  if (scan->components == 1) {
    return 1;
  }
  if (scan->adobeTransform >= 0) {
    return scan->adobeTransform == 1;
  }
  const Component *c = scan->component;
  return scan->hasJFIF || (c[0].id == 1 && c[1].id == 2 && c[2].id == 3);
}

// The codes of a component in one table, which it shares with the one before if that has the same.
static int chooseTable(Scan *scan, int32_t i) {
  Component *component = &scan->component[i];
  const Component *before = component - 1;
  const CodeTable *means = &scan->tables->means[component->means], *rest = &scan->tables->rest[component->rest];
  if (i > 0 && before->means == component->means && before->rest == component->rest) {
    component->table = before->table;
    return 1;
  }
  component->table = &scan->tables->blocks[i];
  if (means->isThere && rest->isThere) {
    block_table_fill(&scan->tables->blocks[i], means, rest);
  }
  return means->isThere && rest->isThere;
}

static int readScanHeader(Scan *scan, const uint8_t *from, size_t length) {
  const int32_t components = scan->components;
  if (components == 0 || length != 4 + 2 * (size_t)components || from[0] != components || !isBrightnessFirst(scan)) {
    return 0;
  }
  for (int32_t i = 0; i < components; i++) {
    Component *component = &scan->component[i];
    component->means = from[2 + 2 * i] >> 4;
    component->rest = from[2 + 2 * i] & 15;
    if (from[1 + 2 * i] != component->id || component->means >= SLOTS || component->rest >= SLOTS
      || scan->step[component->quantizer] == 0 || !chooseTable(scan, i)) {
      return 0;
    }
  }
  const uint8_t *last = from + 1 + 2 * components;
  return last[0] == 0 && last[1] == 63 && last[2] == 0;  // all coefficients, with all of their bits
}

static int readSegment(Scan *scan, int32_t marker, const uint8_t *from, size_t length) {
  switch (marker) {
    case SOF0:
    case SOF1: return readFrame(scan, from, length);
    case DHT: return readCodes(scan, from, length);
    case DQT: return readQuantizers(scan, from, length);
    case DRI: scan->restartInterval = length == 2 ? number(from) : 0; return length == 2;
    case 0xE0: scan->hasJFIF |= length >= 14 && memcmp(from, "JFIF", 5) == 0; return 1;
    case 0xEE:
      if (length >= 12 && memcmp(from, "Adobe", 5) == 0) {
        scan->adobeTransform = from[11];
      }
      return 1;
    default: return marker == COM || (marker >= 0xE1 && marker <= 0xEF);
  }
}

// Up to the first byte of the codes.
static int readHeaders(Scan *scan) {
  if (scan->count < 2 || scan->bytes[0] != 0xFF || scan->bytes[1] != 0xD8) {
    return 0;
  }
  for (scan->at = 2; scan->at + 4 <= scan->count;) {
    const uint8_t *here = scan->bytes + scan->at;
    const size_t length = (size_t)number(here + 2);
    if (here[0] != 0xFF || length < 2 || length + 2 > scan->count - scan->at) {
      return 0;
    }
    scan->at += 2 + length;
    if (here[1] == SOS) {
      return readScanHeader(scan, here + 4, length - 2);
    }
    if (!readSegment(scan, here[1], here + 4, length - 2)) {
      return 0;
    }
  }
  return 0;
}

// MARK: Codes

static int hasFF(uint64_t word) {
  const uint64_t inverse = ~word;  // which then has a byte of zero
  return ((inverse - 0x0101010101010101u) & ~inverse & 0x8080808080808080u) != 0;
}

// Copies codes up to the next marker, and drops the zero behind each FF. Returns how many bytes it made; `*at` is then at
// the marker, or at the end of the file.
static size_t unstuff(const Scan *scan, size_t *at, uint8_t *to) {
  const uint8_t *from = scan->bytes + *at, *const end = scan->bytes + scan->count;
  uint8_t *const start = to;
  for (;;) {
    uint64_t word;
    while (end - from >= 8 && (memcpy(&word, from, 8), !hasFF(word))) {
      memcpy(to, from, 8);
      from += 8;
      to += 8;
    }
    while (from < end && *from != 0xFF) {
      *to++ = *from++;
    }
    if (end - from < 2 || from[1] != 0) {
      *at = (size_t)(from - scan->bytes);
      return (size_t)(to - start);
    }
    *to++ = 0xFF;
    from += 2;
  }
}

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

static Unit unitOf(const Scan *scan) {
  Unit unit = {.count = 0, .across = scan->component[0].across, .down = scan->component[0].down};
  if (scan->components == 1) {  // Then it is a block, whatever the header says.
    unit.across = unit.down = 1;
  }
  for (int32_t i = 0; i < scan->components; i++) {
    for (int32_t blocks = i == 0 ? unit.across * unit.down : 1; blocks > 0; blocks--, unit.count++) {
      unit.component[unit.count] = i;
      unit.place[unit.count].table = scan->component[i].table;
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
  const Scan *scan, const Unit *unit, int64_t first, int64_t count, const int16_t *differences,
  int32_t means[COMPONENTS]) {
  const int32_t width = (scan->width + 7) / 8, height = (scan->height + 7) / 8;
  const int32_t step = scan->step[scan->component[0].quantizer];
  const int32_t unitsAcross = (width + unit->across - 1) / unit->across;
  int32_t column = (int32_t)(first % unitsAcross), row = (int32_t)(first / unitsAcross);
  for (int64_t i = 0; i < count; i++, differences += unit->count) {
    int32_t k = 0;
    for (int32_t y = row * unit->down; y < (row + 1) * unit->down; y++) {
      for (int32_t x = column * unit->across; x < (column + 1) * unit->across; x++) {
        means[0] += differences[k++];
        if (x < width && y < height) {
          scan->eighth[(size_t)y * (size_t)width + (size_t)x] = level(means[0], step);
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
static int walkStretch(Scan *scan, const Unit *unit, uint8_t *room, int64_t first, int64_t end) {
  enum { AT_ONCE = 128 };
  int16_t differences[AT_ONCE * MOST_BLOCKS];
  int32_t means[COMPONENTS] = {0, 0, 0};
  const size_t length = unstuff(scan, &scan->at, room);
  memset(room + length, 0, CODE_PADDING);
  Walk walk = {.bits = bits_begin(room, length), .entries = unit->place[0].table->first};
  for (int64_t count; first < end; first += count) {
    count = end - first < AT_ONCE ? end - first : AT_ONCE;
    if (!walk_blocks(&walk, unit->place, (int32_t)count * unit->count, differences)
      || !keepMeans(scan, unit, first, count, differences, means)) {
      return 0;
    }
  }
  return bits_are_used_up(&walk.bits);
}

static int walk(Scan *scan, uint8_t *room) {
  const Unit unit = unitOf(scan);
  const int32_t unitsAcross = (scan->width + 8 * unit.across - 1) / (8 * unit.across);
  const int64_t units = (int64_t)unitsAcross * ((scan->height + 8 * unit.down - 1) / (8 * unit.down));
  const int64_t step = scan->restartInterval > 0 ? scan->restartInterval : units;
  int32_t restarts = 0;
  for (int64_t first = 0; first < units; first += step) {
    const int64_t end = first + step < units ? first + step : units;
    if (!walkStretch(scan, &unit, room, first, end) || scan->count - scan->at < 2) {
      return 0;
    }
    const int32_t marker = scan->bytes[scan->at + 1];
    if (marker != (end == units ? EOI : RST0 + (restarts++ & 7))) {
      return 0;
    }
    scan->at += 2;
  }
  return 1;
}

int jpeg_scan(const uint8_t *bytes, size_t count, int32_t width, int32_t height, uint8_t *eighth, size_t capacity) {
  if (count > LONGEST_FILE || width < 1 || width > 65535 || height < 1 || height > 65535
    || capacity < (size_t)((width + 7) / 8) * (size_t)((height + 7) / 8)) {
    return 0;
  }
  Scan scan = {
    .bytes = bytes, .count = count, .width = width, .height = height, .adobeTransform = -1, .eighth = eighth};
  scan.tables = malloc(sizeof(Tables));
  for (int i = 0; scan.tables && i < SLOTS; i++) {
    scan.tables->means[i].isThere = scan.tables->rest[i].isThere = 0;
  }
  int isSound = scan.tables && readHeaders(&scan);
  uint8_t *room = isSound ? malloc(count - scan.at + CODE_PADDING) : NULL;
  isSound = room && walk(&scan, room);
  free(room);
  free(scan.tables);
  return isSound;
}
