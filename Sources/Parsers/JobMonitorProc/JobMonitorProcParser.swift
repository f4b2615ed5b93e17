public import Contract
public import Diagnostics
import Languages
import Secrets

extension JobMonitorProc: InputModel {
    /// Recognises the procedure by its program, because the sample of the agent's procedure also begins with the
    /// comment JES JOB MONITOR.
    public static func recognise(_ file: SourceFile) -> Recognised<Never>? {
        guard JCLStatement.beginJCL(file, file.lineStarts.indices) else { return nil }
        let statements = Self.statements(of: file)
        guard let program = step(of: statements, symbols(of: statements))?.program else { return nil }
        return Recognised("JCL that runs \(program)")
    }

    public static func parse(_ file: SourceFile) -> Parsed<JobMonitorProc> {
        let statements = statements(of: file)
        let list = symbolList(of: statements)
        let symbols = symbols(of: statements)
        let found = step(of: statements, symbols)
        // With --as the input may be any JCL; then its first step counts.
        let index = found?.index ?? statements.firstIndex { $0.operation == "EXEC" }
        let exec = index.map { statements[$0] }
        let group = index.map { dataDefinitions(statements[($0 + 1)...]) } ?? []
        let parameter = exec?["PARM"].map { operand in
            Located(symbols.resolve(operand.text).text, at: operand.value.range)
        }
        func dataSets(_ name: String) -> [DataSet] {
            group.filter { $0.name == name }.compactMap { dataSet($0.statement, symbols) }
        }
        let jobLibraries = dataDefinitions(statements.prefix(index ?? 0)[...]).filter { $0.name == "JOBLIB" }
            .compactMap { dataSet($0.statement, symbols) }
        let steplib = dataSets("STEPLIB")
        let procedure = statements.prefix(index ?? 0).last { $0.operation == "PROC" && !$0.label.isEmpty }
        return Parsed(
            JobMonitorProc(
                file: file, name: procedure?.label,
                step: exec.flatMap { $0["PGM"] ?? $0.operandList.first }?.value.range,
                program: exec?["PGM"].map { Located(symbols.resolve($0.text).text.uppercased(), at: $0.value.range) },
                parameter: parameter, symbols: list, libraries: steplib.isEmpty ? jobLibraries : steplib,
                configuration: configuration(parameter, dataSets) { name in
                    group.contains { $0.name == name && isInStream($0.statement) }
                }),
            secrets: SecretScanner.secrets(in: file.bytes))
    }

    private static func statements(of file: SourceFile) -> [JCLStatement] {
        JCLStatement.all(in: file, file.lineStarts.indices).map(\.statement)
    }

    private static func symbolList(of statements: [JCLStatement]) -> [(name: String, value: Located<String>)] {
        let keywords = ["DSNAME", "PGM", "PROC"]
        return statements.filter { $0.operation == "PROC" || $0.operation == "SET" }.flatMap { statement in
            statement.operandList.filter { !$0.keyword.isEmpty && !keywords.contains($0.keyword) }.map { operand in
                (operand.keyword, Located(operand.text, at: operand.value.range))
            }
        }
    }

    private static func symbols(of statements: [JCLStatement]) -> JCLSymbols {
        var symbols = JCLSymbols()
        for (name, value) in symbolList(of: statements) { symbols[name] = value.value }
        return symbols
    }

    private static func step(
        of statements: [JCLStatement], _ symbols: JCLSymbols
    ) -> (index: Int, program: String)? {
        for (index, statement) in statements.enumerated() where statement.operation == "EXEC" {
            guard let operand = statement["PGM"] else { continue }
            let program = symbols.resolve(operand.text).text.uppercased()
            if programs.contains(where: { $0.name == program }) { return (index, program) }
        }
        return nil
    }

    /// The DD statements up to the next step; one without a name is concatenated to the previous one.
    private static func dataDefinitions(
        _ statements: ArraySlice<JCLStatement>
    ) -> [(name: String, statement: JCLStatement)] {
        var last = ""
        var found: [(String, JCLStatement)] = []
        for statement in statements {
            if ["EXEC", "JOB", "PEND"].contains(statement.operation) { break }
            guard statement.operation == "DD" else { continue }
            if !statement.label.isEmpty {
                last = statement.label.split(separator: ".").last.map(String.init) ?? ""
            }
            found.append((last, statement))
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

    /// `ENVAR("_CEE_ENVFILE_S=DD:ENVIRON")`, or a data set as `//'NAME'`.
    private static func configuration(
        _ parameter: Located<String>?, _ dataSets: (String) -> [DataSet], _ isInStream: (String) -> Bool
    ) -> Configuration {
        let text = Array((parameter?.value ?? "").utf8)
        for (key, keepsBlanks) in [("_CEE_ENVFILE_S=", false), ("_CEE_ENVFILE=", true)] {
            let places = text.indices.filter { text[$0...].starts(with: key.utf8) }
            guard let place = places.last, let range = parameter?.range else { continue }
            let value = String(
                decoding: text[(place + key.utf8.count)...].prefix { $0 != UInt8(ascii: "\"") }, as: UTF8.self)
            if value.uppercased().hasPrefix("DD:") {
                let dd = value.dropFirst(3).uppercased().prefix { $0.isLetter || $0.isNumber || "#$@".contains($0) }
                return Configuration(
                    ddName: String(dd), dataSet: dataSets(String(dd)).first, isInStream: isInStream(String(dd)),
                    keepsTrailingBlanks: keepsBlanks)
            }
            let dataSet = value.drop { "/'".contains($0) }.prefix { $0 != "'" }.uppercased()
            let name = Located(dataSet, at: range)
            return Configuration(
                ddName: nil, dataSet: DataSet(name: name, isResolved: !dataSet.contains("&")), isInStream: false,
                keepsTrailingBlanks: keepsBlanks)
        }
        return Configuration(
            ddName: "ENVIRON", dataSet: dataSets("ENVIRON").first, isInStream: isInStream("ENVIRON"),
            keepsTrailingBlanks: false)
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
