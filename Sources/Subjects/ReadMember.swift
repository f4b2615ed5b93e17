import Diagnostics
public import JobMonitorProc

extension JobMonitorProc.DataSet {
    /// Whether a file is a copy of it, as far as its name tells.
    ///
    /// - Returns: `nil` if the file's name says nothing about data set and member.
    public func isFile(_ path: String) -> Bool? {
        let name = path.split(separator: "/").last.map { $0.uppercased() } ?? ""
        let words = name.split { !($0.isLetter || $0.isNumber || "#$@".contains($0)) }.map(String.init)
        let isOther =
            words.contains { ["FEJJCNFG", "BUZJCNFG", "BLZJCNFG", "BLZJNCFG"].contains($0) } ? false : nil as Bool?
        if self.name.value.hasPrefix("/") {
            return self.name.value.split(separator: "/").last?.uppercased() == name ? true : isOther
        }
        if name.contains("(") {
            if name.hasPrefix(self.name.value) { return true }
            // Without its data set, as in `(FEJJCNFG)`, only the member counts.
            return name.hasPrefix("(") ? self.member.map { name.hasPrefix("(\($0))") } ?? false : false
        }
        guard let member = self.member else { return name == self.name.value ? true : nil }
        return words.contains(member) ? true : isOther
    }
}
