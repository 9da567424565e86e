"""Baidu's first Qianfan: an API key and a secret key, exchanged for a token in the query.

https://cloud.baidu.com/doc/WENXINWORKSHOP/s/Ilkkrb0i5
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from urllib.parse import quote, urlencode

from gateway.domain.credentials import SEPARATOR
from gateway.domain.failure import Failure
from gateway.errors import DialectError, GatewayError
from gateway.providers.abilities import AccessToken, CheckingKeys, Exchanging, OwnEmbeddings
from gateway.providers.base import Endpoint, Operation, UpstreamRequest
from gateway.providers.composite import joined, parts
from gateway.providers.headers import assemble
from gateway.providers.openai_compatible import OpenAICompatible

DIALECT = "ernie"
EMBEDDINGS_DIALECT = "ernie_embeddings"
_SERVICE = "rpc/2.0/ai_custom/v1/wenxinworkshop"
_SUFFIXES = {
    "ernie-4.0": "completions_pro",
    "ernie-4.0-8k": "completions_pro",
    "ernie-bot-4": "completions_pro",
    "ernie-bot": "completions",
    "ernie-3.5-8k": "completions",
    "ernie-bot-turbo": "eb-instant",
    "ernie-lite-8k-0922": "eb-instant",
    "ernie-speed": "ernie_speed",
    "ernie-speed-8k": "ernie_speed",
    "ernie-bot-8k": "ernie_bot_8k",
    "ernie-lite-8k-0308": "ernie-lite-8k",
    "bloomz-7b": "bloomz_7b1",
    "bge-large-zh": "bge_large_zh",
    "bge-large-en": "bge_large_en",
    "tao-8k": "tao_8k",
}
"""Where a model's name and the end of its address differ; else that is the name in lower case."""


class QianfanV1(OpenAICompatible, CheckingKeys, Exchanging, OwnEmbeddings):
    """See Exchanging. A key without a bar is a token already, and is sent as it is."""

    key_example = "API Key|Secret Key"

    def check_key(self, key: str) -> str:
        return joined(parts(key, (2,), self.key_example)) if SEPARATOR in key else key.strip()

    def embeddings_dialect(self, endpoint: Endpoint) -> str:
        return EMBEDDINGS_DIALECT

    def token_identity(self, endpoint: Endpoint) -> str:
        if SEPARATOR not in endpoint.key:
            return ""
        named = f"{endpoint.base_url}\n{endpoint.key}"
        return f"qianfan:{hashlib.sha256(named.encode()).hexdigest()}"

    def grant(self, endpoint: Endpoint, now: datetime) -> UpstreamRequest:
        ident, secret = parts(endpoint.key.strip(), (2,), self.key_example)
        query = urlencode(
            {"grant_type": "client_credentials", "client_id": ident, "client_secret": secret}
        )
        headers = assemble(endpoint, {"Content-Type": "application/json"})
        return UpstreamRequest("POST", f"{endpoint.base_url}/oauth/2.0/token?{query}", headers)

    def parse_grant(self, body: bytes) -> AccessToken:
        try:
            value = json.loads(body)
            return AccessToken(str(value["access_token"]), float(value["expires_in"]))
        except (ValueError, KeyError, TypeError, RecursionError):
            raise DialectError("the answer holds no access token") from None

    def refused_grant(
        self, status: int, headers: Mapping[str, str], body: bytes, endpoint: Endpoint
    ) -> Failure:
        return self.classify(status, headers, body, endpoint)

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
        kinds = {
            (Operation.CHAT, DIALECT): "chat",
            (Operation.EMBEDDINGS, EMBEDDINGS_DIALECT): "embeddings",
        }
        kind = kinds.get((operation, dialect))
        if kind is None:
            raise GatewayError("not_implemented", f"{self.name} has no {operation} in {dialect}")
        name = endpoint.model.lower()
        suffix = quote(_SUFFIXES.get(name, name), safe="")
        token = quote(endpoint.access or endpoint.key.strip(), safe="")
        url = f"{endpoint.base_url}/{_SERVICE}/{kind}/{suffix}?access_token={token}"
        return UpstreamRequest("POST", url, assemble(endpoint, body=body, stream=stream), body)
