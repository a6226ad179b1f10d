// The Agents SDK, over Chat Completions.
import { Agent, run, setOpenAIAPI, setTracingDisabled } from "@openai/agents";

setOpenAIAPI("chat_completions");
// Traces would go to OpenAI.
setTracingDisabled(true);

const agent = new Agent({ name: "Counter", model: process.env.MODEL ?? "demo", modelSettings: { temperature: 0 } });

const result = await run(agent, "Count to 3.");
console.log(result.finalOutput);

const stream = await run(agent, "Count to 5.", { stream: true });
for await (const piece of stream.toTextStream()) process.stdout.write(piece);
await stream.completed;
console.log();
