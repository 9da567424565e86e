// SillyTavern's server with one tool, as its page asks it: node sillytavern.mjs SOURCE PACKAGE DATA
// SOURCE is custom (OpenAI chat), claude or makersuite (Gemini); HP_BASE, HP_KEY and HP_MODEL say
// where. The model list, then a tool call streamed, then its result and an answer in one piece.

import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import process from "node:process";

const { HP_BASE: base, HP_KEY: key, HP_MODEL: model, HOME: home } = process.env;
const [source, folder, data] = process.argv.slice(2);
const ADDRESSES = { claude: `${base}/v1`, makersuite: base };
const there =
  source === "custom"
    ? { custom_url: `${base}/v1` }
    : { reverse_proxy: ADDRESSES[source], proxy_password: key };

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function start(port) {
  const config = path.join(home, "config.yaml");
  writeFileSync(config, "skipContentCheck: true\nextensions:\n  enabled: false\n");
  const server = spawn(process.execPath, [
    path.join(folder, "server.js"), "--configPath", config, "--dataRoot", data,
    "--port", port, "--disableCsrf", "--browserLaunchEnabled", "false",
  ]);
  const said = [];
  for (const stream of [server.stdout, server.stderr]) stream.on("data", (text) => said.push(text));
  const ended = new Promise((_, reject) =>
    server.once("exit", () => reject(new Error(`the server ended: ${said.join("").slice(-400)}`))),
  );
  ended.catch(() => {});
  // It compiles its page before it listens, the first time for a minute or two.
  const ready = new Promise((resolve) =>
    server.stdout.on("data", () => said.join("").includes("Go to: http") && resolve()),
  );
  return { server, ready: Promise.race([ready, ended]), said };
}

// The page's own reader of streams; the module around it needs a browser.
function pagesReader() {
  const module = readFileSync(path.join(folder, "public/scripts/sse-stream.js"), "utf8");
  const text = module.match(/^class EventSourceStream \{[^]*?^\}/m)[0];
  return new Function(`${text}; return EventSourceStream;`)();
}

async function* events(response) {
  const stream = new (pagesReader())();
  response.body.pipeThrough(stream);
  for await (const { data } of stream.readable) {
    if (data === "[DONE]") return;
    yield JSON.parse(data);
  }
  if (source === "custom") throw new Error("the stream ended without [DONE]");
}

// What public/scripts/openai.js and tool-calling.js take from an event of each source.
const text = (event) =>
  ({
    custom: () => event.choices?.[0]?.delta?.content,
    claude: () => event.delta?.text,
    makersuite: () =>
      event.candidates?.[0]?.content?.parts?.filter((part) => !part.thought)?.map((p) => p.text)?.[0],
  })[source]() || "";

function takeCalls(calls, event) {
  for (const delta of event.choices?.[0]?.delta?.tool_calls ?? []) {
    const call = (calls[delta.index] ??= { id: "", name: "", arguments: "" });
    call.id += delta.id ?? "";
    call.name += delta.function?.name ?? "";
    call.arguments += delta.function?.arguments ?? "";
  }
  if (event.content_block?.type === "tool_use") {
    const { id, name } = event.content_block;
    calls[event.index] = { id, name, arguments: "" };
  }
  if (event.delta?.type === "input_json_delta") {
    calls[event.index].arguments += event.delta.partial_json;
  }
  for (const part of event.candidates?.[0]?.content?.parts ?? []) {
    const { functionCall: called, thoughtSignature: signature } = part;
    if (!called) continue;
    const id = Math.random().toString(36).slice(2); // as the page's: Gemini's own is left out
    calls.push({ id, name: called.name, arguments: JSON.stringify(called.args), signature });
  }
}

const TOOL = {
  type: "function",
  function: {
    name: "get_weather",
    description: "The weather in a city",
    parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
  },
};

async function ask(at, endpoint, body) {
  const response = await fetch(`http://127.0.0.1:${at}/api/${endpoint}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${endpoint}: ${response.status} ${await response.text()}`);
  return response;
}

async function talk(at) {
  const backend = "backends/chat-completions";
  const common = { chat_completion_source: source, ...there };
  if (source === "custom") await ask(at, "secrets/write", { key: "api_key_custom", value: key });
  if (source !== "claude") {
    const listed = await (await ask(at, `${backend}/status`, common)).json();
    if (!listed.data?.some(({ id }) => id === model)) {
      throw new Error(`the model is not listed: ${JSON.stringify(listed).slice(0, 300)}`);
    }
  }
  const messages = [
    { role: "system", content: "You are a sailor." },
    { role: "user", content: "Weather in Rome?" },
  ];
  const wish = {
    ...common, model, messages, max_tokens: 300, temperature: 1, top_p: 1, stop: [], n: undefined,
    use_sysprompt: true, tools: [TOOL], tool_choice: "auto", reasoning_effort: "auto",
  };
  let said = "";
  const calls = [];
  for await (const event of events(await ask(at, `${backend}/generate`, { ...wish, stream: true }))) {
    if (event.error) throw new Error(JSON.stringify(event.error));
    said += text(event);
    takeCalls(calls, event);
  }
  const [called] = calls.filter(Boolean);
  if (JSON.parse(called?.arguments ?? "{}").city !== "Rome" || !said) {
    throw new Error(`not called: ${JSON.stringify(calls)} ${said}`);
  }
  const { id, signature, ...called_ } = called;
  messages.push(
    { role: "assistant", content: said,
      tool_calls: [{ id, type: "function", function: called_, signature }] },
    { role: "tool", tool_call_id: id, content: "homeport-42 in Rome" },
  );
  const whole = await (await ask(at, `${backend}/generate`, { ...wish, stream: false })).json();
  console.log(whole.choices?.[0]?.message?.content ?? JSON.stringify(whole));
}

const port = await freePort();
const { server, ready, said } = start(port);
try {
  await ready;
  await talk(port);
} catch (error) {
  console.error(error, said.join("").slice(-600));
  process.exitCode = 1;
} finally {
  server.kill("SIGKILL");
}
