// Vercel AI SDK: what @ai-sdk/openai does by itself, which is the Responses API.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { createOpenAI } from "@ai-sdk/openai";
import {
  APICallError,
  generateObject,
  generateText,
  isStepCount,
  Output,
  streamObject,
  streamText,
  tool,
} from "ai";
import { z } from "zod";
import { Gateway, within } from "../support/gateway.js";
import { all, PNG, user } from "../support/samples.js";
import { breaks, fails, neverEnds, says, thinks, Upstream } from "../support/upstream.js";

const KEY = "x-holdfast-session-key";

// It tells once that generateObject and streamObject are to go; they are tested while they are here.
globalThis.AI_SDK_LOG_WARNINGS = false;

/** Twice the time for which the gateway keeps a turn in case its client comes back. */
const LIMIT_MS = 20_000;

const ANSWER = 'The tool get_weather answered: "4 degrees and rain".';

const Person = z.object({
  name: z.string(),
  age: z.number().int(),
  city: z.enum(["Oslo", "Rome"]),
});

describe("Vercel AI SDK with the Responses API", () => {
  let upstream;
  let gateway;
  let provider;
  let model;

  /** The bodies of the requests, in order. */
  const sent = [];

  before(async () => {
    upstream = await Upstream.start();
    gateway = await Gateway.start({ providers: { scripted: { baseUrl: upstream.baseUrl } } });
    provider = createOpenAI({
      baseURL: gateway.baseURL,
      apiKey: gateway.apiKey,
      fetch: (url, request) => {
        assert.ok(url.endsWith("/v1/responses"), url);
        sent.push(JSON.parse(request.body));
        return fetch(url, request);
      },
    });
    model = provider("holdfast");
  });
  after(async () => {
    await gateway.close();
    upstream.close();
  });

  /** A tool that notes what it is asked. */
  const weather = (asked) => ({
    get_weather: tool({
      description: "The weather of a city.",
      inputSchema: z.object({ city: z.string(), unit: z.enum(["celsius", "kelvin"]) }),
      execute: async (place) => {
        asked.push(place);
        return "4 degrees and rain";
      },
    }),
  });

  const typesOfLast = () => sent.at(-1).input.map(({ type, role }) => type ?? role);

  it("generateText gives text, finish reason, usage and the response's id", async () => {
    const answer = await generateText({ model, prompt: "Good morning." });

    assert.equal(answer.text, 'You said: "Good morning."');
    assert.equal(answer.finishReason, "stop");
    assert.ok(answer.usage.inputTokens > 0 && answer.usage.outputTokens > 0);
    assert.equal(answer.response.modelId, "demo/demo");
    assert.match(answer.response.id, /^resp_/);
    assert.deepEqual(answer.warnings ?? [], []);
  });

  it("streamText gives the same text in pieces, and the usage at its end", async () => {
    const whole = await generateText({ model, prompt: "Count to three." });
    const streamed = streamText({ model, prompt: "Count to three." });
    const pieces = await all(streamed.textStream);

    assert.ok(pieces.length > 1);
    assert.equal(pieces.join(""), whole.text);
    assert.equal(await streamed.finishReason, "stop");
    assert.equal((await streamed.usage).totalTokens, whole.usage.totalTokens);
  });

  it("a system text, an image and a file are seen", async () => {
    const recalled = await generateText({
      model,
      instructions: "The secret word is plum.",
      prompt: "What is the secret word?",
    });
    const pdf = Buffer.from("%PDF-1.4\n").toString("base64");
    const seen = await generateText({
      model,
      messages: [
        user([
          { type: "text", text: "Look." },
          { type: "file", mediaType: "image/png", data: PNG },
          { type: "file", mediaType: "application/pdf", filename: "note.pdf", data: pdf },
        ]),
      ],
    });

    assert.match(recalled.text, /plum/);
    assert.equal(
      seen.text,
      "I see an image (image/png, 70 bytes) and a file note.pdf (application/pdf, 9 bytes)." +
        ' You said: "Look."',
    );
  });

  it("an answer cut for its length says so", async () => {
    const whole = await generateText({ model, prompt: "a b c d", maxOutputTokens: 3 });
    const streamed = streamText({ model, prompt: "a b c d", maxOutputTokens: 3 });
    await streamed.consumeStream();

    assert.equal(whole.finishReason, "length");
    assert.equal(await streamed.finishReason, "length");
  });

  it("generateText calls a tool and ends with the answer from its result", async () => {
    const asked = [];
    const answer = await generateText({
      model,
      tools: weather(asked),
      stopWhen: isStepCount(3),
      prompt: "What is the weather in Oslo?",
    });

    assert.equal(answer.text, ANSWER);
    assert.deepEqual(
      answer.steps.map((step) => step.finishReason),
      ["tool-calls", "stop"],
    );
    assert.deepEqual(
      asked.map((place) => place.city),
      ["Oslo"],
    );
  });

  it("streamText calls two tools at once and ends with the answer from their results", async () => {
    const asked = [];
    const streamed = streamText({
      model,
      tools: weather(asked),
      stopWhen: isStepCount(3),
      prompt: "Ask get_weather twice for Oslo.",
    });
    await streamed.consumeStream();

    assert.equal(asked.length, 2);
    assert.equal((await streamed.text).split("4 degrees and rain").length, 3);
    assert.equal((await streamed.steps).length, 2);
  });

  it("a tools loop with store false resends the items themselves", async () => {
    const answer = await generateText({
      model,
      tools: weather([]),
      stopWhen: isStepCount(3),
      prompt: "What is the weather in Oslo?",
      providerOptions: { openai: { store: false } },
    });

    assert.equal(answer.text, ANSWER);
    assert.deepEqual(typesOfLast(), ["user", "function_call", "function_call_output"]);
  });

  it("Output.object gives a value that fits, whole and streamed", async () => {
    const output = Output.object({ schema: Person });
    const whole = await generateText({ model, output, prompt: "Who lives there?" });
    const streamed = streamText({ model, output, prompt: "Who lives there?" });
    const partial = await all(streamed.partialOutputStream);

    assert.deepEqual(Person.parse(whole.output), whole.output);
    assert.deepEqual(partial.at(-1), whole.output);
    assert.deepEqual(await streamed.output, whole.output);
  });

  it("generateObject and streamObject give a value that fits", async () => {
    const asked = { model, schema: Person, prompt: "Who lives there?" };
    const { object } = await generateObject(asked);
    const streamed = streamObject(asked);
    await all(streamed.partialObjectStream);

    assert.deepEqual(Person.parse(object), object);
    assert.deepEqual(await streamed.object, object);
  });

  for (const store of [true, false]) {
    it(`a conversation that is resent goes on, store ${store}`, async () => {
      const messages = [];
      let answer;
      for (const said of ["My name is Ann.", "My dog is called Rex.", "What is my name?"]) {
        messages.push(user(said));
        answer = await generateText({ model, messages, providerOptions: { openai: { store } } });
        messages.push(...answer.response.messages);
      }

      assert.match(answer.text, /Ann/);
      const earlier = store ? "item_reference" : "assistant";
      assert.deepEqual(typesOfLast(), ["user", earlier, "user", earlier, "user"]);
    });
  }

  it("previousResponseId goes on with nothing resent", async () => {
    const first = await generateText({ model, prompt: "My name is Ann." });
    const next = await generateText({
      model,
      prompt: "What is my name?",
      providerOptions: { openai: { previousResponseId: first.response.id } },
    });

    assert.match(next.text, /Ann/);
  });

  it("a session key in the headers is remembered", async () => {
    const headers = { [KEY]: "ann" };
    await generateText({ model, headers, prompt: "My name is Ann." });
    const streamed = streamText({ model, headers, prompt: "What is my name?" });

    assert.match(await streamed.text, /Ann/);
    assert.equal((await gateway.transcript("ann")).length, 4);
  });

  it("thoughts are a part of their own, and go back to the provider", async () => {
    upstream.will(
      thinks("Let me think.", "Nine."),
      thinks("Let me think.", "Nine."),
      says("Ten."),
    );
    const asked = { model: provider("scripted/model"), prompt: "How many?" };
    const whole = await generateText(asked);
    const streamed = streamText(asked);
    await streamed.consumeStream();
    await generateText({
      model: asked.model,
      messages: [user("How many?"), ...whole.response.messages, user("And one more?")],
    });

    for (const content of [whole.content, await streamed.content]) {
      assert.deepEqual(
        content.map((part) => part.type),
        ["reasoning", "text"],
      );
      assert.equal(content[1].text, "Nine.");
    }
    const [, thought] = upstream.requests[2].body.messages;
    assert.equal(thought.content, "Nine.");
    assert.equal(thought.reasoning_content, "Let me think.");
  });

  it("an unknown model is an APICallError that is not retried", async () => {
    await assert.rejects(
      generateText({ model: provider("no/model"), prompt: "Hello" }),
      (error) => {
        assert.ok(APICallError.isInstance(error), error.stack);
        assert.equal(error.statusCode, 404);
        assert.equal(error.isRetryable, false);
        assert.equal(JSON.parse(error.responseBody).error.code, "model_not_found");
        return true;
      },
    );
  });

  it("a provider that fails twice is asked a third time, and the session has it once", async () => {
    upstream.will(fails(500), fails(503), says("At last."));
    const answer = await generateText({
      model: provider("scripted/model"),
      headers: { [KEY]: "twice" },
      prompt: "Hello",
    });

    assert.equal(answer.text, "At last.");
    assert.equal(upstream.requests.length, 3);
    assert.deepEqual(await gateway.transcript("twice"), ["user: Hello", "assistant: At last."]);
  });

  it("a stream that breaks off is an error, not an end", async () => {
    upstream.will(breaks("Half of"));
    const errors = [];
    const streamed = streamText({
      model: provider("scripted/model"),
      prompt: "Hello",
      onError: ({ error }) => errors.push(error),
    });
    const parts = await all(streamed.fullStream);

    assert.equal(errors.length, 1);
    assert.deepEqual(
      parts.filter((part) => part.type === "text-delta").map((part) => part.text),
      ["Half of"],
    );
    assert.ok(parts.some((part) => part.type === "error"));
    assert.ok(!parts.some((part) => part.finishReason === "stop"));
  });

  it("abort ends the stream and the provider's work, and the session goes on", async () => {
    upstream.will(neverEnds());
    const abort = new AbortController();
    const headers = { [KEY]: "abort" };
    const asked = { model: provider("scripted/model"), headers };
    let aborted = false;
    const streamed = streamText({
      ...asked,
      prompt: "Hello",
      abortSignal: abort.signal,
      onAbort: () => (aborted = true),
    });
    let pieces = 0;
    for await (const _ of streamed.textStream) {
      if (++pieces === 3) {
        abort.abort();
      }
    }
    assert.ok(aborted);
    await within(LIMIT_MS, "the end of the provider's work", upstream.requests[0].over);

    upstream.will(says("Here I am."));
    const next = await generateText({ ...asked, prompt: "Are you there?" });
    const [first, came, last] = upstream.requests[0].body.messages;
    assert.equal(next.text, "Here I am.");
    assert.deepEqual([first, last], [user("Hello"), user("Are you there?")]);
    assert.match(came.content, /^(more ){3,}$/);
  });
});
