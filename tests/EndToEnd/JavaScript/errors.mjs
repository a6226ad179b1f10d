import assert from "node:assert/strict";
import OpenAI from "openai";

const client = new OpenAI({ maxRetries: 0 });
const messages = [{ role: "user", content: "Hi" }];

const failure = (promise) => promise.then(() => assert.fail("it did not fail"), (error) => error);
const described = ({ status, type, code, param }) => ({ status, type, code, param });
const type = "invalid_request_error";

const wrongKey = await failure(new OpenAI({ apiKey: "sk-wrong", maxRetries: 0 }).models.list());
assert.ok(wrongKey instanceof OpenAI.AuthenticationError);
assert.deepEqual(described(wrongKey), { status: 401, type, code: "invalid_api_key", param: null });

const wrongModel = await failure(client.chat.completions.create({ model: "none", messages }));
assert.ok(wrongModel instanceof OpenAI.NotFoundError);
assert.deepEqual(described(wrongModel), { status: 404, type, code: "model_not_found", param: "model" });

const wrongValue = await failure(client.chat.completions.create({ model: "demo", temperature: 3, messages }));
assert.ok(wrongValue instanceof OpenAI.BadRequestError);
assert.deepEqual(described(wrongValue), { status: 400, type, code: "decimal_above_max_value", param: "temperature" });
assert.match(wrongValue.message, /^400 Invalid 'temperature'/);
assert.match(wrongValue.requestID, /^req_/);

const wrongStream = await failure(client.chat.completions.create({ model: "demo", stream: true, messages: [] }));
assert.ok(wrongStream instanceof OpenAI.BadRequestError);
assert.deepEqual(described(wrongStream), { status: 400, type, code: "empty_array", param: "messages" });
