import Checking

/// The names in the inputs of a check, for going from one to the other.
struct SymbolIndex {
    init(_ inspection: Inspection) {}
}
