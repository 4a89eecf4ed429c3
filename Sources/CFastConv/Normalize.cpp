// Batch normalisation in two passes each way: sums by channel, then rows. NormalizeSource.h has the formulas.
#include <algorithm>

#include "Winograd.h"

namespace fastconv {
namespace {

/// Doubles in the memory of floats.
double *take_doubles(Parts &parts, int64_t count) { return reinterpret_cast<double *>(parts.take(2 * count)); }

/// Sums of two kinds for each channel, of each thread its own: added up in order, so that equal runs give equal sums.
struct Sums {
  int64_t channels, parts;
  double *first = nullptr, *second = nullptr;
  float *scratch = nullptr;

  void place(Parts &memory) {
    first = take_doubles(memory, parts * channels);
    second = take_doubles(memory, parts * channels);
    scratch = memory.take(parts * 2 * channels);
  }

  /// `body(part, from, to)` adds rows to the part's sums.
  template <class Body>
  void add(int64_t rows, const fastconv_threads &threads, Body body) {
    std::fill_n(first, parts * channels, 0.0);
    std::fill_n(second, parts * channels, 0.0);
    run(threads, parts, [&](int64_t part) { body(part, rows * part / parts, rows * (part + 1) / parts); });
  }

  double total(const double *sums, int64_t channel) const {
    double it = 0;
    for (int64_t part = 0; part < parts; part++) it += sums[part * channels + channel];
    return it;
  }
};

/// A value near the mean of each channel, from which deviations are measured without loss: the mean of a few rows.
void set_shift(const float *x, int64_t rows, int64_t channels, float *shift) {
  const int64_t count = std::min<int64_t>(rows, 16);
  std::fill_n(shift, channels, 0.0f);
  for (int64_t i = 0; i < count; i++)
    for (int64_t c = 0; c < channels; c++) shift[c] += x[rows * i / count * channels + c] / static_cast<float>(count);
}

NormRows rows_of(const fastconv_normalization &it, const float *y = nullptr) {
  return {it.x, it.scale, it.offset, it.mean, it.residual, y, it.relu};
}

NormRows from_row(NormRows it, int64_t offset) {
  it.x += offset;
  if (it.residual) it.residual += offset;
  if (it.y) it.y += offset;
  return it;
}

}  // namespace
}  // namespace fastconv

using namespace fastconv;

fastconv_status fastconv_moments(int64_t rows, int64_t channels, const float *x, double *mean, double *variance,
                                 fastconv_threads threads) {
  if (rows < 1 || channels % 16 != 0) return FASTCONV_UNSUPPORTED;
  Sums sums = {channels, std::max<int64_t>(1, std::min(rows, threads.threads))};
  Parts counted;
  sums.place(counted);
  counted.take(channels);
  Scratch scratch(counted.used());
  if (!scratch.data()) return FASTCONV_NO_MEMORY;
  Parts parts(scratch.data());
  sums.place(parts);
  float *shift = parts.take(channels);
  set_shift(x, rows, channels, shift);
  sums.add(rows, threads, [&](int64_t part, int64_t from, int64_t to) {
    kernels().moments(x + from * channels, to - from, channels, shift, sums.scratch + part * 2 * channels,
                      sums.first + part * channels, sums.second + part * channels);
  });
  for (int64_t c = 0; c < channels; c++) {
    const double n = static_cast<double>(rows), off = sums.total(sums.first, c) / n;
    mean[c] = static_cast<double>(shift[c]) + off;
    const double left = sums.total(sums.second, c) / n - off * off;
    variance[c] = left < 0 ? 0 : left;  // NaN stays
  }
  return FASTCONV_OK;
}

void fastconv_normalize(fastconv_normalization it, float *y, fastconv_threads threads) {
  run_parts(threads, it.rows, [&](int64_t from, int64_t to) {
    kernels().normalize(from_row(rows_of(it), from * it.channels), to - from, it.channels, y + from * it.channels);
  });
}

fastconv_status fastconv_normalize_backward(fastconv_normalization it, const float *y, const float *dy,
                                            const double *inverse_variance, float *dx, float *d_residual, double *sum,
                                            double *dot, fastconv_threads threads) {
  const int64_t channels = it.channels;
  if (it.rows < 1 || channels % 16 != 0 || (it.relu && it.residual && !y)) return FASTCONV_UNSUPPORTED;
  Sums sums = {channels, std::max<int64_t>(1, std::min(it.rows, threads.threads))};
  Parts counted;
  sums.place(counted);
  counted.take(2 * channels);
  Scratch scratch(counted.used());
  if (!scratch.data()) return FASTCONV_NO_MEMORY;
  Parts parts(scratch.data());
  sums.place(parts);
  float *constant = parts.take(channels), *linear = parts.take(channels);
  const NormRows all = rows_of(it, y);
  sums.add(it.rows, threads, [&](int64_t part, int64_t from, int64_t to) {
    kernels().gradient_moments(from_row(all, from * channels), dy + from * channels, to - from, channels,
                               sums.scratch + part * 2 * channels, sums.first + part * channels,
                               sums.second + part * channels);
  });
  for (int64_t c = 0; c < channels; c++) {
    sum[c] = sums.total(sums.first, c);
    dot[c] = sums.total(sums.second, c);
    constant[c] = static_cast<float>(sum[c] / static_cast<double>(it.rows));
    linear[c] = static_cast<float>(dot[c] * inverse_variance[c] / static_cast<double>(it.rows));
  }
  run_parts(threads, it.rows, [&](int64_t from, int64_t to) {
    const int64_t at = from * channels;
    kernels().normalize_backward(from_row(all, at), dy + at, {constant, linear}, to - from, channels, dx + at,
                                 d_residual ? d_residual + at : nullptr);
  });
  return FASTCONV_OK;
}
