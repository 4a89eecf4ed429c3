// Where libtorch takes the memory of tensors from: large ones from a pool, small ones as it does without us.
#include <c10/core/CPUAllocator.h>

#include <cstdlib>
#include <cstring>

#include "Boundary.h"
#include "MemoryPool.h"

using namespace ctorch;

namespace {

/// Below it the C library's own lists serve well.
constexpr size_t large = size_t{1} << 20;

MemoryPool &pool() {
  static MemoryPool *it = new MemoryPool;  // never destroyed: tensors may outlive main
  return *it;
}

void release(void *memory) {
  if (memory && !pool().release(memory)) c10::GetDefaultCPUAllocator()->raw_deallocate(memory);
}

struct PoolAllocator final : c10::Allocator {
  c10::DataPtr allocate(size_t bytes) override {
    void *memory = bytes >= large ? pool().allocate(bytes) : nullptr;
    if (!memory) memory = c10::GetDefaultCPUAllocator()->raw_allocate(bytes);
    return {memory, memory, release, c10::Device(c10::DeviceType::CPU)};
  }
  c10::DeleterFnPtr raw_deleter() const override { return release; }
  void copy_data(void *to, const void *from, size_t count) const override { default_copy_data(to, from, count); }
};

bool is_wanted() {
  const char *value = getenv("FASTAI_MEMORY");
  return !value || strcmp(value, "system") != 0;
}

const bool installed = [] {
  static PoolAllocator allocator;
  if (is_wanted()) c10::SetCPUAllocator(&allocator, /*priority=*/1);
  return is_wanted();
}();

}  // namespace

ct_memory ct_memory_sizes(void) {
  const auto sizes = pool().sizes();
  return {static_cast<int64_t>(sizes.used), static_cast<int64_t>(sizes.warm)};
}

void ct_memory_trim(void) { pool().trim(); }

void *ct_memory_allocate(int64_t bytes) {
  return installed && bytes >= static_cast<int64_t>(large) ? pool().allocate(static_cast<size_t>(bytes)) : nullptr;
}

void ct_memory_release(void *memory) { pool().release(memory); }
