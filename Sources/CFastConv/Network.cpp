// Making a network from its layers, and the C interface.
#include "Network.h"

#include <algorithm>
#include <new>

namespace fastconv {
namespace {

constexpr int64_t largest_kernel = 15, most_channels = 1 << 20;

int64_t whole_panels(int64_t channels, const Kernels &kernels) {
  return (channels + kernels.panel - 1) / kernels.panel * kernels.panel;
}

std::vector<float> padded(const float *values, int64_t count, int64_t whole) {
  if (!values) return {};
  std::vector<float> result(static_cast<size_t>(whole));
  std::copy(values, values + count, result.begin());
  return result;
}

bool is_sound(const fastconv_layer &spec) {
  if (spec.operation == FASTCONV_MEAN || spec.operation == FASTCONV_MAX_AND_MEAN) return true;
  return spec.kernel >= 1 && spec.kernel <= largest_kernel && spec.stride >= 1 && spec.stride <= spec.kernel + 1 &&
         spec.padding >= 0 && spec.padding <= spec.kernel / 2;
}

}  // namespace

std::unique_ptr<Network> Network::make(const fastconv_layer *layers, int64_t count, int64_t in_channels,
                                       int64_t threads, int64_t batch, Size size) {
  if (count < 1 || in_channels < 1 || in_channels > most_channels) return nullptr;
  auto network = std::unique_ptr<Network>(new Network(in_channels, std::clamp<int64_t>(threads, 1, 256)));
  for (int64_t i = 0; i < count; i++)
    if (!network->add(layers[i])) return nullptr;
  int64_t most = 0;
  for (const Layer &layer : network->layers_) most = std::max(most, layer.in_pixel);
  network->zeros_.assign(static_cast<size_t>(most), 0);
  const std::optional<Plan> plan = network->make_plan(batch, size);
  return plan && network->pack_all(*plan) ? std::move(network) : nullptr;
}

/// Whether the layer fits those before it.
bool Network::takes(const fastconv_layer &spec) const {
  const int64_t count = static_cast<int64_t>(layers_.size());
  const bool is_convolution = spec.operation == FASTCONV_CONVOLUTION, is_first = count == 0;
  if ((spec.input < 0) != is_first || spec.input >= count || spec.residual >= count || !is_sound(spec)) return false;
  if (is_first && !is_convolution) return false;
  if (!is_convolution) return spec.residual < 0 && !spec.relu;
  return spec.weight && spec.out_channels >= 1 && spec.out_channels <= most_channels &&
         (spec.residual < 0 || layers_[static_cast<size_t>(spec.residual)].out_channels == spec.out_channels);
}

bool Network::add(const fastconv_layer &spec) {
  if (!takes(spec)) return false;
  Layer layer;
  layer.spec = spec;
  const Layer *source = layer.takes_pictures() ? nullptr : &layers_[static_cast<size_t>(spec.input)];
  layer.in_channels = source ? source->out_channels : in_channels_;
  layer.in_pixel = source ? source->out_pixel : in_channels_;
  const bool joins = spec.operation == FASTCONV_MAX_AND_MEAN;
  if (joins && layer.in_channels != layer.in_pixel) return false;  // its two halves would not follow each other
  layer.out_channels = layer.is_convolution() ? spec.out_channels : layer.in_channels * (joins ? 2 : 1);
  layer.out_pixel = whole_panels(layer.out_channels, kernels_);
  layer.scale = padded(spec.scale, layer.out_channels, layer.out_pixel);
  layer.bias = padded(spec.bias, layer.out_channels, layer.out_pixel);
  layers_.push_back(std::move(layer));
  return true;
}

size_t Network::bytes() const {
  const size_t sum = activations_ ? activations_->bytes() : 0;
  return sum + (filters_ ? filters_->bytes() : 0);
}

}  // namespace fastconv

using namespace fastconv;

struct fastconv_network {
  std::unique_ptr<Network> it;
};

namespace {

/// The standard library tells of a lack of memory by an exception, which must not leave C++.
template <class Body>
fastconv_status without_exceptions(Body body) {
  try {
    return body();
  } catch (const std::bad_alloc &) {
    return FASTCONV_NO_MEMORY;
  }
}

}  // namespace

fastconv_network *fastconv_network_create(const fastconv_layer *layers, int64_t count, int64_t in_channels,
                                          int64_t threads, int64_t batch, int64_t height, int64_t width) {
  fastconv_network *result = nullptr;
  without_exceptions([&] {
    auto network = Network::make(layers, count, in_channels, threads, batch, {height, width});
    if (network) result = new fastconv_network{std::move(network)};
    return FASTCONV_OK;
  });
  return result;
}

void fastconv_network_free(fastconv_network *network) { delete network; }

int64_t fastconv_network_outputs(const fastconv_network *network, int64_t height, int64_t width) {
  return network->it->outputs({height, width});
}

fastconv_status fastconv_network_run(fastconv_network *network, const fastconv_pictures *pictures, float *out) {
  return without_exceptions([&] { return network->it->run(*pictures, out); });
}

bool fastconv_network_features_shape(const fastconv_network *network, int64_t height, int64_t width, int64_t shape[3]) {
  return without_exceptions([&] {
           const std::vector<int64_t> found = network->it->features_shape({height, width});
           std::copy(found.begin(), found.end(), shape);
           return found.empty() ? FASTCONV_UNSUPPORTED : FASTCONV_OK;
         }) == FASTCONV_OK;
}

fastconv_status fastconv_network_run_with_features(fastconv_network *network, const fastconv_pictures *pictures,
                                                   float *out, float *features) {
  return without_exceptions([&] { return network->it->run(*pictures, out, features); });
}

size_t fastconv_network_bytes(const fastconv_network *network) { return network->it->bytes(); }
