public import Trees

extension JSONDocument {
    /// Whether an object is what a server answers in place of what was asked for.
    public func isRefusal(_ object: Int) -> Bool {
        let keys = members(object).prefix(Self.answerKeys.count).map { string($0.key).lowercased() }
        return keys.allSatisfy(Self.answerKeys.contains) && keys.contains(where: Self.signs.contains)
    }

    private static let answerKeys: Set<String> = [
        "error", "errors", "error_description", "errorcode", "code", "status", "statuscode", "message",
        "messages", "timestamp", "path", "detail", "details", "title", "type", "trace", "exception", "success",
    ]
    private static let signs: Set<String> = [
        "error", "errors", "errorcode", "message", "status", "statuscode", "exception",
    ]
}
