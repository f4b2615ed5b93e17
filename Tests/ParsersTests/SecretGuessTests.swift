import Testing

@testable import Secrets

/// The forms of values with a name that indicates a secret.
@Suite struct SecretGuessTests {
    @Test(arguments: [
        // A single word is not a host, even if it could be a domain.
        "internal", "local", "corp", "it", "Tuesday7", "p@ssw0rd", "1234567", "a b", "secret.", "s3cret.x1",
    ])
    func `a password is recognised`(_ value: String) { #expect(SecretGuess(value, name: "db.password") == .sure) }

    @Test(arguments: [
        "", "true", "none", "localhost", "zos1.example.com", "host.internal", "10.0.0.1", "/etc/x.pw", "a/b.txt",
        "https://host/x", "arn:aws:x:y", "secret/data/payroll", "7", "jes.password", "****", "<password>", "@PW@",
        "&PW", "$PW", "xxxx",
    ])
    func `a value that is not a secret is left alone`(_ value: String) {
        #expect(SecretGuess(value, name: "db.password") == nil)
    }

    @Test(arguments: [
        ("db.password", SecretGuess.sure), ("dbPassword", .sure), ("DB_PW", .sure), ("api.key", .sure),
        ("site.credential", .doubtful), ("db.token", .doubtful), ("password.file", nil), ("jes.user", nil),
        ("passTicketApplID", nil), ("credentialsId", nil), ("secret_id", .sure), ("token.ttl.seconds", nil),
        ("db.kennwort", .sure), ("passcode", .sure), ("storageAccessKey", .sure), ("compass.ticket", nil),
    ])
    func `the name decides how sure it is`(_ name: String, _ guess: SecretGuess?) {
        #expect(SecretGuess("Tuesday7", name: name) == guess)
    }

    @Test(arguments: [
        ("secureBox", SecretGuess.sure), ("textBox", nil), ("checkBox", nil), ("selectBox", nil), (nil, nil),
    ])
    func `a secure field holds a secret whatever its name`(_ widget: String?, _ guess: SecretGuess?) {
        #expect(SecretGuess("Tuesday7", name: "site", widget: widget) == guess)
    }
}
