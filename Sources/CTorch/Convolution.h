// Which algorithm convolves: libtorch's, or Winograd's in CFastConv.
#pragma once

#include <ATen/ATen.h>

#include <optional>

#include "fastconv.h"
#include "CTorch.h"

namespace ctorch {

enum class Direction { forward, data, filters };

/// libtorch's threads, for CFastConv: a second pool would fight with them for the cores.
fastconv_threads libtorch_threads();

/// The size of Winograd tiles for a convolution to which they apply, or none for libtorch's direct sum. It depends on
/// the shape, the machine's instruction set and ``ct_convolution_mode`` only.
std::optional<fastconv_tile> fastest_tile(Direction direction, const fastconv_shape &shape);

}  // namespace ctorch
