// The extension of VS Code under Node, with a stub of the editor. Run by test_editors.py: node vscode.js EXTENSION FOLDER
"use strict";

const Module = require("module");
const path = require("path");

const [extension, folder] = process.argv.slice(2);
const listeners = {};
const providers = {};
const commands = {};
let shown = new Map();
const messages = [];

class Position {
  constructor(line, character) { Object.assign(this, { line, character }); }
  before(other) { return this.line < other.line || (this.line === other.line && this.character <= other.character); }
}
class Range {
  constructor(start, end) { Object.assign(this, { start, end }); }
  intersection(other) { return this.start.before(other.end) && other.start.before(this.end) ? this : undefined; }
}
class Holder { constructor(...values) { this.values = values; } }
class Uri {
  constructor(text) { this.text = text; this.path = new URL(text).pathname; this.scheme = new URL(text).protocol.slice(0, -1); }
  static parse(text) { return new Uri(text); }
  toString() { return this.text; }
}
const disposable = { dispose() {} };
const listen = (name) => (body) => { listeners[name] = body; return disposable; };
const provide = (name) => (selector, provider) => { providers[name] = provider; return disposable; };
const document = {
  uri: new Uri(`file://${folder}/alone/BUZJCNFG`), languageId: "jmon-config", version: 1, text: "SERV_PORT=6715\nLOOPBACK_ONLY=ON\nLIMIT_VIEW=USERID\n",
  getText() { return this.text; },
};
const vscode = {
  Position, Range, Uri,
  Diagnostic: class { constructor(range, message, severity) { Object.assign(this, { range, message, severity }); } },
  DiagnosticRelatedInformation: Holder, Location: Holder, Hover: Holder, FoldingRange: Holder,
  DocumentSymbol: Holder, InlayHint: Holder, CodeLens: Holder,
  MarkdownString: class { constructor(value) { this.value = value; } },
  CompletionItem: class { constructor(label, kind) { Object.assign(this, { label, kind }); } },
  CodeAction: class { constructor(title, kind) { Object.assign(this, { title, kind }); } },
  CodeActionKind: { QuickFix: { value: "quickfix" }, SourceFixAll: { value: "source.fixAll" }, Empty: { append: (value) => ({ value }) } },
  FoldingRangeKind: { Comment: 1, Region: 3 }, ViewColumn: { Beside: -2 },
  WorkspaceEdit: class { constructor() { this.edits = []; } replace(uri, range, text) { this.edits.push([uri.toString(), range, text]); } },
  window: {
    createOutputChannel: () => ({ appendLine(line) { messages.push(line); }, dispose() {} }),
    showErrorMessage(text) { messages.push(text); }, showInformationMessage(text) { messages.push(text); },
    showInputBox: async () => "JM101", showTextDocument: async () => {},
  },
  workspace: {
    workspaceFolders: [{ uri: new Uri(`file://${folder}`), name: "test" }], textDocuments: [document],
    getConfiguration: () => ({ get: (name) => (name === "path" ? process.env.JMONCHECK : "messages") }),
    onDidOpenTextDocument: listen("open"), onDidChangeTextDocument: listen("change"),
    onDidSaveTextDocument: listen("save"), onDidCloseTextDocument: listen("close"),
    createFileSystemWatcher: () => ({ onDidCreate: () => disposable, onDidChange: () => disposable, onDidDelete: () => disposable, dispose() {} }),
    applyEdit: async () => true, openTextDocument: async (value) => value,
  },
  languages: {
    createDiagnosticCollection: () => ({ set(uri, list) { shown.set(uri.toString(), list); }, clear() { shown.clear(); }, dispose() {} }),
    match: (selector, held) => (selector.some(({ language }) => language === held.languageId) ? 10 : 0),
    registerHoverProvider: provide("hover"), registerCompletionItemProvider: provide("completion"),
    registerDefinitionProvider: provide("definition"), registerReferenceProvider: provide("references"),
    registerDocumentSymbolProvider: provide("symbols"), registerFoldingRangeProvider: provide("folding"),
    registerInlayHintsProvider: provide("hints"), registerCodeLensProvider: provide("lenses"),
    registerCodeActionsProvider: provide("actions"),
  },
  commands: { registerCommand(name, body) { commands[name] = body; return disposable; } },
};
const load = Module._load;
Module._load = function (name, ...rest) { return name === "vscode" ? vscode : load.call(this, name, ...rest); };

const until = async (condition) => {
  for (let tries = 0; tries < 300; tries++) {
    if (condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`nothing comes: ${JSON.stringify(messages)}`);
};
const list = () => shown.get(document.uri.toString()) ?? [];

(async () => {
  const { activate, deactivate } = require(path.resolve(extension, "extension.js"));
  await activate({ subscriptions: [] });
  await until(() => list().length > 0);
  const result = { codes: list().map(({ code }) => code), severities: list().map(({ severity }) => severity) };
  const place = new Position(1, 3);
  result.hover = (await providers.hover.provideHover(document, place)).values[0].value;
  result.completion = (await providers.completion.provideCompletionItems(document, new Position(1, 14))).map(({ label }) => label);
  result.symbols = (await providers.symbols.provideDocumentSymbols(document)).map(({ values }) => values[0]);
  result.folding = (await providers.folding.provideFoldingRanges(document)).length;
  result.hints = (await providers.hints.provideInlayHints(document, new Range(new Position(0, 0), new Position(9, 0)))).length;
  result.lenses = (await providers.lenses.provideCodeLenses(document)).length;
  result.definitions = (await providers.definition.provideDefinition(document, place)).length;
  const actions = await providers.actions.provideCodeActions(document, new Range(place, place), {});
  const selected = new Range(new Position(1, 0), new Position(1, 16));
  const fixes = await providers.actions.provideCodeActions(document, selected, {});
  result.actions = fixes.map(({ title }) => title);
  result.elsewhere = actions.length;
  await commands["jmoncheck.execute"](fixes.at(-1).command.arguments[0], fixes.at(-1).command.arguments[1]);
  const fix = fixes.find(({ title }) => title === "Set LOOPBACK_ONLY=OFF").edit.edits[0];
  document.version = 2;
  document.text = document.text.replace("LOOPBACK_ONLY=ON", fix[2]);
  listeners.change({ document, contentChanges: [{ range: fix[1], text: fix[2] }] });
  await until(() => list().length === 0);
  await deactivate();
  result.hasTrace = messages.some((line) => line.includes("textDocument/didOpen"));
  console.log("@@result=" + JSON.stringify(result));
})().catch((error) => { console.error(error); process.exit(1); });
