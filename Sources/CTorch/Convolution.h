// Convolution by libtorch or by Winograd's algorithm in CFastConv.
#pragma once

#include <ATen/ATen.h>

#include <array>
#include <optional>
#include <tuple>
#include <vector>

#include "fastconv.h"
#include "CTorch.h"

namespace ctorch {

enum class Direction { forward, data, filters };

/// libtorch's threads, for CFastConv: a second pool would fight with them for the cores.
fastconv_threads libtorch_threads();

/// The size of Winograd tiles for a convolution to which they apply, or none for libtorch's direct sum. It depends on
/// the shape, the machine's instruction set and ``ct_convolution_mode`` only.
std::optional<fastconv_tile> fastest_tile(Direction direction, const fastconv_shape &shape);

struct ConvolutionSteps {
  std::vector<int64_t> stride, padding, dilation;  // one number, or one for rows and one for columns
  int64_t groups;
};

/// The convolution without a graph.
at::Tensor convolved(const at::Tensor &x, const at::Tensor &weight, const std::optional<at::Tensor> &bias,
                     const ConvolutionSteps &steps);

/// The gradients of x, weight and bias that are wanted, without a graph.
using ConvolutionGradients = std::tuple<at::Tensor, at::Tensor, at::Tensor>;
ConvolutionGradients convolution_gradients(const at::Tensor &dy, const at::Tensor &x, const at::Tensor &weight,
                                           const ConvolutionSteps &steps, std::array<bool, 3> wanted);

}  // namespace ctorch
