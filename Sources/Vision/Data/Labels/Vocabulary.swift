import Foundation
public import Training

/// What labels mean in numbers.
public struct Vocabulary: Sendable, Hashable {
  public let kind: TargetKind
  /// In the order of their indices; empty for numbers.
  public let classes: [String]
  /// How many numbers a network gives for one image: one for each class (fastai: `data.c`).
  public let outputCount: Int
  private let indices: [String: Int]

  init(_ kind: TargetKind, classes: [String], outputCount: Int? = nil) {
    (self.kind, self.classes, self.outputCount) = (kind, classes, outputCount ?? classes.count)
    indices = Dictionary(classes.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }

  func index(of name: String) -> Int? { indices[name] }

  /// Nil when a class is not among the classes.
  func target(_ label: ImageLabel) -> Target? {
    switch label {
    case .category(let name): index(of: name).map { .category($0) }
    case .numbers(let numbers): .numbers(numbers)
    case .categories(let names):
      names.allSatisfy { indices[$0] != nil } ? .categories(Set(names.compactMap(index)).sorted()) : nil
    }
  }

  /// A target in words: "grizzly", "cloudy, rain", "0.5"; empty for an image that nobody labelled.
  public func text(_ target: Target) -> String {
    func name(_ index: Int) -> String { classes.indices.contains(index) ? classes[index] : "\(index)" }
    return switch target {
    case .category(let index): name(index)
    case .categories(let indices): indices.map(name).joined(separator: ", ")
    case .numbers(let numbers): numbers.map { "\($0)" }.joined(separator: ", ")
    case .unknown: ""
    }
  }
}

/// The order of a data set's classes, which is the order of the network's outputs.
public enum ClassOrder: Sendable, Hashable {
  /// By code points, as fastai has it: 1, 10, 2.
  case codePoints
  /// Numbers inside names count as numbers: 1, 2, 10.
  case natural

  func sorted(_ names: some Sequence<String>) -> [String] {
    let names = names.sorted { $0.precedesByCodePoint($1) }
    return self == .codePoints ? names : names.sorted { NaturalName($0) < NaturalName($1) }
  }
}

/// A name cut into text and numbers.
private struct NaturalName: Comparable {
  private enum Part: Comparable { case number(digits: Int, String), text(String) }
  private let parts: [Part]
  private let name: String

  init(_ name: String) {
    self.name = name
    var parts: [Part] = []
    var rest = Substring(name)
    while let first = rest.first {
      let isDigit = { (character: Character) in character.isASCII && character.isNumber }
      let run = rest.prefix { isDigit($0) == isDigit(first) }
      let value = String(run.drop { $0 == "0" })
      parts.append(isDigit(first) ? .number(digits: value.count, value) : .text(String(run)))
      rest = rest.dropFirst(run.count)
    }
    self.parts = parts
  }

  static func < (a: Self, b: Self) -> Bool {
    a.parts == b.parts ? a.name.precedesByCodePoint(b.name) : a.parts.lexicographicallyPrecedes(b.parts)
  }

  static func == (a: Self, b: Self) -> Bool { a.name == b.name }
}
