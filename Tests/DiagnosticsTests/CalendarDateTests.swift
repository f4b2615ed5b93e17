import Testing

@testable import Diagnostics

@Suite struct CalendarDateTests {
    @Test(arguments: [
        ("1970-01-01", 0), ("1970-12-31", 364), ("1972-02-29", 789), ("2000-02-29", 11016), ("2000-03-01", 11017),
        ("2026-07-01", 20635), ("2099-12-31", 47481), ("9999-12-31", 2_932_896), ("1969-12-31", -1),
    ])
    func `a day is counted`(_ text: String, _ day: Int) {
        #expect(CalendarDate(text)?.day == day)
        #expect(CalendarDate(day: day).description == text)
    }

    @Test(arguments: [
        "", "2026-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-1-1", "26-01-01", "2026/01/01",
        "2026-01-01 ", "+026-01-01", "2026-01-00", "٢٠٢٦-01-01",
    ])
    func `an invalid day is refused`(_ text: String) { #expect(CalendarDate(text) == nil) }

    @Test func `days are written back as they are read`() {
        for day in stride(from: 0, to: 60_000, by: 17) {
            #expect(CalendarDate(CalendarDate(day: day).description)?.day == day)
        }
        #expect(CalendarDate(day: 1) < CalendarDate(day: 2))
    }
}
