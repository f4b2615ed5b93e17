import Diagnostics

/// The listings that programs make from R_admin, in the forms that are known.
enum ListedExtract {
    case options(RACFListing.Options)
    case records([ExtractRecord])

    /// What the file is; `nil` if it is none of them.
    static func description(of file: SourceFile) -> String? {
        if file.bytes.prefix(1 << 20).contains("CLASSACT:"), SetroptsExtract.options(of: file) != nil {
            return "options that R_admin extracts"
        }
        if SearExtract.isExtract(file) { return "JSON of SEAR" }
        if RacseqExtract.isExtract(file) { return "output of RACSEQ" }
        return StemExtract.isExtract(file) ? "variables of IRRXUTIL" : nil
    }

    init?(_ file: SourceFile) {
        if let options = SetroptsExtract.options(of: file) {
            self = .options(options)
        } else if SearExtract.isExtract(file) {
            self = .records(SearExtract(file).records)
        } else if RacseqExtract.isExtract(file) {
            self = .records(RacseqExtract(file).records)
        } else if StemExtract.isExtract(file) {
            self = .records(StemExtract(file).records)
        } else {
            return nil
        }
    }
}
