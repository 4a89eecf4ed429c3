public struct VerifyReport: Sendable {}
