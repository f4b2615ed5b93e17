import Glibc

/// An address and port to connect to.
@safe struct SocketAddress {
    struct Failure: Error { var reason: String }

    private var storage = sockaddr_storage()
    private(set) var length: socklen_t
    let family: Int32

    /// The addresses of a name in the order in which the system prefers them, or the address that the text is.
    static func resolve(_ host: String, port: Int, isNumeric: Bool = false) -> Result<[SocketAddress], Failure> {
        var hints = unsafe addrinfo()
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        unsafe hints.ai_flags = isNumeric ? AI_NUMERICHOST : 0
        var list: UnsafeMutablePointer<addrinfo>?
        let code = unsafe getaddrinfo(host, String(port), &hints, &list)
        guard code == 0 else {
            return .failure(Failure(reason: unsafe String(cString: gai_strerror(code))))
        }
        defer { unsafe freeaddrinfo(list) }
        var found: [SocketAddress] = []
        var next = unsafe list
        while let entry = unsafe next {
            if let address = unsafe SocketAddress(entry.pointee) { found.append(address) }
            unsafe next = entry.pointee.ai_next
        }
        return found.isEmpty ? .failure(Failure(reason: "no address")) : .success(found)
    }

    private init?(_ entry: addrinfo) {
        guard let address = unsafe entry.ai_addr, unsafe Int(entry.ai_addrlen) <= MemoryLayout<sockaddr_storage>.size
        else { return nil }
        length = unsafe entry.ai_addrlen
        family = unsafe entry.ai_family
        unsafe withUnsafeMutableBytes(of: &storage) { target in
            unsafe target.copyMemory(from: UnsafeRawBufferPointer(start: address, count: Int(length)))
        }
    }

    /// The local end of a connected socket.
    init?(localEndOf descriptor: Int32) {
        length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        var size = length
        let result = unsafe withUnsafeMutablePointer(to: &storage) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe getsockname(descriptor, $0, &size)
            }
        }
        guard result == 0 else { return nil }
        length = size
        family = Int32(storage.ss_family)
    }

    /// Calls a function of the sockets interface with the address.
    func with(_ call: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
        unsafe withUnsafePointer(to: storage) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe call($0, length) }
        }
    }

    /// The address in digits, without the port.
    var numeric: String? {
        var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        let code = unsafe with { address, length in
            unsafe getnameinfo(address, length, &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST)
        }
        guard code == 0 else { return nil }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
