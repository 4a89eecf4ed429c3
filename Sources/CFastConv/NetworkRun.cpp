// A batch through the network, and the filters that it needs.
#include <algorithm>
#include <cstring>

#include "Network.h"

namespace fastconv {
namespace {

/// Pixels of the pictures that are computed at a time: 16 of 224 x 224. More would only need more memory.
constexpr int64_t most_pixels = 16 * 224 * 224;
constexpr int64_t most_pictures = 64;

fastconv_tile tile(Algorithm algorithm) { return algorithm == Algorithm::f2 ? FASTCONV_F2 : FASTCONV_F4; }

}  // namespace

// MARK: Filters

int64_t Network::packed_floats(const Layer &layer, const Step &step, Algorithm algorithm) const {
  if (algorithm == Algorithm::direct) return direct(layer, step, 1).packed_floats();
  const Tiling tiling(winograd(layer, step, 1), tile(algorithm), kernels_);
  return PackedFilters(tiling, layer.in_channels, layer.out_channels).floats(tiling);
}

void Network::pack_into(float *memory, Layer &layer, const Step &step, Algorithm algorithm) {
  const float *weight = layer.spec.weight;
  layer.packed[static_cast<int>(algorithm)] = memory;
  if (algorithm == Algorithm::direct) {
    pack_direct(direct(layer, step, 1), weight, layer.scales(), layer.out_channels, memory, threads_);
    return;
  }
  const Tiling tiling(winograd(layer, step, 1), tile(algorithm), kernels_);
  pack_filters(tiling, {weight, {9 * layer.in_channels, 9, 3, 1}}, layer.scales(), layer.in_channels,
               layer.out_channels, memory, threads_);
}

/// All that the plan lacks, in one piece of memory. False when there is none.
bool Network::pack(const Plan &plan) {
  auto lacking = [&](auto body) {
    for (size_t i = 0; i < layers_.size(); i++) {
      const Algorithm algorithm = plan.steps[i].algorithm;
      if (layers_[i].is_convolution() && !layers_[i].packed[static_cast<int>(algorithm)])
        body(layers_[i], plan.steps[i], algorithm);
    }
  };
  Parts sum;
  lacking([&](Layer &layer, const Step &step, Algorithm it) { sum.take(packed_floats(layer, step, it)); });
  if (sum.used() == 0) return true;
  Pages pages(sum.used());
  if (!pages.data()) return false;
  Parts parts(pages.data());
  lacking([&](Layer &layer, const Step &step, Algorithm it) {
    pack_into(parts.take(packed_floats(layer, step, it)), layer, step, it);
  });
  filters_.push_back(std::move(pages));
  return true;
}

bool Network::pack(Layer &layer, const Step &step, Algorithm algorithm) {
  if (layer.packed[static_cast<int>(algorithm)]) return true;
  Pages pages(packed_floats(layer, step, algorithm));
  if (!pages.data()) return false;
  pack_into(pages.data(), layer, step, algorithm);
  filters_.push_back(std::move(pages));
  return true;
}

fastconv_status Network::prepare(int64_t batch, Size size) {
  const Plan *it = plan(batch, size);
  if (!it) return FASTCONV_UNSUPPORTED;
  return pack(*it) ? FASTCONV_OK : FASTCONV_NO_MEMORY;
}

// MARK: Running

fastconv_status Network::run(const fastconv_pictures &pictures, float *out) {
  const Size size = {pictures.height, pictures.width};
  const int64_t numbers = outputs(size);
  if (numbers == 0 || pictures.batch < 1) return FASTCONV_UNSUPPORTED;
  const int64_t most = std::clamp<int64_t>(most_pixels / (size.height * size.width), 1, most_pictures);
  const int64_t parts = (pictures.batch + most - 1) / most;
  for (int64_t i = 0; i < parts; i++) {
    const int64_t from = pictures.batch * i / parts, to = pictures.batch * (i + 1) / parts;
    const Plan *it = plan(to - from, size);
    if (!it || !pack(*it)) return FASTCONV_NO_MEMORY;
    fastconv_pictures part = pictures;
    part.data += from * pictures.strides[0];
    part.batch = to - from;
    if (auto status = run_part(*it, part, out + from * numbers); status != FASTCONV_OK) return status;
  }
  return FASTCONV_OK;
}

fastconv_status Network::run_part(const Plan &plan, const fastconv_pictures &pictures, float *out) {
  if (!activations_ || activations_->bytes() < static_cast<size_t>(plan.floats) * sizeof(float)) {
    activations_.reset();
    activations_.emplace(plan.floats);
    if (!activations_->data()) {
      activations_.reset();
      return FASTCONV_NO_MEMORY;
    }
  }
  take_in(plan, pictures);
  for (size_t i = 0; i < layers_.size(); i++)
    if (auto status = run_step(plan, i); status != FASTCONV_OK) return status;
  give_out(plan, out);
  return FASTCONV_OK;
}

float *Network::value(const Plan &plan, int64_t layer) const {
  return activations_->data() + (layer < 0 ? plan.pictures : plan.steps[static_cast<size_t>(layer)].place);
}

/// The pictures in channels-last memory, within the border that the first layer wants.
void Network::take_in(const Plan &plan, const fastconv_pictures &pictures) {
  const int64_t border = entrance().spec.padding, channels = in_channels_;
  const int64_t height = plan.size.height + 2 * border, width = plan.size.width + 2 * border;
  float *target = value(plan, -1);
  run_parts(threads_, plan.batch * height, [&](int64_t from, int64_t to) {
    for (int64_t i = from; i < to; i++) {
      float *row = target + i * width * channels;
      memset(row, 0, static_cast<size_t>(width * channels) * sizeof(float));
      const int64_t y = i % height - border;
      if (y < 0 || y >= plan.size.height) continue;
      const int64_t *strides = pictures.strides;
      for (int64_t c = 0; c < channels; c++) {
        const float *source = pictures.data + i / height * strides[0] + c * strides[1] + y * strides[2];
        const float scale = pictures.scale ? pictures.scale[c] : 1, offset = pictures.offset ? pictures.offset[c] : 0;
        float *out = row + border * channels + c;
        for (int64_t x = 0; x < plan.size.width; x++) out[x * channels] = source[x * strides[3]] * scale + offset;
      }
    }
  });
}

fastconv_status Network::run_step(const Plan &plan, size_t index) {
  const float *x = value(plan, layers_[index].spec.input);
  float *y = value(plan, static_cast<int64_t>(index));
  switch (layers_[index].spec.operation) {
    case FASTCONV_MAX_POOL: max_pool(plan, index, x, y); return FASTCONV_OK;
    case FASTCONV_POOL_ALL: pool_all(plan, index, x, y); return FASTCONV_OK;
    case FASTCONV_CONVOLUTION: return convolve(plan, index, x, y) ? FASTCONV_OK : FASTCONV_NO_MEMORY;
  }
  return FASTCONV_UNSUPPORTED;
}

/// False when there is no memory.
bool Network::convolve(const Plan &plan, size_t index, const float *x, float *y) {
  Layer &layer = layers_[index];
  const Step &step = plan.steps[index];
  const Epilogue epilogue = {layer.bias.empty() ? nullptr : layer.bias.data(),
                             layer.spec.residual < 0 ? nullptr : value(plan, layer.spec.residual), layer.spec.relu};
  if (step.algorithm != Algorithm::direct) {
    const Tiling tiling(winograd(layer, step, plan.batch), tile(step.algorithm), kernels_);
    const fastconv_status status =
        fastconv::convolve(tiling, x, layer.in_channels, layer.packed[static_cast<int>(step.algorithm)],
                           layer.out_channels, epilogue, y, threads_);
    // What is not finite is the direct sum's to say, which does not spread it over a tile.
    if (status != FASTCONV_NOT_FINITE) return status == FASTCONV_OK;
  }
  if (!pack(layer, step, Algorithm::direct)) return false;
  convolve_direct(direct(layer, step, plan.batch), x, layer.packed[static_cast<int>(Algorithm::direct)], zeros_.data(),
                  epilogue, y, threads_);
  return true;
}

void Network::max_pool(const Plan &plan, size_t index, const float *x, float *y) {
  const Layer &layer = layers_[index];
  const Step &step = plan.steps[index];
  const fastconv_layer &spec = layer.spec;
  run_parts(threads_, plan.batch * step.out.height, [&](int64_t from, int64_t to) {
    const float *pixels[15 * 15];
    for (int64_t i = from; i < to; i++) {
      const float *picture = x + i / step.out.height * step.in.height * step.in.width * layer.in_pixel;
      const int64_t top = i % step.out.height * spec.stride - spec.padding;
      for (int64_t j = 0; j < step.out.width; j++) {
        const int64_t left = j * spec.stride - spec.padding;
        int64_t count = 0;
        for (int64_t r = std::max<int64_t>(top, 0); r < std::min(top + spec.kernel, step.in.height); r++)
          for (int64_t s = std::max<int64_t>(left, 0); s < std::min(left + spec.kernel, step.in.width); s++)
            pixels[count++] = picture + (r * step.in.width + s) * layer.in_pixel;
        kernels_.max_pool(pixels, count, layer.in_pixel, y + (i * step.out.width + j) * layer.out_pixel);
      }
    }
  });
}

void Network::pool_all(const Plan &plan, size_t index, const float *x, float *y) {
  const Layer &layer = layers_[index];
  const Step &step = plan.steps[index];
  const int64_t pixels = step.in.height * step.in.width;
  run_parts(threads_, plan.batch, [&](int64_t from, int64_t to) {
    for (int64_t i = from; i < to; i++) {
      float *out = y + i * layer.out_pixel;
      kernels_.pool_all(x + i * pixels * layer.in_pixel, pixels, layer.in_channels, out, out + layer.in_channels);
    }
  });
}

void Network::give_out(const Plan &plan, float *out) const {
  const Layer &last = layers_.back();
  const Step &step = plan.steps.back();
  const float *y = value(plan, static_cast<int64_t>(layers_.size()) - 1);
  for (int64_t i = 0; i < plan.batch * step.out.height * step.out.width; i++)
    std::copy_n(y + i * last.out_pixel, last.out_channels, out + i * last.out_channels);
}

}  // namespace fastconv
