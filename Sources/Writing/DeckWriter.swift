import Diagnostics

/// The form in which a deck is written.
public enum DeckStyle: String, Sendable, CaseIterable {
    case text, jcl, rexx, ansible, workflow
}

/// Writes commands in one of the forms in which they are run. No line is longer than 72 columns.
public struct DeckWriter {
    private let style: DeckStyle
    static let width = 72

    public init(_ style: DeckStyle) { self.style = style }

    /// - Parameter isUndo: whether the plan takes another back, so that its own undo commands are not listed.
    public func lines(_ plan: DeckPlan, isUndo: Bool = false) -> [String] {
        let undo = isUndo ? [] : plan.undoing.commands
        return switch style {
        case .text: Self.text(plan, undo, indent: "")
        case .jcl: Self.jcl(plan, undo)
        case .rexx: Self.rexx(plan, undo)
        case .ansible: Self.ansible(plan, undo)
        case .workflow: Self.workflow(plan, undo)
        }
    }

    private static let undoHeading = "These commands take it back; delete only what the deck made:"

    // MARK: Commands and comments

    /// Comments begin in column 2: in column 1 of in-stream data they would end the deck.
    private static func text(_ plan: DeckPlan, _ undo: [DeckPlan.Command], indent: String) -> [String] {
        var lines: [String] = []
        for note in plan.notes { lines += comment(note) }
        for command in plan.commands {
            for reason in command.reasons { lines += comment(reason) }
            lines += continued(command.words, indent: indent)
        }
        if !undo.isEmpty {
            lines += comment(undoHeading)
            lines += undo.flatMap { folded([$0.text], width: width - 9, " ").map { " /*   \($0) */" } }
        }
        return lines
    }

    private static func comment(_ sentence: String) -> [String] {
        folded(words(sentence), width: width - 7, "").map { " /* \($0) */" }
    }

    private static func words(_ sentence: String) -> [String] {
        sentence.split(separator: " ").map(String.init)
    }

    /// Words on lines that are not longer than they have to be.
    static func folded(_ words: [String], width: Int, _ indent: String) -> [String] {
        let pieces = words.count == 1 ? words[0].split(separator: " ").map(String.init) : words
        var lines: [String] = []
        var line = ""
        for piece in pieces {
            if line.isEmpty {
                line = piece
            } else if line.utf8.count + 1 + piece.utf8.count <= width {
                line += " " + piece
            } else {
                lines.append(line)
                line = indent + piece
            }
        }
        return line.isEmpty ? lines : lines + [line]
    }

    /// A command with continuation marks.
    private static func continued(_ words: [String], indent: String) -> [String] {
        let lines = broken(words, width: width - 2 - indent.utf8.count)
        return lines.enumerated().map { index, line in
            indent + (index == 0 ? "" : "  ") + line + (index + 1 < lines.count ? " -" : "")
        }
    }

    /// The words of a command on lines; a word is never divided.
    private static func broken(_ words: [String], width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in words {
            if line.isEmpty {
                line = word
            } else if line.utf8.count + 3 + word.utf8.count <= width {
                line += " " + word
            } else {
                lines.append(line)
                line = word
            }
        }
        return lines + [line]
    }

    // MARK: Forms

    private static func jcl(_ plan: DeckPlan, _ undo: [DeckPlan.Command]) -> [String] {
        [
            "//PTKTDATA JOB (ACCT),'PASSTICKETS',CLASS=A,MSGCLASS=H",
            "//TSO      EXEC PGM=IKJEFT01",
            "//SYSTSPRT DD SYSOUT=*",
            "//SYSTSIN  DD *",
        ] + text(plan, undo, indent: "") + ["/*"]
    }

    private static func rexx(_ plan: DeckPlan, _ undo: [DeckPlan.Command]) -> [String] {
        var lines = ["/* REXX */", "ADDRESS TSO"]
        for note in plan.notes { lines += comment(note).map { String($0.dropFirst()) } }
        for command in plan.commands {
            for reason in command.reasons { lines += comment(reason).map { String($0.dropFirst()) } }
            let parts = broken(command.words, width: width - 8)
            for (index, part) in parts.enumerated() {
                let isLast = index + 1 == parts.count
                lines.append((index == 0 ? "" : "  ") + "\"\(part)\"" + (isLast ? "" : ","))
            }
        }
        if !undo.isEmpty {
            lines += comment(undoHeading).map { String($0.dropFirst()) }
            lines += undo.flatMap { folded([$0.text], width: width - 9, "  ").map { "/*   \($0) */" } }
        }
        return lines + ["EXIT 0"]
    }

    private static func ansible(_ plan: DeckPlan, _ undo: [DeckPlan.Command]) -> [String] {
        var lines = ["---"]
        for note in plan.notes { lines += folded(words(note), width: width - 2, "").map { "# \($0)" } }
        lines += [
            "- name: Set up PassTickets", "  hosts: all", "  gather_facts: false", "  tasks:",
            "  - name: Define and permit the PassTicket profiles", "    ibm.ibm_zos_core.zos_tso_command:",
        ]
        if plan.commands.contains(where: \.mayFail) { lines.append("      max_rc: 4") }
        lines.append("      commands:")
        for command in plan.commands {
            for reason in command.reasons {
                lines += folded(words(reason), width: width - 8, "").map { "      # \($0)" }
            }
            let parts = broken(command.words, width: width - 10)
            if parts.count == 1 {
                lines.append("      - \"\(parts[0])\"")
            } else {
                lines.append("      - >-")
                lines += parts.map { "        \($0)" }
            }
        }
        if !undo.isEmpty {
            lines.append("# \(undoHeading)")
            lines += undo.flatMap { folded([$0.text], width: width - 4, "  ").map { "#   \($0)" } }
        }
        return lines
    }

    private static func workflow(_ plan: DeckPlan, _ undo: [DeckPlan.Command]) -> [String] {
        var lines = [
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<workflow>", "  <workflowInfo>",
            "    <workflowID>passtickets</workflowID>",
            "    <workflowDescription>Set up PassTickets</workflowDescription>",
            "    <workflowVersion>1.0</workflowVersion>", "    <vendor>jmoncheck</vendor>", "  </workflowInfo>",
            "  <step name=\"passtickets\">", "    <title>Define the PassTicket profiles</title>",
            "    <description>Runs the commands that are missing.</description>", "    <instructions>",
        ]
        let notes = plan.notes.isEmpty ? ["Submit the job and check its return code."] : plan.notes
        for note in notes { lines += folded(words(note), width: width - 6, "").map { "      \($0)" } }
        lines += [
            "    </instructions>", "    <weight>1</weight>",
            "    <skills>Security administrator</skills>", "    <template>",
            "      <inlineTemplate><![CDATA[",
        ]
        var inner = plan
        inner.notes = []
        lines[lines.count - 1] += "//TSO      EXEC PGM=IKJEFT01"
        lines += ["//SYSTSPRT DD SYSOUT=*", "//SYSTSIN  DD *"] + text(inner, undo, indent: "") + ["/*"]
        return lines + [
            "]]></inlineTemplate>", "      <submitAs>JCL</submitAs>", "    </template>", "  </step>", "</workflow>",
        ]
    }
}
