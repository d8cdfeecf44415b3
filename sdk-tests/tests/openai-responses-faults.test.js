// openai-node: responses of a provider that fails, thinks aloud, or is given up.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import OpenAI, { InternalServerError, NotFoundError, RateLimitError } from "openai";
import { Gateway, within } from "../support/gateway.js";
import { all, user } from "../support/samples.js";
import { breaks, fails, neverEnds, says, thinks, Upstream } from "../support/upstream.js";

/** Twice what the gateway waits for a client that has left. */
const LIMIT_MS = 60_000;

const hello = { model: "holdfast", input: "Hello" };

describe("openai-node: responses of a provider", () => {
  let upstream;
  let gateway;
  let responses;

  before(async () => {
    upstream = await Upstream.start();
    gateway = await Gateway.start(upstream.configuration());
    // With the SDK's own number of retries, which is two.
    responses = new OpenAI({ baseURL: gateway.baseURL, apiKey: gateway.apiKey }).responses;
  });
  after(async () => {
    await gateway.close();
    upstream.close();
  });

  const inSession = (key, more = {}) => ({ headers: { "x-holdfast-session-key": key }, ...more });

  async function rejected(type, promise) {
    let found;
    await assert.rejects(promise, (error) => {
      found = error;
      assert.equal(error.constructor, type, error.stack);
      return true;
    });
    return found;
  }

  for (const stream of [false, true]) {
    const how = stream ? "streamed" : "whole";

    it(`a provider that fails twice is asked a third time, ${how}, stored once`, async () => {
      upstream.will(fails(500), fails(503), says("At last."));
      const asked = { ...hello, stream };
      const answer = await responses.create(asked, inSession(`twice-${how}`));
      if (stream) {
        assert.equal((await all(answer)).at(-1).response.status, "completed");
      } else {
        assert.equal(answer.output_text, "At last.");
      }

      assert.equal(upstream.requests.length, 3);
      assert.deepEqual(await gateway.transcript(`twice-${how}`), [
        "user: Hello",
        "assistant: At last.",
      ]);
    });
  }

  it("what cannot be helped by a retry is not retried", async () => {
    upstream.will(fails(401), says("Never asked."));
    const refused = await rejected(InternalServerError, responses.create(hello));
    assert.deepEqual([refused.status, refused.code], [502, "upstream_auth_failed"]);
    assert.equal(upstream.requests.length, 1);

    upstream.will(fails(429, { code: "insufficient_quota" }), says("Never asked."));
    const quota = await rejected(RateLimitError, responses.create(hello));
    assert.equal(quota.code, "insufficient_quota");
    assert.equal(upstream.requests.length, 1);

    const unknown = await rejected(
      NotFoundError,
      responses.create({ ...hello, model: "scripted/nothing" }),
    );
    assert.deepEqual([unknown.code, unknown.param], ["model_not_found", "model"]);
  });

  it("a stream that breaks off ends with the failed response", async () => {
    upstream.will(breaks("Half of"));
    const events = await all(await responses.create({ ...hello, stream: true }));
    const { type, response } = events.at(-1);

    assert.equal(type, "response.failed");
    assert.equal(response.status, "failed");
    assert.deepEqual(
      [response.error.code, response.error.type],
      ["server_error", "upstream_broken_off"],
    );
    assert.equal(upstream.requests.length, 1);
    assert.equal((await responses.retrieve(response.id)).status, "failed");
  });

  it("thoughts are an item of their own before the answer, whole and streamed", async () => {
    upstream.will(thinks("Let me think.", "Nine."), thinks("Let me think.", "Nine."));
    const whole = await responses.create(hello);
    const deltas = [];
    const streamed = await responses
      .stream(hello)
      .on("response.reasoning_text.delta", ({ delta }) => deltas.push(delta))
      .finalResponse();

    assert.deepEqual(deltas, ["Let ", "me ", "think."]);
    for (const { output, output_text: text } of [whole, streamed]) {
      assert.deepEqual(
        output.map((item) => item.type),
        ["reasoning", "message"],
      );
      assert.deepEqual(output[0].content, [{ type: "reasoning_text", text: "Let me think." }]);
      assert.equal(text, "Nine.");
    }
    upstream.will(says("Ten."));
    await responses.create({
      ...hello,
      input: [user("Hello"), ...whole.output, user("And one more?")],
    });
    const [, thought] = upstream.requests[0].body.messages;
    assert.equal(thought.content, "Nine.");
    assert.equal(thought.reasoning_content, "Let me think.");
  });

  it("abort of a stream ends the provider's work; the session goes on", async () => {
    upstream.will(neverEnds());
    const abort = new AbortController();
    const stream = await responses.create(
      { ...hello, stream: true },
      inSession("abort", { signal: abort.signal, maxRetries: 0 }),
    );
    let pieces = 0;
    for await (const event of stream) {
      if (event.type === "response.output_text.delta" && ++pieces === 3) {
        abort.abort();
      }
    }
    assert.equal(pieces, 3);
    await within(LIMIT_MS, "the end of the provider's work", upstream.requests[0].over);

    upstream.will(says("Here I am."));
    const next = await responses.create(
      { ...hello, input: "Are you there?" },
      inSession("abort", { maxRetries: 0 }),
    );
    const [asked, came, askedNext] = upstream.requests[0].body.messages;

    assert.equal(next.output_text, "Here I am.");
    assert.deepEqual([asked, askedNext], [user("Hello"), user("Are you there?")]);
    assert.match(came.content, /^(more ){3,}$/);
  });

  it("abort of the stream of a background response does not end it", async () => {
    let answerNow;
    const wanted = new Promise((resolve) => (answerNow = resolve));
    upstream.will((request, response) => wanted.then(() => says("Done.")(request, response)));
    const stream = await responses.create({ ...hello, background: true, stream: true });
    let id;
    for await (const event of stream) {
      id = event.response.id;
      stream.controller.abort();
    }
    assert.equal((await responses.retrieve(id)).status, "in_progress");
    answerNow();

    const rest = await all(await responses.retrieve(id, { stream: true, starting_after: 1 }));
    assert.equal(rest.at(-1).response.status, "completed");
    assert.equal((await responses.retrieve(id)).output_text, "Done.");
  });
});
