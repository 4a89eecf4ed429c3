import Foundation

/// `/openapi.json`: the description of what this server really answers.
enum InterfaceDescription {
  /// Without the paths that the options take away; `base` stands before every path.
  static func json(_ options: ServerOptions, base: String) -> [UInt8] {
    let whole = PackageResources.openapi_json
    let absent = options.absentPaths
    guard !absent.isEmpty || !base.isEmpty,
      var root = (try? JSONSerialization.jsonObject(with: Data(whole))) as? [String: Any],
      var paths = root["paths"] as? [String: Any]
    else { return whole }
    for path in absent { paths[path] = nil }
    root["paths"] = paths
    if !base.isEmpty { root["servers"] = [["url": base]] }
    let text = try? JSONSerialization.data(withJSONObject: root, options: [.sortedKeys, .withoutEscapingSlashes])
    return text.map(Array.init) ?? whole
  }
}

extension ServerOptions {
  /// Addresses that these options take away.
  var absentPaths: Set<String> {
    var absent: Set<String> = []
    if remoteImages == nil { absent.insert("/classify-url") }
    if feedbackDataset == nil { absent.insert("/feedback") }
    return absent
  }
}
