// openai-node: tools of the Responses API, with the whole loop of call, result and answer.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import OpenAI, { BadRequestError } from "openai";
import { zodResponsesFunction } from "openai/helpers/zod";
import { z } from "zod";
import { Gateway } from "../support/gateway.js";
import { all, user } from "../support/samples.js";

const Place = z.object({ city: z.string(), unit: z.enum(["celsius", "kelvin"]) });
const ANSWER = 'The tool get_weather answered: "4 degrees and rain".';

const weather = {
  type: "function",
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
};

const clock = {
  type: "function",
  name: "read_clock",
  strict: false,
  parameters: { type: "object", properties: {} },
};

const result = ({ call_id }, output = "4 degrees and rain") => ({
  type: "function_call_output",
  call_id,
  output,
});

describe("openai-node: tools of responses", () => {
  let gateway;
  let client;
  let responses;

  before(async () => {
    gateway = await Gateway.start();
    client = new OpenAI({ baseURL: gateway.baseURL, apiKey: gateway.apiKey, maxRetries: 0 });
    responses = client.responses;
  });
  after(() => gateway.close());

  const asking = (input, more = {}) => ({
    model: "holdfast",
    input,
    tools: [weather, clock],
    ...more,
  });

  const inSession = (key) => ({ headers: { "x-holdfast-session-key": key } });

  const calls = (answer) => answer.output.filter((item) => item.type === "function_call");

  it("a loop by previous_response_id, until the model calls nothing more", async () => {
    const asked = [];
    let answer = await responses.create(asking("What is the weather in Oslo?"));
    while (calls(answer).length > 0) {
      const results = calls(answer).map((call) => {
        asked.push(Place.parse(JSON.parse(call.arguments)).city);
        return result(call);
      });
      answer = await responses.create(asking(results, { previous_response_id: answer.id }));
    }

    assert.deepEqual(asked, ["Oslo"]);
    assert.equal(answer.output_text, ANSWER);
  });

  for (const store of [true, false]) {
    it(`a loop that resends every item, store ${store}`, async () => {
      const input = [user("What is the weather in Oslo?")];
      const first = await responses.create(asking(input, { store }));
      input.push(...first.output, ...calls(first).map((call) => result(call)));
      const second = await responses.create(asking(input, { store }));

      assert.equal(second.output_text, ANSWER);
    });
  }

  it("a loop in a session: only the result is sent, and each item is stored once", async () => {
    const first = await responses.create(asking("What is the weather in Oslo?"), inSession("loop"));
    const second = await responses.create(asking([result(first.output[0])]), inSession("loop"));

    assert.equal(second.output_text, ANSWER);
    assert.deepEqual(await gateway.transcript("loop"), [
      "user: What is the weather in Oslo?",
      "call: get_weather",
      "result: 4 degrees and rain",
      `assistant: ${ANSWER}`,
    ]);
  });

  it("two calls of one answer are both answered", async () => {
    const first = await responses.create(asking("Use both get_weather and read_clock."));
    const [one, other] = calls(first);
    assert.deepEqual([one.name, other.name].sort(), ["get_weather", "read_clock"]);

    const second = await responses.create(
      asking([result(other, "of the other"), result(one, "of the one")], {
        previous_response_id: first.id,
      }),
    );

    assert.match(second.output_text, /of the one/);
    assert.match(second.output_text, /of the other/);
  });

  it("parallel_tool_calls, tool_choice and allowed_tools are obeyed", async () => {
    const both = "Use both get_weather and read_clock.";
    const named = async (input, more) =>
      calls(await responses.create(asking(input, more))).map((call) => call.name);

    assert.equal((await named(both, { parallel_tool_calls: false })).length, 1);
    assert.deepEqual(await named("What is the weather?", { tool_choice: "none" }), []);
    assert.deepEqual(await named("Hi.", { tool_choice: "required" }), ["get_weather"]);
    assert.deepEqual(
      await named("Hi.", { tool_choice: { type: "function", name: "read_clock" } }),
      ["read_clock"],
    );
    assert.deepEqual(
      await named("Hi.", {
        tool_choice: {
          type: "allowed_tools",
          mode: "required",
          tools: [{ type: "function", name: "read_clock" }],
        },
      }),
      ["read_clock"],
    );
  });

  it("streamed pieces of arguments join to the arguments of the calls", async () => {
    const events = await all(
      await responses.create(asking("Use both get_weather and read_clock.", { stream: true })),
    );
    const joined = ["", ""];
    for (const event of events) {
      if (event.type === "response.function_call_arguments.delta") {
        joined[event.output_index] += event.delta;
      }
    }
    const done = events.filter((event) => event.type === "response.function_call_arguments.done");
    const whole = events.at(-1).response.output.map((call) => call.arguments);

    assert.deepEqual(joined, whole);
    assert.deepEqual(
      done.map((event) => event.arguments),
      whole,
    );
  });

  it("the stream helper and parse give arguments as the zod schema describes them", async () => {
    const tools = [zodResponsesFunction({ name: "get_weather", parameters: Place })];
    const asked = asking("What is the weather in Oslo?", { tools });
    const parsed = await responses.parse(asked);
    const deltas = [];
    const streamed = await responses
      .stream(asked)
      .on("response.function_call_arguments.delta", (event) => deltas.push(event))
      .finalResponse();

    for (const answer of [parsed, streamed]) {
      assert.equal(Place.parse(answer.output[0].parsed_arguments).city, "Oslo");
    }
    assert.equal(deltas.at(-1).snapshot, streamed.output[0].arguments);
  });

  it("a custom tool is called with text as it is", async () => {
    const tools = [{ type: "custom", name: "shout" }];
    const first = await responses.create(asking("Use shout for this", { tools }));
    const [call] = first.output;
    assert.equal(call.type, "custom_tool_call");
    assert.equal(call.input, "Use shout for this");

    const second = await responses.create({
      model: "holdfast",
      tools,
      previous_response_id: first.id,
      input: [{ type: "custom_tool_call_output", call_id: call.call_id, output: "USE SHOUT" }],
    });
    assert.equal(second.output_text, 'The tool shout answered: "USE SHOUT".');
  });

  it("a call made through chat completions is answered here, and the other way round", async () => {
    const { chat } = client;
    const chatTools = [weather, clock].map(({ type, ...rest }) => ({ type, function: rest }));
    const there = await chat.completions.create(
      { model: "holdfast", tools: chatTools, messages: [user("What is the weather in Oslo?")] },
      inSession("crossing"),
    );
    const [call] = there.choices[0].message.tool_calls;
    const here = await responses.create(
      asking([result({ call_id: call.id })]),
      inSession("crossing"),
    );
    const again = await responses.create(asking("And the weather in Rome?"), inSession("crossing"));
    const back = await chat.completions.create(
      {
        model: "holdfast",
        messages: [
          { role: "tool", tool_call_id: again.output[0].call_id, content: "20 degrees and sun" },
        ],
      },
      inSession("crossing"),
    );

    assert.equal(here.output_text, ANSWER);
    assert.match(back.choices[0].message.content, /20 degrees and sun/);
    assert.equal((await gateway.transcript("crossing")).length, 8);
  });

  it("a missing, an unknown and a hosted tool are BadRequestErrors that say which", async () => {
    const first = await responses.create(asking("Use both get_weather and read_clock."));
    const [one, other] = calls(first);
    const refused = async (body) => {
      try {
        await responses.create(body);
      } catch (error) {
        assert.equal(error.constructor, BadRequestError, error.stack);
        return error;
      }
      return assert.fail("it was answered");
    };
    const missing = await refused(asking([result(one)], { previous_response_id: first.id }));
    const unknown = await refused(
      asking([result({ call_id: "call_of_nobody" })], { previous_response_id: first.id }),
    );
    const hosted = await refused(asking("Search.", { tools: [{ type: "web_search" }] }));

    assert.equal(missing.code, "tool_results_missing");
    assert.ok(missing.message.includes(other.call_id), missing.message);
    assert.equal(unknown.code, "tool_result_unknown");
    assert.deepEqual([hosted.code, hosted.param], ["unsupported_tool", "tools[0].type"]);
  });
});
