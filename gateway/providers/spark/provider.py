"""iFlytek Spark: by HTTP with a password, by WebSocket with a signed address; vectors and pictures
(``spark_pictures.py``) by HTTP with such an address.

https://www.xfyun.cn/doc/spark/general_url_authentication.html,
https://www.xfyun.cn/doc/spark/ImageUnderstanding.html,
https://www.xfyun.cn/doc/spark/Embedding_api.html
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
from gateway.providers.abilities import CheckingKeys, OwnEmbeddings, Signing, Tasking, TaskStep
from gateway.providers.base import Endpoint, Operation, UpstreamRequest
from gateway.providers.composite import joined, parts
from gateway.providers.headers import assemble
from gateway.providers.media.picture_answers import object_of
from gateway.providers.openai_compatible import OpenAICompatible
from gateway.providers.spark import pictures as spark_pictures

DIALECT = "spark"
SOCKET_DIALECT = "spark_websocket"
EMBEDDINGS_DIALECT = "spark_embeddings"
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
_LOOKS = "imagev3"
_HOME = "spark-api.xf-yun.com"
_HOME_OF_PICTURES = "spark-api.cn-huabei-1.xf-yun.com"
"""The model that looks at pictures and the one that draws them have a host of their own."""
_HOME_OF_VECTORS = "emb-cn-huabei-1.xf-yun.com"
_HOMES = frozenset({_HOME, _HOME_OF_PICTURES, _HOME_OF_VECTORS})
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


class SparkSocket(OpenAICompatible, CheckingKeys, OwnEmbeddings, Signing, Tasking):
    """Keys are ``APPID|APISecret|APIKey``, as one-api joins them. Pictures and vectors are asked
    for by HTTP, at hosts of their own.
    """

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
        ident = self._ident(endpoint)
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
        if operation is Operation.IMAGES:
            own = spark_pictures.picture(body, self._ident(endpoint))
            url = _at(endpoint, spark_pictures.PATH, _HOME_OF_PICTURES)
            return UpstreamRequest("POST", url, assemble(endpoint, body=own), own, asked=body)
        if operation is Operation.EMBEDDINGS and dialect == EMBEDDINGS_DIALECT:
            own = self._named(endpoint, body)
            url = _at(endpoint, "/", _HOME_OF_VECTORS)
            return UpstreamRequest("POST", url, assemble(endpoint, body=own), own)
        if operation is not Operation.CHAT or dialect != SOCKET_DIALECT:
            raise GatewayError("not_implemented", f"{self.name} has no {operation} in {dialect}")
        home = _HOME_OF_PICTURES if endpoint.model == _LOOKS else _HOME
        told = urlsplit(_at(endpoint, _place(endpoint.model)[0], home))
        whole = urlunsplit(told._replace(scheme=_SCHEMES[told.scheme]))
        return UpstreamRequest("GET", whole, assemble(endpoint), body)

    def _ident(self, endpoint: Endpoint) -> str:
        """The application's."""
        return parts(endpoint.key.strip(), (3,), self.key_example)[0]

    def _named(self, endpoint: Endpoint, body: bytes) -> bytes:
        """A request for vectors, with the application's id."""
        members = _MEMBERS.decode(body)
        header = {**msgspec.json.decode(members["header"]), "app_id": self._ident(endpoint)}
        return msgspec.json.encode({**members, "header": header})

    def embeddings_dialect(self, endpoint: Endpoint) -> str:
        """See OwnEmbeddings."""
        return EMBEDDINGS_DIALECT

    def is_task(self, request: UpstreamRequest) -> bool:
        """Pictures alone keep what was asked: their answer is put in OpenAI's words."""
        return bool(request.asked)

    def follow(
        self, request: UpstreamRequest, endpoint: Endpoint, body: bytes, *, stream: bool
    ) -> TaskStep | None:
        """See Tasking."""
        return spark_pictures.step(request, object_of(body))

    def sign(self, request: UpstreamRequest, endpoint: Endpoint, now: datetime) -> UpstreamRequest:
        """See Signing. The signature stands in the address."""
        _, secret, key = parts(endpoint.key.strip(), (3,), self.key_example)
        url = urlsplit(request.url)
        query = signed_query(key, secret, url.netloc, url.path, now, request.method)
        return replace(request, url=urlunsplit(url._replace(query=query)))


def _at(endpoint: Endpoint, path: str, home: str) -> str:
    """``path`` below the channel's address, at the host ``home`` where that is iFlytek's own."""
    url = urlsplit(endpoint.base_url)
    if url.netloc in _HOMES:
        url = url._replace(netloc=home)
    return urlunsplit(url._replace(path=url.path.rstrip("/") + path))


def _place(model: str) -> tuple[str, str]:
    return _DOMAINS.get(model.lower(), (f"/chat/{model}", model))


def signed_query(
    key: str, secret: str, host: str, path: str, now: datetime, method: str = "GET"
) -> str:
    """``authorization``, ``date`` and ``host`` for a handshake or a request at this moment."""
    date = format_datetime(now.astimezone(UTC), usegmt=True)
    text = f"host: {host}\ndate: {date}\n{method} {path} HTTP/1.1"
    signature = _base64(hmac.new(secret.encode(), text.encode(), hashlib.sha256).digest())
    authorization = (
        f'api_key="{key}", algorithm="hmac-sha256", headers="host date request-line", '
        f'signature="{signature}"'
    )
    return urlencode({"authorization": _base64(authorization.encode()), "date": date, "host": host})


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()
