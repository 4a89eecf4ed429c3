// swift-tools-version: 6.1
// A Jupyter kernel for Swift. A package of its own, so that users of the library never fetch swift-syntax.
import PackageDescription

let swiftSettings: [SwiftSetting] =
  [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ] + (Context.environment["FASTAI_STRICT"] == "1" ? [.unsafeFlags(["-warnings-as-errors"])] : [])

let parser: [Target.Dependency] = ["SwiftSyntax", "SwiftParser", "SwiftParserDiagnostics", "SwiftDiagnostics"].map {
  .product(name: $0, package: "swift-syntax")
}

/// Cells find `Notebook` in the process that loads them.
let exportSymbols: [LinkerSetting] = [.unsafeFlags(["-Xlinker", "--export-dynamic"])]

let package = Package(
  name: "swift-fastai-kernel",
  products: [
    .executable(name: "swift-notebook-kernel", targets: ["SwiftKernel"]),
    .executable(name: "swift-notebook-runner", targets: ["CellRunner"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-crypto", "3.12.3"..<"5.0.0"),
    .package(url: "https://github.com/swiftlang/swift-syntax", "603.0.0"..<"604.0.0"),
  ],
  targets: [
    .systemLibrary(name: "CZMQ", providers: [.apt(["libzmq3-dev"])]),

    // What the two processes say to each other, and what cells can call.
    .target(name: "CellLink", swiftSettings: swiftSettings),
    .target(name: "Notebook", dependencies: ["CellLink"], swiftSettings: swiftSettings),
    .executableTarget(
      name: "CellRunner", dependencies: ["Notebook", "CellLink"], swiftSettings: swiftSettings,
      linkerSettings: exportSymbols),

    // The kernel: cells made into modules, Jupyter's protocol, and what joins them.
    .target(name: "Cells", dependencies: ["CellLink"] + parser, swiftSettings: swiftSettings),
    .target(
      name: "Jupyter", dependencies: ["CZMQ", .product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: swiftSettings),
    .executableTarget(
      name: "SwiftKernel", dependencies: ["Cells", "CellLink", "Jupyter"], swiftSettings: swiftSettings),

    .testTarget(name: "CellsTests", dependencies: ["Cells"], swiftSettings: swiftSettings),
    .testTarget(name: "JupyterTests", dependencies: ["Jupyter"], swiftSettings: swiftSettings),
  ]
)
