// LangChain's JavaScript with one tool, streamed: node langchain_loop.mjs {openai,responses,...}
// HP_BASE, HP_KEY and HP_MODEL say where.

import { ChatAnthropic } from "@langchain/anthropic";
import { HumanMessage, ToolMessage } from "@langchain/core/messages";
import { tool } from "@langchain/core/tools";
import { ChatGoogleGenerativeAI } from "@langchain/google-genai";
import { ChatOpenAI } from "@langchain/openai";
import { z } from "zod";

const { HP_BASE: base, HP_KEY: apiKey, HP_MODEL: model } = process.env;
const openai = (useResponsesApi) =>
  new ChatOpenAI({
    model, apiKey, maxRetries: 0, streamUsage: true, useResponsesApi,
    configuration: { baseURL: `${base}/v1` },
  });
const MODELS = {
  openai: () => openai(false),
  responses: () => openai(true),
  anthropic: () =>
    new ChatAnthropic({ model, apiKey, anthropicApiUrl: base, maxRetries: 0, maxTokens: 1000 }),
  gemini: () => new ChatGoogleGenerativeAI({ model, apiKey, baseUrl: base, maxRetries: 0 }),
};

const weather = tool(async ({ city }) => `homeport-42 in ${city}`, {
  name: "get_weather",
  description: "The weather in a city",
  schema: z.object({ city: z.string() }),
});
const bound = MODELS[process.argv[2]]().bindTools([weather]);
const messages = [new HumanMessage("Weather in Rome?")];
let first;
for await (const chunk of await bound.stream(messages)) first = first ? first.concat(chunk) : chunk;
const [call] = first.tool_calls;
if (call?.args?.city !== "Rome") throw new Error(`not called: ${JSON.stringify(first)}`);
if (!(first.usage_metadata?.output_tokens > 0)) {
  throw new Error(`no usage: ${JSON.stringify(first.usage_metadata)}`);
}
const content = await weather.invoke(call.args);
messages.push(first, new ToolMessage({ content, tool_call_id: call.id, name: call.name }));
console.log((await bound.invoke(messages)).text);
