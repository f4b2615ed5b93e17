import Diagnostics

/// Where in a file TSO would read commands.
enum DeckCarrier {
    static func regions(_ file: SourceFile) -> [DeckRegion] {
        if JCLCarrier.isJCL(file) { return JCLCarrier.regions(file) }
        return [DeckRegion(text: .lines(file.lineStarts.indices), carrier: .plain, records: records(file))]
    }

    /// Plain text is read as it stands, unless sequence numbers show records of 80.
    private static func records(_ file: SourceFile) -> DeckRegion.Records {
        if file.record == .fb80 { return .fixed }
        var records = DeckRegion.Records.maybeFixed
        for index in file.lineStarts.indices {
            let line = file.lineBounds(index)
            guard line.count >= 80 else { continue }
            let bytes = file.bytes[line]
            if bytes.count(where: { $0 & 0xC0 != 0x80 }) > 80 { return .free }
            if line.count == 80, bytes.suffix(8).allSatisfy(TSOBytes.isDigit) { records = .fixed }
        }
        return records
    }
}
