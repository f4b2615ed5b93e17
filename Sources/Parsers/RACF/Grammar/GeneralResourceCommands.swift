/// RDEFINE, RALTER, RDELETE and PERMIT in full (RACF Command Language Reference; racf.md 2.2 to 2.5).
extension CommandSpec {
    static let rdefine = CommandSpec(
        [.className, .profile], isComplete: true,
        [
            profileOperands,
            keywords(.from, .fvolume, form: .other),
            keywords(.fclass, form: .classes),
            keywords(.fgeneric, form: .flag),
            segments,
        ])

    static let ralter = CommandSpec(
        [.className, .profile], isComplete: true,
        [
            profileOperands,
            keywords(
                .noappldata, .nodata, .nonotify, .nowarning, .noseclabel, .noseclevel, .nosingledsn, .notimezone,
                .notvtoc, .nowhen, form: .flag),
            keywords(.delmem, .addvol, .delvol, .delcategory, form: .other),
            keywords(.globalaudit, form: .anything),
            segments,
            keywords(
                .nossignon, .nocdtinfo, .nocfdef, .nocsdata, .nodlfdata, .noeim, .noicsf, .noictx, .noidtparms,
                .nojes, .nokerb, .nomfa, .nomfpolicy, .noproxy, .nosession, .nosigver, .nostdata, .nosvfmr, .notme,
                form: .flag),
        ])

    static let rdelete = CommandSpec(
        [.className, .profile], isComplete: true,
        [keywords(.generic, .nogeneric, form: .flag), keywords(.at, .onlyat, form: .other)])

    static let permit = CommandSpec(
        [.profile], isComplete: true,
        [
            keywords(.class, .fclass, form: .classes),
            keywords(.id, form: .ids),
            keywords(.access, form: .accessLevel),
            keywords(.delete, .generic, .fgeneric, form: .flag),
            keywords(.reset, form: .optional(.words([.all, .standard, .when]))),
            keywords(.from, .volume, .fvolume, .at, .onlyat, form: .other),
            keywords(.when, form: .operands(conditions)),
        ])

    private static let conditions = keywords(
        .appcport, .console, .criteria, .jesinput, .program, .servauth, .sysid, .terminal, form: .other)

    private static let profileOperands = [
        keywords(.uacc, form: .accessLevel),
        keywords(.appldata, .data, form: .text),
        keywords(.owner, form: .ids),
        keywords(.audit, .addmem, .addcategory, form: .anything),
        keywords(.level, form: .number),
        keywords(.notify, form: .optional(.ids)),
        keywords(.warning, .singledsn, .tvtoc, form: .flag),
        keywords(.when, form: .operands(keywords(.days, .time, form: .anything))),
        keywords(.seclabel, .seclevel, .timezone, .at, .onlyat, form: .other),
    ].flatMap { $0 }

    /// SSIGNON holds the PassTicket key (racf.md 3.1); of the other segments nothing matters here.
    private static let segments = [
        keywords(.ssignon, form: .operands(ssignon)),
        keywords(
            .cdtinfo, .cfdef, .csdata, .dlfdata, .eim, .icsf, .ictx, .idtparms, .jes, .kerb, .mfa, .mfpolicy, .proxy,
            .session, .sigver, .stdata, .svfmr, .tme, form: .anything),
    ].flatMap { $0 }

    private static let ssignon = [
        keywords(.keymasked, .keyencrypted, form: .values(.key)),
        keywords(.keylabel, .eptkeylabel, form: .values(.label)),
        keywords(.encryptkey, .nolegacykey, .noeptkeylabel, form: .flag),
        keywords(.type, form: .words([.upper, .mixed])),
        keywords(.timeout, form: .number),
        keywords(.replay, form: .words([.yes, .no])),
    ].flatMap { $0 }
}
