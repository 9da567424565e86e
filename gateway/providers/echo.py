"""A provider without a network: the relay answers it in the process with what was asked.

For trying a client or a token without a key, and for tests of everything but an upstream.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gateway.domain.failure import Failure
from gateway.errors import DialectError, GatewayError
from gateway.providers.base import Endpoint, FieldSpec, ModelInfo, Operation, UpstreamRequest
from gateway.providers.refusals.errors import classify

MODEL = "echo"
URL = "echo:chat/completions"
"""No transport knows the scheme: a request that is sent by mistake goes nowhere."""


class Echo:
    """Speaks OpenAI's chat to itself. Needs no address and no key."""

    id = "echo"
    name = "Echo"
    tile = "E"
    base_url = "echo:"
    needs_key = False
    local = True
    key_url = ""
    dialects: tuple[str, ...] = ("openai_chat",)
    operations: frozenset[Operation] = frozenset({Operation.CHAT})
    fields: tuple[FieldSpec, ...] = ()
    catalogue: tuple[str, ...] = (MODEL,)
    numeric_types: tuple[int, ...] = ()

    def __repr__(self) -> str:
        return "Echo()"

    def normalise_base_url(self, url: str) -> str:
        """Always the same: there is nowhere else to go."""
        return self.base_url

    def dialects_for(self, endpoint: Endpoint) -> tuple[str, ...]:
        return self.dialects

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
        if operation is not Operation.CHAT or dialect not in self.dialects:
            raise GatewayError("not_implemented", f"{self.name} has no {operation} in {dialect}")
        return UpstreamRequest("POST", URL, {"Content-Type": "application/json"}, body)

    def adapt(self, dialect: str, endpoint: Endpoint, body: bytes) -> bytes:
        return body

    def models_requests(self, endpoint: Endpoint) -> Sequence[UpstreamRequest]:
        return ()

    def parse_models(self, body: bytes) -> list[ModelInfo]:
        raise DialectError("this provider lists no models")

    def classify(
        self,
        status: int,
        headers: Mapping[str, str],
        body: bytes,
        endpoint: Endpoint | None = None,
    ) -> Failure:
        return classify(status, headers, body, endpoint=endpoint)
