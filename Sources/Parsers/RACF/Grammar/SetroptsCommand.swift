/// SETROPTS in full (RACF Command Language Reference; racf.md 2.1).
extension CommandSpec {
    static let setropts = CommandSpec(
        [], isComplete: true,
        [
            keywords(
                .classact, .noclassact, .generic, .nogeneric, .gencmd, .nogencmd, .raclist, .noraclist, .genlist,
                .nogenlist, .global, .noglobal, .audit, .noaudit, .statistics, .nostatistics, form: .classes),
            keywords(
                .refresh, .list, .grplist, .nogrplist, .addcreator, .noaddcreator, .egn, .noegn, .genericowner,
                .nogenericowner, .adsp, .noadsp, .applaudit, .noapplaudit, .cmdviol, .nocmdviol, .initstats,
                .noinitstats, .operaudit, .nooperaudit, .saudit, .nosaudit, .realdsn, .norealdsn, .tapedsn,
                .notapedsn, .seclabelaudit, .noseclabelaudit, .seclabelcontrol, .noseclabelcontrol, .seclbysystem,
                .noseclbysystem, .mlnames, .nomlnames, .mlquiet, .nomlquiet, .mlstable, .nomlstable, .compatmode,
                .nocompatmode, form: .flag),
            keywords(
                .nocatdsns, .noerase, .noinactive, .nomlactive, .nomlfsobj, .nomlipcobj, .nomls, .nomodel, .noprefix,
                .noprotectall, .noretpd, .noseclevelaudit, .nosessioninterval, .nowhen, form: .anything),
            keywords(
                .logoptions,
                form: .operands(
                    keywords(
                        .always, .never, .success, .successes, .failures, .default, form: .classes))),
            keywords(.when, form: .operands(keywords(.program, form: .flag))),
            keywords(
                .protectall, .catdsns, .erase, .inactive, .jes, .kerblvl, .language, .mlactive, .mlfsobj, .mlipcobj,
                .mls, .model, .password, .prefix, .retpd, .rvarypw, .seclevelaudit, .sessioninterval, .terminal,
                form: .anything),
        ])
}
