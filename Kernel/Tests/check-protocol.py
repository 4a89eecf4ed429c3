"""Talks to the kernel as a front end does: python Kernel/Tests/check-protocol.py. Needs jupyter_client."""

import sys
import time
import unittest

from jupyter_client.manager import start_new_kernel

KERNEL = "swift-fastai"


class Cell:
    """What became of one cell."""

    def __init__(self):
        self.streams = {"stdout": "", "stderr": ""}
        self.displays, self.updates = [], []
        self.result = self.error = None
        self.first = self.total = 0.0


class KernelTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.manager, cls.client = start_new_kernel(kernel_name=KERNEL, startup_timeout=60)
        cls.client.execute_interactive("let warm = 1", timeout=60, output_hook=lambda message: None)

    @classmethod
    def tearDownClass(cls):
        cls.client.stop_channels()
        cls.manager.shutdown_kernel()

    def start(self, code):
        return self.client.execute(code), time.monotonic()

    def finish(self, started, timeout=60, meanwhile=None):
        request, begin = started
        cell = Cell()
        while True:
            message = self.client.get_iopub_msg(timeout=timeout)
            if message["parent_header"].get("msg_id") != request:
                continue
            kind, content = message["msg_type"], message["content"]
            if kind == "status" and content["execution_state"] == "idle":
                break
            if kind in ("stream", "execute_result", "display_data", "error") and not cell.first:
                cell.first = time.monotonic() - begin
            if kind == "stream":
                cell.streams[content["name"]] += content["text"]
                if meanwhile:
                    meanwhile = meanwhile(cell)
            elif kind == "execute_result":
                cell.result = content["data"]
            elif kind == "display_data":
                cell.displays.append(content)
            elif kind == "update_display_data":
                cell.updates.append(content)
            elif kind == "error":
                cell.error = content
        cell.total = time.monotonic() - begin
        cell.reply = self.reply_to(request)
        return cell

    def reply_to(self, request):
        while True:
            reply = self.client.get_shell_msg(timeout=60)
            if reply["parent_header"].get("msg_id") == request:
                return reply["content"]

    def run_cell(self, code, **options):
        return self.finish(self.start(code), **options)

    def value(self, code):
        cell = self.run_cell(code)
        self.assertIsNone(cell.error, cell.error and cell.error["traceback"])
        return cell.result and cell.result["text/plain"]

    def test_kernel_info(self):
        info = self.reply_to(self.client.kernel_info())
        self.assertEqual(info["language_info"]["name"], "swift")
        self.assertEqual(info["protocol_version"].split(".")[0], "5")

    def test_output_and_values(self):
        cell = self.run_cell('print("out")\nprint("more")\n1 + 2')
        self.assertEqual(cell.streams["stdout"], "out\nmore\n")
        self.assertEqual(cell.result["text/plain"], "3")
        self.assertEqual(self.value('"text"'), '"text"')
        self.assertIsNone(self.value("1;"))
        self.assertIsNone(self.value("var unused = 1"))

    def test_later_cells_see_earlier_ones(self):
        self.value("var kept = 1\nstruct Point { var x: Int, y = 2 }\nclass Base { func name() -> String { \"base\" } }")
        self.value("kept += 41\nclass Derived: Base { override func name() -> String { super.name() + \"!\" } }")
        self.assertEqual(self.value("(kept, Point(x: 1).y, Derived().name())"), '(42, 2, "base!")')

    def test_redefinition(self):
        self.value("func twice() -> Int { 1 }\nextension Int { var again: Int { self } }\nlet fixed = 1")
        self.value("let before = twice()")
        self.value("func twice() -> Int { 2 }\nextension Int { var again: Int { self * 10 } }\nlet fixed = \"now\"")
        self.assertEqual(self.value("(before, twice(), 3.again, fixed)"), '(1, 2, 30, "now")')

    def test_await_and_try_at_top_level(self):
        code = "func slow() async throws -> Int { try await Task.sleep(for: .milliseconds(5)); return 7 }\n"
        self.assertEqual(self.value(code + "let awaited = try await slow()\nawaited"), "7")
        self.assertEqual(self.value("guard let unwrapped = Int(\"5\") else { fatalError() }\nunwrapped"), "5")
        self.assertEqual(self.value("unwrapped + awaited"), "12")

    def test_compiler_errors_have_the_cells_lines(self):
        cell = self.run_cell("let fine = 1\n\nlet wrong = missing(2)")
        text = "\n".join(cell.error["traceback"])
        self.assertIn("line 3: error: cannot find 'missing' in scope", text)
        self.assertIn("  let wrong = missing(2)\n              ^", text)
        self.assertEqual(cell.reply["status"], "error")
        self.assertIn("expected", self.run_cell("let = 1").error["evalue"])
        self.assertIn("cannot find 'fine'", self.run_cell("fine").error["evalue"])

    def test_thrown_errors(self):
        cell = self.run_cell("struct Oh: Error { let what: String }\nprint(1)\nthrow Oh(what: \"no\")")
        self.assertEqual((cell.error["ename"], cell.streams["stdout"]), ("Oh", "1\n"))
        self.assertIn("no", cell.error["evalue"])
        self.assertEqual(self.value("Oh(what: \"kept\").what"), '"kept"')
        self.value("let survivor = 1")
        self.assertIsNotNone(self.run_cell("let survivor: Int = try { throw Oh(what: \"x\") }()").error)
        self.assertEqual(self.value("survivor"), "1")

    def test_output_is_streamed(self):
        seen = []

        def note(cell):
            seen.append(time.monotonic())
            return note

        code = "for i in 0..<4 { print(i, terminator: \"\\r\"); try await Task.sleep(for: .milliseconds(200)) }"
        cell = self.run_cell(code, meanwhile=note)
        self.assertEqual(cell.streams["stdout"], "0\r1\r2\r3\r")
        self.assertGreaterEqual(len(seen), 3)

    def test_displays_and_progress(self):
        cell = self.run_cell('display(HTML("<b>x</b>"))\nlet shown = display(1, id: "a")\nshown.update(2)')
        self.assertEqual(cell.displays[0]["data"]["text/html"], "<b>x</b>")
        self.assertEqual(cell.displays[1]["transient"], {"display_id": "a"})
        self.assertEqual(cell.updates[0]["data"]["text/plain"], "2")
        cell = self.run_cell("for _ in progress(0..<3) {}")
        self.assertIn("3 / 3", cell.updates[-1]["data"]["text/html"])
        self.assertIn("<td>1</td>", self.run_cell('Table(columns: ["a"], rows: [["1"]])').result["text/html"])

    def test_plots(self):
        cell = self.run_cell("import FastAI\nChart(series: [.line(\"y\", x: [0, 1], y: [0, 1])], width: 300, height: 200)")
        self.assertIsNone(cell.error, cell.error)
        self.assertTrue(cell.result["image/svg+xml"].startswith("<svg"))
        self.assertTrue(cell.result["image/png"].startswith("iVBOR"))

    def test_interrupt(self):
        started = self.start('print("on")\ntry await Task.sleep(for: .seconds(60))')
        cell = self.finish(started, meanwhile=lambda cell: self.manager.interrupt_kernel())
        self.assertEqual(cell.error["ename"], "Interrupted")
        self.assertLess(cell.total, 10)
        self.assertEqual(self.value("1"), "1")

    def test_aborts_what_waits_behind_an_error(self):
        first, second = self.start("throw CancellationError()"), self.start("print(1)")
        self.finish(first)
        self.assertEqual(self.reply_to(second[0])["status"], "aborted")

    def test_completeness(self):
        for code, status in [("1", "complete"), ("func f() {", "incomplete"), ("let = 1\n1", "invalid")]:
            self.assertEqual(self.reply_to(self.client.is_complete(code))["status"], status)

    def test_completion_of_members_and_names(self):
        self.value("import FastAI\nlet completing = try Tensor.ones(2, 3)\nfunc ownFunction(first: Int) {}")
        times = []
        for code, expected in [
            ("completing.resh", "reshaped"), ("ownF", "ownFunction(first: )"), ("let u = 1\ncompleting.tra", "transposed"),
            ('let ü = "é"; ü.upper', "uppercased()"),
        ]:
            begin = time.monotonic()
            reply = self.reply_to(self.client.complete(code))
            times.append(time.monotonic() - begin)
            self.assertTrue(any(match.startswith(expected) for match in reply["matches"]), (code, reply))
            start = reply["cursor_start"]
            self.assertTrue(all(match.lower().startswith(code[start:].lower()) for match in reply["matches"]))
        print(f"completion: first {times[0]:.2f} s, then {times[-1]:.2f} s", file=sys.stderr)

    def test_inspection(self):
        self.value("import FastAI")
        reply = self.reply_to(self.client.inspect("try Tensor.ones(2)", 13))
        self.assertTrue(reply["found"], reply)
        self.assertIn("ones", reply["data"]["text/markdown"])

    def test_speed(self):
        """Reported; what a machine takes that does much else is no fault."""
        kinds = [("print", "print(1)"), ("import", "import FastAI\ntry tensor(3, 2)"), ("function", "func f9() {}\nf9()")]
        for name, code in kinds:
            times = [self.run_cell(code) for _ in range(3)]
            print(f"{name}: first output {times[0].first:.2f} s, then {times[-1].total:.2f} s", file=sys.stderr)
            self.assertTrue(all(time.error is None for time in times))


class CrashTests(KernelTests):
    """What ends the process of the cells: with a kernel of its own."""

    def test_trap(self):
        self.value("let lost = 1")
        cell = self.run_cell('print("before")\nlet none: [Int] = []\nprint(none[lost])')
        self.assertEqual(cell.streams["stdout"], "before\n")
        self.assertIn("Index out of range", cell.streams["stderr"])
        self.assertEqual(cell.error["ename"], "ProcessEnded")
        self.assertIn("run the cells again", cell.error["evalue"])
        self.assertEqual(self.value("let anew = 2\nanew"), "2")
        self.assertIn("cannot find 'lost'", self.run_cell("lost").error["evalue"])

    def test_second_interrupt_ends_a_loop_that_does_not_look(self):
        started = self.start('print("on")\nwhile true {}')

        def interrupt(cell):
            self.manager.interrupt_kernel()
            time.sleep(0.5)
            self.manager.interrupt_kernel()

        cell = self.finish(started, meanwhile=interrupt)
        self.assertEqual(cell.error["ename"], "ProcessEnded")
        self.assertEqual(self.value("3"), "3")


for name in [name for name in dir(KernelTests) if name.startswith("test_")]:
    setattr(CrashTests, name, None)  # run once, in the class that they stand in

if __name__ == "__main__":
    unittest.main(verbosity=2)
