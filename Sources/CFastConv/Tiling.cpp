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

/// A view of the `size` x `size` elements from (row, column) of a picture of `height` x `width`. Where they hang over
/// the border, `edge` is filled with a pointer for each.
TileView view(const float *picture, int64_t height, int64_t width, int64_t channels, int64_t row, int64_t column,
              int size, const float *zeros, const float **edge) {
  const int64_t row_stride = width * channels;
  const float *base = picture + row * row_stride + column * channels;
  if (row >= 0 && column >= 0 && row + size <= height && column + size <= width)
    return {base, row_stride, channels, nullptr};
  for (int r = 0; r < size; r++)
    for (int s = 0; s < size; s++) {
      const bool inside = row + r >= 0 && row + r < height && column + s >= 0 && column + s < width;
      edge[r * size + s] = inside ? base + r * row_stride + s * channels : zeros;
    }
  return {base, row_stride, channels, edge};
}

}  // namespace

void Tiling::inputs(const float *x, int64_t channels, int64_t from, int64_t to, const float *zeros, float *out,
                    int64_t out_row, int64_t out_matrix) const {
  const float *edge[36];
  for (int64_t t = from; t < to; t++, out += out_row) {
    const Place at = place(*this, t);
    const float *picture = x + at.picture * height * width * channels;
    const TileView tile = view(picture, height, width, channels, at.row - padding, at.column - padding,
                               transforms.alpha, zeros, edge);
    transforms.input(tile, channels, out, out_matrix);
  }
}

void Tiling::gradients(const float *dy, int64_t channels, int64_t from, int64_t to, const float *zeros, float *out,
                       int64_t out_row, int64_t out_matrix) const {
  const float *edge[16];
  for (int64_t t = from; t < to; t++, out += out_row) {
    const Place at = place(*this, t);
    const float *picture = dy + at.picture * out_height * out_width * channels;
    const TileView tile =
        view(picture, out_height, out_width, channels, at.row, at.column, transforms.m, zeros, edge);
    transforms.gradient(tile, channels, out, out_matrix);
  }
}

void Tiling::outputs(const float *in, int64_t in_row, int64_t in_matrix, int64_t channels, int64_t from, int64_t to,
                     const Epilogue &epilogue, float *y) const {
  for (int64_t t = from; t < to; t++, in += in_row) {
    const Place at = place(*this, t);
    const int64_t offset = ((at.picture * out_height + at.row) * out_width + at.column) * channels;
    const int64_t rows_left = out_height - at.row, columns_left = out_width - at.column, m = transforms.m;
    const OutputView view = {y + offset, out_width * channels, channels,
                             static_cast<int>(rows_left < m ? rows_left : m),
                             static_cast<int>(columns_left < m ? columns_left : m)};
    const Epilogue shifted = {epilogue.bias, epilogue.residual ? epilogue.residual + offset : nullptr, epilogue.relu};
    transforms.output(in, in_matrix, 0, channels, shifted, view);
  }
}

}  // namespace fastconv
