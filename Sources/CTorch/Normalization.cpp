// Batch normalisation in training, fused with what follows it: residual and ReLU, and then a convolution or max-pooling
// that keeps the normalisation's input only and computes the rest again in the backward pass. Of a ResNet's activations,
// a third is not kept so.
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/custom_function.h>
#include <torch/library.h>

#include "Convolution.h"

using namespace ctorch;
using at::Tensor;
using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

namespace {

constexpr auto channels_last = at::MemoryFormat::ChannelsLast;

struct Running {
  Tensor mean, variance;
  double momentum, eps;
};

/// The batch's own statistics, and y = x * scale + offset made of them.
struct Normalization {
  Tensor mean, scale, offset;  // float, by channel
  Tensor inverse_variance;     // double: 1 / (variance + eps)
};

bool is_plain_vector(const Tensor &tensor, int64_t count) {
  return tensor.dim() == 1 && tensor.size(0) == count && tensor.scalar_type() == at::kFloat && tensor.is_contiguous() &&
         tensor.device().is_cpu();
}

bool is_plain_batch(const Tensor &x) {
  return x.dim() == 4 && x.numel() > 0 && x.scalar_type() == at::kFloat && x.device().is_cpu() &&
         x.layout() == at::kStrided && x.is_contiguous(channels_last);
}

/// Whether the kernels compute this call; everything else, and every mistake, is libtorch's.
bool applies(const Tensor &x, const Tensor &weight, const Tensor &bias, const Running &running,
             const std::optional<Tensor> &residual = std::nullopt) {
  const auto mode = ct_convolution_mode();
  if (mode == CT_CONVOLUTION_DIRECT || (mode == CT_CONVOLUTION_AUTO && !fastconv_is_fast())) return false;
  if (!is_plain_batch(x) || x.size(1) % 16 != 0 || x.numel() == x.size(1)) return false;
  if (residual && !(is_plain_batch(*residual) && residual->sizes() == x.sizes())) return false;
  for (const Tensor &each : {weight, bias, running.mean, running.variance})
    if (!is_plain_vector(each, x.size(1))) return false;
  return true;
}

int64_t rows(const Tensor &x) { return x.numel() / x.size(1); }

fastconv_normalization view(const Tensor &x, const Normalization &by, const Tensor *residual, bool relu) {
  return {rows(x), x.size(1), x.const_data_ptr<float>(), by.mean.const_data_ptr<float>(),
          by.scale.const_data_ptr<float>(), by.offset.const_data_ptr<float>(),
          residual && residual->defined() ? residual->const_data_ptr<float>() : nullptr, relu};
}

void check(fastconv_status status) {
  TORCH_CHECK_WITH(OutOfMemoryError, status != FASTCONV_NO_MEMORY, "not enough memory");
  TORCH_CHECK(status == FASTCONV_OK, "batch normalisation: the kernels refused a shape");
}

/// Measures the batch and moves the running statistics towards it.
Normalization measured(const Tensor &x, const Tensor &weight, const Tensor &bias, const Running &running) {
  const auto doubles = x.options().dtype(at::kDouble);
  const int64_t channels = x.size(1), count = rows(x);
  Tensor mean = at::empty({channels}, doubles), variance = at::empty({channels}, doubles);
  check(fastconv_moments(count, channels, x.const_data_ptr<float>(), mean.mutable_data_ptr<double>(),
                         variance.mutable_data_ptr<double>(), libtorch_threads()));
  const double unbiased = static_cast<double>(count) / static_cast<double>(count - 1);
  running.mean.mul_(1 - running.momentum).add_(mean, running.momentum);
  running.variance.mul_(1 - running.momentum).add_(variance, running.momentum * unbiased);
  const Tensor inverse_variance = variance.add(running.eps).reciprocal();
  const Tensor scale = weight * inverse_variance.sqrt();
  return {mean.to(at::kFloat), scale.to(at::kFloat), (bias - mean * scale).to(at::kFloat), inverse_variance};
}

Tensor normalized(const Tensor &x, const Normalization &by, const Tensor *residual, bool relu) {
  Tensor y = at::empty(x.sizes(), x.options().memory_format(channels_last));
  fastconv_normalize(view(x, by, residual, relu), y.mutable_data_ptr<float>(), libtorch_threads());
  return y;
}

struct NormalizationGradients {
  Tensor x, weight, bias, residual;
};

NormalizationGradients gradients(const Tensor &gradient, const Tensor &x, const Tensor &y, const Normalization &by,
                                 bool has_residual, bool relu) {
  const Tensor dy = gradient.contiguous(channels_last);
  const auto like_x = x.options().memory_format(channels_last);
  const auto doubles = by.inverse_variance.options();
  // The kernels do not read a residual on the way back; that there is one says that y is needed.
  const Tensor residual = has_residual ? y : Tensor();
  Tensor dx = at::empty(x.sizes(), like_x), d_residual = has_residual ? at::empty(x.sizes(), like_x) : Tensor();
  Tensor sum = at::empty({x.size(1)}, doubles), dot = at::empty({x.size(1)}, doubles);
  check(fastconv_normalize_backward(
      view(x, by, &residual, relu), y.defined() ? y.const_data_ptr<float>() : nullptr, dy.const_data_ptr<float>(),
      by.inverse_variance.const_data_ptr<double>(), dx.mutable_data_ptr<float>(),
      has_residual ? d_residual.mutable_data_ptr<float>() : nullptr, sum.mutable_data_ptr<double>(),
      dot.mutable_data_ptr<double>(), libtorch_threads()));
  return {dx, (dot * by.inverse_variance.sqrt()).to(at::kFloat), sum.to(at::kFloat), d_residual};
}

void save(AutogradContext *context, variable_list inputs, const Normalization &by, double eps) {
  context->save_for_backward(std::move(inputs));
  context->saved_data["mean"] = by.mean;
  context->saved_data["scale"] = by.scale;
  context->saved_data["offset"] = by.offset;
  context->saved_data["inverse variance"] = by.inverse_variance;
  context->saved_data["eps"] = eps;
}

Normalization saved(AutogradContext *context) {
  auto tensor = [&](const char *name) { return context->saved_data[name].toTensor(); };
  return {tensor("mean"), tensor("scale"), tensor("offset"), tensor("inverse variance")};
}

/// libtorch's own operators, which have gradients of any order.
Tensor by_libtorch(const Tensor &x, const Tensor &weight, const Tensor &bias, const Running &running,
                   const std::optional<Tensor> &residual, bool relu) {
  Tensor y = at::batch_norm(x, weight, bias, running.mean, running.variance, true, running.momentum, running.eps, true);
  if (residual) y.add_(*residual);
  return relu ? y.relu_() : y;
}

/// The gradients with a graph of their own, by doing `forward` again with libtorch's operators.
template <class Forward>
variable_list replayed(const variable_list &inputs, const Tensor &gradient, Forward forward) {
  variable_list wanted;
  for (const Tensor &input : inputs)
    if (input.defined() && input.requires_grad()) wanted.push_back(input);
  auto found = torch::autograd::grad({forward()}, wanted, {gradient}, true, true, true);
  variable_list all;
  for (auto next = found.begin(); const Tensor &input : inputs)
    all.push_back(input.defined() && input.requires_grad() ? *next++ : Tensor());
  return all;
}

Running unknown(AutogradContext *context) { return {Tensor(), Tensor(), 0, context->saved_data["eps"].toDouble()}; }

// MARK: Normalisation, residual, ReLU

struct BatchNorm : torch::autograd::Function<BatchNorm> {
  static Tensor forward(AutogradContext *context, const Tensor &x, const Tensor &weight, const Tensor &bias,
                        const std::optional<Tensor> &residual, const Running &running, bool relu) {
    at::AutoDispatchBelowADInplaceOrView below;
    const Normalization by = measured(x, weight, bias, running);
    const Tensor y = normalized(x, by, residual ? &*residual : nullptr, relu);
    // Without a residual the sign of y is computed from x again.
    save(context, {x, weight, bias, residual.value_or(Tensor()), residual && relu ? y : Tensor()}, by, running.eps);
    context->saved_data["relu"] = relu;
    return y;
  }

  static variable_list backward(AutogradContext *context, const variable_list &outputs) {
    if (!outputs[0].defined()) return variable_list(6);
    const auto kept = context->get_saved_variables();
    const bool relu = context->saved_data["relu"].toBool(), has_residual = kept[3].defined();
    if (at::GradMode::is_enabled()) {
      auto all = replayed({kept[0], kept[1], kept[2], kept[3]}, outputs[0], [&] {
        const auto residual = has_residual ? std::optional(kept[3]) : std::nullopt;
        return by_libtorch(kept[0], kept[1], kept[2], unknown(context), residual, relu);
      });
      all.resize(6);
      return all;
    }
    const auto it = gradients(outputs[0], kept[0], kept[4], saved(context), has_residual && relu, relu);
    // Without ReLU the residual's gradient is the result's.
    return {it.x, it.weight, it.bias, has_residual && !relu ? outputs[0] : it.residual, Tensor(), Tensor()};
  }
};

Tensor batch_norm(const Tensor &x, const Tensor &weight, const Tensor &bias, const Tensor &running_mean,
                  const Tensor &running_variance, double momentum, double eps, const std::optional<Tensor> &residual,
                  bool relu) {
  const Running running = {running_mean, running_variance, momentum, eps};
  if (!applies(x, weight, bias, running, residual)) return by_libtorch(x, weight, bias, running, residual, relu);
  return BatchNorm::apply(x, weight, bias, residual, running, relu);
}

// MARK: Normalisation, ReLU, convolution

Tensor after_relu(const Tensor &x, const Normalization &by) { return normalized(x, by, nullptr, true); }

struct BatchNormReluConv : torch::autograd::Function<BatchNormReluConv> {
  static Tensor forward(AutogradContext *context, const Tensor &x, const Tensor &weight, const Tensor &bias,
                        const Tensor &filters, const std::optional<Tensor> &filter_bias, const Running &running,
                        const ConvolutionSteps &steps) {
    at::AutoDispatchBelowADInplaceOrView below;
    const Normalization by = measured(x, weight, bias, running);
    save(context, {x, weight, bias, filters, filter_bias.value_or(Tensor())}, by, running.eps);
    context->saved_data["stride"] = steps.stride;
    context->saved_data["padding"] = steps.padding;
    context->saved_data["dilation"] = steps.dilation;
    context->saved_data["groups"] = steps.groups;
    return convolved(after_relu(x, by), filters, filter_bias, steps);
  }

  static variable_list backward(AutogradContext *context, const variable_list &outputs) {
    if (!outputs[0].defined()) return variable_list(7);
    const auto kept = context->get_saved_variables();
    const ConvolutionSteps steps = saved_steps(context);
    if (at::GradMode::is_enabled()) {
      auto all = replayed(kept, outputs[0], [&] {
        const Tensor y = by_libtorch(kept[0], kept[1], kept[2], unknown(context), std::nullopt, true);
        const auto filter_bias = kept[4].defined() ? std::optional(kept[4]) : std::nullopt;
        return at::conv2d(y, kept[3], filter_bias, steps.stride, steps.padding, steps.dilation, steps.groups);
      });
      all.resize(7);
      return all;
    }
    const Normalization by = saved(context);
    const bool body = context->needs_input_grad(0) || context->needs_input_grad(1) || context->needs_input_grad(2);
    // A missing bias is no input: its number does not exist.
    const bool offsets = kept[4].defined() && context->needs_input_grad(4);
    auto [dy, dw, db] = convolution_gradients(outputs[0], after_relu(kept[0], by), kept[3], steps,
                                              {body, context->needs_input_grad(3), offsets});
    if (!body) return {Tensor(), Tensor(), Tensor(), dw, db, Tensor(), Tensor()};
    const auto it = gradients(dy, kept[0], Tensor(), by, false, true);
    return {it.x, it.weight, it.bias, dw, db, Tensor(), Tensor()};
  }

  static ConvolutionSteps saved_steps(AutogradContext *context) {
    auto list = [&](const char *name) { return context->saved_data[name].toIntVector(); };
    return {list("stride"), list("padding"), list("dilation"), context->saved_data["groups"].toInt()};
  }
};

Tensor batch_norm_relu_conv2d(const Tensor &x, const Tensor &weight, const Tensor &bias, const Tensor &running_mean,
                              const Tensor &running_variance, double momentum, double eps, const Tensor &filters,
                              const std::optional<Tensor> &filter_bias, at::IntArrayRef stride, at::IntArrayRef padding,
                              at::IntArrayRef dilation, int64_t groups) {
  const Running running = {running_mean, running_variance, momentum, eps};
  const ConvolutionSteps steps = {stride.vec(), padding.vec(), dilation.vec(), groups};
  if (applies(x, weight, bias, running))
    return BatchNormReluConv::apply(x, weight, bias, filters, filter_bias, running, steps);
  return at::conv2d(by_libtorch(x, weight, bias, running, std::nullopt, true), filters, filter_bias, stride, padding,
                    dilation, groups);
}

// MARK: Normalisation, ReLU, max-pooling

struct Window {
  std::vector<int64_t> size, stride, padding;
  bool ceil_mode;

  std::tuple<Tensor, Tensor> pooled(const Tensor &x) const {
    return at::max_pool2d_with_indices(x, size, stride, padding, {1, 1}, ceil_mode);
  }
};

struct BatchNormReluMaxPool : torch::autograd::Function<BatchNormReluMaxPool> {
  static Tensor forward(AutogradContext *context, const Tensor &x, const Tensor &weight, const Tensor &bias,
                        const Running &running, const Window &window) {
    at::AutoDispatchBelowADInplaceOrView below;
    const Normalization by = measured(x, weight, bias, running);
    save(context, {x, weight, bias}, by, running.eps);
    context->saved_data["size"] = window.size;
    context->saved_data["stride"] = window.stride;
    context->saved_data["padding"] = window.padding;
    context->saved_data["ceil mode"] = window.ceil_mode;
    return std::get<0>(window.pooled(after_relu(x, by)));
  }

  static variable_list backward(AutogradContext *context, const variable_list &outputs) {
    if (!outputs[0].defined()) return variable_list(5);
    const auto kept = context->get_saved_variables();
    auto list = [&](const char *name) { return context->saved_data[name].toIntVector(); };
    const Window window = {list("size"), list("stride"), list("padding"), context->saved_data["ceil mode"].toBool()};
    if (at::GradMode::is_enabled()) {
      auto all = replayed(kept, outputs[0], [&] {
        return std::get<0>(
            window.pooled(by_libtorch(kept[0], kept[1], kept[2], unknown(context), std::nullopt, true)));
      });
      all.resize(5);
      return all;
    }
    const Normalization by = saved(context);
    Tensor y = after_relu(kept[0], by);
    const Tensor places = std::get<1>(window.pooled(y));
    const Tensor dy = at::max_pool2d_with_indices_backward(outputs[0], y, window.size, window.stride, window.padding,
                                                           {1, 1}, window.ceil_mode, places);
    y.reset();
    const auto it = gradients(dy, kept[0], Tensor(), by, false, true);
    return {it.x, it.weight, it.bias, Tensor(), Tensor()};
  }
};

Tensor batch_norm_relu_max_pool2d(const Tensor &x, const Tensor &weight, const Tensor &bias, const Tensor &running_mean,
                                  const Tensor &running_variance, double momentum, double eps, at::IntArrayRef size,
                                  at::IntArrayRef stride, at::IntArrayRef padding, bool ceil_mode) {
  const Running running = {running_mean, running_variance, momentum, eps};
  const Window window = {size.vec(), stride.vec(), padding.vec(), ceil_mode};
  if (applies(x, weight, bias, running)) return BatchNormReluMaxPool::apply(x, weight, bias, running, window);
  return at::max_pool2d(by_libtorch(x, weight, bias, running, std::nullopt, true), size, stride, padding, {1, 1},
                        ceil_mode);
}

}  // namespace

TORCH_LIBRARY_FRAGMENT(fastai, library) {
  auto define = [&](const char *schema, const char *name, auto function) {
    library.def(schema);
    library.impl(name, torch::dispatch(c10::DispatchKey::CompositeImplicitAutograd, function));
  };
  define(
      "batch_norm(Tensor input, Tensor weight, Tensor bias, Tensor(a!) running_mean, Tensor(b!) running_var, "
      "float momentum, float eps, Tensor? residual=None, bool relu=False) -> Tensor",
      "batch_norm", TORCH_FN(batch_norm));
  define(
      "batch_norm_relu_conv2d(Tensor input, Tensor weight, Tensor bias, Tensor(a!) running_mean, "
      "Tensor(b!) running_var, float momentum, float eps, Tensor filters, Tensor? filter_bias=None, int[2] stride=1, "
      "int[2] padding=0, int[2] dilation=1, int groups=1) -> Tensor",
      "batch_norm_relu_conv2d", TORCH_FN(batch_norm_relu_conv2d));
  define(
      "batch_norm_relu_max_pool2d(Tensor input, Tensor weight, Tensor bias, Tensor(a!) running_mean, "
      "Tensor(b!) running_var, float momentum, float eps, int[2] kernel_size, int[2] stride, int[2] padding, "
      "bool ceil_mode) -> Tensor",
      "batch_norm_relu_max_pool2d", TORCH_FN(batch_norm_relu_max_pool2d));
}
