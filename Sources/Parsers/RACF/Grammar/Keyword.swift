/// A word with a meaning in RACF commands: an operand, a sub-operand or a value such as `UPDATE`.
///
/// A case is the keyword in lower case. `OperandTable` defines where each command accepts it.
public enum Keyword: String, CaseIterable, Sendable {
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

    // Sub-operands of segments.
    case encryptkey, eptkeylabel, keyencrypted, keylabel, keymasked, noeptkeylabel, nolegacykey, replay, timeout, type
    case binddn, bindpw, checkaddrs, convsec, deftktlfe, encrypt, kerbname, ldaphost, lock, maxtktlfe, mintktlfe,
        nogroup, nouser, privileged, sesskey, trace, trusted

    // Values.
    case all, alter, control, execute, failures, mixed, no, none, read, standard, success, successes, update, upper,
        yes
    case always, `default`, never
    case days, time
    case anyday, friday, monday, saturday, sunday, thursday, tuesday, wednesday, weekdays
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
    case batchallracf, earlyverify, nobatchallracf, noearlyverify, njeuserid, noxbmallracf, undefineduser, xbmallracf
    case algorithm, history, interval, minchange, mixedcase, noalgorithm, nohistory, nomixedcase, norules,
        nospecialchars, specialchars, status, `switch`

    // Users, groups and connections.
    case auditor, authority, cics, clauth, connect, create, dce, dfltgrp, dfp, group, join, lnotes, name, nds, netview,
        oidcard, omvs, operations, operparm, ovm, phrase, restricted, resume, revoke, roaudit, special, supgroup,
        termuacc, tso, uaudit, universal, use, user, workattr
    case noauditor, nocics, nodce, nodfp, nointerval, nolanguage, nolnotes, nonds, nonetview, nooidcard, nooperations,
        nooperparm, noomvs, noovm, nophrase, norestricted, noresume, norevoke, noroaudit, nospecial, notermuacc, notso,
        nouaudit, noworkattr
    case allowcontain, contain, expired, grpacc, nevercontain, noclauth, nocontain, noexpired, nogrpacc, pwclean,
        pwconvert

    // Listings.
    case active, age, authuser, category, clist, dataset, datashare, dsns, expires, filter, gid, mask, nodatashare,
        nolist, nomask, nonvsam, noracf, novsam, noyouracc, resgroup, tape, uid, vsam

    // Certificates and identity maps.
    case add, addring, addtoken, altmap, bind, certauth, checkcert, delmap, delring, deltoken, export, gencert, genreq,
        `import`, label, listmap, listring, listtoken, map, query, registry, rekey, remove, rollover, site, unbind,
        userdidfilter, withlabel

    // Data sets.
    case altvol, fileseq, noset, set, setonly, unit

    // Other operands and values, which only the tables name.
    case acctnum, `case`, acee, adddomains, addjobnames, addmscope, addopclass, addrslkey, addtslkey, allowed, alpha,
        alreadyv, altgrp, altname, appl, approve, asis, assizemax, auth, auto, autodirect, autogid, autologin,
        autopwd, autouid, avpv, bpecc, certb64, certder, cmdsys, command, connection, consname, conv, cputimemax, ctl,
        dataappl, dataclas, datakey, dcename, defaultrc, defaultuacc, define, deldomains, deljobnames, delmscope,
        delopclass, delrslkey, deltslkey, description, dest, disable, disallowed, dom, domaindn, domains, domap,
        dormant, dsa, dsn, enable, equal, fileprocmax, first, force, format, fromicsf, fsroot, function, gdg, general,
        hc, hightrust, holdclass, home, homecell, homeuuid, ic, idnfilter, include, intids, issuersdn, jobclass,
        jobnames, kerbregistry, key, keyqualifiers, keyusage, ldapprof, listchain, listprotocol, local, localregistry,
        logcmdresp, macprocessing, main, managed, mappingtimeout, maprequired, maxlength, maxlenx, maxsize, member,
        memlimit, mform, mgmtclas, migid, mmapareamax, monitor, mscope, msgclass, msgid, msgrecvr, multiid, national,
        newlabel, ngmfadmn, ngmfvspn, nistecc, noacctnum, noaltgrp, noassizemax, noauth, noauto, noautodirect,
        noautologin, noautopwd, nobinddn, nobindpw, nocase, nocheckaddrs, nocmdsys, nocommand, noconsname, noconvsec,
        nocputimemax, noctl, nodataappl, nodataclas, nodatakey, nodcename, node, nodefaultrc, nodefaultuacc,
        nodeftktlfe, nodest, nodom, nodomaindn, nodomains, nodomap, noencrypt, nofileprocmax, nofirst, noforce,
        nofsroot, nogdg, nogid, nohc, noholdclass, nohome, nohomecell, nohomeuuid, noic, nointids, nojobclass,
        nojobnames, nokerbname, nokerbregistry, nokey, nokeylabel, nokeyqualifiers, noldaphost, noldapprof, nolevel,
        nolocalregistry, nolock, nologcmdresp, nomacprocessing, nomappingtimeout, nomaprequired, nomaxlength,
        nomaxlenx, nomaxsize, nomaxtktlfe, nomember, nomemlimit, nomform, nomgmtclas, nomigid, nomintktlfe,
        nommapareamax, nomonitor, nomscope, nomsgclass, nomsgrecvr, nongmfadmn, nongmfvspn, noopclass, noopident,
        noopprty, nooptions, noother, noparmname, noposit, noprimary, noprivileged, noproc, noprocusermax,
        noprofilesallowed, noprogram, nopwsync, noresowner, noretain, normal, noroutcode, norslkey, noscriptname,
        noseclabelsrequired, nosecondary, nosesskey, noshmemmax, nosignal, nosize, nosname, nostorage, nostorclas,
        nosysoutclass, notafter, notape, notbefore, nothreadsmax, notimeout, notrace, notrust, notrusted, notslkey,
        noud, nouid, nouname, nounit, nounknids, nousemap, nouserdata, nouuid, novhome, novprogram, nowaaccnt,
        nowaaddr1, nowaaddr2, nowaaddr3, nowaaddr4, nowabldg, nowadept, nowaemail, nowaname, nowaroom, nox509registry,
        noxrfsoff, numeric, opclass, operands, operative, opident, opprty, options, other, parmname, pcicc, peer,
        persistv, pkcs12b64, pkcs12der, pkcs7b64, pkcs7der, pkds, poe, posit, positional, primary, proc, procusermax,
        profilesallowed, `protocol`, purge, pwsync, required, resowner, retain, reverse, ring, routcode, rsa, rslkey,
        scriptname, sdnfilter, seclabelsrequired, secondary, seqnum, serialnumber, shared, shmemmax, signal, signon,
        signwith, size, sname, specific, storage, storclas, subcommands, subjectsdn, syntax, sysname, sysoutclass,
        system, threadsmax, token, trust, tslkey, ud, uname, undefine, unknids, usage, usemap, userdata, uuid, vhome,
        vprogram, waaccnt, waaddr1, waaddr2, waaddr3, waaddr4, wabldg, wadept, waemail, waname, waroom, workspace,
        writedown, x509registry, xrfsoff

    /// The name in the RACF documentation, such as `APPLDATA`.
    public var name: String { rawValue.uppercased() }
}
