"""Mistral's package at the mock: python vendor_mistral.py"""

from mistralai.client import Mistral
from mistralai.client.errors import SDKError
from verdict import (
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

client = Mistral(api_key=KEY, server_url=ORIGIN)


def chat():
    answer = client.chat.complete(model=MODEL, messages=TURNS)
    same(answer.choices[0].message.content, WORDS)
    same(answer.choices[0].finish_reason, "stop")
    usage = answer.usage
    same((usage.prompt_tokens, usage.completion_tokens), (PROMPT_TOKENS, COMPLETION_TOKENS))


def stream():
    events = list(client.chat.stream(model=MODEL, messages=TURNS))
    pieces = [each.data.choices[0].delta.content or "" for each in events]
    same("".join(pieces), WORDS)
    same(events[-1].data.usage.completion_tokens, COMPLETION_TOKENS)


def tools():
    answer = client.chat.complete(model=MODEL, messages=TURNS, tools=[TOOL], tool_choice="any")
    message = answer.choices[0].message
    (call,) = message.tool_calls
    city(call.function.arguments)
    result = {"role": "tool", "tool_call_id": call.id, "name": "get_weather", "content": "sunny"}
    turns = [*TURNS, message, result]
    again = client.chat.complete(model=MODEL, messages=turns, tools=[TOOL])
    same(again.choices[0].message.content, WORDS)


def thoughts():
    answer = client.chat.complete(model="magistral-medium-latest", messages=TURNS)
    kinds = [part.type for part in answer.choices[0].message.content]
    same(kinds, ["thinking", "text"])
    events = list(client.chat.stream(model="magistral-medium-latest", messages=TURNS))
    parts = [each.data.choices[0].delta.content for each in events]
    lists = [each for each in parts if isinstance(each, list)]
    same([part.type for part in lists[0]], ["thinking"])


def models():
    same(MODEL in [each.id for each in client.models.list().data], True)


def error():
    other = Mistral(api_key="wrong", server_url=ORIGIN)
    said = raised(SDKError, lambda: other.chat.complete(model=MODEL, messages=TURNS))
    same(said.status_code, 401)


verdict(chat=chat, stream=stream, tools=tools, thoughts=thoughts, models=models, error=error)
