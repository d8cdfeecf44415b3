// The README's Node scripts, as they stand there, in an empty home.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Gateway } from "../support/gateway.js";

const README = new URL("../../README.md", import.meta.url);
const PACKAGES = fileURLToPath(new URL("../node_modules", import.meta.url));
const PORT = ":18790/v1";

describe("README", () => {
  it("its Node script is remembered from one question to the next", async (test) => {
    const answers = await printed(test, "chat.completions");

    assert.equal(answers.length, 2);
    assert.match(answers[1], /Ann/);
  });

  it("its Node script of the Responses API goes on from an answer, in the background", async (test) => {
    const answers = await printed(test, "client.responses");

    assert.equal(answers.length, 1);
    assert.match(answers[0], /Ann/);
  });
});

/** The lines that the one script prints which uses this. */
async function printed(test, used) {
  const folder = await mkdtemp(join(tmpdir(), "holdfast-readme-"));
  test.after(() => rm(folder, { recursive: true }));
  const gateway = await Gateway.start();
  test.after(() => gateway.close());
  const blocks = [...(await readFile(README, "utf8")).matchAll(/^```js\n(.*?)^```$/gms)];
  const scripts = blocks.map((block) => block[1]).filter((block) => block.includes(used));
  assert.equal(scripts.length, 1);
  assert.ok(scripts[0].includes(PORT));

  // All that differs from a reader's machine: the port, and where the package was installed.
  const port = `:${new URL(gateway.baseURL).port}/v1`;
  await writeFile(join(folder, "readme.mjs"), scripts[0].replace(PORT, port));
  await symlink(PACKAGES, join(folder, "node_modules"));
  await mkdir(join(folder, ".holdfast"));
  await writeFile(join(folder, ".holdfast", "token"), `${gateway.apiKey}\n`);
  const { stdout } = await promisify(execFile)(process.execPath, ["readme.mjs"], {
    cwd: folder,
    env: { ...process.env, HOME: folder },
  });
  return stdout.trim().split("\n");
}
