import assert from "node:assert/strict";
import OpenAI from "openai";

const client = new OpenAI({ maxRetries: 0 });
const length = (vector) => Math.hypot(...vector);
const near = (actual, expected) => assert.ok(Math.abs(actual - expected) < 1e-4, `${actual} is not ${expected}`);

// The package asks for base64 and decodes it, unless a format is named.
const decoded = await client.embeddings.create({ model: "demo", input: "Hello, world!" });
const numbers = await client.embeddings.create({ model: "demo", input: "Hello, world!", encoding_format: "float" });
assert.equal(decoded.data[0].embedding.length, 192);
near(length(decoded.data[0].embedding), 1);
decoded.data[0].embedding.forEach((number, index) => near(number, numbers.data[0].embedding[index]));
assert.deepEqual(decoded.usage, numbers.usage);
assert.equal(decoded.model, "demo");

const several = await client.embeddings.create({ model: "demo", input: ["One", "Two"], dimensions: 16 });
assert.deepEqual(several.data.map(({ index, embedding }) => [index, embedding.length]), [[0, 16], [1, 16]]);

const wrong = await client.embeddings.create({ model: "demo", input: "Hi", dimensions: 500 }).catch((error) => error);
assert.ok(wrong instanceof OpenAI.BadRequestError);
assert.equal(wrong.param, "dimensions");
