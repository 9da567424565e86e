"""Tencent Hunyuan by its own interface: TC3-HMAC-SHA256 of each request.

https://cloud.tencent.com/document/api/1729/101843; pictures: ``tencent_pictures.py``.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import urlsplit, urlunsplit

from gateway.errors import GatewayError
from gateway.providers.abilities import (
    CheckingKeys,
    FormsAsJson,
    OwnEmbeddings,
    Signing,
    Tasking,
    TaskStep,
)
from gateway.providers.base import Endpoint, Operation, UpstreamRequest
from gateway.providers.composite import joined, parts
from gateway.providers.headers import assemble
from gateway.providers.media.picture_answers import nothing_drawn, object_of
from gateway.providers.openai_compatible import OpenAICompatible
from gateway.providers.preset import Preset
from gateway.providers.tencent import pictures as tencent_pictures

DIALECT = "hunyuan"
HOST = "hunyuan.tencentcloudapi.com"
VERSION = "2023-09-01"
_SERVICE = "hunyuan"
_OWN_DOMAIN = ".tencentcloudapi.com"
_SIGNED = "content-type;host;x-tc-action"
_JSON = "application/json"
_ACTIONS = {Operation.CHAT: "ChatCompletions", Operation.EMBEDDINGS: "GetEmbedding"}
_DRAWS = frozenset({Operation.IMAGES, Operation.IMAGE_EDITS})
_ID = "AKID"


class Tencent(OpenAICompatible, CheckingKeys, FormsAsJson, OwnEmbeddings, Signing, Tasking):
    """Keys are ``SecretId|SecretKey``, with the application's id before or behind as one-api has
    it.
    """

    key_example = "SecretId|SecretKey"

    def __init__(self, preset: Preset) -> None:
        super().__init__(preset)
        self.operations = frozenset({Operation.CHAT, Operation.EMBEDDINGS, *_DRAWS})

    def check_key(self, key: str) -> str:
        return joined(parts(key, (2, 3), self.key_example))

    def embeddings_dialect(self, endpoint: Endpoint) -> str:
        return "hunyuan_embeddings"

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
        if operation in _DRAWS:
            return self._picture(operation, endpoint, body)
        action = _ACTIONS.get(operation)
        if action is None or not dialect.startswith(DIALECT):
            raise GatewayError("not_implemented", f"{self.name} has no {operation} in {dialect}")
        region = str(endpoint.settings.get("tc_region") or "")
        return self._calling(action, region, endpoint, body, stream=stream)

    def _calling(
        self, action: str, region: str, endpoint: Endpoint, body: bytes, *, stream: bool = False
    ) -> UpstreamRequest:
        headers = assemble(
            endpoint,
            {"X-TC-Action": action, "X-TC-Version": VERSION, "X-TC-Region": region},
            body=body,
            stream=stream,
        )
        url = urlsplit(endpoint.base_url)
        root = urlunsplit(url._replace(path=url.path.rstrip("/") + "/"))
        return UpstreamRequest("POST", root, headers, body)

    def _picture(self, operation: Operation, endpoint: Endpoint, body: bytes) -> UpstreamRequest:
        light = tencent_pictures.is_light(endpoint.model)
        action = tencent_pictures.LIGHT if light else tencent_pictures.SUBMIT
        edits = operation is Operation.IMAGE_EDITS
        own = tencent_pictures.picture(body, endpoint.model, edits=edits)
        made = self._calling(action, _region(endpoint), endpoint, own)
        return replace(made, asked=body)

    def wants_json(self, operation: Operation, endpoint: Endpoint) -> bool:
        """See FormsAsJson."""
        return operation is Operation.IMAGE_EDITS

    def is_task(self, request: UpstreamRequest) -> bool:
        """Pictures alone keep what was asked."""
        return bool(request.asked)

    def follow(
        self, request: UpstreamRequest, endpoint: Endpoint, body: bytes, *, stream: bool
    ) -> TaskStep | None:
        """See Tasking."""
        value = object_of(body)
        told = value.get("Response")
        if not isinstance(told, dict):
            return nothing_drawn(value)
        if asks := tencent_pictures.question(told):
            made = self._calling(tencent_pictures.QUERY, _region(endpoint), endpoint, asks)
            return TaskStep(self.again(made, endpoint), wait_s=tencent_pictures.AGAIN_S)
        return tencent_pictures.step(request, told)

    def again(self, question: UpstreamRequest, endpoint: Endpoint) -> UpstreamRequest:
        """See Tasking."""
        return self.sign(question, endpoint, datetime.now(UTC))

    def sign(self, request: UpstreamRequest, endpoint: Endpoint, now: datetime) -> UpstreamRequest:
        """See Signing. A proxy in front of Tencent forwards to Tencent's own name."""
        host = urlsplit(request.url).netloc
        if not host.endswith(_OWN_DOMAIN):
            host = HOST
        ident, secret = secrets_in(parts(endpoint.key.strip(), (2, 3), self.key_example))
        timestamp = int(now.timestamp())
        action = request.headers.get("X-TC-Action", "")
        signature = authorization(ident, secret, host, action, request.body, timestamp)
        return replace(
            request,
            headers={
                **request.headers,
                "Content-Type": _JSON,
                "X-TC-Timestamp": str(timestamp),
                "Authorization": signature,
            },
        )


def _region(endpoint: Endpoint) -> str:
    return str(endpoint.settings.get("tc_region") or tencent_pictures.REGION)


def secrets_in(found: tuple[str, ...]) -> tuple[str, str]:
    """Id and key, wherever the application's number stands."""
    kept = list(found)
    if len(kept) == 3:
        number = next((at for at, part in enumerate(kept) if part.isdigit()), 0)
        del kept[number]
    if kept[1].startswith(_ID) and not kept[0].startswith(_ID):
        kept.reverse()
    return kept[0], kept[1]


def authorization(
    ident: str, secret: str, host: str, action: str, body: bytes, timestamp: int
) -> str:
    """TC3-HMAC-SHA256 of a POST to ``/``; ``timestamp`` in Unix seconds."""
    date = datetime.fromtimestamp(timestamp, UTC).strftime("%Y-%m-%d")
    canonical = "\n".join(
        (
            "POST",
            "/",
            "",
            f"content-type:{_JSON}",
            f"host:{host}",
            f"x-tc-action:{action.lower()}",
            "",
            _SIGNED,
            hashlib.sha256(body).hexdigest(),
        )
    )
    scope = f"{date}/{_SERVICE}/tc3_request"
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    key = f"TC3{secret}".encode()
    for part in (date, _SERVICE, "tc3_request"):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    text = f"TC3-HMAC-SHA256\n{timestamp}\n{scope}\n{digest}"
    signature = hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
    return (
        f"TC3-HMAC-SHA256 Credential={ident}/{scope}, SignedHeaders={_SIGNED}, "
        f"Signature={signature}"
    )
