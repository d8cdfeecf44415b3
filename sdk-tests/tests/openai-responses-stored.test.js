// openai-node: stored responses, chains of them, and those that run in the background.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import OpenAI, { BadRequestError, NotFoundError } from "openai";
import { Gateway } from "../support/gateway.js";
import { all, user } from "../support/samples.js";

/** The demo takes five seconds to say these words back. */
const SLOWLY = "demo:slow one two three four five six seven eight";
const SLOW_ANSWER = `You said: "${SLOWLY}"`;

const POLL_MS = 100;

describe("openai-node: stored responses", { concurrency: true }, () => {
  let gateway;
  let responses;

  before(async () => {
    gateway = await Gateway.start();
    const client = new OpenAI({ baseURL: gateway.baseURL, apiKey: gateway.apiKey, maxRetries: 0 });
    responses = client.responses;
  });
  after(() => gateway.close());

  const asking = (input, more = {}) => ({ model: "holdfast", input, ...more });

  const numbers = (events) => events.map((event) => event.sequence_number);

  const joined = (events) =>
    events.map((event) => (event.type === "response.output_text.delta" ? event.delta : "")).join("");

  async function polled(id) {
    let response = await responses.retrieve(id);
    while (["queued", "in_progress"].includes(response.status)) {
      await sleep(POLL_MS);
      response = await responses.retrieve(id);
    }
    return response;
  }

  async function rejected(type, promise) {
    let found;
    await assert.rejects(promise, (error) => {
      found = error;
      assert.equal(error.constructor, type, error.stack);
      return true;
    });
    return found;
  }

  it("a conversation goes on by previous_response_id and forks", async () => {
    const first = await responses.create(asking("My name is Ann."));
    const second = await responses.create(
      asking("My dog is called Rex.", { previous_response_id: first.id }),
    );
    const [name, dog, fork] = await Promise.all([
      responses.create(asking("What is my name?", { previous_response_id: second.id })),
      responses.create(asking("What is my dog called?", { previous_response_id: second.id })),
      responses.create(asking("What is my dog called?", { previous_response_id: first.id })),
    ]);

    assert.match(name.output_text, /Ann/);
    assert.match(dog.output_text, /Rex/);
    assert.doesNotMatch(fork.output_text, /Rex/);
  });

  it("retrieve gives what create gave, and nothing after delete", async () => {
    const { output_text, _request_id, ...created } = await responses.create(asking("Hello"));
    const { output_text: text, _request_id: other, ...found } = await responses.retrieve(
      created.id,
    );
    assert.deepEqual(found, created);

    await responses.delete(created.id);

    const gone = await rejected(NotFoundError, responses.retrieve(created.id));
    const followed = await rejected(
      BadRequestError,
      responses.create(asking("And?", { previous_response_id: created.id })),
    );
    assert.equal(gone.status, 404);
    assert.deepEqual(
      [followed.code, followed.param],
      ["previous_response_not_found", "previous_response_id"],
    );
  });

  it("store false leaves nothing to retrieve", async () => {
    const { id } = await responses.create(asking("Hello", { store: false }));

    await rejected(NotFoundError, responses.retrieve(id));
  });

  it("inputItems.list gives all pages, in both orders", async () => {
    const said = ["one", "two", "three", "four", "five"];
    const { id } = await responses.create(asking(said.map(user)));
    const newest = await responses.inputItems.list(id, { limit: 2 });
    const texts = async (order) =>
      (await all(responses.inputItems.list(id, { limit: 2, order }))).map(
        (item) => item.content[0].text,
      );

    assert.deepEqual(
      newest.data.map((item) => item.content[0].text),
      ["five", "four"],
    );
    assert.ok(newest.hasNextPage());
    assert.deepEqual(await texts("desc"), said.toReversed());
    assert.deepEqual(await texts("asc"), said);
  });

  it("an item_reference stands for the item of another response", async () => {
    const told = await responses.create(asking("The secret word is plum."));
    const [asked] = (await responses.inputItems.list(told.id)).data;
    const answer = await responses.create(
      asking([
        { type: "item_reference", id: asked.id },
        { type: "item_reference", id: told.output[0].id },
        user("What is the secret word?"),
      ]),
    );

    assert.match(answer.output_text, /plum/);
  });

  it("a session key does the same as previous_response_id", async () => {
    const headers = { "x-holdfast-session-key": "ann" };
    await responses.create(asking("My name is Ann."), { headers });
    const { data, response } = await responses
      .create(asking("What is my name?"), { headers })
      .withResponse();

    assert.match(data.output_text, /Ann/);
    assert.equal(response.headers.get("x-holdfast-session-key"), "agent:main:ann");
    assert.deepEqual(await gateway.transcript("ann"), [
      "user: My name is Ann.",
      'assistant: You said: "My name is Ann."',
      "user: What is my name?",
      `assistant: ${data.output_text}`,
    ]);
  });

  it("a background response is polled to its end", async () => {
    const begun = await responses.create(asking(SLOWLY, { background: true }));
    const ended = await polled(begun.id);

    assert.equal(begun.status, "in_progress");
    assert.deepEqual(begun.output, []);
    assert.equal(ended.status, "completed");
    assert.equal(ended.output_text, SLOW_ANSWER);
  });

  it("a background response is cancelled", async () => {
    const begun = await responses.create(asking(SLOWLY, { background: true }));
    await responses.cancel(begun.id);

    assert.equal((await polled(begun.id)).status, "cancelled");
    assert.equal((await responses.cancel(begun.id)).status, "cancelled");
  });

  it("a background response that failed is found as failed", async () => {
    const begun = await responses.create(asking("Please demo:fail.", { background: true }));
    const ended = await polled(begun.id);

    assert.equal(ended.status, "failed");
    assert.equal(ended.error.code, "server_error");
    assert.equal(ended.error.type, "upstream_broken_off");
  });

  it("a broken stream of a background response is taken up where it broke", async () => {
    const stream = await responses.create(asking(SLOWLY, { background: true, stream: true }));
    const heard = [];
    for await (const event of stream) {
      heard.push(event);
      if (event.type === "response.output_text.delta") {
        break;
      }
    }
    const [{ response }] = heard;
    const rest = await all(
      await responses.retrieve(response.id, {
        stream: true,
        starting_after: heard.at(-1).sequence_number,
      }),
    );
    const again = await all(await responses.retrieve(response.id, { stream: true }));

    assert.deepEqual(
      numbers([...heard, ...rest]),
      numbers(again),
      "nothing is missing and nothing is told twice",
    );
    assert.deepEqual(
      numbers(again),
      again.map((_, index) => index),
    );
    assert.equal(joined([...heard, ...rest]), SLOW_ANSWER);
    assert.equal(joined(again), SLOW_ANSWER);
    assert.equal(rest.at(-1).type, "response.completed");
  });

  it("the stream helper follows a background response from its begin", async () => {
    const begun = await responses.create(asking(SLOWLY, { background: true }));
    const final = await responses.stream({ response_id: begun.id }).finalResponse();

    assert.equal(final.id, begun.id);
    assert.equal(final.output_text, SLOW_ANSWER);
  });

  it("a response that nobody made is a NotFoundError", async () => {
    for (const call of [
      () => responses.retrieve("resp_nobody"),
      () => responses.retrieve("resp_nobody", { stream: true }),
      () => responses.delete("resp_nobody"),
      () => responses.cancel("resp_nobody"),
      () => responses.inputItems.list("resp_nobody"),
    ]) {
      assert.equal((await rejected(NotFoundError, call())).status, 404);
    }
  });
});
