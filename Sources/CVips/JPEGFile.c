// The markers of a JPEG file: ITU-T T.81, B.2.
#include "JPEGFile.h"

#include <string.h>

enum { SOF0 = 0xC0, SOF1 = 0xC1, DHT = 0xC4, RST0 = 0xD0, EOI = 0xD9, SOS = 0xDA, DQT = 0xDB, DRI = 0xDD, COM = 0xFE };

// MARK: Headers

static int32_t number(const uint8_t *from) { return from[0] << 8 | from[1]; }

static int readQuantizers(JPEGFile *file, const uint8_t *from, size_t length) {
  for (; length >= 65; from += 65, length -= 65) {
    if (from[0] >= SLOTS || from[1] == 0) {  // also those of 16 bits
      return 0;
    }
    memcpy(file->steps[from[0]], from + 1, COEFFICIENTS);
  }
  return length == 0;
}

static int readCodes(JPEGFile *file, const uint8_t *from, size_t length) {
  if (!file->tables) {
    return 1;
  }
  while (length > 17) {
    const int32_t kind = from[0] >> 4, slot = from[0] & 15;
    if (kind > 1 || slot >= SLOTS) {
      return 0;
    }
    const size_t used = code_table_read(
      kind == 0 ? &file->tables->means[slot] : &file->tables->rest[slot], kind, from + 1, length - 1);
    if (used == 0) {
      return 0;
    }
    from += 1 + used;
    length -= 1 + used;
  }
  return length == 0;
}

static int readFrame(JPEGFile *file, const uint8_t *from, size_t length) {
  if (file->components != 0 || length < 6 || from[0] != 8 || (from[5] != 1 && from[5] != 3)) {
    return 0;
  }
  if (number(from + 1) == 0 || number(from + 3) == 0 || length != 6 + 3 * (size_t)from[5]) {
    return 0;
  }
  file->height = number(from + 1);
  file->width = number(from + 3);
  file->components = from[5];
  int32_t blocks = 0;
  for (int32_t i = 0; i < file->components; i++) {
    const uint8_t *entry = from + 6 + 3 * i;
    Component *component = &file->component[i];
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
static int isBrightnessFirst(const JPEGFile *file) {
  if (file->components == 1) {
    return 1;
  }
  if (file->adobeTransform >= 0) {
    return file->adobeTransform == 1;
  }
  const Component *c = file->component;
  return file->hasJFIF || (c[0].id == 1 && c[1].id == 2 && c[2].id == 3);
}

// The codes of a component in one table, which it shares with the one before if that has the same.
static int chooseTable(JPEGFile *file, int32_t i) {
  if (!file->tables) {
    return 1;
  }
  Component *component = &file->component[i];
  const Component *before = component - 1;
  const CodeTable *means = &file->tables->means[component->means], *rest = &file->tables->rest[component->rest];
  if (i > 0 && before->means == component->means && before->rest == component->rest) {
    component->table = before->table;
    return 1;
  }
  component->table = &file->tables->blocks[i];
  if (means->isThere && rest->isThere) {
    block_table_fill(&file->tables->blocks[i], means, rest);
  }
  return means->isThere && rest->isThere;
}

static int readScanHeader(JPEGFile *file, const uint8_t *from, size_t length) {
  const int32_t components = file->components;
  if (components == 0 || length != 4 + 2 * (size_t)components || from[0] != components || !isBrightnessFirst(file)) {
    return 0;
  }
  for (int32_t i = 0; i < components; i++) {
    Component *component = &file->component[i];
    component->means = from[2 + 2 * i] >> 4;
    component->rest = from[2 + 2 * i] & 15;
    if (from[1 + 2 * i] != component->id || component->means >= SLOTS || component->rest >= SLOTS
      || file->steps[component->quantizer][0] == 0 || !chooseTable(file, i)) {
      return 0;
    }
  }
  const uint8_t *last = from + 1 + 2 * components;
  return last[0] == 0 && last[1] == 63 && last[2] == 0;  // all coefficients, with all of their bits
}

// Which way up the picture is: a number of 16 bits in the first directory (TIFF 6.0, section 2; Exif 2.3, 4.6.4).
static int32_t readOrientation(const uint8_t *from, size_t length) {
  if (length < 8 || (memcmp(from, "II*", 4) != 0 && memcmp(from, "MM\0*", 4) != 0)) {
    return 0;
  }
  const int isLittle = from[0] == 'I';
#define SHORT(at) ((size_t)(isLittle ? from[at] | from[(at) + 1] << 8 : from[at] << 8 | from[(at) + 1]))
#define LONG(at) (isLittle ? SHORT(at) | SHORT((at) + 2) << 16 : SHORT(at) << 16 | SHORT((at) + 2))
  const size_t directory = LONG(4);
  if (directory < 8 || directory + 2 > length || SHORT(directory) > (length - directory - 2) / 12) {
    return 0;
  }
  int32_t found = 1, count = 0;
  for (size_t i = 0, at = directory + 2; i < SHORT(directory); i++, at += 12) {
    if (SHORT(at) == 0x112) {
      found = SHORT(at + 2) == 3 && LONG(at + 4) == 1 ? (int32_t)SHORT(at + 8) : 0;
      count++;
    }
  }
#undef SHORT
#undef LONG
  return count <= 1 && found <= 8 ? found : 0;
}

static void readRemark(JPEGFile *file, int32_t marker, const uint8_t *from, size_t length) {
  if (marker == 0xE1 && length >= 4 && memcmp(from, "Exif", 4) == 0) {
    const int isFirst = !file->hasExif && length >= 6;
    file->orientation = isFirst ? readOrientation(from + 6, length - 6) : 0;
    file->hasExif = 1;
  }
  file->hasProfile |= marker == 0xE2 && length >= 4 && memcmp(from, "ICC_", 4) == 0;
}

static int readSegment(JPEGFile *file, int32_t marker, const uint8_t *from, size_t length) {
  switch (marker) {
    case SOF0:
    case SOF1: return readFrame(file, from, length);
    case DHT: return readCodes(file, from, length);
    case DQT: return readQuantizers(file, from, length);
    case DRI: file->restartInterval = length == 2 ? number(from) : 0; return length == 2;
    case 0xE0: file->hasJFIF |= length >= 14 && memcmp(from, "JFIF", 5) == 0; return 1;
    case 0xEE:
      if (length >= 12 && memcmp(from, "Adobe", 5) == 0) {
        file->adobeTransform = from[11];
      }
      return 1;
    default: readRemark(file, marker, from, length); return marker == COM || (marker >= 0xE1 && marker <= 0xEF);
  }
}

int jpeg_read_headers(JPEGFile *file) {
  for (int i = 0; file->tables && i < SLOTS; i++) {
    file->tables->means[i].isThere = file->tables->rest[i].isThere = 0;
  }
  file->adobeTransform = -1;
  file->orientation = 1;
  if (file->count < 2 || file->bytes[0] != 0xFF || file->bytes[1] != 0xD8) {
    return 0;
  }
  for (file->at = 2; file->at + 4 <= file->count;) {
    const uint8_t *here = file->bytes + file->at;
    const size_t length = (size_t)number(here + 2);
    if (here[0] != 0xFF || length < 2 || length + 2 > file->count - file->at) {
      return 0;
    }
    file->at += 2 + length;
    if (here[1] == SOS) {
      return readScanHeader(file, here + 4, length - 2);
    }
    if (!readSegment(file, here[1], here + 4, length - 2)) {
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

size_t jpeg_unstuff(const JPEGFile *file, size_t *at, uint8_t *to) {
  const uint8_t *from = file->bytes + *at, *const end = file->bytes + file->count;
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
      *at = (size_t)(from - file->bytes);
      return (size_t)(to - start);
    }
    *to++ = 0xFF;
    from += 2;
  }
}

int jpeg_is_marker_due(JPEGFile *file, int isLast, int32_t restarts) {
  if (file->count - file->at < 2) {
    return 0;
  }
  const int32_t marker = file->bytes[file->at + 1];
  file->at += 2;
  return marker == (isLast ? EOI : RST0 + (restarts & 7));
}
