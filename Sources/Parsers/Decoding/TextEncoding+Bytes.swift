extension TextEncoding {
    /// The bytes of a text without line ends; `nil` if the encoding lacks one of its characters.
    public func bytes(of text: some Sequence<Unicode.Scalar>) -> [UInt8]? {
        guard let scalars else { return Array(String(String.UnicodeScalarView(text)).utf8) }
        var codes: [UInt32: UInt8] = [:]
        for (code, scalar) in scalars.enumerated() where codes[UInt32(scalar)] == nil {
            codes[UInt32(scalar)] = UInt8(code)
        }
        var bytes: [UInt8] = []
        for scalar in text {
            guard let code = codes[scalar.value] else { return nil }
            bytes.append(code)
        }
        return bytes
    }

    /// Whether every character is one byte.
    public var isSingleByte: Bool { self != .utf8 }
}
