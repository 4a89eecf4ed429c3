// What the C++ sources share: tensors to handles and back, and exceptions to statuses.
#pragma once

#include <ATen/ATen.h>

#include <cstring>

#include "CTorch.h"

namespace ctorch {

/// Gives one owned reference to the caller and counts it.
ct_tensor hand_out(at::Tensor tensor);

inline at::Tensor borrow(ct_tensor handle) {
  return at::Tensor(c10::intrusive_ptr<at::TensorImpl>::reclaim_copy(reinterpret_cast<at::TensorImpl *>(handle)));
}

inline at::TensorImpl *impl(ct_tensor handle) { return reinterpret_cast<at::TensorImpl *>(handle); }

inline ct_status failure(ct_code code, const char *message) { return {code, strdup(message)}; }

/// Runs `body` and turns what it throws into a status.
template <class Body>
ct_status guarded(Body body) noexcept {
  try {
    body();
    return {CT_OK, nullptr};
  } catch (const c10::OutOfMemoryError &e) {
    return failure(CT_OUT_OF_MEMORY, e.what_without_backtrace());
  } catch (const c10::IndexError &e) {
    return failure(CT_INDEX_ERROR, e.what_without_backtrace());
  } catch (const c10::TypeError &e) {
    return failure(CT_TYPE_ERROR, e.what_without_backtrace());
  } catch (const c10::ValueError &e) {
    return failure(CT_VALUE_ERROR, e.what_without_backtrace());
  } catch (const c10::NotImplementedError &e) {
    return failure(CT_NOT_IMPLEMENTED, e.what_without_backtrace());
  } catch (const c10::Error &e) {
    return failure(CT_ERROR, e.what_without_backtrace());
  } catch (const std::bad_alloc &) {
    return failure(CT_OUT_OF_MEMORY, "not enough memory");
  } catch (const std::exception &e) {
    return failure(CT_ERROR, e.what());
  } catch (...) {
    return failure(CT_ERROR, "an unknown C++ exception");
  }
}

}  // namespace ctorch
