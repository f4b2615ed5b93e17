/// All operands of SETROPTS (docs/reference/racf.md#21-setropts-setr). It has no positional operands.
extension CommandSpec {
    static let setropts = CommandSpec(
        .all(
            // Options of classes.
            keywords(.classact, .generic, .gencmd, .raclist, .genlist, .global, .audit, .statistics, form: .classes),
            keywords(
                .noclassact, .nogeneric, .nogencmd, .noraclist, .nogenlist, .noglobal, .noaudit, .nostatistics,
                form: .classes),
            keywords(.logoptions, form: .operands(logOptions)),
            keywords(.refresh, .list, form: .flag),
            // Options of the system that are relevant here.
            keywords(.grplist, .nogrplist, .addcreator, .noaddcreator, .egn, .noegn, form: .flag),
            keywords(.genericowner, .nogenericowner, form: .flag),
            keywords(.when, .nowhen, form: .optional(.operands(.all(keywords(.program, form: .flag))))),
            keywords(.protectall, form: .optional(.words([.failures, .warning]))),
            keywords(.noprotectall, form: .flag),
            // Others: accepted and ignored.
            keywords(.adsp, .noadsp, .applaudit, .noapplaudit, .cmdviol, .nocmdviol, form: .flag),
            keywords(.compatmode, .nocompatmode, .initstats, .noinitstats, form: .flag),
            keywords(.operaudit, .nooperaudit, .saudit, .nosaudit, form: .flag),
            keywords(.realdsn, .norealdsn, .tapedsn, .notapedsn, form: .flag),
            keywords(.mlnames, .nomlnames, .mlquiet, .nomlquiet, .mlstable, .nomlstable, form: .flag),
            keywords(.seclabelaudit, .noseclabelaudit, .seclabelcontrol, .noseclabelcontrol, form: .flag),
            keywords(.seclbysystem, .noseclbysystem, form: .flag),
            keywords(.catdsns, .nocatdsns, .erase, .noerase, .inactive, .noinactive, form: .anything),
            keywords(.mlactive, .nomlactive, .mlfsobj, .nomlfsobj, .mlipcobj, .nomlipcobj, form: .anything),
            keywords(.mls, .nomls, .model, .nomodel, .prefix, .noprefix, .retpd, .noretpd, form: .anything),
            keywords(.seclevelaudit, .noseclevelaudit, .sessioninterval, .nosessioninterval, form: .anything),
            keywords(.jes, form: .operands(jes)),
            keywords(.kerblvl, .language, .terminal, .noterminal, form: .anything),
            keywords(.password, form: .operands(passwordRules)),
            keywords(.rvarypw, form: .operands(.some(keywords(.switch, .status, form: .values(.password)))))))

    private static let logOptions = OperandTable.all(
        keywords(.always, .never, .successes, .failures, .default, form: .classes))

    private static let jes = OperandTable.some(
        keywords(.batchallracf, .nobatchallracf, .earlyverify, .noearlyverify, form: .flag),
        keywords(.xbmallracf, .noxbmallracf, form: .flag),
        keywords(.njeuserid, .undefineduser, form: .ids))

    private static let passwordRules = OperandTable.some(
        keywords(.history, .interval, .minchange, .revoke, .warning, form: .number),
        keywords(.mixedcase, .nomixedcase, .specialchars, .nospecialchars, form: .flag),
        keywords(.nohistory, .norevoke, .nowarning, .norules, form: .flag),
        keywords(.algorithm, form: .other),
        keywords(.noalgorithm, form: .flag))
}
