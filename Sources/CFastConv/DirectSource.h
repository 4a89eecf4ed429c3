// Convolution as sums of matrix products over the filter's taps, each row of the left-hand matrix found by a pointer:
// Dukhan 2019, "The Indirect Convolution Algorithm", arXiv:1907.02129. And pooling. See KernelSource.h.

namespace fastconv {
namespace {

/// Adds the products of `count` inputs of each row, from c on.
template <int rows, int count>
FASTCONV_INLINE void add_products(const float *const (&row)[rows], int64_t c, const float *b, Vector (&sum)[rows][2]) {
#pragma clang loop unroll(full)
  for (int u = 0; u < count; u++) {
    const Vector b0 = load(b + u * panel), b1 = load(b + u * panel + lanes);
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i++) {
      const Vector x = broadcast(row[i][c + u]);
      sum[i][0] += x * b0;
      sum[i][1] += x * b1;
    }
  }
}

template <int rows>
FASTCONV_INLINE void write_rows(const Vector (&sum)[rows][2], const DirectBlock &block) {
  const Epilogue &epilogue = block.epilogue;
  const Vector bias0 = epilogue.bias ? load(epilogue.bias) : Vector{};
  const Vector bias1 = epilogue.bias ? load(epilogue.bias + lanes) : Vector{};
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++) {
    const int64_t at = i * block.out_stride;
    store(block.out + at, finish(sum[i][0], epilogue, at, bias0));
    store(block.out + at + lanes, finish(sum[i][1], epilogue, at + lanes, bias1));
  }
}

template <int rows>
void direct_rows(const DirectBlock &block) {
  Vector sum[rows][2] = {};
  const float *b = block.filters;
  const int64_t taps = block.taps, depth = block.depth;
  for (int64_t tap = 0; tap < taps; tap++) {
    const float *row[rows];
    for (int i = 0; i < rows; i++) row[i] = block.sources[i * taps + tap];
    int64_t c = 0;
    for (; c + 4 <= depth; c += 4, b += 4 * panel) add_products<rows, 4>(row, c, b, sum);
    for (; c < depth; c++, b += panel) add_products<rows, 1>(row, c, b, sum);
  }
  write_rows<rows>(sum, block);
}

typedef void (*DirectRows)(const DirectBlock &block);

template <int n>
constexpr void fill(Table<DirectRows, max_rows> &table) {
  table.at[n] = direct_rows<n>;
  if constexpr (n > 1) fill<n - 1>(table);
}

constexpr auto direct_by_rows = filled<DirectRows, max_rows>();

void direct(const DirectBlock &block, int64_t rows) {
  for_row_blocks(rows, max_rows, [&](int64_t first, int64_t count) {
    DirectBlock part = block;
    part.sources += first * block.taps;
    part.out += first * block.out_stride;
    if (part.epilogue.residual) part.epilogue.residual += first * block.out_stride;
    direct_by_rows.at[count](part);
  });
}

/// As torch.max: NaN wins.
FASTCONV_INLINE Vector larger(Vector a, Vector b) { return ((a > b) | (a != a)) ? a : b; }

void max_pool(const float *const *pixels, int64_t count, int64_t channels, float *out) {
  for (int64_t c = 0; c < channels; c += lanes) {
    Vector best = load(pixels[0] + c);
    for (int64_t i = 1; i < count; i++) best = larger(best, load(pixels[i] + c));
    store(out + c, best);
  }
}

void pool_all(const float *pixels, int64_t count, int64_t channels, float *largest, float *mean) {
  const Vector share = broadcast(1.0f / static_cast<float>(count));
  for (int64_t c = 0; c < channels; c += lanes) {
    Vector best = load(pixels + c), sum = best;
    for (int64_t i = 1; i < count; i++) {
      const Vector v = load(pixels + i * channels + c);
      best = larger(best, v);
      sum += v;
    }
    if (largest) store(largest + c, best);
    store(mean + c, sum * share);
  }
}

}  // namespace
}  // namespace fastconv
