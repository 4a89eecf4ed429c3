import HTTPTypes
import Hummingbird
import HummingbirdCore

/// The page's own files.
struct CleanerPage: Sendable {
  private static let files: [(name: String, type: String, bytes: [UInt8])] = [
    ("cleaner.css", "text/css", PackageResources.cleaner_css),
    ("cleaner.js", "text/javascript", PackageResources.cleaner_js),
    ("cleaner-api.js", "text/javascript", PackageResources.cleaner_api_js),
    ("cleaner-grid.js", "text/javascript", PackageResources.cleaner_grid_js),
    ("cleaner-card.js", "text/javascript", PackageResources.cleaner_card_js),
    ("cleaner-detail.js", "text/javascript", PackageResources.cleaner_detail_js),
    ("cleaner-duplicates.js", "text/javascript", PackageResources.cleaner_duplicates_js),
    ("cleaner-tools.js", "text/javascript", PackageResources.cleaner_tools_js),
  ]

  func add(to page: RouterGroup<ServerContext>) {
    page.get("/") { request, _ in
      // Relative addresses in the page need the slash.
      request.uri.path.hasSuffix("/")
        ? Response.resource(PackageResources.cleaner_html, type: "text/html; charset=utf-8").uncached
        : Response.redirect(to: request.uri.path + "/")
    }
    for file in Self.files {
      page.get(RouterPath("/static/\(file.name)")) { _, _ in
        Response.resource(file.bytes, type: "\(file.type); charset=utf-8").uncached
      }
    }
  }
}

extension Response {
  /// Asked for anew each time: the next version may run on the same port.
  fileprivate var uncached: Response {
    var copy = self
    copy.headers[.cacheControl] = "no-cache"
    return copy
  }
}
