"""Cloudflare's package at the Workers AI mock: python vendor_cloudflare.py

It knows Workers AI's own interface and the account's models; the OpenAI-compatible one, which the
gateway asks, has no package of Cloudflare's.
"""

from cloudflare import AuthenticationError, Cloudflare
from verdict import (
    BASE,
    COMPLETION_TOKENS,
    FUNCTION,
    KEY,
    MODEL,
    PROMPT_TOKENS,
    TURNS,
    WORDS,
    city,
    raised,
    same,
    verdict,
)

ACCOUNT = "0123456789abcdef0123456789abcdef"


def made(key):
    return Cloudflare(api_token=key, base_url=BASE, max_retries=0, _strict_response_validation=True)


def member(value, name):
    """The package hands out a plain dict where it could not tell which answer it has."""
    return value[name] if isinstance(value, dict) else getattr(value, name)


client = made(KEY)


def run(client, **more):
    return client.ai.run(MODEL, account_id=ACCOUNT, messages=TURNS, **more)


def chat():
    answer = run(client)
    same(member(answer, "response"), WORDS)
    usage = member(answer, "usage")
    counts = (member(usage, "prompt_tokens"), member(usage, "completion_tokens"))
    same(counts, (PROMPT_TOKENS, COMPLETION_TOKENS))


def tools():
    answer = run(client, tools=[{"type": "function", "function": FUNCTION}])
    (call,) = member(answer, "tool_calls")
    same(member(call, "name"), "get_weather")
    city(member(call, "arguments"))


def models():
    same(MODEL in [each["name"] for each in client.ai.models.list(account_id=ACCOUNT)], True)


def error():
    said = raised(AuthenticationError, lambda: run(made("wrong")))
    same(said.status_code, 401)
    same(said.errors[0].code, 10000)


verdict(chat=chat, tools=tools, models=models, error=error)
