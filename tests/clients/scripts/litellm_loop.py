"""LiteLLM as a client with one tool, streamed: python litellm_loop.py {openai,responses,...}

Runs in an environment of its own. HP_BASE, HP_KEY and HP_MODEL say where.
"""

import os
import sys

import litellm

BASE, KEY, MODEL = (os.environ[name] for name in ("HP_BASE", "HP_KEY", "HP_MODEL"))
PLACES = {
    "openai": ("openai/", f"{BASE}/v1"),
    "anthropic": ("anthropic/", BASE),
    "gemini": ("gemini/", f"{BASE}/v1beta"),
}
TOOL = {
    "type": "function",
    "function": {
        "name": "get_weather",
        "description": "The weather in a city",
        "parameters": {
            "type": "object",
            "properties": {"city": {"type": "string"}},
            "required": ["city"],
        },
    },
}

prefix, base = PLACES[sys.argv[1]]
common = {
    "model": prefix + MODEL,
    "api_base": base,
    "api_key": KEY,
    "tools": [TOOL],
    "num_retries": 0,
    "max_tokens": 1000,
}
messages = [{"role": "user", "content": "Weather in Rome?"}]
chunks = list(
    litellm.completion(
        messages=messages, stream=True, stream_options={"include_usage": True}, **common
    )
)
first = litellm.stream_chunk_builder(chunks, messages=messages)
message = first.choices[0].message
(call,) = message.tool_calls
assert call.function.arguments.replace(" ", "") == '{"city":"Rome"}', call
assert first.usage.completion_tokens > 0
messages += [
    message.model_dump(),
    {"role": "tool", "tool_call_id": call.id, "name": "get_weather", "content": "homeport-42"},
]
print(litellm.completion(messages=messages, **common).choices[0].message.content)
