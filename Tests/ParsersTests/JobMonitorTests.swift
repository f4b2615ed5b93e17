import Contract
import Diagnostics
import Testing

@testable import JobMonitor

@Suite struct JobMonitorTests {
    private static func parse(_ text: String, path: String = "jmon") -> JobMonitorConfig {
        JobMonitorConfig.parse(SourceFile(path: path, bytes: Array(text.utf8))).model
    }

    @Test(arguments: [
        ("SERV_PORT=6715", "SERV_PORT", "6715"),
        ("SERV_PORT=6715   ", "SERV_PORT", "6715"),
        ("SERV_PORT =6715", "SERV_PORT ", "6715"),
        (" SERV_PORT=6715", " SERV_PORT", "6715"),
        ("SERV_PORT= 6715", "SERV_PORT", " 6715"),
        ("SERV_PORT=6715\t", "SERV_PORT", "6715\t"),
        ("serv_port=6715", "serv_port", "6715"),
        ("CONCHAR==", "CONCHAR", "="),
        ("CONCHAR=#", "CONCHAR", "#"),
        ("TZ=CET-1CEST,M3.5.0,M10.5.0/3", "TZ", "CET-1CEST,M3.5.0,M10.5.0/3"),
        ("LOOPBACK_ONLY=", "LOOPBACK_ONLY", ""),
        ("LOOPBACK_ONLY=OFF # note", "LOOPBACK_ONLY", "OFF # note"),
        ("TZ=\"GMT0\"", "TZ", "\"GMT0\""),
        ("HOST_CODEPAGE=IBM-273\r\n", "HOST_CODEPAGE", "IBM-273"),
    ])
    func `a record sets a variable exactly as typed, except for trailing blanks`(
        _ record: String, _ name: String, _ value: String
    ) {
        let settings = Self.parse(record).settings
        #expect(settings.map(\.name.value) == [name])
        #expect(settings.map(\.value.value) == [value])
    }

    @Test(arguments: ["# SERV_PORT=1", "#", "", "    ", "\t", "#no = setting"])
    func `comments and blank records set nothing`(_ record: String) {
        let config = Self.parse(record)
        #expect(config.settings.isEmpty && config.otherRecords.isEmpty)
    }

    @Test(arguments: ["LOOPBACK_ONLY OFF", "* SERV_PORT 1", "=6715", "two words = 1", " # not in column 1 = 2"])
    func `other records are distinguished`(_ record: String) {
        let config = Self.parse(record)
        #expect(config.settings.isEmpty && config.otherRecords.count == 1)
    }

    @Test func `the comment sign can be changed`() {
        let config = Self.parse("_CEE_ENVFILE_COMMENT=;\n;SERV_PORT=1\nSERV_PORT=2\n")
        #expect(config.settings.map(\.name.value) == ["_CEE_ENVFILE_COMMENT", "SERV_PORT"])
    }

    @Test(arguments: [
        ("FEJJCNFG", "TZ=GMT0", 6715, true), ("HLQ.PARMLIB(FEJJCNFG)", "TZ=GMT0", 6715, true),
        ("BUZJCNFG", "TZ=GMT0", 6715, true), ("prod/blzjcnfg.txt", "TZ=GMT0", 6716, true),
        ("BLZJNCFG", "TZ=GMT0", 6716, true), ("jmon", "TZ=GMT0", nil, true),
        ("BLZJCNFG", "SERV_PORT=7000", 7000, false), ("jmon", "SERV_PORT=1\nSERV_PORT=2", 2, false),
        ("jmon", "SERV_PORT=x", nil, false), ("FEJJCNFG", "SERV_PORT =7000", 6715, true),
    ])
    func `the port in effect depends on the product`(_ path: String, _ text: String, _ port: Int?, _ isDefault: Bool) {
        let effective = Self.parse(text, path: path).effectivePort
        #expect(effective.value == port)
        #expect(effective.isDefault == isDefault)
    }

    @Test(arguments: [
        ("SERV_PORT=6715", true), ("#LOOPBACK_ONLY=OFF", true), ("loopback_only = off", true),
        ("LIMIT_VIEW=USERID\nCONCHAR=$", true), ("LIMIT_VIEW=USERID", false), ("TZ=GMT0\nTIMEOUT=5", false),
        ("#!/bin/sh\nSERV_PORT=6715", false), ("export SERV_PORT=6715", false), ("{\"SERV_PORT\": 1}", false),
        ("", false),
    ])
    func `a member is recognised by directives that occur in no other file`(_ text: String, _ expected: Bool) {
        #expect((JobMonitorConfig.recognise(SourceFile(path: "x", bytes: Array(text.utf8))) != nil) == expected)
    }

    @Test(
        arguments: [
            ("1", 1), ("65535", 65535), ("06715", 6715), ("0", nil), ("65536", nil), ("", nil), ("+1", nil),
            ("6715 ", nil), ("99999999999999999999999", nil), ("٣", nil),
        ] as [(String, Int?)])
    func `a port is 1 to 65535 in digits`(_ text: String, _ port: Int?) {
        #expect(PortNumber.parse(text) == port)
    }

    @Test(
        arguments: [
            ("#  member FEJJCNFG\nTZ=GMT0", 6715), ("# BLZJCNFG\nTZ=GMT0", 6716),
            ("# BLZJCNFG or BUZJCNFG\nTZ=GMT0", nil),
        ] as [(String, Int?)])
    func `a member with another name reveals its product`(_ text: String, _ port: Int?) {
        #expect(Self.parse(text).effectivePort.value == port)
    }

    @Test(arguments: [
        ("Æ comment\nÆLOOPBACK_ONLY=ON\nSERV_PORT=1", true), ("¢ one\nSERV_PORT=1", true), ("Ö\nÖ\nSERV_PORT=1", true),
        ("ÄRGER=1\nSERV_PORT=1", false), ("# true\nÄ x\nÄ y\nSERV_PORT=1", false), ("SERV_PORT=1\nTZ=Ä", false),
    ])
    func `comment characters damaged by a conversion are recognised`(_ text: String, _ isDamaged: Bool) {
        let file = SourceFile(path: "jmon", bytes: Array(text.utf8))
        let parsed = JobMonitorConfig.parse(file)
        #expect(parsed.problems.map(\.code) == (isDamaged ? ["IN004"] : []))
        if isDamaged {
            #expect(parsed.model.settings.map(\.name.value) == ["SERV_PORT"] && parsed.model.otherRecords.isEmpty)
        }
    }

    @Test func `every directive has its effective value with its origin`() throws {
        let config = Self.parse(
            "SERV_PORT=1\nSERV_PORT=7000\nAPPLID= X\nlimit_view=USERID\n", path: "BUZJCNFG")
        let found = Dictionary(
            uniqueKeysWithValues: config.effectiveDirectives.map { directive in
                let origin =
                    switch directive.origin {
                    case .set(let setting): "set \(setting.line + 1)"
                    case .spoilt(let setting): "spoilt \(setting.line + 1)"
                    case .byDefault: "default"
                    }
                return (directive.name, "\(directive.value ?? "unknown"), \(origin)")
            })
        #expect(found.count == JobMonitorDirective.all.count)
        #expect(found["SERV_PORT"] == "7000, set 2" && found["APPLID"] == " X, spoilt 3")
        #expect(found["LIMIT_VIEW"] == "NOLIMIT, default" && found["LOOPBACK_ONLY"] == "unknown, default")
        #expect(Self.parse("TZ=GMT0", path: "FEJJCNFG").effectiveDirectives.contains { $0.value == "ON" })
    }
}
