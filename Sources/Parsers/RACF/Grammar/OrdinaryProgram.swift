/// Programs that run no RACF commands of the installation, whatever they are given.
enum OrdinaryProgram {
    /// Programs of a step that use SYSTSIN for their own purpose, or not at all.
    static let batch: Set<String> = [
        "ACFBATCH", "BPXBATA2", "BPXBATA8", "BPXBATCH", "BPXBATSL", "DFSORT", "ICEGENER", "ICETOOL", "IDCAMS",
        "IEBCOPY", "IEBGENER", "IEBUPDTE",
        "IEFBR14", "IRRDBU00", "IRRMIN00", "IRRUT100", "IRRUT200", "IRXJCL", "ISFAFD", "SDSF", "SORT", "TSSCFILE",
    ]
    /// Programs that a TSO command may call.
    static let called: Set<String> = batch.union([
        "ADRDSSU", "BPXCOPY", "DSNTEP2", "DSNTIAD", "DSNTIAUL", "IEBCOMPR", "IEBPTPCH", "IEHLIST", "IEHPROGM", "IEWL",
        "IKJEFT01", "IRRICE", "IRRRID00", "ISRSUPC",
    ])
    /// Programs and commands of a shell that run neither their arguments nor their input.
    static let unix: Set<String> = [
        ":", "[", "[[", "awk", "basename", "break", "bzip2", "c89", "case", "cat", "cc", "cd", "chgrp", "chmod",
        "chown", "chtag", "cksum", "clear", "cmp", "comm", "compress", "confighfs", "continue", "cp", "csplit", "cut",
        "date", "dcp", "dd", "ddls", "debug", "decho", "df", "dgrep", "die", "diff", "dirname", "dls", "dmv", "drm",
        "dtail", "dtouch", "du", "echo", "egrep", "env", "error", "exit", "export", "expr", "extattr", "fail", "false",
        "fgrep", "file", "fold", "git", "grep", "gzip", "head", "hlq", "hostname", "iconv", "id", "info", "ipcs",
        "javac", "jcan", "jls", "join", "jq", "keytool", "kill", "let", "ln", "local", "log", "logger", "logname",
        "ls", "mail", "mailx", "mcp", "md5sum", "mkdir", "mkfifo", "mktemp", "mls", "mmv", "more", "mrm", "mv",
        "netstat", "notice", "nslookup", "od", "openssl", "pack", "paste", "patch", "pax", "ping", "popd", "pr",
        "print", "printenv", "printf", "ps", "pushd", "pwd", "read", "readonly", "return", "rm", "rmdir", "scp", "sed",
        "sendmail", "set", "sftp", "sha256sum", "sleep", "sort", "split", "stat", "strings", "stty", "tail", "tar",
        "tee", "test", "touch", "tput", "tr", "true", "tsort", "tty", "type", "ulimit", "umask", "uname", "uncompress",
        "uniq", "unset", "unzip", "usage", "uuencode", "wait", "warn", "wc", "which", "who", "whoami", "write", "xxd",
        "yes", "zip",
    ]
    /// Programs that run what other files say, mostly in order to build software.
    static let builders: Set<String> = [
        "ant", "cargo", "docker", "docker-compose", "dotnet", "gmake", "gradle", "gradlew", "java", "make", "mvn",
        "mvnw",
        "npm", "npx", "podman", "yarn",
    ]
}
