public import Plots

extension JudgedImages {
  /// The confusion matrix as a picture: actual classes in rows, predicted ones in columns (fastai:
  /// `plot_confusion_matrix`).
  ///
  /// - Parameters:
  ///   - normalized: Whether to show shares of the rows instead of counts; the row of a class without images is empty.
  ///   - decimals: Digits of shares (fastai: `norm_dec`).
  ///   - title: Above it.
  ///   - theme: Light or dark.
  /// - Returns: A picture to write as SVG, PNG or JPEG.
  public func plotConfusionMatrix(
    normalized: Bool = false, decimals: Int = 2, title: String = "Confusion matrix", theme: Theme = .light
  ) -> Picture {
    let counts = confusionMatrix
    guard normalized else { return Heatmap(title: title, classes: classes, counts: counts).picture(theme: theme) }
    let shares = counts.map { row in
      let total = row.reduce(0, +)
      return row.map { total > 0 ? Double($0) / Double(total) : .nan }
    }
    return Heatmap(
      title: title, rowLabel: "Actual", columnLabel: "Predicted", rows: classes, columns: classes, values: shares,
      decimals: decimals, colorMap: .blues, hasColorBar: false
    ).picture(theme: theme)
  }
}
