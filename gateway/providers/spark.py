"""iFlytek Spark: by HTTP with a password, by WebSocket with a signed address.

https://www.xfyun.cn/doc/spark/general_url_authentication.html,
https://www.xfyun.cn/doc/spark/ImageUnderstanding.html
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import format_datetime
from urllib.parse import urlencode, urlsplit, urlunsplit

import msgspec

from gateway.errors import GatewayError
from gateway.providers.abilities import CheckingKeys, Signing
from gateway.providers.base import Endpoint, Operation, UpstreamRequest
from gateway.providers.composite import joined, parts
from gateway.providers.headers import assemble
from gateway.providers.openai_compatible import OpenAICompatible

DIALECT = "spark"
SOCKET_DIALECT = "spark_websocket"
_LATER = ("x1", "spark-x")
"""How models begin that think: they stand under the next version."""
_DOMAINS = {
    "lite": ("/v1.1/chat", "lite"),
    "spark-lite": ("/v1.1/chat", "lite"),
    "generalv3": ("/v3.1/chat", "generalv3"),
    "spark-pro": ("/v3.1/chat", "generalv3"),
    "pro-128k": ("/chat/pro-128k", "pro-128k"),
    "spark-pro-128k": ("/chat/pro-128k", "pro-128k"),
    "generalv3.5": ("/v3.5/chat", "generalv3.5"),
    "spark-max": ("/v3.5/chat", "generalv3.5"),
    "max-32k": ("/chat/max-32k", "max-32k"),
    "spark-max-32k": ("/chat/max-32k", "max-32k"),
    "4.0ultra": ("/v4.0/chat", "4.0Ultra"),
    "spark-4.0-ultra": ("/v4.0/chat", "4.0Ultra"),
    "x1": ("/v1/x1", "x1"),
    "imagev3": ("/v2.1/image", "imagev3"),
}
"""Paths and domains by models, as iFlytek and one-api name them."""
_LOOKS, _HOME, _HOME_OF_PICTURES = (
    "imagev3",
    "spark-api.xf-yun.com",
    "spark-api.cn-huabei-1.xf-yun.com",
)
"""The model that looks at pictures has a host of its own."""
_MEMBERS = msgspec.json.Decoder(dict[str, msgspec.Raw])
_SCHEMES = {"https": "wss", "http": "ws"}


class Spark(OpenAICompatible):
    """Keys are an APIPassword, or ``APIKey:APISecret``."""

    def request(
        self,
        operation: Operation,
        dialect: str,
        endpoint: Endpoint,
        body: bytes,
        client_headers: Mapping[str, str],
        *,
        stream: bool,
    ) -> UpstreamRequest:
        if endpoint.model.lower().startswith(_LATER) and endpoint.base_url.endswith("/v1"):
            endpoint = replace(endpoint, base_url=f"{endpoint.base_url[:-1]}2")
        return super().request(operation, dialect, endpoint, body, client_headers, stream=stream)


class SparkSocket(OpenAICompatible, CheckingKeys, Signing):
    """Keys are ``APPID|APISecret|APIKey``, as one-api joins them."""

    key_example = "APPID|APISecret|APIKey"

    def check_key(self, key: str) -> str:
        return joined(parts(key, (3,), self.key_example))

    def normalise_base_url(self, url: str) -> str:
        """Stored with the schemes of HTTP; the paths are the models'."""
        plain = url.strip().replace("wss://", "https://", 1).replace("ws://", "http://", 1)
        return super().normalise_base_url(plain)

    def one_api_base_url(self, url: str) -> str:
        return self.normalise_base_url(url)

    def adapt(self, dialect: str, endpoint: Endpoint, body: bytes) -> bytes:
        """The application's id and the model's domain, which stand in the frame."""
        ident = parts(endpoint.key.strip(), (3,), self.key_example)[0]
        members = _MEMBERS.decode(body)
        parameter = msgspec.json.decode(members["parameter"])
        parameter["chat"]["domain"] = _place(endpoint.model)[1]
        frame = {**members, "header": {"app_id": ident}, "parameter": parameter}
        return msgspec.json.encode(frame)

    def request(
        self,
        operation: Operation,
        dialect: str,
        endpoint: Endpoint,
        body: bytes,
        client_headers: Mapping[str, str],
        *,
        stream: bool,
    ) -> UpstreamRequest:
        if operation is not Operation.CHAT or dialect != SOCKET_DIALECT:
            raise GatewayError("not_implemented", f"{self.name} has no {operation} in {dialect}")
        url = urlsplit(endpoint.base_url)
        if endpoint.model == _LOOKS and url.netloc == _HOME:
            url = url._replace(netloc=_HOME_OF_PICTURES)
        path = url.path.rstrip("/") + _place(endpoint.model)[0]
        whole = urlunsplit(url._replace(scheme=_SCHEMES[url.scheme], path=path))
        return UpstreamRequest("GET", whole, assemble(endpoint), body)

    def sign(self, request: UpstreamRequest, endpoint: Endpoint, now: datetime) -> UpstreamRequest:
        """See Signing. The signature stands in the address."""
        _, secret, key = parts(endpoint.key.strip(), (3,), self.key_example)
        url = urlsplit(request.url)
        query = signed_query(key, secret, url.netloc, url.path, now)
        return replace(request, url=urlunsplit(url._replace(query=query)))


def _place(model: str) -> tuple[str, str]:
    return _DOMAINS.get(model.lower(), (f"/chat/{model}", model))


def signed_query(key: str, secret: str, host: str, path: str, now: datetime) -> str:
    """``authorization``, ``date`` and ``host`` for a handshake at this moment."""
    date = format_datetime(now.astimezone(UTC), usegmt=True)
    text = f"host: {host}\ndate: {date}\nGET {path} HTTP/1.1"
    signature = _base64(hmac.new(secret.encode(), text.encode(), hashlib.sha256).digest())
    authorization = (
        f'api_key="{key}", algorithm="hmac-sha256", headers="host date request-line", '
        f'signature="{signature}"'
    )
    return urlencode({"authorization": _base64(authorization.encode()), "date": date, "host": host})


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()
