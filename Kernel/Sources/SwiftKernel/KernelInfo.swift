import Jupyter

/// What the kernel says of itself.
enum KernelInfo {
  static let content: JSON = [
    "status": "ok",
    "protocol_version": "5.3",
    "implementation": "swift-fastai-kernel",
    "implementation_version": "0.1.0",
    "banner": "Swift, compiled cell by cell. `import FastAI` begins the lesson.",
    "language_info": [
      "name": "swift", "version": .string(swiftVersion), "mimetype": "text/x-swift", "file_extension": ".swift",
      "pygments_lexer": "swift", "codemirror_mode": "swift", "nbconvert_exporter": "script",
    ],
    "help_links": [],
  ]

  private static var swiftVersion: String {
    #if swift(>=6.4)
      "6.4"
    #elseif swift(>=6.3)
      "6.3"
    #elseif swift(>=6.2)
      "6.2"
    #else
      "6.1"
    #endif
  }
}
