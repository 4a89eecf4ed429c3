// The choice is a rule and not a measurement at run time: the same call rounds the same in every process.
#include <ATen/Parallel.h>
#include <ATen/TensorIterator.h>

#include <cstdlib>
#include <cstring>

#include "Convolution.h"

using namespace ctorch;

namespace {

ct_convolution mode_from_environment() {
  const char *value = getenv("FASTAI_CONV");
  if (value && !strcmp(value, "direct")) return CT_CONVOLUTION_DIRECT;
  if (value && !strcmp(value, "winograd")) return CT_CONVOLUTION_WINOGRAD;
  return CT_CONVOLUTION_AUTO;
}

/// Of this thread: what one thread tries out does not change the numbers of another.
ct_convolution &mode() {
  thread_local ct_convolution it = mode_from_environment();
  return it;
}

int64_t large_tiles(const fastconv_shape &s) {
  auto along = [&](int64_t side) { return (side + 2 * s.padding - 2 + 3) / 4; };
  return s.batch * along(s.height) * along(s.width);
}

/// With fewer tiles libtorch's sums are as fast: transforming filters takes the longer the less of them the caches hold.
int64_t least_tiles(Direction direction, const fastconv_shape &s) {
  const int64_t filters = s.in_channels * s.out_channels;
  switch (direction) {
    case Direction::forward: return filters >= 512 * 512 ? 64 : 8;
    case Direction::data: return filters >= 512 * 512 ? 16 : 1;
    case Direction::filters: return filters >= 256 * 256 ? 32 : 1;
  }
  return 1;
}

}  // namespace

ct_convolution ct_convolution_mode(void) { return mode(); }
void ct_set_convolution_mode(ct_convolution value) { mode() = value; }

fastconv_threads ctorch::libtorch_threads() {
  // `at::parallel_for` is a template that runs alone unless it is compiled with OpenMP; the iterator's loop is
  // compiled into libtorch. Its elements stand for the parts.
  auto run_parts = [](void *, int64_t count, void (*body)(void *, int64_t), void *argument) {
    static const at::Tensor parts = at::zeros({4096}, at::kChar);
    TORCH_CHECK(count <= parts.numel(), "too many parts");
    char *first = static_cast<char *>(parts.data_ptr());
    at::Tensor mine = parts.narrow(0, 0, count);
    auto iterator = at::TensorIterator::nullary_op(mine);
    iterator.for_each(
        [=](char **data, const int64_t *, int64_t size) {
          for (int64_t i = 0; i < size; i++) body(argument, data[0] - first + i);
        },
        1);
  };
  const int64_t threads = at::in_parallel_region() ? 1 : at::get_num_threads();
  return {run_parts, nullptr, std::min<int64_t>(threads, 4096)};
}

std::optional<fastconv_tile> ctorch::fastest_tile(Direction direction, const fastconv_shape &shape) {
  if (mode() == CT_CONVOLUTION_WINOGRAD) return FASTCONV_F4;
  if (mode() == CT_CONVOLUTION_DIRECT || !fastconv_is_fast()) return std::nullopt;
  // Few channels leave the products small beside the transforms.
  if (std::min(shape.in_channels, shape.out_channels) < 32) return std::nullopt;
  // With few tiles the transform of the filters is most of the work: F(2×2) has 16 values of each where F(4×4) has 36.
  // Measured: Docs/decisions/004-winograd.md.
  const int64_t tiles = large_tiles(shape);
  if (tiles < least_tiles(direction, shape)) return std::nullopt;
  return direction != Direction::filters && tiles < 64 ? FASTCONV_F2 : FASTCONV_F4;
}
