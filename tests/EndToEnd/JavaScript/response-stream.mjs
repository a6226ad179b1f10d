import assert from "node:assert/strict";
import OpenAI from "openai";

const client = new OpenAI({ maxRetries: 0 });

// The helper puts the events together, and throws where they do not fit.
const runner = client.responses.stream({ model: "demo", temperature: 0, input: "Count to 3.", background: true });
const deltas = [];
const events = [];
runner.on("response.output_text.delta", ({ delta }) => deltas.push(delta));
runner.on("event", (event) => events.push(event));
const response = await runner.finalResponse();

assert.equal(response.output_text, "1 2 3");
assert.equal(deltas.join(""), "1 2 3");
assert.deepEqual(events.map((event) => event.sequence_number), events.map((_, index) => index));

const rest = [];
const resumed = await client.responses.retrieve(response.id, { stream: true, starting_after: 5 });
for await (const event of resumed) rest.push(event);
assert.deepEqual(rest.map((event) => [event.sequence_number, event.type]), events.slice(6).map((event) => [event.sequence_number, event.type]));
assert.equal(rest.at(-1).response.output[0].content[0].text, "1 2 3");

// A client that breaks out of its loop aborts the request.
for await (const event of await client.responses.create({ model: "demo", input: "Tell me a story.", stream: true }))
  if (event.type === "response.output_text.delta") break;
