import TestSupport
import Testing
import Torch

@Suite("Printing")
struct PrintingTests {
  struct Form: Decodable, Sendable, CustomTestStringConvertible {
    let name: String, dtype: String, shape: [Int], requiresGrad: Bool, gradFn: String?, text: String
    let parameter: Bool?
    let tensor: FixtureTensor
    var testDescription: String { name }

    private enum CodingKeys: CodingKey { case name, dtype, shape, requiresGrad, gradFn, text, parameter }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      name = try container.decode(String.self, forKey: .name)
      dtype = try container.decode(String.self, forKey: .dtype)
      shape = try container.decode([Int].self, forKey: .shape)
      requiresGrad = try container.decode(Bool.self, forKey: .requiresGrad)
      gradFn = try container.decodeIfPresent(String.self, forKey: .gradFn)
      text = try container.decode(String.self, forKey: .text)
      parameter = try container.decodeIfPresent(Bool.self, forKey: .parameter)
      tensor = try FixtureTensor(from: decoder)
    }

    /// The tensor, with the history that it had when PyTorch printed it.
    func rebuilt() throws -> Tensor {
      let type = try #require(DType.allCases.first { $0.description == dtype })
      let plain = try tensor.tensor(type)
      switch gradFn {
      case nil: return requiresGrad ? try plain.requiringGrad() : plain
      case "MulBackward0": return try plain.requiringGrad() * Tensor.full([], 1)
      case "MeanBackward0": return try plain.requiringGrad().mean()
      default: throw TorchError(.unsupported, operation: "test", message: "no way to make \(gradFn ?? "")")
      }
    }
  }

  struct Forms: Decodable { let cases: [Form] }

  @Test("a tensor prints as PyTorch prints it", arguments: try TorchFixture.load("print", as: Forms.self).cases)
  func prints(form: Form) throws {
    let heading = form.parameter == true ? "Parameter containing:\n" : ""
    #expect(heading + (try form.rebuilt().description) == form.text)
  }

  @Test("the lesson's notebook cells print as in the notebook")
  func notebook() throws {
    #expect("\(try tensor(3, 2))" == "tensor([3., 2.])")
    #expect("\(try tensor(-1, 1).requiringGrad())" == "tensor([-1.,  1.], requires_grad=True)")
    #expect("\(try Tensor(8.8945))" == "tensor(8.8945)")
  }
}
