// `fastai::conv2d`: libtorch's conv2d, with 3 x 3 filters at stride 1 by Winograd's algorithm where that is faster.
#include "Convolution.h"

#include <torch/csrc/autograd/custom_function.h>
#include <torch/library.h>

#include <array>
#include <utility>

using namespace ctorch;
using at::Tensor;

namespace {

constexpr auto channels_last = at::MemoryFormat::ChannelsLast;

std::array<int64_t, 4> strides(const Tensor &filters) {
  return {filters.stride(0), filters.stride(1), filters.stride(2), filters.stride(3)};
}

fastconv_filters view(const Tensor &filters) {
  auto s = strides(filters);
  return {filters.const_data_ptr<float>(), {s[0], s[1], s[2], s[3]}};
}

fastconv_shape shape(const Tensor &x, const Tensor &weight, int64_t padding) {
  return {x.size(0), x.size(2), x.size(3), x.size(1), weight.size(0), padding};
}

/// By Winograd's algorithm where that is faster. The direct sum takes over when the kernels had no memory or met what is
/// not finite: it decides then which elements are infinite or NaN.
template <typename Winograd, typename Direct>
Tensor fastest(Direction direction, const fastconv_shape &shape, Winograd winograd, Direct direct) {
  const auto tile = fastest_tile(direction, shape);
  if (!tile) return direct();
  const auto [status, result] = winograd(*tile);
  return status == FASTCONV_OK ? result : direct();
}

Tensor forward(const Tensor &x, const Tensor &weight, const std::optional<Tensor> &bias, int64_t padding) {
  const fastconv_shape size = shape(x, weight, padding);
  auto winograd = [&](fastconv_tile tile) {
    Tensor y = at::empty({size.batch, size.out_channels, size.height + 2 * padding - 2, size.width + 2 * padding - 2},
                         x.options().memory_format(channels_last));
    const Tensor offsets = bias ? bias->contiguous() : Tensor();
    auto status = fastconv_forward(size, tile, x.const_data_ptr<float>(), view(weight),
                                   offsets.defined() ? offsets.const_data_ptr<float>() : nullptr,
                                   y.mutable_data_ptr<float>(), libtorch_threads());
    return std::pair(status, y);
  };
  return fastest(Direction::forward, size, winograd, [&] { return at::conv2d(x, weight, bias, 1, padding); });
}

auto direct_backward(const Tensor &dy, const Tensor &x, const Tensor &weight, int64_t padding, std::array<bool, 3> mask) {
  return at::convolution_backward(dy, x, weight, at::IntArrayRef{weight.size(0)}, {1, 1}, {padding, padding}, {1, 1},
                                  false, {0, 0}, 1, mask);
}

Tensor data_gradient(const Tensor &dy, const Tensor &x, const Tensor &weight, int64_t padding) {
  const fastconv_shape size = shape(x, weight, padding);
  auto winograd = [&](fastconv_tile tile) {
    Tensor dx = at::empty(x.sizes(), x.options().memory_format(channels_last));
    auto status = fastconv_backward_data(size, tile, dy.const_data_ptr<float>(), view(weight),
                                         dx.mutable_data_ptr<float>(), libtorch_threads());
    return std::pair(status, dx);
  };
  return fastest(Direction::data, size, winograd, [&] {
    return std::get<0>(direct_backward(dy, x, weight, padding, {true, false, false}));
  });
}

Tensor filter_gradient(const Tensor &dy, const Tensor &x, const Tensor &weight, int64_t padding) {
  const fastconv_shape size = shape(x, weight, padding);
  auto winograd = [&](fastconv_tile tile) {
    Tensor dw = at::empty_like(weight);
    auto status = fastconv_backward_filters(size, tile, x.const_data_ptr<float>(), dy.const_data_ptr<float>(),
                                            dw.mutable_data_ptr<float>(), strides(dw).data(), libtorch_threads());
    return std::pair(status, dw);
  };
  return fastest(Direction::filters, size, winograd, [&] {
    return std::get<1>(direct_backward(dy, x, weight, padding, {false, true, false}));
  });
}

bool plain(const Tensor &tensor) {
  return tensor.dim() == 4 && tensor.scalar_type() == at::kFloat && tensor.device().is_cpu() &&
         tensor.layout() == at::kStrided;
}

bool all(at::IntArrayRef values, int64_t value) {
  return std::all_of(values.begin(), values.end(), [=](int64_t it) { return it == value; });
}

/// Whether the kernels compute this call; everything else, and every mistake, is libtorch's.
bool applies(const Tensor &x, const Tensor &weight, const std::optional<Tensor> &bias, const ConvolutionSteps &steps) {
  const auto &padding = steps.padding;
  if (ct_convolution_mode() == CT_CONVOLUTION_DIRECT || steps.groups != 1 || !all(steps.stride, 1) ||
      !all(steps.dilation, 1) || padding.empty() || !all(padding, padding[0]) || !plain(x) || !plain(weight))
    return false;
  const bool bias_fits = !bias || (bias->dim() == 1 && bias->scalar_type() == at::kFloat && bias->device().is_cpu() &&
                                   bias->size(0) == weight.size(0));
  return bias_fits && weight.size(1) == x.size(1) && weight.size(2) == 3 && weight.size(3) == 3 &&
         x.is_contiguous(channels_last) && fastconv_applies(shape(x, weight, padding[0]));
}

}  // namespace

Tensor ctorch::convolved(const Tensor &x, const Tensor &weight, const std::optional<Tensor> &bias,
                         const ConvolutionSteps &steps) {
  if (applies(x, weight, bias, steps)) return forward(x, weight, bias, steps.padding[0]);
  return at::conv2d(x, weight, bias, steps.stride, steps.padding, steps.dilation, steps.groups);
}

ConvolutionGradients ctorch::convolution_gradients(const Tensor &dy, const Tensor &x, const Tensor &weight,
                                                   const ConvolutionSteps &steps, std::array<bool, 3> wanted) {
  if (!applies(x, weight, std::nullopt, steps)) {
    auto both = [](std::vector<int64_t> values) { return values.size() == 1 ? std::vector(2, values[0]) : values; };
    return at::convolution_backward(dy, x, weight, at::IntArrayRef{weight.size(0)}, both(steps.stride),
                                    both(steps.padding), both(steps.dilation), false, {0, 0}, steps.groups, wanted);
  }
  const int64_t padding = steps.padding[0];
  const Tensor packed = dy.contiguous(channels_last);
  return {wanted[0] ? data_gradient(packed, x, weight, padding) : Tensor(),
          wanted[1] ? filter_gradient(packed, x, weight, padding) : Tensor(),
          wanted[2] ? packed.sum(at::IntArrayRef{0, 2, 3}) : Tensor()};
}

namespace {

struct Conv3x3 : torch::autograd::Function<Conv3x3> {
  static Tensor forward(torch::autograd::AutogradContext *context, const Tensor &x, const Tensor &weight,
                        const std::optional<Tensor> &bias, int64_t padding) {
    at::AutoDispatchBelowADInplaceOrView below;
    context->save_for_backward({x, weight});
    context->saved_data["padding"] = padding;
    context->saved_data["bias"] = bias.has_value();
    return ::forward(x, weight, bias, padding);
  }

  static torch::autograd::variable_list backward(torch::autograd::AutogradContext *context,
                                                 torch::autograd::variable_list gradients) {
    const auto saved = context->get_saved_variables();
    const Tensor &x = saved[0], &weight = saved[1];
    const int64_t padding = context->saved_data["padding"].toInt();
    // A missing bias is no input: its number does not exist.
    const bool bias_wanted = context->saved_data["bias"].toBool() && context->needs_input_grad(2);
    const std::array<bool, 3> wanted = {context->needs_input_grad(0), context->needs_input_grad(1), bias_wanted};
    if (!gradients[0].defined()) return {Tensor(), Tensor(), Tensor(), Tensor()};
    if (at::GradMode::is_enabled()) {  // a graph of the gradient is wanted: libtorch knows it
      auto [dx, dw, db] = direct_backward(gradients[0], x, weight, padding, wanted);
      return {dx, dw, db, Tensor()};
    }
    auto [dx, dw, db] = convolution_gradients(gradients[0], x, weight, {{1}, {padding}, {1}, 1}, wanted);
    return {dx, dw, db, Tensor()};
  }
};

bool needs_graph(const Tensor &x, const Tensor &weight, const std::optional<Tensor> &bias) {
  return at::GradMode::is_enabled() && (x.requires_grad() || weight.requires_grad() || (bias && bias->requires_grad()));
}

Tensor conv2d(const Tensor &x, const Tensor &weight, const std::optional<Tensor> &bias, at::IntArrayRef stride,
              at::IntArrayRef padding, at::IntArrayRef dilation, int64_t groups) {
  const ConvolutionSteps steps = {stride.vec(), padding.vec(), dilation.vec(), groups};
  if (needs_graph(x, weight, bias) && applies(x, weight, bias, steps)) return Conv3x3::apply(x, weight, bias, padding[0]);
  return convolved(x, weight, bias, steps);
}

}  // namespace

TORCH_LIBRARY(fastai, library) {
  library.def(
      "conv2d(Tensor input, Tensor weight, Tensor? bias=None, int[2] stride=1, int[2] padding=0, int[2] dilation=1, "
      "int groups=1) -> Tensor");
  library.impl("conv2d", torch::dispatch(c10::DispatchKey::CompositeImplicitAutograd, TORCH_FN(conv2d)));
}
