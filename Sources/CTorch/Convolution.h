// Which algorithm convolves: libtorch's, or Winograd's in CFastConv.
#pragma once

#include <ATen/ATen.h>

#include <array>
#include <functional>

#include "fastconv.h"
#include "CTorch.h"

namespace ctorch {

enum class Direction { forward, data, filters };

/// libtorch's threads, for CFastConv: a second pool would fight with them for the cores.
fastconv_threads libtorch_threads();

/// A candidate: runs the convolution and gives its result. Undefined when it cannot be had this way.
using Candidate = std::function<at::Tensor()>;

/// Runs the fastest candidate for this direction and shape. The first call of a shape measures them all.
at::Tensor run_fastest(Direction direction, const fastconv_shape &shape, const Candidate &direct,
                       const std::function<at::Tensor(fastconv_tile)> &winograd);

}  // namespace ctorch
