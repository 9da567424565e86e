"""iFlytek's package at the mock of its WebSocket: python vendor_spark.py"""

from sparkai.core.messages import ChatMessage
from sparkai.errors import SparkAIConnectionError
from sparkai.llm.llm import ChatSparkLLM
from verdict import (
    COMPLETION_TOKENS,
    FUNCTION,
    KEY,
    ORIGIN,
    PROMPT,
    WORDS,
    city,
    raised,
    same,
    verdict,
)

APP, SECRET, IDENT = KEY.split("|")
TURNS = [ChatMessage(role="user", content=PROMPT)]


def made(secret=SECRET, **more):
    return ChatSparkLLM(
        spark_api_url=f"{ORIGIN.replace('http', 'ws', 1)}/v3.5/chat",
        spark_app_id=APP,
        spark_api_key=IDENT,
        spark_api_secret=secret,
        spark_llm_domain="generalv3.5",
        request_timeout=20,
        **more,
    )


def chat():
    answer = made().generate([TURNS])
    same(answer.generations[0][0].text, WORDS)
    same(answer.llm_output["token_usage"]["completion_tokens"], COMPLETION_TOKENS)


def stream():
    same("".join(piece.content for piece in made(streaming=True).stream(TURNS)), WORDS)


def functions():
    answer = made().generate([TURNS], function_definition=[FUNCTION])
    called = answer.generations[0][0].message.function_call
    same(called["name"], "get_weather")
    city(called["arguments"])


def error():
    raised(SparkAIConnectionError, lambda: made("wrong").generate([TURNS]))


verdict(chat=chat, stream=stream, functions=functions, error=error)
