// openai-node: conversations that live in the gateway.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import OpenAI, { BadRequestError } from "openai";
import { Gateway } from "../support/gateway.js";
import { assistant, PNG, user } from "../support/samples.js";
import { says, Upstream } from "../support/upstream.js";

const KEY = "x-holdfast-session-key";
const HISTORY = "x-holdfast-history";

describe("openai-node: sessions", () => {
  let upstream;
  let gateway;
  let client;

  before(async () => {
    upstream = await Upstream.start();
    gateway = await Gateway.start({
      agents: { main: {}, pages: { model: "scripted/model", history: "full" } },
      providers: { scripted: { baseUrl: upstream.baseUrl } },
      session: {
        keyFrom: [
          { header: "x-openwebui-chat-id", key: "agent:pages:openwebui:{value}" },
          { body: "prompt_cache_key", key: "cache:{value}" },
          { body: "user", key: "user:{value}" },
        ],
      },
    });
    client = connected();
  });
  after(async () => {
    await gateway.close();
    upstream.close();
  });

  const connected = (headers = {}) =>
    new OpenAI({
      baseURL: gateway.baseURL,
      apiKey: gateway.apiKey,
      maxRetries: 0,
      defaultHeaders: headers,
    });

  /** Sends messages, with these headers; gives the answer's text and the response's headers. */
  async function send(messages, headers = {}, more = {}) {
    const { data, response } = await client.chat.completions
      .create({ model: "holdfast", messages, ...more }, { headers })
      .withResponse();
    return { text: data.choices[0].message.content, headers: response.headers };
  }

  it("a key among the default headers is remembered, streamed or not; another is not", async () => {
    const ann = connected({ [KEY]: "ann" });
    const bob = connected({ [KEY]: "bob" });
    const ask = { model: "holdfast", messages: [user("What is my name?")] };
    await ann.chat.completions.create({ model: "holdfast", messages: [user("My name is Ann.")] });

    const whole = await ann.chat.completions.create(ask);
    const streamed = await ann.chat.completions.stream(ask).finalContent();
    const other = await bob.chat.completions.create(ask);

    assert.equal(whole.choices[0].message.content, 'You told me: "My name is Ann."');
    assert.equal(streamed, whole.choices[0].message.content);
    assert.match(other.choices[0].message.content, /^I do not find that/);
  });

  it("without a key nothing is remembered", async () => {
    await send([user("My name is Ann.")]);
    const { text, headers } = await send([user("What is my name?")]);

    assert.match(text, /^I do not find that/);
    assert.equal(headers.get(KEY), null);
  });

  it("the answer says which session, turn and history it was", async () => {
    const first = await send([user("Hello")], { [KEY]: "told" });
    const second = await send([user("Hello again")], { [KEY]: "told" });

    assert.equal(first.headers.get(KEY), "agent:main:told");
    assert.equal(first.headers.get(HISTORY), "seeded");
    assert.equal(second.headers.get(HISTORY), "appended");
    assert.equal(
      first.headers.get("x-holdfast-session-id"),
      second.headers.get("x-holdfast-session-id"),
    );
    assert.notEqual(
      first.headers.get("x-holdfast-turn-id"),
      second.headers.get("x-holdfast-turn-id"),
    );
  });

  it("a client that resends everything stores each message once", async () => {
    const messages = [];
    for (const said of ["My name is Ann.", "I live in Oslo.", "What is my name?"]) {
      messages.push(user(said));
      const { text } = await send(messages, { [KEY]: "resends" });
      messages.push(assistant(text));
    }

    assert.equal(messages.at(-1).content, 'You told me: "My name is Ann."');
    assert.deepEqual(
      await gateway.transcript("resends"),
      messages.map(({ role, content }) => `${role}: ${content}`),
    );
  });

  describe("with the whole history", () => {
    const script = { model: "scripted/model" };
    const begun = [user("One?"), assistant("Answer one."), user("Two?")];

    /** A session of two turns; gives the header that names it. */
    async function session(name) {
      const key = { [KEY]: name };
      upstream.will(says("Answer one."), says("Answer two."));
      await send([user("One?")], key, script);
      await send(begun, key, script);
      return key;
    }

    it("regenerate asks again; the old answer is out of sight from then on", async () => {
      const key = await session("regenerate");
      upstream.will(says("Another two."), says("Answer three."));
      const again = await send(begun, key, script);
      const next = await send([...begun, assistant("Another two."), user("Three?")], key, script);

      assert.equal(again.text, "Another two.");
      assert.equal(again.headers.get(HISTORY), "branched");
      assert.equal(next.headers.get(HISTORY), "appended");
      assert.deepEqual(
        upstream.requests.map((request) => request.body.messages),
        [begun, [...begun, assistant("Another two."), user("Three?")]],
      );
    });

    it("edit of an earlier question branches there, and the session goes on from it", async () => {
      const key = await session("edit");
      upstream.will(says("Edited answer."), says("More."));
      const edited = [user("One?"), assistant("Answer one."), user("Two, but other?")];
      const branched = await send(edited, key, script);
      await send([user("And now?")], { ...key, [HISTORY]: "append" }, script);

      assert.equal(branched.headers.get(HISTORY), "branched");
      assert.deepEqual(
        upstream.requests.map((request) => request.body.messages),
        [edited, [...edited, assistant("Edited answer."), user("And now?")]],
      );
    });

    it("edit of the very first question begins anew in the same session", async () => {
      const key = await session("edit-first");
      upstream.will(says("Fresh."));
      const { headers } = await send([user("Zero?")], { ...key, [HISTORY]: "full" }, script);

      assert.equal(headers.get(HISTORY), "branched");
      assert.deepEqual(upstream.requests[0].body.messages, [user("Zero?")]);
    });

    it("a client that leaves out the oldest messages does not make the session forget", async () => {
      const key = await session("trimmed");
      upstream.will(says("Answer three."));
      const { headers } = await send(
        [user("Two?"), assistant("Answer two."), user("Three?")],
        key,
        script,
      );

      assert.equal(headers.get(HISTORY), "appended");
      assert.deepEqual(upstream.requests[0].body.messages, [
        ...begun,
        assistant("Answer two."),
        user("Three?"),
      ]);
    });
  });

  it("turns of one key that are sent at once all count, one after the other", async () => {
    const numbers = [1, 2, 3, 4, 5];
    await Promise.all(numbers.map((n) => send([user(`Number ${n}.`)], { [KEY]: "at-once" })));
    const transcript = await gateway.transcript("at-once");

    assert.equal(transcript.length, 2 * numbers.length);
    for (let turn = 0; turn < transcript.length; turn += 2) {
      const said = transcript[turn].replace("user: ", "");
      assert.match(said, /^Number \d\.$/);
      assert.equal(transcript[turn + 1], `assistant: You said: "${said}"`);
    }
    assert.equal(new Set(transcript).size, transcript.length);
  });

  it("an ephemeral turn beside the conversation leaves nothing in it", async () => {
    await send([user("My name is Ann.")], { [KEY]: "beside" });
    const title = await send([user("Give this a title.")], {
      [KEY]: "beside",
      "x-holdfast-ephemeral": "true",
    });

    assert.equal(title.text, 'You said: "Give this a title."');
    assert.equal((await gateway.transcript("beside")).length, 2);
  });

  it("a key comes from a header or a member of the body where the configuration says so", async () => {
    const cache = await send([user("Hello")], {}, { prompt_cache_key: "c1" });
    const person = await send([user("My name is Ann.")], {}, { user: "u1" });
    const asked = await send([user("What is my name?")], {}, { user: "u1" });
    const named = await send([user("Hello")], { [KEY]: "named" }, { user: "u1" });

    assert.equal(cache.headers.get(KEY), "agent:main:cache:c1");
    assert.equal(person.headers.get(KEY), "agent:main:user:u1");
    assert.match(asked.text, /Ann/);
    assert.equal(named.headers.get(KEY), "agent:main:named");
  });

  it("a chat page's title job and its new try of the first answer leave the chat alone", async () => {
    const page = { "x-openwebui-chat-id": "42" };
    const title = user("### Task: write a title for: Hello");
    const next = [user("Hello"), assistant("Hi again."), user("And now?")];
    upstream.will(says("Hi."), says("A Title"), says("Hi again."), says("Now this."));
    const first = await send([user("Hello")], page);
    await send([title], page);
    await send([user("Hello")], page);
    await send(next, page);

    assert.equal(first.headers.get(KEY), "agent:pages:openwebui:42");
    assert.deepEqual(
      upstream.requests.map((request) => request.body.messages),
      [[user("Hello")], [title], [user("Hello")], next],
    );
    assert.deepEqual(await gateway.transcript("agent:pages:openwebui:42"), [
      "user: Hello",
      "assistant: Hi again.",
      "user: And now?",
      "assistant: Now this.",
    ]);
  });

  it("a header for the key that is blank is as good as none", async () => {
    const { headers } = await send([user("Hello")], { "x-openwebui-chat-id": " " });

    assert.equal(headers.get(KEY), null);
  });

  it("two keys that differ are refused", async () => {
    await assert.rejects(
      send([user("Hello")], { [KEY]: "one", "x-openclaw-session-key": "two" }),
      (error) => error instanceof BadRequestError && error.code === "conflicting_headers",
    );
  });

  it("a restart between two turns forgets neither text nor image nor open tool call", async () => {
    const tools = [{ type: "function", function: { name: "read_clock" } }];
    await send([user("My name is Ann.")], { [KEY]: "restart" });
    await send(
      [user([{ type: "text", text: "Look." }, { type: "image_url", image_url: { url: PNG } }])],
      { [KEY]: "restart-image" },
    );
    const calling = await client.chat.completions.create(
      { model: "holdfast", messages: [user("What time is it?")], tools },
      { headers: { [KEY]: "restart-tool" } },
    );
    await gateway.restart();
    client = connected();

    const name = await send([user("What is my name?")], { [KEY]: "restart" });
    upstream.will(says("I see."));
    await send([user("And?")], { [KEY]: "restart-image" }, { model: "scripted/model" });
    const [call] = calling.choices[0].message.tool_calls;
    const time = await send(
      [{ role: "tool", tool_call_id: call.id, content: "noon" }],
      { [KEY]: "restart-tool" },
      { tools },
    );

    assert.equal(name.text, 'You told me: "My name is Ann."');
    assert.equal(upstream.requests[0].body.messages[0].content[1].image_url.url, PNG);
    assert.equal(time.text, 'The tool read_clock answered: "noon".');
  });
});
