/// TSO/E commands and their aliases that occur in decks together with RACF commands; their operands are not read.
enum TSOCommand {
    /// The commands whose next lines, up to END, are their subcommands.
    private static let withSubcommands: Set<String> = ["DSN", "EDIT", "E", "IPCS", "TEST", "SDSF", "FTP", "OPERATOR"]

    private static let names: Set<String> = withSubcommands.union([
        "ACCOUNT", "BLKUPD", "IRRDPI00", "RACPRMCK", "WRITER", "ALLOC", "ALLOCATE", "ALTER",
        "ALTLIB", "ATTRIB", "ATTR", "BLDINDEX", "CALL", "CANCEL", "CONSOLE",
        "CONSPROF", "CONTROL", "COPY", "DEF", "DEFINE", "DEL", "DELETE", "DIAGNOSE", "DSPRINT", "END", "EX", "EXAMINE",
        "EXEC", "EXECUTIL", "EXIT", "EXPORT", "FREE", "FREEATTR", "H", "HELP", "IMPORT", "ISHELL", "ISPEXEC",
        "ISPSTART", "LINK", "LISTA", "LISTALC", "LISTB", "LISTBC", "LISTC", "LISTCAT", "LISTD", "LISTDS", "LOADGO",
        "LOGOFF", "LOGON", "MKDIR", "MKNOD", "MOUNT", "MVSSERV", "NETSTAT", "OBROWSE", "OCOPY", "OEDIT", "OGET",
        "OGETX", "OHELP", "OMVS", "OPUT", "OPUTX", "OSHELL", "OUTDES", "OUTPUT", "PARMLIB", "PING", "PR", "PRINT",
        "PRINTDS", "PROF", "PROFILE", "PROTECT", "QUIT", "RECEIVE", "REN", "RENAME", "REPRO", "RUN", "SE", "SEND",
        "SMCOPY",
        "SMFIND", "SMPUT", "ST", "STATUS", "SUB", "SUBMIT", "SYNC", "TERM", "TERMINAL", "TIME", "TRACERTE", "TRANSMIT",
        "TSOEXEC", "TSOLIB", "UNALLOC", "UNMOUNT", "VERIFY", "VLFNOTE", "WHEN", "WRITE", "XMIT",
    ])

    /// The commands that end subcommands.
    static func endsSubcommands(_ word: PackedWord) -> Bool { word == end || word == quit }
    static let end = PackedWord("END")
    static let logoff = PackedWord("LOGOFF")
    static let when = PackedWord("WHEN")
    /// The commands that start the program whose code WHEN SYSRC tests.
    static func startsProgram(_ word: PackedWord) -> Bool { word == call || word == loadgo }
    private static let call = PackedWord("CALL")
    private static let loadgo = PackedWord("LOADGO")
    private static let quit = PackedWord("QUIT")

    /// Runs the command after it as authorised (TSO/E Command Reference, TSOEXEC).
    static let tsoexec = PackedWord("TSOEXEC")

    static func isKnown(_ word: String) -> Bool { names.contains(word) }
    static func hasSubcommands(_ word: String) -> Bool { withSubcommands.contains(word) }
}
