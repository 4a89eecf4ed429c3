// Backward to the filters. The transpose of the forward algorithm, so with the same matrices:
//   dU_e = sum over tiles of V_e' (A dY A')_e,   dw = G' dU G,
// where V are the transformed tiles of x. It is a Winograd algorithm F(3 x 3, m x m) itself.
#include <algorithm>
#include <atomic>
#include <cstring>

#include "Winograd.h"

namespace fastconv {
namespace {

/// Bytes of transformed tiles in work at a time, and the most tiles: the product reads two columns of blocks of them
/// again and again, which should stay in the first- and second-level caches.
constexpr int64_t block_bytes = 12 << 20;
constexpr int64_t most_tiles = 192;

struct FilterGradient {
  const Tiling &tiling;
  const float *x, *dy;
  int64_t in, out, capacity;
  int64_t in_row = padded(in), out_row = padded(tiling.whole_panels(out));
  int64_t in_matrix = capacity * in_row + skew, out_matrix = capacity * out_row + skew;
  int64_t sum_row = tiling.whole_panels(out), sum_matrix = in * sum_row + skew;
  float *zeros = nullptr, *inputs = nullptr, *gradients = nullptr, *sums = nullptr;

  void place(Parts &parts) {
    zeros = parts.take(std::max(in, out));
    inputs = parts.take(tiling.matrices() * in_matrix);
    gradients = parts.take(tiling.matrices() * out_matrix);
    sums = parts.take(tiling.matrices() * sum_matrix);
  }

  void transform(int64_t first, int64_t from, int64_t to) const {
    tiling.inputs(x, in, first + from, first + to, zeros, inputs + from * in_row, in_row, in_matrix);
    tiling.gradients(dy, out, first + from, first + to, zeros, gradients + from * out_row, out_row, out_matrix);
  }

  /// Adds the block's tiles to the sums of a range of (matrix, panel) pairs.
  void multiply(int64_t tiles, bool accumulate, int64_t from, int64_t to) const {
    const int64_t panels = tiling.panels(out), panel = tiling.kernels.panel;
    for (int64_t i = from; i < to; i++) {
      const int64_t e = i / panels, k = i % panels * panel;
      tiling.kernels.multiply_transposed(inputs + e * in_matrix, in, in_row, gradients + e * out_matrix + k, out_row,
                                         tiles, sums + e * sum_matrix + k, sum_row, accumulate);
    }
  }

  bool finish(float *dw, const int64_t strides[4], int64_t from, int64_t to) const {
    const int64_t lanes = tiling.kernels.lanes, groups = out / lanes;
    bool finite = true;
    for (int64_t i = from; i < to; i++) {
      const int64_t k = i % groups * lanes, c = i / groups;
      finite &= tiling.transforms.filter_gradient(sums + c * sum_row + k, sum_matrix,
                                                  dw + k * strides[0] + c * strides[1], strides[0], strides[2],
                                                  strides[3]);
    }
    return finite;
  }
};

int64_t block_capacity(const Tiling &tiling, int64_t in, int64_t out) {
  const int64_t tile_bytes =
      tiling.matrices() * (padded(in) + padded(tiling.whole_panels(out))) * static_cast<int64_t>(sizeof(float));
  const int64_t most = std::clamp<int64_t>(block_bytes / tile_bytes, 64, most_tiles), tiles = tiling.tiles();
  const int64_t blocks = (tiles + most - 1) / most;
  return (tiles + blocks - 1) / blocks;
}

}  // namespace
}  // namespace fastconv

using namespace fastconv;

fastconv_status fastconv_backward_filters(fastconv_shape shape, fastconv_tile tile, const float *x, const float *dy,
                                          float *dw, const int64_t strides[4], fastconv_threads threads) {
  if (!fastconv_applies(shape)) return FASTCONV_UNSUPPORTED;
  const Tiling tiling(shape, tile);
  const int64_t in = shape.in_channels, out = shape.out_channels, tiles = tiling.tiles();
  FilterGradient work = {tiling, x, dy, in, out, block_capacity(tiling, in, out)};
  Parts counted;
  work.place(counted);
  Scratch scratch(counted.used());
  if (!scratch.data()) return FASTCONV_NO_MEMORY;
  Parts parts(scratch.data());
  work.place(parts);
  memset(work.zeros, 0, static_cast<size_t>(std::max(in, out)) * sizeof(float));
  // The last panel's columns past the outputs are read, and never used: they only must not be slow to read.
  for (int64_t first = 0; first < tiles; first += work.capacity) {
    const int64_t count = std::min(work.capacity, tiles - first);
    run_parts(threads, count, [&](int64_t from, int64_t to) { work.transform(first, from, to); });
    run_parts(threads, tiling.matrices() * tiling.panels(out),
              [&](int64_t from, int64_t to) { work.multiply(count, first > 0, from, to); });
  }
  std::atomic<bool> finite = true;
  run_parts(threads, in * (out / tiling.kernels.lanes), [&](int64_t from, int64_t to) {
    if (!work.finish(dw, strides, from, to)) finite.store(false, std::memory_order_relaxed);
  });
  return finite ? FASTCONV_OK : FASTCONV_NOT_FINITE;
}
