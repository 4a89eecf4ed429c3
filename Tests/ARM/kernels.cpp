// The kernels against sums in float64, as a program of its own: `scripts/check-arm` builds it for 64-bit ARM and runs it
// under an emulator, because the Swift tests run on x86-64 only.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <vector>

#include "fastconv.h"
#include "fastnet.h"

namespace {

using Floats = std::vector<float>;
using Doubles = std::vector<double>;

int failures = 0;

void expect(bool holds, const char *what, double value) {
  printf("%-64s %.1e %s\n", what, value, holds ? "" : "FAILED");
  failures += !holds;
}

/// Knuth's MMIX constants; the upper bits as numbers from -1 to 1.
Floats draw(size_t count) {
  static uint64_t state = 42;
  Floats out(count);
  for (float &it : out) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    it = float(int32_t(state >> 32)) / 2147483648.f;
  }
  return out;
}

double relative_error(const Floats &got, const Doubles &want) {
  double difference = 0, norm = 0;
  for (size_t i = 0; i < want.size(); i++) {
    difference += (got[i] - want[i]) * (got[i] - want[i]);
    norm += want[i] * want[i];
  }
  return std::sqrt(difference / norm);
}

/// One convolution `[N, H, W, C]` with filters `[K, C, R, R]`, as float64 sums; calls `tap` with the places of each product.
template <typename Tap>
void taps(int64_t n, int64_t h, int64_t w, int64_t c, int64_t k, int64_t r, int64_t stride, int64_t padding, Tap tap) {
  const int64_t rows = (h + 2 * padding - r) / stride + 1, columns = (w + 2 * padding - r) / stride + 1;
  for (int64_t b = 0; b < n; b++)
    for (int64_t i = 0; i < rows; i++)
      for (int64_t j = 0; j < columns; j++)
        for (int64_t a = 0; a < r; a++)
          for (int64_t s = 0; s < r; s++) {
            const int64_t y = i * stride + a - padding, x = j * stride + s - padding;
            if (y < 0 || y >= h || x < 0 || x >= w) continue;
            for (int64_t f = 0; f < k; f++)
              for (int64_t g = 0; g < c; g++)
                tap(((b * rows + i) * columns + j) * k + f, ((b * h + y) * w + x) * c + g, ((f * c + g) * r + a) * r + s);
          }
}

void convolutions(fastconv_shape s, fastconv_tile tile) {
  const int64_t rows = s.height + 2 * s.padding - 2, columns = s.width + 2 * s.padding - 2;
  const Floats x = draw(s.batch * s.height * s.width * s.in_channels), w = draw(s.out_channels * s.in_channels * 9),
               dy = draw(s.batch * rows * columns * s.out_channels), bias = draw(s.out_channels);
  Floats y(dy.size()), dx(x.size()), dw(w.size());
  const fastconv_filters filters = {w.data(), {9 * s.in_channels, 9, 3, 1}};
  const auto threads = fastconv_one_thread();
  bool ok = fastconv_forward(s, tile, x.data(), filters, bias.data(), y.data(), threads) == FASTCONV_OK;
  ok &= fastconv_backward_data(s, tile, dy.data(), filters, dx.data(), threads) == FASTCONV_OK;
  ok &= fastconv_backward_filters(s, tile, x.data(), dy.data(), dw.data(), filters.strides, threads) == FASTCONV_OK;
  Doubles wanted_y(y.size()), wanted_dx(x.size()), wanted_dw(w.size());
  for (size_t i = 0; i < y.size(); i++) wanted_y[i] = bias[i % s.out_channels];
  taps(s.batch, s.height, s.width, s.in_channels, s.out_channels, 3, 1, s.padding, [&](int64_t o, int64_t i, int64_t f) {
    wanted_y[o] += double(x[i]) * w[f];
    wanted_dx[i] += double(dy[o]) * w[f];
    wanted_dw[f] += double(dy[o]) * x[i];
  });
  const double worst = std::max({relative_error(y, wanted_y), relative_error(dx, wanted_dx), relative_error(dw, wanted_dw)});
  char what[128];
  snprintf(what, sizeof what, "F(%d) %ld x %ld x %ld, %ld to %ld channels, three directions", tile, long(s.batch), long(s.height),
           long(s.width), long(s.in_channels), long(s.out_channels));
  expect(ok && worst < 1e-5, what, worst);
}

/// A stem, pooling, a residual block with a strided 1 x 1 shortcut, the mean and a linear layer.
void network() {
  const int64_t batch = 2, side = 45;
  struct Plan { fastconv_operation operation; int32_t input, residual; bool relu; int64_t in, out, kernel, stride, padding; };
  const std::vector<Plan> plan = {
      {FASTCONV_CONVOLUTION, -1, -1, true, 3, 32, 7, 2, 3}, {FASTCONV_MAX_POOL, 0, -1, false, 32, 32, 3, 2, 1},
      {FASTCONV_CONVOLUTION, 1, -1, true, 32, 48, 3, 2, 1}, {FASTCONV_CONVOLUTION, 1, -1, false, 32, 48, 1, 2, 0},
      {FASTCONV_CONVOLUTION, 2, 3, true, 48, 48, 3, 1, 1},  {FASTCONV_MEAN, 4, -1, false, 48, 48, 0, 0, 0},
      {FASTCONV_CONVOLUTION, 5, -1, false, 48, 5, 1, 1, 0}};
  std::vector<Floats> weights, scales, biases;
  for (const Plan &it : plan) {
    const bool has = it.operation == FASTCONV_CONVOLUTION;
    weights.push_back(draw(has ? it.out * it.in * it.kernel * it.kernel : 0));
    scales.push_back(draw(has ? it.out : 0));
    biases.push_back(draw(has ? it.out : 0));
  }
  std::vector<fastconv_layer> layers;
  for (size_t i = 0; i < plan.size(); i++) {
    const Plan &it = plan[i];
    const bool has = it.operation == FASTCONV_CONVOLUTION;
    layers.push_back({it.operation, it.input, it.residual, it.relu, it.out, it.kernel, it.stride, it.padding,
                      has ? weights[i].data() : nullptr, has ? scales[i].data() : nullptr, has ? biases[i].data() : nullptr});
  }
  const Floats x = draw(batch * side * side * 3);
  fastconv_network *made = fastconv_network_create(layers.data(), int64_t(layers.size()), 3, 2, batch, side, side);
  Floats got(batch * 5);
  const fastconv_pictures pictures = {x.data(), false, batch, side, side, {side * side * 3, 1, side * 3, 3}, nullptr, nullptr};
  const bool ok = made && fastconv_network_run(made, &pictures, got.data()) == FASTCONV_OK;

  std::vector<Doubles> results;
  std::vector<int64_t> sides;
  for (size_t l = 0; l < plan.size(); l++) {
    const Plan &it = plan[l];
    const Doubles in = it.input < 0 ? Doubles(x.begin(), x.end()) : results[it.input];
    const int64_t from = it.input < 0 ? side : sides[it.input];
    const int64_t to = it.operation == FASTCONV_MEAN ? 1 : (from + 2 * it.padding - it.kernel) / it.stride + 1;
    const bool pools = it.operation == FASTCONV_MAX_POOL;
    Doubles out(batch * to * to * it.out, pools ? -INFINITY : 0);
    if (it.operation == FASTCONV_MEAN) {
      for (size_t i = 0; i < in.size(); i++)
        out[int64_t(i) / (from * from * it.in) * it.out + int64_t(i) % it.in] += in[i] / double(from * from);
    } else {
      taps(batch, from, from, it.in, it.out, it.kernel, it.stride, it.padding, [&](int64_t o, int64_t i, int64_t f) {
        if (!pools) out[o] += in[i] * weights[l][f] * scales[l][o % it.out];
        else if (o % it.out == i % it.in) out[o] = std::max(out[o], in[i]);
      });
    }
    for (size_t o = 0; o < out.size(); o++) {
      if (!biases[l].empty()) out[o] += biases[l][o % it.out];
      if (it.residual >= 0) out[o] += results[it.residual][o];
      if (it.relu) out[o] = std::max(out[o], 0.0);
    }
    results.push_back(out);
    sides.push_back(to);
  }
  const double error = relative_error(got, results.back());
  expect(ok && error < 2e-6, "a small residual network, two threads", error);
  fastconv_network_free(made);
}

void normalization() {
  const int64_t rows = 101, channels = 48;
  const Floats x = draw(rows * channels), scale = draw(channels), offset = draw(channels), residual = draw(rows * channels);
  Doubles mean(channels), variance(channels), wanted(rows * channels);
  bool ok = fastconv_moments(rows, channels, x.data(), mean.data(), variance.data(), fastconv_one_thread()) == FASTCONV_OK;
  double worst = 0;
  for (int64_t c = 0; c < channels; c++) {
    double sum = 0;
    for (int64_t r = 0; r < rows; r++) sum += x[r * channels + c];
    worst = std::max(worst, std::fabs(sum / double(rows) - mean[c]));
  }
  expect(ok && worst < 1e-6, "means of channels", worst);
  const Floats means(mean.begin(), mean.end());
  Floats y(x.size());
  fastconv_normalize({rows, channels, x.data(), means.data(), scale.data(), offset.data(), residual.data(), true}, y.data(),
                     fastconv_one_thread());
  for (int64_t i = 0; i < rows * channels; i++) {
    const int64_t c = i % channels;
    wanted[i] = std::max(0.0, double(x[i]) * scale[c] + offset[c] + residual[i]);
  }
  const double error = relative_error(y, wanted);
  expect(error < 1e-6, "normalised, added to, rectified", error);
}

}  // namespace

int main() {
  printf("kernels: %s\n", fastconv_instruction_set());
  for (fastconv_tile tile : {FASTCONV_F2, FASTCONV_F4})
    for (fastconv_shape shape : {fastconv_shape{2, 13, 10, 32, 48, 1}, {1, 7, 7, 64, 16, 1}, {3, 9, 16, 16, 32, 0}, {1, 5, 3, 48, 16, 2}})
      convolutions(shape, tile);
  normalization();
  network();
  return failures ? 1 : 0;
}
