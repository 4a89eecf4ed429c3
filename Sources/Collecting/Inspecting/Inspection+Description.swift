import Catalog
import SystemPackage

extension Inspection: CustomStringConvertible {
  /// The tree with its counts, then sizes, formats, copies and the split, then the warnings.
  public var description: String {
    let parts = [tree, facts, warnings.isEmpty ? [] : ["", "Warnings"] + warnings.map { "  ! \($0.message)" }]
    return parts.flatMap { $0 }.joined(separator: "\n")
  }

  // MARK: The tree

  private var tree: [String] {
    let head = "\(dataset)  \(images) images in \(classes.count) classes, \(bytes.asBytes)"
    let most = max(1, folders.map(\.images).max() ?? 1)
    let names = folders.indices.map { branch($0) + (folders[$0].path.lastComponent?.string ?? "") }
    let width = names.map(\.count).max() ?? 0
    return [head]
      + folders.indices.map { index in
        let folder = folders[index]
        let bar = String(repeating: "█", count: (folder.images * 30 + most - 1) / most)
        let others = folder.others == 0 ? "" : "  and \(folder.others) other file\(folder.others == 1 ? "" : "s")"
        return "\(padded(names[index], width))  \(padded(left: folder.images, 6))  \(bar)\(others)"
      }
  }

  /// `│   ├── `, as far as the folder is deep.
  private func branch(_ index: Int) -> String {
    let path = folders[index].path
    let depth = path.components.count
    let above = (1..<max(1, depth)).map { level in isLast(FilePath(prefix(of: path, level)), index) ? "    " : "│   " }
    return above.joined() + (isLast(path, index) ? "└── " : "├── ")
  }

  private func prefix(of path: FilePath, _ count: Int) -> String {
    path.components.prefix(count).map(\.string).joined(separator: "/")
  }

  /// Whether no folder with the same parent follows.
  private func isLast(_ path: FilePath, _ index: Int) -> Bool {
    let parent = path.removingLastComponent()
    return !folders[(index + 1)...].contains { $0.path.removingLastComponent() == parent && $0.path != path }
  }

  private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  private func padded(left number: Int, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - "\(number)".count)) + "\(number)"
  }

  // MARK: The facts

  private var facts: [String] {
    let kinds = formats.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.value) \($0.key)" }
    var lines = ["", "Formats     \(kinds.isEmpty ? "none" : kinds.joined(separator: ", "))"]
    if let widths, let heights { lines.append("Sizes       \(widths.words) wide, \(heights.words) high") }
    let sideways = turned.values.reduce(0, +)
    lines.append("Orientation \(sideways == 0 ? "all upright" : "\(sideways) turned by EXIF, shown upright")")
    lines.append(
      "Duplicates  \(verification.duplicateCount) exact, \(verification.nearDuplicateCount) near")
    lines.append("Broken      \(verification.bad.count)")
    lines.append("Split       \(splitWords)")
    return lines
  }

  private var splitWords: String {
    let sides = ImageRecord.Side.allCases.compactMap { side in
      count(side) == 0 ? nil : "\(count(side)) \(side.rawValue)"
    }
    switch split {
    case .none: return "none yet: a training takes a fifth for validation"
    case .folders: return sides.joined(separator: ", ") + " (by folder)"
    case .catalog: return sides.joined(separator: ", ") + " (kept in the catalog)"
    }
  }
}

extension Inspection.Spread {
  fileprivate var words: String { "\(min) to \(max) (median \(median))" }
}
