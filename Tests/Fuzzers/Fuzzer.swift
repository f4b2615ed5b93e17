import Glibc

/// libFuzzer over the parser that `JMONCHECK_FUZZ` names, or over the whole of `check`; see README.md.
@main struct Fuzzer {
    static func main() {
        guard let name = unsafe getenv("JMONCHECK_FUZZ").map({ unsafe String(cString: $0) }),
            FuzzTarget(rawValue: name) != nil
        else {
            // The script that runs all targets reads this.
            return print(FuzzTarget.allCases.map(\.rawValue).joined(separator: "\n"))
        }
        var count = CommandLine.argc
        var arguments = unsafe CommandLine.unsafeArgv
        exit(
            unsafe runFuzzer(&count, &arguments) { bytes, count in
                unsafe Fuzzer.target.run(Array(UnsafeBufferPointer(start: bytes, count: count)))
                return 0
            })
    }

    private static let target =
        unsafe getenv("JMONCHECK_FUZZ").flatMap { unsafe FuzzTarget(rawValue: String(cString: $0)) } ?? .check
}

/// libFuzzer's own main (FuzzerInterface.h), which changes the arguments in place.
@_silgen_name("LLVMFuzzerRunDriver")
private func runFuzzer(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt
