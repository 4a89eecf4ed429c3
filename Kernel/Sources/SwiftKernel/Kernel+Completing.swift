import Jupyter

extension Kernel {
  func completions(_ request: Message) async -> JSON {
    let cursor = request.content["cursor_pos"] ?? 0
    return ["status": "ok", "matches": [], "cursor_start": cursor, "cursor_end": cursor, "metadata": [:]]
  }

  func inspection(_ request: Message) async -> JSON {
    ["status": "ok", "found": false, "data": [:], "metadata": [:]]
  }
}
