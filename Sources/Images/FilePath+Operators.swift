public import SystemPackage

/// The path of something inside a folder: `"data" / "bears" / "urls_black.txt"`.
public func / (folder: FilePath, name: String) -> FilePath { folder.appending(name) }
