// The one boxed call that serves every operator: tagged values in, tensors and numbers out.
#include <ATen/core/dispatch/Dispatcher.h>

#include "Boundary.h"

using namespace ctorch;

namespace {

const c10::OperatorHandle &handle(ct_operator op) { return *reinterpret_cast<const c10::OperatorHandle *>(op); }

c10::TypePtr without_optional(c10::TypePtr type) {
  while (type->kind() == c10::TypeKind::OptionalType) type = type->castRaw<c10::OptionalType>()->getElementType();
  return type;
}

at::Tensor tensor_or_undefined(ct_tensor it) { return it ? borrow(it) : at::Tensor(); }

/// The kind of a list's elements; libtorch insists on a list of floats where the schema says so.
c10::TypeKind element_kind(const c10::TypePtr &type) {
  return type->kind() == c10::TypeKind::ListType ? type->castRaw<c10::ListType>()->getElementType()->kind()
                                                 : type->kind();
}

c10::IValue tensor_list(const ct_value &value, const c10::TypePtr &type) {
  if (element_kind(type) == c10::TypeKind::OptionalType) {
    c10::List<std::optional<at::Tensor>> list;
    for (int64_t i = 0; i < value.count; i++) {
      auto *it = value.as.tensors[i];
      list.push_back(it ? std::optional<at::Tensor>(borrow(it)) : std::nullopt);
    }
    return list;
  }
  c10::List<at::Tensor> list;
  list.reserve(static_cast<size_t>(value.count));
  for (int64_t i = 0; i < value.count; i++) list.push_back(tensor_or_undefined(value.as.tensors[i]));
  return list;
}

template <class To, class From>
c10::IValue list_of(const From *elements, int64_t count) {
  c10::List<To> list;
  list.reserve(static_cast<size_t>(count));
  for (int64_t i = 0; i < count; i++) list.push_back(static_cast<To>(elements[i]));
  return list;
}

c10::IValue text(const char *string, const c10::TypePtr &type) {
  if (type->kind() == c10::TypeKind::DeviceObjType) return c10::Device(string);
  return std::string(string);
}

c10::IValue to_ivalue(const ct_value &value, const c10::Argument &argument) {
  const auto type = without_optional(argument.type());
  switch (value.tag) {
    case CT_NONE: return {};
    case CT_DEFAULT: return argument.default_value() ? *argument.default_value() : c10::IValue();
    case CT_TENSOR: return tensor_or_undefined(value.as.tensor);
    case CT_INT:
      if (type->kind() == c10::TypeKind::FloatType) return static_cast<double>(value.as.integer);
      return value.as.integer;
    case CT_FLOAT: return value.as.number;
    case CT_BOOL: return value.as.boolean;
    case CT_STRING: return text(value.as.string, type);
    case CT_TENSORS: return tensor_list(value, type);
    case CT_INTS:
      if (element_kind(type) == c10::TypeKind::FloatType) return list_of<double>(value.as.integers, value.count);
      return list_of<int64_t>(value.as.integers, value.count);
    case CT_FLOATS: return list_of<double>(value.as.numbers, value.count);
    case CT_BOOLS: return list_of<bool>(value.as.booleans, value.count);
  }
  TORCH_CHECK(false, "unknown tag ", static_cast<int>(value.tag));
}

/// Writes results while there is room, and counts them all.
struct ResultWriter {
  ct_value *results;
  int64_t capacity;
  int64_t count = 0;

  void append(ct_value value) {
    if (count < capacity) results[count] = value;
    count++;
  }

  void append(const at::Tensor &tensor) {
    ct_value value{};
    if (tensor.defined() && count < capacity) {
      value.tag = CT_TENSOR;
      value.as.tensor = hand_out(tensor);
    }
    append(value);
  }

  void append(const c10::IValue &it) {
    ct_value value{};
    if (it.isTensor()) return append(it.toTensor());
    if (it.isTensorList()) {
      for (const at::Tensor &tensor : it.toTensorVector()) append(tensor);
      return;
    }
    if (it.isInt()) value.tag = CT_INT, value.as.integer = it.toInt();
    else if (it.isDouble()) value.tag = CT_FLOAT, value.as.number = it.toDouble();
    else if (it.isBool()) value.tag = CT_BOOL, value.as.boolean = it.toBool();
    else TORCH_CHECK(it.isNone(), "a result of type ", it.tagKind(), " is not bound");
    append(value);
  }
};

}  // namespace

ct_status ct_operator_find(const char *name, const char *overload, ct_operator *out) {
  return guarded([&] {
    auto found = c10::Dispatcher::singleton().findSchema({name, overload});
    TORCH_CHECK_NOT_IMPLEMENTED(found, "this libtorch has no operator ", name, overload[0] ? "." : "", overload);
    *out = reinterpret_cast<ct_operator>(new c10::OperatorHandle(*found));
  });
}

const char *ct_operator_argument(ct_operator op, int64_t index) {
  const auto &arguments = handle(op).schema().arguments();
  return index < static_cast<int64_t>(arguments.size()) ? arguments[static_cast<size_t>(index)].name().c_str()
                                                        : nullptr;
}

ct_status ct_call(ct_operator op, const ct_value *arguments, int64_t argument_count, ct_value *results,
                  int64_t capacity, int64_t *count) {
  return guarded([&] {
    const auto &wanted = handle(op).schema().arguments();
    TORCH_CHECK(argument_count <= static_cast<int64_t>(wanted.size()), handle(op).schema().name(), " takes ",
                wanted.size(), " arguments, not ", argument_count);
    torch::jit::Stack stack;
    stack.reserve(wanted.size());
    for (size_t i = 0; i < wanted.size(); i++) {
      static constexpr ct_value missing{CT_DEFAULT, 0, {}};
      stack.push_back(to_ivalue(static_cast<int64_t>(i) < argument_count ? arguments[i] : missing, wanted[i]));
    }
    handle(op).callBoxed(stack);
    ResultWriter writer{results, capacity};
    for (const auto &value : stack) writer.append(value);
    *count = writer.count;
  });
}
