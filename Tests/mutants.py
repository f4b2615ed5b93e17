"""Where Swift code can be changed, and how: each change is a choice made when the code runs.

`(mutant(17) != (a && b))` is the condition itself, or its opposite while mutant 17 is in force. Operators are replaced
by operators of their own, which take the operands as they stand.
"""

import re
from dataclasses import dataclass

TOKEN = re.compile(
    r"""(?P<space>[ \t\n]+|//[^\n]*|/\*.*?\*/)
      |(?P<text>\#?\"\"\".*?\"\"\"\#?|\#\".*?\"\#)
      |(?P<string>")
      |(?P<number>0x[0-9A-Fa-f_]+|[0-9][0-9_]*(?:\.[0-9]+)?)
      |(?P<word>`[^`\n]+`|[@\#$]?\w+)
      |(?P<operator>\.\.\.|\.\.<|[-+*/%<>=!&|^~]+|\?\?)
      |(?P<sign>.)""",
    re.S | re.X,
)
OPEN, CLOSE = "([{", ")]}"
ASSIGNMENTS = {"=", "+=", "-=", "*=", "|=", "&=", "&+=", "^="}
COMPARISONS = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "=="}
# Methods whose closure answers yes or no.
ASKING = {"filter", "contains", "allSatisfy", "first", "last", "firstIndex", "lastIndex", "prefix", "drop", "skip", "count"}
KEYWORDS = set(
    """if else guard while for repeat switch case default return break continue throw do catch let var func init struct
    enum extension protocol class typealias import static public private fileprivate internal mutating nonmutating in
    where try await defer subscript deinit indirect operator infix unsafe some any""".split()
)
TYPES = {"struct", "enum", "extension", "protocol", "class"}


@dataclass
class Mutant:
    file: str
    line: int
    last_line: int
    kind: str
    # In the file: from, to, what stands there instead, with `#` for the number.
    edits: list[tuple[int, int, str]]
    code: str
    change: str
    # Of the same code in a file, which one.
    turn: int = 0
    number: int = -1

    @property
    def key(self) -> str:
        return f"{self.file} {self.code} {self.change} {self.turn}"

    def touches(self, other: "Mutant") -> bool:
        return self.edits[0][0] <= other.edits[-1][1] and other.edits[0][0] <= self.edits[-1][1]

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.code} | {self.change}"


@dataclass
class Token:
    kind: str
    text: str
    start: int
    end: int
    # The first of its line, and with blanks on both sides.
    begins: bool = False
    spaced: bool = False


def string_end(source: str, start: int) -> int:
    """Behind a string literal with its interpolations."""
    place, depth = start + 1, 0
    while place < len(source):
        sign = source[place]
        if depth == 0 and sign == '"':
            return place + 1
        if source.startswith("\\(", place):
            depth += 1
            place += 2
            continue
        if depth == 0 and sign == "\\":
            place += 2
            continue
        if depth > 0:
            if sign == '"':
                place = string_end(source, place)
                continue
            depth += {"(": 1, ")": -1}.get(sign, 0)
        place += 1
    return place


def tokens_of(source: str) -> list[Token]:
    tokens: list[Token] = []
    place, begins = 0, True
    while place < len(source):
        match = TOKEN.match(source, place)
        kind, text = match.lastgroup, match.group()
        if kind == "string":
            text = source[place : string_end(source, place)]
        end = place + len(text)
        if kind == "space":
            begins = begins or "\n" in text
        else:
            spaced = source[place - 1] in " \n" and source[end : end + 1] in (" ", "\n")
            tokens.append(Token(kind, text, place, end, begins, spaced))
            begins = False
        place = end
    return tokens


class File:
    """The tokens of a file, with what encloses them."""

    def __init__(self, name: str, source: str) -> None:
        self.name, self.source = name, source
        self.tokens = tokens_of(source)
        self.other: dict[int, int] = {}
        self.outer: list[int] = []
        stack: list[int] = []
        for index, token in enumerate(self.tokens):
            self.outer.append(stack[-1] if stack else -1)
            if token.kind != "sign":
                continue
            if token.text in OPEN:
                stack.append(index)
            elif token.text in CLOSE and stack:
                begin = stack.pop()
                self.other[begin], self.other[index] = index, begin
                self.outer[-1] = stack[-1] if stack else -1
        # What a brace is the body of: `switch`, `func`, `if`; and the index of that word.
        self.bodies: dict[int, tuple[str, int]] = {}
        for index, token in enumerate(self.tokens):
            if token.kind == "word" and (
                token.text in {"if", "guard", "while", "for", "switch", "func", "init", "var", "else"} | TYPES
            ) and (brace := self.body(index)) is not None:
                self.bodies.setdefault(brace, (token.text, index))
        self.found: list[Mutant] = []

    def text(self, index: int) -> str:
        return self.tokens[index].text if 0 <= index < len(self.tokens) else ""

    def body(self, index: int) -> int | None:
        """The brace behind a keyword."""
        word = self.text(index)
        if index and self.text(index - 1) == ".":
            return None
        place = index + 1
        while place < len(self.tokens):
            text = self.text(place)
            if word == "guard" and text == "else":
                return place + 1 if self.text(place + 1) == "{" else None
            if text == "{" and word != "guard":
                return place
            if text in CLOSE or (text == ";" and self.tokens[place].kind == "sign"):
                return None
            if word == "else" and place == index + 1:
                return None
            if word == "var" and (text == "=" or self.tokens[place].begins):
                return None
            place = self.other.get(place, place) + 1 if text in OPEN else place + 1
        return None

    def enclosing(self, index: int, words: set[str]) -> tuple[str, int, int] | None:
        """The nearest body of one of these around a token: word, its index, the brace."""
        outer = self.outer[index]
        while outer >= 0:
            body = self.bodies.get(outer)
            if body and body[0] in words:
                return (*body, outer)
            outer = self.outer[outer]
        return None

    def line(self, offset: int) -> int:
        return self.source.count("\n", 0, offset) + 1

    def add(self, kind: str, first: int, last: int, edits: list[tuple[int, int, str]], change: str) -> None:
        start, end = self.tokens[first].start, self.tokens[last].end
        code = " ".join(self.source[start:end].split())
        if len(code) > 90:
            code = code[:86] + " ..."
        turn = sum(mutant.code == code and mutant.change == change for mutant in self.found)
        lines = self.line(start), self.line(end)
        self.found.append(Mutant(self.name, *lines, kind, sorted(edits), code, change, turn))

    def wrap(self, kind: str, first: int, last: int, before: str, after: str, change: str) -> None:
        start, end = self.tokens[first].start, self.tokens[last].end
        self.add(kind, first, last, [(start, start, before), (end, end, after)], change)

    def split(self, first: int, last: int, sign: str = ",") -> list[tuple[int, int]]:
        """The parts between commas, as first and last token."""
        parts, begin, place = [], first, first
        while place <= last:
            if self.text(place) == sign:
                parts.append((begin, place - 1))
                begin = place + 1
            place = self.other.get(place, place) + 1 if self.text(place) in OPEN else place + 1
        parts.append((begin, last))
        return [part for part in parts if part[0] <= part[1]]

    # MARK: The kinds of changes

    def conditions(self, index: int) -> None:
        word, brace = self.text(index), self.body(index)
        if brace is None:
            return
        last = brace - 2 if word == "guard" else brace - 1
        start = self.tokens[index + 1].start
        never = {"guard": "always leaves", "if": "is never taken", "while": "is never run"}[word]
        for first, end in self.split(index + 1, last):
            if self.text(first) in {"let", "var", "case", "#available", "try", "await"}:
                continue
            if word != "while":
                self.wrap("condition", first, end, "(mutant(#) != (", "))", "the opposite")
            if word == "guard":
                self.wrap("guard", first, end, "(mutant(#) || (", "))", "always holds")
            if word == "if":
                self.wrap("clause", first, end, "(mutant(#) || (", "))", "always holds")
        if word != "guard" or self.text(index + 1) in {"let", "case"}:
            self.add("branch", index, last, [(start, start, "!mutant(#), ")], f"{word} {never}")

    def operator(self, index: int) -> None:
        token, text = self.tokens[index], self.text(index)
        edit = [(token.start, token.end, " @# " if not token.spaced else "@#")]
        first, last = index - 1, index + 1
        while first > 0 and not self.tokens[first].begins and self.text(first - 1) not in {*"([{,"} | ASSIGNMENTS:
            first = self.other.get(first, first) - (1 if self.text(first) not in CLOSE else 0)
            if index - first > 14:
                break
        while last + 1 < len(self.tokens) and not self.tokens[last + 1].begins and last - index < 14:
            if self.text(last + 1) in {*")]},{"}:
                break
            last = self.other.get(last + 1, last + 1) if self.text(last + 1) in OPEN else last + 1
        if text in COMPARISONS and token.spaced:
            self.add("comparison", first, last, edit, f"`{text}` becomes `{COMPARISONS[text]}`")
        elif text in {"&&", "||"}:
            self.add("connective", first, last, edit, f"`{text}` becomes `{'||' if text == '&&' else '&&'}`")
        elif text == "??":
            self.add("default", first, last, edit, "`??` takes the right side always")
        elif text == "..<" and self.source[token.start - 1] not in "([ ," and self.source[token.end] not in ")] ,":
            self.add("bound", first, last, edit, "the range ends one earlier")

    def literal(self, index: int) -> None:
        token, before, after = self.tokens[index], self.text(index - 1), self.text(index + 1)
        outer = self.bodies.get(self.outer[index], ("", 0))[0]
        if before == "." or outer == "enum" or (after == "of" and token.kind == "number"):
            return
        if token.kind == "word" and token.text in {"true", "false"}:
            self.wrap("Boolean", index, index, "(mutant(#) != ", ")", "the opposite")
        elif token.kind == "number" and "." not in token.text:
            value = int(token.text.replace("_", ""), 0)
            line = self.source[self.source.rfind("\n", 0, token.start) + 1 : self.source.find("\n", token.end)]
            self.wrap("number", index, index, f"(mutant(#) ? {value + 1} : ", ")", f"{token.text} becomes {value + 1} in `{line.strip()[:70]}`")
        elif token.kind == "string" and re.fullmatch(r'"[^\s\\"]+"', token.text):
            if before == ":" and self.text(index - 2) == "ascii" and self.text(index - 3) == "(":
                self.wrap("byte", index - 4, index + 1, "(mutant(#) ? 1 : ", ")", "another byte")
            else:
                self.wrap("name", index, index, '(mutant(#) ? "~" : ', ")", "another text")

    def case(self, index: int) -> None:
        """A pattern of a `switch` that has a `default`."""
        outer = self.outer[index]
        if self.bodies.get(outer, ("", 0))[0] != "switch":
            return
        inside = range(outer, self.other.get(outer, outer))
        if not any(self.text(place) == "default" and self.outer[place] == outer for place in inside):
            return
        end = index + 1
        while self.text(end) != ":" and end < len(self.tokens) - 1:
            end = self.other.get(end, end) + 1 if self.text(end) in OPEN else end + 1
        for first, last in self.split(index + 1, end - 1):
            if not any(self.text(place) == "where" for place in range(first, last + 1)):
                place = self.tokens[last].end
                self.add("case", first, last, [(place, place, " where !mutant(#)")], "the case is dropped")

    def ternary(self, index: int) -> None:
        first = index - 1
        stops = {*"([{,:;?"} | ASSIGNMENTS | {"return", "in", "else", "->", "case"}
        while first > 0:
            if self.text(first) in CLOSE:
                first = self.other.get(first, first)
            before = self.text(first - 1)
            begins = self.tokens[first].begins and self.tokens[first].kind not in {"operator", "sign"}
            if before in stops or (begins and self.tokens[first - 1].kind != "operator"):
                break
            first -= 1
        self.wrap("choice", first, index - 1, "(mutant(#) != (", "))", "the other choice")

    def closure(self, index: int) -> None:
        """A closure of one line that answers yes or no."""
        close = self.other.get(index)
        before = self.text(index - 1)
        isAsking = before in ASKING or (before == ":" and self.text(index - 2) in {"where", "while"})
        if not isAsking or close is None or close <= index + 1:
            return
        first = index + 1
        for place in range(index + 1, min(index + 6, close)):
            if self.text(place) == "in":
                first = place + 1
        inside = {self.text(place) for place in range(first, close)}
        isOneLine = not any(self.tokens[place].begins and self.text(place) in KEYWORDS for place in range(first, close))
        if isOneLine and not inside & {";", "return", "if", "switch", "guard", "let", "var"}:
            self.wrap("closure", first, close - 1, "(mutant(#) != (", "))", "the opposite")

    def path(self, index: int) -> None:
        """`filter(\\.isCertain)`."""
        place = index + 1
        while self.text(place) in {".", "?"} or self.tokens[place].kind == "word":
            place += 1
        before = self.text(index - 1)
        isAsking = (before == "(" and self.text(index - 2) in ASKING) or (before == ":" and self.text(index - 2) == "where")
        if isAsking and self.text(place) == ")":
            start, end = self.tokens[index].start, self.tokens[place - 1].end
            edits = [(start, start + 1, "{ mutant(#) != $0"), (end, end, " }")]
            self.add("closure", index - 2, place, edits, "the opposite")

    def statement(self, index: int) -> None:
        """An assignment, or a call whose result nobody uses."""
        outer, token = self.outer[index], self.tokens[index]
        if outer < 0 or self.text(outer) != "{" or not token.begins or token.text in KEYWORDS:
            return
        if self.bodies.get(outer, ("", 0))[0] in TYPES or token.text.startswith(("@", "#")):
            return
        before = self.tokens[index - 1]
        if before.kind == "operator" or before.text in {",", "?", "return", "in", "="} | set("(["):
            return
        around = self.enclosing(index, {"init", "func", "var"})
        if around is None or around[0] == "init" or (before.text == "{" and outer == around[2] and around[0] == "var"):
            return
        place, isAssignment = index, False
        while True:
            isAssignment = isAssignment or self.text(place) in ASSIGNMENTS
            end = self.other.get(place, place) if self.text(place) in OPEN else place
            place = end + 1
            if place >= len(self.tokens) or self.text(place) in CLOSE or self.text(place) == ";":
                break
            following = self.tokens[place]
            if following.begins and following.text not in {".", "?", ":"} and following.kind != "operator" and (
                self.tokens[end].kind != "operator" or self.tokens[end].text in {"!", ">"}
            ) and self.text(end) != ",":
                break
        if not isAssignment and (self.text(end) != ")" or self.bodies.get(outer, ("",))[0] in {"", "switch", "var"}):
            return
        if not isAssignment and self.text(index + 1) not in {".", "(", "["}:
            return
        self.wrap("statement", index, end, "if !mutant(#) { ", " }", "the statement is dropped")

    def function(self, index: int) -> None:
        brace = self.body(index)
        if brace is None or self.line(self.tokens[brace].start) == self.line(self.tokens[self.other[brace]].start):
            return
        arrow = next((place for place in range(index, brace) if self.text(place) == "->"
                      and self.outer[place] == self.outer[index]), None)
        result = "".join(self.text(place) for place in range(arrow + 1, brace)) if arrow else ""
        inside = range(brace, self.other[brace])
        if arrow and not any(self.text(place) in {"return", "guard"} and self.outer[place] == brace for place in inside):
            return
        value = "" if not arrow else " nil" if result.endswith("?") else " []" if result[0] == "[" and ":" not in result else None
        if value is not None:
            end = self.tokens[brace].end
            name = self.text(index + 1)
            edit = [(end, end, f" if mutant(#) {{ return{value} }}")]
            self.add("early return", index, index + 1, edit, f"{name} returns{value or ' at once'}")

    def sites(self) -> list[Mutant]:
        hidden = -1
        for index, token in enumerate(self.tokens):
            # Rules say in `info` what they are; that is text.
            if token.text == "RuleInfo" and self.text(index + 1) == "(":
                hidden = self.other.get(index + 1, index)
            if index <= hidden or (index and self.text(index - 1) == "." and token.kind == "word"):
                continue
            if token.text in {"if", "guard", "while"}:
                self.conditions(index)
            elif token.text == "case":
                self.case(index)
            elif token.text == "func":
                self.function(index)
            elif token.kind == "operator" and self.text(index - 1) != "func":
                self.operator(index)
            elif token.text == "?" and token.spaced:
                self.ternary(index)
            elif token.text == "{":
                self.closure(index)
            elif token.text == "\\":
                self.path(index)
            elif token.kind in {"number", "string"} or token.text in {"true", "false"}:
                self.literal(index)
            elif token.kind == "word":
                self.statement(index)
        return self.found


def sites(name: str, source: str) -> list[Mutant]:
    return File(name, source).sites()


def operator_name(number: int) -> str:
    """Two mathematical signs, which Swift takes for an operator."""
    return chr(0x2200 + number // 256) + chr(0x2200 + number % 256)


def mutated(source: str, mutants: list[Mutant]) -> str:
    """A file with all its choices; every line stays where it was."""
    edits = [
        (start, end, text.replace("@#", operator_name(m.number)).replace("#", str(m.number)))
        for m in mutants for start, end, text in m.edits
    ]
    for start, end, text in sorted(edits, reverse=True):
        source = source[:start] + text + source[end:]
    return source


ACTIVE = """\
import Glibc

nonisolated(unsafe) private let active = getenv("JMONCHECK_MUTANT").flatMap { Int(String(cString: $0)) } ?? -1
nonisolated(unsafe) private let trace: UnsafeMutablePointer<UInt8>? = {
    guard getenv("JMONCHECK_MUTANT_TRACE") != nil else { return nil }
    let reached = UnsafeMutablePointer<UInt8>.allocate(capacity: COUNT)
    reached.initialize(repeating: 0, count: COUNT)
    atexit { writeTrace() }
    return reached
}()

private func writeTrace() {
    guard let trace, let path = getenv("JMONCHECK_MUTANT_TRACE"), let file = fopen(path, "a") else { return }
    for number in 0..<COUNT where trace[number] != 0 { fputs("\\(number)\\n", file) }
    fclose(file)
}

/// Whether a change is in force.
@inline(never) @usableFromInline func mutant(_ number: Int) -> Bool {
    if let trace { trace[number] = 1 }
    return number == active
}
"""
OPERATORS = {
    "<": ("Comparison", "<T: Comparable>(a: T, b: T) -> Bool", "mutant(#) ? a <= b : a < b"),
    "<=": ("Comparison", "<T: Comparable>(a: T, b: T) -> Bool", "mutant(#) ? a < b : a <= b"),
    ">": ("Comparison", "<T: Comparable>(a: T, b: T) -> Bool", "mutant(#) ? a >= b : a > b"),
    ">=": ("Comparison", "<T: Comparable>(a: T, b: T) -> Bool", "mutant(#) ? a > b : a >= b"),
    "==": ("Comparison", "<T: Equatable>(a: T, b: T) -> Bool", "mutant(#) != (a == b)"),
    "!=": ("Comparison", "<T: Equatable>(a: T, b: T) -> Bool", "mutant(#) != (a != b)"),
    "&&": ("LogicalConjunction", "(a: Bool, b: @autoclosure () -> Bool) -> Bool", "mutant(#) ? a || b() : a && b()"),
    "||": ("LogicalDisjunction", "(a: Bool, b: @autoclosure () -> Bool) -> Bool", "mutant(#) ? a && b() : a || b()"),
    "??": ("NilCoalescing", "<T>(a: T?, b: @autoclosure () -> T) -> T", "mutant(#) ? b() : a ?? b()"),
    "..<": ("RangeFormation", "(a: Int, b: Int) -> Range<Int>", "a..<(mutant(#) ? max(a, b - 1) : b)"),
}


def support(mutants: list[Mutant], count: int) -> str:
    """What a module needs beside its mutated files."""
    text = ACTIVE.replace("COUNT", str(count))
    for mutant in mutants:
        if "@#" in "".join(edit[2] for edit in mutant.edits):
            sign = re.search(r"`(\S+)`", mutant.change)[1] if "`" in mutant.change else "..<"
            precedence, signature, body = OPERATORS[sign]
            name = operator_name(mutant.number)
            text += f"infix operator {name}: {precedence}Precedence\n"
            text += f"@inline(__always) func {name} {signature} {{ {body.replace('#', str(mutant.number))} }}\n"
            if sign == "??":
                optional = "<T>(a: T?, b: @autoclosure () -> T?) -> T?"
                text += f"@inline(__always) func {name} {optional} {{ {body.replace('#', str(mutant.number))} }}\n"
    return text
