/// Commands for listings (docs/reference/racf.md#27-rlist-search-setropts-list-rvary), data sets and certificates, with
/// the operands that may be secrets. Other operands are read but not checked.
extension CommandSpec {
    /// `RLIST class (profile or *) operands`.
    static let rlist = CommandSpec(
        [.className, .profile],
        .some(
            keywords(.all, .authuser, .history, .statistics, .resgroup, .noracf, .noyouracc, form: .flag),
            keywords(.generic, .nogeneric, .ssignon, .session, .stdata, .kerb, .proxy, .tvtoc, form: .flag),
            keywords(.cdtinfo, .cfdef, .csdata, .dlfdata, .eim, .icsf, .ictx, .idtparms, .jes, form: .flag),
            keywords(.mfa, .mfpolicy, .sigver, .svfmr, .tme, .notify, form: .flag),
            keywords(.at, .onlyat, form: .other)))

    /// `SEARCH CLASS(class) FILTER(name) CLIST('before' 'after')`.
    static let search = CommandSpec(
        .some(
            keywords(.class, form: .classes),
            keywords(.filter, .mask, .level, .seclabel, .seclevel, .category, .age, .gid, .uid, form: .other),
            keywords(.clist, form: .optional(.text)),
            keywords(.user, form: .ids),
            keywords(.expires, .volume, form: .other),
            keywords(.nomask, .list, .nolist, .generic, .nogeneric, .all, .model, .tape, .vsam, .novsam, form: .flag),
            keywords(.warning, form: .flag),
            keywords(.at, .onlyat, form: .other)))

    /// `RVARY LIST | ACTIVE | INACTIVE | SWITCH`.
    static let rvary = CommandSpec(
        .some(
            keywords(.list, .nolist, .active, .inactive, .switch, .datashare, .nodatashare, form: .flag),
            keywords(.dataset, form: .other)))

    /// `ADDSD (profile ...) operands`.
    static let addsd = CommandSpec([.profile], .some(dataSetOperands, keywords(.from, .fvolume, form: .other)))

    /// `ALTDSD (profile ...) operands`.
    static let altdsd = CommandSpec(
        [.profile],
        .some(
            dataSetOperands, keywords(.addvol, .delvol, .altvol, .delcategory, form: .other),
            keywords(.globalaudit, form: .auditAttempts),
            keywords(.nodata, .nonotify, .nowarning, .noseclabel, .noseclevel, .noset, form: .flag)))

    /// `DELDSD (profile ...) operands`.
    static let deldsd = CommandSpec(
        [.profile],
        .some(keywords(.generic, .set, .noset, form: .flag), keywords(.volume, .at, .onlyat, form: .other)))

    /// `LISTDSD DATASET(profile) operands`.
    static let listdsd = CommandSpec(
        .some(
            keywords(.dataset, .id, .prefix, .volume, .at, .onlyat, form: .other),
            keywords(.all, .authuser, .csdata, .dfp, .dsns, .generic, .nogeneric, .history, form: .flag),
            keywords(.noracf, .statistics, .tme, form: .flag)))

    /// `RACDCERT ID(user) function operands`.
    static let racdcert = CommandSpec(
        .some(
            keywords(.id, form: .ids),
            keywords(.site, .certauth, form: .flag),
            keywords(.add, .alter, .connect, .delete, .export, .gencert, .genreq, .list, form: .anything),
            keywords(.map, .altmap, .delmap, .listmap, .remove, .rekey, .rollover, .checkcert, form: .anything),
            keywords(.addring, .delring, .listring, .addtoken, .deltoken, .listtoken, form: .anything),
            keywords(.bind, .unbind, .import, form: .anything),
            keywords(.password, form: .optional(.values(.password)))))

    /// `RACMAP ID(user) function operands`.
    static let racmap = CommandSpec(
        .some(
            keywords(.id, form: .ids),
            keywords(.map, .delmap, .listmap, .query, form: .flag),
            keywords(.userdidfilter, .registry, .withlabel, .label, form: .anything)))

    private static let dataSetOperands = [
        keywords(.uacc, form: .accessLevel),
        keywords(.owner, form: .ids),
        keywords(.data, form: .text),
        keywords(.notify, form: .optional(.ids)),
        keywords(.audit, form: .auditAttempts),
        keywords(.level, .retpd, .fileseq, form: .number),
        keywords(.warning, .generic, .set, .setonly, .tape, form: .flag),
        keywords(.erase, .noerase, .model, .tme, .dfp, .csdata, .addcategory, form: .anything),
        keywords(.seclabel, .seclevel, .unit, .volume, .at, .onlyat, form: .other),
        keywords(.fclass, form: .classes),
        keywords(.fgeneric, form: .flag),
    ].flatMap { $0 }
}
