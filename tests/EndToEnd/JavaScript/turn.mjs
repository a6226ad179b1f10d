// One turn of a chat that goes on later: node turn.mjs INPUT [PREVIOUS_RESPONSE_ID]. Prints the response's id and text.
import OpenAI from "openai";

const [input, previous] = process.argv.slice(2);
const response = await new OpenAI().responses.create({ model: "demo", temperature: 0, input, previous_response_id: previous });
console.log(JSON.stringify({ id: response.id, text: response.output_text }));
