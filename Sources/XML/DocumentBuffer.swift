import CLibXML2
import Diagnostics

/// Writes a document with libxml2, which passes it on in pieces, so that a long one does not exist as a whole.
@safe struct DocumentBuffer: ~Copyable {
    private let buffer: xmlBufferPtr
    let writer: xmlTextWriterPtr
    /// What is wanted of the pieces: whether there shall be more of them.
    private let take: ([UInt8]) -> Bool
    private var isWanted = true

    init(_ take: @escaping ([UInt8]) -> Bool) {
        guard let buffer = unsafe xmlBufferCreate(), let writer = unsafe xmlNewTextWriterMemory(buffer, 0) else {
            preconditionFailure("out of memory while writing a document")
        }
        unsafe xmlBufferSetAllocationScheme(buffer, XML_BUFFER_ALLOC_DOUBLEIT)
        unsafe self.buffer = buffer
        unsafe self.writer = writer
        self.take = take
    }

    deinit {
        unsafe xmlFreeTextWriter(writer)
        unsafe xmlBufferFree(buffer)
    }

    /// Passes on what was written, if it is enough for a piece.
    mutating func passOn() {
        if unsafe xmlBufferLength(buffer) >= Report.pieceSize { pass() }
    }

    mutating func finish() {
        unsafe xmlTextWriterFlush(writer)
        pass()
    }

    private mutating func pass() {
        let count = Int(unsafe xmlBufferLength(buffer))
        if isWanted, let content = unsafe xmlBufferContent(buffer) {
            isWanted = unsafe take(Array(UnsafeBufferPointer(start: content, count: count)))
        }
        unsafe xmlBufferEmpty(buffer)
    }
}
