// The AI SDK with its OpenAI provider, which finds the server by OPENAI_BASE_URL and OPENAI_API_KEY.
import { openai } from "@ai-sdk/openai";
import { embed, generateText, streamText } from "ai";

const name = process.env.MODEL ?? "demo";

const { text, usage } = await generateText({ model: openai.chat(name), temperature: 0, prompt: "Count to 3." });
console.log(text);
console.log(`${usage.totalTokens} tokens`);

// Without .chat the provider speaks the Responses API.
const { textStream } = streamText({ model: openai(name), temperature: 0, prompt: "Count to 5." });
for await (const piece of textStream) process.stdout.write(piece);
console.log();

const { embedding } = await embed({ model: openai.embedding(name), value: "Hello" });
console.log(`${embedding.length} dimensions`);
