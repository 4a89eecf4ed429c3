// Which kernels run here.
#include <atomic>
#include <cstdlib>
#include <cstring>

#include "fastconv.h"
#include "Kernels.h"

namespace fastconv {
namespace {

const Kernels *named(const char *name) {
#if defined(__x86_64__)
  if (!strcmp(name, "avx512"))
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
                   __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq")
               ? &avx512_kernels
               : nullptr;
  if (!strcmp(name, "avx2"))
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? &avx2_kernels : nullptr;
#endif
  return strcmp(name, "portable") ? nullptr : &portable_kernels;
}

/// The widest that the processor has, within what libtorch's own variable allows: "avx512", "avx2" or "default".
const Kernels *best() {
  const char *limit = getenv("ATEN_CPU_CAPABILITY");
  const bool narrow = limit && !strcmp(limit, "avx2"), narrowest = limit && !strcmp(limit, "default");
  if (!narrow && !narrowest)
    if (const Kernels *found = named("avx512")) return found;
  if (!narrowest)
    if (const Kernels *found = named("avx2")) return found;
  return &portable_kernels;
}

std::atomic<const Kernels *> &current() {
  static std::atomic<const Kernels *> it{best()};
  return it;
}

}  // namespace

const Kernels &kernels() { return *current().load(std::memory_order_relaxed); }

}  // namespace fastconv

const char *fastconv_instruction_set(void) { return fastconv::kernels().name; }

bool fastconv_is_fast(void) {
#if defined(__OPTIMIZE__)
  return &fastconv::kernels() != &fastconv::portable_kernels;
#else
  return false;
#endif
}

bool fastconv_use_instruction_set(const char *name) {
  const fastconv::Kernels *found = fastconv::named(name);
  if (found) fastconv::current().store(found);
  return found != nullptr;
}
