#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension LinkList {
  /// One entry: a bare link, or an object.
  private struct Entry: Decodable {
    let link: ImageLink

    private enum Key: String, CodingKey {
      case url, link, label, ou
      case className = "class"
    }

    init(from decoder: any Decoder) throws {
      if let bare = try? decoder.singleValueContainer().decode(String.self) {
        link = ImageLink(bare)
        return
      }
      let fields = try decoder.container(keyedBy: Key.self)
      let url = try fields.decodeIfPresent(String.self, forKey: .url)
      let other = try fields.decodeIfPresent(String.self, forKey: .link)
      let original = try fields.decodeIfPresent(String.self, forKey: .ou)
      let label = try fields.decodeIfPresent(String.self, forKey: .label)
      let className = try fields.decodeIfPresent(String.self, forKey: .className)
      link = ImageLink(url ?? other ?? original ?? "", label: label ?? className)
    }
  }

  /// An array of entries, or one a line; a line that is neither is left out.
  static func linksInJSON(_ text: String) -> [ImageLink] {
    let decoder = JSONDecoder()
    let whole = try? decoder.decode([Entry].self, from: Data(text.utf8))
    let entries = whole ?? lines(of: text).compactMap { try? decoder.decode(Entry.self, from: Data($0.utf8)) }
    return entries.map(\.link).filter { !$0.url.isEmpty }
  }
}
