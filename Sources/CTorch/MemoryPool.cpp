#include "MemoryPool.h"

#include <sys/mman.h>

#include <algorithm>

namespace ctorch {
namespace {

constexpr size_t page = 4096, huge_page = size_t{2} << 20, segment = size_t{256} << 20;

size_t round_up(size_t size, size_t unit) { return (size + unit - 1) / unit * unit; }

}  // namespace

void *MemoryPool::allocate(size_t bytes) {
  const size_t size = round_up(std::max(bytes, size_t{1}), page);
  if (size < bytes) return nullptr;
  std::lock_guard lock(mutex_);
  auto start = take(warm_, size);
  if (!start) {
    cool(size);
    start = take(cold_, size);
  }
  if (!start && map(size)) start = take(cold_, size);
  return start.value_or(nullptr);
}

bool MemoryPool::release(void *start) {
  std::lock_guard lock(mutex_);
  const auto block = blocks_.find(static_cast<char *>(start));
  if (block == blocks_.end() || block->second.state != State::used) return false;
  const size_t size = block->second.size;
  blocks_.erase(block);
  sizes_.used -= size;
  add_free(static_cast<char *>(start), size, State::warm);
  return true;
}

void MemoryPool::trim() {
  std::lock_guard lock(mutex_);
  cool(SIZE_MAX);
}

MemoryPool::Sizes MemoryPool::sizes() {
  std::lock_guard lock(mutex_);
  return sizes_;
}

/// The start of the smallest free block that is large enough; what is left of it stays free.
std::optional<char *> MemoryPool::take(Free &from, size_t size) {
  const auto best = from.lower_bound({size, nullptr});
  if (best == from.end()) return std::nullopt;
  char *start = best->second;
  const auto block = blocks_.find(start);
  const State state = block->second.state;
  const size_t left = remove_free(block) - size;
  blocks_[start] = {size, State::used};
  sizes_.used += size;
  if (left > 0) add_free(start + size, left, state);
  return start;
}

bool MemoryPool::map(size_t size) {
  const size_t bytes = round_up(std::max(size, segment), huge_page);
  if (bytes < size) return false;
  void *start = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (start == MAP_FAILED) return false;
#if defined(MADV_HUGEPAGE)
  madvise(start, bytes, MADV_HUGEPAGE);
#endif
  add_free(static_cast<char *>(start), bytes, State::cold);
  return true;
}

/// Gives `wanted` bytes of warm blocks back to the system, the largest first, in whole huge pages.
void MemoryPool::cool(size_t wanted) {
  while (wanted > 0 && !warm_.empty()) {
    const auto [size, start] = *warm_.rbegin();
    const auto address = reinterpret_cast<uintptr_t>(start);
    char *from = start + (round_up(address, huge_page) - address);
    if (from >= start + size) return;  // no huge page lies in the largest: nothing is left to give
    const size_t inside = static_cast<size_t>(start + size - from) / huge_page * huge_page;
    if (inside == 0) return;
    const size_t given = std::min(inside, wanted > inside ? inside : round_up(wanted, huge_page));
    if (madvise(from, given, MADV_DONTNEED) != 0) return;
    remove_free(blocks_.find(start));
    if (from > start) add_free(start, static_cast<size_t>(from - start), State::warm);
    add_free(from, given, State::cold);
    if (from + given < start + size) add_free(from + given, static_cast<size_t>(start + size - from - given), State::warm);
    wanted -= std::min(wanted, given);
  }
}

/// Adds a free block, joined with its neighbours of the same state.
void MemoryPool::add_free(char *start, size_t size, State state) {
  auto next = blocks_.lower_bound(start);
  if (next != blocks_.end() && next->second.state == state && start + size == next->first) {
    const auto neighbour = next++;
    size += remove_free(neighbour);
  }
  if (next != blocks_.begin()) {
    const auto previous = std::prev(next);
    if (previous->second.state == state && previous->first + previous->second.size == start) {
      start = previous->first;
      size += remove_free(previous);
    }
  }
  blocks_[start] = {size, state};
  free_blocks(state).insert({size, start});
  if (state == State::warm) sizes_.warm += size;
}

/// Takes a free block out of the books and gives its size.
size_t MemoryPool::remove_free(Blocks::iterator block) {
  const auto [size, state] = block->second;
  free_blocks(state).erase({size, block->first});
  if (state == State::warm) sizes_.warm -= size;
  blocks_.erase(block);
  return size;
}

}  // namespace ctorch
