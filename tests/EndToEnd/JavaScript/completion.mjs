import assert from "node:assert/strict";
import OpenAI from "openai";

const client = new OpenAI({ maxRetries: 0 });

const { data: completion, response } = await client.chat.completions
  .create({ model: "demo", temperature: 0, messages: [{ role: "user", content: "Count to 3." }] })
  .withResponse();

assert.equal(completion.object, "chat.completion");
assert.match(completion.id, /^chatcmpl-[0-9A-Za-z]{22,}$/);
assert.deepEqual(completion.choices[0].message, { role: "assistant", content: "1 2 3", refusal: null, annotations: [] });
assert.equal(completion.choices[0].finish_reason, "stop");
assert.equal(completion.usage.total_tokens, completion.usage.prompt_tokens + completion.usage.completion_tokens);

// What people report to support.
assert.match(completion._request_id, /^req_[0-9a-f]{48}$/);
assert.equal(completion._request_id, response.headers.get("x-request-id"));
