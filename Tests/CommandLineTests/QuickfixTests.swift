import Foundation
import Testing

/// The concise report as vim reads it, with its default error format.
@Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/vim"), "vim is not installed"))
struct QuickfixTests {
    @Test func `vim goes to every finding`() throws {
        let program = try Program()
        try program.copy("examples/as-printed")
        let check = try program.shell(
            "jmoncheck check examples/as-printed --assume fresh --agent-user AGNTUSR -q > concise.txt")
        #expect(check.status == 1)
        let lines = try program.read("concise.txt").split(separator: "\n")
        #expect(lines.count > 10)
        let vim = try program.shell(
            """
            vim -u NONE -N -es -c 'cgetfile concise.txt' \
            -c 'call writefile(map(filter(getqflist(), "v:val.valid"), \
            "bufname(v:val.bufnr) . \\":\\" . v:val.lnum . \\":\\" . v:val.col . \\":\\" . v:val.text"), "list.txt")' -c 'qa!'
            """)
        #expect(vim.status == 0, "\(vim.output)\(vim.errors)")
        let list = try program.read("list.txt").split(separator: "\n")
        #expect(list.count == lines.filter { $0.contains(/^[^:]+:[0-9]+:[0-9]+:/) }.count && list.count > 5)
        let wanted = "passticket.txt:1:28: error[RF302] SETROPTS is on the same line"
        #expect(list.contains { $0.contains(wanted) }, "\(list)")
    }
}
