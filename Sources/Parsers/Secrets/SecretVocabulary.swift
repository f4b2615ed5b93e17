import Diagnostics

/// The one table of words that tell secrets from other text, and of their exceptions. Each finder of secrets takes its
/// words from here; users add names and patterns with `secrets:` in `.jmoncheck.yml`.
enum SecretVocabulary {
    // MARK: Names of properties, fields, variables and options

    /// Parts of names: `jes.password`, `clientSecretProd`.
    static let parts = [
        "password", "passwd", "passphrase", "passcode", "secret", "credential", "apikey", "privatekey", "accesskey",
        "encryptionkey", "signingkey", "passwort", "kennwort",
    ]
    /// Whole words of names: `jes.pw`, `API_TOKEN`.
    static let words: Set<String> = [
        "pw", "pwd", "pass", "passwd", "passphrase", "pswd", "passw", "psw", "token",
    ]
    /// Endings of words: `dbpass`, `jespwd`, `racfpw`.
    static let endings = ["pass", "pwd", "pswd", "passw", "pw"]
    /// English words with these endings.
    static let otherWords: Set<String> = [
        "allpass", "bandpass", "bypass", "compass", "encompass", "firstpass", "highpass", "impass", "lastpass",
        "lowpass", "multipass", "onepass", "overpass", "postpass", "secondpass", "singlepass", "surpass", "trespass",
        "twopass", "underpass",
    ]
    /// The last words of names that concern the place or the use of a secret, and not the secret itself:
    /// `passwordFile`, `authTokenRestriction`.
    static let aspects: Set<String> = [
        "age", "algorithm", "alias", "application", "arn", "charset", "count", "dataset", "days", "delimiter",
        "delimiters", "dir", "directory", "dsn", "enabled", "encoding", "endpoint", "env", "expiration", "expires",
        "expiry", "field", "file", "filename", "flag", "format", "group", "header", "hint", "host", "hours", "id",
        "ids", "index", "interval", "issuer", "keystore", "label", "length", "lifetime", "limit", "location", "minutes",
        "mode", "name", "option", "options", "path", "pattern", "policy", "port", "prefix", "prompt", "prop",
        "property", "provider", "rate", "ref", "reference", "regex", "required", "restriction", "restrictions", "role",
        "scope", "seconds", "source", "store", "suffix", "threshold", "through", "timeout", "truststore", "ttl", "type",
        "uri", "url", "user", "username", "validity", "var", "variable", "vault", "version",
    ]
    /// The last words of names whose values are secrets without doubt.
    static let certain: Set<String> = [
        "password", "passwd", "passphrase", "passcode", "pwd", "pw", "pass", "pswd", "passw", "psw", "secret", "apikey",
        "privatekey", "secretkey", "accesskey", "apitoken", "authtoken", "accesstoken", "bearertoken", "secretid",
        "passwort", "kennwort",
    ]
    /// The last words of names of users, whose values may be `user/password`.
    static let users: Set<String> = ["user", "userid", "username", "login", "logon"]
    /// Tags of Ant whose attribute `token` is the name of a replacement: `<filter token="buildLabel" …>`.
    static let tagsWithTokens = ["filter ", "replacetoken", "replacefilter "]

    // MARK: Values

    /// Values that switch something or say that there is none.
    static let switches: Set<String> = [
        "true", "false", "yes", "no", "on", "off", "none", "null", "n/a", "na", "default", "prompt", "auto",
    ]
    /// The last labels of host names.
    static let domains: Set<String> = [
        "com", "net", "org", "local", "localdomain", "internal", "corp", "lan", "intra", "io", "gov", "edu", "de", "uk",
        "fr", "ch", "at", "nl", "es", "it", "eu", "us", "ca", "jp", "in", "au", "br",
    ]
    /// Beginnings of values that the server or an agent encrypted.
    static let ciphertexts = ["crypt_v1{", "pbe{"]
    /// Beginnings of tokens that their issuers mark.
    static let tokenPrefixes = [
        "ghp_", "gho_", "ghs_", "ghu_", "ghr_", "glpat-", "xoxb-", "xoxp-", "AKIA", "eyJhbGciOi",
    ]
    /// The text before the authority of a URL, with escaped or unescaped slashes.
    static let urlSigns = ["://", ":\\/\\/"]
    static let keyMark = "-----BEGIN "

    // MARK: Operands of commands

    /// Operands of RACF commands, with the length of their shortest abbreviation.
    static let operands: [(name: String, kind: Secret.Kind, shortest: Int)] = [
        ("KEYMASKED", .key, 4), ("KEYENCRYPTED", .key, 4), ("PASSWORD", .password, 4), ("PHRASE", .phrase, 4),
        ("PASSPHRASE", .phrase, 5), ("SESSKEY", .key, 5), ("SSKEY", .key, 5), ("BINDPW", .password, 6),
        ("NEWPASSWORD", .password, 11), ("NEWPHRASE", .phrase, 9),
    ]
    /// The suboperands of SETROPTS PASSWORD( ), which are rules (RACF Command Language Reference).
    static let ruleOperands: Set<String> = [
        "ALGORITHM", "HISTORY", "INTERVAL", "LENGTH", "MINCHANGE", "REVOKE", "RULE", "WARNING",
    ]
    /// The options of SETROPTS PASSWORD( ) without parentheses.
    static let ruleOptions: Set<String> = [
        "MIXEDCASE", "NOMIXEDCASE", "SPECIALCHARS", "NOSPECIALCHARS", "NOHISTORY", "NORULES", "NOREVOKE", "NOWARNING",
        "NOALGORITHM", "NOINTERVAL",
    ]
    /// The words before a secret in JCL (JOB statement, PASSWORD) and in commands of RACF, Db2, FTP and others.
    static let jclWords = [
        "PASSWORD", "PASSWD", "PASSPHRASE", "PHRASE", "PSWD", "PWD", "PASS", "PW", "KEYMASKED", "KEYENCRYPTED",
    ]

    // MARK: Any text

    /// The words that are looked for in any text, before `=`, `(` or `":`.
    static let anywhere = [
        "password", "passwd", "passphrase", "pass", "phrase", "pwd", "pswd", "secret", "token", "apikey", "keymasked",
        "keyencrypted",
    ]
    /// The words after which a secret may follow in a form that requires a closer look.
    static let marks = [
        "udclient", "authorization", "-u ", "-user ", "->", "login ", "logon ", "&value=", "using ", "ied by ", "pw=",
        "pgm=ftp", "exec ftp", "sshpass", "mysql", "sqlplus ", "nect ",
    ]
}

/// A command in which the position and not a name identifies a password: `IDENTIFIED BY x`, `LOGON USER1/x`, `sshpass
/// -p x`.
struct SecretPhrase {
    enum Place {
        /// The next word, in quotes or not.
        case word
        /// The text directly after it, or else the next word: `-px`, `-p x`.
        case attached
        /// Only the text directly after it, because `-p` alone prompts for the password.
        case onlyAttached
        /// The text after the slash or comma in the next word, before `@`.
        case half(UInt8)
    }

    var keyword: [UInt8]
    /// The words of which one must precede it on the line; empty for none.
    var before: [String]
    var place: Place
    /// The name in findings.
    var name: String

    private init(_ keyword: String, after before: [String] = [], _ place: Place, _ name: String) {
        self.keyword = Array(keyword.utf8)
        self.before = before
        self.place = place
        self.name = name
    }

    static let all: [SecretPhrase] = [
        SecretPhrase("identified by ", .word, "IDENTIFIED BY"),
        SecretPhrase(" using ", after: ["user "], .word, "USER … USING"),
        SecretPhrase("logon ", .half(UInt8(ascii: "/")), "LOGON"),
        SecretPhrase("connect ", .half(UInt8(ascii: "/")), "CONNECT"),
        SecretPhrase("sqlplus ", .half(UInt8(ascii: "/")), "sqlplus"),
        SecretPhrase("sshpass -p", .attached, "sshpass -p"),
        SecretPhrase(" -p", after: ["mysql", "mysqldump", "mariadb"], .onlyAttached, "-p"),
        SecretPhrase(
            " -p ", after: ["isql ", "sqlcmd ", "bcp ", "db2cli ", "plink ", "pscp ", "smbclient "], .word, "-p"),
        SecretPhrase(" -u ", after: ["lftp"], .half(UInt8(ascii: ",")), "lftp -u"),
        SecretPhrase(" -pw ", after: ["plink", "pscp", "psftp", "winscp"], .word, "-pw"),
    ]
}
