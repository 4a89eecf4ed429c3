/// One link of a list, with the class that the list gives it, if it gives one.
public struct ImageLink: Hashable, Sendable, Codable {
  public var url: String
  public var label: String?

  public init(_ url: String, label: String? = nil) {
    self.url = url
    self.label = label
  }
}
