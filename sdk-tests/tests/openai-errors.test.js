// openai-node: what goes wrong, as the SDK's own errors, and what it retries by itself.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import OpenAI, {
  APIConnectionError,
  APIConnectionTimeoutError,
  APIError,
  AuthenticationError,
  BadRequestError,
  InternalServerError,
  NotFoundError,
  RateLimitError,
} from "openai";
import { Gateway } from "../support/gateway.js";
import { all, assistant, user } from "../support/samples.js";
import { breaks, fails, once, says, Upstream } from "../support/upstream.js";

const hello = { model: "holdfast", messages: [user("Hello")] };
const helloStreamed = { ...hello, stream: true };

describe("openai-node: errors", () => {
  let upstream;
  let gateway;
  let client;
  let completions;

  before(async () => {
    upstream = await Upstream.start();
    gateway = await Gateway.start(upstream.configuration());
    // With the SDK's own number of retries, which is two.
    client = new OpenAI({ baseURL: gateway.baseURL, apiKey: gateway.apiKey });
    completions = client.chat.completions;
  });
  after(async () => {
    await gateway.close();
    upstream.close();
  });

  const inSession = (key, more = {}) => ({ headers: { "x-holdfast-session-key": key }, ...more });

  /** What a call is rejected with, which must be of this class. */
  async function rejected(type, promise) {
    let found;
    await assert.rejects(promise, (error) => {
      found = error;
      assert.equal(error.constructor, type, error.stack);
      return true;
    });
    return found;
  }

  /** The session answers, and the model sees exactly this question. */
  async function goesOn(key) {
    upstream.will(says("Here I am."));
    const answer = await completions.create(
      { ...hello, messages: [user("Are you there?")] },
      inSession(key, { maxRetries: 0 }),
    );
    assert.equal(answer.choices[0].message.content, "Here I am.");
    return upstream.requests[0].body.messages;
  }

  it("an unknown model is a NotFoundError with code, param and request id", async () => {
    upstream.will();
    for (const stream of [false, true]) {
      const error = await rejected(
        NotFoundError,
        completions.create({ ...hello, stream, model: "scripted/nothing" }),
      );

      assert.equal(error.status, 404);
      assert.equal(error.code, "model_not_found");
      assert.equal(error.param, "model");
      assert.equal(error.type, "invalid_request_error");
      assert.match(error.requestID, /^req_/);
    }
    assert.equal((await rejected(NotFoundError, client.models.retrieve("no/model"))).status, 404);
    assert.equal(upstream.requests.length, 0);
  });

  it("a wrong token is an AuthenticationError", async () => {
    const stranger = new OpenAI({ baseURL: gateway.baseURL, apiKey: "not-the-token" });
    const error = await rejected(AuthenticationError, stranger.chat.completions.create(hello));

    assert.equal(error.status, 401);
    assert.equal(error.code, "invalid_api_key");
  });

  it("a request that is wrong is a BadRequestError", async () => {
    upstream.will();
    const empty = await rejected(
      BadRequestError,
      completions.create({ model: "holdfast", messages: [] }),
    );
    const reserved = await rejected(
      BadRequestError,
      completions.create(hello, inSession("agent:main:cron:nightly")),
    );
    const nothingNew = await rejected(
      BadRequestError,
      completions.create(
        { ...hello, messages: [user("Hello"), assistant("Hello")] },
        inSession("nothing-new"),
      ),
    );

    assert.deepEqual([empty.code, empty.param], ["invalid_value", "messages"]);
    assert.deepEqual(
      [reserved.code, reserved.param],
      ["session_key_reserved", "x-holdfast-session-key"],
    );
    assert.equal(nothingNew.code, "no_new_input");
    assert.equal(upstream.requests.length, 0);
  });

  it("a base URL that leads elsewhere is a NotFoundError that names the right one", async () => {
    const lost = new OpenAI({ baseURL: `${gateway.baseURL}/v2`, apiKey: gateway.apiKey });
    const error = await rejected(NotFoundError, lost.chat.completions.create(hello));

    assert.equal(error.code, "unknown_url");
    assert.match(error.message, /\/v1/);
  });

  it("what the provider calls wrong is a BadRequestError with the provider's words", async () => {
    upstream.will(fails(400, { message: "no such voice" }));
    const error = await rejected(BadRequestError, completions.create(hello));

    assert.match(error.message, /no such voice/);
    assert.equal(upstream.requests.length, 1);
  });

  for (const stream of [false, true]) {
    const how = stream ? "streamed" : "whole";

    it(`a provider that fails twice is asked a third time, ${how}, stored once`, async () => {
      const key = `twice-${how}`;
      upstream.will(fails(500), fails(503), says("At last."));
      const answer = await completions.create({ ...hello, stream }, inSession(key));
      const content = stream
        ? (await all(answer)).map((chunk) => chunk.choices[0].delta.content ?? "").join("")
        : answer.choices[0].message.content;

      assert.equal(content, "At last.");
      assert.equal(upstream.requests.length, 3);
      for (const request of upstream.requests) {
        assert.deepEqual(request.body.messages, [user("Hello")]);
      }
      assert.deepEqual(await goesOn(key), [
        user("Hello"),
        assistant("At last."),
        user("Are you there?"),
      ]);
    });
  }

  it("a provider that fails for good is an InternalServerError after two retries", async () => {
    upstream.will(fails(500), fails(500), fails(500), says("Too late."));
    const error = await rejected(InternalServerError, completions.create(hello));

    assert.equal(error.status, 502);
    assert.equal(error.code, "upstream_error");
    assert.match(error.message, /out of order/);
    assert.equal(upstream.requests.length, 3);
  });

  it("Retry-After of the provider is waited for", async () => {
    upstream.will(fails(429, { headers: { "retry-after": "2" } }), says("Now I can."));
    const answer = await completions.create(hello);
    const [first, second] = upstream.requests;

    assert.equal(answer.choices[0].message.content, "Now I can.");
    // Without the header the SDK's first pause is half a second.
    assert.ok(second.at - first.at > 1_900, `${second.at - first.at} ms`);
  });

  it("a 429 that outlasts the retries is a RateLimitError", async () => {
    const busy = fails(429, { headers: { "retry-after-ms": "10", "retry-after": "1" } });
    upstream.will(busy);
    const error = await rejected(
      RateLimitError,
      completions.create(hello, { maxRetries: 0 }),
    );

    assert.equal(error.code, "rate_limit_exceeded");
    assert.equal(error.headers.get("retry-after"), "1");
    assert.equal(upstream.requests.length, 1);
  });

  it("a spent quota is not retried, because x-should-retry says no", async () => {
    upstream.will(fails(429, { code: "insufficient_quota" }), says("Never asked."));
    const error = await rejected(RateLimitError, completions.create(hello));

    assert.equal(error.code, "insufficient_quota");
    assert.equal(error.headers.get("x-should-retry"), "false");
    assert.equal(upstream.requests.length, 1);
  });

  it("a refused provider key is a 502 that does not blame the client's token", async () => {
    upstream.will(fails(401, { message: "bad key" }), says("Never asked."));
    const error = await rejected(InternalServerError, completions.create(hello));

    assert.equal(error.status, 502);
    assert.equal(error.code, "upstream_auth_failed");
    assert.equal(error.headers.get("x-should-retry"), "false");
    assert.equal(upstream.requests.length, 1);
  });

  it("a whole answer that breaks off is asked for again", async () => {
    upstream.will(breaks("Half of"), says("All of it."));
    const answer = await completions.create(hello, inSession("broken-whole"));

    assert.equal(answer.choices[0].message.content, "All of it.");
    assert.equal(upstream.requests.length, 2);
    assert.deepEqual(await goesOn("broken-whole"), [
      user("Hello"),
      assistant("All of it."),
      user("Are you there?"),
    ]);
  });

  it("a stream that breaks off is an APIError after what came, and nothing of it stays", async () => {
    upstream.will(breaks("Half of"));
    const came = [];
    const error = await rejected(
      APIError,
      (async () => {
        for await (const chunk of await completions.create(helloStreamed, inSession("broken"))) {
          came.push(chunk.choices[0]);
        }
      })(),
    );

    assert.equal(error.code, "upstream_broken_off");
    assert.equal(came.map((choice) => choice.delta.content).join(""), "Half of");
    assert.ok(came.every((choice) => choice.finish_reason === null));
    assert.equal(upstream.requests.length, 1);
    assert.deepEqual(await goesOn("broken"), [user("Are you there?")]);
  });

  it("the stream helper tells a broken stream as an error, not as an end", async () => {
    upstream.will(breaks("Half of"));
    const { message } = await rejected(
      APIError,
      completions.stream(hello, inSession("broken-helper")).finalChatCompletion(),
    );

    assert.match(message, /closed the connection/);
  });

  it("a client that waits no longer gets a timeout error; the answer is kept for later", async () => {
    let answerNow;
    const asked = new Promise((resolve) => (answerNow = resolve));
    upstream.will(once(asked, says("Better late.")));
    await rejected(
      APIConnectionTimeoutError,
      completions.create(hello, inSession("impatient", { timeout: 300, maxRetries: 0 })),
    );
    answerNow();

    assert.deepEqual(await goesOn("impatient"), [
      user("Hello"),
      assistant("Better late."),
      user("Are you there?"),
    ]);
  });

  it("a gateway that is not there is an APIConnectionError", async () => {
    const gone = await Gateway.start();
    const { baseURL, apiKey } = gone;
    await gone.close();
    const nobody = new OpenAI({ baseURL, apiKey, maxRetries: 1 });

    await rejected(APIConnectionError, nobody.chat.completions.create(hello));
  });
});
