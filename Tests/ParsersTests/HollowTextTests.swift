import Diagnostics
import Testing

@testable import Reading

/// Text that holds nothing to check, whatever its name promises.
@Suite struct HollowTextTests {
    @Test(arguments: [
        ("", "the file is empty"), (" \n\t\r\n", "the file has only blanks"),
        ("#!/bin/sh\n# nothing yet\n", "the file has only comments"),
        ("# a\n\n* b\n//* c\n/* d */\n  # e\n", "the file has only comments"), ("# a\nSERV_PORT=6715\n", nil),
        ("#!/bin/sh\ntsocmd \"SETROPTS LIST\"\n", nil), ("//A JOB\n", nil),
        ("<!DOCTYPE html>\n<p>", "is a page of a web server"), ("<HTML><body>", "is a page of a web server"),
        ("<workflow/>", nil), ("[]", "the file has an empty list"),
    ])
    func `a text without content says what it is`(_ text: String, _ reason: String?) {
        #expect(HollowText.reason(SourceFile(path: "x.txt", bytes: Array(text.utf8))) == reason)
    }
}
