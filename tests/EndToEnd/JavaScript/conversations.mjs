import assert from "node:assert/strict";
import OpenAI from "openai";

const client = new OpenAI({ maxRetries: 0 });

const conversation = await client.conversations.create({
  metadata: { topic: "names" },
  items: [{ type: "message", role: "user", content: "My name is Ada." }],
});
const response = await client.responses.create({
  model: "demo",
  temperature: 0,
  conversation: conversation.id,
  input: "What is my name?",
});
assert.match(response.output_text, /Ada/);
assert.equal(response.conversation.id, conversation.id);

const added = await client.conversations.items.create(conversation.id, { items: [{ role: "user", content: "Thanks." }] });
const items = [];
for await (const item of client.conversations.items.list(conversation.id, { order: "asc", limit: 2 })) items.push(item);
assert.deepEqual(items.map((item) => item.role), ["user", "user", "assistant", "user"]);
assert.equal(items[3].id, added.data[0].id);
assert.equal((await client.conversations.items.retrieve(items[3].id, { conversation_id: conversation.id })).content[0].text, "Thanks.");
await client.conversations.items.delete(items[3].id, { conversation_id: conversation.id });

assert.deepEqual((await client.conversations.update(conversation.id, { metadata: { topic: "more" } })).metadata, { topic: "more" });
assert.equal((await client.conversations.retrieve(conversation.id)).id, conversation.id);
assert.equal((await client.conversations.delete(conversation.id)).deleted, true);
await assert.rejects(client.conversations.retrieve(conversation.id), OpenAI.NotFoundError);
