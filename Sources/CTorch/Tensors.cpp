// Handles: what a tensor is made of, and tensors over the caller's memory.
#include <atomic>

#include "Boundary.h"

using namespace ctorch;

static std::atomic<int64_t> live{0};
static thread_local int64_t live_of_thread = 0;

ct_tensor ctorch::hand_out(at::Tensor tensor) {
  live.fetch_add(1, std::memory_order_relaxed);
  live_of_thread++;
  return reinterpret_cast<ct_tensor>(tensor.unsafeReleaseTensorImpl());
}

int64_t ct_live_tensors(void) { return live.load(std::memory_order_relaxed); }
int64_t ct_live_tensors_of_thread(void) { return live_of_thread; }

void ct_tensor_release(ct_tensor tensor) {
  live.fetch_sub(1, std::memory_order_relaxed);
  live_of_thread--;
  c10::intrusive_ptr<at::TensorImpl>::reclaim(impl(tensor));
}

void ct_status_free(ct_status status) { free(status.message); }

int64_t ct_tensor_dim(ct_tensor tensor) { return impl(tensor)->dim(); }
int64_t ct_tensor_numel(ct_tensor tensor) { return impl(tensor)->numel(); }

void ct_tensor_sizes(ct_tensor tensor, int64_t *sizes) {
  auto all = impl(tensor)->sizes();
  std::copy(all.begin(), all.end(), sizes);
}

void ct_tensor_strides(ct_tensor tensor, int64_t *strides) {
  auto all = impl(tensor)->strides();
  std::copy(all.begin(), all.end(), strides);
}

int8_t ct_tensor_dtype(ct_tensor tensor) { return static_cast<int8_t>(borrow(tensor).scalar_type()); }

void ct_tensor_device(ct_tensor tensor, char *name) {
  snprintf(name, 16, "%s", impl(tensor)->device().str().c_str());
}

bool ct_tensor_is_contiguous(ct_tensor tensor) { return impl(tensor)->is_contiguous(); }
bool ct_tensor_is_channels_last(ct_tensor tensor) {
  return impl(tensor)->is_contiguous(at::MemoryFormat::ChannelsLast);
}

void *ct_tensor_data(ct_tensor tensor) {
  auto *it = impl(tensor);
  return it->device().is_cpu() && it->has_storage() ? borrow(tensor).data_ptr() : nullptr;
}

bool ct_tensor_is_same(ct_tensor a, ct_tensor b) { return a == b; }

ct_status ct_tensor_from_memory(void *data, const int64_t *sizes, const int64_t *strides, int64_t dim, int8_t dtype,
                                void (*release)(void *), void *context, ct_tensor *out) {
  auto count = static_cast<size_t>(dim);
  return guarded([&] {
    *out = hand_out(at::from_blob(
        data, at::IntArrayRef(sizes, count), at::IntArrayRef(strides, count), [=](void *) { release(context); },
        at::TensorOptions().dtype(static_cast<at::ScalarType>(dtype))));
  });
}
