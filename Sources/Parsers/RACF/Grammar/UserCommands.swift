/// Commands on users, groups and connections (docs/reference/racf.md#26-users-groups-and-connections). Other operands
/// are read but not checked.
extension CommandSpec {
    /// `ADDUSER (user ...) operands`.
    static let adduser = CommandSpec([.id], .some(userOperands))

    /// `ALTUSER (user ...) operands`: as ADDUSER, with operands that remove attributes.
    static let altuser = CommandSpec(
        [.id],
        .some(
            userOperands,
            keywords(.group, form: .ids),
            keywords(.revoke, .resume, form: .optional(.other)),
            keywords(.norevoke, .noresume, form: .flag),
            keywords(.norestricted, .nospecial, .nooperations, .noauditor, .noroaudit, .noadsp, form: .flag),
            keywords(.nogrpacc, .uaudit, .nouaudit, .expired, .noexpired, .noclauth, form: .anything),
            keywords(.contain, .nocontain, .nevercontain, .allowcontain, form: .flag),
            keywords(.pwclean, .pwconvert, .nodata, .nomodel, form: .flag),
            keywords(.addcategory, .delcategory, .noseclabel, .noseclevel, .globalaudit, form: .anything),
            keywords(.nocics, .nocsdata, .nodce, .nodfp, .noeim, .nokerb, .nolanguage, .nolnotes, form: .flag),
            keywords(.nonds, .nonetview, .noomvs, .nooperparm, .noovm, .noproxy, .notso, form: .flag),
            keywords(.noworkattr, .nomfa, form: .flag)))

    /// `DELUSER (user ...)`.
    static let deluser = CommandSpec([.id], .some(keywords(.at, .onlyat, form: .other)))

    /// `ADDGROUP (group ...) SUPGROUP(group) operands`.
    static let addgroup = CommandSpec([.id], .some(groupOperands))

    /// `ALTGROUP (group ...) operands`.
    static let altgroup = CommandSpec(
        [.id],
        .some(
            groupOperands, keywords(.nodata, .nomodel, .nodfp, .noomvs, .noovm, .notme, .nocsdata, form: .flag)))

    /// `DELGROUP (group ...)`.
    static let delgroup = CommandSpec([.id], .some(keywords(.at, .onlyat, form: .other)))

    /// `CONNECT (user ...) GROUP(group) AUTHORITY(level)`.
    static let connect = CommandSpec(
        [.id],
        .some(
            keywords(.group, .owner, form: .ids),
            keywords(.authority, form: groupAuthority),
            keywords(.uacc, form: .accessLevel),
            keywords(.revoke, .resume, form: .optional(.other)),
            keywords(.norevoke, .noresume, form: .flag),
            keywords(.special, .nospecial, .operations, .nooperations, .auditor, .noauditor, form: .flag),
            keywords(.adsp, .noadsp, .grpacc, .nogrpacc, form: .flag),
            keywords(.at, .onlyat, form: .other)))

    /// `REMOVE (user ...) GROUP(group) OWNER(id)`.
    static let remove = CommandSpec(
        [.id], .some(keywords(.group, .owner, form: .ids), keywords(.at, .onlyat, form: .other)))

    /// `PASSWORD USER(user) INTERVAL(n)`; the two words in PASSWORD and PHRASE are the old and the new one.
    static let password = CommandSpec(
        .some(
            keywords(.user, form: .ids),
            keywords(.password, form: .values(.password)),
            keywords(.phrase, form: .values(.phrase)),
            keywords(.interval, form: .number),
            keywords(.nointerval, form: .flag),
            keywords(.at, .onlyat, form: .other)))

    /// `LISTUSER (user ...) segments`.
    static let listuser = CommandSpec(
        [.id], required: 0, .some(listedSegments, keywords(.kerb, .lnotes, .nds, .mfa, .workattr, form: .flag)))

    /// `LISTGRP (group ...) segments`.
    static let listgrp = CommandSpec([.id], required: 0, .some(listedSegments))

    private static let groupAuthority = OperandForm.words([.use, .create, .connect, .join])

    private static let listedSegments = [
        keywords(.noracf, .omvs, .ovm, .tso, .cics, .dfp, .csdata, .dce, .eim, .tme, form: .flag),
        keywords(.language, .netview, .operparm, .proxy, form: .flag),
        keywords(.at, .onlyat, form: .other),
    ].flatMap { $0 }

    private static let groupOperands = [
        keywords(.supgroup, .owner, form: .ids),
        keywords(.universal, .termuacc, .notermuacc, form: .flag),
        keywords(.data, form: .text),
        keywords(.omvs, .ovm, .dfp, .tme, .csdata, form: .anything),
        keywords(.model, .at, .onlyat, form: .other),
    ].flatMap { $0 }

    private static let userOperands = [
        keywords(.dfltgrp, .owner, form: .ids),
        keywords(.name, .data, form: .text),
        keywords(.password, form: .optional(.values(.password))),
        keywords(.phrase, form: .optional(.values(.phrase))),
        keywords(.nopassword, .nophrase, .nooidcard, form: .flag),
        keywords(.oidcard, form: .anything),
        keywords(.restricted, .special, .operations, .auditor, .roaudit, .adsp, .grpacc, form: .flag),
        keywords(.authority, form: groupAuthority),
        keywords(.uacc, form: .accessLevel),
        keywords(.clauth, form: .classes),
        keywords(.omvs, .tso, .cics, .dfp, .dce, .language, .netview, .operparm, .workattr, form: .anything),
        keywords(.lnotes, .nds, .ovm, .eim, .mfa, .csdata, .when, form: .anything),
        keywords(.kerb, form: .operands(kerb)),
        keywords(.proxy, form: .operands(proxy)),
        keywords(.addcategory, form: .anything),
        keywords(.model, .seclabel, .seclevel, .at, .onlyat, form: .other),
    ].flatMap { $0 }
}
