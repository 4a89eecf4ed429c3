import Catalog
import Foundation
import SystemPackage
import TestSupport
import Testing

/// What a person does in the cleaner, from the first picture to the new model, with a server that is killed on the way.
struct CleaningPath {
  private let data: CleaningData
  private let page: Browser
  /// What has been decided about the first pictures.
  private let wanted = ["deleted", "relabeled", "kept", "open", "open"]

  init(_ data: CleaningData, _ page: Browser) { (self.data, self.page) = (data, page) }

  func walk() async throws {
    let first = try await CleaningProcess(data.arguments)
    try await page.openCleaner(first.address)
    let pictures = try await page.firstPictures(5)
    try #require(pictures.count == 5)
    let label = try await decide(pictures)
    try await page.reload()
    try await page.wait(until: Browser.cleanerIsReady)
    try await check(pictures)
    #expect(page.consoleErrors == [])

    first.end()
    try await page.press("k")
    try await page.wait(until: "!document.getElementById('offline').hidden")
    let second = try await CleaningProcess(data.arguments)
    page.forgetConsoleErrors()
    try await page.openCleaner(second.address)
    try await check(pictures)
    try await export(without: pictures[0].name, relabelled: pictures[1].name, to: label)
    try await retrain()
    #expect(page.consoleErrors == [])
    #expect(second.stop() == 0)
    page.forgetConsoleErrors()
  }

  /// The first is deleted by key, the second relabelled by key to another class, the third kept by a click; two more are
  /// deleted together and brought back by undo.
  ///
  /// - Returns: The second's new class.
  private func decide(_ pictures: [(id: String, name: String)]) async throws -> String {
    try await page.click(picture(pictures[0].id))
    try await page.press("d")
    try await page.wait(for: pictures[0].id, toBe: "deleted")
    let other = pictures[1].name.hasPrefix("black") ? (key: "2", label: "grizzly") : (key: "1", label: "black")
    try await page.click(picture(pictures[1].id))
    try await page.press(other.key)
    try await page.wait(for: pictures[1].id, toBe: "relabeled")
    try await page.click("[data-id=\"\(pictures[2].id)\"] .act.keep")
    try await page.wait(for: pictures[2].id, toBe: "kept")
    try await page.click(picture(pictures[3].id))
    try await page.click(picture(pictures[4].id), control: true)
    try await page.press("Delete")
    try await page.wait(for: pictures[4].id, toBe: "deleted")
    try await page.press("z")
    try await page.wait(for: pictures[4].id, toBe: "open")
    return other.label
  }

  private func picture(_ id: String) -> String { "[data-id=\"\(id)\"] .picture" }

  private func check(_ pictures: [(id: String, name: String)]) async throws {
    for (picture, state) in zip(pictures, wanted) { #expect(try await page.state(picture.id) == state) }
    #expect(data.whereabouts(pictures[0].name) == [".fastai/quarantine/"])
    #expect(data.whereabouts(pictures[3].name) == [""])
  }

  private func export(without deleted: String, relabelled: String, to label: String) async throws {
    let all = try Catalog(dataset: data.dataset).images().count
    try await page.click("#export")
    try await page.wait(until: "document.getElementById('said').textContent.includes('\(all - 1) pictures')")
    let list = try CleanedList(contentsOf: data.dataset.appending("cleaned.csv"))
    #expect(list.rows.count == all - 1 && !list.rows.contains { $0.name.string == deleted })
    #expect(list.rows.first { $0.name.string == relabelled }?.label == label)
  }

  private func retrain() async throws {
    try await page.click("#retrain")
    try await page.wait(
      until: "document.querySelector('#comparison .verdict, #comparison .warn')", limit: .seconds(300))
    let verdict = try await page.text("document.querySelector('#comparison').textContent")
    #expect(verdict.contains("95 % interval") && verdict.contains("Trained on the pictures as they are"), "\(verdict)")
    #expect(FileManager.default.fileExists(atPath: data.folder("model-cleaned.safetensors")))
  }
}
