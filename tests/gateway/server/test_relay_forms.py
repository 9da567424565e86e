"""Forms with large files: on disk while they wait, sent to the next channel, refused in time."""

from __future__ import annotations

import asyncio
import io
import json

from gateway.domain.money import NANO
from tests.gateway.house import ROOT_KEY, House
from tests.gateway.server.media_stage import client, media_mock, wav
from tests.upstreams import Reply, Upstreams

PATH = "/v1/audio/transcriptions"
FORM = "multipart/form-data; boundary=frontier"


def form(*parts: tuple[str, bytes], end: bytes = b"--frontier--\r\n") -> bytes:
    fields = [
        b"--frontier\r\nContent-Disposition: form-data; " + head.encode() + b"\r\n\r\n" + value
        for head, value in parts
    ]
    return b"\r\n".join(fields) + b"\r\n" + end


MODEL = ('name="model"', b"whisper-1")
FILE = ('name="file"; filename="talk.wav"', wav(1))


async def test_a_large_file_is_sent_whole_to_the_next_channel_too(
    home: House, up: Upstreams
) -> None:
    first, second = media_mock(up, "first"), media_mock(up, "second")
    await home.channel(first, "whisper-1", priority=10, aliases={"ear": "whisper-1"})
    await home.channel(second, "whisper-1", aliases={"ear": "whisper-1"})
    first.script(Reply(error="overloaded"))
    file = wav(200)  # three megabytes: read from disk and sent in pieces
    async with client(home) as sdk:
        await sdk.audio.transcriptions.create(model="ear", file=("talk.wav", file))
    for mock in (first, second):
        assert mock.last.json["model"] == "whisper-1"
        assert mock.last.files["file"][0].data == file
        assert int(mock.last.headers["content-length"]) == len(mock.last.body)
        assert "transfer-encoding" not in mock.last.headers
    (row,) = await home.log()
    assert [attempt.status for attempt in row.attempts] == ["failed", "done"]
    assert row.request.charge_nano == 20_000_000
    await home.check_ledger()


async def test_a_form_without_a_model_gets_openais_default(home: House, up: Upstreams) -> None:
    mock = media_mock(up)
    await home.channel(mock, "whisper-1")
    status, _, _ = await home.post(PATH, form(FILE), **{"Content-Type": FORM})
    assert status == 200
    assert mock.last.json == {"model": "whisper-1"}
    same = form(MODEL, FILE)
    await home.post(PATH, same, **{"Content-Type": FORM})
    assert mock.last.body == same, "a form that needs no change keeps every byte"


BROKEN = (
    (form(MODEL, FILE)[:-40], FORM, None),
    (form(MODEL, FILE, end=b""), FORM, None),
    (b"", FORM, None),
    (b"--other\r\n\r\n--other--", FORM, None),
    (form(MODEL, FILE), "multipart/form-data", None),
    (form(("filename=x", b"y")), FORM, None),
    (form(MODEL, MODEL, FILE), FORM, "model"),
    (form(MODEL), FORM, "file"),
    (form(MODEL, ('name="stream"', b"perhaps"), FILE), FORM, "stream"),
    (form(*[('name="a[]"', b"b")] * 1001), FORM, None),
    (b'{"model":"whisper-1"}', "application/json", None),
)


async def test_a_broken_form_costs_nothing(home: House, up: Upstreams) -> None:
    mock = media_mock(up)
    await home.channel(mock, "whisper-1")
    for body, content_type, param in BROKEN:
        status, headers, answer = await home.post(PATH, body, **{"Content-Type": content_type})
        assert (status, headers["x-homeport-error"]) == (400, "invalid_request"), answer
        assert json.loads(answer)["error"]["param"] == param
    assert mock.requests == []
    await home.check_ledger()


async def test_too_large_an_upload_is_refused_while_it_comes(home: House, up: Upstreams) -> None:
    mock = media_mock(up)
    await home.channel(mock, "whisper-1")
    await home.gateway.settings_service.set("max_body_mb", 1)
    large = form(MODEL, (FILE[0], wav(70)))
    refusals = []
    for key in (ROOT_KEY, "sk-wrong"):
        status, headers, _ = await home.post(PATH, io.BytesIO(large), key, **{"Content-Type": FORM})
        refusals.append((status, headers["x-homeport-error"]))
    assert refusals == [(413, "request_too_large"), (401, "invalid_api_key")]
    assert mock.requests == []
    await home.check_ledger()


async def test_a_client_that_leaves_inside_its_form_leaves_nothing_behind(
    home: House, up: Upstreams
) -> None:
    mock = media_mock(up)
    await home.channel(mock, "whisper-1")
    bound = home.gateway.bound
    assert bound is not None
    body = form(MODEL, FILE)
    _, writer = await asyncio.open_connection("127.0.0.1", bound.port)
    writer.write(
        f"POST {PATH} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {ROOT_KEY}\r\n"
        f"Content-Type: {FORM}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        + body[: len(body) // 2]
    )
    await writer.drain()
    writer.close()
    await writer.wait_closed()
    token, key = await home.token(NANO)
    status, _, _ = await home.post(PATH, body, key, **{"Content-Type": FORM})
    assert status == 200
    assert len(mock.requests) == 1
    assert len(await home.log()) == 1
    await home.check_ledger()
    assert home.balance(token) == NANO - 100_000


async def test_a_body_that_waits_to_be_asked_for_is_asked_for(home: House, up: Upstreams) -> None:
    mock = media_mock(up)
    await home.channel(mock, "whisper-1")
    headers = {"Authorization": f"Bearer {ROOT_KEY}", "Content-Type": FORM}
    async with home.session.post(
        home.url + PATH, data=form(MODEL, FILE), headers=headers, expect100=True
    ) as answer:
        assert answer.status == 200
    assert mock.last.files["file"][0].data == FILE[1]


async def test_money_is_held_by_the_length_of_the_file(home: House, up: Upstreams) -> None:
    mock = media_mock(up)
    await home.channel(mock, "whisper-1")
    _, key = await home.token(3_000_000)
    body = form(MODEL, (FILE[0], wav(60)))
    status, headers, _ = await home.post(PATH, body, key, **{"Content-Type": FORM})
    assert (status, headers["x-homeport-error"]) == (402, "insufficient_quota")
    assert mock.requests == []
    await home.check_ledger()
