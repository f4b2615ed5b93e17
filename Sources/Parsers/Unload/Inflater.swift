import CZlib

/// Reads gzip with zlib, which every system has and which no code here could replace in speed.
@safe final class Inflater {
    private var stream = unsafe z_stream()
    private var output = [UInt8](repeating: 0, count: 1 << 17)
    /// Whether the last member ended, and with the right checksum.
    private(set) var isAtEnd = true
    private(set) var isBroken = false

    init() {
        // 16 more than the window asks for the gzip format.
        let result = unsafe inflateInit2_(&stream, 16 + 15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        isBroken = result != Z_OK
    }

    deinit { unsafe inflateEnd(&stream) }

    static func isCompressed(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x1F, 0x8B]) }

    /// The beginning of what a gzip file holds; `nil` for other files.
    static func beginning(of sample: [UInt8]) -> [UInt8]? {
        guard isCompressed(sample) else { return nil }
        var plain: [UInt8] = []
        _ = Inflater().feed(sample, sample.count) { buffer, count in
            plain += buffer.prefix(count)
            return plain.count < 1 << 18
        }
        return plain
    }

    /// Takes the next piece of the file.
    ///
    /// - Parameter body: called with what it holds; if it returns false, nothing more is read.
    /// - Returns: whether to go on.
    func feed(_ input: [UInt8], _ count: Int, _ body: ([UInt8], Int) -> Bool) -> Bool {
        guard !isBroken else { return false }
        var input = input
        return unsafe input.withUnsafeMutableBufferPointer { pointer in
            unsafe stream.next_in = pointer.baseAddress
            unsafe stream.avail_in = UInt32(count)
            while unsafe (stream.avail_in > 0 || stream.avail_out == 0) {
                if unsafe (isAtEnd && stream.avail_in > 0 && stream.total_in > 0) { unsafe inflateReset(&stream) }
                let result = inflateOnce()
                let produced = unsafe output.count - Int(stream.avail_out)
                if produced > 0, !body(output, produced) { return false }
                isAtEnd = result == Z_STREAM_END
                guard result == Z_OK || result == Z_STREAM_END || result == Z_BUF_ERROR else {
                    isBroken = true
                    return false
                }
                if unsafe result == Z_BUF_ERROR || (isAtEnd && stream.avail_in == 0) { break }
            }
            return true
        }
    }

    private func inflateOnce() -> Int32 {
        unsafe output.withUnsafeMutableBufferPointer { pointer in
            unsafe stream.next_out = pointer.baseAddress
            unsafe stream.avail_out = UInt32(pointer.count)
            return unsafe inflate(&stream, Z_NO_FLUSH)
        }
    }
}
