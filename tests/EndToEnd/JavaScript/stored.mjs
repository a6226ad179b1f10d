import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import OpenAI from "openai";

const client = new OpenAI({ maxRetries: 0 });
const { completions } = client.chat;
const metadata = { run: randomUUID(), topic: "counting" };
const request = { model: "demo", temperature: 0, store: true, metadata, messages: [{ role: "user", content: "Count to 3." }] };
const collect = async (pages) => {
  const all = [];
  for await (const one of pages) all.push(one);
  return all;
};

const answers = [];
for (let index = 0; index < 3; index++) answers.push(await completions.create(request));
const ids = answers.map(({ id }) => id);
const streamed = completions.stream(request);
ids.push((await streamed.finalChatCompletion()).id);

const stored = await completions.retrieve(ids[0]);
assert.deepEqual(stored.choices, answers[0].choices);
assert.deepEqual(stored.usage, answers[0].usage);
assert.deepEqual(stored.metadata, metadata);

// The package asks for page after page.
assert.deepEqual((await collect(completions.list({ metadata, limit: 2 }))).map(({ id }) => id), ids);
assert.deepEqual((await collect(completions.list({ metadata, limit: 3, order: "desc", model: "demo" }))).map(({ id }) => id), ids.toReversed());
assert.deepEqual(await collect(completions.list({ metadata: { run: "none" } })), []);

const messages = await collect(completions.messages.list(ids[0], { limit: 1 }));
assert.deepEqual(messages.map(({ id, role, content }) => ({ id, role, content })), [{ id: `${ids[0]}-0`, role: "user", content: "Count to 3." }]);

const updated = await completions.update(ids[0], { metadata: { run: metadata.run, topic: "numbers" } });
assert.equal(updated.metadata.topic, "numbers");
assert.deepEqual((await collect(completions.list({ metadata }))).map(({ id }) => id), ids.slice(1));

const deleted = await completions.delete(ids[1]);
assert.deepEqual({ ...deleted }, { object: "chat.completion.deleted", id: ids[1], deleted: true });
const refused = await completions.retrieve(ids[1]).then(() => assert.fail("it did not fail"), (error) => error);
assert.ok(refused instanceof OpenAI.NotFoundError);
assert.equal(refused.param, "completion_id");
