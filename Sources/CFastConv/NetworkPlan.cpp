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

Size out_size(const Layer &layer, Size in) {
  const fastconv_layer &spec = layer.spec;
  if (spec.operation == FASTCONV_MEAN || spec.operation == FASTCONV_MAX_AND_MEAN) return {1, 1};
  auto out = [&](int64_t size) {
    const int64_t left = size + 2 * spec.padding - spec.kernel;
    return left < 0 ? 0 : left / spec.stride + 1;
  };
  return {out(in.height), out(in.width)};
}

}  // namespace

/// The layer whose result the last pooling of whole pictures takes in, or -1.
int64_t Network::features() const {
  for (auto it = layers_.rbegin(); it != layers_.rend(); ++it)
    if (it->spec.operation == FASTCONV_MEAN || it->spec.operation == FASTCONV_MAX_AND_MEAN) return it->spec.input;
  return -1;
}

/// The last layer that reads a layer's result. Features are kept to the end, for who asks for them.
int64_t Network::last_use(int64_t value) const {
  int64_t last = value == features() ? static_cast<int64_t>(layers_.size()) - 1 : value;
  if (last != value) return last;
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
    const Step step = {in, out_size(layer, in), 0};
    const bool adds = layer.spec.residual >= 0;
    if (step.out.height < 1 || step.out.width < 1) return {};
    if (adds && plan.steps[static_cast<size_t>(layer.spec.residual)].out != step.out) return {};
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

std::vector<int64_t> Network::features_shape(Size size) const {
  const int64_t layer = features();
  const auto made = make_plan(1, size);
  if (!made || layer < 0) return {};
  const Size out = made->steps[static_cast<size_t>(layer)].out;
  return {out.height, out.width, layers_[static_cast<size_t>(layer)].out_channels};
}

int64_t Network::outputs(Size size) const {
  const auto made = make_plan(1, size);
  if (!made) return 0;
  const Step &last = made->steps.back();
  return last.out.height * last.out.width * layers_.back().out_channels;
}

}  // namespace fastconv
