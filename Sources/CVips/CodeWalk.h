#pragma once
// The walk through the codes of many blocks; in a header, so that what is known of the next bits stays in registers.
#include <string.h>

#include "CodeTable.h"

enum { CODE_PADDING = 64 };  // zeros behind the codes

/// The next bits are the highest of `window`; `held` of them have been counted as read from memory.
typedef struct {
  const uint8_t *from, *end;  // what comes next, and the end of the codes; `CODE_PADDING` zeros follow
  uint64_t window;
  uint32_t held;
} Bits;

static inline Bits bits_begin(const uint8_t *from, size_t length) {
  return (Bits){.from = from, .end = from + length};
}

/// Whether nothing is left but the bits that fill the last byte.
static inline int bits_are_used_up(const Bits *bits) {
  const ptrdiff_t left = (bits->end - bits->from) * 8 + (ptrdiff_t)bits->held;
  return left >= 0 && left < 8;
}

// At least 56 bits are held afterwards. Below them lies a part of the next byte, which is read once more the next time.
static inline void bits_refill(Bits *bits) {
  uint64_t word;
  memcpy(&word, bits->from, 8);
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
  word = __builtin_bswap64(word);
#endif
  bits->window |= word >> bits->held;
  bits->from += (63 - bits->held) >> 3;
  bits->held |= 56;
}

static inline void bits_skip(Bits *bits, uint32_t count) {
  bits->window <<= count;
  bits->held -= count;
}

static inline uint32_t bits_ahead(const Bits *bits) { return (uint32_t)(bits->window >> (64 - CODE_WINDOW)); }

// MARK: What does not lie in the window

// A code of any length: its symbol, or -1.
static __attribute__((noinline)) int32_t walk_symbol(Bits *bits, const CodeTable *table) {
  bits_refill(bits);
  const uint32_t ahead = (uint32_t)(bits->window >> (64 - CODE_LONGEST));
  for (uint32_t length = 1; length <= CODE_LONGEST; length++) {
    if (ahead < table->limit[length]) {
      const int32_t at = (int32_t)(ahead >> (CODE_LONGEST - length)) + table->offset[length];
      bits_skip(bits, length);
      return at >= 0 && at < 256 ? table->symbols[at] : -1;
    }
  }
  return -1;
}

/// A block in the order in which those of several components take turns.
typedef struct {
  const BlockTable *table;
  const CodeEntry *next;       // for look-ups within the block
  const CodeEntry *following;  // for the beginning of the block after it
  int64_t after;               // that block's place
} BlockPlace;

/// How far a walk has come.
typedef struct {
  Bits bits;
  const CodeEntry *entries;  // for the next look-up
  int64_t place;             // of the block
  uint32_t k;                // the coefficient that comes next
} Walk;

// The code of a mean, or one code within a block, by itself: where the window is too short, and where several codes together
// would lead beyond the block. Returns 0 for a code that stands for nothing, or leads there itself.
static __attribute__((noinline)) int walk_once(Walk *walk, const BlockPlace *places, int16_t *difference) {
  const BlockPlace *here = &places[walk->place];
  const int isMean = walk->k == 0;
  const int32_t symbol = walk_symbol(&walk->bits, isMean ? here->table->means : here->table->rest);
  if (symbol < 0) {
    return 0;
  }
  const uint32_t count = (uint32_t)symbol & 15;
  const uint32_t number = (uint32_t)(walk->bits.window >> 1 >> (63 - count));
  bits_skip(&walk->bits, count);
  walk->entries = here->table->next;
  if (isMean) {
    *difference = (int16_t)code_number(number, count);
    walk->k = 1;
    return 1;
  }
  walk->k = symbol == 0 ? COEFFICIENTS : walk->k + code_lead((uint8_t)symbol);
  return walk->k <= COEFFICIENTS;
}

#ifndef __clang__
#define __builtin_unpredictable(condition) (condition)
#endif

/// Goes through the codes of `count` blocks, and writes by how much the mean of each differs from that of the block before it
/// in its component. No branch depends on the data but rare ones: a processor would guess half of them wrong. Returns 0 at a code
/// that stands for nothing, and soon after the codes have come to an end.
static int walk_blocks(Walk *outer, const BlockPlace *places, int32_t count, int16_t *differences) {
  Walk walk = *outer;
  int16_t *to = differences, *const end = differences + count;
  const uint8_t *const last = walk.bits.end + 16;
  memset(differences, 0, (size_t)count * sizeof *differences);
  while (to < end) {
    bits_refill(&walk.bits);
    if (walk.bits.from > last) {
      return 0;
    }
    // Two look-ups take at most 2 · (11 + 15) bits.
    for (int turn = 0; turn < 2 && to < end; turn++) {
      const CodeEntry entry = walk.entries[bits_ahead(&walk.bits)];
      const CodeEntry *next = places[walk.place].next, *following = places[walk.place].following;
      const int64_t after = places[walk.place].after;
      const uint32_t k = walk.k + entry_lead(entry);
      if (__builtin_expect(k >= COEFFICIENTS, 0)) {
        Walk copy = walk;  // so that the walk itself stays in registers
        if (!walk_once(&copy, places, to)) {
          return 0;
        }
        walk = copy;
        if (walk.k == COEFFICIENTS) {
          to++;
          walk.entries = following;
          walk.place = after;
          walk.k = 0;
        }
        break;
      }
      const int ends = (entry & CODE_ENDS) != 0;
      bits_skip(&walk.bits, entry_bits(entry));
      *to = (int16_t)(*to + entry_difference(entry));  // which within a block is 0
      walk.entries = __builtin_unpredictable(ends) ? following : next;
      walk.k = __builtin_unpredictable(ends) ? 0 : k;
      walk.place = __builtin_unpredictable(ends) ? after : walk.place;
      to += ends;
    }
  }
  *outer = walk;
  return 1;
}
