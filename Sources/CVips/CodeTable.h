#pragma once
// The Huffman codes of a JPEG file, as tables that know what the next bits stand for.
#include <stddef.h>
#include <stdint.h>

enum {
  CODE_WINDOW = 11,   // bits that are looked at in one go
  CODE_LONGEST = 16,  // bits of the longest code
  COEFFICIENTS = 64,  // of a block
};

/// Codes as a file defines them.
typedef struct {
  // By length: the first code that is longer, moved to the left of 16 bits; and what makes a code its symbol's place.
  uint32_t limit[CODE_LONGEST + 1];
  int32_t offset[CODE_LONGEST + 1];
  uint8_t symbols[256];
  // For each value of the next bits: a code's length and its symbol, or 0 where it is longer.
  struct {
    uint8_t length, symbol;
  } single[1 << CODE_WINDOW];
  int32_t isThere;
} CodeTable;

/// What a look-up says, for as many codes as lie in the window. Of the last one, the number that follows may reach beyond
/// it: nobody reads that.
///
/// Bits that they take (6); whether the block ends there; in the second byte, how many coefficients they are, or 64 and more when
/// the window is too short to tell; in the upper half, at the beginning of a block, by how much its mean differs from the last.
typedef uint32_t CodeEntry;

enum { CODE_ENDS = 1 << 7, CODE_UNKNOWN = COEFFICIENTS };

static inline uint32_t entry_bits(CodeEntry entry) { return entry & 63; }
static inline uint32_t entry_lead(CodeEntry entry) { return entry >> 8 & 255; }
static inline int32_t entry_difference(CodeEntry entry) { return (int32_t)entry >> 16; }

/// The codes of one component. All look-ups take at least a bit.
typedef struct {
  const CodeTable *means, *rest;
  CodeEntry first[1 << CODE_WINDOW];  // at the beginning of a block, its mean first
  CodeEntry next[1 << CODE_WINDOW];   // within it
} BlockTable;

/// Reads 16 counts and the symbols; `kind` is 0 for means and 1 for the rest. Returns the bytes used, 0 when they make no table.
size_t code_table_read(CodeTable *table, int32_t kind, const uint8_t *from, size_t length);

void block_table_fill(BlockTable *table, const CodeTable *means, const CodeTable *rest);

/// How far a code leads: 0 for the end of the block.
static inline uint32_t code_lead(uint8_t symbol) { return symbol == 0 ? 0 : (symbol >> 4) + 1u; }

/// A number of `count` bits, of which the first says the sign (T.81, F.2.2.1).
static inline int32_t code_number(uint32_t bits, uint32_t count) {
  return count == 0 || bits >> (count - 1) ? (int32_t)bits : (int32_t)bits - (1 << count) + 1;
}
