"""Cloudflare's package at the Workers AI mock: python vendor_cloudflare.py

It knows Workers AI's own interface and the account's models; the OpenAI-compatible one, which the
gateway asks, has no package of Cloudflare's.
"""

import base64

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

FLUX = "@cf/black-forest-labs/flux-1-schnell"
RERANKER = "@cf/baai/bge-reranker-base"
WHISPER = "@cf/openai/whisper-large-v3-turbo"
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


def picture():
    made = client.ai.run(FLUX, account_id=ACCOUNT, prompt="A harbour", extra_body={"steps": 4})
    same(base64.b64decode(member(made, "image"))[:3], b"\xff\xd8\xff")


def ranking():
    contexts = [{"text": "Bread is baked"}, {"text": "Paris is the capital"}]
    asked = {"query": "the capital", "contexts": contexts}
    made = client.ai.run(RERANKER, account_id=ACCOUNT, extra_body=asked)
    same(member(member(made, "response")[0], "id"), 1)


def transcript():
    sound = base64.b64encode(b"RIFF").decode()
    made = client.ai.run(WHISPER, account_id=ACCOUNT, audio=sound, extra_body={"task": "translate"})
    same(member(member(made, "transcription_info"), "language"), "cs")
    same(member(member(made, "segments")[0], "start"), 0)


def models():
    same(MODEL in [each["name"] for each in client.ai.models.list(account_id=ACCOUNT)], True)


def error():
    said = raised(AuthenticationError, lambda: run(made("wrong")))
    same(said.status_code, 401)
    same(said.errors[0].code, 10000)


verdict(
    chat=chat,
    tools=tools,
    picture=picture,
    ranking=ranking,
    transcript=transcript,
    models=models,
    error=error,
)
