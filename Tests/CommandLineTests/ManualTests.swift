import Foundation
import Testing

/// `man/` has the manual pages of this version, made from the help texts.
@Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/python3"), "Python is not installed"))
struct ManualTests {
    @Test func `the manual pages are current`() throws {
        let program = try Program()
        let isUpdate = ProcessInfo.processInfo.environment["JMONCHECK_UPDATE"] != nil
        let target = isUpdate ? "'\(Program.root.path)/man/man1'" : "new"
        let result = try program.shell("'\(Program.root.path)/scripts/manual' \"$JMONCHECK\" \(target) 2>&1")
        #expect(result.status == 0, "\(result.output)")
        guard !isUpdate else { return }
        let difference = try program.shell("diff -r new '\(Program.root.path)/man/man1'")
        #expect(difference.status == 0, "run 'make man':\n\(difference.output)")
    }

    @Test(
        .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/groff"), "groff is not installed"))
    func `groff has no complaint about them`() throws {
        let result = try Program().shell(
            "for page in '\(Program.root.path)'/man/man1/*.1; do groff -man -Tutf8 -ww \"$page\" > /dev/null || exit 1; done"
        )
        #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)")
    }
}
