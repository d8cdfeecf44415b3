// openai-node: tools, with the whole loop of call, result and answer.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import OpenAI, { BadRequestError } from "openai";
import { zodFunction } from "openai/helpers/zod";
import { z } from "zod";
import { Gateway } from "../support/gateway.js";
import { all, user } from "../support/samples.js";

const Place = z.object({ city: z.string(), unit: z.enum(["celsius", "kelvin"]) });

const weather = {
  type: "function",
  function: {
    name: "get_weather",
    description: "The weather of a city.",
    strict: true,
    parameters: {
      type: "object",
      properties: {
        city: { type: "string" },
        unit: { type: "string", enum: ["celsius", "kelvin"] },
      },
      required: ["city", "unit"],
      additionalProperties: false,
    },
  },
};

const clock = {
  type: "function",
  function: { name: "read_clock", parameters: { type: "object", properties: {} } },
};

describe("openai-node: tools", () => {
  let gateway;
  let client;
  let completions;

  before(async () => {
    gateway = await Gateway.start();
    client = new OpenAI({ baseURL: gateway.baseURL, apiKey: gateway.apiKey, maxRetries: 0 });
    completions = client.chat.completions;
  });
  after(() => gateway.close());

  const asking = (content, more = {}) => ({
    model: "holdfast",
    messages: [user(content)],
    tools: [weather, clock],
    ...more,
  });

  const inSession = (key) => ({ headers: { "x-holdfast-session-key": key } });

  const calledNames = (answer) =>
    (answer.choices[0].message.tool_calls ?? []).map((call) => call.function.name);

  it("a loop by hand: the call, its result beside the whole history, the answer", async () => {
    const asked = asking("What is the weather in Oslo?");
    const first = await completions.create(asked);
    const { message, finish_reason: finishReason } = first.choices[0];

    assert.equal(finishReason, "tool_calls");
    assert.equal(message.content, null);
    assert.equal(message.tool_calls.length, 1);
    const [call] = message.tool_calls;
    assert.equal(call.type, "function");
    assert.equal(call.function.name, "get_weather");
    assert.equal(Place.parse(JSON.parse(call.function.arguments)).city, "Oslo");

    const result = { role: "tool", tool_call_id: call.id, content: "4 degrees and rain" };
    const second = await completions.create({
      ...asked,
      messages: [...asked.messages, message, result],
    });

    assert.equal(second.choices[0].finish_reason, "stop");
    assert.equal(
      second.choices[0].message.content,
      'The tool get_weather answered: "4 degrees and rain".',
    );
  });

  it("a loop in a session: only the result is sent, and the call is remembered", async () => {
    const first = await completions.create(
      asking("What is the weather in Oslo?"),
      inSession("tools"),
    );
    const [call] = first.choices[0].message.tool_calls;
    const second = await completions.create(
      {
        model: "holdfast",
        tools: [weather, clock],
        messages: [{ role: "tool", tool_call_id: call.id, content: "4 degrees and rain" }],
      },
      inSession("tools"),
    );

    assert.match(second.choices[0].message.content, /^The tool get_weather answered: "4 degrees/);
  });

  it("two calls of one answer are both answered", async () => {
    const asked = asking("Use both get_weather and read_clock.");
    const first = await completions.create(asked);
    const { message } = first.choices[0];
    assert.deepEqual(calledNames(first).sort(), ["get_weather", "read_clock"]);
    assert.notEqual(message.tool_calls[0].id, message.tool_calls[1].id);

    const results = message.tool_calls.map(({ id, function: { name } }) => ({
      role: "tool",
      tool_call_id: id,
      content: `from ${name}`,
    }));
    const second = await completions.create({
      ...asked,
      messages: [...asked.messages, message, ...results],
    });

    assert.match(second.choices[0].message.content, /from get_weather/);
    assert.match(second.choices[0].message.content, /from read_clock/);
  });

  it("parallel_tool_calls false leaves one call", async () => {
    const answer = await completions.create(
      asking("Use both get_weather and read_clock.", { parallel_tool_calls: false }),
    );

    assert.equal(calledNames(answer).length, 1);
  });

  it("a session refuses to go on while one of two results is missing, and says which", async () => {
    const first = await completions.create(
      asking("Use both get_weather and read_clock."),
      inSession("missing"),
    );
    const [answered, missing] = first.choices[0].message.tool_calls;
    const result = { role: "tool", tool_call_id: answered.id, content: "done" };

    await assert.rejects(
      completions.create({ model: "holdfast", messages: [result] }, inSession("missing")),
      (error) => {
        assert.ok(error instanceof BadRequestError);
        assert.equal(error.code, "tool_results_missing");
        assert.ok(error.message.includes(missing.id), error.message);
        return true;
      },
    );
  });

  it("a session refuses the result of a call that nobody made", async () => {
    await completions.create(asking("Good morning."), inSession("unknown"));
    const result = { role: "tool", tool_call_id: "call_of_nobody", content: "done" };

    await assert.rejects(
      completions.create({ model: "holdfast", messages: [result] }, inSession("unknown")),
      (error) => error instanceof BadRequestError && error.code === "tool_result_unknown",
    );
  });

  it("streamed calls join to the calls of the whole answer", async () => {
    const asked = asking("Use both get_weather and read_clock.");
    const whole = await completions.create(asked);
    const chunks = await all(await completions.create({ ...asked, stream: true }));

    const calls = [];
    for (const delta of chunks.flatMap((chunk) => chunk.choices[0].delta.tool_calls ?? [])) {
      if (delta.id) {
        calls[delta.index] = { id: delta.id, type: delta.type, function: { ...delta.function } };
      } else {
        calls[delta.index].function.arguments += delta.function.arguments;
      }
    }
    assert.deepEqual(calls, whole.choices[0].message.tool_calls);
    assert.equal(chunks.at(-1).choices[0].finish_reason, "tool_calls");
  });

  it("the stream helper tells arguments as they come and parses them when they are whole", async () => {
    const stream = completions.stream({
      ...asking("What is the weather in Oslo?"),
      tools: [zodFunction({ name: "get_weather", parameters: Place })],
    });
    const deltas = [];
    const done = [];
    stream
      .on("tool_calls.function.arguments.delta", (event) => deltas.push(event.arguments_delta))
      .on("tool_calls.function.arguments.done", (event) => done.push(event));
    const final = await stream.finalChatCompletion();

    assert.equal(done.length, 1);
    assert.equal(done[0].name, "get_weather");
    assert.equal(deltas.join(""), done[0].arguments);
    assert.equal(Place.parse(done[0].parsed_arguments).city, "Oslo");
    assert.deepEqual(
      final.choices[0].message.tool_calls[0].function.parsed_arguments,
      done[0].parsed_arguments,
    );
  });

  it("parse gives the arguments that the zod schema describes", async () => {
    const answer = await completions.parse({
      ...asking("What is the weather in Oslo?"),
      tools: [zodFunction({ name: "get_weather", parameters: Place })],
    });
    const [call] = answer.choices[0].message.tool_calls;

    assert.equal(Place.parse(call.function.parsed_arguments).city, "Oslo");
  });

  for (const stream of [false, true]) {
    const how = stream ? "streamed" : "whole";

    it(`runTools runs the function and ends with the answer, ${how}`, async () => {
      const asked = [];
      const runner = completions.runTools({
        ...asking("What is the weather in Oslo?", { stream }),
        tools: [
          {
            type: "function",
            function: {
              ...weather.function,
              parse: JSON.parse,
              function: (place) => {
                asked.push(place);
                return "4 degrees and rain";
              },
            },
          },
        ],
      });

      assert.equal(
        await runner.finalContent(),
        'The tool get_weather answered: "4 degrees and rain".',
      );
      assert.equal(asked.length, 1);
      assert.equal(Place.parse(asked[0]).city, "Oslo");
      assert.equal((await runner.allChatCompletions()).length, 2);
    });

    it(`runTools with a session key stores each message once, ${how}`, async () => {
      const key = `runner-${how}`;
      const runner = completions.runTools(
        {
          ...asking("What is the weather in Oslo?", { stream }),
          tools: [
            {
              type: "function",
              function: {
                ...weather.function,
                parse: JSON.parse,
                function: () => "4 degrees and rain",
              },
            },
          ],
        },
        inSession(key),
      );
      const content = await runner.finalContent();
      const transcript = await gateway.transcript(key);

      assert.deepEqual(transcript, [
        "user: What is the weather in Oslo?",
        "call: get_weather",
        "result: 4 degrees and rain",
        `assistant: ${content}`,
      ]);
    });
  }

  it("tool_choice none, required, one by name and allowed_tools are obeyed", async () => {
    const choices = {
      none: "none",
      required: "required",
      named: { type: "function", function: { name: "read_clock" } },
      allowed: {
        type: "allowed_tools",
        allowed_tools: {
          mode: "required",
          tools: [{ type: "function", function: { name: "read_clock" } }],
        },
      },
    };
    const called = {};
    for (const [name, choice] of Object.entries(choices)) {
      const text = name === "none" ? "What is the weather?" : "Good morning.";
      called[name] = calledNames(await completions.create(asking(text, { tool_choice: choice })));
    }

    assert.deepEqual(called, {
      none: [],
      required: ["get_weather"],
      named: ["read_clock"],
      allowed: ["read_clock"],
    });
  });

  it("a custom tool is called with text as it is", async () => {
    const asked = {
      model: "holdfast",
      messages: [user("Use shout for this")],
      tools: [{ type: "custom", custom: { name: "shout" } }],
    };
    const first = await completions.create(asked);
    const [call] = first.choices[0].message.tool_calls;
    assert.equal(call.type, "custom");
    assert.deepEqual(call.custom, { name: "shout", input: "Use shout for this" });

    const second = await completions.create({
      ...asked,
      messages: [
        ...asked.messages,
        first.choices[0].message,
        { role: "tool", tool_call_id: call.id, content: "USE SHOUT" },
      ],
    });
    assert.equal(second.choices[0].message.content, 'The tool shout answered: "USE SHOUT".');
  });
});
