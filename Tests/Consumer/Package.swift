// swift-tools-version: 6.1
// A package that depends on swift-fastai by a version, as a user's would. scripts/check-consumer builds and runs it.
import PackageDescription

let package = Package(
  name: "Consumer",
  platforms: [.macOS(.v15)],
  dependencies: [.package(url: "PACKAGE_URL", exact: "99.0.0")],
  targets: [
    .executableTarget(name: "Consumer", dependencies: [.product(name: "Torch", package: "swift-fastai")])
  ]
)
