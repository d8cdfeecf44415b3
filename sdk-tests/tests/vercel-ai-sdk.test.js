// Vercel AI SDK: both of its providers for chat completions.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { createOpenAI } from "@ai-sdk/openai";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import {
  APICallError,
  generateObject,
  generateText,
  isStepCount,
  Output,
  RetryError,
  streamObject,
  streamText,
  tool,
} from "ai";
import { z } from "zod";
import { Gateway, within } from "../support/gateway.js";
import { all, PNG, user } from "../support/samples.js";
import { breaks, fails, neverEnds, says, Upstream } from "../support/upstream.js";

const KEY = "x-holdfast-session-key";

// It tells once that generateObject and streamObject are to go; they are tested while they are here.
globalThis.AI_SDK_LOG_WARNINGS = false;

/** Twice the time for which the gateway keeps a turn in case its client comes back. */
const LIMIT_MS = 20_000;

const Person = z.object({
  name: z.string(),
  age: z.number().int(),
  city: z.enum(["Oslo", "Rome"]),
});

const PROVIDERS = {
  "@ai-sdk/openai": (settings) => {
    const provider = createOpenAI(settings);
    return (model) => provider.chat(model);
  },
  "@ai-sdk/openai-compatible": (settings) =>
    createOpenAICompatible({
      name: "holdfast",
      includeUsage: true,
      supportsStructuredOutputs: true,
      ...settings,
    }),
};

for (const [name, provider] of Object.entries(PROVIDERS)) {
  describe(`Vercel AI SDK with ${name}`, () => {
    let upstream;
    let gateway;
    let chat;
    let model;

    before(async () => {
      upstream = await Upstream.start();
      gateway = await Gateway.start({ providers: { scripted: { baseUrl: upstream.baseUrl } } });
      chat = connected();
      model = chat("holdfast");
    });
    after(async () => {
      await gateway.close();
      upstream.close();
    });

    const connected = (headers = {}) =>
      provider({ baseURL: gateway.baseURL, apiKey: gateway.apiKey, headers });

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

    it("generateText gives text, finish reason, usage and the route that answered", async () => {
      const answer = await generateText({ model, prompt: "Good morning." });

      assert.equal(answer.text, 'You said: "Good morning."');
      assert.equal(answer.finishReason, "stop");
      assert.ok(answer.usage.inputTokens > 0 && answer.usage.outputTokens > 0);
      assert.equal(answer.response.modelId, "demo/demo");
      assert.match(answer.response.headers["x-request-id"], /^req_/);
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

    it("a system text and an image are seen", async () => {
      const recalled = await generateText({
        model,
        instructions: "The secret word is plum.",
        prompt: "What is the secret word?",
      });
      const seen = await generateText({
        model,
        messages: [
          user([
            { type: "text", text: "Look." },
            { type: "file", mediaType: "image/png", data: PNG },
          ]),
        ],
      });

      assert.match(recalled.text, /plum/);
      assert.equal(seen.text, 'I see an image (image/png, 70 bytes). You said: "Look."');
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

      assert.equal(answer.text, 'The tool get_weather answered: "4 degrees and rain".');
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

    it("a tools loop with a session key stores each message once", async () => {
      await generateText({
        model: connected({ [KEY]: "loop" })("holdfast"),
        tools: weather([]),
        stopWhen: isStepCount(3),
        prompt: "What is the weather in Oslo?",
      });

      assert.deepEqual(await gateway.transcript("loop"), [
        "user: What is the weather in Oslo?",
        "call: get_weather",
        "result: 4 degrees and rain",
        'assistant: The tool get_weather answered: "4 degrees and rain".',
      ]);
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

    it("a key among the provider's headers, or a call's, is remembered", async () => {
      const ann = connected({ [KEY]: "ann" })("holdfast");
      await generateText({ model: ann, prompt: "My name is Ann." });
      const streamed = streamText({ model: ann, prompt: "What is my name?" });
      const byCall = await generateText({
        model,
        headers: { [KEY]: "ann" },
        prompt: "Tell me my name.",
      });
      const other = await generateText({ model, prompt: "What is my name?" });

      assert.match(await streamed.text, /Ann/);
      assert.match(byCall.text, /Ann/);
      assert.equal(byCall.response.headers[KEY], "agent:main:ann");
      assert.match(other.text, /^I do not find that/);
    });

    it("a client that resends everything stores each message once", async () => {
      const keyed = connected({ [KEY]: "resends" })("holdfast");
      const messages = [];
      for (const said of ["My name is Ann.", "What is my name?"]) {
        messages.push(user(said));
        const { response } = await generateText({ model: keyed, messages });
        messages.push(...response.messages);
      }

      assert.deepEqual(await gateway.transcript("resends"), [
        "user: My name is Ann.",
        'assistant: You said: "My name is Ann."',
        "user: What is my name?",
        'assistant: You told me: "My name is Ann."',
      ]);
    });

    it("an unknown model is an APICallError that is not retried", async () => {
      await assert.rejects(
        generateText({ model: chat("no/model"), prompt: "Hello" }),
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
        model: chat("scripted/model"),
        headers: { [KEY]: "twice" },
        prompt: "Hello",
      });

      assert.equal(answer.text, "At last.");
      assert.equal(upstream.requests.length, 3);
      assert.deepEqual(await gateway.transcript("twice"), ["user: Hello", "assistant: At last."]);
    });

    it("a provider that fails for good is a RetryError with the last answer", async () => {
      upstream.will(fails(500), fails(500));
      await assert.rejects(
        generateText({ model: chat("scripted/model"), prompt: "Hello", maxRetries: 1 }),
        (error) => RetryError.isInstance(error) && error.lastError.statusCode === 502,
      );
      assert.equal(upstream.requests.length, 2);
    });

    it("a stream that breaks off is an error, not an end", async () => {
      upstream.will(breaks("Half of"));
      const errors = [];
      const streamed = streamText({
        model: chat("scripted/model"),
        prompt: "Hello",
        onError: ({ error }) => errors.push(error),
      });
      const parts = await all(streamed.fullStream);

      assert.equal(errors.length, 1);
      assert.match(`${errors[0].message}`, /closed the connection/);
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
      let aborted = false;
      const streamed = streamText({
        model: chat("scripted/model"),
        headers,
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
      const next = await generateText({
        model: chat("scripted/model"),
        headers,
        prompt: "Are you there?",
      });
      const [asked, came, askedNext] = upstream.requests[0].body.messages;
      assert.equal(next.text, "Here I am.");
      assert.deepEqual([asked, askedNext], [user("Hello"), user("Are you there?")]);
      assert.equal(came.role, "assistant");
      assert.match(came.content, /^(more ){3,}$/);
    });
  });
}
