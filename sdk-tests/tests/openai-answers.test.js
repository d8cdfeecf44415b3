// openai-node: whole and streamed answers, structured output, images, models.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import OpenAI from "openai";
import { LengthFinishReasonError } from "openai/error";
import { zodResponseFormat } from "openai/helpers/zod";
import { z } from "zod";
import { Gateway } from "../support/gateway.js";
import { all, PNG, user } from "../support/samples.js";

const Person = z.object({
  name: z.string(),
  age: z.number().int().min(18),
  city: z.enum(["Oslo", "Rome"]),
  pets: z.array(z.object({ kind: z.string(), tame: z.boolean() })),
});

describe("openai-node: answers", () => {
  let gateway;
  let client;
  let completions;

  before(async () => {
    gateway = await Gateway.start();
    client = new OpenAI({ baseURL: gateway.baseURL, apiKey: gateway.apiKey, maxRetries: 0 });
    completions = client.chat.completions;
  });
  after(() => gateway.close());

  const asking = (content, more = {}) => ({ model: "holdfast", messages: [user(content)], ...more });

  it("a whole answer has text, finish reason, usage and the request's id", async () => {
    const { data, response } = await completions.create(asking("Good morning.")).withResponse();

    assert.equal(data.object, "chat.completion");
    assert.equal(data.model, "demo/demo");
    assert.equal(data.choices.length, 1);
    assert.deepEqual(data.choices[0].message, {
      role: "assistant",
      content: 'You said: "Good morning."',
      refusal: null,
    });
    assert.equal(data.choices[0].finish_reason, "stop");
    assert.ok(data.usage.prompt_tokens > 0 && data.usage.completion_tokens > 0);
    assert.equal(
      data.usage.total_tokens,
      data.usage.prompt_tokens + data.usage.completion_tokens,
    );
    assert.match(data._request_id, /^req_/);
    assert.equal(data._request_id, response.headers.get("x-request-id"));
    assert.equal(response.headers.get("x-holdfast-route"), "demo/demo");
  });

  it("a stream begins with the role, joins to the whole answer and ends once", async () => {
    const whole = await completions.create(asking("Count to three."));
    const chunks = await all(await completions.create(asking("Count to three.", { stream: true })));

    const choices = chunks.map((chunk) => chunk.choices[0]);
    assert.ok(chunks.length > 3, "an answer of several words comes in several pieces");
    assert.equal(choices[0].delta.role, "assistant");
    assert.equal(
      choices.map((choice) => choice.delta.content ?? "").join(""),
      whole.choices[0].message.content,
    );
    assert.deepEqual(
      choices.map((choice) => choice.finish_reason).filter((reason) => reason !== null),
      ["stop"],
    );
    assert.equal(choices.at(-1).finish_reason, "stop");
    assert.equal(new Set(chunks.map((chunk) => chunk.id)).size, 1);
  });

  it("a stream has a usage chunk if include_usage asks for it, and only then", async () => {
    const whole = await completions.create(asking("Count to three."));
    const without = await all(await completions.create(asking("Count to three.", { stream: true })));
    const including = await all(
      await completions.create(
        asking("Count to three.", { stream: true, stream_options: { include_usage: true } }),
      ),
    );

    assert.ok(without.every((chunk) => !chunk.usage && chunk.choices.length === 1));
    assert.deepEqual(including.at(-1).choices, []);
    assert.deepEqual(including.at(-1).usage, whole.usage);
    assert.ok(including.slice(0, -1).every((chunk) => !chunk.usage));
  });

  it("the stream helper tells the text piece by piece and gives the same answer", async () => {
    const whole = await completions.create(asking("Count to three."));
    const pieces = [];
    const stream = completions
      .stream(asking("Count to three.", { stream_options: { include_usage: true } }))
      .on("content", (delta) => pieces.push(delta));
    const final = await stream.finalChatCompletion();

    assert.ok(pieces.length > 1);
    assert.equal(pieces.join(""), whole.choices[0].message.content);
    assert.equal(await stream.finalContent(), whole.choices[0].message.content);
    assert.equal(final.choices[0].finish_reason, "stop");
    assert.deepEqual(final.usage, whole.usage);
  });

  it("a stream is an event stream that no proxy is to hold back", async () => {
    const response = await completions.create(asking("Hello", { stream: true })).asResponse();
    const body = await response.text();

    assert.equal(response.headers.get("content-type"), "text/event-stream");
    assert.equal(response.headers.get("x-accel-buffering"), "no");
    assert.ok(body.endsWith("data: [DONE]\n\n"), body);
  });

  it("text beyond ASCII comes back as it was, whole and streamed", async () => {
    const said = "Grüße, 世界 👩‍🚀 \u2028 \"quoted\" \\ and\ttab";
    const whole = await completions.create(asking(said));
    const stream = completions.stream(asking(said));

    assert.equal(whole.choices[0].message.content, `You said: "${said}"`);
    assert.equal(await stream.finalContent(), `You said: "${said}"`);
  });

  it("several choices come side by side", async () => {
    const whole = await completions.create(asking("Hello", { n: 2 }));
    const streamed = await completions.stream(asking("Hello", { n: 2 })).finalChatCompletion();

    for (const { choices } of [whole, streamed]) {
      assert.deepEqual(
        choices.map((choice) => [choice.index, choice.message.content]),
        [
          [0, 'You said: "Hello"'],
          [1, 'You said: "Hello"'],
        ],
      );
    }
  });

  it("an answer that is cut for its length says so", async () => {
    const whole = await completions.create(asking("a b c d", { max_completion_tokens: 3 }));
    const streamed = await completions
      .stream(asking("a b c d", { max_tokens: 3 }))
      .finalChatCompletion();

    for (const { choices } of [whole, streamed]) {
      assert.equal(choices[0].finish_reason, "length");
      assert.ok(choices[0].message.content.length < 'You said: "a b c d"'.length);
    }
  });

  it("a refusal is told as one, not as content", async () => {
    const whole = await completions.create(asking("Please demo:refuse."));
    const refusals = [];
    const streamed = await completions
      .stream(asking("Please demo:refuse."))
      .on("refusal.delta", ({ delta }) => refusals.push(delta))
      .finalChatCompletion();

    assert.equal(whole.choices[0].message.content, null);
    assert.match(whole.choices[0].message.refusal, /^I refuse/);
    assert.equal(streamed.choices[0].message.refusal, whole.choices[0].message.refusal);
    assert.equal(refusals.join(""), whole.choices[0].message.refusal);
  });

  it("response_format json_schema gives JSON that fits", async () => {
    const format = zodResponseFormat(Person, "person");
    const answer = await completions.create(
      asking("Who lives there?", { response_format: format }),
    );

    assert.equal(format.type, "json_schema");
    Person.parse(JSON.parse(answer.choices[0].message.content));
  });

  it("response_format json_object gives a JSON object", async () => {
    const answer = await completions.create(
      asking("Answer in JSON.", { response_format: { type: "json_object" } }),
    );

    assert.equal(typeof JSON.parse(answer.choices[0].message.content).answer, "string");
  });

  it("parse gives the value that the zod schema describes", async () => {
    const answer = await completions.parse(
      asking("Who lives there?", { response_format: zodResponseFormat(Person, "person") }),
    );
    const { parsed } = answer.choices[0].message;

    assert.deepEqual(Person.parse(parsed), parsed);
    assert.ok(["Oslo", "Rome"].includes(parsed.city));
  });

  it("parse of a refusal gives the refusal and no value", async () => {
    const answer = await completions.parse(
      asking("Please demo:refuse.", { response_format: zodResponseFormat(Person, "person") }),
    );

    assert.equal(answer.choices[0].message.parsed, null);
    assert.match(answer.choices[0].message.refusal, /^I refuse/);
  });

  it("parse of an answer cut for its length throws the SDK's own error", async () => {
    await assert.rejects(
      completions.parse(
        asking("Who lives there?", {
          response_format: zodResponseFormat(Person, "person"),
          max_completion_tokens: 2,
        }),
      ),
      LengthFinishReasonError,
    );
  });

  it("a streamed structured answer is parsed as it grows and at its end", async () => {
    const stream = completions.stream(
      asking("Who lives there?", { response_format: zodResponseFormat(Person, "person") }),
    );
    let deltas = 0;
    let done;
    stream.on("content.delta", () => deltas++).on("content.done", (event) => (done = event));
    const final = await stream.finalChatCompletion();

    assert.ok(deltas > 1);
    assert.deepEqual(Person.parse(done.parsed), done.parsed);
    assert.deepEqual(final.choices[0].message.parsed, done.parsed);
  });

  it("an image and a file are seen", async () => {
    const answer = await completions.create(
      asking([
        { type: "text", text: "Look at this." },
        { type: "image_url", image_url: { url: PNG, detail: "low" } },
        {
          type: "file",
          file: { filename: "note.txt", file_data: "data:text/plain;base64,SGVsbG8=" },
        },
      ]),
    );

    assert.equal(
      answer.choices[0].message.content,
      "I see an image (image/png, 70 bytes) and a file note.txt (text/plain, 5 bytes)." +
        ' You said: "Look at this."',
    );
  });

  it("models.list names agents and models, and models.retrieve finds each", async () => {
    const listed = await all(client.models.list());

    assert.deepEqual(
      listed.map((model) => model.id),
      ["holdfast", "holdfast/main", "openclaw/main", "demo/demo"],
    );
    for (const model of listed) {
      const { id, object, created, owned_by } = await client.models.retrieve(model.id);
      assert.deepEqual({ id, object, created, owned_by }, { ...model });
      assert.equal(object, "model");
      assert.ok(Number.isInteger(created));
    }
  });
});
