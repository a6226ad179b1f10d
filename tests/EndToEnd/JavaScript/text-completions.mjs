import assert from "node:assert/strict";
import OpenAI from "openai";

const client = new OpenAI({ maxRetries: 0 });
const turn = (question) => `<|im_start|>user\n${question}<|im_end|>\n<|im_start|>assistant\n`;
const model = "demo";

const whole = await client.completions.create({ model, temperature: 0, prompt: turn("Count to 3."), logprobs: 1 });
assert.equal(whole.object, "text_completion");
assert.equal(whole.choices[0].text, "1 2 3");
assert.equal(whole.choices[0].finish_reason, "stop");
assert.deepEqual(whole.choices[0].logprobs.text_offset, [0, 1, 2, 3, 4]);
assert.equal(whole.usage.total_tokens, 18);

const several = await client.completions.create({ model, temperature: 0, prompt: [turn("Count to 2."), turn("Count to 3.")], n: 2, best_of: 3 });
assert.deepEqual(several.choices.map(({ index, text }) => [index, text]), [[0, "1 2"], [1, "1 2"], [2, "1 2 3"], [3, "1 2 3"]]);

const stream = await client.completions.create({
  model, temperature: 0, prompt: turn("Count to 3."), stream: true, stream_options: { include_usage: true },
});
const chunks = [];
for await (const chunk of stream) chunks.push(chunk);
const choices = chunks.flatMap((chunk) => chunk.choices);
assert.equal(new Set(chunks.map((chunk) => chunk.id)).size, 1);
assert.equal(choices.map((choice) => choice.text).join(""), "1 2 3");
assert.deepEqual(choices.map((choice) => choice.finish_reason).filter(Boolean), ["stop"]);
assert.equal(chunks.at(-1).usage.total_tokens, 18);

const wrong = await client.completions.create({ model, prompt: "Hi", suffix: "!" }).catch((error) => error);
assert.ok(wrong instanceof OpenAI.BadRequestError);
assert.deepEqual([wrong.code, wrong.param], ["unsupported_parameter", "suffix"]);

// A client that breaks out of its loop aborts the request.
const left = await client.completions.create({ model, prompt: turn("Tell me a story."), max_tokens: 500, stream: true });
for await (const chunk of left) if (chunk.choices[0].text) break;
