import Diagnostics

/// The one table of words that tell secrets from other text, and of their exceptions. Each finder of secrets takes its
/// words from here; users add names and patterns with `secrets:` in `.jmoncheck.yml`.
enum SecretVocabulary {
    // MARK: Names of properties, fields, variables and options

    /// Parts of names: `jes.password`, `clientSecretProd`.
    static let parts = [
        "password", "passwd", "passwrd", "pasword", "passphrase", "passcode", "secret", "credential", "apikey",
        "privatekey", "accesskey",
        "encryptionkey", "signingkey", "passwort", "kennwort", "motdepasse", "contrasena", "hmackey", "sharedkey",
        "sessionkey", "masterkey", "ssignonkey", "ptktkey", "passticketkey", "pincode", "jwttoken",
    ]
    /// Whole words of names: `jes.pw`, `API_TOKEN`.
    static let words: Set<String> = [
        "pw", "pwd", "pass", "passwd", "passphrase", "pswd", "passw", "psw", "token", "pin", "pins", "cred", "creds",
        "jwt",
        "jwts",
    ]
    /// Endings of words: `dbpass`, `jespwd`, `racfpw`.
    static let endings = ["pass", "pwd", "pswd", "passw", "pw", "pin", "cred", "creds", "jwt"]
    /// English words with these endings or parts.
    static let otherWords: Set<String> = [
        "allpass", "bandpass", "bypass", "compass", "encompass", "firstpass", "highpass", "impass", "lastpass",
        "lowpass", "multipass", "onepass", "overpass", "postpass", "secondpass", "singlepass", "surpass", "trespass",
        "twopass", "underpass", "secretary", "secretariat", "backspin", "chopin", "crankpin", "hairpin", "kingpin",
        "linchpin",
        "sacred", "spin", "tailspin", "tenpin", "terrapin", "topspin", "underpin", "unpin",
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
        "jwt", "privatekey", "secretkey", "accesskey", "apitoken", "authtoken", "accesstoken", "bearertoken",
        "secretid",
        "passwort", "kennwort",
    ]
    /// The last words of names of users, whose values may be `user/password`.
    static let users: Set<String> = ["user", "userid", "username", "login", "logon"]
    /// The keys beside `value` that name a property: `{"name": "jes.password", "value": "x"}`.
    static let nameKeys: Set<String> = ["name", "key", "property"]
    /// Options, variables and keys with which scripts log on to the server.
    static let serverLogons: Set<String> = [
        "-u", "-user", "--user", "--proxy-user", "auth(", "HTTPBasicAuth(", "DS_PASSWORD", "DS_AUTH_TOKEN",
        "altPassword",
    ]
    /// Tags of Ant whose attribute `token` is the name of a replacement: `<filter token="buildLabel" …>`.
    static let tagsWithTokens = ["filter ", "replacetoken", "replacefilter "]

    // MARK: Values

    /// Values that switch something or say that there is none.
    static let switches: Set<String> = [
        "true", "false", "yes", "no", "on", "off", "none", "null", "n/a", "na", "default", "prompt", "auto",
    ]
    /// Words of commands that may be in the place of a password.
    static let commandWords: Set<String> = ["values", "password", "externally", "default"]
    /// The last labels of host names.
    static let domains: Set<String> = [
        "com", "net", "org", "local", "localdomain", "internal", "corp", "lan", "intra", "io", "gov", "edu", "de", "uk",
        "fr", "ch", "at", "nl", "es", "it", "eu", "us", "ca", "jp", "in", "au", "br",
    ]
    /// Beginnings of values that the server or an agent encrypted.
    static let ciphertexts = ["crypt_v1{", "pbe{"]
    /// The beginning of a text that Ansible Vault encrypted, whose digits follow on the next lines.
    static let vault = "$ANSIBLE_VAULT;"
    /// Beginnings of tokens that their issuers mark.
    static let tokenPrefixes = [
        "ghp_", "gho_", "ghs_", "ghu_", "ghr_", "glpat-", "xoxb-", "xoxp-", "AKIA", "eyJhbGciOi",
    ]
    /// The schemes before credentials in Base64, as headers have them.
    static let credentialSchemes = ["Basic ", "Bearer "]
    /// The text before the authority of a URL, with escaped or unescaped slashes.
    static let urlSigns = ["://", ":\\/\\/"]
    /// The beginnings of that text where the URL is a part of another one.
    static let encodedURLSigns = ["%3A%2F", "%253A", "%25253A", ":%2F%2F"]
    /// The schemes of addresses that have no slashes: `mailto:user@host`.
    static let addressSchemes: Set<String> = [
        "mailto", "sip", "sips", "xmpp", "acct", "im", "pres", "urn", "cid", "mid",
    ]
    /// The headers of HTTP that authenticate.
    static let headers: Set<String> = [
        "authorization", "proxy-authorization", "cookie", "set-cookie", "set-cookie2", "x-authorization",
        "x-auth-token",
        "x-api-key", "x-access-token", "x-vault-token", "private-token", "job-token", "x-csrf-token", "api-key",
    ]
    /// The schemes of these headers (the registry of IANA, and what is in use besides).
    static let schemes: Set<String> = [
        "basic", "bearer", "concealed", "digest", "dpop", "gnap", "hoba", "mutual", "negotiate", "oauth",
        "privatetoken",
        "scram-sha-1", "scram-sha-256", "vapid", "ntlm", "kerberos", "token", "apikey", "api-key", "key", "jwt", "hawk",
        "aws4-hmac-sha256", "sharedkey", "ssws", "splunk", "passticket",
    ]
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
    /// The first halves of pairs with a slash that are not users: `logon date/time`.
    static let notUsers: Set<String> = ["date", "time", "day", "on", "start", "logoff", "logout", "yes"]
    /// The words before a secret in JCL (JOB statement, PASSWORD) and in commands of RACF, Db2, FTP and others.
    static let jclWords = [
        "PASSWORD", "PASSWD", "PASSPHRASE", "PHRASE", "PSWD", "PWD", "PASS", "PW", "KEYMASKED", "KEYENCRYPTED",
    ]

    /// Subcommands of FTP, which are in the place of a logon if NETRC has it.
    static let ftpCommands: Set<String> = [
        "APPEND", "ASCII", "BIN", "BINARY", "CD", "CLOSE", "CWD", "DELETE", "DIR", "EBCDIC", "GET", "LCD", "LOCSITE",
        "LOCSTAT", "LS", "MDELETE", "MGET", "MKDIR", "MODE", "MPUT", "PASSIVE", "PROMPT", "PUT", "PWD", "RENAME",
        "RMDIR", "SENDSITE", "SITE", "STATUS", "STRUCT", "SUNIQUE", "SYSTEM", "TYPE",
    ]

    // MARK: Any text

    /// The words that are looked for in any text, before `=`, `(` or `":`.
    static let anywhere = [
        "password", "passwd", "passphrase", "pass", "phrase", "pwd", "pswd", "secret", "token", "apikey", "keymasked",
        "keyencrypted",
    ]
    /// The words after which a secret may follow in a form that requires a closer look.
    static let marks =
        [
            "udclient", "authorization", "cookie", "api-key", "-u ", "-user ", "->", "&value=", "pw=", "pw(", "pw ",
            "pw:",
            "pw\"",
            "pgm=ftp", "exec ftp", "ftp ", "word:", "curl ", "wget ", "idcams",
        ] + anywhere.flatMap { [$0 + ">", $0 + "'"] } + SecretPhrase.all.flatMap(\.marks)
}

/// A command in which the position and not a name identifies a password: `IDENTIFIED BY x`, `LOGON USER1/x`, `sshpass
/// -p x`.
final class SecretPhrase: Sendable {
    enum Place {
        /// The next word that is not an option, in quotes or not.
        case word
        /// The next text in quotes.
        case quoted
        /// The word after the next one and this one: `user x using y`.
        case behind(String)
        /// The word after this many others, as in `/SIGN ON USER1 x` and `auth=('admin', 'x')`.
        case argument(after: Int)
        /// The text directly after it, or else the next word: `-px`, `-p x`.
        case attached
        /// Only the text directly after it, because `-p` alone prompts for the password.
        case onlyAttached
        /// The text after the slash or comma in the next word, before `@`.
        case half(UInt8)
    }

    /// An option is written exactly like this, other keywords in any case.
    let keyword: [UInt8]
    /// The words of which one must precede it on the line; empty for none.
    let before: [String]
    /// The words of which one must follow it on the line; empty for none.
    let behind: [String]
    let place: Place
    /// The name in findings.
    let name: String

    private init(
        _ keyword: String, after before: [String] = [], _ place: Place, before behind: [String] = [], _ name: String
    ) {
        self.keyword = Array(keyword.utf8)
        self.before = before
        self.behind = behind
        self.place = place
        self.name = name
    }

    /// Whether it is SQL, whose statements are seldom on one line.
    var spansLines: Bool {
        guard name != "USER … PASSWORD" else { return false }
        return keyword.starts(with: "identified".utf8) || keyword.starts(with: "user".utf8)
    }

    var isOption: Bool { keyword.first { $0 != UInt8(ascii: " ") } == UInt8(ascii: "-") }

    /// Whether its keyword is at a place of a text.
    func isKeyword(in bytes: [UInt8], at place: Int, _ end: Int) -> Bool {
        guard end - place >= keyword.count, bytes[place].lowercased == keyword[0].lowercased else { return false }
        let text = bytes[place..<(place + keyword.count)]
        return isOption ? text.elementsEqual(keyword) : text.lazy.map(\.lowercased).elementsEqual(keyword)
    }

    /// The texts of which each place of the phrase has one. Their beginnings are rarer than those of whole words.
    var marks: [String] {
        let word = String(decoding: keyword.drop { $0 == UInt8(ascii: " ") }, as: UTF8.self)
        let words =
            if spansLines, !keyword.starts(with: "user".utf8) {
                ["identified"]
            } else if case .behind(let word) = place {
                [word + " "]
            } else if behind.isEmpty {
                isOption || word.utf8.count < 4 ? before : [word]
            } else {
                behind
            }
        return words.map { String($0.suffix(7)) }
    }

    static let all: [SecretPhrase] = [
        SecretPhrase("identified by values ", .quoted, "IDENTIFIED BY VALUES"),
        SecretPhrase("identified by password ", .quoted, "IDENTIFIED BY PASSWORD"),
        SecretPhrase("identified by ", .word, "IDENTIFIED BY"),
        SecretPhrase("identified with ", .behind("by"), "IDENTIFIED WITH … BY"),
        SecretPhrase(" by ", after: ["identified with "], .quoted, "IDENTIFIED WITH … BY"),
        SecretPhrase(" password ", .quoted, "PASSWORD"),
        SecretPhrase("user ", .behind("using"), "USER … USING"),
        SecretPhrase("user ", .behind("password"), "USER … PASSWORD"),
        SecretPhrase("login ", .behind("password"), "NETRC"),
        SecretPhrase("logon ", .half(UInt8(ascii: "/")), "LOGON"),
        SecretPhrase("/sign on ", .argument(after: 1), "/SIGN ON"),
        SecretPhrase("/*signon ", .argument(after: 1), "/*SIGNON"),
        SecretPhrase("ps=", after: ["cesn ", "cssn "], .word, "PS="),
        SecretPhrase("userid=(", after: ["signon "], .half(UInt8(ascii: ",")), "USERID=("),
        SecretPhrase("snodeid=(", .half(UInt8(ascii: ",")), "SNODEID=("),
        SecretPhrase("pnodeid=(", .half(UInt8(ascii: ",")), "PNODEID=("),
        SecretPhrase("connect ", .half(UInt8(ascii: "/")), "CONNECT"),
        SecretPhrase("sqlplus ", .half(UInt8(ascii: "/")), "sqlplus"),
        SecretPhrase("jdbc:oracle:thin:", .half(UInt8(ascii: "/")), "jdbc:oracle:thin:"),
        SecretPhrase("sshpass -p", .attached, "sshpass -p"),
        SecretPhrase(" -p", after: ["mysql", "mysqldump", "mariadb"], .onlyAttached, "-p"),
        SecretPhrase(
            " -p ",
            after: [
                "mongo", "isql ", "sqlcmd ", "bcp ", "db2cli ", "plink ", "pscp ", "smbclient ", "docker login",
                "podman login", "oc login", "az login",
            ], .word, "-p"),
        SecretPhrase(" -P ", after: ["sqlcmd ", "bcp ", "isql "], .word, "-P"),
        SecretPhrase(" -a ", after: ["redis-cli"], .word, "-a"),
        SecretPhrase(" -w ", after: ["ldap"], .word, "-w"),
        SecretPhrase(" -k ", after: ["openssl enc"], .word, "-k"),
        SecretPhrase(" pass:", after: ["openssl "], .attached, "pass:"),
        SecretPhrase(" -u ", after: ["lftp"], .half(UInt8(ascii: ",")), "lftp -u"),
        SecretPhrase(" -pw ", after: ["plink", "pscp", "psftp", "winscp"], .word, "-pw"),
        SecretPhrase("convertto-securestring ", .quoted, "ConvertTo-SecureString"),
        SecretPhrase("getconnection(", .argument(after: 2), "getConnection("),
        SecretPhrase("sql.newinstance(", .argument(after: 2), "Sql.newInstance("),
        SecretPhrase("send ", after: ["assword"], .quoted, "send"),
        SecretPhrase("auth=(", .argument(after: 1), "auth=("),
        SecretPhrase("httpbasicauth(", .argument(after: 1), "HTTPBasicAuth("),
        SecretPhrase("usernamepasswordcredentials(", .argument(after: 1), "UsernamePasswordCredentials("),
        SecretPhrase(
            "echo ", .word, before: ["| passwd --stdin", "| chpasswd", "|chpasswd", "| sudo -S", "| su ", "| kinit"],
            "echo"),
    ]
}
