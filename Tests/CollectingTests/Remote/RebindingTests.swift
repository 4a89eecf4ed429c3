#if os(Linux)  // where all of 127.0.0.0/8 can be listened on
  import Demo
  import Testing

  @testable import Collecting

  /// What is refused is refused by the real rule. Only 127.0.0.1 is let through, in the place of a host of the open
  /// internet, so that there is something to connect to; the private network's host is 127.0.0.2.
  @Suite("Links that lead from the open internet to private addresses")
  struct RebindingTests {
    private static let outside = "127.0.0.1", inside = "127.0.0.2"

    /// A site of each kind, and how often each name was asked for.
    private struct World {
      let open, closed: LoopbackSite
      let asked = LockedList<String>()

      init(_ routes: (_ closedPort: Int) -> [String: SiteAnswer]) async throws {
        closed = try await LoopbackSite(
          ["/secret": .file([6, 6, 6], contentType: "image/jpeg")], host: RebindingTests.inside)
        open = try await LoopbackSite(routes(closed.port), host: RebindingTests.outside)
      }

      // The answers of the resolver, by name, one after the other; the last one again and again. Names that are not among them are
      // resolved as always.
      func remote(_ answers: [String: [[String]]] = [:]) -> RemoteImages {
        RemoteImages(
          .init(),
          .init { [asked] host in
            guard let all = answers[host] else { return try await HostResolver.addresses(of: host) }
            let count = asked.all.count { $0 == host }
            asked.add(host)
            return all[min(count, all.count - 1)].compactMap(IPAddress.init)
          } isOpen: {
            $0.isPublic || $0.description == RebindingTests.outside
          })
      }

      func isRefused(_ link: String, _ remote: RemoteImages) async -> Bool {
        let error = await #expect(throws: CollectingError.self, "\(link)") { try await remote.bytes(from: link) }
        return error?.code == .refusedAddress
      }

      /// Nobody connected to the private site.
      func end() async throws {
        #expect(closed.peakConnections == 0 && closed.requestCount == 0)
        try await open.stop()
        try await closed.stop()
      }
    }

    @Test("a redirect is looked at like a link: by address, by name, in every spelling, at every step")
    func redirects() async throws {
      let world = try await World { port in
        let targets = [
          "http://127.0.0.2:\(port)/secret", "//127.0.0.2:\(port)/secret", "http://2130706434:\(port)/secret",
          "http://0x7f.0.0.2:\(port)/secret", "http://127.2:\(port)/secret", "http://[::ffff:127.0.0.2]:\(port)/secret",
          "http://inside.example:\(port)/secret", "HTTP://INSIDE.EXAMPLE:\(port)/secret",
          "http://a@127.0.0.2:\(port)/secret", "http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/",
          "http://[fd00:ec2::254]/", "file:///etc/passwd", "gopher://127.0.0.2:\(port)/secret",
        ]
        var routes = Dictionary(
          uniqueKeysWithValues: targets.enumerated().map { ("/to/\($0.offset)", SiteAnswer.redirect(to: $0.element)) })
        routes["/far"] = .redirect(to: "/near")
        routes["/near"] = .redirect(to: "/to/0")
        return routes
      }
      let remote = world.remote(["inside.example": [[Self.inside]], "outside.example": [[Self.outside]]])
      for path in (0..<14).map({ "/to/\($0)" }) + ["/far"] {
        #expect(await world.isRefused(world.open.url(path), remote), "\(path)")
        #expect(await world.isRefused("http://outside.example:\(world.open.port)\(path)", remote), "\(path) by name")
      }
      #expect(world.open.requestCount == 2 * (14 + 3))  // each was refused for where it leads, not for where it begins
      try await world.end()
    }

    @Test("a name that is public when it is looked at and private afterwards is connected to where it was looked at")
    func rebinding() async throws {
      let world = try await World { port in
        ["/secret": .file([1, 2, 3], contentType: "image/jpeg"), "/again": .redirect(to: "/secret")]
      }
      // Both sites would answer /secret; the private one is at another port, so the link's port is tried for both.
      for port in [world.open.port, world.closed.port] {
        let name = "rebind-\(port).example"
        let remote = world.remote([name: [[Self.outside], [Self.inside]]])
        let bytes = try? await remote.bytes(from: "http://\(name):\(port)/secret")
        #expect(bytes == (port == world.open.port ? [1, 2, 3] : nil))
        #expect(world.asked.all.count { $0 == name } == 1, "asked for again after the look")
      }
      let remote = world.remote(["turns.example": [[Self.outside], [Self.inside]]])
      #expect(await world.isRefused("http://turns.example:\(world.open.port)/again", remote))
      #expect(world.asked.all.count { $0 == "turns.example" } == 2)
      try await world.end()
    }

    @Test("a name with a public and a private address is refused, whichever comes first")
    func mixed() async throws {
      let world = try await World { _ in ["/secret": .file([1], contentType: "image/jpeg")] }
      let answers = [
        [Self.outside, Self.inside], [Self.inside, Self.outside], [Self.outside, "::1"],
        [Self.outside, "::ffff:10.0.0.1"],
        [Self.outside, "8.8.8.8", "169.254.169.254"],
      ]
      for (number, answer) in answers.enumerated() {
        let remote = world.remote(["mixed-\(number).example": [answer]])
        for port in [world.open.port, world.closed.port] {
          #expect(await world.isRefused("http://mixed-\(number).example:\(port)/secret", remote), "\(answer)")
        }
      }
      #expect(world.open.peakConnections == 0)
      try await world.end()
    }
  }
#endif
