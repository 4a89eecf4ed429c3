import Torch

@main
struct Consumer {
  static func main() throws {
    print(try tensor(3, 2))
  }
}
