// How each convolution is computed, and its filters packed for it.
#include <algorithm>

#include "Network.h"

namespace fastconv {
namespace {

/// What a multiplication with a filter's element that comes from memory costs, in multiplications.
constexpr double reading = 12;
/// What a transform of one element costs.
constexpr double transforming = 12;

double cost(double multiplications, double filters, double transformed) {
  return multiplications + reading * filters + transforming * transformed;
}

}  // namespace

DirectConvolution Network::direct(const Layer &layer, const Step &step, int64_t batch) const {
  const fastconv_layer &spec = layer.spec;
  DirectConvolution result = {kernels_,    batch,       step.in.height, step.in.width, layer.in_channels, layer.in_pixel,
                              spec.kernel, spec.stride, spec.padding,   layer.out_pixel};
  if (layer.takes_pictures()) {  // their border is in memory
    result.height += 2 * spec.padding;
    result.width += 2 * spec.padding;
    result.padding = 0;
  }
  return result;
}

static fastconv_shape winograd(const Layer &layer, const Step &step, int64_t batch) {
  return {batch, step.in.height, step.in.width, layer.in_channels, layer.out_channels, layer.spec.padding};
}

Tiling Network::tiling(const Layer &layer, const Step &step, int64_t batch, Algorithm algorithm) const {
  return Tiling(winograd(layer, step, batch), algorithm == Algorithm::f2 ? FASTCONV_F2 : FASTCONV_F4, kernels_);
}

/// By an estimate, not by a measurement: the same on every run.
Algorithm Network::choose(const Layer &layer, const Step &step, int64_t batch) const {
  if (!layer.is_convolution() || layer.spec.kernel != 3 || layer.spec.stride != 1 || layer.takes_pictures() ||
      layer.in_pixel != layer.in_channels || layer.out_pixel != layer.out_channels ||
      !fastconv_applies(winograd(layer, step, batch)))
    return Algorithm::direct;
  const double in = static_cast<double>(layer.in_channels), out = static_cast<double>(layer.out_channels);
  auto transformed = [&](Algorithm algorithm) {
    const Tiling cut = tiling(layer, step, batch, algorithm);
    const double tiles = static_cast<double>(cut.tiles()), matrices = static_cast<double>(cut.matrices());
    return cost(tiles * matrices * in * out, matrices * in * out, tiles * matrices * (in + out));
  };
  const double pixels = static_cast<double>(batch * step.out.height * step.out.width);
  const double straight = cost(9 * pixels * in * out, 9 * in * out, 0);
  const double two = transformed(Algorithm::f2), four = transformed(Algorithm::f4);
  if (straight <= std::min(two, four)) return Algorithm::direct;
  return two < four ? Algorithm::f2 : Algorithm::f4;
}

int64_t Network::packed_floats(const Layer &layer, const Step &step) const {
  if (layer.algorithm == Algorithm::direct) return direct(layer, step, 1).packed_floats();
  const Tiling cut = tiling(layer, step, 1, layer.algorithm);
  return PackedFilters(cut, layer.in_channels, layer.out_channels).floats(cut);
}

void Network::pack(Layer &layer, const Step &step, float *memory) {
  const float *weight = layer.spec.weight, *scale = layer.scale.empty() ? nullptr : layer.scale.data();
  layer.packed = memory;
  if (layer.algorithm == Algorithm::direct)
    pack_direct(direct(layer, step, 1), weight, scale, layer.out_channels, memory, threads_);
  else
    pack_filters(tiling(layer, step, 1, layer.algorithm), {weight, {9 * layer.in_channels, 9, 3, 1}}, scale,
                 layer.in_channels, layer.out_channels, memory, threads_);
}

/// In one piece of memory. False when there is none.
bool Network::pack_all(const Plan &plan) {
  Parts sum;
  for (size_t i = 0; i < layers_.size(); i++) {
    layers_[i].algorithm = choose(layers_[i], plan.steps[i], plan.batch);
    if (layers_[i].is_convolution()) sum.take(packed_floats(layers_[i], plan.steps[i]));
  }
  filters_.emplace(sum.used());
  if (!filters_->data()) return false;
  Parts parts(filters_->data());
  for (size_t i = 0; i < layers_.size(); i++)
    if (layers_[i].is_convolution())
      pack(layers_[i], plan.steps[i], parts.take(packed_floats(layers_[i], plan.steps[i])));
  return true;
}

}  // namespace fastconv
