import assert from "node:assert/strict";
import OpenAI from "openai";

const client = new OpenAI({ maxRetries: 0 });

const stream = await client.chat.completions.create({
  model: "demo",
  temperature: 0,
  stream: true,
  stream_options: { include_usage: true },
  messages: [{ role: "user", content: "Count to 3." }],
});
const chunks = [];
for await (const chunk of stream) chunks.push(chunk);

assert.equal(new Set(chunks.map((chunk) => chunk.id)).size, 1);
assert.equal(new Set(chunks.map((chunk) => chunk.created)).size, 1);
const choices = chunks.flatMap((chunk) => chunk.choices);
assert.equal(choices.map((choice) => choice.delta.content ?? "").join(""), "1 2 3");
assert.deepEqual(choices.map((choice) => choice.delta.role).filter(Boolean), ["assistant"]);
assert.deepEqual(choices.map((choice) => choice.finish_reason).filter(Boolean), ["stop"]);
assert.deepEqual(chunks.map((chunk) => chunk.usage?.total_tokens).filter(Boolean), [18]);

// A client that breaks out of its loop aborts the request.
const left = await client.chat.completions.create({
  model: "demo",
  stream: true,
  messages: [{ role: "user", content: "Tell me a story." }],
});
for await (const chunk of left) if (chunk.choices[0].delta.content) break;
