import assert from "node:assert/strict";
import OpenAI from "openai";

const client = new OpenAI({ maxRetries: 0 });

const ids = [];
for await (const model of client.models.list()) ids.push(model.id);
assert.deepEqual(ids, ["demo"]);

const model = await client.models.retrieve("demo");
assert.equal(model.object, "model");
assert.equal(model.owned_by, "tenantllm");
