#include "CodeTable.h"

#include <string.h>

enum { WINDOW = CODE_WINDOW };

// Gives each code its place, shortest first and each one more than the last (T.81, C.2), and each length its limits.
static int placeCodes(CodeTable *table, const uint8_t counts[16], uint8_t lengths[256], uint32_t codes[256]) {
  uint32_t code = 0;
  int32_t at = 0;
  for (uint32_t length = 1; length <= CODE_LONGEST; length++) {
    table->offset[length] = at - (int32_t)code;
    for (int32_t i = 0; i < counts[length - 1]; i++, at++, code++) {
      lengths[at] = (uint8_t)length;
      codes[at] = code;
    }
    if (code >= 1u << length) {  // also the code of nothing but ones, which the standard keeps free
      return 0;
    }
    table->limit[length] = code << (CODE_LONGEST - length);
    code <<= 1;
  }
  return 1;
}

static int isSymbol(int32_t kind, uint8_t symbol) {
  if (kind == 0) {
    return symbol <= 11;  // bits of a mean of 8-bit pixels
  }
  return (symbol & 15) != 0 || symbol == 0 || symbol == 0xF0;
}

size_t code_table_read(CodeTable *table, int32_t kind, const uint8_t *from, size_t length) {
  uint8_t lengths[256];
  uint32_t codes[256];
  size_t count = 0;
  for (int i = 0; i < 16; i++) {
    count += from[i];
  }
  memset(table, 0, sizeof *table);
  if (count == 0 || count > 256 || 16 + count > length || !placeCodes(table, from, lengths, codes)) {
    return 0;
  }
  memcpy(table->symbols, from + 16, count);
  for (size_t i = 0; i < count; i++) {
    if (!isSymbol(kind, table->symbols[i])) {
      return 0;
    }
    if (lengths[i] <= WINDOW) {
      const uint32_t rest = WINDOW - lengths[i];
      for (uint32_t k = 0; k < 1u << rest; k++) {
        table->single[codes[i] << rest | k].length = lengths[i];
        table->single[codes[i] << rest | k].symbol = table->symbols[i];
      }
    }
  }
  table->isThere = 1;
  return 16 + count;
}

// MARK: Several codes at once

// Goes on from an entry for as many codes as lie in the window.
static CodeEntry join(const CodeTable *rest, uint32_t window, CodeEntry from) {
  uint32_t used = entry_bits(from), lead = entry_lead(from), ends = 0;
  while (used < WINDOW && !ends) {
    const uint32_t ahead = (window << used) & ((1u << WINDOW) - 1);
    const uint32_t length = rest->single[ahead].length;
    const uint8_t symbol = rest->single[ahead].symbol;
    if (length == 0 || used + length > WINDOW || lead + code_lead(symbol) >= COEFFICIENTS) {
      break;
    }
    used += length + (symbol & 15);
    lead += code_lead(symbol);
    ends = symbol == 0 ? CODE_ENDS : 0;
  }
  return used == 0 ? CODE_UNKNOWN << 8 : (from & 0xFFFF0000u) | lead << 8 | ends | used;
}

static CodeEntry mean(const CodeTable *means, uint32_t window) {
  const uint32_t length = means->single[window].length, size = means->single[window].symbol;
  if (length == 0 || length + size > WINDOW) {
    return CODE_UNKNOWN << 8;
  }
  const uint32_t bits = (window >> (WINDOW - length - size)) & ((1u << size) - 1);
  return (uint32_t)code_number(bits, size) << 16 | 1 << 8 | (length + size);
}

void block_table_fill(BlockTable *table, const CodeTable *means, const CodeTable *rest) {
  table->means = means;
  table->rest = rest;
  for (uint32_t window = 0; window < 1u << WINDOW; window++) {
    const CodeEntry first = mean(means, window);
    table->first[window] = entry_lead(first) == CODE_UNKNOWN ? first : join(rest, window, first);
    table->next[window] = join(rest, window, 0);
  }
}
