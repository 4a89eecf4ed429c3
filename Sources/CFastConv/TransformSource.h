// Winograd's transforms for 3-tap filters, several channels side by side in a vector. See KernelSource.h.
//
// For points p_0 ... p_n and infinity, with N_i the product of (p_i - p_j) over j != i:
//   A' has the columns (1, p, p^2, ...), and (0, ..., 0, 1) for infinity;
//   G has the rows (1, p, p^2) / N_i, and (0, 0, 1);
//   B' has the coefficients of m(x) / (x - p_i), where m(x) is the product of all (x - p_j), and those of m(x).
// y = A' [(G g G') * (B' d B)] A for one tile: Lavin and Gray 2015, arXiv:1509.09308, section 4.1; Toom and Cook's points.

namespace fastconv {
namespace {

/// F(2, 3): points 0, 1, -1, infinity.
struct Points2 {
  static constexpr int m = 2, alpha = 4;

  FASTCONV_INLINE void input(const Vector d[4], Vector o[4]) {
    o[0] = d[0] - d[2];
    o[1] = d[2] + d[1];
    o[2] = d[2] - d[1];
    o[3] = d[3] - d[1];
  }
  FASTCONV_INLINE void output(const Vector d[4], Vector o[2]) {
    o[0] = d[0] + (d[1] + d[2]);
    o[1] = (d[1] - d[2]) + d[3];
  }
  FASTCONV_INLINE void gradient(const Vector d[2], Vector o[4]) {
    o[0] = d[0];
    o[1] = d[0] + d[1];
    o[2] = d[0] - d[1];
    o[3] = d[1];
  }
  FASTCONV_INLINE void filter(const Vector g[3], Vector o[4]) {
    const Vector even = (g[0] + g[2]) * 0.5f, odd = g[1] * 0.5f;
    o[0] = g[0];
    o[1] = even + odd;
    o[2] = even - odd;
    o[3] = g[2];
  }
  FASTCONV_INLINE void filter_gradient(const Vector d[4], Vector o[3]) {
    const Vector even = (d[1] + d[2]) * 0.5f;
    o[0] = d[0] + even;
    o[1] = (d[1] - d[2]) * 0.5f;
    o[2] = even + d[3];
  }
};

/// F(4, 3): points 0, +-a, +-b, infinity with a^2 = 1/2, b^2 = 2, whose transforms lose less than those of 1 and 2.
struct Points4 {
  static constexpr int m = 4, alpha = 6;
#ifndef FC_A2
#define FC_A2 0.5
#define FC_A 0.70710678118654752440
#define FC_B2 2.0
#define FC_B 1.41421356237309504880
#endif
  static constexpr float a2 = FC_A2, b2 = FC_B2, a = FC_A, b = FC_B;
  static constexpr float a3 = FC_A2 * FC_A, b3 = FC_B2 * FC_B, a2b2 = FC_A2 * FC_B2, sum = FC_A2 + FC_B2;
  static constexpr float n0 = 1 / (FC_A2 * FC_B2);                  // 1 / N of the point 0
  static constexpr float na = 1 / (2 * FC_A2 * (FC_A2 - FC_B2));    // of +-a
  static constexpr float nb = 1 / (2 * FC_B2 * (FC_B2 - FC_A2));    // of +-b

  FASTCONV_INLINE void input(const Vector d[6], Vector o[6]) {
    const Vector even_a = d[4] - d[2] * b2, odd_a = (d[3] - d[1] * b2) * a;
    const Vector even_b = d[4] - d[2] * a2, odd_b = (d[3] - d[1] * a2) * b;
    o[0] = (d[4] - d[2] * sum) + d[0] * a2b2;
    o[1] = even_a + odd_a;
    o[2] = even_a - odd_a;
    o[3] = even_b + odd_b;
    o[4] = even_b - odd_b;
    o[5] = (d[5] - d[3] * sum) + d[1] * a2b2;
  }
  FASTCONV_INLINE void output(const Vector d[6], Vector o[4]) {
    const Vector even_a = d[1] + d[2], odd_a = d[1] - d[2], even_b = d[3] + d[4], odd_b = d[3] - d[4];
    o[0] = d[0] + (even_a + even_b);
    o[1] = odd_a * a + odd_b * b;
    o[2] = even_a * a2 + even_b * b2;
    o[3] = d[5] + (odd_a * a3 + odd_b * b3);
  }
  FASTCONV_INLINE void gradient(const Vector d[4], Vector o[6]) {
    const Vector even_a = d[0] + d[2] * a2, odd_a = (d[1] + d[3] * a2) * a;
    const Vector even_b = d[0] + d[2] * b2, odd_b = (d[1] + d[3] * b2) * b;
    o[0] = d[0];
    o[1] = even_a + odd_a;
    o[2] = even_a - odd_a;
    o[3] = even_b + odd_b;
    o[4] = even_b - odd_b;
    o[5] = d[3];
  }
  FASTCONV_INLINE void filter(const Vector g[3], Vector o[6]) {
    const Vector even_a = (g[0] + g[2] * a2) * na, odd_a = g[1] * (a * na);
    const Vector even_b = (g[0] + g[2] * b2) * nb, odd_b = g[1] * (b * nb);
    o[0] = g[0] * n0;
    o[1] = even_a + odd_a;
    o[2] = even_a - odd_a;
    o[3] = even_b + odd_b;
    o[4] = even_b - odd_b;
    o[5] = g[2];
  }
  FASTCONV_INLINE void filter_gradient(const Vector d[6], Vector o[3]) {
    const Vector even_a = (d[1] + d[2]) * na, even_b = (d[3] + d[4]) * nb;
    o[0] = d[0] * n0 + (even_a + even_b);
    o[1] = (d[1] - d[2]) * (a * na) + (d[3] - d[4]) * (b * nb);
    o[2] = d[5] + (even_a * a2 + even_b * b2);
  }
};

/// Both directions of a two-dimensional transform from `from` x `from` to `to` x `to` elements.
template <int from, int to, class Load, class Step, class Store>
FASTCONV_INLINE void both_directions(Load load_element, Step step, Store store_element) {
  Vector half[to][from];
#pragma clang loop unroll(full)
  for (int s = 0; s < from; s++) {
    Vector in[from], out[to];
    for (int r = 0; r < from; r++) in[r] = load_element(r, s);
    step(in, out);
    for (int i = 0; i < to; i++) half[i][s] = out[i];
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < to; i++) {
    Vector out[to];
    step(half[i], out);
    for (int j = 0; j < to; j++) store_element(i, j, out[j]);
  }
}

/// From a picture's tile of `size` x `size` elements to `to` x `to` matrices.
template <int size, int to, int overlap, class Step>
FASTCONV_INLINE void from_picture(const TileView &tile, int64_t channels, float *out, int64_t stride, Step step) {
  const float *base = tile.base;
  const float *const *edge = tile.edge;
  const int64_t row = tile.row, column = tile.column;
  for (int64_t c = 0; c < channels; c += lanes) {
    // The next tile's columns that this one lacks: rows are too short for the hardware to foresee them.
    if (c * sizeof(float) % 64 == 0)
#pragma clang loop unroll(full)
      for (int r = 0; r < size; r++)
#pragma clang loop unroll(full)
        for (int s = overlap; s < size; s++) __builtin_prefetch(tile.next + r * row + s * column + c);
    auto put = [=](int i, int j, Vector v) { store(out + (i * to + j) * stride + c, v); };
    if (edge)
      both_directions<size, to>([=](int r, int s) { return load(edge[r * size + s] + c); }, step, put);
    else
      both_directions<size, to>([=](int r, int s) { return load(base + r * row + s * column + c); }, step, put);
  }
}

template <class Points>
void input(const TileView &tile, int64_t channels, float *out, int64_t stride) {
  from_picture<Points::alpha, Points::alpha, 2>(tile, channels, out, stride,
                                             [](const Vector *d, Vector *o) { Points::input(d, o); });
}

template <class Points>
void gradient(const TileView &tile, int64_t channels, float *out, int64_t stride) {
  from_picture<Points::m, Points::alpha, 0>(tile, channels, out, stride,
                                         [](const Vector *d, Vector *o) { Points::gradient(d, o); });
}

FASTCONV_INLINE Vector finish(Vector v, const Epilogue &epilogue, int64_t at, Vector bias) {
  v += bias;
  if (epilogue.residual) v += load(epilogue.residual + at);
  if (epilogue.relu) v = v < 0.0f ? Vector{} : v;  // as torch.relu: NaN stays NaN
  return v;
}

/// Whether a sum of v - v, which is zero for finite v and else NaN, has met finite ones only.
FASTCONV_INLINE bool all_zero(Vector v) {
  bool result = true;
  for (int l = 0; l < lanes; l++) result &= v[l] == 0.0f;
  return result;
}

template <class Points>
bool output(const float *in, int64_t stride, int64_t channels, const Epilogue &epilogue, const OutputView &out) {
  constexpr int m = Points::m, alpha = Points::alpha;
  const bool whole = out.rows == m && out.columns == m;
  Vector unsound = {};
  for (int64_t k = 0; k < channels; k += lanes) {
    const Vector bias = epilogue.bias ? load(epilogue.bias + k) : Vector{};
    both_directions<alpha, m>([=](int r, int s) { return load(in + (r * alpha + s) * stride + k); },
                              [](const Vector *d, Vector *o) { Points::output(d, o); },
                              [&](int i, int j, Vector v) {
                                if (!whole && (i >= out.rows || j >= out.columns)) return;
                                const int64_t at = i * out.row + j * out.column + k;
                                unsound += v - v;
                                store(out.base + at, finish(v, epilogue, at, bias));
                              });
  }
  return all_zero(unsound);
}

template <class Points>
void filter(const float *g, int64_t lane, int64_t row, int64_t column, const float *scale, float *out,
            int64_t stride) {
  const Vector factor = scale ? load(scale) : broadcast(1);
  both_directions<3, Points::alpha>(
      [=](int r, int s) {
        Vector v;
        for (int l = 0; l < lanes; l++) v[l] = g[l * lane + r * row + s * column];
        return v * factor;
      },
      [](const Vector *d, Vector *o) { Points::filter(d, o); },
      [=](int i, int j, Vector v) { store(out + (i * Points::alpha + j) * stride, v); });
}

template <class Points>
bool filter_gradient(const float *in, int64_t stride, float *g, int64_t lane, int64_t row, int64_t column) {
  Vector unsound = {};
  both_directions<Points::alpha, 3>([=](int r, int s) { return load(in + (r * Points::alpha + s) * stride); },
                                    [](const Vector *d, Vector *o) { Points::filter_gradient(d, o); },
                                    [&](int r, int s, Vector v) {
                                      unsound += v - v;
                                      for (int l = 0; l < lanes; l++) g[l * lane + r * row + s * column] = v[l];
                                    });
  return all_zero(unsound);
}

template <class Points>
constexpr Transforms transforms() {
  return {Points::m,        Points::alpha,  input<Points>, output<Points>, gradient<Points>,
          filter<Points>, filter_gradient<Points>};
}

}  // namespace
}  // namespace fastconv
