// Batch normalisation over rows of channels, with ReLU and a residual on the way. See KernelSource.h.
//
// With mean m and deviation d of a channel over all rows: y = scale (x - m) + bias where scale = weight / d, and
//   dx = scale (g - sum(g) / n - (x - m) sum(g (x - m)) / (n d^2)),   g = dy where ReLU let the output through.
// Ioffe and Szegedy 2015, arXiv:1502.03167, section 3.

namespace fastconv {
namespace {

FASTCONV_INLINE Vector positive(Vector v) { return v < 0 ? Vector{} : v; }  // NaN stays

/// Adds vectors of floats to doubles.
FASTCONV_INLINE void add_to(double *sums, const float *values, int64_t channels) {
  for (int64_t c = 0; c < channels; c++) sums[c] += static_cast<double>(values[c]);
}

/// Rows whose float sums are exact enough before they go to the doubles.
constexpr int64_t block_rows = 128;

void moments(const float *x, int64_t rows, int64_t channels, const float *shift, float *scratch, double *sum,
             double *squares) {
  float *s = scratch, *q = scratch + channels;
  for (int64_t first = 0; first < rows; first += block_rows) {
    const int64_t last = first + block_rows < rows ? first + block_rows : rows;
    for (int64_t c = 0; c < 2 * channels; c += lanes) store(scratch + c, Vector{});
    int64_t row = first;
    for (; row + 4 <= last; row += 4) {
      const float *r = x + row * channels;
      for (int64_t c = 0; c < channels; c += lanes) {
        const Vector by = load(shift + c);
        const Vector a = load(r + c) - by, b = load(r + channels + c) - by;
        const Vector d = load(r + 2 * channels + c) - by, e = load(r + 3 * channels + c) - by;
        store(s + c, load(s + c) + ((a + b) + (d + e)));
        store(q + c, load(q + c) + ((a * a + b * b) + (d * d + e * e)));
      }
    }
    for (; row < last; row++) {
      for (int64_t c = 0; c < channels; c += lanes) {
        const Vector a = load(x + row * channels + c) - load(shift + c);
        store(s + c, load(s + c) + a);
        store(q + c, load(q + c) + a * a);
      }
    }
    add_to(sum, s, channels);
    add_to(squares, q, channels);
  }
}

void normalize(const NormRows &it, int64_t rows, int64_t channels, float *y) {
  for (int64_t i = 0; i < rows * channels; i += channels) {
    for (int64_t c = 0; c < channels; c += lanes) {
      Vector v = load(it.x + i + c) * load(it.scale + c) + load(it.offset + c);
      if (it.residual) v += load(it.residual + i + c);
      store(y + i + c, it.relu ? positive(v) : v);
    }
  }
}

/// The gradient before ReLU: where ReLU gave 0, nothing. What it gave is read, or computed again.
FASTCONV_INLINE Vector through(const NormRows &it, Vector dy, Vector x, int64_t i, int64_t c) {
  if (!it.relu) return dy;
  const Vector y = it.y ? load(it.y + i + c) : x * load(it.scale + c) + load(it.offset + c);
  return y <= 0 ? Vector{} : dy;
}

void gradient_moments(const NormRows &it, const float *dy, int64_t rows, int64_t channels, float *scratch, double *sum,
                      double *dot) {
  float *s = scratch, *q = scratch + channels;
  for (int64_t first = 0; first < rows; first += block_rows) {
    const int64_t last = first + block_rows < rows ? first + block_rows : rows;
    for (int64_t c = 0; c < 2 * channels; c += lanes) store(scratch + c, Vector{});
    for (int64_t i = first * channels; i < last * channels; i += channels) {
      for (int64_t c = 0; c < channels; c += lanes) {
        const Vector x = load(it.x + i + c), g = through(it, load(dy + i + c), x, i, c);
        store(s + c, load(s + c) + g);
        store(q + c, load(q + c) + g * (x - load(it.mean + c)));
      }
    }
    add_to(sum, s, channels);
    add_to(dot, q, channels);
  }
}

void normalize_backward(const NormRows &it, const float *dy, const NormSlopes &slopes, int64_t rows, int64_t channels,
                        float *dx, float *d_residual) {
  for (int64_t i = 0; i < rows * channels; i += channels) {
    for (int64_t c = 0; c < channels; c += lanes) {
      const Vector x = load(it.x + i + c), g = through(it, load(dy + i + c), x, i, c);
      const Vector inner = g - load(slopes.constant + c) - (x - load(it.mean + c)) * load(slopes.linear + c);
      store(dx + i + c, inner * load(it.scale + c));
      if (d_residual) store(d_residual + i + c, g);
    }
  }
}

}  // namespace
}  // namespace fastconv
