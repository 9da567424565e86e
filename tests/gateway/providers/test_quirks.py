"""What single vendors refuse of OpenAI's requests, and call otherwise."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gateway.providers.base import Endpoint, Operation
from gateway.providers.mistral.provider import short_id
from gateway.providers.pasting.key_shapes import shape_of
from gateway.providers.registry import provider

ASKED: dict[str, Any] = {
    "model": "m",
    "stream": True,
    "stream_options": {"include_usage": True},
    "seed": 7,
    "logit_bias": {"1": 1},
    "frequency_penalty": 0.5,
    "max_completion_tokens": 10,
    "messages": [
        {"role": "user", "content": "Hi", "name": "Mia"},
        {
            "role": "assistant",
            "content": None,
            "refusal": None,
            "reasoning_content": "Hm",
            "tool_calls": [
                {
                    "id": "call_abcdefghijkl",
                    "type": "function",
                    "function": {"name": "f", "arguments": '{"a": "tool_call_id"}'},
                },
                {"id": "AbC123xyz", "type": "function", "function": {"name": "g"}},
            ],
        },
        {"role": "tool", "tool_call_id": "call_abcdefghijkl", "content": "20C", "name": "f"},
        {"role": "tool", "tool_call_id": "AbC123xyz", "content": "21C"},
    ],
}
BODY = json.dumps(ASKED).encode()


def adapted(ident: str, body: bytes = BODY, dialect: str = "openai_chat") -> dict[str, Any]:
    each = provider(ident)
    value: dict[str, Any] = json.loads(each.adapt(dialect, Endpoint(each.base_url), body))
    return value


def test_mistral_gets_its_own_names_and_ids_of_nine_characters() -> None:
    sent = adapted("mistral")
    assert not {"stream_options", "logit_bias", "seed", "max_completion_tokens"} & sent.keys()
    assert (sent["random_seed"], sent["max_tokens"]) == (7, 10)
    _, assistant, first, second = sent["messages"]
    assert not {"reasoning_content", "refusal"} & assistant.keys()
    ids = [call["id"] for call in assistant["tool_calls"]]
    assert ids == [first["tool_call_id"], second["tool_call_id"]]
    assert ids[1] == "AbC123xyz"
    assert len(ids[0]) == 9
    assert ids[0].isalnum()
    assert first["name"] == "f"
    assert assistant["tool_calls"][0]["function"]["arguments"] == '{"a": "tool_call_id"}'


def test_short_ids_are_the_same_every_time_and_differ() -> None:
    made = {short_id(f"call_{number}") for number in range(500)}
    assert len(made) == 500
    assert short_id("call_1") == short_id("call_1")


@pytest.mark.parametrize(
    ("ident", "gone", "gone_of_messages"),
    [
        ("groq", {"logit_bias"}, {"name", "reasoning_content", "refusal"}),
        ("xai", set(), {"name"}),
        ("cerebras", {"logit_bias", "frequency_penalty"}, {"reasoning_content"}),
        ("openai", set(), set()),
        ("openrouter", set(), set()),
    ],
)
def test_what_is_refused_is_left_out_and_nothing_else(
    ident: str, gone: set[str], gone_of_messages: set[str]
) -> None:
    sent = adapted(ident)
    assert set(ASKED) - sent.keys() == gone
    for before, after in zip(ASKED["messages"], sent["messages"], strict=True):
        assert before.keys() - after.keys() == before.keys() & gone_of_messages


@pytest.mark.parametrize(("ident", "member"), [("openrouter", "models"), ("litellm", "fallbacks")])
def test_nobody_is_told_of_models_that_are_not_paid(ident: str, member: str) -> None:
    each = provider(ident)
    endpoint = Endpoint(each.base_url or "http://127.0.0.1:4000/v1", "k", model="cheap")
    body = json.dumps({"model": "cheap", member: ["dear"], "temperature": 1}).encode()
    kept = {"model": "cheap", "temperature": 1}
    assert json.loads(each.adapt("openai_chat", endpoint, body)) == kept
    for operation in (Operation.COMPLETIONS, Operation.EMBEDDINGS):
        request = each.request(operation, "openai_chat", endpoint, body, {}, stream=False)
        assert json.loads(request.body) == kept


@pytest.mark.parametrize("ident", ["mistral", "groq", "cerebras"])
@pytest.mark.parametrize(
    "body",
    [
        b"nothing",
        b"[]",
        b'{"messages":"reasoning_content tool_call"}',
        b'{"messages":[1,"tool_call",null,{"tool_calls":3,"name":[]}]}',
        b'{"messages":[{"tool_calls":[1]},{"tool_call_id":7}]}',
    ],
)
def test_what_cannot_be_read_goes_as_it_is_or_without_what_is_refused(
    ident: str, body: bytes
) -> None:
    each = provider(ident)
    out = each.adapt("openai_chat", Endpoint(each.base_url), body)
    assert b"messages" in out or out == body


@pytest.mark.parametrize("ident", ["mistral", "groq"])
def test_other_dialects_and_plain_bodies_keep_their_bytes(ident: str) -> None:
    each = provider(ident)
    plain = b'{"model": "m",  "messages": [{"role":"user","content":"Hi"}]}'
    assert each.adapt("openai_chat", Endpoint(each.base_url), plain) is plain
    assert each.adapt("anthropic", Endpoint(each.base_url), BODY) is BODY


def sent_body(ident: str, operation: Operation, body: dict[str, Any]) -> tuple[str, Any]:
    each = provider(ident)
    request = each.request(
        operation,
        "rerank",
        Endpoint(each.base_url, "k"),
        json.dumps(body).encode(),
        {},
        stream=False,
    )
    return request.url, json.loads(request.body)


def test_voyage_and_jina_embed_and_rank() -> None:
    asked = {"model": "voyage-3.5", "input": ["a"], "dimensions": 256}
    url, body = sent_body("voyage", Operation.EMBEDDINGS, asked)
    assert url == "https://api.voyageai.com/v1/embeddings"
    assert body == {"model": "voyage-3.5", "input": ["a"], "output_dimension": 256}
    asked |= {"user": "me", "encoding_format": "float"}
    _, sent = sent_body("voyage", Operation.EMBEDDINGS, asked)
    assert sent == body  # floats are what it gives by itself, and the one word it refuses
    _, sent = sent_body("voyage", Operation.EMBEDDINGS, {**asked, "encoding_format": "base64"})
    assert sent == {**body, "encoding_format": "base64"}
    ranked = {"model": "rerank-2.5", "query": "q", "documents": ["a"], "top_n": 1}
    url, body = sent_body("voyage", Operation.RERANK, ranked)
    assert url == "https://api.voyageai.com/v1/rerank"
    assert (body["top_k"], "top_n" in body) == (1, False)
    url, body = sent_body("jina", Operation.RERANK, ranked)
    assert (url, body) == ("https://api.jina.ai/v1/rerank", ranked)
    url, _ = sent_body("cohere", Operation.RERANK, ranked)
    assert url == "https://api.cohere.com/v2/rerank"


def test_openrouter_is_told_whose_app_it_is_where_the_owner_says() -> None:
    each = provider("openrouter")

    def headers(settings: dict[str, str]) -> dict[str, str]:
        endpoint = Endpoint(each.base_url, "k", settings)
        request = each.request(Operation.CHAT, "openai_chat", endpoint, b"{}", {}, stream=False)
        return {name: v for name, v in request.headers.items() if name[:2] in ("HT", "X-")}

    assert headers({}) == {}
    told = {"app_url": "https://home.example", "app_name": "Home"}
    assert headers(told) == {"HTTP-Referer": "https://home.example", "X-OpenRouter-Title": "Home"}


def test_only_mistrals_thinkers_are_spoken_to_in_lists_of_parts() -> None:
    each = provider("mistral")
    thinker = Endpoint(each.base_url, model="magistral-medium-latest")
    assert each.dialects_for(thinker) == ("mistral_chat",)
    assert each.dialects_for(Endpoint(each.base_url, model="mistral-small-latest")) == (
        "openai_chat",
    )
    request = each.request(Operation.CHAT, "mistral_chat", thinker, b"{}", {}, stream=True)
    assert request.url == "https://api.mistral.ai/v1/chat/completions"
    sent = json.loads(each.adapt("mistral_chat", thinker, BODY))
    assert "stream_options" not in sent


@pytest.mark.parametrize(
    ("key", "own", "bearer"),
    [
        ("pk-1", "pk-1", None),
        ("pk-1|sk-2", "pk-1", "Bearer sk-2"),
        (" pk-1 | sk-2 ", "pk-1", "Bearer sk-2"),
    ],
)
def test_portkey_gets_its_key_and_the_providers_apart(
    key: str, own: str, bearer: str | None
) -> None:
    each = provider("portkey")
    endpoint = Endpoint(each.base_url, key, {"portkey_provider": "@mine"})
    chat = each.request(Operation.CHAT, "openai_chat", endpoint, b"{}", {}, stream=False)
    models = each.request(Operation.MODELS, "openai_chat", endpoint, b"", {}, stream=False)
    for request in (chat, models, each.models_requests(endpoint)[0]):
        assert request.headers["x-portkey-api-key"] == own
        assert request.headers["x-portkey-provider"] == "@mine"
        assert request.headers.get("Authorization") == bearer


@pytest.mark.parametrize(
    ("key", "ident"),
    [
        ("r8_" + "Ab1z" * 10, "replicate"),
        ("jina_" + "a1B2" * 12, "jina"),
        ("pa-" + "a1B2" * 12, "voyage"),
        ("fastgpt-" + "a1b2" * 8, "fastgpt"),
        ("app-" + "a1B2" * 6, "dify"),
        ("pat_" + "a1B2" * 16, "coze"),
        ("279a2e9d-83b3-c416-7e2d-f721593e42a0:fx", "deepl"),
    ],
)
def test_keys_are_known_by_their_shapes(key: str, ident: str) -> None:
    shape = shape_of(key)
    assert shape is not None
    assert shape.providers == (ident,)


@pytest.mark.parametrize(("asked", "sent"), [({}, "passage"), ({"input_type": "query"}, "query")])
def test_nvidia_is_told_what_texts_are_for(asked: dict[str, str], sent: str) -> None:
    each = provider("nvidia")
    body = json.dumps({"model": "m", "input": ["x"], **asked}).encode()
    endpoint = Endpoint(each.base_url, "nvapi-1", model="m")
    made = each.request(Operation.EMBEDDINGS, "openai_chat", endpoint, body, {}, stream=False)
    assert json.loads(made.body) == {"model": "m", "input": ["x"], "input_type": sent}
