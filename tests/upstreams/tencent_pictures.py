"""Hunyuan's pictures: SubmitHunyuanImageJob, QueryHunyuanImageJob and TextToImageLite.

After tencentcloud-sdk-python-hunyuan 3.1 (2023-09-01), whose texts are Tencent's API reference.
"""

from __future__ import annotations

import base64
from typing import Any

from aiohttp import web

from tests.upstreams.call import Call
from tests.upstreams.mock import Route
from tests.upstreams.tencent import TencentMock

PICTURE = b"\x89PNG\r\n\x1a\n a picture"
REVISED = "A harbour at dawn"
_SQUARES = ("768:768", "768:1024", "1024:768", "1024:1024")
_SIZES = (*_SQUARES, "720:1280", "1280:720", "768:1280", "1280:768")
_JOB = {
    *("Prompt", "NegativePrompt", "Style", "Resolution", "Num", "Clarity", "ContentImage"),
    *("Revise", "Seed", "LogoAdd", "LogoParam"),
}
_LIGHT = {
    *("Prompt", "NegativePrompt", "Style", "Resolution", "LogoAdd", "LogoParam", "RspImgType"),
}


class TencentPicturesMock(TencentMock):
    """`failed`: the code jobs fail with; `waits`: how often they are asked for before the end."""

    def __init__(self) -> None:
        super().__init__("tencent-pictures")
        self.failed = ""
        self.waits = 2
        self.jobs: dict[str, tuple[int, int]] = {}

    def route(self, call: Call) -> Route:
        if call.exchange.path.startswith("/made/"):
            return Route(self.made, scripted=False)
        actions = {
            "SubmitHunyuanImageJob": Route(self.submit),
            "QueryHunyuanImageJob": Route(self.query, scripted=False),
            "TextToImageLite": Route(self.light),
        }
        return actions.get(call.headers.get("x-tc-action", "")) or super().route(call)

    def authenticate(self, call: Call) -> str | None:
        if call.exchange.path.startswith("/made/"):
            return None
        return super().authenticate(call)

    def check_head(self, call: Call) -> None:
        if not call.exchange.path.startswith("/made/"):
            super().check_head(call)
            draws = "Image" in call.headers.get("x-tc-action", "")
            if draws and call.headers.get("x-tc-region") != "ap-guangzhou":
                raise self._refused("UnsupportedRegion", "The region is not supported.")

    async def made(self, call: Call) -> web.StreamResponse:
        """GET of a picture, which wants no key."""
        return await call.send(200, PICTURE, "image/png")

    def _drawable(self, body: dict[str, Any], known: set[str], sizes: tuple[str, ...]) -> None:
        if unknown := set(body) - known:
            raise self._refused("UnknownParameter", f"The parameter {min(unknown)} is not known.")
        if not body.get("Prompt"):
            raise self._refused("InvalidParameterValue", "Prompt is empty.")
        if body.get("Resolution", sizes[0]) not in sizes:
            raise self._refused("InvalidParameterValue", "Resolution is not supported.")
        numbers = ("Num", "Revise", "Seed", "LogoAdd")
        if any(type(body.get(name, 0)) is not int for name in numbers):
            raise self._refused("InvalidParameter", "A number is none.")

    async def submit(self, call: Call) -> web.StreamResponse:
        """The name of a job."""
        body = call.body
        given = body.get("ContentImage")
        self._drawable(body, _JOB, _SIZES if given is None else _SQUARES)
        if given is not None and len(given.keys() & {"ImageBase64", "ImageUrl"}) != 1:
            raise self._refused("InvalidParameterValue.ParameterValueError", "ContentImage.")
        if not 1 <= body.get("Num", 1) <= 4:
            raise self._refused("InvalidParameterValue", "Num is out of range.")
        call.accept()
        ident = call.id("", 20)
        self.jobs[ident] = (0, body.get("Num", 1))
        return await self._say(call, {"JobId": ident})

    async def query(self, call: Call) -> web.StreamResponse:
        """What became of a job, which is not named again."""
        ident = call.body.get("JobId", "")
        if ident not in self.jobs:
            raise self._refused("FailedOperation.JobNotExist", "There is no such job.")
        asked, number = self.jobs[ident]
        self.jobs[ident] = (asked + 1, number)
        empty: dict[str, Any] = {"JobErrorCode": "", "JobErrorMsg": "", "ResultImage": []}
        if asked < self.waits:
            status = "1" if not asked else "2"
            return await self._say(call, {"JobStatusCode": status, "JobStatusMsg": "", **empty})
        if self.failed:
            why = {"JobErrorCode": self.failed, "JobErrorMsg": "it was stopped"}
            return await self._say(call, {"JobStatusCode": "4", **empty, **why})
        made = [f"{self.origin}/{self.name}/made/{at}.png" for at in range(number)]
        details, revised = ["Success"] * number, [REVISED] * number
        told = {"ResultImage": made, "ResultDetails": details, "RevisedPrompt": revised}
        return await self._say(call, {"JobStatusCode": "5", **empty, **told})

    async def light(self, call: Call) -> web.StreamResponse:
        """A picture at once."""
        body = call.body
        self._drawable(body, _LIGHT, (*_SIZES, "1080:1920", "1920:1080"))
        call.accept()
        if body.get("RspImgType", "base64") == "base64":
            return await self._say(call, {"ResultImage": base64.b64encode(PICTURE).decode()})
        return await self._say(call, {"ResultImage": f"{self.origin}/{self.name}/made/0.png"})

    async def _say(self, call: Call, told: dict[str, Any]) -> web.StreamResponse:
        return await call.send(200, {"Response": {**told, "RequestId": "r-1"}})
