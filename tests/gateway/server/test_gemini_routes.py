"""Gemini's paths: both versions, /gemini, spellings, keys, streams as arrays, errors, models."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gateway.domain.money import NANO
from tests.gateway.house import ROOT_KEY, House
from tests.gateway.server.google_client import google
from tests.upstreams import Reply, Upstreams, Usage

MODEL = "gemini-2.5-flash"
BODY = {"contents": [{"parts": [{"text": "Hi"}]}]}
PREFIXES = ("/v1beta", "/v1", "/gemini/v1beta", "/gemini/v1")


async def ask(
    home: House, path: str, body: Any = BODY, *, method: str = "POST", **headers: str
) -> tuple[int, dict[str, str], bytes]:
    """A request with no key but what the headers or the path hold."""
    async with home.session.request(
        method, home.url + path, json=body if method == "POST" else None, headers=headers
    ) as answer:
        found = {name.lower(): value for name, value in answer.headers.items()}
        return answer.status, found, await answer.read()


GOOG = {"x-goog-api-key": ROOT_KEY}


@pytest.mark.parametrize("prefix", PREFIXES)
async def test_every_path_that_clients_use(home: House, up: Upstreams, prefix: str) -> None:
    await home.channel(up.gemini, MODEL)
    for name in (MODEL, f"models/{MODEL}"):
        status, headers, body = await ask(home, f"{prefix}/models/{name}:generateContent", **GOOG)
        assert status == 200, body
        assert headers["content-type"] == "application/json"
        assert json.loads(body)["candidates"][0]["content"]["parts"][0]["text"] == "You said: Hi"
    path = f"{prefix}/models/{MODEL}:streamGenerateContent?alt=sse"
    status, headers, body = await ask(home, path, **GOOG)
    assert status == 200
    assert headers["content-type"] == "text/event-stream"
    assert all(line.startswith(b"data: ") for line in body.splitlines() if line)
    status, _, body = await ask(home, f"{prefix}/models/{MODEL}:countTokens", **GOOG)
    assert json.loads(body) == {"totalTokens": 8}


async def test_names_with_colons_and_slashes(home: House, up: Upstreams) -> None:
    await home.channel(up.gemini, "qwen/q:8b", aliases={"qwen/q:8b": MODEL, "tunedModels/t": MODEL})
    status, _, body = await ask(home, "/v1beta/models/qwen/q:8b:generateContent", **GOOG)
    assert status == 200, body
    status, _, body = await ask(home, "/v1beta/tunedModels/t:generateContent", **GOOG)
    assert status == 200, body
    assert json.loads(body)["modelVersion"] == "tunedModels/t"


@pytest.mark.parametrize(
    ("query", "headers"),
    [
        (f"key={ROOT_KEY}", {}),
        ("", GOOG),
        ("", {"Authorization": f"Bearer {ROOT_KEY}"}),
        ("", {"x-api-key": ROOT_KEY}),
    ],
)
async def test_the_key_is_taken_anywhere_and_never_sent_on(
    home: House, up: Upstreams, query: str, headers: dict[str, str]
) -> None:
    await home.channel(up.gemini, MODEL)
    path = f"/v1beta/models/{MODEL}:streamGenerateContent?alt=sse&{query}"
    status, _, body = await ask(home, path, **headers)
    assert status == 200, body
    assert up.gemini.last.query == {"alt": "sse"}
    assert ROOT_KEY not in str(up.gemini.last.raw_headers)
    (row,) = await home.log()
    assert row.request.endpoint == f"/v1beta/models/{MODEL}:streamGenerateContent"
    assert ROOT_KEY not in repr(row)


async def test_bytes_pass_and_snake_case_is_understood(home: House, up: Upstreams) -> None:
    await home.channel(up.gemini, MODEL)
    body = (
        b'{ "contents":[ {"role":"user","parts":[{"text":"\\u00e9"}]} ],'
        b' "system_instruction":{"parts":[{"text":"x"}]},'
        b' "generation_config":{"temperature":1.50,"max_output_tokens":50} }'
    )
    status, _, answer = await home.post(f"/v1beta/models/{MODEL}:generateContent", body)
    assert status == 200, answer
    assert up.gemini.last.body == body


async def test_a_limited_payers_output_is_lowered_in_place(home: House, up: Upstreams) -> None:
    await home.channel(up.gemini, MODEL)
    await home.price(**{MODEL: {"input": 1, "output": 10}})
    _, key = await home.token(NANO // 80)
    body = BODY | {"generation_config": {"max_output_tokens": 5000, "top_k": 3}}
    status, headers, answer = await home.post(f"/v1beta/models/{MODEL}:generateContent", body, key)
    assert status == 200, answer
    config = up.gemini.last.json["generation_config"]
    assert config["max_output_tokens"] == int(headers["x-homeport-max-output"]) < 5000
    assert config["top_k"] == 3
    await home.check_ledger()


@pytest.mark.parametrize("kind", ["gemini", "openai"])
async def test_without_alt_a_stream_is_one_array(home: House, up: Upstreams, kind: str) -> None:
    mock = getattr(up, kind)
    model = MODEL if kind == "gemini" else "gpt-4o"
    await home.channel(mock, model)
    mock.script(Reply(chunks=["Hel", "lo"], usage=Usage(7, 2)))
    path = f"/v1beta/models/{model}:streamGenerateContent"
    status, headers, body = await ask(home, path, **GOOG)
    assert (status, headers["content-type"]) == (200, "application/json; charset=utf-8")
    frames = json.loads(body)
    texts = [frame["candidates"][0]["content"]["parts"][0]["text"] for frame in frames]
    assert "".join(texts) == "Hello"
    assert len(frames) >= 3
    assert frames[-1]["candidates"][0]["finishReason"] == "STOP"
    assert frames[-1]["usageMetadata"]["totalTokenCount"] == 9
    await home.check_ledger()


async def test_errors_stand_in_the_array(home: House, up: Upstreams) -> None:
    await home.channel(up.gemini, MODEL)
    path = f"/v1beta/models/{MODEL}:streamGenerateContent"
    up.gemini.script(Reply(error="context"))
    status, _, body = await ask(home, path, **GOOG)
    assert status == 400
    assert json.loads(body)[0]["error"]["status"] == "INVALID_ARGUMENT"
    up.gemini.script(Reply(text="one two three four", cut_after=3, cut="clean", delay_chunk=0.02))
    status, _, body = await ask(home, path, **GOOG)
    assert status == 200
    *frames, last = json.loads(body)
    assert frames
    assert last["error"]["status"] == "UNAVAILABLE"
    assert last["error"]["details"][0]["reason"] == "UPSTREAM_INTERRUPTED"


@pytest.mark.parametrize("alt", ["?alt=sse", ""])
@pytest.mark.usefixtures("kept_alive")
async def test_blank_lines_keep_a_waiting_client_and_an_error_follows_them(
    home: House, up: Upstreams, alt: str
) -> None:
    await home.channel(up.gemini, MODEL)
    path = f"/v1beta/models/{MODEL}:streamGenerateContent{alt}"
    up.gemini.script(Reply(delay_headers=0.4, error="context"), Reply(text="Hi", delay_headers=0.4))
    status, _, body = await ask(home, path, **GOOG)
    assert status == 200
    assert body.startswith(b"\n")
    if alt:
        assert json.loads(body.strip().removeprefix(b"data: "))["error"]["code"] == 400
    else:
        assert json.loads(body)[0]["error"]["code"] == 400
    status, _, body = await ask(home, path, **GOOG)
    assert body.startswith(b"\n")
    texts = [json.loads(line[6:]) for line in body.splitlines() if line.startswith(b"data: ")]
    frames = texts if alt else json.loads(body)
    assert frames[0]["candidates"][0]["content"]["parts"][0]["text"] == "Hi"


@pytest.mark.usefixtures("kept_alive")
async def test_googles_own_package_is_kept_alive(home: House, up: Upstreams) -> None:
    await home.channel(up.gemini, MODEL)
    up.gemini.script(Reply(text="Hi", delay_headers=0.4))
    async with google(home) as client:
        stream = await client.models.generate_content_stream(model=MODEL, contents="Hi")
        assert "".join([chunk.text or "" async for chunk in stream]) == "Hi"


@pytest.mark.parametrize(
    ("path", "body", "headers", "status", "word"),
    [
        ("models/x:generateContent", BODY, {"x-goog-api-key": "sk-no"}, 401, "UNAUTHENTICATED"),
        ("models/x:generateContent", BODY, {}, 401, "UNAUTHENTICATED"),
        ("models/x:generateContent", BODY, GOOG, 404, "NOT_FOUND"),
        ("models/x", BODY, GOOG, 405, "INVALID_ARGUMENT"),
        ("models/x:predict", BODY, GOOG, 501, "UNIMPLEMENTED"),
        ("files", BODY, GOOG, 501, "UNIMPLEMENTED"),
        (f"models/{MODEL}:generateContent", [], GOOG, 400, "INVALID_ARGUMENT"),
        (f"models/{MODEL}:embedContent", {}, GOOG, 400, "INVALID_ARGUMENT"),
        (
            f"models/{MODEL}:generateContent",
            {"generationConfig": {"candidateCount": 99}},
            GOOG,
            400,
            "INVALID_ARGUMENT",
        ),
    ],
)
async def test_refusals_are_googles(
    home: House,
    up: Upstreams,
    path: str,
    body: Any,
    headers: dict[str, str],
    status: int,
    word: str,
) -> None:
    await home.channel(up.gemini, MODEL)
    for prefix in ("/v1beta", "/gemini/v1beta"):
        got, found, content = await ask(home, f"{prefix}/{path}", body, **headers)
        error = json.loads(content)["error"]
        assert (got, error["code"], error["status"]) == (status, status, word)
        assert error["message"]
        assert error["details"][0]["reason"] == found["x-homeport-error"].upper()
    await home.check_ledger()


async def test_money_is_an_exhausted_resource(home: House, up: Upstreams) -> None:
    await home.channel(up.gemini, MODEL)
    _, poor = await home.token(1)
    status, _, body = await home.post(f"/v1beta/models/{MODEL}:generateContent", BODY, poor)
    assert (status, json.loads(body)["error"]["status"]) == (402, "RESOURCE_EXHAUSTED")


async def test_models_have_the_shape_of_who_asks(home: House, up: Upstreams) -> None:
    await home.channel(up.gemini, MODEL)
    bearer = {"Authorization": f"Bearer {ROOT_KEY}"}
    for path, headers in (
        ("/v1beta/models", bearer),
        (f"/v1beta/models?key={ROOT_KEY}&pageSize=5", {}),
        ("/gemini/v1/models", bearer),
        ("/v1/models", GOOG),
    ):
        status, _, body = await ask(home, path, method="GET", **headers)
        assert status == 200
        assert [model["name"] for model in json.loads(body)["models"]] == [f"models/{MODEL}"]
    for path, headers in ((f"/v1beta/models/{MODEL}", bearer), (f"/v1/models/{MODEL}", GOOG)):
        _, _, body = await ask(home, path, method="GET", **headers)
        assert json.loads(body)["name"] == f"models/{MODEL}"
    _, _, body = await ask(home, "/v1/models", method="GET", **bearer)
    assert json.loads(body)["object"] == "list"
    _, _, body = await ask(
        home, "/v1/models", method="GET", **GOOG, **{"anthropic-version": "2023-06-01"}
    )
    assert json.loads(body)["data"][0]["type"] == "model"


async def test_single_and_batched_embeddings(home: House, up: Upstreams) -> None:
    await home.channel(up.gemini, "gemini-embedding-001", aliases={"e": "gemini-embedding-001"})
    await home.channel(up.openai, "text-embedding-3-small")
    content = {"content": {"parts": [{"text": "one"}]}, "outputDimensionality": 64}
    for model in ("e", "text-embedding-3-small"):
        path = f"/v1beta/models/{model}"
        single = content | {"model": f"models/{model}"}
        status, _, body = await ask(home, f"{path}:embedContent", single, **GOOG)
        assert status == 200, body
        assert len(json.loads(body)["embedding"]["values"]) == 64
        status, _, body = await ask(
            home, f"{path}:batchEmbedContents", {"requests": [single, single]}, **GOOG
        )
        assert status == 200, body
        assert [len(each["values"]) for each in json.loads(body)["embeddings"]] == [64, 64]
    paths = [seen.path.rpartition(":")[2] for seen in up.gemini.requests]
    assert paths == ["embedContent", "batchEmbedContents"]
