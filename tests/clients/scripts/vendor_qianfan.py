"""Baidu's package at the mock of either of its interfaces: python vendor_qianfan.py {v1,v2}"""

# ruff: noqa: E402
import os
import sys

from verdict import (
    BASE,
    COMPLETION_TOKENS,
    FUNCTION,
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

FIRST = sys.argv[1] == "v1"
# Read when the package is imported.
os.environ |= {"QIANFAN_DISABLE_CACHE": "true", "QIANFAN_DISABLE_EB_SDK": "true"}
if FIRST:
    ident, secret = KEY.split("|")
    os.environ |= {"QIANFAN_BASE_URL": ORIGIN, "QIANFAN_AK": ident, "QIANFAN_SK": secret}
else:
    os.environ |= {
        "QIANFAN_CONSOLE_API_BASE_URL": BASE.removesuffix("/v2"),
        "QIANFAN_BEARER_TOKEN": KEY,
    }

import qianfan
from qianfan.errors import APIError, RequestError

model = "ERNIE-Speed-128K" if FIRST else MODEL
client = qianfan.ChatCompletion(version="1" if FIRST else "2")


def ask(**more):
    return client.do(**{"messages": TURNS, "model": model, "retry_count": 1} | more)


def text(body):
    """What is said in an answer, or in a piece of one."""
    if FIRST:
        return body["result"]
    choices = body["choices"]
    said = choices[0].get("message") or choices[0].get("delta") if choices else {}
    return said.get("content") or ""


def chat():
    answer = ask()
    same((answer.code, text(answer.body)), (200, WORDS))
    usage = answer.body["usage"]
    same((usage["prompt_tokens"], usage["completion_tokens"]), (PROMPT_TOKENS, COMPLETION_TOKENS))


def stream():
    pieces = [each.body for each in ask(stream=True)]
    same("".join(text(each) for each in pieces), WORDS)
    if FIRST:
        same((pieces[0]["is_end"], pieces[-1]["is_end"]), (False, True))
    else:
        same(pieces[-1]["choices"][0]["finish_reason"], "stop")


def functions():
    called = ask(functions=[FUNCTION]).body["function_call"]
    same(called["name"], "get_weather")
    city(called["arguments"])
    turns = [
        *TURNS,
        {"role": "assistant", "content": "", "function_call": called},
        {"role": "function", "name": "get_weather", "content": '{"sun": true}'},
    ]
    same(text(ask(messages=turns, functions=[FUNCTION]).body), WORDS)


def tools():
    message = ask(tools=[TOOL]).body["choices"][0]["message"]
    (call,) = message["tool_calls"]
    city(call["function"]["arguments"])
    result = {"role": "tool", "tool_call_id": call["id"], "content": "sunny"}
    same(text(ask(messages=[*TURNS, message, result], tools=[TOOL]).body), WORDS)


def embeddings():
    answer = qianfan.Embedding(version="1").do(
        texts=["one", "two"], model="Embedding-V1", retry_count=1
    )
    same([each["index"] for each in answer.body["data"]], [0, 1])


def error():
    if FIRST:
        said = raised(APIError, lambda: ask(temperature=7))
        same(said.error_code, 336001)
        return
    said = raised(RequestError, lambda: ask(model="nobody"))
    same('"invalid_model"' in str(said), True)


if FIRST:
    verdict(chat=chat, stream=stream, functions=functions, embeddings=embeddings, error=error)
else:
    verdict(chat=chat, stream=stream, tools=tools, error=error)
