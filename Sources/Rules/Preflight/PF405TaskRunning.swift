import Console
import Contract
import Diagnostics
import JobMonitor
import JobMonitorProc
import Subjects
import UrbanCode

/// Captures of the running system have to show the Job Monitor that the other inputs describe.
struct PF405TaskRunning: Rule {
    static let info = RuleInfo(
        id: "PF405",
        area: .preflight,
        name: "task-running",
        title: "The running Job Monitor is the one that the inputs describe",
        severity: .error,
        rationale: """
            D A,JMON shows whether the task runs and under which user, message 211I in its log and NETSTAT show the \
            port and the address that it listens on. Where they contradict the member or the STARTED profile, the \
            change was not activated (the member is read at the start only), or another member is in use. A listing \
            for a port that shows no record proves that nothing listens there. A log in which the task ends after it \
            was ready proves that it does not run. Return code 66 means that the load library is not APF-authorised, \
            message 300E that a client speaks a protocol level that this server does not know (z/OS Utility plug-in \
            before 78).
            """,
        remedy: "Start the task (S JMON) or restart it after a change, and capture its state again.",
        bad: """
            D A,JMON
             CNZ4106I 10.15.30 DISPLAY ACTIVITY 123
             JMON NOT FOUND
            """,
        good: """
            +FEJ211I server ready to accept connections on port 6715
            """,
        messages: ["CNZ4106I", "IEE115I", "FEJ211I", "BUZ211I", "BLZ211I", "FEJ300E", "BUZ300E", "IEF404I", "IEF450I"],
        source: "UrbanCode Deploy, Deploying by using the Job Monitor; Explorer for z/OS, JMON, the JES Job Monitor",
        links: [.task])

    func check(_ setUp: SetUp, _ sink: inout FindingSink) {
        guard !setUp.captures.isEmpty else {
            return sink.notApplicable("no capture of the running system is given")
        }
        let names = setUp.taskNames
        let isWanted = { (name: String) in names.contains(name) || name.contains("JMON") }
        var isShown = presence(setUp, isWanted, &sink)
        isShown = messages(setUp, &sink) || isShown
        isShown = listeners(setUp, isWanted, &sink) || isShown
        isShown = endings(setUp, isWanted, &sink) || isShown
        isShown = probes(setUp, &sink) || isShown
        guard !isShown else { return }
        sink.unknown(needs: "give the answer to D A,JMON, the job log with message 211I, or a NETSTAT listing")
    }

    // MARK: D A

    private func presence(_ setUp: SetUp, _ isWanted: (String) -> Bool, _ sink: inout FindingSink) -> Bool {
        var last: [(name: String, file: FileID, presence: ConsoleCapture.Presence)] = []
        for capture in setUp.captures {
            for presence in capture.presence(of: isWanted) {
                let name = capture.file.text(presence.place)
                if let other = last.first(where: { $0.name == name }), other.presence.isActive != presence.isActive {
                    contradict(setUp, [other.file, capture.file.id], "whether \(name) runs", &sink)
                    return true
                }
                last.removeAll { $0.name == name }
                last.append((name, capture.file.id, presence))
            }
        }
        let isActive = last.contains { if case .active = $0.presence { true } else { false } }
        for (name, file, presence) in last {
            switch presence {
            case .absent(let place):
                if !isActive { sink.report("\(name) is not running", at: Place(file, place.range)) }
            case .active(let task):
                sink.holds("\(name) runs here", at: Place(file, task.name.range))
                compareUser(task, file, setUp, &sink)
            }
        }
        guard last.isEmpty else { return true }
        for capture in setUp.captures {
            guard let list = capture.lists.last, !capture.tasks.isEmpty else { continue }
            sink.report(
                "no task in this list is called JMON", at: Place(capture.file.id, list), severity: .warning,
                confidence: .medium)
            return true
        }
        return false
    }

    private func compareUser(
        _ task: ConsoleCapture.Task, _ file: FileID, _ setUp: SetUp, _ sink: inout FindingSink
    ) {
        guard let user = task.userID, let wanted = StartedTaskUser(of: task.name.value, in: setUp),
            user.value != wanted.user
        else { return }
        sink.report(
            "\(task.name.value) runs as \(user.value), but the STARTED profile \(wanted.profile) gives it \(wanted.user)",
            at: Place(file, user.range), related: [RelatedPlace(wanted.place, "the user is set here")])
    }

    /// Says that two captures differ. Nothing shows which of them is newer.
    private func contradict(_ setUp: SetUp, _ files: [FileID], _ what: String, _ sink: inout FindingSink) {
        let names = files.compactMap { id in setUp.captures.first { $0.file.id == id }?.file.path.squeezed }
        sink.unknown(needs: "give the newest capture only: \(names.joined(separator: " and ")) differ in \(what)")
    }

    // MARK: Ports

    /// The last 211I of the member's product counts: each start writes one. One of another product is of this server if
    /// it is ready on its port, because the products are builds of one server.
    private func messages(_ setUp: SetUp, _ sink: inout FindingSink) -> Bool {
        let ready = setUp.captures.flatMap { capture in
            capture.messages.filter { $0.number == 211 }.map { (capture.file.id, $0) }
        }
        for capture in setUp.captures {
            for message in capture.messages where message.number == 300 && message.severity == "E" {
                sink.report(
                    "\(message.product.rawValue)300E: a client spoke a protocol level that this Job Monitor does not "
                        + "know; z/OS Utility plug-ins before version 78 do",
                    at: Place(capture.file.id, message.range), severity: .warning)
            }
        }
        let product = setUp.theMember?.product
        let served = setUp.theMember?.effectivePort
        let own = ready.filter { product == nil || $0.1.product == product }
        let known = own.isEmpty ? ready.filter { $0.1.port?.value == served?.value } : own
        guard let (file, message) = known.last, let port = message.port else { return false }
        let place = Place(file, port.range)
        let before = known.last { $0.0 != file }
        if let before, let other = before.1.port, other.value != port.value {
            contradict(setUp, [before.0, file], "the port of the server", &sink)
            return true
        }
        guard let served, let value = served.value, value != port.value else {
            sink.holds("the server is ready on port \(port.value)", at: place)
            return true
        }
        sink.report(
            "the server is ready on port \(port.value), but SERV_PORT is \(value)"
                + (served.isDefault ? " by default" : ""),
            at: place, related: setUp.related(served))
        return true
    }

    private func listeners(_ setUp: SetUp, _ isWanted: (String) -> Bool, _ sink: inout FindingSink) -> Bool {
        let all = setUp.captures.flatMap { capture in capture.listeners.map { (capture.file.id, $0) } }
        let served = setUp.theMember?.effectivePort
        let own = all.filter { isWanted($0.1.user.value) }
        if let files = differing(own) {
            contradict(setUp, files, "what the Job Monitor listens on", &sink)
            return true
        }
        guard let (file, listener) = own.last(where: { $0.1.port.value == served?.value }) ?? own.last else {
            return nobody(setUp, all, served, &sink)
        }
        let place = Place(file, listener.port.range)
        if let served, let port = served.value, port != listener.port.value {
            sink.report(
                "\(listener.user.value) listens on port \(listener.port.value), but SERV_PORT is \(port)",
                at: place, related: setUp.related(served))
        }
        let same = own.filter { $0.1.port.value == listener.port.value }
        if same.allSatisfy({ $0.1.isLoopback }) {
            let setting = setUp.theMember.flatMap { member in member["LOOPBACK_ONLY"].map { (member, $0) } }
            let isOff = setting?.1.value.value == "OFF"
            sink.report(
                "\(listener.user.value) listens on \(listener.address.value) only"
                    + (isOff
                        ? ", although LOOPBACK_ONLY=OFF is set: it was not restarted, or reads another member" : ""),
                at: Place(file, listener.address.range),
                related: setting.map { [RelatedPlace(Place($0.0.file.id, $0.1.record), "LOOPBACK_ONLY is set here")] }
                    ?? [])
        } else {
            sink.holds("\(listener.user.value) listens on port \(listener.port.value)", at: place)
        }
        return true
    }

    /// Two captures that show other listeners of the Job Monitor.
    private func differing(_ own: [(FileID, ConsoleCapture.Listener)]) -> [FileID]? {
        guard let first = own.first else { return nil }
        func shown(_ file: FileID) -> Set<String> {
            Set(own.filter { $0.0 == file }.map { "\($0.1.isLoopback ? "loopback" : "any") \($0.1.port.value)" })
        }
        let expected = shown(first.0)
        return own.first { $0.0 != first.0 && shown($0.0) != expected }.map { [first.0, $0.0] }
    }

    /// No listener has the name of a Job Monitor: somebody else has its port, or nobody.
    private func nobody(
        _ setUp: SetUp, _ all: [(FileID, ConsoleCapture.Listener)], _ served: JobMonitorConfig.Port?,
        _ sink: inout FindingSink
    ) -> Bool {
        let ports = served.map { [$0.value].compactMap(\.self) } ?? setUp.stepPorts
        guard ports.count == 1, let port = ports.first else { return false }
        let related = served.map { setUp.related($0) } ?? []
        if let (file, holder) = all.last(where: { $0.1.port.value == port }) {
            sink.report(
                "\(holder.user.value) listens on port \(port), not a task called JMON",
                at: Place(file, holder.port.range), confidence: .medium, related: related)
            return true
        }
        let listings = setUp.captures.flatMap { capture in capture.listings.map { (capture.file.id, $0) } }
        let stack = setUp.theMember?["_BPXK_SETIBMOPT_TRANSPORT"]?.value.value
        // A listing that was cut off may have shown it, and one of another stack does not show it.
        let proof = listings.last { _, listing in
            listing.covers(port: port) && (listing.isWhole || listing.records == 0)
                && (stack == nil || listing.stack.map { $0.value.isEqual(ignoringCase: stack ?? "") } ?? true)
        }
        guard let (file, listing) = proof else { return false }
        sink.report("nothing listens on port \(port)", at: Place(file, listing.range), related: related)
        return true
    }

    // MARK: Probes

    /// The answers of `jmoncheck probe` on the port of the Job Monitor, from the hosts that steps connect to: the last one
    /// for each. What another host answers proves nothing, and neither does the loopback of whichever machine asked.
    private func probes(_ setUp: SetUp, _ sink: inout FindingSink) -> Bool {
        let served = setUp.theMember?.effectivePort
        let ports = served.map { [$0.value].compactMap(\.self) } ?? setUp.stepPorts
        guard ports.count == 1, let port = ports.first else { return false }
        let hosts = setUp.stepHosts
        var last: [String: (FileID, ConsoleCapture.Probe)] = [:]
        for capture in setUp.captures {
            for probe in capture.probes where probe.port.value == port {
                let host = probe.host.value.lowercased()
                guard hosts.contains(host), probe.isOfAnotherSystem else { continue }
                last[host] = (capture.file.id, probe)
            }
        }
        var isShown = false
        for (host, (file, probe)) in last.sorted(by: { $0.key < $1.key }) {
            let place = Place(file, probe.answer.range)
            switch probe.answer.value {
            case "job-monitor":
                sink.holds("a Job Monitor answered at \(host) on port \(port)", at: place)
                isShown = true
            case "other":
                sink.report(
                    "what answered at \(host) on port \(port) is not a Job Monitor", at: place, confidence: .medium,
                    related: served.map { setUp.related($0) } ?? [])
                isShown = true
            case "refused" where setUp.isOpenToOtherSystems:
                sink.report(
                    "\(host) refused the connection to port \(port): nothing listens there", at: place,
                    confidence: .medium, related: served.map { setUp.related($0) } ?? [])
                isShown = true
            // A Job Monitor that serves its own system only refuses others, and a firewall may answer in its place.
            default: continue
            }
        }
        return isShown
    }

    // MARK: Failures

    /// Unless the task started or got ready afterwards.
    private func endings(_ setUp: SetUp, _ isWanted: (String) -> Bool, _ sink: inout FindingSink) -> Bool {
        var isShown = false
        for capture in setUp.captures {
            guard let ending = capture.endings.last(where: { isWanted($0.name.value) }) else { continue }
            let end = ending.name.range.start
            let isUp =
                capture.messages.contains { $0.number == 211 && $0.range.start > end }
                || capture.starts.contains { isWanted($0.name.value) && $0.name.range.start > end }
                || capture.tasks.contains { isWanted($0.name.value) && $0.name.range.start > end }
            guard !isUp else { continue }
            isShown = true
            let all = capture.endings.filter { isWanted($0.name.value) && $0.name.value == ending.name.value }
            let name = ending.name.value
            if let abend = all.last(where: { $0.abend != nil })?.abend {
                sink.report("\(name) ended abnormally with \(abend.value)", at: Place(capture.file.id, abend.range))
            } else if let code = all.last(where: { $0.code?.value == 66 })?.code {
                sink.report(
                    "\(name) ended with return code 66: its load library is not APF-authorised",
                    at: Place(capture.file.id, code.range))
            } else {
                sink.report("\(name) ended and was not started again", at: Place(capture.file.id, ending.name.range))
            }
        }
        return isShown
    }
}

extension ConsoleCapture.Presence {
    fileprivate var isActive: Bool { if case .active = self { true } else { false } }
}

extension SetUp {
    /// The names that the task may have: JMON, and the names of the given procedures.
    fileprivate var taskNames: Set<String> { Set(procedures.compactMap(\.name) + ["JMON"]) }

    /// Hosts that steps connect to, in lower case.
    fileprivate var stepHosts: Set<String> {
        Set(steps.compactMap { $0.host.resolution.text?.trimmed().lowercased() })
    }

    /// Whether the member lets other systems connect.
    fileprivate var isOpenToOtherSystems: Bool { theMember?["LOOPBACK_ONLY"]?.value.value == "OFF" }

    /// Ports that steps connect to, each once.
    fileprivate var stepPorts: [Int] {
        Set(steps.compactMap { $0.port.resolution.text.flatMap { PortNumber.parse($0.trimmed()) } }).sorted()
    }

    /// The member, if there is exactly one.
    fileprivate var theMember: JobMonitorConfig? { members.count == 1 ? members.first : nil }

    fileprivate func related(_ port: JobMonitorConfig.Port) -> [RelatedPlace] {
        theMember.map { member in
            [
                RelatedPlace(
                    Place(member.file.id, port.setting?.value.range),
                    port.isDefault ? "SERV_PORT is not set here" : "SERV_PORT is set here")
            ]
        } ?? []
    }
}
