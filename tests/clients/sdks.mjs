// The vendors' JavaScript packages, steered over stdin: a line of JSON in, a line of JSON out.
//
//   {"open": {"base": "http://127.0.0.1:1234", "key": "sk-..."}}
//   {"id": 7, "dialect": "anthropic", "model": "m", "do": "user", "text": "Hi", "png": "", "url": ""}
//   {"id": 7, "do": "ask", "wish": {"stream": true, "tools": true}}
//
// An answer is what the package understood of it (tests/gateway/pairs/said.py), or
// {"failed": {"status": 503, "message": "..."}} where the package raised.

import { createInterface } from "node:readline";
import Anthropic from "@anthropic-ai/sdk";
import { GoogleGenAI } from "@google/genai";
import OpenAI from "openai";

const TOOLS = {
  get_weather: {
    type: "object",
    properties: { city: { type: "string" } },
    required: ["city"],
    additionalProperties: false,
  },
  get_time: { type: "object", properties: {}, additionalProperties: false },
};
const tools = (make) => Object.entries(TOOLS).map(([name, schema]) => make(name, schema));
const heard = () => ({ text: "", thought: "", refusal: "", calls: [], finish: "", pieces: 0 });

class Chat {
  static FINISH = { stop: "stop", length: "limit", tool_calls: "calls", content_filter: "refused" };
  history = [];

  user(text, png, url) {
    const address = url || (png && `data:image/png;base64,${png}`);
    const image = { type: "image_url", image_url: { url: address } };
    this.history.push({ role: "user", content: address ? [{ type: "text", text }, image] : text });
  }

  assistant(text) {
    this.history.push({ role: "assistant", content: text });
  }

  results(found, calls) {
    for (const { id } of calls) {
      this.history.push({ role: "tool", tool_call_id: id, content: found[id] });
    }
  }

  async ask(wish) {
    const body = { model: this.model, messages: [...this.history] };
    if (wish.system) body.messages.unshift({ role: "system", content: wish.system });
    if (wish.tools) {
      body.tools = tools((name, parameters) => ({
        type: "function",
        function: { name, description: name, parameters },
      }));
    }
    if (wish.forced) body.tool_choice = { type: "function", function: { name: wish.forced } };
    if (wish.schema) {
      const json_schema = { name: "answer", schema: wish.schema, strict: true };
      body.response_format = { type: "json_schema", json_schema };
    }
    if (wish.thinks) body.reasoning_effort = "low";
    if (wish.stop) body.stop = [wish.stop];
    if (wish.limit) body.max_completion_tokens = wish.limit;
    const out = heard();
    const completions = sdk.openai.chat.completions;
    const answer = wish.stream
      ? await this.streamed(await completions.create({
          ...body,
          stream: true,
          stream_options: { include_usage: true },
        }), out)
      : await completions.create(body);
    return this.hear(answer, out);
  }

  // The package's own accumulator replaces members that it does not know; programs add them up.
  async streamed(stream, out) {
    const message = { role: "assistant", content: null };
    let finish_reason;
    let usage;
    for await (const chunk of stream) {
      usage = chunk.usage ?? usage;
      for (const choice of chunk.choices) {
        finish_reason = choice.finish_reason ?? finish_reason;
        for (const [name, value] of Object.entries(choice.delta)) {
          if (name === "tool_calls") {
            for (const { index, ...call } of value) {
              message.tool_calls ??= [];
              const known = message.tool_calls[index];
              if (known) known.function.arguments += call.function.arguments;
              else message.tool_calls[index] = call;
            }
          } else if (name === "thinking_blocks") {
            const blocks = value.map(({ index, ...block }) => block);
            message.thinking_blocks = [...(message.thinking_blocks ?? []), ...blocks];
          } else if (typeof value === "string" && name !== "role") {
            message[name] = (message[name] ?? "") + value;
          }
        }
        out.pieces += choice.delta.content ? 1 : 0;
      }
    }
    return { choices: [{ message, finish_reason }], usage };
  }

  hear(answer, out) {
    const [{ message, finish_reason }] = answer.choices;
    this.history.push(message);
    out.text = message.content ?? "";
    out.refusal = message.refusal ?? "";
    out.thought = message.reasoning_content ?? "";
    out.calls = (message.tool_calls ?? []).map((call) => ({
      id: call.id,
      name: call.function.name,
      arguments: JSON.parse(call.function.arguments),
    }));
    out.finish = out.refusal ? "refused" : Chat.FINISH[finish_reason];
    const { usage } = answer;
    out.usage = {
      input: usage.prompt_tokens,
      output: usage.completion_tokens,
      cached: usage.prompt_tokens_details?.cached_tokens ?? 0,
      reasoning: usage.completion_tokens_details?.reasoning_tokens ?? 0,
    };
    return out;
  }
}

class Responses {
  static CUT = { max_output_tokens: "limit", content_filter: "refused" };
  history = [];

  user(text, png, url) {
    const content = [{ type: "input_text", text }];
    const image_url = url || (png && `data:image/png;base64,${png}`);
    if (image_url) content.push({ type: "input_image", image_url, detail: "auto" });
    this.history.push({ role: "user", content });
  }

  assistant(text) {
    this.history.push({ role: "assistant", content: text });
  }

  results(found, calls) {
    for (const { id } of calls) {
      this.history.push({ type: "function_call_output", call_id: id, output: found[id] });
    }
  }

  async ask(wish) {
    const body = { model: this.model, input: [...this.history], store: false };
    if (wish.system) body.instructions = wish.system;
    if (wish.tools) {
      body.tools = tools((name, parameters) => ({
        type: "function", name, description: name, parameters, strict: false,
      }));
    }
    if (wish.forced) body.tool_choice = { type: "function", name: wish.forced };
    if (wish.schema) {
      const format = { type: "json_schema", name: "answer", schema: wish.schema, strict: true };
      body.text = { format };
    }
    if (wish.thinks) {
      body.reasoning = { effort: "low", summary: "auto" };
      body.include = ["reasoning.encrypted_content"];
    }
    if (wish.limit) body.max_output_tokens = wish.limit;
    const out = heard();
    let answer;
    if (wish.stream) {
      const stream = sdk.openai.responses.stream(body);
      stream.on("response.output_text.delta", () => (out.pieces += 1));
      answer = await stream.finalResponse();
    } else {
      answer = await sdk.openai.responses.create(body);
    }
    return this.hear(answer, out);
  }

  hear(answer, out) {
    if (!["completed", "incomplete"].includes(answer.status)) {
      throw new OpenAI.OpenAIError(answer.error?.message ?? answer.status);
    }
    for (const { parsed_arguments, status, ...item } of answer.output) {
      if (item.type === "message") {
        item.content = item.content.map(({ parsed, ...part }) => part);
      }
      this.history.push(item);
      if (item.type === "reasoning") out.thought += item.summary.map((part) => part.text).join("");
      else if (item.type === "function_call") {
        const { call_id: id, name } = item;
        out.calls.push({ id, name, arguments: JSON.parse(item.arguments) });
      } else {
        for (const part of item.content) {
          out.text += part.text ?? "";
          out.refusal += part.refusal ?? "";
        }
      }
    }
    out.finish = out.calls.length ? "calls" : "stop";
    if (answer.status === "incomplete") {
      out.finish = Responses.CUT[answer.incomplete_details.reason];
    }
    if (out.refusal) out.finish = "refused";
    const { usage } = answer;
    out.usage = {
      input: usage.input_tokens,
      output: usage.output_tokens,
      cached: usage.input_tokens_details.cached_tokens,
      reasoning: usage.output_tokens_details.reasoning_tokens,
    };
    return out;
  }
}

class Messages {
  static FINISH = {
    end_turn: "stop",
    stop_sequence: "stop",
    max_tokens: "limit",
    tool_use: "calls",
    refusal: "refused",
  };
  history = [];

  user(text, png, url) {
    const content = [{ type: "text", text }];
    if (url) content.push({ type: "image", source: { type: "url", url } });
    else if (png) {
      const source = { type: "base64", media_type: "image/png", data: png };
      content.push({ type: "image", source });
    }
    this.history.push({ role: "user", content });
  }

  assistant(text) {
    this.history.push({ role: "assistant", content: text });
  }

  results(found, calls) {
    const content = calls.map(({ id }) => ({
      type: "tool_result", tool_use_id: id, content: found[id],
    }));
    this.history.push({ role: "user", content });
  }

  async ask(wish) {
    const body = { model: this.model, messages: [...this.history] };
    body.max_tokens = wish.limit ?? 4096;
    if (wish.system) body.system = wish.system;
    if (wish.tools) {
      body.tools = tools((name, input_schema) => ({ name, description: name, input_schema }));
    }
    if (wish.forced) body.tool_choice = { type: "tool", name: wish.forced };
    if (wish.schema) {
      body.output_config = { format: { type: "json_schema", schema: wish.schema } };
    }
    if (wish.thinks) body.thinking = { type: "enabled", budget_tokens: 1024 };
    if (wish.stop) body.stop_sequences = [wish.stop];
    const out = heard();
    let answer;
    if (wish.stream) {
      const stream = sdk.anthropic.messages.stream(body);
      stream.on("text", () => (out.pieces += 1));
      answer = await stream.finalMessage();
    } else {
      answer = await sdk.anthropic.messages.create(body);
    }
    return this.hear(answer, out);
  }

  hear(answer, out) {
    const content = answer.content.map(({ caller, parsed_output, ...block }) => block);
    this.history.push({ role: "assistant", content });
    for (const block of content) {
      if (block.type === "text") out.text += block.text;
      else if (block.type === "thinking") out.thought += block.thinking;
      else if (block.type === "tool_use") {
        out.calls.push({ id: block.id, name: block.name, arguments: block.input });
      }
    }
    out.finish = Messages.FINISH[answer.stop_reason];
    if (out.finish === "refused") out.refusal = answer.stop_details?.explanation || out.text;
    const { usage } = answer;
    const cached = usage.cache_read_input_tokens ?? 0;
    out.usage = {
      input: usage.input_tokens + cached + (usage.cache_creation_input_tokens ?? 0),
      output: usage.output_tokens,
      cached,
      reasoning: usage.output_tokens_details?.thinking_tokens ?? 0,
    };
    return out;
  }
}

class Gemini {
  static FINISH = { STOP: "stop", MAX_TOKENS: "limit", SAFETY: "refused" };
  history = [];

  user(text, png, url) {
    const parts = [{ text }];
    if (url) parts.push({ fileData: { fileUri: url, mimeType: "image/png" } });
    else if (png) parts.push({ inlineData: { data: png, mimeType: "image/png" } });
    this.history.push({ role: "user", parts });
  }

  assistant(text) {
    this.history.push({ role: "model", parts: [{ text }] });
  }

  results(found, calls) {
    const parts = calls.map(({ id, name }) => ({
      functionResponse: { id, name, response: { result: found[id] } },
    }));
    this.history.push({ role: "user", parts });
  }

  async ask(wish) {
    const config = {};
    if (wish.system) config.systemInstruction = wish.system;
    if (wish.tools) {
      const functionDeclarations = tools((name, parametersJsonSchema) => ({
        name, description: name, parametersJsonSchema,
      }));
      config.tools = [{ functionDeclarations }];
    }
    if (wish.forced) {
      const functionCallingConfig = { mode: "ANY", allowedFunctionNames: [wish.forced] };
      config.toolConfig = { functionCallingConfig };
    }
    if (wish.schema) {
      config.responseMimeType = "application/json";
      config.responseJsonSchema = wish.schema;
    }
    if (wish.thinks) config.thinkingConfig = { includeThoughts: true, thinkingLevel: "LOW" };
    if (wish.stop) config.stopSequences = [wish.stop];
    if (wish.limit) config.maxOutputTokens = wish.limit;
    const asked = { model: this.model, contents: [...this.history], config };
    const out = heard();
    let answer;
    const parts = [];
    if (wish.stream) {
      for await (answer of await sdk.google.models.generateContentStream(asked)) {
        const found = answer.candidates?.[0]?.content?.parts ?? [];
        out.pieces += found.some((part) => part.text && !part.thought) ? 1 : 0;
        parts.push(...found);
      }
    } else {
      answer = await sdk.google.models.generateContent(asked);
      parts.push(...(answer.candidates?.[0]?.content?.parts ?? []));
    }
    return this.hear(answer, parts, out);
  }

  hear(answer, parts, out) {
    const kept = [];
    for (const part of parts) {
      const last = kept.at(-1);
      if (part.functionCall) {
        const { id, name, args } = part.functionCall;
        out.calls.push({ id, name, arguments: args ?? {} });
      } else if (part.thought) {
        out.thought += part.text ?? "";
        continue; // as Gemini CLI does, which keeps no thoughts
      } else {
        out.text += part.text ?? "";
        if (last?.text && part.text && !last.thoughtSignature && !part.thoughtSignature) {
          last.text += part.text;
          continue;
        }
      }
      kept.push({ ...part });
    }
    this.history.push({ role: "model", parts: kept });
    if (answer.promptFeedback?.blockReason) {
      out.refusal = answer.promptFeedback.blockReason;
      out.finish = "refused";
    } else {
      out.finish = Gemini.FINISH[answer.candidates[0].finishReason];
      out.refusal = out.finish === "refused" ? out.text : "";
      if (out.calls.length && out.finish === "stop") out.finish = "calls";
    }
    const usage = answer.usageMetadata;
    const reasoning = usage.thoughtsTokenCount ?? 0;
    out.usage = {
      input: usage.promptTokenCount ?? 0,
      output: (usage.candidatesTokenCount ?? 0) + reasoning,
      cached: usage.cachedContentTokenCount ?? 0,
      reasoning,
    };
    return out;
  }
}

const KINDS = { openai_chat: Chat, openai_responses: Responses, anthropic: Messages, gemini: Gemini };
const conversations = new Map();
let sdk;

async function obey(order) {
  if (order.open) {
    const { base, key } = order.open;
    sdk = {
      openai: new OpenAI({ baseURL: `${base}/v1`, apiKey: key, maxRetries: 0 }),
      anthropic: new Anthropic({ baseURL: base, apiKey: key, maxRetries: 0 }),
      google: new GoogleGenAI({ apiKey: key, httpOptions: { baseUrl: base } }),
    };
    return { node: process.version };
  }
  let conversation = conversations.get(order.id);
  if (!conversation) {
    conversation = new KINDS[order.dialect]();
    conversation.model = order.model;
    conversations.set(order.id, conversation);
  }
  if (order.do === "ask") return conversation.ask(order.wish);
  if (order.do === "user") conversation.user(order.text, order.png, order.url);
  if (order.do === "assistant") conversation.assistant(order.text);
  if (order.do === "results") conversation.results(order.found, order.calls);
  return {};
}

for await (const line of createInterface({ input: process.stdin })) {
  let said;
  try {
    said = await obey(JSON.parse(line));
  } catch (error) {
    said = { failed: { status: error.status ?? 0, message: String(error.message ?? error) } };
  }
  process.stdout.write(JSON.stringify(said) + "\n");
}
