// A batch through the network.
#include <algorithm>
#include <cstring>

#include "Network.h"

namespace fastconv {
namespace {

/// Pixels of the pictures that are computed at a time: 16 of 224 x 224. More would only need more memory.
constexpr int64_t most_pixels = 16 * 224 * 224;
constexpr int64_t most_pictures = 64;

}  // namespace

fastconv_status Network::run(const fastconv_pictures &pictures, float *out, float *features) {
  const Size size = {pictures.height, pictures.width};
  const int64_t numbers = outputs(size);
  const std::vector<int64_t> shape = features ? features_shape(size) : std::vector<int64_t>{1, 1, 1};
  if (numbers == 0 || pictures.batch < 1 || shape.empty()) return FASTCONV_UNSUPPORTED;
  const int64_t most = std::clamp<int64_t>(most_pixels / (size.height * size.width), 1, most_pictures);
  const int64_t parts = (pictures.batch + most - 1) / most;
  for (int64_t i = 0; i < parts; i++) {
    const int64_t from = pictures.batch * i / parts, to = pictures.batch * (i + 1) / parts;
    const Plan *it = plan(to - from, size);
    if (!it) return FASTCONV_UNSUPPORTED;
    fastconv_pictures part = pictures;
    part.data = static_cast<const char *>(pictures.data) +
                from * pictures.strides[0] * static_cast<int64_t>(pictures.are_bytes ? 1 : sizeof(float));
    part.batch = to - from;
    if (auto status = run_part(*it, part, out + from * numbers); status != FASTCONV_OK) return status;
    if (features) give_out(*it, this->features(), features + from * shape[0] * shape[1] * shape[2]);
  }
  return FASTCONV_OK;
}

fastconv_status Network::run_part(const Plan &plan, const fastconv_pictures &pictures, float *out) {
  if (auto status = make_room(plan); status != FASTCONV_OK) return status;
  if (pictures.are_bytes) take_in(plan, pictures, static_cast<const uint8_t *>(pictures.data));
  else take_in(plan, pictures, static_cast<const float *>(pictures.data));
  for (size_t i = 0; i < layers_.size(); i++)
    if (auto status = run_step(plan, i); status != FASTCONV_OK) return status;
  give_out(plan, static_cast<int64_t>(layers_.size()) - 1, out);
  return FASTCONV_OK;
}

fastconv_status Network::make_room(const Plan &plan) {
  if (activations_ && activations_->bytes() >= static_cast<size_t>(plan.floats) * sizeof(float)) return FASTCONV_OK;
  activations_.reset();
  activations_.emplace(plan.floats);
  if (activations_->data()) return FASTCONV_OK;
  activations_.reset();
  return FASTCONV_NO_MEMORY;
}

float *Network::value(const Plan &plan, int64_t layer) const {
  return activations_->data() + (layer < 0 ? plan.pictures : plan.steps[static_cast<size_t>(layer)].place);
}

/// The pictures in channels-last memory, within the border that the first layer wants.
template <class Element>
void Network::take_in(const Plan &plan, const fastconv_pictures &pictures, const Element *data) {
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
        const Element *source = data + i / height * strides[0] + c * strides[1] + y * strides[2];
        const float scale = pictures.scale ? pictures.scale[c] : 1, offset = pictures.offset ? pictures.offset[c] : 0;
        float *out = row + border * channels + c;
        for (int64_t x = 0; x < plan.size.width; x++) 
          out[x * channels] = static_cast<float>(source[x * strides[3]]) * scale + offset;
      }
    }
  });
}

fastconv_status Network::run_step(const Plan &plan, size_t index) {
  const float *x = value(plan, layers_[index].spec.input);
  float *y = value(plan, static_cast<int64_t>(index));
  switch (layers_[index].spec.operation) {
    case FASTCONV_MAX_POOL: max_pool(plan, index, x, y); return FASTCONV_OK;
    case FASTCONV_MEAN:
    case FASTCONV_MAX_AND_MEAN: pool_all(plan, index, x, y); return FASTCONV_OK;
    case FASTCONV_CONVOLUTION: return convolve(plan, index, x, y);
  }
  return FASTCONV_UNSUPPORTED;
}

fastconv_status Network::convolve(const Plan &plan, size_t index, const float *x, float *y) {
  const Layer &layer = layers_[index];
  const Step &step = plan.steps[index];
  const Epilogue epilogue = {layer.bias.empty() ? nullptr : layer.bias.data(),
                             layer.spec.residual < 0 ? nullptr : value(plan, layer.spec.residual), layer.spec.relu};
  if (layer.algorithm == Algorithm::direct) {
    convolve_direct(direct(layer, step, plan.batch), x, layer.packed, zeros_.data(), epilogue, y, threads_);
    return FASTCONV_OK;
  }
  const auto status = fastconv::convolve(tiling(layer, step, plan.batch, layer.algorithm), x, layer.in_channels,
                                         layer.packed, layer.out_channels, epilogue, y, threads_);
  // What is not finite spreads over a tile, but not to another picture: the answer to its own is lost in any case.
  return status == FASTCONV_NOT_FINITE ? FASTCONV_OK : status;
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
      const bool joins = layer.spec.operation == FASTCONV_MAX_AND_MEAN;
      kernels_.pool_all(x + i * pixels * layer.in_pixel, pixels, layer.in_pixel, joins ? out : nullptr,
                        joins ? out + layer.in_channels : out);
    }
  });
}

/// A layer's result without what stands between pixels.
void Network::give_out(const Plan &plan, int64_t layer, float *out) const {
  const Layer &source = layers_[static_cast<size_t>(layer)];
  const Step &step = plan.steps[static_cast<size_t>(layer)];
  const float *y = value(plan, layer);
  for (int64_t i = 0; i < plan.batch * step.out.height * step.out.width; i++)
    std::copy_n(y + i * source.out_pixel, source.out_channels, out + i * source.out_channels);
}

}  // namespace fastconv
