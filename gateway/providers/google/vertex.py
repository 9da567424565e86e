"""Vertex AI: Gemini and Claude as their vendors speak, everyone else in OpenAI's dialect.

https://cloud.google.com/vertex-ai/generative-ai/docs; base URLs hold ``{region}`` where the setting
decides, or name an address of one's own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

import msgspec

from gateway.domain.failure import Failure
from gateway.errors import DialectError, GatewayError, ServiceError
from gateway.providers import claude, oauth, service_tiers
from gateway.providers.abilities import (
    AccessToken,
    CheckingKeys,
    Exchanging,
    FormsAsJson,
    OwnEmbeddings,
    Paged,
    Tasking,
    TaskStep,
)
from gateway.providers.base import Endpoint, FieldSpec, ModelInfo, Operation, UpstreamRequest
from gateway.providers.bodies import edited, members
from gateway.providers.google import keys as google_keys
from gateway.providers.google import media as google_media
from gateway.providers.google.gemini import is_batch, with_query
from gateway.providers.headers import assemble, bearer
from gateway.providers.model_list import kind_of
from gateway.providers.refusals.errors import classify
from gateway.providers.urls import join, settled

GEMINI, CHAT = "gemini", "openai_chat"
EMBEDDINGS, NEW_EMBEDDINGS = "vertex_embeddings", "gemini_embeddings"
DEFAULT_REGION = "global"
TEMPLATE = "https://{region}-aiplatform.googleapis.com"
CLAUDE_VERSION = "vertex-2023-10-16"

_REGION = r"[a-z][a-z0-9-]{1,40}"
_PROJECT = r"[a-z0-9.:-]{4,64}"
_PUBLISHERS = ("google", "anthropic", "meta")
_OFFERED = re.compile(r"gemini|embedding|claude|llama-[34].*-maas|imagen|veo")
_COUNTER = "publishers/anthropic/models/count-tokens:rawPredict"


class Vertex(CheckingKeys, Exchanging, FormsAsJson, OwnEmbeddings, Paged, Tasking):
    """A service account's, a user's, or an express key's. Stateless.

    Pictures and sound are made at once; they are a task of one step, because their answer is put
    into OpenAI's words.
    """

    id = "vertex_ai"
    name = "Google Vertex AI"
    tile = "V"
    base_url = TEMPLATE
    needs_key = True
    local = False
    key_url = "https://console.cloud.google.com/iam-admin/serviceaccounts"
    key_example = google_keys.EXAMPLE
    dialects: tuple[str, ...] = (GEMINI, claude.DIALECT, CHAT)
    operations: frozenset[Operation] = frozenset(
        {
            *(Operation.CHAT, Operation.EMBEDDINGS, Operation.COUNT_TOKENS, Operation.MODELS),
            *google_media.OPERATIONS,
        }
    )
    fields: tuple[FieldSpec, ...] = (
        FieldSpec(
            "region",
            "text",
            "provider.field.region",
            DEFAULT_REGION,
            connects=True,
            pattern=_REGION,
        ),
        FieldSpec(
            "project",
            "text",
            "provider.field.project",
            connects=True,
            pattern=_PROJECT,
            example="harbour-123456",
        ),
    )
    catalogue: tuple[str, ...] = (
        "gemini-3.5-flash",
        "gemini-2.5-pro",
        "gemini-2.5-flash",
        "claude-sonnet-5",
        "claude-opus-5",
        "claude-haiku-4-5@20251001",
        "meta/llama-4-maverick-17b-128e-instruct-maas",
        "gemini-embedding-001",
        "text-multilingual-embedding-002",
    )
    numeric_types: tuple[int, ...] = (42,)

    def __repr__(self) -> str:
        return "Vertex()"

    def normalise_base_url(self, url: str) -> str:
        """See Provider. A whole address (``/v1/projects/...``) is cut to its host."""
        if not url.strip() or url.strip().rstrip("/") == TEMPLATE:
            return TEMPLATE
        return settled(url, lambda path: re.split(r"/v1(?:beta1)?(?:/|\Z)", path)[0])

    def check_key(self, key: str) -> str:
        return google_keys.checked_key(key)

    def token_identity(self, endpoint: Endpoint) -> str:
        return google_keys.token_identity(endpoint.key)

    def grant(self, endpoint: Endpoint, now: datetime) -> UpstreamRequest:
        return google_keys.grant(endpoint.key, now)

    def parse_grant(self, body: bytes) -> AccessToken:
        return oauth.parse_token(body)

    def refused_grant(
        self, status: int, headers: Mapping[str, str], body: bytes, endpoint: Endpoint
    ) -> Failure:
        return oauth.refused(status, headers, body, endpoint)

    def dialects_for(self, endpoint: Endpoint) -> tuple[str, ...]:
        """The vendor's own of Gemini and Claude; ``meta/llama-...`` is asked in OpenAI's."""
        model = endpoint.model
        if claude.is_claude(model):
            return (claude.DIALECT,)
        vendor, slash, _ = model.partition("/")
        elsewhere = slash and vendor not in ("google", "publishers", "endpoints", "projects")
        return (CHAT,) if elsewhere else (GEMINI,)

    def embeddings_dialect(self, endpoint: Endpoint) -> str:
        """``predict``, but for those models that are asked as at AI Studio."""
        return NEW_EMBEDDINGS if "gemini-embedding-2" in endpoint.model else EMBEDDINGS

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
        if operation is Operation.MODELS:
            return self.models_requests(endpoint)[0]
        if operation is Operation.EMBEDDINGS and dialect == NEW_EMBEDDINGS:
            body = _single(body)
        asked = b""
        if operation in google_media.OPERATIONS:
            body, asked = google_media.own_body(operation, body, endpoint.model)
        path = _path(operation, dialect, endpoint, body, stream=stream)
        if not path or not endpoint.model:
            raise GatewayError("not_implemented", f"{self.name} has no {operation} in {dialect}")
        layer: dict[str, str] = {}
        if dialect == GEMINI and operation is Operation.CHAT:
            body, tier = service_tiers.taken_out(body)
            layer = {service_tiers.ASKED: tier} if tier else {}
        if dialect == claude.DIALECT:
            # Counting keeps the model in the body: its path names none.
            more: dict[str, Any] = {}
            if operation is Operation.COUNT_TOKENS:
                more = {"model": endpoint.model}
            body = claude.cloud_body(body, CLAUDE_VERSION, **more)
            betas = claude.betas(client_headers)
            layer = {"anthropic-beta": ",".join(betas)} if betas else {}
        url = join(_address(endpoint), path)
        if path.endswith(":streamGenerateContent"):
            url = with_query(url, "alt", "sse")
        headers = assemble(endpoint, _auth(endpoint), layer, body=body, stream=stream)
        return UpstreamRequest("POST", url, headers, body, asked=asked, operation=operation)

    def wants_json(self, operation: Operation, endpoint: Endpoint) -> bool:
        """See FormsAsJson."""
        return operation in google_media.FORMS

    def is_task(self, request: UpstreamRequest) -> bool:
        """Pictures and sound alone keep what was asked."""
        return bool(request.asked)

    def follow(
        self, request: UpstreamRequest, endpoint: Endpoint, body: bytes, *, stream: bool
    ) -> TaskStep:
        """See Tasking."""
        return google_media.step(request, body)

    def adapt(self, dialect: str, endpoint: Endpoint, body: bytes) -> bytes:
        """Names the author of every content: Vertex wants one where AI Studio does not."""
        return _with_roles(body) if dialect == GEMINI else body

    def models_requests(self, endpoint: Endpoint) -> Sequence[UpstreamRequest]:
        """Model Garden's list, publisher by publisher; an express key may not ask for it."""
        if google_keys.read_key(endpoint.key).api_key:
            return ()
        project = _project(endpoint)
        quota = {"x-goog-user-project": project} if project else {}
        headers = assemble(endpoint, _auth(endpoint), quota)
        url = join(_host(endpoint), _listing(_PUBLISHERS[0]), "pageSize=200")
        return (UpstreamRequest("GET", url, headers),)

    def next_page(self, request: UpstreamRequest, body: bytes) -> UpstreamRequest | None:
        try:
            page = json.loads(body)
        except ValueError:
            return None
        token = page.get("nextPageToken") if isinstance(page, dict) else None
        if isinstance(token, str) and token:
            url = with_query(request.url, "pageToken", token)
            return UpstreamRequest("GET", url, request.headers) if url != request.url else None
        parts = urlsplit(request.url)
        publisher = parts.path.rsplit("/", 2)[-2]
        following = _PUBLISHERS[_PUBLISHERS.index(publisher) + 1 :][:1]
        if not following:
            return None
        root = parts.path[: -len(_listing(publisher))]
        path = root + _listing(following[0])
        url = urlunsplit((parts.scheme, parts.netloc, path, "pageSize=200", ""))
        return UpstreamRequest("GET", url, request.headers)

    def parse_models(self, body: bytes) -> list[ModelInfo]:
        """Those that can be asked here; Model Garden has hundreds that have to be hosted first."""
        try:
            value = json.loads(body)
        except (ValueError, RecursionError):
            raise DialectError("the model list is not JSON") from None
        entries = value.get("publisherModels") if isinstance(value, dict) else None
        if not isinstance(entries, list):
            raise DialectError("the answer is not a model list")
        found = [_model(entry) for entry in entries if isinstance(entry, dict)]
        return [info for info in found if info is not None]

    def classify(
        self,
        status: int,
        headers: Mapping[str, str],
        body: bytes,
        endpoint: Endpoint | None = None,
    ) -> Failure:
        return classify(status, headers, body, endpoint=endpoint)


def region_of(endpoint: Endpoint) -> str:
    """The key's own region, else the setting's."""
    found = google_keys.read_key(endpoint.key).region if endpoint.key else ""
    return found or str(endpoint.settings.get("region") or DEFAULT_REGION)


def _project(endpoint: Endpoint) -> str:
    own = google_keys.read_key(endpoint.key).project if endpoint.key else ""
    return str(endpoint.settings.get("project") or "") or own


def _host(endpoint: Endpoint) -> str:
    if endpoint.base_url != TEMPLATE:
        return endpoint.base_url
    region = region_of(endpoint)
    if re.fullmatch(_REGION, region) is None:  # it becomes a part of the host's name
        region = DEFAULT_REGION
    express = bool(google_keys.read_key(endpoint.key).api_key)
    if region == DEFAULT_REGION or express:
        return "https://aiplatform.googleapis.com"
    if region in ("us", "eu"):
        return f"https://aiplatform.{region}.rep.googleapis.com"
    return TEMPLATE.format(region=region)


def _address(endpoint: Endpoint) -> str:
    """What the paths of models stand below: a project's location, or nothing in express mode."""
    if endpoint.key and google_keys.read_key(endpoint.key).api_key:
        return join(_host(endpoint), "v1")
    project = _project(endpoint)
    if not project:
        why = "a project is needed, for the key names none"
        raise ServiceError("invalid_channel", why, {"project": why})
    place = f"v1/projects/{quote(project, safe=':')}/locations/{region_of(endpoint)}"
    return join(_host(endpoint), place)


def _auth(endpoint: Endpoint) -> dict[str, str]:
    """Nothing without a key: who stands before Google has one."""
    if not endpoint.key:
        return {}
    key = google_keys.read_key(endpoint.key)
    if key.api_key:
        return {"x-goog-api-key": key.api_key}
    return bearer(endpoint.access or key.token)


def _path(
    operation: Operation, dialect: str, endpoint: Endpoint, body: bytes, *, stream: bool
) -> str:
    """Below a project's location; '' for what there is not."""
    if dialect == CHAT:
        return "endpoints/openapi/chat/completions" if operation is Operation.CHAT else ""
    if dialect == claude.DIALECT and operation is Operation.COUNT_TOKENS:
        return _COUNTER
    method = (
        google_media.method(operation, endpoint.model)
        if operation in google_media.OPERATIONS
        else _method(operation, dialect, body, stream=stream)
    )
    return f"{_resource(endpoint.model)}:{method}" if method else ""


def _method(operation: Operation, dialect: str, body: bytes, *, stream: bool) -> str:
    if operation is Operation.EMBEDDINGS:
        single = dialect == NEW_EMBEDDINGS and not is_batch(body)
        return "predict" if dialect == EMBEDDINGS else "embedContent" if single else ""
    if dialect == claude.DIALECT:
        return "streamRawPredict" if stream else "rawPredict"
    if dialect != GEMINI:
        return ""
    if operation is Operation.COUNT_TOKENS:
        return "countTokens"
    return "streamGenerateContent" if stream else "generateContent"


def _resource(model: str) -> str:
    """A model as the path names it: of a publisher, or a tuned one's endpoint."""
    if model.startswith(("publishers/", "endpoints/")):
        return quote(model, safe="/@:")
    if model.isdigit():
        return f"endpoints/{model}"
    vendor, slash, name = model.rpartition("/")
    publisher = vendor if slash else "anthropic" if claude.is_claude(model) else "google"
    return f"publishers/{quote(publisher, safe='')}/models/{quote(name, safe='@:')}"


def _listing(publisher: str) -> str:
    return f"v1beta1/publishers/{publisher}/models"


def _model(entry: dict[str, Any]) -> ModelInfo | None:
    name = entry.get("name")
    if not isinstance(name, str) or _OFFERED.search(name) is None:
        return None
    publisher, _, ident = name.removeprefix("publishers/").partition("/models/")
    if publisher not in ("google", "anthropic"):
        ident = f"{publisher}/{ident}"
    return ModelInfo(ident, kind=kind_of(ident))


def _single(body: bytes) -> bytes:
    """A batch of one as the one it is: Vertex has no batches."""
    found = members(body) or {}
    raw = found.get("requests")
    requests = msgspec.json.decode(raw, type=list[dict[str, msgspec.Raw]]) if raw else []
    if len(requests) != 1:
        return body
    return msgspec.json.encode({k: v for k, v in requests[0].items() if k != "model"})


def _with_roles(body: bytes) -> bytes:
    found = members(body)
    raw = found.get("contents") if found is not None else None
    if raw is None or body.count(b'"role"') >= body.count(b'"parts"'):
        return body
    contents = msgspec.json.decode(raw)
    contents = [contents] if isinstance(contents, dict) else contents
    if not isinstance(contents, list):
        return body
    named = [
        {"role": "user", **each} if isinstance(each, dict) and not each.get("role") else each
        for each in contents
    ]
    return edited(body, {"contents": named}) if named != contents else body
