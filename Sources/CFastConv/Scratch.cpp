#include "Scratch.h"

#include <sys/mman.h>

#include <algorithm>
#include <array>
#include <mutex>
#include <utility>

#include "fastconv.h"

namespace fastconv {
namespace {

constexpr size_t huge_page = size_t{2} << 20;

struct Block {
  float *data = nullptr;
  size_t bytes = 0;
};

/// Free blocks. Four are kept: a thread uses one at a time, and few threads run networks.
struct Store {
  std::mutex mutex;
  std::array<Block, 4> blocks;
};

Store &store() {
  static Store *it = new Store;  // never destroyed: threads may outlive main
  return *it;
}

void unmap(Block block) {
  if (block.data) munmap(block.data, block.bytes);
}

size_t in_huge_pages(int64_t floats) {
  return (static_cast<size_t>(floats) * sizeof(float) + huge_page - 1) / huge_page * huge_page;
}

Block map(size_t bytes) {
  void *data = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (data == MAP_FAILED) return {};
#if defined(MADV_HUGEPAGE)
  madvise(data, bytes, MADV_HUGEPAGE);
#endif
  return {static_cast<float *>(data), bytes};
}

/// The smallest kept block that is large enough.
Block reuse(size_t bytes) {
  Store &it = store();
  std::lock_guard lock(it.mutex);
  Block *best = nullptr;
  for (Block &block : it.blocks)
    if (block.bytes >= bytes && (!best || block.bytes < best->bytes)) best = &block;
  return best ? std::exchange(*best, {}) : Block{};
}

/// Keeps a block in place of the smallest kept one, when that is smaller.
void keep(Block block) {
  Store &it = store();
  {
    std::lock_guard lock(it.mutex);
    auto smallest = std::min_element(it.blocks.begin(), it.blocks.end(),
                                     [](const Block &a, const Block &b) { return a.bytes < b.bytes; });
    if (smallest->bytes < block.bytes) std::swap(*smallest, block);
  }
  unmap(block);
}

}  // namespace

Scratch::Scratch(int64_t floats) {
  const size_t wanted = in_huge_pages(floats);
  Block block = reuse(wanted);
  if (!block.data) block = map(wanted);
  data_ = block.data;
  bytes_ = block.bytes;
}

Scratch::~Scratch() { keep({data_, bytes_}); }

Pages::Pages(int64_t floats) {
  const Block block = map(in_huge_pages(floats));
  data_ = block.data;
  bytes_ = block.bytes;
}

Pages::~Pages() { unmap({data_, bytes_}); }

}  // namespace fastconv

void fastconv_free_scratch(void) {
  auto &it = fastconv::store();
  std::lock_guard lock(it.mutex);
  for (auto &block : it.blocks) fastconv::unmap(std::exchange(block, {}));
}

size_t fastconv_scratch_bytes(void) {
  auto &it = fastconv::store();
  std::lock_guard lock(it.mutex);
  size_t sum = 0;
  for (auto &block : it.blocks) sum += block.bytes;
  return sum;
}
