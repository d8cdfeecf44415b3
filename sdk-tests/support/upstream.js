// A scripted provider on loopback that speaks chat completions.

import { EventEmitter, once as emitted } from "node:events";
import { createServer } from "node:http";

/** How long a piece of a slow answer is in coming. */
const SLOW_MS = 200;

/** An answer, streamed or whole as the request wants it. */
export function says(text) {
  return (request, response) => {
    const words = text.split(/(?<= )/);
    if (request.body.stream) {
      beginStream(response);
      words.forEach((word) => sendChunk(response, { content: word }));
      endStream(response);
    } else {
      sendJson(response, 200, completion(text));
    }
  };
}

/** Thoughts and an answer, streamed or whole as the request wants it. */
export function thinks(thoughts, text) {
  return (request, response) => {
    if (request.body.stream) {
      beginStream(response);
      thoughts.split(/(?<= )/).forEach((word) => sendChunk(response, { reasoning_content: word }));
      sendChunk(response, { content: text });
      endStream(response);
    } else {
      const answer = completion(text);
      answer.choices[0].message.reasoning_content = thoughts;
      sendJson(response, 200, answer);
    }
  };
}

/** An error with a body as OpenAI's. */
export function fails(status, { code = null, message = "out of order", headers = {} } = {}) {
  return (_request, response) =>
    sendJson(response, status, { error: { message, type: null, param: null, code } }, headers);
}

/** The first words of an answer, and then the connection breaks. */
export function breaks(text) {
  return (request, response) => {
    if (request.body.stream) {
      beginStream(response);
      sendChunk(response, { content: text });
    } else {
      response.writeHead(200, { "content-type": "application/json" });
      response.write('{"choices":[');
    }
    // After a write of its own, so that what came before has left.
    response.write(" ", () => response.destroy());
  };
}

/** A reply that waits for something. */
export function once(event, reply) {
  return (request, response) => event.then(() => reply(request, response));
}

/** Words for ever, until the gateway hangs up. */
export function neverEnds() {
  return (_request, response) => {
    beginStream(response);
    const timer = setInterval(() => sendChunk(response, { content: "more " }), SLOW_MS);
    response.on("close", () => clearInterval(timer));
  };
}

/** Nothing, until the gateway hangs up. */
export function staysSilent() {
  return () => {};
}

export class Upstream {
  #server = createServer((request, response) => this.#serve(request, response));
  #replies = [];
  #arrivals = new EventEmitter();

  /** What it was asked, in order: the body, the headers, when, and when the exchange was over. */
  requests = [];

  static async start() {
    const upstream = new Upstream();
    upstream.#server.listen(0, "127.0.0.1");
    await emitted(upstream.#server, "listening");
    return upstream;
  }

  get baseUrl() {
    return `http://127.0.0.1:${this.#server.address().port}/v1`;
  }

  /** A configuration in which this is the provider of the default agent. */
  configuration() {
    return {
      agents: { main: { model: "scripted/model" } },
      providers: { scripted: { baseUrl: this.baseUrl, models: [{ id: "model" }] } },
    };
  }

  /** What it does with the next requests, one each; forgets what it was asked before. */
  will(...replies) {
    this.#replies = replies;
    this.requests = [];
  }

  /** Waits for the next request. */
  async asked() {
    await emitted(this.#arrivals, "request");
  }

  async #serve(request, response) {
    const over = emitted(response, "close");
    const parts = [];
    for await (const part of request) {
      parts.push(part);
    }
    const seen = {
      at: performance.now(),
      headers: request.headers,
      body: JSON.parse(Buffer.concat(parts).toString("utf8")),
      over,
    };
    this.requests.push(seen);
    this.#arrivals.emit("request");
    const reply = this.#replies.shift() ?? fails(418, { message: "nothing is scripted" });
    reply(seen, response);
  }

  close() {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}

function completion(text) {
  return {
    id: "chatcmpl-scripted",
    object: "chat.completion",
    created: 1,
    model: "model",
    choices: [
      { index: 0, message: { role: "assistant", content: text }, finish_reason: "stop" },
    ],
    usage: { prompt_tokens: 7, completion_tokens: 3, total_tokens: 10 },
  };
}

function sendJson(response, status, body, headers = {}) {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(body));
}

function beginStream(response) {
  response.writeHead(200, { "content-type": "text/event-stream" });
  sendChunk(response, { role: "assistant", content: "" });
}

function sendChunk(response, delta, finishReason = null) {
  const choice = { index: 0, delta, finish_reason: finishReason };
  response.write(`data: ${JSON.stringify({ ...STREAM, choices: [choice] })}\n\n`);
}

function endStream(response) {
  sendChunk(response, {}, "stop");
  const usage = { prompt_tokens: 7, completion_tokens: 3, total_tokens: 10 };
  response.write(`data: ${JSON.stringify({ ...STREAM, choices: [], usage })}\n\n`);
  response.end("data: [DONE]\n\n");
}

const STREAM = {
  id: "chatcmpl-scripted",
  object: "chat.completion.chunk",
  created: 1,
  model: "model",
};
