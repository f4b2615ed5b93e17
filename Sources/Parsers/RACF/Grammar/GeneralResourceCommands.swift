/// All operands of RDEFINE, RALTER, RDELETE and PERMIT (docs/reference/racf.md#2-command-operands).
extension CommandSpec {
    /// `RDEFINE class (profile ...) operands`.
    static let rdefine = CommandSpec([.className, .profile], .all(profileOperands, copyOperands, segments))

    /// `RALTER class (profile ...) operands`.
    static let ralter = CommandSpec(
        [.className, .profile],
        .all(
            profileOperands, copyOperands, segments, removals,
            keywords(.noappldata, .nodata, .nonotify, .nowarning, .nowhen, form: .flag),
            keywords(.noseclabel, .noseclevel, .nosingledsn, .notimezone, .notvtoc, form: .flag),
            keywords(.delmem, .delcategory, form: .anything),
            keywords(.addvol, .delvol, form: .other),
            keywords(.globalaudit, form: .auditAttempts)))

    /// `RDELETE class (profile ...) [GENERIC | NOGENERIC]`.
    static let rdelete = CommandSpec(
        [.className, .profile],
        .all(
            keywords(.generic, .nogeneric, form: .flag),
            keywords(.at, .onlyat, form: .other),
            excluding: [[.generic, .nogeneric]]))

    /// `PERMIT profile CLASS(class) ID(name ...) ACCESS(level)`.
    static let permit = CommandSpec(
        [.profile],
        .all(
            keywords(.class, form: .classes),
            keywords(.id, form: .ids),
            keywords(.access, form: .accessLevel),
            keywords(.delete, .generic, form: .flag),
            keywords(.reset, form: .optional(.words([.all, .standard, .when]))),
            copyOperands,
            keywords(.volume, .at, .onlyat, form: .other),
            keywords(.when, form: .operands(conditions)),
            excluding: [[.access, .delete]]))

    private static let conditions = OperandTable.all(
        keywords(.appcport, .console, .criteria, .jesinput, .program, .servauth, .sysid, .terminal, form: .anything))

    /// The operands that name the source of a copied access list.
    private static let copyOperands = [
        keywords(.from, .fvolume, form: .other),
        keywords(.fclass, form: .classes),
        keywords(.fgeneric, form: .flag),
    ].flatMap { $0 }

    /// The base segment.
    private static let profileOperands = [
        keywords(.uacc, form: .accessLevel),
        keywords(.appldata, .data, form: .text),
        keywords(.owner, form: .ids),
        keywords(.notify, form: .optional(.ids)),
        keywords(.audit, form: .auditAttempts),
        keywords(.level, form: .number),
        keywords(.warning, .singledsn, .tvtoc, form: .flag),
        keywords(.when, form: .operands(.all(keywords(.days, .time, form: .anything)))),
        keywords(.addmem, .addcategory, form: .anything),
        keywords(.seclabel, .seclevel, .timezone, .at, .onlyat, form: .other),
    ].flatMap { $0 }

    /// SSIGNON contains the PassTicket key (docs/reference/racf.md#31-sub-operands). In the other segments only secrets
    /// matter.
    private static let segments = [
        keywords(.ssignon, form: .operands(ssignon)),
        keywords(.session, form: .operands(session)),
        keywords(.stdata, form: .operands(stdata)),
        keywords(.kerb, form: .operands(kerb)),
        keywords(.proxy, form: .operands(proxy)),
        keywords(.cdtinfo, .cfdef, .csdata, .dlfdata, .eim, .icsf, .ictx, .idtparms, .jes, form: .anything),
        keywords(.mfa, .mfpolicy, .sigver, .svfmr, .tme, form: .anything),
    ].flatMap { $0 }

    /// RALTER removes a segment if NO precedes its name.
    private static let removals = [
        keywords(.nossignon, .nosession, .nostdata, .nokerb, .noproxy, .nocdtinfo, .nocfdef, .nocsdata, form: .flag),
        keywords(.nodlfdata, .noeim, .noicsf, .noictx, .noidtparms, .nojes, .nomfa, .nomfpolicy, form: .flag),
        keywords(.nosigver, .nosvfmr, .notme, form: .flag),
    ].flatMap { $0 }

    private static let ssignon = OperandTable.all(
        keywords(.keymasked, .keyencrypted, form: .values(.key)),
        keywords(.keylabel, .eptkeylabel, form: .values(.label)),
        keywords(.encryptkey, .nolegacykey, .noeptkeylabel, form: .flag),
        keywords(.type, form: .words([.upper, .mixed])),
        keywords(.timeout, form: .number),
        keywords(.replay, form: .words([.yes, .no])),
        excluding: [
            [.keymasked, .keyencrypted, .encryptkey, .keylabel, .nolegacykey], [.eptkeylabel, .noeptkeylabel],
        ])

    private static let session = OperandTable.some(
        keywords(.sesskey, form: .values(.password)),
        keywords(.interval, form: .number),
        keywords(.lock, form: .flag),
        keywords(.convsec, form: .other))

    private static let stdata = OperandTable.some(
        keywords(.user, .group, form: .ids),
        keywords(.privileged, .trusted, .trace, form: .words([.yes, .no])),
        keywords(.nouser, .nogroup, form: .flag))
}

/// Segments that users also have.
extension CommandSpec {
    static let kerb = OperandTable.some(
        keywords(.password, form: .values(.password)),
        keywords(.kerbname, .encrypt, .deftktlfe, .maxtktlfe, .mintktlfe, .checkaddrs, form: .anything))

    static let proxy = OperandTable.some(
        keywords(.bindpw, form: .values(.password)),
        keywords(.binddn, .ldaphost, form: .text))
}
