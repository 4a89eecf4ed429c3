/// Pieces of a page. All text from outside passes through ``escaped(_:)``.
enum HTML {
  static func escaped(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case _ where scalar.value < 32: result += " "
      default: result.unicodeScalars.append(scalar)
      }
    }
  }

  /// - Parameters:
  ///   - heads: Plain text.
  ///   - rows: Cells, escaped already.
  /// - Returns: The table's HTML.
  static func table(_ heads: [String], _ rows: [[String]]) -> String {
    let head = heads.map { "<th scope=\"col\">\(escaped($0))</th>" }.joined()
    let body = rows.map { "<tr>" + $0.map { "<td>\($0)</td>" }.joined() + "</tr>" }.joined()
    return "<table><thead><tr>\(head)</tr></thead><tbody>\(body)</tbody></table>"
  }

  /// A whole page that asks for nothing from elsewhere.
  static func page(title: String, body: String) -> String {
    """
    <!doctype html>
    <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
    <title>\(escaped(title))</title><style>\(style)</style></head>
    <body><main>
    \(body)
    </main></body></html>

    """
  }

  private static let style = """
    :root{color-scheme:light dark;--ink:#1f2328;--faint:#59636e;--paper:#fff;--line:#d1d9e0;--card:#f6f8fa;
    --right:9,105,218;--wrong:207,34,46;--good:#1a7f37;--warning:#9a6700}
    @media(prefers-color-scheme:dark){:root{--ink:#e6edf3;--faint:#9198a1;--paper:#0d1117;--line:#3d444d;--card:#151b23;
    --right:68,147,248;--wrong:248,81,73;--good:#3fb950;--warning:#d29922}}
    *{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);
    font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif}
    main{max-width:70rem;margin:0 auto;padding:2rem 1.25rem 4rem}
    h1{font-size:1.3rem;margin:0 0 .5rem;overflow-wrap:anywhere;color:var(--faint);font-weight:600}
    h2{font-size:1.15rem;margin:2.25rem 0 .75rem;border-bottom:1px solid var(--line);padding-bottom:.3rem}
    .lead{font-size:1.25rem;margin:.25rem 0}.lead strong{font-size:2rem}.faint,caption{color:var(--faint);font-size:.875rem}
    ul{list-style:none;margin:0;padding:0}li{border-left:4px solid var(--warning);background:var(--card);
    padding:.6rem .9rem;margin:.5rem 0;border-radius:0 6px 6px 0}li.good{border-color:var(--good)}
    .columns{display:flex;flex-wrap:wrap;gap:2rem;align-items:flex-start}.columns>div{overflow-x:auto;max-width:100%}
    table{border-collapse:collapse;font-variant-numeric:tabular-nums}caption{text-align:left;padding-bottom:.4rem}
    th,td{padding:.35rem .8rem;text-align:right;border-bottom:1px solid var(--line)}
    th:first-child,td:first-child{text-align:left}thead th{color:var(--faint);font-weight:600;font-size:.875rem}
    .cell{text-align:center;min-width:3.5rem}.cell.none{color:var(--faint)}
    .cell.right{background:rgba(var(--right),calc(.12 + .4*var(--share)))}
    .cell.wrong{background:rgba(var(--wrong),calc(.15 + .5*var(--share)))}strong.wrong{color:rgb(var(--wrong))}
    .cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,17rem),1fr));gap:1rem}
    figure{margin:0;background:var(--card);border:1px solid var(--line);border-radius:6px;padding:.6rem}
    .looks{display:grid;gap:.3rem;margin-bottom:.4rem}.looks2{grid-template-columns:1fr 1fr}
    .cards img{display:block;width:100%;aspect-ratio:1;object-fit:contain}.scroll{overflow-x:auto}
    figcaption{font-size:.9rem;overflow-wrap:anywhere}
    .charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(20rem,1fr));gap:1rem}
    .chart{background:#fff;padding:.25rem}.chart svg{display:block;width:100%;height:auto}
    @media print{:root{color-scheme:light;--ink:#000;--faint:#444;--paper:#fff;--line:#bbb;--card:#fff;
    --right:9,105,218;--wrong:207,34,46}main{max-width:none;padding:0}
    *{-webkit-print-color-adjust:exact;print-color-adjust:exact}
    figure,li,tr{break-inside:avoid}h2{break-after:avoid}.cards{grid-template-columns:repeat(3,1fr)}
    .charts{grid-template-columns:repeat(2,1fr)}}
    """
}
