// What is computed how, and where results lie, for one size of batch.
#include <algorithm>

#include "Network.h"

namespace fastconv {
namespace {

constexpr size_t most_plans = 8;
constexpr int64_t largest_side = 1 << 14;

int64_t rounded(int64_t floats) { return (floats + 15) / 16 * 16; }

/// Where values lie that are alive at one time.
class Places {
 public:
  /// The lowest gap that is large enough.
  int64_t take(int64_t floats, int64_t last_use) {
    int64_t from = 0;
    size_t at = 0;
    while (at < taken_.size() && from + floats > taken_[at].from) from = std::max(from, taken_[at++].to);
    taken_.insert(taken_.begin() + static_cast<std::ptrdiff_t>(at), {from, from + floats, last_use});
    most_ = std::max(most_, from + floats);
    return from;
  }
  void drop_before(int64_t now) {
    std::erase_if(taken_, [=](const Taken &it) { return it.last_use < now; });
  }
  int64_t most() const { return most_; }

 private:
  struct Taken {
    int64_t from, to, last_use;
  };
  std::vector<Taken> taken_;  // by place
  int64_t most_ = 0;
};

/// What a multiplication with a filter's element that comes from memory costs, in multiplications.
constexpr double reading = 12;
/// What a transform of one element costs.
constexpr double transforming = 12;

double cost(double multiplications, double filters, double transformed) {
  return multiplications + reading * filters + transforming * transformed;
}

}  // namespace

const Layer &Network::entrance() const { return layers_.front(); }

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

fastconv_shape Network::winograd(const Layer &layer, const Step &step, int64_t batch) const {
  return {batch, step.in.height, step.in.width, layer.in_channels, layer.out_channels, layer.spec.padding};
}

Size Network::out_size(const Layer &layer, Size in) const {
  const fastconv_layer &spec = layer.spec;
  if (spec.operation == FASTCONV_POOL_ALL) return {1, 1};
  auto out = [&](int64_t size) {
    const int64_t left = size + 2 * spec.padding - spec.kernel;
    return left < 0 ? 0 : left / spec.stride + 1;
  };
  return {out(in.height), out(in.width)};
}

/// By an estimate, not by a measurement: the same answers on every run.
Algorithm Network::choose(const Layer &layer, const Step &step, int64_t batch) const {
  const fastconv_shape shape = winograd(layer, step, batch);
  if (!layer.is_convolution() || layer.spec.kernel != 3 || layer.spec.stride != 1 || layer.takes_pictures() ||
      layer.in_pixel != layer.in_channels || layer.out_pixel != layer.out_channels || !fastconv_applies(shape))
    return Algorithm::direct;
  const double in = static_cast<double>(layer.in_channels), out = static_cast<double>(layer.out_channels);
  const double pixels = static_cast<double>(batch * step.out.height * step.out.width);
  auto transformed = [&](fastconv_tile tile) {
    const Tiling tiling(shape, tile, kernels_);
    const double tiles = static_cast<double>(tiling.tiles()), matrices = static_cast<double>(tiling.matrices());
    return cost(tiles * matrices * in * out, matrices * in * out, tiles * matrices * (in + out));
  };
  const double straight = cost(9 * pixels * in * out, 9 * in * out, 0);
  const double two = transformed(FASTCONV_F2), four = transformed(FASTCONV_F4);
  if (straight <= std::min(two, four)) return Algorithm::direct;
  return two < four ? Algorithm::f2 : Algorithm::f4;
}

/// The last layer that reads a layer's result.
int64_t Network::last_use(int64_t value) const {
  int64_t last = value;
  for (size_t i = 0; i < layers_.size(); i++)
    if (layers_[i].spec.input == value || layers_[i].spec.residual == value) last = static_cast<int64_t>(i);
  return last;
}

void Network::place(Plan &plan) const {
  Places places;
  const int64_t border = 2 * entrance().spec.padding;
  plan.pictures = places.take(
      rounded(plan.batch * (plan.size.height + border) * (plan.size.width + border) * in_channels_ + 16), 0);
  for (size_t i = 0; i < layers_.size(); i++) {
    Step &step = plan.steps[i];
    places.drop_before(static_cast<int64_t>(i));
    step.place = places.take(rounded(plan.batch * step.out.height * step.out.width * layers_[i].out_pixel),
                             last_use(static_cast<int64_t>(i)));
  }
  plan.floats = places.most();
}

/// Nothing when the network does not run on pictures of this size.
std::optional<Plan> Network::make_plan(int64_t batch, Size size) const {
  if (batch < 1 || size.height < 1 || size.width < 1 || std::max(size.height, size.width) > largest_side) return {};
  Plan plan = {.batch = batch, .size = size, .steps = {}, .pictures = 0, .floats = 0};
  for (const Layer &layer : layers_) {
    const Size in = layer.takes_pictures() ? size : plan.steps[static_cast<size_t>(layer.spec.input)].out;
    Step step = {in, out_size(layer, in), Algorithm::direct, 0};
    const bool adds = layer.spec.residual >= 0;
    if (step.out.height < 1 || step.out.width < 1) return {};
    if (adds && plan.steps[static_cast<size_t>(layer.spec.residual)].out != step.out) return {};
    step.algorithm = choose(layer, step, batch);
    plan.steps.push_back(step);
  }
  place(plan);
  return plan;
}

const Plan *Network::plan(int64_t batch, Size size) {
  auto found = std::find_if(plans_.begin(), plans_.end(),
                            [&](const auto &it) { return it->batch == batch && it->size == size; });
  if (found == plans_.end()) {
    std::optional<Plan> made = make_plan(batch, size);
    if (!made) return nullptr;
    if (plans_.size() == most_plans) plans_.erase(plans_.begin());
    plans_.push_back(std::make_unique<Plan>(std::move(*made)));
  } else {
    std::rotate(found, found + 1, plans_.end());
  }
  return plans_.back().get();
}

int64_t Network::outputs(Size size) const {
  const auto made = make_plan(1, size);
  if (!made) return 0;
  const Step &last = made->steps.back();
  return last.out.height * last.out.width * layers_.back().out_channels;
}

}  // namespace fastconv
