import HTTPTypes
import Hummingbird
import HummingbirdCore

/// The page for people.
struct PageRoutes: Sendable {
  /// What stands before every path.
  let base: String

  func add(to router: some RouterMethods<some RequestContext>) {
    let page = Array(String(decoding: PackageResources.index_html, as: UTF8.self).based(at: base).utf8)
    router.get("/") { _, _ in Response.resource(page, type: "text/html; charset=utf-8") }
    router.get("/form") { [base] _, _ in Response.redirect(to: base + "/") }
    router.get("/static/app.css") { _, _ in
      Response.resource(PackageResources.app_css, type: "text/css; charset=utf-8")
    }
    router.get("/static/app.js") { _, _ in
      Response.resource(PackageResources.app_js, type: "text/javascript; charset=utf-8")
    }
  }
}

extension String {
  /// A page of ours, whose links are relative, for the place where it is served.
  func based(at base: String) -> String {
    replacing("<base href=\"/\">", with: "<base href=\"\(ResultPage.escaped(base))/\">", maxReplacements: 1)
  }
}
