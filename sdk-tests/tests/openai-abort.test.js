// openai-node: streams that the client gives up.

import assert from "node:assert/strict";
import { once } from "node:events";
import { after, before, describe, it } from "node:test";
import OpenAI, { APIUserAbortError } from "openai";
import { Gateway, within } from "../support/gateway.js";
import { user } from "../support/samples.js";
import { neverEnds, says, staysSilent, Upstream } from "../support/upstream.js";

/**
 * Twice what it takes to see that a client has left a silent stream, which shows only after two of
 * the comments that go out every 10 s, and to wait 10 s more in case it comes back.
 */
const LIMIT_MS = 60_000;

describe("openai-node: abort", { concurrency: true }, () => {
  const upstreams = {};
  let gateway;
  let completions;

  before(async () => {
    const providers = {};
    for (const name of ["loop", "helper", "silent"]) {
      upstreams[name] = await Upstream.start();
      providers[name] = { baseUrl: upstreams[name].baseUrl };
    }
    gateway = await Gateway.start({ providers });
    const client = new OpenAI({
      baseURL: gateway.baseURL,
      apiKey: gateway.apiKey,
      maxRetries: 0,
    });
    completions = client.chat.completions;
  });
  after(async () => {
    await gateway.close();
    Object.values(upstreams).forEach((upstream) => upstream.close());
  });

  const asking = (name, text) => ({ model: `${name}/model`, messages: [user(text)] });
  const inSession = (name, more = {}) => ({ headers: { "x-holdfast-session-key": name }, ...more });

  /** The provider is let go, and the session answers; gives what the model was shown then. */
  async function goesOn(name) {
    const upstream = upstreams[name];
    await within(LIMIT_MS, "the end of the provider's work", upstream.requests[0].over);
    upstream.will(says("Here I am."));
    const answer = await within(
      LIMIT_MS,
      "the next answer",
      completions.create(asking(name, "Are you there?"), inSession(name)),
    );
    assert.equal(answer.choices[0].message.content, "Here I am.");
    return upstream.requests[0].body.messages;
  }

  /** The model sees what came of the answer that was given up. */
  function keepsWhatCame([asked, came, askedNext]) {
    assert.deepEqual([asked, askedNext], [user("Hello"), user("Are you there?")]);
    assert.equal(came.role, "assistant");
    assert.match(came.content, /^(more ){3,}$/);
  }

  it("abort by a controller ends the loop and the provider's work; the session goes on", async () => {
    upstreams.loop.will(neverEnds());
    const abort = new AbortController();
    const stream = await completions.create(
      { ...asking("loop", "Hello"), stream: true },
      inSession("loop", { signal: abort.signal }),
    );
    let chunks = 0;
    for await (const chunk of stream) {
      assert.equal(chunk.choices[0].finish_reason, null);
      if (++chunks === 3) {
        abort.abort();
      }
    }

    assert.equal(chunks, 3);
    keepsWhatCame(await goesOn("loop"));
  });

  it("abort of the stream helper is an APIUserAbortError; the session goes on", async () => {
    upstreams.helper.will(neverEnds());
    const stream = completions.stream(asking("helper", "Hello"), inSession("helper"));
    await once(stream, "content");
    stream.abort();

    await assert.rejects(stream.done(), APIUserAbortError);
    assert.ok(stream.aborted);
    keepsWhatCame(await goesOn("helper"));
  });

  it("abort before the first word ends the provider's work too; the session goes on", async () => {
    upstreams.silent.will(staysSilent());
    const abort = new AbortController();
    const asked = completions.create(
      { ...asking("silent", "Hello"), stream: true },
      inSession("silent", { signal: abort.signal }),
    );
    await within(LIMIT_MS, "the provider's first request", upstreams.silent.asked());
    abort.abort();

    await assert.rejects(asked, APIUserAbortError);
    assert.deepEqual(await goesOn("silent"), [user("Are you there?")]);
  });
});
