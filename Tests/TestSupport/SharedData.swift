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

  private static var root: FilePath {
    let file = FilePath(#filePath)  // Tests/TestSupport/SharedData.swift
    let package = file.removingLastComponent().removingLastComponent().removingLastComponent()
    let beside = package.removingLastComponent().appending("shared").appending("data")
    let fromWorkingFolder = FilePath("../shared/data")
    let isBeside = FileManager.default.fileExists(atPath: beside.string)
    return isBeside ? beside : fromWorkingFolder
  }
}

extension FilePath {
  /// `Tests/Fixtures/images`.
  public static var imageFixtures: FilePath {
    FilePath(#filePath).removingLastComponent().removingLastComponent()
      .appending("Fixtures").appending("images")
  }
}
