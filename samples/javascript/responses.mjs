// A chat of two turns whose history the server keeps.
import OpenAI from "openai";

const client = new OpenAI();
const model = process.env.MODEL ?? "demo";

const first = await client.responses.create({ model, temperature: 0, input: "My name is Zorab." });
console.log(first.output_text);

const second = await client.responses.create({
  model,
  temperature: 0,
  previous_response_id: first.id,
  input: "What is my name?",
});
console.log(second.output_text);
