import assert from "node:assert/strict";
import OpenAI from "openai";

const client = new OpenAI({ maxRetries: 0 });

const first = await client.responses.create({ model: "demo", temperature: 0, input: "My name is Ada.", metadata: { topic: "names" } });
assert.equal(first.status, "completed");
assert.deepEqual(first.metadata, { topic: "names" });

const second = await client.responses.create({
  model: "demo",
  temperature: 0,
  input: "What is my name?",
  previous_response_id: first.id,
});
assert.match(second.output_text, /Ada/);
assert.equal(second.previous_response_id, first.id);
assert.equal(second.usage.total_tokens, second.usage.input_tokens + second.usage.output_tokens);
assert.equal((await client.responses.retrieve(second.id)).output_text, second.output_text);

const items = [];
for await (const item of client.responses.inputItems.list(second.id, { order: "asc", limit: 1 })) items.push(item);
assert.deepEqual(
  items.map((item) => item.content[0].text),
  ["My name is Ada.", first.output_text, "What is my name?"],
);

const count = await client.responses.inputTokens.count({ model: "demo", input: "What is my name?", previous_response_id: first.id });
assert.equal(count.input_tokens, second.usage.input_tokens);

let background = await client.responses.create({ model: "demo", temperature: 0, input: "Count to 3.", background: true });
assert.equal(background.status, "queued");
while (background.status === "queued" || background.status === "in_progress") background = await client.responses.retrieve(background.id);
assert.equal(background.output_text, "1 2 3");
assert.equal((await client.responses.cancel(background.id)).status, "completed");

await client.responses.delete(second.id);
await assert.rejects(client.responses.retrieve(second.id), OpenAI.NotFoundError);
await assert.rejects(
  client.responses.create({ model: "demo", input: "Hi", previous_response_id: second.id }),
  (error) => error instanceof OpenAI.BadRequestError && error.code === "previous_response_not_found",
);
