// The AI SDK with its provider for servers that speak OpenAI's API.
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { streamText } from "ai";

const provider = createOpenAICompatible({
  name: "tenantllm",
  baseURL: process.env.OPENAI_BASE_URL,
  apiKey: process.env.OPENAI_API_KEY,
  includeUsage: true,
});

const answer = streamText({ model: provider(process.env.MODEL ?? "demo"), temperature: 0, prompt: "Count to 3." });
for await (const piece of answer.textStream) process.stdout.write(piece);
console.log(`\n${(await answer.usage).totalTokens} tokens`);
