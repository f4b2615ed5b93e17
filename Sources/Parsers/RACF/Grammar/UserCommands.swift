/// Commands on users, groups, connections and data sets, and the listings: what racf.md 2.6 and 2.7 give. Other
/// operands are read and not judged.
extension CommandSpec {
    static let user = CommandSpec([.id], [userOperands])
    static let listuser = CommandSpec([.id], [keywords(.omvs, .tso, .noracf, form: .anything)])
    static let deleteIDs = CommandSpec([.id], [])
    static let listgrp = CommandSpec([.id], [keywords(.omvs, .noracf, form: .anything)])

    static let group = CommandSpec(
        [.id],
        [
            keywords(.supgroup, .owner, form: .ids), keywords(.universal, .termuacc, .notermuacc, form: .flag),
            keywords(.data, form: .text), keywords(.omvs, .model, .dfp, form: .anything),
        ])

    static let connect = CommandSpec(
        [.id],
        [
            keywords(.group, .owner, form: .ids),
            keywords(.authority, form: .words([.use, .create, .connect, .join])),
            keywords(.uacc, form: .accessLevel),
            keywords(.revoke, .resume, form: .optional(.other)),
            keywords(
                .norevoke, .noresume, .special, .nospecial, .operations, .nooperations, .auditor, .noauditor, .adsp,
                .noadsp, .grpacc, .nogrpacc, form: .flag),
        ])

    static let remove = CommandSpec([.id], [keywords(.group, .owner, form: .ids)])

    static let password = CommandSpec(
        [],
        [
            keywords(.user, form: .ids), keywords(.password, form: .anything), keywords(.interval, form: .number),
            keywords(.nointerval, form: .flag),
        ])

    static let rlist = CommandSpec(
        [.className, .profile],
        [
            keywords(
                .all, .authuser, .history, .statistics, .resgroup, .generic, .nogeneric, .noracf, .ssignon,
                form: .flag)
        ])

    static let search = CommandSpec(
        [],
        [
            keywords(.class, form: .classes), keywords(.filter, .mask, .user, .clist, .level, form: .other),
            keywords(.nomask, .nolist, .list, .generic, .nogeneric, form: .flag),
        ])

    static let rvary = CommandSpec(
        [],
        [keywords(.list, .active, .inactive, .switch, form: .flag)])

    static let dataSet = CommandSpec(
        [.profile],
        [
            keywords(.uacc, form: .accessLevel), keywords(.owner, form: .ids), keywords(.data, form: .text),
            keywords(.warning, .generic, .nowarning, form: .flag), keywords(.audit, .notify, form: .anything),
        ])

    static let unlisted = CommandSpec([], [])

    private static let userOperands = [
        keywords(.dfltgrp, .owner, .group, form: .ids),
        keywords(.name, .data, form: .text),
        keywords(.password, form: .optional(.values(.password))),
        keywords(.phrase, form: .optional(.values(.phrase))),
        keywords(
            .nopassword, .nophrase, .oidcard, .nooidcard, .restricted, .norestricted, .special, .nospecial,
            .operations, .nooperations, .auditor, .noauditor, .roaudit, .noroaudit, .expired, .noexpired, .contain,
            .nocontain, .nevercontain, .allowcontain, .adsp, .noadsp, .grpacc, .nogrpacc, .uaudit, .nouaudit,
            form: .flag),
        keywords(.revoke, .resume, form: .optional(.other)),
        keywords(.norevoke, .noresume, form: .flag),
        keywords(.authority, form: .words([.use, .create, .connect, .join])),
        keywords(.uacc, form: .accessLevel),
        keywords(
            .omvs, .tso, .cics, .dfp, .language, .netview, .operparm, .workattr, .clauth, .addcategory, .seclabel,
            .seclevel, .when, .model, .nomodel, .csdata, .kerb, .lnotes, .nds, .ovm, .proxy, .eim, .mfa, .noomvs,
            .notso, form: .anything),
    ].flatMap { $0 }
}
