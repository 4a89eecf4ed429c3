/// What a network is asked for, as the labels tell.
public enum TargetKind: Sendable, Hashable {
  /// One class of several: targets are class indices, `[N]`, Int64.
  case category
  /// Any number of classes at once, none too: targets are zeros and ones, `[N, C]`, Float32.
  case multiCategory
  /// Numbers: targets are `[N, F]`, Float32.
  case numbers
}
