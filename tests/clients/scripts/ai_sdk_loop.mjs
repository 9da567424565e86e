// Vercel's AI SDK with one tool, streamed: node ai_sdk_loop.mjs {compatible,openai,anthropic,google}
// HP_BASE, HP_KEY and HP_MODEL say where.

import { createAnthropic } from "@ai-sdk/anthropic";
import { createGoogleGenerativeAI } from "@ai-sdk/google";
import { createOpenAI } from "@ai-sdk/openai";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { stepCountIs, streamText, tool } from "ai";
import { z } from "zod";

const { HP_BASE: base, HP_KEY: apiKey, HP_MODEL: name } = process.env;
const MODELS = {
  compatible: () =>
    createOpenAICompatible({ name: "hp", baseURL: `${base}/v1`, apiKey, includeUsage: true })(name),
  openai: () => createOpenAI({ baseURL: `${base}/v1`, apiKey }).responses(name),
  anthropic: () => createAnthropic({ baseURL: `${base}/v1`, apiKey })(name),
  google: () => createGoogleGenerativeAI({ baseURL: `${base}/v1beta`, apiKey })(name),
};

const result = streamText({
  model: MODELS[process.argv[2]](),
  prompt: "Weather in Rome?",
  maxRetries: 0,
  stopWhen: stepCountIs(3),
  providerOptions: { openai: { store: false } },
  tools: {
    get_weather: tool({
      description: "The weather in a city",
      inputSchema: z.object({ city: z.string() }),
      execute: async ({ city }) => `homeport-42 in ${city}`,
    }),
  },
  onError: ({ error }) => {
    console.error(error);
    process.exitCode = 1;
  },
});
let text = "";
for await (const piece of result.textStream) text += piece;
const usage = await result.totalUsage;
if (!(usage.outputTokens > 0)) throw new Error(`no usage: ${JSON.stringify(usage)}`);
console.log(text);
