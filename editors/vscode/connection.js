// Messages of JSON-RPC over the pipes of a process (LSP 3.17, Base Protocol).
"use strict";

const { spawn } = require("child_process");

class Connection {
  /**
   * @param {string} program
   * @param {(line: string) => void} log
   * @param {(error: Error | null) => void} ended is called once, when the process is gone
   */
  constructor(program, log, ended) {
    this.handlers = new Map();
    this.pending = new Map();
    this.number = 0;
    this.chunks = [];
    this.size = 0;
    this.length = null;
    this.isEnded = false;
    const end = (error) => {
      if (this.isEnded) return;
      this.isEnded = true;
      for (const { reject } of this.pending.values()) reject(new Error("the server has ended"));
      this.pending.clear();
      ended(error);
    };
    this.process = spawn(program, ["lsp"], { stdio: ["pipe", "pipe", "pipe"] });
    this.process.on("error", end);
    this.process.on("exit", () => end(null));
    this.process.stdin.on("error", () => {});
    this.process.stdout.on("data", (chunk) => this.take(chunk));
    this.process.stderr.on("data", (chunk) => log(chunk.toString().trimEnd()));
  }

  /** Collects bytes; they are put together only when a whole message has arrived. */
  take(chunk) {
    this.chunks.push(chunk);
    this.size += chunk.length;
    while (true) {
      if (this.length === null) {
        const all = this.joined();
        const end = all.indexOf("\r\n\r\n");
        if (end < 0) return;
        const match = /content-length: *(\d+)/i.exec(all.toString("ascii", 0, end));
        if (!match) throw new Error("a header without Content-Length");
        this.length = Number(match[1]);
        this.chunks = [all.subarray(end + 4)];
        this.size -= end + 4;
      }
      if (this.size < this.length) return;
      const all = this.joined();
      const text = all.toString("utf8", 0, this.length);
      this.chunks = [all.subarray(this.length)];
      this.size -= this.length;
      this.length = null;
      this.handle(JSON.parse(text));
    }
  }

  joined() {
    const all = this.chunks.length === 1 ? this.chunks[0] : Buffer.concat(this.chunks);
    this.chunks = [all];
    return all;
  }

  async handle(message) {
    if (message.method === undefined) {
      const waiting = this.pending.get(message.id);
      this.pending.delete(message.id);
      if (!waiting) return;
      if (message.error) waiting.reject(Object.assign(new Error(message.error.message), { code: message.error.code }));
      else waiting.resolve(message.result);
      return;
    }
    const handler = this.handlers.get(message.method);
    if (message.id === undefined) {
      if (handler) handler(message.params);
      return;
    }
    const answer = { jsonrpc: "2.0", id: message.id };
    try {
      if (!handler) throw Object.assign(new Error("not known"), { code: -32601 });
      answer.result = (await handler(message.params)) ?? null;
    } catch (error) {
      answer.error = { code: error.code ?? -32603, message: error.message };
    }
    this.send(answer);
  }

  on(method, handler) {
    this.handlers.set(method, handler);
  }

  send(message) {
    if (this.isEnded) return;
    const body = Buffer.from(JSON.stringify(message), "utf8");
    this.process.stdin.write(`Content-Length: ${body.length}\r\n\r\n`);
    this.process.stdin.write(body);
  }

  notify(method, params) {
    this.send({ jsonrpc: "2.0", method, params });
  }

  /** @param {{ onCancellationRequested: Function }} [token] of the editor */
  request(method, params, token) {
    if (this.isEnded) return Promise.reject(new Error("the server has ended"));
    const id = ++this.number;
    return new Promise((resolve, reject) => {
      this.pending.set(id, { resolve, reject });
      token?.onCancellationRequested(() => this.notify("$/cancelRequest", { id }));
      this.send({ jsonrpc: "2.0", id, method, params });
    });
  }

  /** Ends the server as the protocol says, and by force if it does not answer. */
  async stop() {
    if (this.isEnded) return;
    const force = setTimeout(() => this.process.kill(), 2000);
    const gone = new Promise((resolve) => this.process.once("exit", resolve));
    try {
      await this.request("shutdown", undefined);
      this.notify("exit", undefined);
      this.process.stdin.end();
    } catch {
      this.process.kill();
    }
    await gone;
    clearTimeout(force);
  }
}

module.exports = { Connection };
