// Convolution without a transform: any filter size, stride and padding, for pictures in channels-last memory.
#pragma once

#include "fastconv.h"
#include "Kernels.h"
#include "Winograd.h"

namespace fastconv {

/// Pictures `[batch, height, width, pixel]`, of whose elements the first `channels` count, to
/// `[batch, out_height, out_width, out]`, where `out` is a whole number of panels.
struct DirectConvolution {
  const Kernels &kernels;
  int64_t batch, height, width, channels, pixel;
  int64_t kernel, stride, padding, out;

  int64_t out_size(int64_t size) const { return (size + 2 * padding - kernel) / stride + 1; }
  int64_t rows() const { return batch * out_size(height) * out_size(width); }
  int64_t panels() const { return out / kernels.panel; }
  /// Inputs of one output: (row of the filter, column, channel), which is the order of packed filters.
  int64_t inputs() const { return kernel * kernel * channels; }
  /// Without a border, a row of the filter meets inputs that follow each other.
  bool has_whole_rows() const { return padding == 0 && pixel == channels; }
  int64_t taps() const { return has_whole_rows() ? kernel : kernel * kernel; }
  int64_t packed_floats() const { return panels() * inputs() * kernels.panel; }
};

/// Packs filters `[filters, channels, kernel, kernel]`, times their elements of `scale` unless that is null, as
/// [panel][input][panel's columns]; columns past `filters` are zero.
void pack_direct(const DirectConvolution &shape, const float *weight, const float *scale, int64_t filters,
                 float *packed, const fastconv_threads &threads);

/// The convolution; `zeros` holds `channels` of them, and the epilogue's bias has `out` elements.
void convolve_direct(const DirectConvolution &shape, const float *x, const float *packed, const float *zeros,
                     const Epilogue &epilogue, float *y, const fastconv_threads &threads);

}  // namespace fastconv
