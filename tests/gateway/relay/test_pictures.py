"""Images by web address, for models that open none: fetched, within limits, never from here."""

from __future__ import annotations

import asyncio
import base64
import json
import socket
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from gateway.relay import pictures
from gateway.relay.pictures import Picture, PictureError, PictureFetcher, is_public
from tests.gateway.house import House, house
from tests.upstreams import Upstreams

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAA"
    "AABJRU5ErkJggg=="
)
VISION = "gemma3:4b"
KINDS = {
    "png": ("image/png", PNG),
    "jpeg": ("image/jpeg", b"\xff\xd8\xff\xe0rest"),
    "gif": ("image/gif", b"GIF89a....."),
    "webp": ("image/webp", b"RIFF\x04\x00\x00\x00WEBPVP8 "),
}


class Server:
    """Images on every loopback address, and whatever else a server may do."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.port = 0
        self.closing = asyncio.Event()

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}/{path}"

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        self.asked.append(f"{request.headers['Host'].partition(':')[0]}{request.path}")
        name = request.path.strip("/")
        if name in KINDS:
            return web.Response(body=KINDS[name][1], content_type="text/plain")
        if name == "to":
            return web.Response(status=302, headers={"Location": request.query["url"]})
        if name == "endless":
            stream = web.StreamResponse()
            await stream.prepare(request)
            while not self.closing.is_set():
                await stream.write(PNG * 1000)
        if name == "silent":
            await self.closing.wait()
        return web.Response(status=404 if name == "missing" else 200, text="<html>")


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    found = Server()
    runner = web.ServerRunner(web.Server(found.answer), shutdown_timeout=0)
    await runner.setup()
    site = web.TCPSite(runner, "0.0.0.0", 0)
    await site.start()
    found.port = runner.addresses[0][1]
    yield found
    found.closing.set()
    await runner.cleanup()


def fetcher(policy: str = pictures.ANY) -> PictureFetcher:
    return PictureFetcher(lambda: policy)


@pytest.mark.parametrize("kind", KINDS)
async def test_an_image_is_what_its_bytes_are(server: Server, kind: str) -> None:
    mime, content = KINDS[kind]
    found = await fetcher().fetch([server.url(kind), server.url(kind)])
    assert found == {server.url(kind): Picture(mime, base64.b64encode(content).decode())}
    assert len(server.asked) == 1


@pytest.mark.parametrize("policy", [pictures.PUBLIC, pictures.OFF])
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0x7f.1", "2130706433", "0.0.0.0"])
async def test_nothing_of_this_network_is_asked(server: Server, policy: str, host: str) -> None:
    with pytest.raises(PictureError):
        await fetcher(policy).fetch([server.url("png", host)])
    assert server.asked == []


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.1.1", "172.16.0.1", "169.254.169.254", "100.64.0.1",
     "0.0.0.0", "224.0.0.1", "255.255.255.255", "192.0.2.1", "::1", "::", "fe80::1%eth0", "fc00::1",
     "ff02::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::",
     "2001:0:7f00:1::", "?"],
)  # fmt: skip
def test_what_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"]
)
def test_what_is_public(address: str) -> None:
    assert is_public(address)


@pytest.fixture
def first_loopback_is_public(monkeypatch: pytest.MonkeyPatch) -> None:
    """127.0.0.1 stands for the internet, every other address for this network."""
    monkeypatch.setattr(pictures, "is_public", lambda address: address == "127.0.0.1")


@pytest.mark.usefixtures("first_loopback_is_public")
async def test_a_redirect_is_looked_at_as_strictly(server: Server) -> None:
    public = fetcher(pictures.PUBLIC)
    good = server.url("to/?url=/png")
    assert (await public.fetch([good]))[good].mime == "image/png"
    server.asked.clear()
    for target in (server.url("png", "127.0.0.2"), "file:///etc/passwd", "", "ftp://127.0.0.1/png"):
        with pytest.raises(PictureError):
            await public.fetch([server.url(f"to/?url={target}")])
    assert set(server.asked) == {"127.0.0.1/to/"}
    loop = server.url("to/?url=" + server.url("to/?url=" + server.url("to/")))
    with pytest.raises(PictureError):
        await public.fetch([loop])


@pytest.mark.usefixtures("first_loopback_is_public")
@pytest.mark.parametrize("answers", [["127.0.0.1"], ["127.0.0.2"], ["127.0.0.1", "127.0.0.2"]])
async def test_a_name_is_resolved_once_and_pinned(
    server: Server, monkeypatch: pytest.MonkeyPatch, answers: list[str]
) -> None:
    """A name server that says something else the second time gains nothing."""
    asked: list[str] = []
    real = asyncio.get_running_loop().getaddrinfo

    async def rebinding(host: Any, port: Any, **options: Any) -> Any:
        if host != "rebinding.example":
            return await real(host, port, **options)
        asked.append(host)
        found = answers if len(asked) == 1 else ["127.0.0.2"]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in found]

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", rebinding)
    url = server.url("png", "rebinding.example")
    if answers == ["127.0.0.1"]:
        assert (await fetcher(pictures.PUBLIC).fetch([url]))[url].mime == "image/png"
        assert server.asked == ["rebinding.example/png"]
    else:
        with pytest.raises(PictureError, match="not one of the public internet"):
            await fetcher(pictures.PUBLIC).fetch([url])
        assert server.asked == []
    assert asked == ["rebinding.example"]


async def test_limits(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_BYTES", 100_000)
    monkeypatch.setattr(pictures, "MOST_SECONDS", 0.2)
    for path, why in (
        ("endless", "larger"),
        ("silent", "too long"),
        ("missing", "answered 404"),
        ("page", "no JPEG"),
    ):
        with pytest.raises(PictureError, match=why) as caught:
            await fetcher().fetch([server.url(f"{path}?token=secret")])
        assert "secret" not in str(caught.value)
    with pytest.raises(PictureError, match="could not be fetched"):
        await fetcher().fetch(["http://127.0.0.1:9/png"])
    with pytest.raises(PictureError, match="More than"):
        await fetcher().fetch(server.url(f"{n}") for n in range(pictures.MOST_IMAGES + 1))


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path) as running:
        yield running


def asked_for(model: str, url: str) -> dict[str, Any]:
    part = {"type": "image_url", "image_url": {"url": url}}
    content = [{"type": "text", "text": "What is this?"}, part]
    return {"model": model, "messages": [{"role": "user", "content": content}]}


@pytest.mark.parametrize("kind", ["ollama", "gemini"])
async def test_a_model_that_opens_no_address_gets_the_data(
    home: House, server: Server, kind: str
) -> None:
    async with Upstreams() as up:
        mock, model = {
            "ollama": (up.ollama, VISION),
            "gemini": (up.gemini, "gemini-2.0-flash"),
        }[kind]
        await home.channel(mock, model)
        body = asked_for(model, server.url("png"))
        status, _, said = await home.post("/v1/chat/completions", body)
        assert status == 400
        assert "127.0.0.1 was not fetched" in json.loads(said)["error"]["message"]
        assert (mock.requests, server.asked) == ([], [])
        await home.gateway.settings_service.set("fetch_images", "any")
        status, _, said = await home.post("/v1/chat/completions", body)
        assert status == 200, said
        assert base64.b64encode(PNG) in mock.last.body
        assert len(server.asked) == 1
        await home.check_ledger()


async def test_who_opens_addresses_is_given_them(home: House, server: Server) -> None:
    async with Upstreams() as up:
        await home.channel(up.gemini, "gemini-2.5-flash")
        await home.gateway.settings_service.set("fetch_images", "any")
        url = server.url("png")
        status, _, _ = await home.post("/v1/chat/completions", asked_for("gemini-2.5-flash", url))
        assert status == 200
        assert url.encode() in up.gemini.last.body
    assert server.asked == []
