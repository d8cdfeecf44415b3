// openai-node: answers of the Responses API, whole and streamed, and structured output.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import OpenAI from "openai";
import { zodTextFormat } from "openai/helpers/zod";
import { z } from "zod";
import { Gateway } from "../support/gateway.js";
import { all, assistant, PNG, user } from "../support/samples.js";

const Person = z.object({
  name: z.string(),
  age: z.number().int().min(18),
  city: z.enum(["Oslo", "Rome"]),
  pets: z.array(z.object({ kind: z.string(), tame: z.boolean() })),
});

describe("openai-node: responses", () => {
  let gateway;
  let responses;

  before(async () => {
    gateway = await Gateway.start();
    const client = new OpenAI({ baseURL: gateway.baseURL, apiKey: gateway.apiKey, maxRetries: 0 });
    responses = client.responses;
  });
  after(() => gateway.close());

  const asking = (input, more = {}) => ({ model: "holdfast", input, ...more });

  it("a whole answer has text, state, usage and the request's id", async () => {
    const { data, response } = await responses.create(asking("Good morning.")).withResponse();

    assert.match(data.id, /^resp_/);
    assert.equal(data.object, "response");
    assert.equal(data.status, "completed");
    assert.equal(data.model, "demo/demo");
    assert.equal(data.output_text, 'You said: "Good morning."');
    assert.equal(data.error, null);
    assert.equal(
      data.usage.total_tokens,
      data.usage.input_tokens + data.usage.output_tokens,
    );
    assert.ok(data.usage.input_tokens > 0 && data.usage.output_tokens > 0);
    assert.equal(data._request_id, response.headers.get("x-request-id"));
    assert.equal(response.headers.get("x-holdfast-route"), "demo/demo");
  });

  it("a stream is numbered without gaps and ends with the stored object", async () => {
    const events = await all(await responses.create(asking("Count to three.", { stream: true })));
    const { response } = events.at(-1);
    const stored = await responses.retrieve(response.id);

    assert.deepEqual(
      events.map((event) => event.sequence_number),
      events.map((_, index) => index),
    );
    assert.deepEqual(
      [...new Set(events.map((event) => event.type))],
      [
        "response.created",
        "response.in_progress",
        "response.output_item.added",
        "response.content_part.added",
        "response.output_text.delta",
        "response.output_text.done",
        "response.content_part.done",
        "response.output_item.done",
        "response.completed",
      ],
    );
    assert.equal(
      events.map((event) => (event.type.endsWith("text.delta") ? event.delta : "")).join(""),
      stored.output_text,
    );
    assert.deepEqual(response.output, stored.output);
    assert.deepEqual(response.usage, stored.usage);
  });

  it("the stream helper tells the text piece by piece and gives the same answer", async () => {
    const pieces = [];
    const stream = responses
      .stream(asking("Count to three."))
      .on("response.output_text.delta", (event) => pieces.push(event));
    const final = await stream.finalResponse();

    assert.ok(pieces.length > 1);
    assert.equal(pieces.map((event) => event.delta).join(""), 'You said: "Count to three."');
    assert.equal(pieces.at(-1).snapshot, final.output_text);
    assert.equal(final.status, "completed");
  });

  it("text beyond ASCII comes back as it was, whole and streamed", async () => {
    const said = "Grüße, 世界 👩‍🚀 \u2028 \"quoted\" \\ and\ttab";
    const whole = await responses.create(asking(said));
    const streamed = await responses.stream(asking(said)).finalResponse();

    assert.equal(whole.output_text, `You said: "${said}"`);
    assert.equal(streamed.output_text, whole.output_text);
  });

  it("messages of every role are read, with and without their type", async () => {
    const answer = await responses.create(
      asking([
        { role: "developer", content: "The secret word is plum." },
        { type: "message", ...user("My name is Ann.") },
        assistant("Hello Ann."),
        user([{ type: "input_text", text: "What is the secret word?" }]),
      ]),
    );

    assert.match(answer.output_text, /plum/);
  });

  it("an image and a file are seen", async () => {
    const answer = await responses.create(
      asking([
        user([
          { type: "input_text", text: "Look at this." },
          { type: "input_image", image_url: PNG, detail: "low" },
          {
            type: "input_file",
            filename: "note.txt",
            file_data: "data:text/plain;base64,SGVsbG8=",
          },
        ]),
      ]),
    );

    assert.equal(
      answer.output_text,
      "I see an image (image/png, 70 bytes) and a file note.txt (text/plain, 5 bytes)." +
        ' You said: "Look at this."',
    );
  });

  it("instructions and metadata are told again; instructions hold for one answer", async () => {
    const first = await responses.create(
      asking("What is the secret word?", {
        instructions: "The secret word is plum.",
        metadata: { order: "7" },
      }),
    );
    const next = await responses.create(asking("Hello", { previous_response_id: first.id }));

    assert.match(first.output_text, /plum/);
    assert.equal(first.instructions, "The secret word is plum.");
    assert.deepEqual(first.metadata, { order: "7" });
    assert.equal(next.instructions, null);
    assert.equal(next.previous_response_id, first.id);
  });

  it("an answer that is cut for its length says so", async () => {
    const whole = await responses.create(asking("a b c d demo:length"));
    const streamed = await responses.stream(asking("a b c d demo:length")).finalResponse();

    for (const answer of [whole, streamed]) {
      assert.equal(answer.status, "incomplete");
      assert.deepEqual(answer.incomplete_details, { reason: "max_output_tokens" });
      assert.ok(answer.output_text.length > 0);
    }
  });

  it("a refusal is told as one, not as text", async () => {
    const whole = await responses.create(asking("Please demo:refuse."));
    const refusals = [];
    const streamed = await responses
      .stream(asking("Please demo:refuse."))
      .on("response.refusal.delta", ({ delta }) => refusals.push(delta))
      .finalResponse();

    for (const answer of [whole, streamed]) {
      assert.equal(answer.output_text, "");
      assert.equal(answer.output[0].content[0].type, "refusal");
      assert.match(answer.output[0].content[0].refusal, /^I refuse/);
    }
    assert.equal(refusals.join(""), whole.output[0].content[0].refusal);
  });

  it("parse gives the value that the zod schema describes, and none of a refusal", async () => {
    const text = { format: zodTextFormat(Person, "person") };
    const answer = await responses.parse(asking("Who lives there?", { text }));
    const refused = await responses.parse(asking("Please demo:refuse.", { text }));

    assert.deepEqual(Person.parse(answer.output_parsed), answer.output_parsed);
    assert.equal(answer.text.format.type, "json_schema");
    assert.equal(refused.output_parsed, null);
  });

  it("a streamed structured answer is parsed at its end", async () => {
    const final = await responses
      .stream(asking("Who lives there?", { text: { format: zodTextFormat(Person, "person") } }))
      .finalResponse();

    assert.deepEqual(Person.parse(final.output_parsed), final.output_parsed);
  });

  it("json_object gives a JSON object", async () => {
    const answer = await responses.create(
      asking("Answer in JSON.", { text: { format: { type: "json_object" } } }),
    );

    assert.equal(typeof JSON.parse(answer.output_text).answer, "string");
  });
});
