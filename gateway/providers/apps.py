"""Apps and translation that are spoken to like models, each in a dialect of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote, urlsplit

from gateway.domain.failure import Failure, FailureClass
from gateway.errors import DialectError, GatewayError
from gateway.providers.base import Endpoint, FieldSpec, ModelInfo, Operation, UpstreamRequest
from gateway.providers.headers import assemble, bearer
from gateway.providers.refusals.errors import classify
from gateway.providers.urls import ENDPOINTS, join, parse_base_url, without_endings


@dataclass(frozen=True, slots=True)
class AppPreset:
    """``path`` stands below the base URL, ``mount`` behind a bare host; ``below`` are the ends of
    addresses that people paste.
    """

    id: str
    name: str
    tile: str
    base_url: str
    key_url: str
    path: str
    catalogue: tuple[str, ...]
    mount: str = ""
    below: tuple[str, ...] = ()
    numeric_types: tuple[int, ...] = ()
    streams: bool = True
    """False for those that answer in one piece, whatever the client asks for."""


class App:
    """See Provider. Its dialect is called as it is."""

    needs_key = True
    local = False
    operations: frozenset[Operation] = frozenset({Operation.CHAT})
    fields: tuple[FieldSpec, ...] = ()

    def __init__(self, app: AppPreset) -> None:
        self.app = app
        self.id = app.id
        self.name = app.name
        self.tile = app.tile
        self.base_url = app.base_url
        self.key_url = app.key_url
        self.dialects: tuple[str, ...] = (app.id,)
        self.catalogue = app.catalogue
        self.numeric_types = app.numeric_types

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.id!r})"

    def normalise_base_url(self, url: str) -> str:
        if not url.strip():
            return self.base_url
        parsed = parse_base_url(url)
        path = without_endings(parsed.path, (*ENDPOINTS, f"/{self.app.path}", *self.app.below))
        return str(parsed.with_path(path or self.app.mount))

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
        self.check(operation, dialect)
        headers = assemble(
            endpoint, self._auth(endpoint), body=body, stream=stream and self.app.streams
        )
        return UpstreamRequest("POST", self._url(endpoint), headers, body)

    def check(self, operation: Operation, dialect: str) -> None:
        """Raises GatewayError ``not_implemented`` for what is no chat in its own dialect."""
        if operation is not Operation.CHAT or dialect not in self.dialects:
            raise GatewayError("not_implemented", f"{self.name} has no {operation} in {dialect}")

    def _auth(self, endpoint: Endpoint) -> dict[str, str]:
        return bearer(endpoint.key)

    def _url(self, endpoint: Endpoint) -> str:
        return join(endpoint.base_url, self.app.path)

    def adapt(self, dialect: str, endpoint: Endpoint, body: bytes) -> bytes:
        return body

    def models_requests(self, endpoint: Endpoint) -> Sequence[UpstreamRequest]:
        return ()

    def parse_models(self, body: bytes) -> list[ModelInfo]:
        raise DialectError(f"{self.name} lists no models")

    def classify(
        self,
        status: int,
        headers: Mapping[str, str],
        body: bytes,
        endpoint: Endpoint | None = None,
    ) -> Failure:
        return classify(status, headers, body, vendor=self.id, endpoint=endpoint)


_DEEPL, _DEEPL_FREE = "api.deepl.com", "api-free.deepl.com"
_DEEPL_MEANS = {403: FailureClass.BAD_KEY, 456: FailureClass.NO_MONEY}


class DeepL(App):
    """Keys that end with ``:fx`` are of the free API, which has a host of its own."""

    def _auth(self, endpoint: Endpoint) -> dict[str, str]:
        return {"Authorization": f"DeepL-Auth-Key {endpoint.key.strip()}"}

    def classify(
        self,
        status: int,
        headers: Mapping[str, str],
        body: bytes,
        endpoint: Endpoint | None = None,
    ) -> Failure:
        """See Provider. 403 is a key that is none, 456 the month's characters used up."""
        failure = super().classify(status, headers, body, endpoint)
        kind = _DEEPL_MEANS.get(status)
        return failure if kind is None else replace(failure, kind=kind)

    def _url(self, endpoint: Endpoint) -> str:
        url = super()._url(endpoint)
        host = urlsplit(url).hostname
        if host not in (_DEEPL, _DEEPL_FREE):
            return url
        wanted = _DEEPL_FREE if endpoint.key.strip().endswith(":fx") else _DEEPL
        return url.replace(f"//{host}", f"//{wanted}", 1)


class Palm(App):
    def _auth(self, endpoint: Endpoint) -> dict[str, str]:
        return {"x-goog-api-key": endpoint.key.strip()}

    def _url(self, endpoint: Endpoint) -> str:
        model = quote(endpoint.model.removeprefix("models/").replace("palm2", "chat-bison-001"))
        return join(endpoint.base_url, f"v1beta2/models/{model}:generateMessage")


APPS: tuple[App, ...] = (
    DeepL(
        AppPreset(
            id="deepl",
            name="DeepL",
            tile="DL",
            base_url="https://api.deepl.com",
            key_url="https://www.deepl.com/your-account/keys",
            path="v2/translate",
            below=("/v2",),
            numeric_types=(38,),
            catalogue=("deepl-zh", "deepl-en", "deepl-ja", "deepl-de", "deepl-fr", "deepl-es"),
            streams=False,
        )
    ),
    Palm(
        AppPreset(
            id="palm",
            name="PaLM 2",
            tile="P2",
            base_url="https://generativelanguage.googleapis.com",
            key_url="https://aistudio.google.com/apikey",
            path="v1beta2",
            below=("/v1beta2", "/v1beta", "/v1"),
            numeric_types=(11,),
            catalogue=("chat-bison-001",),
            streams=False,
        )
    ),
)
