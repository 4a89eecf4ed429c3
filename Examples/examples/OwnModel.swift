import FastAI

// model begins
/// Two convolutions beside a short cut.
final class Block: Module {
  let conv1, conv2: Conv2d
  let bn1, bn2: BatchNorm2d

  init(_ channels: Int) throws {
    (conv1, conv2) = (
      try Conv2d(channels, channels, kernelSize: 3, padding: 1),
      try Conv2d(channels, channels, kernelSize: 3, padding: 1)
    )
    (bn1, bn2) = (try BatchNorm2d(channels), try BatchNorm2d(channels))
    super.init()
  }

  override func forward(_ x: Tensor) throws -> Tensor {
    let inner = try bn1(conv1(x)).relu()
    return try (bn2(conv2(inner)) + x).relu()  // [N, C, H, W], as x
  }
}

/// A stem that halves the picture, a block, and a head: three layer groups, each with a learning rate of its own.
final class SmallNet: Module {
  let stem: Sequential
  let block: Block
  let head: Sequential

  init(classes: Int) throws {
    stem = Sequential(try Conv2d(3, 16, kernelSize: 5, stride: 2, padding: 2), try BatchNorm2d(16), ReLU())
    block = try Block(16)
    head = Sequential(AdaptiveAvgPool2d(), Flatten(), try Linear(16, classes))
    super.init()
  }

  override func forward(_ x: Tensor) throws -> Tensor { try head(block(stem(x))) }  // [N, classes]
  override var layerGroups: [[Module]] { [[stem], [block], [head]] }
}
// model ends

func ownModel(_ folder: FilePath) async throws {
  let bears = try drawBears(in: folder)
  let data = try ImageDataBunch(fromFolder: bears, size: 64, batchSize: 16)
  // use begins
  let learn = try Learner(data, SmallNet(classes: data.c), metrics: [.errorRate])
  print(try learn.summary())
  try learn.fitOneCycle(3, maxLR: 1e-3...1e-2)
  try learn.save("small-net")
  // use ends
}
