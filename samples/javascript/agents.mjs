// The Agents SDK, over Responses.
import { Agent, run, setTracingDisabled } from "@openai/agents";

// Traces would go to OpenAI.
setTracingDisabled(true);

const agent = new Agent({ name: "Counter", model: process.env.MODEL ?? "demo", modelSettings: { temperature: 0 } });

const result = await run(agent, "Count to 3.");
console.log(result.finalOutput);

const hello = await run(agent, "My name is Zorab.");
const stream = await run(agent, "What is my name?", { stream: true, previousResponseId: hello.lastResponseId });
for await (const piece of stream.toTextStream()) process.stdout.write(piece);
await stream.completed;
console.log();
