import Diagnostics

/// Reads back who may generate PassTickets for whom.
struct StoredAccess {
    private typealias Failure = StoredReport.Failure

    let places: StoredPlaces

    func report(_ value: StoredValue) throws(StoredReport.Failure) -> AccessReport {
        var report = AccessReport(
            inputs: [], decisions: [], grants: try rows(value, "grants", grant),
            unread: try rows(value, "unread") { (row) throws(Failure) in
                RelatedPlace(try places.place(row), try row.text("message"))
            })
        report.administrators = try rows(value, "administrators") { (row) throws(Failure) in
            var administrator = AccessReport.Administrator(
                caller: try row.text("caller"), via: try row.text("via"),
                profile: try row.optional("profile")?.text(), place: try place(row))
            administrator.setUp = try row.text("setup")
            return administrator
        }
        report.orphans = try rows(value, "orphans") { (row) throws(Failure) in
            var orphan = AccessReport.Orphan(
                id: try row.text("id"), access: try row.text("access"), profile: try row.text("profile"),
                place: try place(row))
            orphan.setUp = try row.text("setup")
            return orphan
        }
        report.evidence = try rows(value, "evidence") { (row) throws(Failure) in
            AccessReport.Evidence(
                setUp: try row.text("setup"), message: try row.text("message"), place: try places.place(row))
        }
        // Reports of earlier versions have neither.
        report.classes = try value.optional("classes") == nil ? [] : rows(value, "classes", classOptions)
        report.keys = try value.optional("keys") == nil ? [] : rows(value, "keys", key)
        report.omissions = try rows(value, "omissions") { (row) throws(Failure) in try row.text() }
        return report
    }

    private func rows<Row>(
        _ value: StoredValue, _ key: StaticString, _ row: (StoredValue) throws(StoredReport.Failure) -> Row
    ) throws(StoredReport.Failure) -> [Row] {
        try value.member(key).items().map { (value) throws(Failure) in try row(value) }
    }

    private func classOptions(_ row: StoredValue) throws(StoredReport.Failure) -> AccessReport.ClassOptions {
        AccessReport.ClassOptions(
            setUp: try row.text("setup"), name: try row.optional("class")?.text(),
            options: try row.member("options").members().map { (name, value) throws(Failure) in
                AccessReport.ClassOptions.Option(name, try value.text())
            })
    }

    private func key(_ row: StoredValue) throws(StoredReport.Failure) -> AccessReport.KeyHolding {
        var key = AccessReport.KeyHolding(
            setUp: try row.text("setup"), profile: try row.text("profile"),
            legacy: try row.member("legacy").word(AccessReport.KeyHolding.Form.self),
            enhanced: try row.text("enhanced"), place: try place(row))
        key.legacyIdentity = try row.optional("labelSHA256").map { (digest) throws(Failure) in
            KeyIdentity(labelDigest: try digest.text())
        }
        key.enhancedIdentity = try row.optional("enhancedLabelSHA256").map { (digest) throws(Failure) in
            KeyIdentity(labelDigest: try digest.text())
        }
        return key
    }

    private func place(_ row: StoredValue) throws(StoredReport.Failure) -> Place? {
        row.optional("path") == nil ? nil : try places.place(row)
    }

    private func grant(_ row: StoredValue) throws(StoredReport.Failure) -> AccessReport.Grant {
        func names(_ key: StaticString) throws(StoredReport.Failure) -> [String] {
            try row.member(key).items().map { (name) throws(Failure) in try name.text() }
        }
        var grant = AccessReport.Grant(
            caller: try row.text("caller"),
            callerKind: try row.member("callerKind").word(AccessReport.Grant.CallerKind.self),
            members: try names("members"), possibleMembers: try names("possibleMembers"),
            application: try row.text("application"), targets: try row.text("targets"), except: try names("except"),
            moreExceptions: try row.optional("moreExceptions")?.number() ?? 0,
            isBroad: try row.member("broad").flag(), generate: try row.member("generate").word(Verdict.self),
            note: try row.optional("note")?.text(), profile: try row.text("profile"), place: try place(row))
        grant.setUp = try row.text("setup")
        return grant
    }
}
