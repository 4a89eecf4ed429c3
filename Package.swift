// swift-tools-version: 6.1
// The architecture, readable top to bottom; ARCHITECTURE.md says why. Arrows point down.
import PackageDescription

// MARK: Settings

let swiftSettings: [SwiftSetting] =
  [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ] + (Context.environment["FASTAI_STRICT"] == "1" ? [.unsafeFlags(["-warnings-as-errors"])] : [])

/// Where `scripts/bootstrap` put libtorch. The flags to compile and link come from `libtorch.pc`, which SwiftPM
/// hands on to packages that depend on this one; it drops run paths, so ours is added here, and only when this
/// package is the root: unsafe flags would make a versioned dependency fail (Docs/decisions/002-libtorch.md).
let libtorch = Context.environment["LIBTORCH"] ?? "\(Context.packageDirectory)/.libtorch"
let isDependency = Context.packageDirectory.contains("/checkouts/")
let runPath: [LinkerSetting] =
  isDependency ? [] : [.unsafeFlags(["-Xlinker", "-rpath", "-Xlinker", "\(libtorch)/lib"])]

/// Loops over pixels and the convolution are optimised in debug builds too, under the same condition: tests would crawl
/// otherwise, and a convolution at -O0 would be slower than libtorch's.
let optimisedC: [CSetting] = isDependency ? [] : [.unsafeFlags(["-O2"], .when(configuration: .debug))]
let optimisedCXX: [CXXSetting] = isDependency ? [] : [.unsafeFlags(["-O3"])]

// MARK: Other people's packages

let filePath = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let sqlite = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let http = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let web: [Target.Dependency] = [
  .product(name: "Hummingbird", package: "hummingbird"), .product(name: "HummingbirdCore", package: "hummingbird"),
  .product(name: "HummingbirdTLS", package: "hummingbird"),
  .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
  .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"), .product(name: "NIOSSL", package: "swift-nio-ssl"),
  .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
  .product(name: "HTTPTypes", package: "swift-http-types"),
]
let nio: [Target.Dependency] = ["NIOCore", "NIOPosix", "NIOHTTP1"].map { .product(name: $0, package: "swift-nio") }

// MARK: Shorthands

func library(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: swiftSettings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(
    name: name, dependencies: dependencies + ["TestSupport"], exclude: exclude, swiftSettings: swiftSettings)
}

/// A program of a few dozen lines in a folder of its own.
func example(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .executableTarget(
    name: name, dependencies: dependencies, path: "Examples/\(name)", swiftSettings: swiftSettings)
}

let package = Package(
  name: "swift-fastai",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "FastAI", targets: ["FastAI"]),
    .library(name: "Torch", targets: ["Torch"]),
    .library(name: "TorchNN", targets: ["TorchNN"]),
    .library(name: "Images", targets: ["Images", "Plots"]),
    .library(name: "Server", targets: ["Server"]),
    // What the cells of a notebook link against: see Kernel/.
    .library(name: "FastAIDynamic", type: .dynamic, targets: ["FastAI", "Lesson", "Demo"]),
    .executable(name: "fastai", targets: ["FastAITool"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    .package(url: "https://github.com/apple/swift-crypto", "3.12.3"..<"5.0.0"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.0.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.80.0"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.20.0"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.25.0"),
    .package(url: "https://github.com/apple/swift-system", from: "1.4.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.0.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.5.0"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.25.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.0.0"),
    .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.4.0"),
  ],
  targets: [
    // Layer 0: C and C++ behind plain C
    .systemLibrary(name: "CLibtorch", pkgConfig: "libtorch"),
    .target(name: "CFastConv", cxxSettings: optimisedCXX),
    .target(name: "CTorch", dependencies: ["CLibtorch", "CFastConv"], linkerSettings: runPath),
    .systemLibrary(name: "CLibvips", pkgConfig: "vips", providers: [.apt(["libvips-dev"]), .brew(["vips"])]),
    .target(
      name: "CVips", dependencies: ["CLibvips"], cSettings: optimisedC, linkerSettings: [.linkedLibrary("jpeg")]),

    // Layer 1: one idea each
    library("AtomicFiles", [filePath]),
    library("Torch", ["CTorch"]),
    library("Images", ["CVips", "AtomicFiles", filePath]),
    library("Plots", ["CVips", "AtomicFiles", filePath]),
    library("TorchNN", ["Torch", "CFastConv", "AtomicFiles", filePath, crypto]),
    library("Catalog", ["Images", filePath, sqlite]),

    // Layer 2: learning, which knows no images
    library("Training", ["TorchNN", "Torch", "Plots", "AtomicFiles", filePath]),

    // Layer 3: the application
    library("Collecting", ["Catalog", "Images", filePath, http, crypto, logging] + nio),
    library("Vision", ["Training", "TorchNN", "Torch", "Catalog", "Images", "Plots", filePath, crypto]),
    library(
      "FastAI", ["Collecting", "Vision", "Training", "TorchNN", "Torch", "Catalog", "Images", "Plots", filePath]),

    .target(
      name: "Lesson", dependencies: ["TorchNN", "Torch", "Plots"], resources: [.embedInCode("sgd.html")],
      swiftSettings: swiftSettings),

    // Layer 4: doors
    .target(
      name: "Server",
      dependencies: ["Vision", "Training", "Collecting", "Catalog", "Images", filePath, logging, crypto] + web + nio,
      resources: [.embedInCode("Resources")], swiftSettings: swiftSettings),
    library("Demo", ["Plots", "Images", filePath] + nio),
    .executableTarget(
      name: "FastAITool",
      dependencies: [
        "FastAI", "Collecting", "Catalog", "Images", "Plots", "Lesson", "Torch", "Demo", "Server", arguments, filePath,
        logging,
      ],
      swiftSettings: swiftSettings),

    // Examples: what the documentation shows, compiled
    example(
      "examples",
      ["FastAI", "Server", "Plots", "Demo", "Images", http, web[0], web[5], nio[0], nio[2], logging, filePath]),
    example("lesson2-download", ["FastAI"]),
    example("lesson2-sgd", ["Lesson", "FastAI"]),
    example("plots-gallery", ["Plots"]),

    // Tests mirror Sources
    .target(
      name: "TestSupport", dependencies: ["Torch", "Images", filePath], path: "Tests/TestSupport",
      swiftSettings: swiftSettings),
    tests("AtomicFilesTests", ["AtomicFiles", filePath]),
    tests("CFastConvTests", ["CFastConv"]),
    tests("TorchTests", ["Torch"]),
    tests("TorchNNTests", ["TorchNN", "Torch", filePath]),
    .executableTarget(
      name: "image-fuzzer", dependencies: ["Images", filePath], path: "Tests/ImageFuzzer", swiftSettings: swiftSettings),
    tests("ImagesTests", ["Images", "image-fuzzer", filePath]),
    tests("PlotsTests", ["Plots", "Images"], exclude: ["Snapshots"]),
    tests("CatalogTests", ["Catalog", filePath, sqlite]),
    .executableTarget(
      name: "CollectingChild", dependencies: ["Collecting", "Catalog", filePath], path: "Tests/CollectingChild",
      swiftSettings: swiftSettings),
    tests("CollectingTests", ["Collecting", "CollectingChild", "Catalog", "Demo", "Images", filePath, sqlite]),
    tests("DemoTests", ["Demo", "Images", filePath]),
    tests("TrainingTests", ["Training", "TorchNN", "Torch", "Plots", filePath]),
    tests("VisionTests", ["Vision", "Catalog", "Training", "TorchNN", "Torch", "Images", "Plots", filePath]),
    tests(
      "ServerTests",
      ["Server", "Vision", "Training", "Collecting", "Catalog", "Demo", "Images", "Torch", filePath, http, logging]
        + web + nio),
    tests("LessonTests", ["FastAI", "Lesson", "Demo", "examples", "lesson2-sgd", "plots-gallery", filePath]),
    tests(
      "FastAIToolTests",
      ["FastAITool", "Catalog", "Vision", "TorchNN", "Demo", "Images", "Lesson", arguments, filePath]),
  ],
  cxxLanguageStandard: .cxx20
)
