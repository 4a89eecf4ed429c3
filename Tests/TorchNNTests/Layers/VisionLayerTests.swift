import TestSupport
import Testing
import Torch
import TorchNN

/// Values by hand, from the layers' formulas; whole networks are compared with torchvision's in VisionTests.
@Suite("Layers of later networks")
struct VisionLayerTests {
  @Test("activations are what their formulas give, and in place they overwrite")
  func activations() throws {
    let x = try tensor(-2, 0, 1, 8)
    #expect(difference(try ReLU6()(x).scalars(), [0, 0, 1, 6] as [Float]) == nil)
    #expect(difference(try SiLU()(x).scalars(), [-0.238406, 0, 0.731059, 7.997317] as [Float], absolute: 1e-5) == nil)
    #expect(difference(try GELU()(x).scalars(), [-0.045500, 0, 0.841345, 8] as [Float], absolute: 1e-5) == nil)
    let y = try x.cloned()
    _ = try SiLU(inPlace: true)(y)
    #expect(try y.equals(SiLU()(x)))
    _ = try ReLU6(inPlace: true)(x)
    #expect(difference(try x.scalars(), [0, 0, 1, 6] as [Float]) == nil)
  }

  @Test("layer norm makes mean 0 and deviation 1 of the features, of the channels for images")
  func layerNorm() throws {
    let norm = try LayerNorm(4, eps: 0)
    #expect(
      difference(try norm(tensor(1, 2, 3, 4)).scalars(), [-1.341641, -0.447214, 0.447214, 1.341641], absolute: 1e-5)
        == nil)
    let images = try Tensor.randn(2, 4, 3, 3)
    let y = try LayerNorm2d(4, eps: 0)(images)
    #expect(y.shape == [2, 4, 3, 3])
    #expect(
      difference(try y.mean(dimensions: 1).flattened().scalars(), [Float](repeating: 0, count: 18), absolute: 1e-5)
        == nil)
    #expect(norm.stateDictionary.names == ["weight", "bias"])
  }

  @Test("a pooling with ceiling mode reaches over the edge")
  func ceiling() throws {
    let x = try Tensor.arange(0, 25, dtype: .float32).reshaped(1, 1, 5, 5)
    #expect(try MaxPool2d(kernelSize: 2)(x).scalars() == [6, 8, 16, 18] as [Float])
    #expect(try MaxPool2d(kernelSize: 2, ceilMode: true)(x).scalars() == [6, 8, 9, 16, 18, 19, 21, 23, 24] as [Float])
    #expect(try AvgPool2d(kernelSize: 2)(x).scalars() == [3, 5, 13, 15] as [Float])
  }

  @Test("stochastic depth leaves out whole items in training, keeps the mean, and does nothing in evaluation")
  func stochasticDepth() throws {
    let layer = StochasticDepth(0.25)
    let x = try Tensor.ones(2000, 2, 2)
    let y = try layer(x)
    #expect(try Set(y.scalars() as [Float]) == [0, 4 / 3])
    #expect(try y.std(dimensions: [1, 2]).max().item() == 0)
    #expect(abs(try y.mean().item() - 1) < 0.1)
    layer.eval()
    #expect(try layer(x).equals(x))
    #expect(try StochasticDepth(0)(x).equals(x))
  }

  @Test("squeeze and excitation scales every channel by one number from 0 to 1")
  func squeezeExcitation() throws {
    let layer = try SqueezeExcitation(4, squeezed: 2)
    #expect(layer.stateDictionary.names == ["fc1.weight", "fc1.bias", "fc2.weight", "fc2.bias"])
    let x = try Tensor.rand(2, 4, 3, 3) + 1
    let ratio = try layer(x) / x
    #expect(
      difference(
        try ratio.std(dimensions: [2, 3]).flattened().scalars(), [Float](repeating: 0, count: 8), absolute: 1e-5) == nil
    )
    let (least, most) = (try ratio.min().item(), try ratio.max().item())
    #expect(least > 0 && most < 1)
  }

  @Test("depthwise convolutions see their own channel only")
  func depthwise() throws {
    let conv = try Conv2d(3, 3, kernelSize: 3, padding: 1, groups: 3, bias: false)
    let x = try Tensor.randn(1, 3, 5, 5)
    let whole = try conv(x)
    for channel in 0..<3 {
      let alone = try conv2d(
        x[0..., channel..<channel + 1], conv.weight.tensor[channel..<channel + 1], padding: 1)
      #expect(
        try difference(
          whole[0..., channel].flattened().scalars(), alone.flattened().scalars() as [Float], absolute: 1e-5) == nil)
    }
  }

  @Test("a sequence with names has them in its state dictionary")
  func named() throws {
    let net = Sequential(named: [
      ("first", try Linear(2, 3)), ("act", ReLU()), ("second", try Linear(3, 1, bias: false)),
    ])
    #expect(net.stateDictionary.names == ["first.weight", "first.bias", "second.weight"])
    #expect(try net(.zeros(4, 2)).shape == [4, 1])
    #expect(try Permute(0, 2, 3, 1)(.zeros(1, 2, 3, 4)).shape == [1, 3, 4, 2])
  }
}
