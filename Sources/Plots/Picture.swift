/// A drawing.
public struct Picture: Sendable {
  public let svg: String
}
