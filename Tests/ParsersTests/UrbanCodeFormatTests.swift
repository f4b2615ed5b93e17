import Diagnostics
import Secrets
import Testing

@testable import Contract
@testable import Reading
@testable import Trees
@testable import UrbanCode

/// The result of reading each format of UrbanCode Deploy.
@Suite struct UrbanCodeFormatTests {
    private static func read(_ text: String, _ path: String) -> Parsed<UrbanCodeDocument> {
        UrbanCodeDocument.parse(SourceFile(path: path, bytes: Array(text.utf8)))
    }

    private static func kind(_ text: String, _ path: String) -> InputKind? {
        Recognizer.recognise(SourceFile(path: path, bytes: Array(text.utf8)))?.kind
    }

    @Test(arguments: [
        (#"[{"id":"1","name":"a","value":"b","secure":false}]"#, "x", InputKind.urbancodeProperties),
        (#"{"path":"p","versioned":true,"properties":[{"name":"a","value":"b"}]}"#, "x", .urbancodeProperties),
        (#"{"path":"p","versionCount":2,"properties":[]}"#, "x", .urbancodeProperties),
        (#"{"components":[],"environments":[]}"#, "x", .urbancodeExport),
        (#"{"applicationProcessList":[]}"#, "x", .urbancodeExport),
        (#"{"environmentTemplates":[]}"#, "x", .urbancodeExport),
        (#"{"propSheetGroup":{}}"#, "x", .urbancodeExport), (#"{"componentTemplate":{}}"#, "x", .urbancodeExport),
        (#"{"envPropDefs":[],"processes":[]}"#, "x", .urbancodeExport),
        (#"{"rootActivity":{},"properties":[{"name":"contextType","value":"x"}]}"#, "x", .urbancodeExport),
        (#"{"rootActivity":{},"takesVersion":true}"#, "x", .urbancodeExport),
        (#"{"rootActivity":{},"inventoryManagementType":"AUTOMATIC"}"#, "x", .urbancodeExport),
        (#"{"process-name":"p","process":{}}"#, "x", .urbancodeExport),
        (#"{"name":"a","value":"b","isSecure":true}"#, "x", .urbancodeProperties),
        ("-- note\nstart is\nend\n", "x", .urbancodeExport), ("plugin step x is\nend\n", "x", .urbancodeExport),
        ("<plugin xmlns='http://www.urbancode.com/PluginXMLSchema_v1'/>", "x", .urbancodePlugin),
        ("name: a\nrootActivity:\n  children: []\n", "x", .urbancodeExport),
        ("- {name: a, value: b, secure: false}\n", "x.yml", .urbancodeProperties),
        ("udclient setSystemProperty -name a -value b\n", "x.sh", .urbancodeProperties),
        ("jes.host=a,jes.user=b\n", "x", .urbancodeProperties), ("a.b=${p:c}\n", "x", .urbancodeProperties),
        (#"{"environments":[{"name":"A","propSheet":{}}]}"#, "x", .urbancodeExport),
        (#"{"name":"X","enforceCompleteSnapshots":false,"environments":[{"name":"A"}]}"#, "x", .urbancodeExport),
        (#"{"processes":[{"name":"A","rootActivity":{}}]}"#, "x", .urbancodeExport),
        (#"[{"name":"jes.host","value":"b"}]"#, "x", .urbancodeProperties),
        (#"{"name":"X","components":[{"name":"A","propSh"#, "x", .urbancodeExport),
        ("// JSON5\n/* too */ {\"process-name\":\"p\",\"process\":{}}", "x", .urbancodeExport),
    ])
    func `inputs are distinguished by their content`(_ text: String, _ path: String, _ kind: InputKind) {
        #expect(Self.kind(text, path) == kind)
    }

    @Test(arguments: [
        ("- hosts: all\n  tasks:\n  - name: x\n    shell: y\n", "site.yml"),
        ("- name: HOME\n  value: /u\n", "env.yaml"),
        ("{\"name\":\"npm\",\"version\":\"1\"}", "package.json"), ("<manifest/>", "x.xml"), ("echo hello\n", "x.sh"),
        ("#!/bin/sh\nA=b\n", "x"), (#"{"components":[{"name":"button","path":"src/button"}]}"#, "components.json"),
        (#"{"environments":[{"name":"dev","url":"http://x"}]}"#, "environments.json"),
        (#"{"components":[{"name":"a"}],"environments":[{"name":"b"}]}"#, "x.json"),
        (#"{"processes":[{"name":"web","command":"node"}]}"#, "x.json"),
        ("components:\n- name: web\n  path: src\n", "x.yml"), ("environments:\n- name: dev\n", "x.yml"),
        (#"{"status":404,"error":"Not Found","properties":[{"name":"trace","value":"1"}]}"#, "x.json"),
        (#"{"status":404,"error":"Not Found","properties":[{"name":"a","value":"1","secure":false}]}"#, "x.json"),
        (#"[{"name":"HOME","value":"/u"}]"#, "env.json"), (#"{"componentTemplate":"x.html"}"#, "x.json"),
        ("server.port=8080\nspring.datasource.url=jdbc:x\n", "application.properties"), ("=\n=x\n", "prod.properties"),
        ("server:\n  port: 8080\n", "prod.properties"),
    ])
    func `files of other tools are not recognised`(_ text: String, _ path: String) {
        #expect(Self.kind(text, path) == nil)
    }

    @Test func `Java properties and Batch Edit escape differently`() {
        let text = "a\\:b=c\\:d\\u00e9\\t\\r\\f\npath=C\\:\\\\x\nkey : v\n"
        let java = PropertiesText.parse(SourceFile(path: "x.properties", bytes: Array(text.utf8)))
        #expect(java.entries.map(\.name.value) == ["a:b", "path", "key"])
        #expect(java.entries.map(\.value.value) == ["c:dé\t\r\u{C}", "C:\\x", "v"])
        let batch = PropertiesText.parse(
            SourceFile(path: "x.txt", bytes: Array("a:b=C\\:\\\\x\\ty\\n\\=z\nend\\\\\nnext=1\n".utf8)))
        #expect(batch.dialect == .batchEdit)
        #expect(batch.entries.map(\.name.value) == ["a:b", "end\\", "next"])
        #expect(batch.entries[0].value.value == "C:\\x\\ty\n=z")
    }

    /// One assignment may have a comma in its value.
    @Test(arguments: [
        ("a=1,b=2", PropertiesText.Dialect.commaList), ("a=1,b=2,c=3", .commaList), ("a=1", .batchEdit),
        ("a=1,2", .batchEdit),
    ])
    func `a text is a list with commas if each part assigns`(_ text: String, _ dialect: PropertiesText.Dialect) {
        #expect(PropertiesText.parse(SourceFile(path: "x", bytes: Array(text.utf8))).dialect == dialect)
    }

    @Test func `a list of all properties is split at its own commas`() {
        let list = PropertiesText.parse(SourceFile(path: "x", bytes: Array("a=1\\,2,b=c\\=d,e=\n".utf8)))
        #expect(list.dialect == .commaList)
        #expect(list.entries.map(\.name.value) == ["a", "b", "e"])
        #expect(list.entries.map(\.value.value) == ["1,2", "c=d", ""])
    }

    @Test func `process-as-code text gives steps, fields and places`() throws {
        let parsed = Self.read(
            """
            start is
                start "a b"
            end
            plugin step "a b" is -- the step
                plugin "zOS Utility"
                command "Submit Job"
                property "password" = "Tuesday7"
                property jclString = \"""
            //J JOB
            \"""
            on success
                finish
            end
            manual step wait is
            end
            """, "run.pac")
        #expect(parsed.problems.isEmpty)
        let process = try #require(parsed.model.processes.first)
        let step = try #require(process.steps.first)
        #expect(process.name == "run" && process.nodes == ["a b", "wait"])
        #expect(step.name.value == "a b" && step.connection == .submitJob)
        #expect(step["jclString"].map { parsed.model.file.text($0.range) } == "\n//J JOB\n")
        #expect(parsed.secrets.contains { parsed.model.file.text($0) == "Tuesday7" })
    }

    @Test func `udclient calls set properties, and their credentials are secrets`() throws {
        let parsed = Self.read(
            #"""
            # udclient -password Comment1 setSystemProperty -name no -value no
            /opt/udclient -username me -password 'Tuesday7' -weburl https://x \
              setEnvironmentProperty -application A -environment E -name jes.user -value U1 ; echo done
            udclient -authtoken $TOKEN setComponentEnvironmentProperty -component C -environment E \
              -name jes.password -value "Monday12" -isSecure
            udclient setSystemProperty -name jes.port -value "$PORT" -isSecure false
            udclient -authtoken=Friday123 setSystemProperty -name=jes.token -value %TOKEN% -isSecure=true
            """#, "x.sh")
        let properties = parsed.model.properties
        #expect(properties.map(\.name.value) == ["jes.user", "jes.password", "jes.port", "jes.token"])
        #expect(
            properties.map(\.scope.description) == ["environment/E", "componentEnvironment/E/C", "system", "system"])
        #expect(properties.map(\.isSecure) == [false, true, false, true])
        #expect(properties[2].value == .external("$PORT") && properties[3].value == .external("%TOKEN%"))
        #expect(parsed.model.credentials.map(\.key.value) == ["password", "authtoken", "authtoken"])
        let secrets = parsed.secrets.map { parsed.model.file.text($0) }
        #expect(secrets.contains("Friday123"))
        #expect(secrets.contains("Tuesday7") && secrets.contains("Monday12") && !secrets.contains("$TOKEN"))
    }

    @Test func `a descriptor gives step types, widgets and defaults`() throws {
        let parsed = Self.read(
            """
            <plugin xmlns="http://www.urbancode.com/PluginXMLSchema_v1"><header>
            <identifier id="i" name="zOS Utility" version="74"/></header>
            <step-type name="Submit Job"><properties><property name="password" required="false">
            <property-ui type="secureBox" hidden="true" default-value="Tuesday7"/></property></properties></step-type>
            </plugin>
            """, "plugin.xml")
        let plugin = try #require(parsed.model.plugin)
        #expect(plugin.name == "zOS Utility" && plugin.version == 74)
        let input = try #require(plugin.stepTypes.first?.inputs.first)
        #expect(input.widget == "secureBox" && input.isHidden && !input.isRequired && input.field.value.isSecret)
        #expect(parsed.secrets.contains { parsed.model.file.text($0) == "Tuesday7" })
    }

    @Test(arguments: [
        "<!DOCTYPE plugin [<!ENTITY a 'x'><!ENTITY b '&a;&a;'>]>",
        "<!DOCTYPE plugin [<!ENTITY % p SYSTEM 'file:///etc/passwd'> %p;]>",
    ])
    func `entities of a descriptor are refused`(_ declaration: String) {
        let parsed = Self.read(
            declaration
                + "<plugin xmlns='http://www.urbancode.com/PluginXMLSchema_v1'><step-type name='&b;'/></plugin>",
            "plugin.xml")
        #expect(parsed.problems.contains { $0.code == "IN001" })
    }

    @Test(arguments: [
        "udclient -password \u{1}x\u{2} \\", "udclient \"a $(b `c` \\", "plugin step \"x", "plugin step x is property",
        "plugin step x is property \"k\" = \"\"\"", "start is ^\r\n end end end", "udclient -value '",
    ])
    func `broken text is read to its end`(_ text: String) {
        for path in ["x.sh", "x.pac", "x.properties", "x.txt", "x.yml"] {
            let bytes = Array(text.utf8)
            for count in 0...bytes.count {
                let file = SourceFile(path: path, bytes: Array(bytes[..<count]))
                let parsed = UrbanCodeDocument.parse(file)
                for range in parsed.secrets + parsed.problems.map(\.range) { #expect(Int(range.end) <= count) }
            }
        }
    }
}
