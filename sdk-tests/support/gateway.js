// A gateway of the built distribution, as a process of its own.

import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const LAUNCHER = fileURLToPath(
  new URL("../../app/target/holdfast/bin/holdfast", import.meta.url),
);

/** Longer than any start or stop takes; only one that hangs reaches it. */
const LIMIT_MS = 60_000;

/** The process ids of gateways that a failed test has left behind. */
const running = new Set();
process.on("exit", () => running.forEach((pid) => process.kill(pid, "SIGKILL")));

export class Gateway {
  #scratch;
  #process;
  #facts;

  constructor(scratch) {
    this.#scratch = scratch;
  }

  /**
   * Starts a gateway on a free port with a home of its own and waits until it answers.
   *
   * @param configuration of its holdfast.json
   */
  static async start(configuration = {}) {
    const gateway = new Gateway(await mkdtemp(join(tmpdir(), "holdfast-sdk-")));
    await mkdir(gateway.home, { mode: 0o700 });
    await writeFile(join(gateway.home, "holdfast.json"), JSON.stringify(configuration));
    await gateway.#run();
    return gateway;
  }

  get home() {
    return join(this.#scratch, "home");
  }

  /** What an SDK calls its base URL. */
  get baseURL() {
    return `${this.#facts.url}/v1`;
  }

  /** What an SDK calls its API key: the first token, as the owner of the home finds it. */
  get apiKey() {
    return this.#facts.token;
  }

  async #run() {
    const options = ["--port", "0", "--home", this.home, "--json"];
    const started = spawn(LAUNCHER, ["gateway", "run", ...options], {
      env: this.#environment(),
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#process = started;
    running.add(started.pid);
    let errors = "";
    started.stderr.setEncoding("utf8").on("data", (text) => (errors += text));
    started.ended = new Promise((resolve) =>
      started.on("close", (code) => {
        running.delete(started.pid);
        resolve({ code, errors });
      }),
    );
    const facts = await within(LIMIT_MS, "the start of the gateway", this.#ready(started));
    const token = (await readFile(facts.tokenFile, "utf8")).trim();
    this.#facts = { url: facts.url, token };
  }

  async #ready(started) {
    for await (const line of createInterface({ input: started.stdout })) {
      const { event, data } = JSON.parse(line);
      if (event === "ready") {
        started.stdout.resume();
        return data;
      }
    }
    throw new Error(`the gateway did not start: ${(await started.ended).errors}`);
  }

  /** Nothing of the caller's own gateway: neither its home nor its runtime folder. */
  #environment() {
    const { HOLDFAST_HOME, XDG_RUNTIME_DIR, ...rest } = process.env;
    return { ...rest, HOME: this.#scratch };
  }

  /** Stops it in good order, by its process id. */
  async stop() {
    process.kill(this.#process.pid, "SIGTERM");
    const end = await within(LIMIT_MS, "the end of the gateway", this.#process.ended);
    assert.equal(end.code, 0, `the gateway did not stop in good order: ${end.errors}`);
  }

  /** Stops it and starts it again on the same home, on another port. */
  async restart() {
    await this.stop();
    await this.#run();
  }

  /** Stops it and removes its home. */
  async close() {
    await this.stop();
    await rm(this.#scratch, { recursive: true });
  }

  /** What is stored of a session, one line for each event: `user: Hello`. */
  async transcript(key) {
    const { stdout } = await promisify(execFile)(
      LAUNCHER,
      ["sessions", "show", key, "--home", this.home, "--json"],
      { env: this.#environment() },
    );
    return JSON.parse(stdout).data.transcript.map(line);
  }
}

function line({ type, role, name, content }) {
  if (type === "tool_call") {
    return `call: ${name}`;
  }
  const speaker = type === "tool_result" ? "result" : role;
  return `${speaker}: ${content.map((part) => part.text ?? `(${part.type})`).join(" ")}`;
}

/** Waits for a promise, but not for ever. */
export async function within(limitMs, what, promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} took over ${limitMs} ms`)), limitMs);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
