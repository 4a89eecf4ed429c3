// Gradients have no operators: they live on the tensor and in thread-local modes.
#include <ATen/autocast_mode.h>
#include <ATen/core/grad_mode.h>
#include <torch/csrc/autograd/function.h>

#include "Boundary.h"

using namespace ctorch;

bool ct_tensor_requires_grad(ct_tensor tensor) { return impl(tensor)->requires_grad(); }

ct_status ct_tensor_set_requires_grad(ct_tensor tensor, bool value) {
  return guarded([&] { borrow(tensor).requires_grad_(value); });
}

ct_status ct_tensor_grad(ct_tensor tensor, ct_tensor *out) {
  return guarded([&] {
    // `mutable_grad` reads without the warning that `grad` gives for a tensor inside the graph.
    auto &grad = borrow(tensor).mutable_grad();
    *out = grad.defined() ? hand_out(grad) : nullptr;
  });
}

ct_status ct_tensor_set_grad(ct_tensor tensor, ct_tensor grad) {
  return guarded([&] { borrow(tensor).mutable_grad() = grad ? borrow(grad) : at::Tensor(); });
}

ct_status ct_tensor_backward(ct_tensor tensor, ct_tensor gradient, bool retain_graph, bool create_graph) {
  return guarded([&] {
    borrow(tensor).backward(gradient ? borrow(gradient) : at::Tensor(), retain_graph, create_graph);
  });
}

void ct_tensor_grad_fn(ct_tensor tensor, char *name, size_t capacity) {
  auto function = borrow(tensor).grad_fn();
  snprintf(name, capacity, "%s", function ? function->name().c_str() : "");
}

bool ct_grad_mode(void) { return at::GradMode::is_enabled(); }
void ct_set_grad_mode(bool enabled) { at::GradMode::set_enabled(enabled); }

ct_status ct_set_autocast(const char *device, ct_autocast wanted, ct_autocast *before) {
  return guarded([&] {
    const auto type = c10::Device(device).type();
    *before = {at::autocast::is_autocast_enabled(type), static_cast<int8_t>(at::autocast::get_autocast_dtype(type))};
    at::autocast::set_autocast_dtype(type, static_cast<at::ScalarType>(wanted.dtype));
    at::autocast::set_autocast_enabled(type, wanted.enabled);
    if (!wanted.enabled) at::autocast::clear_cache();
  });
}
