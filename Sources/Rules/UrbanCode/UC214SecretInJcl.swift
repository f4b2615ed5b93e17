import Diagnostics
import Subjects
import UrbanCode

/// JCL in a step or a property should not contain a password.
struct UC214SecretInJcl: Rule {
    static let info = RuleInfo(
        id: "UC214",
        area: .urbancode,
        name: "secret-in-jcl",
        title: "JCL in steps and properties contains no passwords",
        severity: .error,
        rationale: """
            PASSWORD= on a JOB statement, or a password in the data of a job, is in clear text in the process, in \
            every export of it and in the output of the job. It also binds the job to a user other than the one who \
            logged on to the Job Monitor.
            """,
        remedy: """
            Change the password, because it is exposed. Remove USER and PASSWORD: the job runs as the user that it \
            is submitted as. If data needs a password, take it from a secure property: ${p:ftp.password}.
            """,
        bad: #""jclString": "//BIND JOB (ACCT),USER=USER1,PASSWORD=TUESDAY""#,
        good: #""jclString": "//BIND JOB (ACCT)""#,
        source: "z/OS MVS JCL Reference, JOB statement, PASSWORD parameter", isSecurity: true,
        acceptance: .guarded)

    func check(_ document: UrbanCodeDocument, _ sink: inout FindingSink) {
        for exposed in document.heldSecrets where exposed.language == .jcl {
            sink.report(
                "line \(exposed.line ?? 1) of the JCL in \(exposed.holder.squeezed) contains a password: "
                    + exposed.keyword,
                at: exposed.range)
        }
    }
}
