internal import Foundation
public import SystemPackage

/// Optional data beside the package, `../shared/data`: tests that want it are skipped where it is absent.
public enum SharedData {
  /// The folder of that name, or nil.
  public static func folder(_ name: String) -> FilePath? {
    let path = root.appending(name)
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: path.string, isDirectory: &isFolder)
    return exists && isFolder.boolValue ? path : nil
  }

  /// Photographs of bears in three folders.
  public static var bears: FilePath? { folder("bears") }

  /// Odd and broken image files, with a table of what Pillow makes of them.
  public static var oddImages: FilePath? { folder("odd-images") }

  /// Weights of ResNets in PyTorch's format, `../shared/weights`.
  public static func weights(_ name: String) -> FilePath? {
    let path = beside.appending("weights").appending(name)
    return FileManager.default.isReadableFile(atPath: path.string) ? path : nil
  }

  private static var root: FilePath { beside.appending("data") }

  /// The nearest folder `shared` beside the package or beside a folder that holds it.
  private static let beside: FilePath = {
    let file = FilePath(#filePath)  // Tests/TestSupport/SharedData.swift
    let package = file.removingLastComponent().removingLastComponent().removingLastComponent()
    let parents = sequence(first: package) { $0.isRoot ? nil : $0.removingLastComponent() }.dropFirst()
    let candidates = parents.map { $0.appending("shared") } + ["../shared"]
    return candidates.first { FileManager.default.fileExists(atPath: $0.string) } ?? "../shared"
  }()
}

extension FilePath {
  fileprivate var isRoot: Bool { components.isEmpty }
}

extension FilePath {
  /// `Tests/Fixtures/images`.
  public static var imageFixtures: FilePath {
    FilePath(#filePath).removingLastComponent().removingLastComponent()
      .appending("Fixtures").appending("images")
  }
}
