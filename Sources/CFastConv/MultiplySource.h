// Matrix products: a block of rows times one panel of two vectors, held in registers. See KernelSource.h.
//
// A step of the inner loop is one broadcast and two fused multiply-adds a row, two loads a panel: with 12 rows, 24
// multiply-adds for 14 loads, so that processors with two of each unit are bound by the arithmetic.

namespace fastconv {
namespace {

typedef void (*MultiplyRows)(const float *a, int64_t a_stride, const float *b, int64_t depth, float *out,
                             int64_t out_stride);

template <int rows>
void multiply_rows(const float *a, int64_t a_stride, const float *b, int64_t depth, float *out, int64_t out_stride) {
  Vector sum[rows][2] = {};
  const float *row[rows];
  for (int i = 0; i < rows; i++) row[i] = a + i * a_stride;
  for (int64_t c = 0; c < depth; c += 4) {  // depth is a multiple of 16
#pragma clang loop unroll(full)
    for (int u = 0; u < 4; u++) {
      const Vector b0 = load(b), b1 = load(b + lanes);
      b += panel;
#pragma clang loop unroll(full)
      for (int i = 0; i < rows; i++) {
        const Vector x = broadcast(row[i][c + u]);
        sum[i][0] += x * b0;
        sum[i][1] += x * b1;
      }
    }
  }
  for (int i = 0; i < rows; i++) {
    store(out + i * out_stride, sum[i][0]);
    store(out + i * out_stride + lanes, sum[i][1]);
  }
}

typedef void (*MultiplyColumns)(const float *a, int64_t a_stride, const float *b, int64_t b_stride, int64_t depth,
                                float *out, int64_t out_stride, bool accumulate);

template <int rows>
void multiply_columns(const float *a, int64_t a_stride, const float *b, int64_t b_stride, int64_t depth, float *out,
                      int64_t out_stride, bool accumulate) {
  Vector sum[rows][2] = {};
  for (int64_t t = 0; t < depth; t++, a += a_stride, b += b_stride) {
    const Vector b0 = load(b), b1 = load(b + lanes);
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i++) {
      const Vector x = broadcast(a[i]);
      sum[i][0] += x * b0;
      sum[i][1] += x * b1;
    }
  }
  for (int i = 0; i < rows; i++, out += out_stride) {
    store(out, accumulate ? load(out) + sum[i][0] : sum[i][0]);
    store(out + lanes, accumulate ? load(out + lanes) + sum[i][1] : sum[i][1]);
  }
}

/// The kernels by their number of rows.
template <class Function, int n>
struct Table {
  Function at[n + 1] = {};
};

template <int n>
constexpr void fill(Table<MultiplyRows, max_rows> &table) {
  table.at[n] = multiply_rows<n>;
  if constexpr (n > 1) fill<n - 1>(table);
}

template <int n>
constexpr void fill(Table<MultiplyColumns, max_columns> &table) {
  table.at[n] = multiply_columns<n>;
  if constexpr (n > 1) fill<n - 1>(table);
}

template <class Function, int n>
constexpr Table<Function, n> filled() {
  Table<Function, n> table;
  fill<n>(table);
  return table;
}

constexpr auto by_rows = filled<MultiplyRows, max_rows>();
constexpr auto by_columns = filled<MultiplyColumns, max_columns>();

/// Calls `body(first, count)` for blocks of at most `most` rows of about the same size.
template <class Body>
FASTCONV_INLINE void for_row_blocks(int64_t rows, int64_t most, Body body) {
  const int64_t blocks = (rows + most - 1) / most;
  for (int64_t i = 0, first = 0; i < blocks; i++) {
    const int64_t count = (rows - first + blocks - i - 1) / (blocks - i);
    body(first, count);
    first += count;
  }
}

void multiply(const float *a, int64_t rows, int64_t a_stride, const float *b, int64_t depth, float *out,
              int64_t out_stride) {
  for_row_blocks(rows, max_rows, [=](int64_t first, int64_t count) {
    by_rows.at[count](a + first * a_stride, a_stride, b, depth, out + first * out_stride, out_stride);
  });
}

void multiply_transposed(const float *a, int64_t rows, int64_t a_stride, const float *b, int64_t b_stride,
                         int64_t depth, float *out, int64_t out_stride, bool accumulate) {
  for_row_blocks(rows, max_columns, [=](int64_t first, int64_t count) {
    by_columns.at[count](a + first, a_stride, b, b_stride, depth, out + first * out_stride, out_stride,
                             accumulate);
  });
}

}  // namespace
}  // namespace fastconv
