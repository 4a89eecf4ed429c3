#include "Winograd.h"

namespace fastconv {
namespace {

/// Where a tile lies: picture, and its first output's row and column.
struct Place {
  int64_t picture, row, column;
};

Place place(const Tiling &tiling, int64_t tile) {
  const int64_t in_picture = tile % (tiling.rows * tiling.columns), m = tiling.transforms.m;
  return {tile / (tiling.rows * tiling.columns), in_picture / tiling.columns * m, in_picture % tiling.columns * m};
}

/// Pictures to be read in tiles of `size` x `size` elements, whose first lies `shift` rows and columns before a tile's
/// place.
struct Source {
  const float *data, *zeros;
  int64_t height, width, channels, shift;
  int size;
};

/// A view of the tile at a place, whose first element is `base`. Where it hangs over the border, `edge` is filled with a
/// pointer for each element.
TileView view(const Source &source, const Place &at, const float *base, const float *next, const float **edge) {
  const int64_t row_stride = source.width * source.channels, row = at.row - source.shift;
  const int64_t column = at.column - source.shift, size = source.size;
  if (row >= 0 && column >= 0 && row + size <= source.height && column + size <= source.width)
    return {base, row_stride, source.channels, next, nullptr};
  for (int64_t r = 0; r < size; r++)
    for (int64_t s = 0; s < size; s++) {
      const bool inside =
          row + r >= 0 && row + r < source.height && column + s >= 0 && column + s < source.width;
      edge[r * size + s] = inside ? base + r * row_stride + s * source.channels : source.zeros;
    }
  return {base, row_stride, source.channels, next, edge};
}

}  // namespace

/// The transforms of tiles whose element (0, 0) lies `shift` rows and columns before their place.
static void from_pictures(const Tiling &tiling, Source source, decltype(Transforms::input) transform, int64_t from,
                          int64_t to, float *out, int64_t out_row, int64_t out_matrix) {
  const float *edge[36];
  auto corner = [&](const Place &at) {
    return source.data + ((at.picture * source.height + at.row - source.shift) * source.width + at.column - source.shift) *
                             source.channels;
  };
  for (int64_t t = from; t < to; t++, out += out_row) {
    const Place at = place(tiling, t);
    transform(view(source, at, corner(at), corner(place(tiling, t + 1)), edge), source.channels, out, out_matrix);
  }
}

void Tiling::inputs(const float *x, int64_t channels, int64_t from, int64_t to, const float *zeros, float *out,
                    int64_t out_row, int64_t out_matrix) const {
  const Source source = {x, zeros, height, width, channels, padding, transforms.alpha};
  from_pictures(*this, source, transforms.input, from, to, out, out_row, out_matrix);
}

void Tiling::gradients(const float *dy, int64_t channels, int64_t from, int64_t to, const float *zeros, float *out,
                       int64_t out_row, int64_t out_matrix) const {
  const Source source = {dy, zeros, out_height, out_width, channels, 0, transforms.m};
  from_pictures(*this, source, transforms.gradient, from, to, out, out_row, out_matrix);
}

bool Tiling::outputs(const float *in, int64_t in_row, int64_t in_matrix, int64_t channels, int64_t from, int64_t to,
                     const Epilogue &epilogue, float *y) const {
  bool finite = true;
  for (int64_t t = from; t < to; t++, in += in_row) {
    const Place at = place(*this, t);
    const int64_t offset = ((at.picture * out_height + at.row) * out_width + at.column) * channels;
    const int64_t rows_left = out_height - at.row, columns_left = out_width - at.column, m = transforms.m;
    const OutputView view = {y + offset, out_width * channels, channels,
                             static_cast<int>(rows_left < m ? rows_left : m),
                             static_cast<int>(columns_left < m ? columns_left : m)};
    const Epilogue shifted = {epilogue.bias, epilogue.residual ? epilogue.residual + offset : nullptr, epilogue.relu};
    finite &= transforms.output(in, in_matrix, channels, shifted, view);
  }
  return finite;
}

}  // namespace fastconv
