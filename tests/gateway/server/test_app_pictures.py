"""Pictures at Dify and Coze: uploaded first, or shown by their address."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from gateway.tasks import spawn
from tests.gateway.house import House
from tests.gateway.server.test_apps import connect
from tests.upstreams import Reply, Upstreams, Usage, faults

BOTH = pytest.mark.parametrize("name", ["dify", "coze"])
STREAMED = pytest.mark.parametrize("streamed", [False, True], ids=["plain", "stream"])
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
JPEG = b"\xff\xd8\xff" + bytes(range(255, 0, -1))
ADDRESS = "https://pictures.example/harbour.png"


def shown(picture: bytes | str, mime: str = "image/png") -> dict[str, Any]:
    told = picture
    if isinstance(picture, bytes):
        told = f"data:{mime};base64,{base64.b64encode(picture).decode()}"
    return {"type": "image_url", "image_url": {"url": told}}


def asking(text: str, *pictures: dict[str, Any]) -> dict[str, Any]:
    return {"role": "user", "content": [{"type": "text", "text": text}, *pictures]}


def paths(mock: Any) -> list[str]:
    return [each.path for each in mock.requests]


@BOTH
@STREAMED
async def test_pictures_are_uploaded_and_then_looked_at(
    home: House, up: Upstreams, name: str, streamed: bool
) -> None:
    mock, model = await connect(home, up, name)
    mock.always(Reply(text="two ships", usage=Usage(1000, 300)))
    asked = asking("What?", shown(PNG), shown(ADDRESS), shown(JPEG, "image/jpeg"), shown(PNG))
    status, _, body = await home.chat(model, messages=[asked], stream=streamed, user="mia")
    assert status == 200, body
    assert b"two" in body
    assert paths(mock) == [mock.upload_path, mock.upload_path, mock.path]
    assert mock.seen == [PNG, ADDRESS.encode(), JPEG, PNG]
    files = [file for file, _ in mock.uploads.values()]
    assert [(each.name, each.content_type) for each in files] == [
        ("picture.png", "image/png"),
        ("picture.jpg", "image/jpeg"),
    ]
    assert {each.headers["authorization"] for each in mock.requests} == {f"Bearer {mock.key}"}
    (row,) = await home.log()
    assert row.request.charge_nano == 1000 * 2000 + 300 * 8000
    assert len(row.attempts) == 1
    await home.check_ledger()


@BOTH
@STREAMED
async def test_a_chat_with_a_picture_goes_on_there(
    home: House, up: Upstreams, name: str, streamed: bool
) -> None:
    mock, model = await connect(home, up, name)
    mock.always(Reply(text="Two ships"))
    first = asking("What?", shown(PNG))
    again = asking("And here?", shown(JPEG, "image/jpeg"))
    said = {"role": "assistant", "content": "Two ships"}
    await home.chat(model, messages=[first], stream=streamed)
    status, _, body = await home.chat(model, messages=[first, said, again], stream=streamed)
    assert status == 200, body
    (asked,) = mock.conversations.values()
    assert len(asked) == 2
    assert mock.seen == [JPEG]  # the first one is there already
    assert len(mock.uploads) == 2
    await home.check_ledger()


@BOTH
async def test_a_chat_that_is_gone_is_told_anew_with_its_picture(
    home: House, up: Upstreams, name: str
) -> None:
    mock, model = await connect(home, up, name)
    mock.always(Reply(text="Two ships"))
    first, again = asking("What?", shown(PNG)), asking("And here?", shown(JPEG, "image/jpeg"))
    await home.chat(model, messages=[first])
    mock.conversations.clear()
    said = {"role": "assistant", "content": "Two ships"}
    status, _, body = await home.chat(model, messages=[first, said, again])
    assert status == 200, body
    assert mock.seen == ([JPEG] if name == "dify" else [PNG, JPEG])
    rows = await home.log()
    assert [row.request.status for row in rows] == ["done", "done"]
    await home.check_ledger()


@BOTH
@STREAMED
@pytest.mark.parametrize(
    ("kind", "means"),
    [("bad_key", "bad_key"), ("rate_limit", "rate_limit"), ("server", "overloaded")],
)
async def test_an_upload_that_fails_is_the_requests_failure_and_costs_nothing(
    home: House, up: Upstreams, name: str, kind: Any, means: str, streamed: bool
) -> None:
    mock, model = await connect(home, up, name)
    fault = faults.error_in_ok(kind) if name == "coze" else faults.failing(kind)
    mock.always(fault, path=mock.upload_path)
    status, _, _ = await home.chat(model, messages=[asking("What?", shown(PNG))], stream=streamed)
    assert status >= 400
    assert paths(mock) == [mock.upload_path]  # and nothing is asked
    (row,) = await home.log()
    assert row.attempts[0].error_class == means
    assert (row.request.charge_nano, row.request.cost_nano) == (0, 0)
    await home.check_ledger()


@BOTH
async def test_a_picture_that_is_too_large_is_refused_in_words(
    home: House, up: Upstreams, name: str
) -> None:
    mock, model = await connect(home, up, name)
    mock.most_bytes = 16
    status, _, body = await home.chat(model, messages=[asking("What?", shown(PNG))])
    assert status in (400, 413)
    assert b"too large" in body or b"larger than" in body
    (row,) = await home.log()
    assert row.attempts[0].error_class == "bad_request"
    assert row.request.charge_nano == 0
    await home.check_ledger()


@BOTH
async def test_another_channel_answers_where_an_upload_fails(
    home: House, up: Upstreams, name: str
) -> None:
    mock, model = await connect(home, up, name, priority=10)
    mock.always(faults.failing("server"), path=mock.upload_path)
    other = up.add(type(mock)("another"))
    await home.channel(other, model, provider=name)
    status, _, body = await home.chat(model, messages=[asking("What?", shown(PNG))])
    assert status == 200, body
    assert other.seen == [PNG]
    await home.check_ledger()


@BOTH
async def test_who_leaves_during_an_upload_pays_nothing(
    home: House, up: Upstreams, name: str
) -> None:
    mock, model = await connect(home, up, name)
    mock.always(Reply(stall_after=0), path=mock.upload_path)
    task = spawn(home.chat(model, messages=[asking("What?", shown(PNG))]), "asking")
    await mock.wait_requests(1)
    task.cancel()
    await home.settled()
    (row,) = await home.log()
    assert row.request.charge_nano == 0
    assert paths(mock) == [mock.upload_path]
    await home.check_ledger()


@BOTH
@pytest.mark.parametrize(
    "picture",
    [
        {"type": "image_url", "image_url": {"url": "data:image/png;base64,!!!"}},
        {"type": "image_url", "image_url": {"url": "ftp://pictures.example/x"}},
    ],
    ids=["no-base64", "no-web-address"],
)
async def test_what_is_no_picture_costs_nothing(
    home: House, up: Upstreams, name: str, picture: dict[str, Any]
) -> None:
    mock, model = await connect(home, up, name)
    status, _, _ = await home.chat(model, messages=[asking("What?", picture)])
    assert status == 400
    assert not mock.uploads
    (row,) = await home.log()
    assert row.request.charge_nano == 0


@BOTH
async def test_no_more_pictures_are_uploaded_than_are_fetched(
    home: House, up: Upstreams, name: str
) -> None:
    mock, model = await connect(home, up, name)
    many = [shown(PNG + bytes([each])) for each in range(21)]
    status, _, body = await home.chat(model, messages=[asking("What?", *many)])
    assert (status, b"20 images" in body) == (400, True)
    assert not mock.requests


@BOTH
async def test_words_that_look_like_a_picture_stay_words(
    home: House, up: Upstreams, name: str
) -> None:
    mock, model = await connect(home, up, name)
    words = f'{{"file_id":"data:image/png;base64,{base64.b64encode(PNG).decode()}"}}'
    status, _, body = await home.chat(model, messages=[asking(words, shown(PNG))])
    assert status == 200, body
    (asked,) = mock.conversations.values()
    assert base64.b64encode(PNG).decode() in asked[0]
    assert mock.seen == [PNG]


async def test_who_leaves_a_chat_that_has_begun_pays_as_without_a_picture(
    home: House, up: Upstreams
) -> None:
    mock, model = await connect(home, up, "dify")
    mock.always(Reply(text="Two ships", stall_after=20), path=mock.path)
    for asked in ({"role": "user", "content": "What?"}, asking("What?", shown(PNG))):
        task = spawn(home.chat(model, messages=[asked]), "asking")
        await mock.wait_stalled()
        task.cancel()
        await home.settled()
        mock.release()
    plain, seen = await home.log()
    assert [row.request.status for row in (plain, seen)] == ["cancelled"] * 2
    assert plain.request.charge_nano > 0
    assert seen.request.charge_nano > 0
    await home.check_ledger()
