import Diagnostics

/// The number of an element in a table. Each kind of number is a type of its own, so that none passes for another.
protocol TableNumber: Comparable, Hashable, Sendable {
    var value: UInt32 { get }
    init(value: UInt32)
}

extension TableNumber {
    init(_ index: Int) { self.init(value: UInt32(index)) }

    var index: Int { Int(value) }

    static func < (left: Self, right: Self) -> Bool { left.value < right.value }
}

/// A class of general resources.
struct ClassNumber: TableNumber { var value: UInt32 }

/// A profile in its class.
struct ProfileNumber: TableNumber { var value: UInt32 }

/// An entry on an access list of a class.
struct EntryNumber: TableNumber {
    var value: UInt32

    static let none = EntryNumber(value: 0)
}

/// A user ID or a group.
struct IDNumber: TableNumber { var value: UInt32 }

/// An array whose elements are found by numbers of one type.
struct Table<Number: TableNumber, Element: Sendable>: Sendable {
    private(set) var elements: [Element] = []

    init() {}
    init(_ elements: [Element]) { self.elements = elements }

    var count: Int { elements.count }
    var isFull: Bool { elements.count == elements.capacity }

    /// The numbers of all elements, in their order.
    var numbers: LazyMapSequence<Range<Int>, Number> { elements.indices.lazy.map { Number($0) } }

    subscript(number: Number) -> Element {
        // Without a copy: a class of resources holds a dozen arrays.
        @inline(__always) _read { yield elements[number.index] }
        @inline(__always) _modify { yield &elements[number.index] }
    }

    @discardableResult
    mutating func append(_ element: Element) -> Number {
        elements.append(element)
        return Number(elements.count - 1)
    }

    /// Reserves room for more elements.
    mutating func reserve(_ more: Int) { elements.reserveLargePages(elements.count + more) }
}
