// Seeds, threads and devices.
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Parallel.h>
#include <ATen/detail/CUDAHooksInterface.h>
#include <torch/version.h>

#include "Boundary.h"

using namespace ctorch;

ct_status ct_manual_seed(uint64_t seed) {
  return guarded([&] { at::manual_seed(seed); });
}

int64_t ct_num_threads(void) { return at::get_num_threads(); }
void ct_set_num_threads(int64_t threads) { at::set_num_threads(static_cast<int>(threads)); }
int64_t ct_cuda_device_count(void) { return at::hasCUDA() ? at::detail::getCUDAHooks().deviceCount() : 0; }
const char *ct_version(void) { return TORCH_VERSION; }

static at::Generator &generator() {
  static at::Generator it = at::detail::getDefaultCPUGenerator();
  return it;
}

ct_status ct_random_state(ct_tensor *out) {
  return guarded([&] { *out = hand_out(generator().get_state()); });
}

ct_status ct_set_random_state(ct_tensor state) {
  return guarded([&] { generator().set_state(borrow(state)); });
}
