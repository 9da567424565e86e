"""Packages made like OpenAI's at the mock: python vendor_openai_alike.py {groq,together,...}

They are generated or written after OpenAI's, and each has types of its own for what comes back.
"""

import importlib
import sys

from verdict import (
    BASE,
    COMPLETION_TOKENS,
    KEY,
    MODEL,
    ORIGIN,
    PROMPT_TOKENS,
    TOOL,
    TURNS,
    WORDS,
    city,
    raised,
    same,
    verdict,
)

# Module, class, base URL, and the error for a wrong key.
PLACES = {
    "groq": ("groq", "Groq", ORIGIN, "AuthenticationError"),
    "together": ("together", "Together", ORIGIN, "AuthenticationError"),
    "cerebras": ("cerebras.cloud.sdk", "Cerebras", ORIGIN, "AuthenticationError"),
    "fireworks": ("fireworks", "Fireworks", BASE.removesuffix("/v1"), "AuthenticationError"),
    "zhipuai": ("zhipuai", "ZhipuAI", BASE, "APIAuthenticationError"),
    "zai": ("zai", "ZaiClient", BASE, "core.APIAuthenticationError"),
    "ark": ("volcenginesdkarkruntime", "Ark", BASE, "_exceptions.ArkAuthenticationError"),
    "perplexity": ("perplexity", "Perplexity", ORIGIN, "AuthenticationError"),
    "sambanova": ("sambanova", "SambaNova", BASE, "AuthenticationError"),
    # What xAI's documents use beside their own package, which speaks gRPC alone.
    "xai": ("openai", "OpenAI", BASE, "AuthenticationError"),
    "huggingface": ("huggingface_hub", "InferenceClient", BASE, "errors.HfHubHTTPError"),
}
module, maker, base, refused = PLACES[sys.argv[1]]
made = getattr(importlib.import_module(module), maker)
more = {} if sys.argv[1] == "huggingface" else {"max_retries": 0}
if sys.argv[1] in ("groq", "together", "cerebras", "fireworks", "perplexity", "sambanova", "xai"):
    # An answer that its types do not allow is an error. Zhipu's demand an `extra_json` everywhere.
    more["_strict_response_validation"] = True
# Cerebras' client asks for a model list of its own accord, to warm its connection up.
more |= {"warm_tcp_connection": False} if sys.argv[1] == "cerebras" else {}
client = made(api_key=KEY, base_url=base, **more)


def chat():
    answer = client.chat.completions.create(model=MODEL, messages=TURNS)
    same((answer.choices[0].message.content, answer.choices[0].finish_reason), (WORDS, "stop"))
    usage = answer.usage
    same((usage.prompt_tokens, usage.completion_tokens), (PROMPT_TOKENS, COMPLETION_TOKENS))


def stream():
    chunks = list(client.chat.completions.create(model=MODEL, messages=TURNS, stream=True))
    pieces = [each.choices[0].delta.content or "" for each in chunks if each.choices]
    same("".join(pieces), WORDS)
    reasons = [each.choices[0].finish_reason for each in chunks if each.choices]
    same(reasons[-1], "stop")


def tools():
    answer = client.chat.completions.create(model=MODEL, messages=TURNS, tools=[TOOL])
    message = answer.choices[0].message
    (call,) = message.tool_calls
    city(call.function.arguments)
    calls = [
        {
            "id": call.id,
            "type": "function",
            "function": {"name": call.function.name, "arguments": call.function.arguments},
        }
    ]
    turns = [
        *TURNS,
        {"role": "assistant", "content": "", "tool_calls": calls},
        {"role": "tool", "tool_call_id": call.id, "content": "sunny"},
    ]
    again = client.chat.completions.create(model=MODEL, messages=turns, tools=[TOOL])
    same(again.choices[0].message.content, WORDS)


def tools_streamed():
    chunks = list(
        client.chat.completions.create(model=MODEL, messages=TURNS, tools=[TOOL], stream=True)
    )
    calls = [
        call for each in chunks if each.choices for call in each.choices[0].delta.tool_calls or ()
    ]
    city("".join(call.function.arguments or "" for call in calls))
    same(calls[0].function.name, "get_weather")


def error():
    kind = importlib.import_module(module)
    for name in refused.split("."):
        kind = (
            getattr(kind, name)
            if hasattr(kind, name)
            else importlib.import_module(f"{kind.__name__}.{name}")
        )
    # Zhipu's packages sign with the key, which has two parts.
    other = made(api_key="wrong.wrong", base_url=base, **more)
    said = raised(kind, lambda: other.chat.completions.create(model=MODEL, messages=TURNS))
    same(getattr(said, "status_code", 401), 401)


def embeddings():
    answer = client.embeddings.create(model="embedding-3", input=["one", "two"])
    same([each.index for each in answer.data], [0, 1])


steps = {"chat": chat, "stream": stream, "tools": tools, "tools_streamed": tools_streamed}
if sys.argv[1] in ("zhipuai", "zai"):
    steps["embeddings"] = embeddings
if sys.argv[1] == "perplexity":  # whose own package knows no call of a tool
    del steps["tools"], steps["tools_streamed"]
verdict(**steps, error=error)
