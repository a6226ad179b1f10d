import assert from "node:assert/strict";
import OpenAI from "openai";

const client = new OpenAI({ maxRetries: 0 });

// The helper puts the chunks together, and throws where they do not fit.
const runner = client.chat.completions.stream({
  model: "demo",
  temperature: 0,
  stream_options: { include_usage: true },
  messages: [{ role: "user", content: "Count to 3." }],
});
const deltas = [];
runner.on("content.delta", ({ delta }) => deltas.push(delta));
const completion = await runner.finalChatCompletion();

assert.equal(completion.object, "chat.completion");
assert.equal(completion.choices[0].message.content, "1 2 3");
assert.equal(completion.choices[0].message.role, "assistant");
assert.equal(completion.choices[0].finish_reason, "stop");
assert.equal(deltas.join(""), "1 2 3");
assert.equal((await runner.totalUsage()).total_tokens, 18);
