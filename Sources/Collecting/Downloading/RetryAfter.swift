#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The header that says when to come back: seconds, or a date.
enum RetryAfter {
  static func duration(_ text: String) -> Duration? { duration(text, now: Date()) }

  static func duration(_ text: String, now: Date) -> Duration? {
    if let seconds = Int(text) { return .seconds(max(0, seconds)) }
    return date(text).map { .seconds(max(0, $0.timeIntervalSince(now))) }
  }

  /// `Wed, 21 Oct 2015 07:28:00 GMT`.
  private static func date(_ text: String) -> Date? {
    let fields = text.split { " :".contains($0) }
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    guard fields.count == 8, let month = months.firstIndex(of: String(fields[2])) else { return nil }
    var parts = DateComponents()
    (parts.day, parts.month, parts.year) = (Int(fields[1]), month + 1, Int(fields[3]))
    (parts.hour, parts.minute, parts.second) = (Int(fields[4]), Int(fields[5]), Int(fields[6]))
    parts.timeZone = .gmt
    return Calendar(identifier: .gregorian).date(from: parts)
  }
}
