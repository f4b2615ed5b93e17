public import Diagnostics
public import RACF
public import Reading

/// A fault that a parser found and a rule reports.
public protocol ReportedDefect {
    /// The rule that reports it.
    var rule: RuleID { get }
}

/// A subject with defects that a parser found.
public protocol DefectiveSubject: RuleSubject {
    associatedtype Defect: ReportedDefect

    /// In the order of the input.
    var defects: [Defect] { get }
}

/// A rule that reports what a parser found. It gets its own defects, one after the other.
public protocol DefectRule: Rule where Subject: DefectiveSubject {
    // Declared again, so that the parameter of `report` determines it.
    override associatedtype Subject

    func report(_ defect: Subject.Defect, of subject: Subject, to sink: inout FindingSink)
}

extension DefectRule {
    public func check(_ subject: Subject, _ sink: inout FindingSink) { reportDefects(of: subject, to: &sink) }

    /// For rules that report more than that.
    public func reportDefects(of subject: Subject, to sink: inout FindingSink) {
        let rule = Self.info.id
        for defect in subject.defects where defect.rule == rule { report(defect, of: subject, to: &sink) }
    }
}

extension Deck.Defect: ReportedDefect {}

extension Deck: DefectiveSubject {}

extension Problem: ReportedDefect {
    public var rule: RuleID { code }
}

extension ParsedInput: DefectiveSubject {
    public var defects: [Problem] { problems }
}

/// Problems have a message of their own.
extension DefectRule where Subject == ParsedInput {
    public func report(_ problem: Problem, of input: ParsedInput, to sink: inout FindingSink) {
        sink.report(problem.message, at: problem.range)
    }
}

/// So do the defects of a text.
extension DefectRule where Subject == InputText {
    public func report(_ defect: InputText.Defect, of text: InputText, to sink: inout FindingSink) {
        sink.report(defect.message, at: defect.range)
    }
}
