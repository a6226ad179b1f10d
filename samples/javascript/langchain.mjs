// LangChain.js: a model and a prompt in a chain, a conversation that streams, embeddings.
import { StringOutputParser } from "@langchain/core/output_parsers";
import { ChatPromptTemplate } from "@langchain/core/prompts";
import { ChatOpenAI, OpenAIEmbeddings } from "@langchain/openai";

const name = process.env.MODEL ?? "demo";
const configuration = { baseURL: process.env.OPENAI_BASE_URL };

const model = new ChatOpenAI({ model: name, temperature: 0, configuration });

const count = ChatPromptTemplate.fromTemplate("Count to {number}.").pipe(model).pipe(new StringOutputParser());
console.log(await count.invoke({ number: 3 }));

const question = { role: "user", content: "My name is Zorab." };
const answer = await model.invoke([question]);
for await (const chunk of await model.stream([question, answer, { role: "user", content: "What is my name?" }]))
  process.stdout.write(chunk.text);
console.log();

const embeddings = new OpenAIEmbeddings({ model: name, configuration });
const vectors = await embeddings.embedDocuments(["One", "Two"]);
console.log(vectors.map((vector) => `${vector.length} dimensions`).join(", "));
