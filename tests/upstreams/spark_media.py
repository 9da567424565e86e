"""What iFlytek's applications have by HTTP beside the WebSocket: vectors and pictures.

After https://www.xfyun.cn/doc/spark/Embedding_api.html,
https://www.xfyun.cn/doc/spark/ImageGeneration.html and the documents of iFlytek's websdk-java.
"""

from __future__ import annotations

import base64
import binascii
import json
from typing import Any

from aiohttp import web

from tests.upstreams.call import Call, Refused, WireError
from tests.upstreams.embeddings import base64_floats, vector
from tests.upstreams.mock import Mock, Route
from tests.upstreams.script import ErrorKind
from tests.upstreams.spark import APP_ID, KEY, SECRET, signed_by

PICTURE = b"\xff\xd8\xff a picture"
POINTS = {
    **{(512, 512): 6, (640, 360): 6, (640, 480): 6, (640, 640): 7, (680, 512): 7, (512, 680): 7},
    **{(768, 768): 8, (720, 1280): 12, (1280, 720): 12, (1024, 1024): 14},
}
"""What a picture costs, by width and height."""
LENGTH = 2560
_FEATURE = {"encoding": "utf8", "compress": "raw", "format": "plain"}
_MESSAGES = {"encoding": "utf8", "compress": "raw", "format": "json", "status": 3}
_ERRORS: dict[ErrorKind, tuple[int, str]] = {
    "bad_request": (10005, "用户参数值有错误"),
    "money": (11200, "licc failed"),
    "rate_limit": (11202, "licc limit"),
    "overloaded": (10008, "服务容量不足"),
    "server": (10012, "引擎内部错误"),
    "content_filter": (10021, "输入审核不通过"),
    "context": (10907, "token数量超过上限"),
}


class SparkMediaMock(Mock):
    """`blocked`: what was drawn is not shown."""

    prefix = ""
    default_key = f"{APP_ID}|{SECRET}|{KEY}"

    def __init__(self, name: str = "spark-media") -> None:
        super().__init__(name)
        self.blocked = False
        self.said: dict[str, Any] = {}
        """What the latest text for a vector held, unpacked."""

    def route(self, call: Call) -> Route:
        handlers = {"/": self.embed, "/v2.1/tti": self.draw}
        handler = handlers.get(call.exchange.path)
        if call.exchange.method != "POST" or handler is None:
            raise Refused(404, {"message": "no Route matched with those values"})
        return Route(handler)

    def authenticate(self, call: Call) -> str | None:
        return signed_by(call, self.keys)

    def bad_json(self, call: Call) -> Refused:
        return Refused(200, self._head(10003, "用户的消息格式有错误"))

    def error(self, kind: ErrorKind, call: Call, status: int | None = None) -> WireError:
        return WireError(status or 200, self._head(*_ERRORS.get(kind, _ERRORS["server"])), {})

    def _head(self, code: int, message: str) -> dict[str, Any]:
        return {"header": {"code": code, "message": message, "sid": "cht000704fa@dx16a"}}

    def _wrong(self, why: str) -> Refused:
        return Refused(200, self._head(10005, why))

    async def embed(self, call: Call) -> web.StreamResponse:
        """POST of one text."""
        body = call.body
        header, asked, given = body["header"], body["parameter"]["emb"], body["payload"]["messages"]
        if header.get("app_id") != APP_ID or header.get("status") != 3:
            raise self._wrong("header")
        if asked.get("domain") not in ("query", "para"):
            raise self._wrong("domain")
        if not asked.get("feature", {}).items() <= _FEATURE.items():
            raise self._wrong("feature")
        if not given.items() <= {**_MESSAGES, "text": given.get("text")}.items():
            raise self._wrong("messages")
        try:
            self.said = json.loads(base64.b64decode(given["text"], validate=True))
        except (ValueError, binascii.Error):
            raise self._wrong("text") from None
        (message,) = self.said["messages"]
        if message.keys() != {"content", "role"}:
            raise self._wrong("text")
        call.accept()
        told = base64_floats(vector(message["content"], LENGTH))
        feature = {**_FEATURE, "seq": "0", "status": "2", "text": told}
        said = {**self._head(0, "success"), "payload": {"feature": feature}}
        return await call.send(200, said)

    async def draw(self, call: Call) -> web.StreamResponse:
        """POST of one prompt."""
        body = call.body
        chat, given = body["parameter"]["chat"], body["payload"]["message"]["text"]
        if body["header"].get("app_id") != APP_ID or chat.get("domain") != "general":
            raise self._wrong("app_id or domain")
        if set(chat) - {"domain", "width", "height"}:
            raise self._wrong("unknown parameter")
        if (chat.get("width", 512), chat.get("height", 512)) not in POINTS:
            raise self._wrong("no such size")
        if len(given) != 1 or given[0].get("role") != "user" or len(given[0]["content"]) > 1000:
            raise self._wrong("text")
        call.accept()
        if self.blocked:
            return await call.send(200, self._head(10022, "模型生产的图片涉及敏感信息"))
        drawn = base64.b64encode(PICTURE).decode()
        text = [{"content": drawn, "index": 0, "role": "assistant"}]
        choices = {"status": 2, "seq": 0, "text": text}
        return await call.send(200, {**self._head(0, "Success"), "payload": {"choices": choices}})
