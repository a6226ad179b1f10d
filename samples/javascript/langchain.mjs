// LangChain.js: a model and a prompt in a chain, then a conversation that streams.
import { StringOutputParser } from "@langchain/core/output_parsers";
import { ChatPromptTemplate } from "@langchain/core/prompts";
import { ChatOpenAI } from "@langchain/openai";

const model = new ChatOpenAI({
  model: process.env.MODEL ?? "demo",
  temperature: 0,
  configuration: { baseURL: process.env.OPENAI_BASE_URL },
});

const count = ChatPromptTemplate.fromTemplate("Count to {number}.").pipe(model).pipe(new StringOutputParser());
console.log(await count.invoke({ number: 3 }));

const question = { role: "user", content: "My name is Zorab." };
const answer = await model.invoke([question]);
for await (const chunk of await model.stream([question, answer, { role: "user", content: "What is my name?" }]))
  process.stdout.write(chunk.text);
console.log();
