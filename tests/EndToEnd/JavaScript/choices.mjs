import assert from "node:assert/strict";
import OpenAI from "openai";

const client = new OpenAI({ maxRetries: 0 });
const request = {
  model: "demo",
  temperature: 1,
  seed: 5,
  n: 2,
  max_completion_tokens: 12,
  logprobs: true,
  top_logprobs: 2,
  messages: [{ role: "user", content: "Tell me a story." }],
};
const textOf = (tokens) => Buffer.from(tokens.flatMap((token) => token.bytes)).toString();

const completion = await client.chat.completions.create(request);
assert.deepEqual(completion.choices.map((choice) => choice.index), [0, 1]);
assert.notEqual(completion.choices[0].message.content, completion.choices[1].message.content);
for (const choice of completion.choices) {
  assert.equal(textOf(choice.logprobs.content), choice.message.content);
  assert.equal(choice.logprobs.refusal, null);
  for (const token of choice.logprobs.content) assert.equal(token.top_logprobs.length, 2);
}
assert.equal(completion.usage.completion_tokens, 24);

// The helper puts interleaved chunks together, and throws where they do not fit.
const streamed = await client.chat.completions.stream(request).finalChatCompletion();
const told = ({ index, message, logprobs, finish_reason }) => ({
  index,
  content: message.content,
  logprobs: logprobs.content.map(({ token, logprob }) => ({ token, logprob })),
  finish_reason,
});
assert.deepEqual(streamed.choices.map(told), completion.choices.map(told));

// Not OpenAI's, but what other servers take: the package sends what it does not know.
const extended = await client.chat.completions.create({
  model: "demo",
  temperature: 2,
  top_k: 1,
  min_p: 0.1,
  repetition_penalty: 1,
  messages: [{ role: "user", content: "Count to 3." }],
});
assert.equal(extended.choices[0].message.content, "1 2 3");

const refused = await client.chat.completions
  .create({ model: "demo", top_logprobs: 1, messages: [{ role: "user", content: "Hi" }] })
  .then(() => assert.fail("it did not fail"), (error) => error);
assert.ok(refused instanceof OpenAI.BadRequestError);
assert.equal(refused.param, "top_logprobs");
