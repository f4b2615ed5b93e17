/// The symbols of a procedure and their values (z/OS MVS JCL Reference, chapter 5).
public struct JCLSymbols {
    private var values: [String: String] = [:]

    public init() {}

    public subscript(name: String) -> String? {
        get { values[name.uppercased()] }
        set { values[name.uppercased()] = newValue }
    }

    /// Replaces `&NAME` and `&NAME.`. Unknown symbols remain, and `&&` begins the name of a temporary data set.
    public func resolve(_ text: String) -> (text: String, isComplete: Bool) {
        var result = ""
        var isComplete = true
        // A value may itself contain a symbol; this is resolved one level deep, as procedures nest it.
        for (index, pass) in [text, ""].enumerated() {
            let source = index == 0 ? pass : result
            guard index == 0 || source.contains("&") else { break }
            (result, isComplete) = replace(source)
        }
        return (result, isComplete)
    }

    private func replace(_ text: String) -> (String, Bool) {
        var result = String.UnicodeScalarView()
        var isComplete = true
        var rest = text.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            guard scalar == "&" else {
                result.append(scalar)
                continue
            }
            let name = rest.prefix {
                $0.isASCII && ($0.properties.isAlphabetic || "0123456789#$@".unicodeScalars.contains($0))
            }
            guard (1...8).contains(name.count) else {
                result.append(scalar)
                if rest.first == "&" { result.append(rest.removeFirst()) }
                continue
            }
            rest.removeFirst(name.count)
            if let value = values[String(name).uppercased()] {
                result.append(contentsOf: value.unicodeScalars)
                if rest.first == "." { rest.removeFirst() }
            } else {
                isComplete = false
                result.append(scalar)
                result.append(contentsOf: name)
            }
        }
        return (String(result), isComplete)
    }
}
