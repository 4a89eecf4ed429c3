// Forward, and backward to the data, which is a forward convolution with rotated filters.
#include <algorithm>
#include <atomic>
#include <cstring>

#include "Winograd.h"

namespace fastconv {
namespace {

/// Bytes of transformed tiles that a thread has in work: with the filters' matrix at hand they should stay in the
/// second-level cache, of which today's server processors have 1 to 2 MiB a core.
constexpr int64_t block_bytes = 768 << 10;
/// Fewer tiles would not pay for reading the filters again.
constexpr int64_t least_tiles = 48;
/// Bytes of transformed tiles when all threads work on the same ones.
constexpr int64_t shared_bytes = 24 << 20;

/// The transformed tiles V and their products M, for `capacity` tiles.
struct Block {
  int64_t capacity, in_row, out_row, in_matrix, out_matrix;
  float *in = nullptr, *out = nullptr;

  Block(const Tiling &tiling, int64_t capacity, int64_t in_channels, int64_t out_channels)
      : capacity(capacity), in_row(padded(in_channels)), out_row(padded(tiling.whole_panels(out_channels))),
        in_matrix(capacity * in_row + skew), out_matrix(capacity * out_row + skew) {}

  void place(const Tiling &tiling, Parts &parts) {
    in = parts.take(tiling.matrices() * in_matrix);
    out = parts.take(tiling.matrices() * out_matrix);
  }
};

/// One convolution under way.
struct Convolution {
  const Tiling &tiling;
  const float *x;
  int64_t in_channels;
  const float *packed;
  int64_t out_channels;
  const Epilogue &epilogue;
  float *y;
  std::atomic<bool> &finite;
  const float *zeros = nullptr;

  PackedFilters filters() const { return {tiling, in_channels, out_channels}; }

  /// Products for a range of (matrix, panel) pairs.
  void multiply(const Block &block, int64_t tiles, int64_t from, int64_t to) const {
    const PackedFilters packing = filters();
    for (int64_t i = from; i < to; i++) {
      const int64_t e = i / packing.panels, p = i % packing.panels;
      tiling.kernels.multiply(block.in + e * block.in_matrix, tiles, block.in_row, packing.at(packed, e, p),
                              in_channels, block.out + e * block.out_matrix + p * packing.panel, block.out_row);
    }
  }

  /// The outputs of the block's tiles `from` ..< `to`; `first` is its first tile.
  void write(const Block &block, int64_t first, int64_t from, int64_t to) const {
    if (!tiling.outputs(block.out + from * block.out_row, block.out_row, block.out_matrix, out_channels, first + from,
                        first + to, epilogue, y))
      finite.store(false, std::memory_order_relaxed);
  }

  int64_t products() const { return tiling.matrices() * tiling.panels(out_channels); }

  /// All three stages on the caller's thread.
  void run_alone(const Block &block, int64_t from, int64_t to) const {
    tiling.inputs(x, in_channels, from, to, zeros, block.in, block.in_row, block.in_matrix);
    multiply(block, to - from, 0, products());
    write(block, from, 0, to - from);
  }

  /// One stage after the other on all threads.
  void run_together(const Block &block, int64_t from, int64_t to, const fastconv_threads &threads) const {
    run_parts(threads, to - from, [&](int64_t a, int64_t b) {
      tiling.inputs(x, in_channels, from + a, from + b, zeros, block.in + a * block.in_row, block.in_row,
                    block.in_matrix);
    });
    run_parts(threads, products(), [&](int64_t a, int64_t b) { multiply(block, to - from, a, b); });
    run_parts(threads, to - from, [&](int64_t a, int64_t b) {
      write(block, from, a, b);
    });
  }
};

/// How the tiles are shared out.
struct Plan {
  int64_t capacity, blocks;
  bool alone;  // a thread takes whole blocks
};

Plan plan(const Tiling &tiling, int64_t in, int64_t out, int64_t threads) {
  const int64_t tile_bytes =
      tiling.matrices() * (padded(in) + padded(tiling.whole_panels(out))) * static_cast<int64_t>(sizeof(float));
  const int64_t tiles = tiling.tiles();
  const int64_t alone = std::max(block_bytes / tile_bytes, least_tiles);
  if (tiles >= threads * least_tiles || threads == 1) {
    const int64_t rounds = (tiles + threads * alone - 1) / (threads * alone), blocks = rounds * threads;
    return {(tiles + blocks - 1) / blocks, blocks, true};
  }
  const int64_t together = std::max(shared_bytes / tile_bytes, least_tiles);
  const int64_t blocks = (tiles + together - 1) / together;
  return {(tiles + blocks - 1) / blocks, blocks, false};
}

}  // namespace

void pack_filters(const Tiling &tiling, const fastconv_filters &filters, const float *scale, int64_t in, int64_t out,
                  float *packed, const fastconv_threads &threads) {
  const PackedFilters packing(tiling, in, out);
  const int64_t lanes = tiling.kernels.lanes;
  const int64_t *strides = filters.strides;
  run_parts(threads, packing.panels * 2 * in, [&](int64_t from, int64_t to) {
    for (int64_t i = from; i < to; i++) {
      const int64_t half = i / in, c = i % in;
      float *target = packed + (half / 2 * in + c) * packing.panel + half % 2 * lanes;
      if (half * lanes < out) {
        tiling.transforms.filter(filters.data + half * lanes * strides[0] + c * strides[1], strides[0], strides[2],
                                 strides[3], scale ? scale + half * lanes : nullptr, target, packing.matrix);
      } else {
        for (int64_t e = 0; e < tiling.matrices(); e++)
          memset(target + e * packing.matrix, 0, static_cast<size_t>(lanes) * sizeof(float));
      }
    }
  });
}

fastconv_status convolve(const Tiling &tiling, const float *x, int64_t in, const float *packed, int64_t out,
                         const Epilogue &epilogue, float *y, const fastconv_threads &threads) {
  const Plan how = plan(tiling, in, out, threads.threads);
  const int64_t copies = how.alone ? threads.threads : 1;
  const Block proto(tiling, how.capacity, in, out);
  auto lay_out = [&](Parts parts, int64_t copy, const float **zeros) {
    *zeros = parts.take(in);
    Block block = proto;
    for (int64_t i = 0; i <= copy; i++) block.place(tiling, parts);
    return std::pair(block, parts.used());
  };
  std::atomic<bool> finite = true;
  Convolution work = {tiling, x, in, packed, out, epilogue, y, finite};
  Scratch scratch(lay_out(Parts(), copies - 1, &work.zeros).second);
  if (!scratch.data()) return FASTCONV_NO_MEMORY;
  memset(scratch.data(), 0, static_cast<size_t>(in) * sizeof(float));
  const int64_t tiles = tiling.tiles();
  auto range = [&](int64_t i) { return std::min(tiles, i * how.capacity); };
  if (how.alone) {
    run_shared(threads, how.blocks, [&](int64_t worker, int64_t i) {
      Convolution mine = work;
      const Block block = lay_out(Parts(scratch.data()), worker, &mine.zeros).first;
      mine.run_alone(block, range(i), range(i + 1));
    });
  } else {
    const Block block = lay_out(Parts(scratch.data()), 0, &work.zeros).first;
    for (int64_t i = 0; i < how.blocks; i++) work.run_together(block, range(i), range(i + 1), threads);
  }
  return finite ? FASTCONV_OK : FASTCONV_NOT_FINITE;
}

}  // namespace fastconv

using namespace fastconv;

bool fastconv_applies(fastconv_shape shape) {
  return shape.batch > 0 && shape.padding >= 0 && shape.padding <= 2 && shape.height + 2 * shape.padding > 2 &&
         shape.width + 2 * shape.padding > 2 && shape.height > 0 && shape.width > 0 && shape.in_channels > 0 &&
         shape.out_channels > 0 && shape.in_channels % 16 == 0 && shape.out_channels % 16 == 0;
}

static fastconv_status convolve(fastconv_shape shape, fastconv_tile tile, const float *x,
                                const fastconv_filters &filters, const float *bias, float *y,
                                const fastconv_threads &threads) {
  const Tiling tiling(shape, tile);
  Scratch packed(PackedFilters(tiling, shape.in_channels, shape.out_channels).floats(tiling));
  if (!packed.data()) return FASTCONV_NO_MEMORY;
  pack_filters(tiling, filters, nullptr, shape.in_channels, shape.out_channels, packed.data(), threads);
  return convolve(tiling, x, shape.in_channels, packed.data(), shape.out_channels, {bias, nullptr, false}, y, threads);
}

fastconv_status fastconv_forward(fastconv_shape shape, fastconv_tile tile, const float *x, fastconv_filters filters,
                                 const float *bias, float *y, fastconv_threads threads) {
  return fastconv_applies(shape) ? convolve(shape, tile, x, filters, bias, y, threads) : FASTCONV_UNSUPPORTED;
}

fastconv_status fastconv_backward_data(fastconv_shape shape, fastconv_tile tile, const float *dy,
                                       fastconv_filters filters, float *dx, fastconv_threads threads) {
  if (!fastconv_applies(shape)) return FASTCONV_UNSUPPORTED;
  const int64_t *s = filters.strides;
  const fastconv_filters rotated = {filters.data + 2 * s[2] + 2 * s[3], {s[1], s[0], -s[2], -s[3]}};
  const fastconv_shape back = {shape.batch, shape.height + 2 * shape.padding - 2, shape.width + 2 * shape.padding - 2,
                               shape.out_channels, shape.in_channels, 2 - shape.padding};
  return convolve(back, tile, dy, rotated, nullptr, dx, threads);
}

fastconv_threads fastconv_one_thread(void) {
  return {[](void *, int64_t count, void (*body)(void *, int64_t), void *argument) {
            for (int64_t i = 0; i < count; i++) body(argument, i);
          },
          nullptr, 1};
}
