// A client of `jmoncheck lsp` for VS Code, over its own interface.
"use strict";

const vscode = require("vscode");
const { Connection } = require("./connection");

/** The languages whose documents the server gets: ours, and those of others that may hold an input. */
const LANGUAGES = [
  "racf-deck", "jmon-config", "jcl", "rexx", "json", "jsonc", "yaml", "xml", "shellscript", "properties", "plaintext", "markdown",
];
const SELECTOR = LANGUAGES.map((language) => ({ language }));

/** After this many ends within this time the server is not started again. */
const MOST_STARTS = 5;
const START_TIME = 3 * 60 * 1000;

class Client {
  constructor(context) {
    this.context = context;
    this.output = vscode.window.createOutputChannel("jmoncheck");
    this.diagnostics = vscode.languages.createDiagnosticCollection("jmoncheck");
    this.raw = new Map();
    this.starts = [];
    this.isStopped = false;
    context.subscriptions.push(this.output, this.diagnostics);
  }

  // The server

  async start() {
    this.starts = this.starts.filter((time) => Date.now() - time < START_TIME);
    if (this.starts.length >= MOST_STARTS) {
      vscode.window.showErrorMessage("jmoncheck has ended too often and is not started again. See its output.");
      return;
    }
    this.starts.push(Date.now());
    const settings = vscode.workspace.getConfiguration("jmoncheck");
    const program = settings.get("path") || "jmoncheck";
    this.hasStarted = false;
    const connection = new Connection(program, (line) => this.output.appendLine(line), (error) => this.ended(error, program));
    this.connection = connection;
    connection.on("textDocument/publishDiagnostics", (params) => this.publish(params));
    connection.on("window/showMessage", (params) => vscode.window.showInformationMessage(params.message));
    connection.on("window/logMessage", (params) => this.output.appendLine(params.message));
    connection.on("$/logTrace", (params) => this.output.appendLine(params.message));
    connection.on("client/registerCapability", () => null);
    connection.on("window/workDoneProgress/create", () => null);
    connection.on("workspace/codeLens/refresh", () => null);
    connection.on("workspace/applyEdit", async (params) => ({
      applied: await vscode.workspace.applyEdit(this.workspaceEdit(params.edit)),
    }));
    const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri, name }) => ({ uri: uri.toString(), name }));
    await connection.request("initialize", {
      processId: process.pid,
      rootUri: folders[0]?.uri ?? null,
      workspaceFolders: folders,
      trace: settings.get("trace") ?? "off",
      capabilities: {
        general: { positionEncodings: ["utf-16"] },
        workspace: { workspaceEdit: { documentChanges: true }, workspaceFolders: true },
        textDocument: {
          publishDiagnostics: { relatedInformation: true, versionSupport: true },
          codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix", "source.fixAll"] } } },
          hover: { contentFormat: ["markdown", "plaintext"] },
          completion: { completionItem: { documentationFormat: ["markdown", "plaintext"] } },
          documentSymbol: { hierarchicalDocumentSymbolSupport: true },
          foldingRange: { lineFoldingOnly: true },
        },
      },
    });
    this.hasStarted = true;
    connection.notify("initialized", {});
    for (const document of vscode.workspace.textDocuments) this.open(document);
  }

  ended(error, program) {
    this.diagnostics.clear();
    if (this.isStopped) return;
    if (error) {
      vscode.window.showErrorMessage(
        `jmoncheck cannot be started as '${program}': ${error.message}. The setting jmoncheck.path names the program.`);
      return;
    }
    if (this.hasStarted) this.start().catch((failure) => this.output.appendLine(failure.message));
  }

  async stop() {
    this.isStopped = true;
    await this.connection?.stop();
  }

  async restart() {
    await this.stop();
    this.isStopped = false;
    this.starts = [];
    await this.start();
  }

  /** A request that gives nothing if the server refuses it, such as for a version that has been replaced. */
  async ask(method, params, token) {
    try {
      return await this.connection.request(method, params, token);
    } catch (error) {
      if (![-32800, -32801].includes(error.code)) this.output.appendLine(`${method}: ${error.message}`);
      return null;
    }
  }

  // Documents

  isOurs(document) {
    const isConfiguration = document.uri.path.endsWith("/.jmoncheck.yml");
    return isConfiguration || (document.uri.scheme !== "output" && vscode.languages.match(SELECTOR, document) > 0);
  }

  open(document) {
    if (!this.isOurs(document)) return;
    this.connection.notify("textDocument/didOpen", {
      textDocument: {
        uri: document.uri.toString(), languageId: document.languageId, version: document.version,
        text: document.getText(),
      },
    });
  }

  listen() {
    const { workspace } = vscode;
    const ready = (body) => (argument) => {
      if (this.hasStarted) body(argument);
    };
    const ours = (body) => ready((document) => this.isOurs(document) && body(document));
    const changed = (type) => (uri) => {
      if (!this.hasStarted) return;
      this.connection.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: uri.toString(), type }] });
    };
    const files = workspace.createFileSystemWatcher("**/*");
    this.context.subscriptions.push(
      workspace.onDidOpenTextDocument(ready((document) => this.open(document))),
      workspace.onDidChangeTextDocument((event) => {
        if (!this.hasStarted || event.contentChanges.length === 0 || !this.isOurs(event.document)) return;
        this.connection.notify("textDocument/didChange", {
          textDocument: { uri: event.document.uri.toString(), version: event.document.version },
          contentChanges: event.contentChanges.map(({ range, text }) => ({ range: plain(range), text })),
        });
      }),
      workspace.onDidSaveTextDocument(ours((document) => {
        this.connection.notify("textDocument/didSave", { textDocument: identifier(document) });
      })),
      workspace.onDidCloseTextDocument(ours((document) => {
        this.connection.notify("textDocument/didClose", { textDocument: identifier(document) });
      })),
      files, files.onDidCreate(changed(1)), files.onDidChange(changed(2)), files.onDidDelete(changed(3)),
    );
  }

  // Diagnostics

  publish({ uri, diagnostics }) {
    const key = vscode.Uri.parse(uri);
    this.raw.set(key.toString(), diagnostics);
    this.diagnostics.set(key, diagnostics.map((item) => {
      const shown = new vscode.Diagnostic(range(item.range), item.message, item.severity - 1);
      shown.code = item.code;
      shown.source = item.source;
      shown.relatedInformation = (item.relatedInformation ?? []).map((related) =>
        new vscode.DiagnosticRelatedInformation(location(related.location), related.message));
      return shown;
    }));
  }

  // Features

  provide() {
    const { languages } = vscode;
    const at = (document, position) => ({ textDocument: identifier(document), position: plainPosition(position) });
    this.context.subscriptions.push(
      languages.registerHoverProvider(SELECTOR, {
        provideHover: async (document, position, token) => {
          const hover = await this.ask("textDocument/hover", at(document, position), token);
          return hover && new vscode.Hover(new vscode.MarkdownString(hover.contents.value), range(hover.range));
        },
      }),
      languages.registerCompletionItemProvider(SELECTOR, {
        provideCompletionItems: async (document, position, token) => {
          const items = await this.ask("textDocument/completion", at(document, position), token);
          return (items ?? []).map((item) => {
            const shown = new vscode.CompletionItem(item.label, item.kind - 1);
            shown.detail = item.detail;
            shown.documentation = item.documentation && new vscode.MarkdownString(item.documentation.value);
            shown.insertText = item.textEdit.newText;
            shown.range = range(item.textEdit.range);
            return shown;
          });
        },
      }, "(", "=", ".", "[", ":"),
      languages.registerDefinitionProvider(SELECTOR, {
        provideDefinition: async (document, position, token) =>
          ((await this.ask("textDocument/definition", at(document, position), token)) ?? []).map(location),
      }),
      languages.registerReferenceProvider(SELECTOR, {
        provideReferences: async (document, position, context, token) => {
          const params = { ...at(document, position), context: { includeDeclaration: context.includeDeclaration } };
          return ((await this.ask("textDocument/references", params, token)) ?? []).map(location);
        },
      }),
      languages.registerDocumentSymbolProvider(SELECTOR, {
        provideDocumentSymbols: async (document, token) => {
          const params = { textDocument: identifier(document) };
          return ((await this.ask("textDocument/documentSymbol", params, token)) ?? []).map((symbol) =>
            new vscode.DocumentSymbol(
              symbol.name, symbol.detail, symbol.kind - 1, range(symbol.range), range(symbol.selectionRange)));
        },
      }),
      languages.registerFoldingRangeProvider(SELECTOR, {
        provideFoldingRanges: async (document, context, token) => {
          const kinds = { comment: vscode.FoldingRangeKind.Comment, region: vscode.FoldingRangeKind.Region };
          const params = { textDocument: identifier(document) };
          return ((await this.ask("textDocument/foldingRange", params, token)) ?? []).map((fold) =>
            new vscode.FoldingRange(fold.startLine, fold.endLine, kinds[fold.kind]));
        },
      }),
      languages.registerInlayHintsProvider(SELECTOR, {
        provideInlayHints: async (document, visible, token) => {
          const params = { textDocument: identifier(document), range: plain(visible) };
          return ((await this.ask("textDocument/inlayHint", params, token)) ?? []).map((hint) => {
            const shown = new vscode.InlayHint(position(hint.position), hint.label);
            shown.paddingLeft = hint.paddingLeft;
            shown.tooltip = hint.tooltip;
            return shown;
          });
        },
      }),
      languages.registerCodeLensProvider(SELECTOR, {
        provideCodeLenses: async (document, token) => {
          const params = { textDocument: identifier(document) };
          return ((await this.ask("textDocument/codeLens", params, token)) ?? []).map((lens) =>
            new vscode.CodeLens(range(lens.range), this.command(lens.command)));
        },
      }),
      languages.registerCodeActionsProvider(SELECTOR, {
        provideCodeActions: async (document, selected, context, token) => {
          const shown = this.raw.get(document.uri.toString()) ?? [];
          const params = {
            textDocument: identifier(document), range: plain(selected),
            context: {
              diagnostics: shown.filter((item) => selected.intersection(range(item.range))),
              only: context.only ? [context.only.value] : undefined,
            },
          };
          return ((await this.ask("textDocument/codeAction", params, token)) ?? []).map((item) => this.action(item));
        },
      }, { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, vscode.CodeActionKind.SourceFixAll] }),
    );
  }

  action(item) {
    if (typeof item.command === "string") {
      const shown = new vscode.CodeAction(item.title, vscode.CodeActionKind.QuickFix);
      shown.command = this.command(item);
      return shown;
    }
    const shown = new vscode.CodeAction(item.title, vscode.CodeActionKind.Empty.append(item.kind));
    if (item.edit) shown.edit = this.workspaceEdit(item.edit);
    if (item.command) shown.command = this.command(item.command);
    shown.isPreferred = item.isPreferred;
    return shown;
  }

  /** A command of the server. It gets its own name, because another extension may have the same one. */
  command(command) {
    return { title: command.title, command: "jmoncheck.execute", arguments: [command.command, command.arguments] };
  }

  workspaceEdit(edit) {
    const made = new vscode.WorkspaceEdit();
    const all = edit.documentChanges
      ? edit.documentChanges.map((change) => [change.textDocument.uri, change.edits])
      : Object.entries(edit.changes);
    for (const [uri, edits] of all) {
      for (const change of edits) made.replace(vscode.Uri.parse(uri), range(change.range), change.newText);
    }
    return made;
  }

  async execute(command, argumentsOfIt) {
    const page = await this.ask("workspace/executeCommand", { command, arguments: argumentsOfIt });
    if (command === "jmoncheck.explain" && typeof page === "string") {
      const document = await vscode.workspace.openTextDocument({ language: "markdown", content: page });
      await vscode.window.showTextDocument(document, { preview: true, viewColumn: vscode.ViewColumn.Beside });
    }
  }
}

// Values of the protocol and of the editor

const position = ({ line, character }) => new vscode.Position(line, character);
const range = ({ start, end }) => new vscode.Range(position(start), position(end));
const location = (value) => new vscode.Location(vscode.Uri.parse(value.uri), range(value.range));
const plainPosition = ({ line, character }) => ({ line, character });
const plain = ({ start, end }) => ({ start: plainPosition(start), end: plainPosition(end) });
const identifier = (document) => ({ uri: document.uri.toString() });

let client;

async function activate(context) {
  client = new Client(context);
  context.subscriptions.push(
    vscode.commands.registerCommand("jmoncheck.restart", () => client.restart()),
    vscode.commands.registerCommand("jmoncheck.execute", (command, values) => client.execute(command, values)),
    vscode.commands.registerCommand("jmoncheck.explainRule", async () => {
      const name = await vscode.window.showInputBox({ prompt: "The code of a rule, or a message" });
      if (name) await client.execute("jmoncheck.explain", [name.trim()]);
    }),
  );
  client.listen();
  client.provide();
  try {
    await client.start();
  } catch (error) {
    client.output.appendLine(error.message);
  }
  return client;
}

function deactivate() {
  return client?.stop();
}

module.exports = { activate, deactivate };
