/// A word that RACF commands give a meaning to: an operand, a sub-operand or a value such as `UPDATE`.
///
/// A case is the keyword in lower case, and nothing else is needed to add one; which command takes it where stands
/// in the operand tables.
public enum Keyword: String, Sendable {
    // Operands of general resource commands.
    case access, addcategory, addmem, addvol, appldata, at, audit, `class`, data, delcategory, delete, delmem, delvol,
        fclass, fgeneric, from, fvolume, generic, globalaudit, id, level, nogeneric, notify, onlyat, owner, reset,
        seclabel, seclevel, singledsn, timezone, tvtoc, uacc, volume, warning, when
    case noappldata, nodata, nonotify, noseclabel, noseclevel, nosingledsn, notimezone, notvtoc, nowarning, nowhen

    // Segments of general resource profiles.
    case cdtinfo, cfdef, csdata, dlfdata, eim, icsf, ictx, idtparms, jes, kerb, mfa, mfpolicy, proxy, session, sigver,
        ssignon, stdata, svfmr, tme
    case nocdtinfo, nocfdef, nocsdata, nodlfdata, noeim, noicsf, noictx, noidtparms, nojes, nokerb, nomfa, nomfpolicy,
        noproxy, nosession, nosigver, nossignon, nostdata, nosvfmr, notme

    // Sub-operands of SSIGNON, and others whose value is a secret.
    case encryptkey, eptkeylabel, keyencrypted, keylabel, keymasked, noeptkeylabel, nolegacykey, replay, timeout, type
    case bindpw, sesskey

    // Values.
    case all, alter, control, execute, failures, mixed, no, none, read, standard, success, successes, update, upper,
        yes
    case always, `default`, never
    case days, time
    case appcport, console, criteria, jesinput, program, servauth, sysid, terminal

    // SETROPTS.
    case addcreator, adsp, applaudit, catdsns, classact, cmdviol, compatmode, egn, erase, gencmd, genericowner, genlist,
        global, grplist, inactive, initstats, kerblvl, language, list, logoptions, mlactive, mlfsobj, mlipcobj, mlnames,
        mlquiet, mls, mlstable, model, operaudit, password, prefix, protectall, raclist, realdsn, refresh, retpd,
        rvarypw, saudit, seclabelaudit, seclabelcontrol, seclbysystem, seclevelaudit, sessioninterval, statistics,
        tapedsn
    case noaddcreator, noadsp, noapplaudit, noaudit, nocatdsns, noclassact, nocmdviol, nocompatmode, noegn, noerase,
        nogencmd, nogenericowner, nogenlist, noglobal, nogrplist, noinactive, noinitstats, nomlactive, nomlfsobj,
        nomlipcobj, nomlnames, nomlquiet, nomls, nomlstable, nomodel, nooperaudit, nopassword, noprefix, noprotectall,
        noraclist, norealdsn, noretpd, nosaudit, noseclabelaudit, noseclabelcontrol, noseclbysystem, noseclevelaudit,
        nosessioninterval, nostatistics, notapedsn, noterminal
    case batchallracf, earlyverify, nobatchallracf, noearlyverify, nojesnje, noxbmallracf, nousers, njeuserid,
        undefineduser, xbmallracf
    case gdg, group, history, interval, minchange, mixedcase, nohistory, nomixedcase, norevoke, norules, nospecialchars,
        primary, revoke, rules, secondary, specialchars, status, `switch`, user

    // Users, groups and connections.
    case adduser, auditor, authority, cics, clauth, connect, create, dce, dfltgrp, dfp, join, langattr, lnotes, name,
        nds, netview, noauditor, noconnect, nodfltgrp, nooidcard, nointerval, nooperations, noomvs, noovm, nophrase,
        norestricted, noresume, nospecial, notermuacc, notso, nouaudit, oidcard, omvs, operations, operparm, ovm,
        phrase, restricted, resume, roaudit, noroaudit, special, supgroup, termuacc, tso, uaudit, universal, use,
        workattr
    case adspuser, allowcontain, contain, nevercontain, nocontain, noexpired, expired, noclauth, nogrpacc, grpacc

    // Listings.
    case active, authuser, clist, filter, lock, mask, noactive, nolist, nolock, nomask, noracf, nouser, resgroup,
        racf

    // Certificates and identity maps, as far as they hold secrets or look like a command.
    case add, alterkey, certauth, gencert, genreq, map, query, remove, ring, site, addring, delring, listring,
        listmap, delmap, export, rekey, rollover, withlabel, label, trust, userdidfilter, registry

    // Data sets.
    case dfltgrpuacc, model2, noset, set, setonly, unit

    /// As RACF documents it, such as `APPLDATA`.
    public var name: String { rawValue.uppercased() }
}
