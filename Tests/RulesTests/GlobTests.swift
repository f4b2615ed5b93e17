import Testing

@testable import Checking

@Suite struct GlobTests {
    @Test(arguments: [
        ("a/b.json", "a/b.json", true), ("a/b.json", "a/b.jsonx", false), ("a/b.json", "a/b", false),
        ("*.json", "a.json", true), ("*.json", "a/b.json", false), ("a/*.json", "a/b.json", true),
        ("a/*", "a/b", true), ("a/*", "a/", true), ("a/*", "a/b/c", false), ("a/?", "a/b", true),
        ("a/?", "a//", false), ("**", "a/b/c", true), ("**", "", true), ("a/**", "a/b/c", true),
        ("a/**", "b/a/c", false),
        ("**/c", "a/b/c", true), ("**/c", "c", true), ("**/c", "a/bc", false), ("a/**/c", "a/c", true),
        ("a/**/c", "a/x/y/c", true), ("a/**/c", "a/x/y/cd", false), ("a/**/b/*.x", "a/b/q/b/z.x", true),
        ("./a/b", "a/b", true), ("HLQ.PARMLIB(FEJJCNFG)", "HLQ.PARMLIB(FEJJCNFG)", true),
        ("HLQ.*(*)", "HLQ.PARMLIB(FEJJCNFG)", true), ("a*b*c", "aXbYbZc", true), ("a*b*c", "aXbYbZ", false),
        ("**/*a*/x", "q/bab/x", true), ("a**b", "axxb", true), ("a**b", "a/b", false), ("*", "", true),
    ])
    func `a pattern matches`(_ pattern: String, _ path: String, _ matches: Bool) {
        #expect(Glob(pattern).matches(path) == matches)
    }

    @Test(arguments: [("a/b/*.json", "a/b"), ("*.json", ""), ("a/b.json", "a"), ("a/b?/c", "a"), ("**", "")])
    func `a pattern names the folder to look in`(_ pattern: String, _ folder: String) {
        #expect(Glob(pattern).folder == folder)
    }

    @Test func `many asterisks take time in proportion to the product of the lengths`() {
        let pattern = String(repeating: "a*", count: 2000) + "b"
        #expect(!Glob(pattern).matches(String(repeating: "a", count: 20000)))
        #expect(!Glob(String(repeating: "**/", count: 2000) + "b").matches(String(repeating: "a/", count: 5000)))
    }

    @Test func `a pattern finds the same in sorted paths as path by path`() {
        let paths = ["b/c", "a", "a/b", "a/b/c", "ab/c", "a/c", "", "a/b"].map { Array($0.utf8) }
        let sorted = SortedPaths(paths)
        for text in ["a", "a/*", "a*", "**", "**/c", "a/b/*", "x", "?/b", "*"] {
            let glob = Glob(text)
            let found = sorted.matching(glob)
            #expect(Set(found) == Set(paths.indices.filter { glob.matches(paths[$0]) }), "\(text)")
            #expect(zip(found, found.dropFirst()).allSatisfy { !paths[$1].lexicographicallyPrecedes(paths[$0]) })
        }
    }
}
