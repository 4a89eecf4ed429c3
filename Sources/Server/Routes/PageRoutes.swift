import HTTPTypes
import Hummingbird
import HummingbirdCore

/// The page for people.
struct PageRoutes: Sendable {
  func add(to router: Router<ServerContext>) {
    router.get("/") { _, _ in Response.resource(PackageResources.index_html, type: "text/html; charset=utf-8") }
    router.get("/form") { _, _ in Response.redirect(to: "/") }
    router.get("/static/app.css") { _, _ in
      Response.resource(PackageResources.app_css, type: "text/css; charset=utf-8")
    }
    router.get("/static/app.js") { _, _ in
      Response.resource(PackageResources.app_js, type: "text/javascript; charset=utf-8")
    }
  }
}
