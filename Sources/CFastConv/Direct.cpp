#include "Direct.h"

#include <algorithm>
#include <vector>

namespace fastconv {
namespace {

/// Bytes of inputs, outputs and what is added that stay in the second-level cache while all filters pass over them.
constexpr int64_t chunk_bytes = 512 << 10;
/// Blocks of rows in a chunk: fewer would read the filters too often.
constexpr int64_t least_blocks = 4, most_blocks = 32;
/// Parts for each thread, so that none waits long for the last.
constexpr int64_t parts_per_thread = 4;

int64_t divided_up(int64_t a, int64_t b) { return (a + b - 1) / b; }

/// How the outputs are shared out: `chunks` of rows times `groups` of panels.
struct Shares {
  int64_t rows, chunks, groups;
};

Shares shares(const DirectConvolution &shape, int64_t threads) {
  const int64_t step = std::min(shape.stride, shape.kernel);
  const int64_t row_bytes = (shape.channels * step * step + 2 * shape.out) * static_cast<int64_t>(sizeof(float));
  const int64_t block = shape.kernels.rows, total = shape.rows();
  const int64_t most = std::clamp(chunk_bytes / row_bytes / block, least_blocks, most_blocks) * block;
  const int64_t rows = divided_up(divided_up(total, divided_up(total, most)), block) * block;
  const int64_t chunks = divided_up(total, rows), parts = threads > 1 ? parts_per_thread * threads : 1;
  return {rows, chunks, std::min(shape.panels(), divided_up(parts, chunks))};
}

/// Where the inputs of a range of outputs lie, a pointer for each output and tap.
class Sources {
 public:
  Sources(const DirectConvolution &shape, const float *x, const float *zeros) : shape_(shape), x_(x), zeros_(zeros) {}

  const float *const *of(int64_t from, int64_t to) {
    const int64_t width = shape_.out_size(shape_.width), height = shape_.out_size(shape_.height);
    pointers_.clear();
    for (int64_t row = from; row < to; row++)
      add(row / (width * height), row / width % height * shape_.stride - shape_.padding,
          row % width * shape_.stride - shape_.padding);
    return pointers_.data();
  }

 private:
  void add(int64_t picture, int64_t row, int64_t column) {
    const int64_t columns = shape_.has_whole_rows() ? 1 : shape_.kernel;
    for (int64_t r = row; r < row + shape_.kernel; r++)
      for (int64_t s = column; s < column + columns; s++) {
        const bool inside = r >= 0 && r < shape_.height && s >= 0 && s < shape_.width;
        pointers_.push_back(
            inside ? x_ + ((picture * shape_.height + r) * shape_.width + s) * shape_.pixel : zeros_);
      }
  }

  const DirectConvolution &shape_;
  const float *x_, *zeros_;
  std::vector<const float *> pointers_;
};

void pack_panel(const DirectConvolution &shape, const float *weight, const float *scale, int64_t filters, int64_t p,
                float *packed) {
  const int64_t panel = shape.kernels.panel, taps = shape.kernel * shape.kernel, channels = shape.channels;
  constexpr int64_t step = 16;  // channels at a time, so that what is written stays in the first-level cache
  for (int64_t first = 0; first < channels; first += step)
    for (int64_t l = 0; l < panel; l++) {
      const int64_t k = p * panel + l;
      const float factor = k >= filters ? 0 : scale ? scale[k] : 1;
      for (int64_t c = first; c < std::min(first + step, channels); c++)
        for (int64_t tap = 0; tap < taps; tap++)
          packed[(tap * channels + c) * panel + l] =
              k < filters ? weight[(k * channels + c) * taps + tap] * factor : 0;
    }
}

}  // namespace

void pack_direct(const DirectConvolution &shape, const float *weight, const float *scale, int64_t filters,
                 float *packed, const fastconv_threads &threads) {
  run(threads, shape.panels(), [&](int64_t p) {
    pack_panel(shape, weight, scale, filters, p, packed + p * shape.inputs() * shape.kernels.panel);
  });
}

void convolve_direct(const DirectConvolution &shape, const float *x, const float *packed, const float *zeros,
                     const Epilogue &epilogue, float *y, const fastconv_threads &threads) {
  const Shares how = shares(shape, threads.threads);
  const int64_t panel = shape.kernels.panel, taps = shape.taps(), panels = shape.panels();
  run(threads, how.chunks * how.groups, [&](int64_t i) {
    const int64_t from = i / how.groups * how.rows, to = std::min(from + how.rows, shape.rows());
    const int64_t group = i % how.groups;
    Sources sources(shape, x, zeros);
    DirectBlock block = {sources.of(from, to), taps, shape.inputs() / taps, nullptr, epilogue, nullptr, shape.out};
    for (int64_t p = panels * group / how.groups; p < panels * (group + 1) / how.groups; p++) {
      const int64_t at = from * shape.out + p * panel;
      block.filters = packed + p * shape.inputs() * panel;
      block.epilogue.bias = epilogue.bias ? epilogue.bias + p * panel : nullptr;
      block.epilogue.residual = epilogue.residual ? epilogue.residual + at : nullptr;
      block.out = y + at;
      shape.kernels.direct(block, to - from);
    }
  });
}

}  // namespace fastconv
