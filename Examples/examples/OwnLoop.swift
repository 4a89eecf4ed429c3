import FastAI

func ownLoop(_ folder: FilePath) async throws {
  let bears = try drawBears(in: folder)
  let data = try ImageDataBunch(fromFolder: bears, size: 64, batchSize: 16)
  // loop begins
  let net = try SmallNet(classes: data.c)
  let lr = 0.05
  for epoch in 0..<3 {
    net.train()
    for batch in data.train {
      try crossEntropy(net(batch.x), batch.y).backward()
      try withoutGrad {
        for w in net.parameters {
          try w -= lr * w.grad
          try w.zeroGrad()
        }
      }
    }
    print(epoch, try errorRate(of: net, on: data.valid))
  }
  // loop ends
}

// errors begins
func errorRate(of net: Module, on loader: ImageLoader?) throws -> Double {
  net.eval()
  var (wrong, count) = (0.0, 0)
  try withoutGrad {
    for batch in loader.map({ $0.makeIterator() }) ?? AnyIterator({ nil }) {
      wrong += try (net(batch.x).argmax(dimension: -1) .!= batch.y).sum().item()
      count += batch.count
    }
  }
  return wrong / Double(count)
}
// errors ends
