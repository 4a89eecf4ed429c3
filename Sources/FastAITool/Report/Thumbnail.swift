import Foundation
import Images
import SystemPackage

/// A small picture inside a page.
struct Thumbnail {
  private let path: FilePath

  init(_ path: FilePath) { self.path = path }

  var html: String {
    guard let image = try? RGBImage(contentsOf: path, resized: .fit(maxSide: 200)),
      let bytes = try? image.encoded(as: .jpeg(quality: 80))
    else { return "<div class=\"faint\">cannot be shown</div>" }
    let data = Data(bytes).base64EncodedString()
    return """
      <img src="data:image/jpeg;base64,\(data)" width="\(image.width)" height="\(image.height)" alt="\(HTML.escaped(path.string))">
      """
  }
}
