import Contract
import Diagnostics
import Testing

@testable import RACF

/// The meaning of commands with every abbreviation.
@Suite struct GrammarTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let text: String
        /// The command as `VERB positional … OPERAND(value …)`, or its defect.
        let reading: String

        init(_ text: String, _ reading: String) {
            self.text = text
            self.reading = reading
        }

        var testDescription: String { text }
    }

    @Test(arguments: Self.verbs + Self.setropts + Self.profiles + Self.permit + Self.ssignon + Self.users + Self.others)
    func `a command is read as RACF reads it`(_ row: Row) {
        let file = SourceFile(path: "deck", bytes: Array(row.text.utf8))
        let carrier = row.text.hasPrefix("#") ? Deck.Carrier.operatorCommand : .plain
        let region = DeckRegion(text: .lines(0..<1), carrier: carrier)
        let deck = Deck.parse(file, DeckCarrier.Found(regions: [region])).model
        #expect(Self.reading(deck) == row.reading)
    }

    @Test func `the tables have enough rows`() {
        let rows = [Self.verbs, Self.setropts, Self.profiles, Self.permit, Self.ssignon, Self.users, Self.others]
        #expect(rows.map(\.count).reduce(0, +) >= 150)
    }

    /// The defect, if there is one; otherwise the command.
    private static func reading(_ deck: Deck) -> String {
        let defects = deck.defects.map { defect in
            switch defect.kind {
            case .unknownOperand(_, let candidates, let place):
                "\(defect.rule) \(deck.file.text(defect.range)): "
                    + (place.map { "in \($0)" } ?? candidates.joined(separator: " "))
            default: "\(defect.rule) \(deck.file.text(defect.range))"
            }
        }
        guard defects.isEmpty else { return defects.joined(separator: ", ") }
        guard let command = deck.commands.first else { return "nothing" }
        let words = [command.verb?.name ?? "-"] + command.positional.map(text) + command.operands.map(text)
        return words.joined(separator: " ")
    }

    private static func text(_ operand: Deck.Operand) -> String {
        guard !operand.values.isEmpty else { return operand.text }
        let operands = operand.operands
        return "\(operand.text)("
            + operand.values.map { value in
                operands.first { $0.range == value.range }.map(text) ?? text(value)
            }.joined(separator: " ") + ")"
    }

    private static func text(_ value: Deck.Value) -> String {
        value.isList ? "(" + value.items.map(text).joined(separator: " ") + ")" : value.text
    }

    private static let verbs = [
        Row("SETR LIST", "SETROPTS LIST"),
        Row("setropts list", "SETROPTS LIST"),
        Row("SETROPT LIST", "RF301 SETROPT"),
        Row("RDEF APPL X", "RDEFINE APPL X"),
        Row("RDEFIN APPL X", "RF301 RDEFIN"),
        Row("RALT APPL X", "RALTER APPL X"),
        Row("RDEL APPL X", "RDELETE APPL X"),
        Row("RL APPL X", "RLIST APPL X"),
        Row("PE X CLASS(APPL) ID(Y)", "PERMIT X CLASS(APPL) ID(Y)"),
        Row("PERM X CLASS(APPL) ID(Y)", "RF301 PERM"),
        Row("AU X", "ADDUSER X"),
        Row("ALU X", "ALTUSER X"),
        Row("DU X", "DELUSER X"),
        Row("AG X", "ADDGROUP X"),
        Row("ALG X", "ALTGROUP X"),
        Row("DG X", "DELGROUP X"),
        Row("CO X", "CONNECT X"),
        Row("RE X", "REMOVE X"),
        Row("LU X", "LISTUSER X"),
        Row("LG X", "LISTGRP X"),
        Row("LD DATASET(X)", "LISTDSD DATASET(X)"),
        Row("PW INTERVAL(30)", "PASSWORD INTERVAL(30)"),
        Row("SR CLASS(APPL)", "SEARCH CLASS(APPL)"),
        Row("AD 'A.B'", "ADDSD A.B"),
        Row("ALD 'A.B'", "ALTDSD A.B"),
        Row("DD 'A.B'", "DELDSD A.B"),
        Row("RVARY LIST", "RVARY LIST"),
        Row("RACDCERT LIST", "RACDCERT LIST"),
        Row("RACMAP ID(X) LISTMAP", "RACMAP ID(X) LISTMAP"),
        Row("#SETROPTS LIST", "SETROPTS LIST"),
        Row("TSO RDEFINE APPL X", "RF301 TSO"),
        Row("PROFILE NOPREFIX", "-"),
        Row("%MYEXEC", "-"),
    ]

    private static let setropts = [
        Row("SETR CLASSACT(APPL) RACLIST(APPL)", "SETROPTS CLASSACT(APPL) RACLIST(APPL)"),
        Row("SETR CLASSA(APPL) RACL(APPL)", "SETROPTS CLASSACT(APPL) RACLIST(APPL)"),
        Row("SETR CL(APPL)", "SETROPTS CLASSACT(APPL)"),
        Row("SETR RACLIST (PTKTDATA) REFRESH", "SETROPTS RACLIST(PTKTDATA) REFRESH"),
        Row("SETR RACLIST(PTKTDATA)REFRESH", "SETROPTS RACLIST(PTKTDATA) REFRESH"),
        Row("SETR RA(PTKTDATA) REF", "SETROPTS RACLIST(PTKTDATA) REFRESH"),
        Row("SETR RACLIST(PTKTDATA) RE", "RF304 RE: REALDSN REFRESH RETPD"),
        Row("SETR R(PTKTDATA)", "RF304 R: RACLIST REALDSN REFRESH RETPD RVARYPW"),
        Row("SETR GENERIC(PTKTDATA)", "SETROPTS GENERIC(PTKTDATA)"),
        Row("SETR GENERI(PTKTDATA)", "RF304 GENERI: GENERIC GENERICOWNER"),
        Row("SETR GENERICO", "SETROPTS GENERICOWNER"),
        Row("SETR GEN(PTKTDATA)", "RF304 GEN: GENCMD GENERIC GENERICOWNER GENLIST"),
        Row("SETR GENC(PTKTDATA)", "SETROPTS GENCMD(PTKTDATA)"),
        Row("SETR GENL(APPL)", "SETROPTS GENLIST(APPL)"),
        Row("SETR GENERIC(*)", "SETROPTS GENERIC(*)"),
        Row("SETR NOGENERIC(PTKTDATA) GENCMD(PTKTDATA)", "SETROPTS NOGENERIC(PTKTDATA) GENCMD(PTKTDATA)"),
        Row("SETR NOCLASSACT(*)", "SETROPTS NOCLASSACT(*)"),
        Row("SETR NORACL(APPL)", "SETROPTS NORACLIST(APPL)"),
        Row("SETR AUDIT(PTKTDATA,APPL)", "SETROPTS AUDIT(PTKTDATA APPL)"),
        Row("SETR AU(PTKTDATA)", "SETROPTS AUDIT(PTKTDATA)"),
        Row("SETR STAT(APPL)", "SETROPTS STATISTICS(APPL)"),
        Row("SETR GLOBAL(APPL) REFRESH", "SETROPTS GLOBAL(APPL) REFRESH"),
        Row("SETR LOGOPTIONS(FAILURES(PTKTDATA))", "SETROPTS LOGOPTIONS(FAILURES(PTKTDATA))"),
        Row("SETR LOGO(SUCC(APPL) ALW(APPL))", "SETROPTS LOGOPTIONS(SUCCESSES(APPL) ALWAYS(APPL))"),
        Row("SETR LOGO(SUCC(APPL) A(APPL) N(SDSF))", "SETROPTS LOGOPTIONS(SUCCESSES(APPL) ALWAYS(APPL) NEVER(SDSF))"),
        Row("SETR WHEN(PROGRAM) REFRESH", "SETROPTS WHEN(PROGRAM) REFRESH"),
        Row("SETR WHEN(PROG) REF", "SETROPTS WHEN(PROGRAM) REFRESH"),
        Row("SETR NOWHEN(PROGRAM)", "SETROPTS NOWHEN(PROGRAM)"),
        Row("SETR GRPLIST ADDCREATOR", "SETROPTS GRPLIST ADDCREATOR"),
        Row("SETR GRP NOADDC", "SETROPTS GRPLIST NOADDCREATOR"),
        Row("SETR EGN", "SETROPTS EGN"),
        Row("SETR PROTECTALL(WARN)", "SETROPTS PROTECTALL(WARNING)"),
        Row("SETR ERASE(ALL) INACTIVE(90)", "SETROPTS ERASE(ALL) INACTIVE(90)"),
        Row("SETR JES(BATCHALLRACF)", "SETROPTS JES(BATCHALLRACF)"),
        Row("SETR PASSWORD(HISTORY(5) MIXED)", "SETROPTS PASSWORD(HISTORY(5) MIXEDCASE)"),
        Row("SETR PASSWORD(RULE1(LENGTH(8)))", "SETROPTS PASSWORD(RULE1(LENGTH(8)))"),
        Row("SETR RVARYPW(SWITCH(ABCD))", "SETROPTS RVARYPW(SWITCH([redacted]))"),
        Row("SETR REFRESH(APPL)", "RF304 (: "),
        Row("SETR CLASSACT", "RF305 CLASSACT"),
        Row("SETR CLASSACT()", "RF305 CLASSACT"),
        Row("SETR RACLST(APPL)", "RF304 RACLST: RACLIST"),
        Row("SETR RACLIST(APPL))", "RF307 )"),
        Row("SETR RACLIST(APPL", "RF307 L"),
        Row("SETR SETR LIST", "RF302 SETR"),
        Row("SETR GENERIC(APPL) SETROPTS CLASSACT(APPL)", "RF302 SETROPTS"),
        Row("SETR CLASSACT(APPL) - RACLIST(APPL)", "RF303 -"),
        Row("SETR CLASSACT(APPL) + RACLIST(APPL)", "RF303 +"),
        Row("SETR LIST; SETR RACLIST(APPL)", "RF309 SETR RACLIST(APPL)"),
        Row("SETR LIST;", "SETROPTS LIST"),
        Row("SETR LIST /* all */", "SETROPTS LIST"),
        Row("SETR /* all */ LIST", "SETROPTS LIST"),
        Row("SETR LIST /* all", "RF311 /* all"),
        Row("SETR,LIST", "SETROPTS LIST"),
        Row("SETR\tLIST", "SETROPTS LIST"),
    ]

    private static let profiles = [
        Row("RDEF PTKTDATA FEKAPPL UACC(NONE)", "RDEFINE PTKTDATA FEKAPPL UACC(NONE)"),
        Row("RDEF PTKTDATA FEKAPPL UACC(N)", "RDEFINE PTKTDATA FEKAPPL UACC(NONE)"),
        Row("RDEF PTKTDATA FEKAPPL UA(N)", "RDEFINE PTKTDATA FEKAPPL UACC(NONE)"),
        Row("RDEF PTKTDATA FEKAPPL U(R)", "RDEFINE PTKTDATA FEKAPPL UACC(READ)"),
        Row("RDEF PTKTDATA FEKAPPL UACC(E)", "RDEFINE PTKTDATA FEKAPPL UACC(EXECUTE)"),
        Row("RDEF PTKTDATA FEKAPPL UACCESS(NONE)", "RF304 UACCESS: "),
        Row("RDEF PTKTDATA FEKAPPL UACC(ALL)", "RF313 ALL"),
        Row("RDEF PTKTDATA FEKAPPL UACC()", "RF305 UACC"),
        Row("RDEF PTKTDATA FEKAPPL UACC", "RF305 UACC"),
        Row("RDEF PTKTDATA (A B)", "RDEFINE PTKTDATA (A B)"),
        Row("RDEF PTKTDATA (A,B) UACC(NONE)", "RDEFINE PTKTDATA (A B) UACC(NONE)"),
        Row("RDEF PTKTDATA A B", "RF304 B: "),
        Row("RDEF PTKTDATA", "RF305 RDEF"),
        Row("RDEF", "RF305 RDEF"),
        Row("RDEF PTKTDATA UACC(NONE)", "RF305 RDEF"),
        Row("RDEF PTKTDATA ()", "RF305 RDEF"),
        Row("RDEF PTKTDATA A APPLDATA('NO REPLAY')", "RDEFINE PTKTDATA A APPLDATA(NO REPLAY)"),
        Row("RDEF PTKTDATA A APPL('NO REPLAY')", "RDEFINE PTKTDATA A APPLDATA(NO REPLAY)"),
        Row("RDEF PTKTDATA A AP(X)", "RDEFINE PTKTDATA A APPLDATA(X)"),
        Row("RDEF PTKTDATA A A(X)", "RF304 A: ADDCATEGORY ADDMEM APPLDATA AT AUDIT"),
        Row("RDEF PTKTDATA A DATA('IT''S')", "RDEFINE PTKTDATA A DATA(IT'S)"),
        Row("RDEF PTKTDATA A DA('X')", "RDEFINE PTKTDATA A DATA(X)"),
        Row("RDEF PTKTDATA A OW(X)", "RDEFINE PTKTDATA A OWNER(X)"),
        Row("RDEF PTKTDATA A O(X)", "RF304 O: ONLYAT OWNER"),
        Row("RDEF PTKTDATA A AUDIT(ALL(UPDATE))", "RDEFINE PTKTDATA A AUDIT(ALL(UPDATE))"),
        Row("RDEF PTKTDATA A AUD(S(R) F(U))", "RDEFINE PTKTDATA A AUDIT(SUCCESS(READ) FAILURES(UPDATE))"),
        Row("RDEF PTKTDATA A AUDIT(SUCCESSES)", "RDEFINE PTKTDATA A AUDIT(SUCCESS)"),
        Row("RDEF PTKTDATA A AUDIT(SUCC)", "RDEFINE PTKTDATA A AUDIT(SUCCESS)"),
        Row("RDEF PTKTDATA A AUDIT(SOME)", "RF304 SOME: NONE"),
        Row("RDEF PTKTDATA A LEVEL(05)", "RDEFINE PTKTDATA A LEVEL(05)"),
        Row("RDEF PTKTDATA A NOTIFY", "RDEFINE PTKTDATA A NOTIFY"),
        Row("RDEF PTKTDATA A NOTIFY(SECADM)", "RDEFINE PTKTDATA A NOTIFY(SECADM)"),
        Row("RDEF PTKTDATA A WARN", "RDEFINE PTKTDATA A WARNING"),
        Row("RDEF PTKTDATA A W", "RF304 W: WARNING WHEN"),
        Row("RDEF APPL A WHEN(DAYS(MONDAY) TIME(0800:1700))", "RDEFINE APPL A WHEN(DAYS(MONDAY) TIME(0800:1700))"),
        Row("RDEF APPL A FROM(B) FCL(APPL) FGEN", "RDEFINE APPL A FROM(B) FCLASS(APPL) FGENERIC"),
        Row("RDEF APPL A STDATA(USER(X) TR(Y))", "RF304 TR: TRACE TRUSTED"),
        Row("RDEF STARTED JMON.* STD(US(X) TRUSTED(N))", "RDEFINE STARTED JMON.* STDATA(USER(X) TRUSTED(NO))"),
        Row("RDEF PTKTDATA A NODATA", "RF304 NODATA: CSDATA"),
        Row("RDEF FACILITY A AT(N.U)", "RDEFINE FACILITY A AT(N.U)"),
        Row("RALT PTKTDATA A NOAPPL", "RALTER PTKTDATA A NOAPPLDATA"),
        Row("RALT PTKTDATA A NODATA NONOT NOWARN", "RALTER PTKTDATA A NODATA NONOTIFY NOWARNING"),
        Row("RALT PTKTDATA A NOSSIGNON", "RALTER PTKTDATA A NOSSIGNON"),
        Row("RALT PTKTDATA A NOSS", "RALTER PTKTDATA A NOSSIGNON"),
        Row("RALT RACFVARS &A ADDMEM(X) DELM(Y)", "RALTER RACFVARS &A ADDMEM(X) DELMEM(Y)"),
        Row("RALT PTKTDATA A GLOBALAUDIT(ALL(READ))", "RALTER PTKTDATA A GLOBALAUDIT(ALL(READ))"),
        Row("RDEL PTKTDATA A.* NOGENERIC", "RDELETE PTKTDATA A.* NOGENERIC"),
        Row("RDEL PTKTDATA (A B) NOG", "RDELETE PTKTDATA (A B) NOGENERIC"),
        Row("RDEL PTKTDATA A UACC(NONE)", "RF304 UACC: "),
        Row("RDEL PTKTDATA", "RF305 RDEL"),
    ]

    private static let permit = [
        Row("PE X CLASS(APPL) ID(A) ACCESS(UPDATE)", "PERMIT X CLASS(APPL) ID(A) ACCESS(UPDATE)"),
        Row("PE X CL(APPL) ID(A) ACC(U)", "PERMIT X CLASS(APPL) ID(A) ACCESS(UPDATE)"),
        Row("PE X C(APPL) I(A) AC(A)", "PERMIT X CLASS(APPL) ID(A) ACCESS(ALTER)"),
        Row("PE X CL(APPL) ID(A) A(R)", "RF304 A: ACCESS AT"),
        Row("PE X CL(APPL)ID(A)ACCESS(READ)", "PERMIT X CLASS(APPL) ID(A) ACCESS(READ)"),
        Row("PE X CL(APPL) ID(A B,C) ACC(NONE)", "PERMIT X CLASS(APPL) ID(A B C) ACCESS(NONE)"),
        Row("PE X CL(APPL) ID(*) ACC(C)", "PERMIT X CLASS(APPL) ID(*) ACCESS(CONTROL)"),
        Row("PE X CL(APPL) ID(A) ACC(WRITE)", "RF313 WRITE"),
        Row("PE X CL(APPL) ID(A) ACC(UPDATED)", "RF313 UPDATED"),
        Row("PE X CL(APPL) ID(A) DEL", "PERMIT X CLASS(APPL) ID(A) DELETE"),
        Row("PE X CL(APPL) ID(A) ACC(READ) DELETE", "RF304 DELETE"),
        Row("PE X CL(APPL) RESET", "PERMIT X CLASS(APPL) RESET"),
        Row("PE X CL(APPL) RES(W)", "PERMIT X CLASS(APPL) RESET(WHEN)"),
        Row("PE X CL(APPL) RESET(STAND)", "PERMIT X CLASS(APPL) RESET(STANDARD)"),
        Row("PE X CL(APPL) FROM(Y)", "PERMIT X CLASS(APPL) FROM(Y)"),
        Row("PE X CL(APPL) FR(Y) FC(APPL) FG", "PERMIT X CLASS(APPL) FROM(Y) FCLASS(APPL) FGENERIC"),
        Row("PE X CL(APPL) ID(A) GEN", "PERMIT X CLASS(APPL) ID(A) GENERIC"),
        Row("PE X CL(APPL) ID(A) WHEN(TERMINAL(T1))", "PERMIT X CLASS(APPL) ID(A) WHEN(TERMINAL(T1))"),
        Row("PE X CL(APPL) ID(A) WHEN(SYS(S1))", "PERMIT X CLASS(APPL) ID(A) WHEN(SYSID(S1))"),
        Row("PE X CL(APPL) ID(A) WHEN(S(S1))", "RF304 S: SERVAUTH SYSID"),
        Row("PE X CL(APPL) ID(A) WHEN(MOON(FULL))", "RF304 MOON: "),
        Row("PE X CL(APPL)", "RF305 PE"),
        Row("PE X CL(APPL) ID()", "RF305 ID"),
        Row("PE CLASS(APPL) X ID(A)", "RF305 PE, RF304 X: "),
        Row("PE 'A.B' ID(X) ACC(R)", "PERMIT A.B ID(X) ACCESS(READ)"),
        Row("PE IRRPTAUTH.A.B ID(X)", "RF359 PE"),
        Row("PE X CL(APPLL) ID(A)", "RF312 APPLL"),
        Row("PE X CL($PPL) ID(A)", "PERMIT X CLASS($PPL) ID(A)"),
        Row("PE X CL(APPL) ID(<user>)", "RF314 <user>"),
        Row("PE X CL(APPL) ID({{ user }})", "RF314 {{ user }}"),
        Row("PE xCLASS(APPL) ID(A)", "RF304 xCLASS"),
        Row("PE X CL(APPL) ID(A) UACC(NONE)", "RF304 UACC: "),
        Row("PE X CL(APPL) IDD(A)", "RF304 IDD: ID"),
    ]

    private static let ssignon = [
        Row(
            "RDEF PTKTDATA A SSIGNON(KEYMASKED(9A3F61C27B08D4E5))", "RDEFINE PTKTDATA A SSIGNON(KEYMASKED([redacted]))"),
        Row("RDEF PTKTDATA A SSIGNON(KEYMASK(9A3F61C27B08D4E5))", "RDEFINE PTKTDATA A SSIGNON(KEYMASKED([redacted]))"),
        Row("RDEF PTKTDATA A SS(KEYM(9A3F61C27B08D4E5))", "RDEFINE PTKTDATA A SSIGNON(KEYMASKED([redacted]))"),
        Row("RDEF PTKTDATA A SSIG(KEYE(9A3F61C27B08D4E5))", "RDEFINE PTKTDATA A SSIGNON(KEYENCRYPTED([redacted]))"),
        Row("RDEF PTKTDATA A SSIGNON(KEY(X))", "RF304 KEY: KEYENCRYPTED KEYLABEL KEYMASKED"),
        Row("RDEF PTKTDATA A SSIGNON(KEYL(X.Y))", "RDEFINE PTKTDATA A SSIGNON(KEYLABEL(X.Y))"),
        Row("RALT PTKTDATA A SSIGNON(ENC)", "RALTER PTKTDATA A SSIGNON(ENCRYPTKEY)"),
        Row("RALT PTKTDATA A SSIGNON(E)", "RF304 E: ENCRYPTKEY EPTKEYLABEL"),
        Row("RALT PTKTDATA A SSIGNON(NOLEG)", "RALTER PTKTDATA A SSIGNON(NOLEGACYKEY)"),
        Row("RALT PTKTDATA A SSIGNON(NOEPT)", "RALTER PTKTDATA A SSIGNON(NOEPTKEYLABEL)"),
        Row("RDEF PTKTDATA A SSIGNON(EPT(L) TYPE(U))", "RDEFINE PTKTDATA A SSIGNON(EPTKEYLABEL(L) TYPE(UPPER))"),
        Row(
            "RDEF PTKTDATA A SSIGNON(EPT(L) TIME(60) REP(Y))",
            "RDEFINE PTKTDATA A SSIGNON(EPTKEYLABEL(L) TIMEOUT(60) REPLAY(YES))"),
        Row("RDEF PTKTDATA A SSIGNON(EPT(L) TYPE(LOWER))", "RF304 LOWER: "),
        Row("RDEF PTKTDATA A SSIGNON(EPT(L) T(60))", "RF304 T: TIMEOUT TYPE"),
        Row("RDEF PTKTDATA A SSIGNON(KEYLABEL(L) ENCRYPTKEY)", "RF304 ENCRYPTKEY"),
        Row("RDEF PTKTDATA A SSIGNON(KEYMASKED(key16))", "RF314 key16"),
        Row("RDEF PTKTDATA A SSIGNON(KEYMASKED())", "RF305 KEYMASKED"),
        Row("RDEF PTKTDATA A SSIGNON()", "RF305 SSIGNON"),
        Row("RDEF PTKTDATA A SSIGNON", "RF305 SSIGNON"),
        Row("RDEF PTKTDATA A SSIGNON(KEYLABEL(L) UACC(NONE)", "RF307 UACC, RF307 )"),
        Row("RDEF PTKTDATA A SSIGNON(KEYLABEL(L)", "RF307 )"),
        Row("RDEF PTKTDATA A SSIGNON(KEYLABLE(L))", "RF304 KEYLABLE: KEYLABEL"),
        Row("RDEF PTKTDATA A SSIGNON(APPLDATA(X))", "RF307 APPLDATA"),
    ]

    private static let users = [
        Row("AU X DFLT(G) NOPASS", "ADDUSER X DFLTGRP(G) NOPASSWORD"),
        Row("AU (X Y) OW(G)", "ADDUSER (X Y) OWNER(G)"),
        Row("AU X PASS(SECRET9)", "ADDUSER X PASSWORD([redacted])"),
        Row("AU X PA(SECRET9)", "ADDUSER X PASSWORD([redacted])"),
        Row("AU X PHR('A long phrase 9')", "ADDUSER X PHRASE([redacted])"),
        Row("AU X PASSWORD(<password>)", "RF314 <password>"),
        Row("AU X OMVS(UID(0) HOME('/u/x'))", "ADDUSER X OMVS(UID(0) HOME(/u/x))"),
        Row("AU X REST SPEC", "ADDUSER X RESTRICTED SPECIAL"),
        Row("AU X WHATEVER(1)", "RF304 WHATEVER: "),
        Row("AU", "RF305 AU"),
        Row("ALU X REVOKE", "ALTUSER X REVOKE"),
        Row("ALU X REV(01/02/27)", "ALTUSER X REVOKE(01/02/27)"),
        Row("ALU X RESU NOREST", "ALTUSER X RESUME NORESTRICTED"),
        Row("ALU X NEVERC", "ALTUSER X NEVERCONTAIN"),
        Row("ALU X KERB(PASSWORD(SECRET9))", "ALTUSER X KERB(PASSWORD([redacted]))"),
        Row("AG X SUP(G) UNIV", "ADDGROUP X SUPGROUP(G) UNIVERSAL"),
        Row("CO X GROUP(G) AUTH(USE)", "CONNECT X GROUP(G) AUTHORITY(USE)"),
        Row("CO X GROUP(G) AUT(J)", "CONNECT X GROUP(G) AUTHORITY(JOIN)"),
        Row("CO (X) GROUP(G) UACC(N)", "CONNECT (X) GROUP(G) UACC(NONE)"),
        Row("RE X GROUP(G) OWNER(Y)", "REMOVE X GROUP(G) OWNER(Y)"),
        Row("PW PASSWORD(OLDPW9 NEWPW9)", "PASSWORD PASSWORD([redacted] [redacted])"),
        Row("PW USER(X) NOINT", "PASSWORD USER(X) NOINTERVAL"),
        Row("LU X NORACF OMVS", "LISTUSER X NORACF OMVS"),
        Row("LU", "LISTUSER"),
    ]

    private static let others = [
        Row("RL PTKTDATA FEKAPPL SSIGNON NORACF", "RLIST PTKTDATA FEKAPPL SSIGNON NORACF"),
        Row("RL PTKTDATA * ALL AUTH", "RLIST PTKTDATA * ALL AUTHUSER"),
        Row("RL PTKTDATA", "RF305 RL"),
        Row("SR CLASS(PTKTDATA) FILTER(IRRPTAUTH.**)", "SEARCH CLASS(PTKTDATA) FILTER(IRRPTAUTH.**)"),
        Row(
            "SR CLA(PTKTDATA) CLIST('RDELETE PTKTDATA ' ' NOGENERIC')",
            "SEARCH CLASS(PTKTDATA) CLIST(RDELETE PTKTDATA   NOGENERIC)"),
        Row("SR CLA(PTKTDATA) NOM NOL", "SEARCH CLASS(PTKTDATA) NOMASK NOLIST"),
        Row("RVARY INACT", "RVARY INACTIVE"),
        Row("AD 'A.**' UACC(N) WARN", "ADDSD A.** UACC(NONE) WARNING"),
        Row(
            "RACDCERT ID(X) EXPORT(LABEL('L')) PASSWORD('Secret9')",
            "RACDCERT ID(X) EXPORT(LABEL(L)) PASSWORD([redacted])"),
    ]
}
