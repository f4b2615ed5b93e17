public import Contract
public import Diagnostics
import Languages
import Secrets

extension JobMonitorProc: InputModel {
    /// Recognises the procedure by its program, because the sample of the agent's procedure also begins with the
    /// comment JES JOB MONITOR.
    public static func recognise(_ file: SourceFile) -> Recognised<Never>? {
        guard JCLStatement.beginJCL(file, file.lineStarts.indices) else { return nil }
        guard let program = server(in: file, symbols(symbolList(of: file)))?.program else { return nil }
        return Recognised("JCL that runs \(program)")
    }

    public static func parse(_ file: SourceFile) -> Parsed<JobMonitorProc> {
        let list = symbolList(of: file)
        let symbols = symbols(list)
        let lines = file.lineStarts.indices
        // With --as the input may be any JCL; then its first step counts.
        let step =
            server(in: file, symbols)?.step ?? JCLStatements(file, lines).first { $0.statement.operation == "EXEC" }
        let exec = step?.statement
        let before = JCLStatements(file, 0..<(step?.line ?? 0))
        let parameter = exec?["PARM"].map { operand in
            Located(symbols.resolve(operand.text).text, at: operand.value.range)
        }
        let source = ConfigurationSource(parameter)
        let after = JCLStatements(file, (exec?.end ?? lines.upperBound)..<lines.upperBound)
        let group = dataDefinitions(after, named: ["STEPLIB", source.ddName], symbols)
        let steplib = group.filter { $0.name == "STEPLIB" }.compactMap(\.dataSet)
        let jobLibraries = dataDefinitions(before, named: ["JOBLIB"], symbols).compactMap(\.dataSet)
        let named = group.filter { $0.name == source.ddName }
        return Parsed(
            JobMonitorProc(
                file: file, name: procedureName(before),
                step: exec.flatMap { $0["PGM"] ?? $0.operandList.first }?.value.range,
                program: exec?["PGM"].map { Located(symbols.resolve($0.text).text.uppercased(), at: $0.value.range) },
                parameter: parameter, symbols: list, libraries: steplib.isEmpty ? jobLibraries : steplib,
                configuration: Configuration(
                    ddName: source.ddName,
                    dataSet: source.dataSet ?? named.lazy.compactMap(\.dataSet).first,
                    others: source.dataSet == nil ? Array(named.compactMap(\.dataSet).dropFirst()) : [],
                    isInStream: named.contains(where: \.isInStream),
                    keepsTrailingBlanks: source.keepsTrailingBlanks)),
            secrets: SecretScanner.secrets(in: file.bytes))
    }

    private static func symbolList(of file: SourceFile) -> [(name: String, value: Located<String>)] {
        let keywords = ["DSNAME", "PGM", "PROC"]
        var list: [(String, Located<String>)] = []
        for statement in JCLStatements(file, file.lineStarts.indices).lazy.map(\.statement)
        where statement.operation == "PROC" || statement.operation == "SET" {
            for operand in statement.operandList where !operand.keyword.isEmpty && !keywords.contains(operand.keyword) {
                list.append((operand.keyword, Located(operand.text, at: operand.value.range)))
            }
        }
        return list
    }

    private static func symbols(_ list: [(name: String, value: Located<String>)]) -> JCLSymbols {
        var symbols = JCLSymbols()
        for (name, value) in list { symbols[name] = value.value }
        return symbols
    }

    /// The step that runs a server.
    private static func server(
        in file: SourceFile, _ symbols: JCLSymbols
    ) -> (step: JCLStatements.Element, program: String)? {
        for step in JCLStatements(file, file.lineStarts.indices) where step.statement.operation == "EXEC" {
            guard let operand = step.statement["PGM"] else { continue }
            let program = symbols.resolve(operand.text).text.uppercased()
            if programs.contains(where: { $0.name == program }) { return (step, program) }
        }
        return nil
    }

    /// The name of the procedure that begins last.
    private static func procedureName(_ statements: JCLStatements) -> String? {
        statements.reduce(nil) { name, placed in
            let statement = placed.statement
            return statement.operation == "PROC" && !statement.label.isEmpty ? statement.label : name
        }
    }

    /// The DD statements of some names up to the next step; one without a name is concatenated to the previous one.
    private static func dataDefinitions(
        _ statements: JCLStatements, named wanted: [String?], _ symbols: JCLSymbols
    ) -> [(name: String, dataSet: DataSet?, isInStream: Bool)] {
        var last = ""
        var found: [(String, DataSet?, Bool)] = []
        for statement in statements.lazy.map(\.statement) {
            if ["EXEC", "JOB", "PEND"].contains(statement.operation) { break }
            guard statement.operation == "DD" else { continue }
            if !statement.label.isEmpty {
                last = statement.label.split(separator: ".").last.map(String.init) ?? ""
            }
            if wanted.contains(last) { found.append((last, dataSet(statement, symbols), isInStream(statement))) }
        }
        return found
    }

    private static func dataSet(_ statement: JCLStatement, _ symbols: JCLSymbols) -> DataSet? {
        guard let operand = statement["DSN"] ?? statement["DSNAME"] else {
            guard let file = statement["PATH"] else { return nil }
            let path = symbols.resolve(file.text)
            return DataSet(name: Located(path.text, at: file.value.range), isResolved: path.isComplete)
        }
        return dataSet(operand.text, at: operand.value.range, symbols)
    }

    /// `DD *` and `DD DATA`.
    private static func isInStream(_ statement: JCLStatement) -> Bool {
        statement.operation == "DD"
            && statement.operandList.first.map {
                $0.keyword.isEmpty && ["*", "DATA"].contains($0.value.value.uppercased())
            }
                ?? false
    }

    private static func dataSet(_ name: String, at range: SourceRange, _ symbols: JCLSymbols) -> DataSet {
        let resolved = symbols.resolve(name)
        return DataSet(name: Located(resolved.text.uppercased(), at: range), isResolved: resolved.isComplete)
    }

    public func dumped() -> [String: JSONValue] {
        func line(_ range: SourceRange) -> JSONValue { .number(file.lineIndex(at: Int(range.start)) + 1) }
        func dumped(_ dataSet: DataSet) -> JSONValue {
            [
                "name": .string(dataSet.name.value), "resolved": .bool(dataSet.isResolved),
                "line": line(dataSet.name.range),
            ]
        }
        return [
            "procedure": name.map { .string($0) } ?? .null,
            "program": program.map { .string($0.value) } ?? .null,
            "parameter": parameter.map { .string($0.value) } ?? .null,
            "symbols": .array(
                symbols.map { symbol in
                    [
                        "name": .string(symbol.name), "value": .string(symbol.value.value),
                        "line": line(symbol.value.range),
                    ]
                }),
            "libraries": .array(libraries.map(dumped)),
            "configuration": [
                "dd": configuration.ddName.map(JSONValue.string) ?? .null,
                "dataSet": configuration.dataSet.map(dumped) ?? .null,
            ],
        ]
    }
}

/// What PARM says about the configuration: `ENVAR("_CEE_ENVFILE_S=DD:ENVIRON")`, or a data set as `//'NAME'`.
private struct ConfigurationSource {
    /// `nil` if it names a data set directly.
    var ddName: String? = "ENVIRON"
    var dataSet: JobMonitorProc.DataSet?
    var keepsTrailingBlanks = false

    init(_ parameter: Located<String>?) {
        let text = Array((parameter?.value ?? "").utf8)
        for (key, keepsBlanks) in [("_CEE_ENVFILE_S=", false), ("_CEE_ENVFILE=", true)] {
            let places = text.indices.filter { text[$0...].starts(with: key.utf8) }
            guard let place = places.last, let range = parameter?.range else { continue }
            let value = String(
                decoding: text[(place + key.utf8.count)...].prefix { $0 != UInt8(ascii: "\"") }, as: UTF8.self)
            keepsTrailingBlanks = keepsBlanks
            if value.uppercased().hasPrefix("DD:") {
                ddName = String(
                    value.dropFirst(3).uppercased().prefix { $0.isLetter || $0.isNumber || "#$@".contains($0) })
            } else {
                let name = value.drop { "/'".contains($0) }.prefix { $0 != "'" }.uppercased()
                ddName = nil
                dataSet = JobMonitorProc.DataSet(name: Located(name, at: range), isResolved: !name.contains("&"))
            }
            return
        }
    }
}
