import Glibc

/// Writes the list of rules: `rulecatalog OUTPUT FILE…`, each file named after the one rule type it declares.
let arguments = CommandLine.arguments
guard arguments.count >= 2 else {
    print("usage: rulecatalog OUTPUT FILE…")
    exit(2)
}

let types = arguments.dropFirst(2).map { path -> String in
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return String(name.dropLast(".swift".count))
}.sorted()

let text = """
    import Subjects

    extension RuleCatalog {
        /// Every rule of the module, one for each file with a rule's code; written at build time.
        static let types: [any Rule.Type] = [
    \(types.map { "        \($0).self," }.joined(separator: "\n"))
        ]
    }

    """

guard let output = unsafe fopen(arguments[1], "w") else {
    print("rulecatalog: cannot write \(arguments[1])")
    exit(1)
}
let written = unsafe fputs(text, output)
guard unsafe fclose(output) == 0, written >= 0 else {
    print("rulecatalog: cannot write \(arguments[1])")
    exit(1)
}
