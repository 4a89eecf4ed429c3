// What the drivers of the three directions share: the geometry of tiles, and the transforms over ranges of them.
#pragma once

#include <algorithm>
#include <atomic>

#include "fastconv.h"
#include "Kernels.h"
#include "Scratch.h"

namespace fastconv {

/// Elements added to rows, and to matrices: strides that are large powers of two would put all rows into the few
/// lines of a cache that such addresses share.
constexpr int64_t skew = 16;

constexpr int64_t padded(int64_t channels) { return channels + skew; }

template <class Body>
void run(const fastconv_threads &threads, int64_t count, Body body) {
  if (count <= 1 || threads.threads <= 1) {
    for (int64_t i = 0; i < count; i++) body(i);
    return;
  }
  threads.run(
      threads.context, count, [](void *it, int64_t i) { (*static_cast<Body *>(it))(i); }, &body);
}

/// Runs `body(worker, i)` for 0 ..< `count`. A worker that is done takes the next `i`: one whose core does other work
/// meanwhile does not make the others wait. No two run as the same worker at once; there are at most `threads.threads`.
template <class Body>
void run_shared(const fastconv_threads &threads, int64_t count, Body body) {
  std::atomic<int64_t> next = 0;
  run(threads, std::min(count, threads.threads), [&](int64_t worker) {
    for (int64_t i; (i = next.fetch_add(1, std::memory_order_relaxed)) < count;) body(worker, i);
  });
}

/// Runs `body(from, to)` for the parts of 0 ..< `count`, a few for each thread.
template <class Body>
void run_parts(const fastconv_threads &threads, int64_t count, Body body) {
  const int64_t parts = std::min(count, threads.threads <= 1 ? 1 : threads.threads * 4);
  run_shared(threads, parts, [&](int64_t, int64_t i) { body(count * i / parts, count * (i + 1) / parts); });
}

/// Pictures cut into tiles: `inputs` overlap by two elements, `outputs` do not.
struct Tiling {
  const Kernels &kernels;
  const Transforms &transforms;
  int64_t batch, height, width, out_height, out_width, padding;
  int64_t rows, columns;  // tiles of a picture

  Tiling(const fastconv_shape &shape, fastconv_tile tile, const Kernels &kernels = fastconv::kernels())
      : kernels(kernels), transforms(tile == FASTCONV_F2 ? kernels.f2 : kernels.f4), batch(shape.batch),
        height(shape.height), width(shape.width), out_height(height + 2 * shape.padding - 2),
        out_width(width + 2 * shape.padding - 2), padding(shape.padding),
        rows((out_height + transforms.m - 1) / transforms.m), columns((out_width + transforms.m - 1) / transforms.m) {}

  int64_t tiles() const { return batch * rows * columns; }
  int64_t matrices() const { return transforms.alpha * transforms.alpha; }
  int64_t panels(int64_t channels) const { return (channels + kernels.panel - 1) / kernels.panel; }
  int64_t whole_panels(int64_t channels) const { return panels(channels) * kernels.panel; }

  /// B' d B of the tiles `from` ..< `to` of `x`, to rows of `out`; `zeros` has `channels` of them.
  void inputs(const float *x, int64_t channels, int64_t from, int64_t to, const float *zeros, float *out,
              int64_t out_row, int64_t out_matrix) const;
  /// A d A' of the tiles of gradients with `dy`'s size.
  void gradients(const float *dy, int64_t channels, int64_t from, int64_t to, const float *zeros, float *out,
                 int64_t out_row, int64_t out_matrix) const;
  /// A' M A of rows of `in` to the tiles `from` ..< `to` of `y`. False when an output is not finite.
  bool outputs(const float *in, int64_t in_row, int64_t in_matrix, int64_t channels, int64_t from, int64_t to,
               const Epilogue &epilogue, float *y) const;
};

/// Filters in the transformed domain, packed for the micro-kernel: [matrix][panel][in][panel's columns].
struct PackedFilters {
  int64_t in, panels, panel, matrix;  // `matrix`: elements from one matrix to the next

  PackedFilters(const Tiling &tiling, int64_t in_channels, int64_t out_channels)
      : in(in_channels), panels(tiling.panels(out_channels)), panel(tiling.kernels.panel),
        matrix(panels * in * panel + skew) {}
  int64_t floats(const Tiling &tiling) const { return tiling.matrices() * matrix; }
  const float *at(const float *data, int64_t e, int64_t p) const { return data + e * matrix + p * in * panel; }
};

/// G g G' of every filter, times its output's element of `scale` unless that is null. `filters` maps from `in` to `out`
/// channels.
void pack_filters(const Tiling &tiling, const fastconv_filters &filters, const float *scale, int64_t in, int64_t out,
                  float *packed, const fastconv_threads &threads);

/// The convolution itself, from packed filters.
fastconv_status convolve(const Tiling &tiling, const float *x, int64_t in, const float *packed, int64_t out,
                         const Epilogue &epilogue, float *y, const fastconv_threads &threads);

}  // namespace fastconv
