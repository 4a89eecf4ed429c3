// What the drivers call: one table of functions for each instruction set.
#pragma once

#include <cstdint>

namespace fastconv {

/// One tile's source or target among pictures in channels-last memory.
struct TileView {
  const float *base;                // the first element's first channel; may lie outside the picture when `edge` is set
  int64_t row, column;              // elements between rows, and between columns
  const float *next;                // the next tile, for the cache to fetch; any address
  const float *const *edge;         // where the tile hangs over the border: a pointer for each element, zeros outside
};

/// What happens to an output on its way to memory.
struct Epilogue {
  const float *bias;      // by channel, or null
  const float *residual;  // added; laid out like the output, or null
  bool relu;
};

/// One tile's outputs: `rows` x `columns` of them lie inside the picture.
struct OutputView {
  float *base;
  int64_t row, column;
  int rows, columns;
};

/// The transforms between pictures and the domain in which convolution is a product. The m + 2 = alpha points give
/// alpha^2 matrices; `stride` elements lie between two matrices' elements of the same place.
struct Transforms {
  int m, alpha;
  /// B' d B of one tile, for channels 0 ..< `channels`.
  void (*input)(const TileView &tile, int64_t channels, float *out, int64_t stride);
  /// A' M A of one tile. False when an output is not finite.
  bool (*output)(const float *in, int64_t stride, int64_t channels, const Epilogue &epilogue,
                 const OutputView &out);
  /// A d A' of a tile of m x m gradients: the transpose of `output`.
  void (*gradient)(const TileView &tile, int64_t channels, float *out, int64_t stride);
  /// G g G' of one filter for `lanes` outputs side by side: the elements (r, s) of lane l stand at
  /// g[l * lane + r * row + s * column], and are multiplied by scale[l] unless that is null.
  void (*filter)(const float *g, int64_t lane, int64_t row, int64_t column, const float *scale, float *out,
                 int64_t stride);
  /// G' u G: the transpose of `filter`. False when an element is not finite.
  bool (*filter_gradient)(const float *in, int64_t stride, float *g, int64_t lane, int64_t row, int64_t column);
};

/// A few rows of outputs times one panel of them, as sums over the taps of a filter.
struct DirectBlock {
  const float *const *sources;  // [row][tap]: `depth` inputs each
  int64_t taps, depth;
  const float *filters;  // [tap][depth][panel]
  Epilogue epilogue;     // of the panel
  float *out;
  int64_t out_stride;  // from row to row; of the residual too
};

/// Rows of channels to normalise: y = x scale + offset (+ residual), then ReLU.
struct NormRows {
  const float *x;
  const float *scale, *offset, *mean;  // by channel
  const float *residual;               // like x, or null
  const float *y;                      // what the forward pass gave; null computes it again, where there is no residual
  bool relu;
};

/// By channel: dx = scale (g - constant - (x - mean) linear).
struct NormSlopes {
  const float *constant, *linear;
};

struct Kernels {
  const char *name;
  int lanes;  // floats in a vector
  int panel;  // columns of the right-hand matrix that lie side by side in memory: two vectors
  int rows;   // of the left-hand matrix that a micro-kernel takes
  Transforms f2, f4;
  /// out[i, 0 ..< panel] = a[i, 0 ..< depth] b, with b packed [depth, panel].
  void (*multiply)(const float *a, int64_t rows, int64_t a_stride, const float *b, int64_t depth, float *out,
                   int64_t out_stride);
  /// out[i, 0 ..< panel] (+)= sum over t of a[t, i] b[t, 0 ..< panel].
  void (*multiply_transposed)(const float *a, int64_t rows, int64_t a_stride, const float *b, int64_t b_stride,
                              int64_t depth, float *out, int64_t out_stride, bool accumulate);
  /// Sums over taps for `rows` rows.
  void (*direct)(const DirectBlock &block, int64_t rows);
  /// The largest of `count` pixels, channel by channel; NaN where one is.
  void (*max_pool)(const float *const *pixels, int64_t count, int64_t channels, float *out);
  /// The largest, unless `largest` is null, and the mean of `count` pixels that follow each other.
  void (*pool_all)(const float *pixels, int64_t count, int64_t channels, float *largest, float *mean);
  /// Adds sum(x - shift) and sum((x - shift)^2) of rows, by channel. `scratch` has room for two rows.
  void (*moments)(const float *x, int64_t rows, int64_t channels, const float *shift, float *scratch, double *sum,
                  double *squares);
  void (*normalize)(const NormRows &it, int64_t rows, int64_t channels, float *y);
  /// Adds sum(g) and sum(g (x - mean)), g being the gradient before ReLU.
  void (*gradient_moments)(const NormRows &it, const float *dy, int64_t rows, int64_t channels, float *scratch,
                           double *sum, double *dot);
  /// `d_residual`, unless it is null, is g.
  void (*normalize_backward)(const NormRows &it, const float *dy, const NormSlopes &slopes, int64_t rows,
                             int64_t channels, float *dx, float *d_residual);
};

extern const Kernels portable_kernels;
#if defined(__x86_64__)
extern const Kernels avx2_kernels, avx512_kernels;
#endif

/// The table in use.
const Kernels &kernels();

}  // namespace fastconv
