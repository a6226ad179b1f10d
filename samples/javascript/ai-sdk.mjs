// The AI SDK with its OpenAI provider, which finds the server by OPENAI_BASE_URL and OPENAI_API_KEY.
import { openai } from "@ai-sdk/openai";
import { generateText, streamText } from "ai";

const model = openai.chat(process.env.MODEL ?? "demo");

const { text, usage } = await generateText({ model, temperature: 0, prompt: "Count to 3." });
console.log(text);
console.log(`${usage.totalTokens} tokens`);

const { textStream } = streamText({ model, temperature: 0, prompt: "Count to 5." });
for await (const piece of textStream) process.stdout.write(piece);
console.log();
