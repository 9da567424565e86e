"""Azure OpenAI and Foundry: OpenAI's dialects under a resource of one's own.

https://learn.microsoft.com/azure/ai-foundry/openai/reference and .../api-version-lifecycle; base
URLs are stored as they stand before ``/openai``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from urllib.parse import quote, urlsplit

from gateway.domain.credentials import SEPARATOR, parts_of
from gateway.domain.failure import Failure, FailureClass
from gateway.errors import DialectError, GatewayError
from gateway.providers import claude, oauth
from gateway.providers.abilities import AccessToken, CheckingKeys, Exchanging, Naming
from gateway.providers.base import (
    Endpoint,
    FieldSpec,
    ModelInfo,
    Operation,
    UpstreamRequest,
    invalid_key,
)
from gateway.providers.bodies import edited
from gateway.providers.headers import assemble, bearer, passed_on
from gateway.providers.model_list import kind_of, parse_model_list
from gateway.providers.refusals.errors import classify
from gateway.providers.urls import invalid, join, parse_base_url, settled

CHAT, RESPONSES = "openai_chat", "openai_responses"
EMBEDDINGS = "openai_embeddings"
V1 = "v1"
EXAMPLE = "32 or 84 letters and digits, or tenant|client id|client secret"
LOGINS = {
    "us": "https://login.microsoftonline.us",
    "cn": "https://login.partner.microsoftonline.cn",
    "com": "https://login.microsoftonline.com",
}
"""Where tokens of each of Microsoft's clouds are made, by the end of its hosts."""

_SCOPES = {
    "us": "https://cognitiveservices.azure.us/.default",
    "cn": "https://cognitiveservices.azure.cn/.default",
    "com": "https://cognitiveservices.azure.com/.default",
}
_VERSION = r"v1|preview|latest|\d{4}-\d{2}-\d{2}(?:-preview)?"
_RESPONSES_FROM = "2025-03-01"
_LISTED_BY = "2023-03-15-preview"
"""The last api-version that lists a resource's deployments to its key."""
_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_PATHS = {
    (Operation.CHAT, CHAT): "chat/completions",
    (Operation.CHAT, RESPONSES): "responses",
    (Operation.EMBEDDINGS, EMBEDDINGS): "embeddings",
}
_MEDIA = frozenset(
    {
        *(Operation.IMAGES, Operation.IMAGE_EDITS, Operation.SPEECH),
        *(Operation.TRANSCRIPTIONS, Operation.TRANSLATIONS),
    }
)
"""What a deployment may be of beside chat and embeddings, at OpenAI's paths."""
_RETRY = re.compile(r"(?i)\bretry after (\d{1,6}) (?:milli)?seconds?")


class Azure(CheckingKeys, Exchanging, Naming):
    """A resource's keys, or an application's at Entra. Stateless."""

    id = "azure_openai"
    name = "Azure OpenAI"
    tile = "Az"
    base_url = ""
    needs_key = True
    local = False
    key_url = "https://ai.azure.com"
    key_example = EXAMPLE
    dialects: tuple[str, ...] = (CHAT, RESPONSES, claude.DIALECT)
    operations: frozenset[Operation] = frozenset(
        {Operation.CHAT, Operation.EMBEDDINGS, Operation.MODELS, *_MEDIA}
    )
    fields: tuple[FieldSpec, ...] = (
        FieldSpec(
            "api_version",
            "text",
            "provider.field.api_version",
            V1,
            connects=True,
            pattern=_VERSION,
        ),
        FieldSpec("deployments", "pairs", "provider.field.deployments"),
        FieldSpec("remove_dots", "bool", "provider.field.remove_dots", False),
    )
    catalogue: tuple[str, ...] = ()
    numeric_types: tuple[int, ...] = (3,)

    def __repr__(self) -> str:
        return "Azure()"

    def normalise_base_url(self, url: str) -> str:
        """See Provider. Whatever stands behind ``/openai`` is Azure's own and left out."""
        if not url.strip():
            raise invalid("this provider needs one")
        at_azure = ".azure." in parse_base_url(url).host

        def cut(path: str) -> str:
            path = re.split(r"/(?:openai|anthropic|models)(?:/|\Z)", f"{path}/")[0]
            return "" if at_azure else path.rstrip("/").removesuffix("/v1")

        return settled(url.split("?")[0], cut)

    def check_key(self, key: str) -> str:
        parts = parts_of(key)
        if len(parts) == 1:
            return key.strip()
        if len(parts) != 3 or not _UUID.fullmatch(parts[1]) or not all(parts):
            raise invalid_key(EXAMPLE)
        return SEPARATOR.join(parts)

    def token_identity(self, endpoint: Endpoint) -> str:
        application = _application(endpoint.key)
        return oauth.identity(_cloud(endpoint), endpoint.key) if application else ""

    def grant(self, endpoint: Endpoint, now: datetime) -> UpstreamRequest:
        application = _application(endpoint.key)
        if application is None:
            raise invalid_key(EXAMPLE)
        tenant, client, secret = application
        cloud = _cloud(endpoint)
        url = f"{LOGINS[cloud]}/{quote(tenant, safe='')}/oauth2/v2.0/token"
        fields = {"grant_type": "client_credentials", "client_id": client, "client_secret": secret}
        return oauth.form(url, {**fields, "scope": _SCOPES[cloud]})

    def parse_grant(self, body: bytes) -> AccessToken:
        return oauth.parse_token(body)

    def refused_grant(
        self, status: int, headers: Mapping[str, str], body: bytes, endpoint: Endpoint
    ) -> Failure:
        return oauth.refused(status, headers, body, endpoint)

    def dialects_for(self, endpoint: Endpoint) -> tuple[str, ...]:
        """Responses since the api-version that has it; Claude in its vendor's, at Foundry."""
        if claude.is_claude(endpoint.model):
            return (claude.DIALECT,)
        version = _version(endpoint)
        has_responses = not _dated(version) or version >= _RESPONSES_FROM
        return (CHAT, RESPONSES) if has_responses else (CHAT,)

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
        """See Provider. The deployment stands in the path, or as the body's ``model``."""
        if operation is Operation.MODELS:
            return self.models_requests(endpoint)[0]
        if dialect == claude.DIALECT and operation is Operation.CHAT:
            return _claude(endpoint, body, client_headers, stream)
        media = operation in _MEDIA
        path = operation.value if media else _PATHS.get((operation, dialect))
        if path is None:
            raise GatewayError("not_implemented", f"{self.name} has no {operation} in {dialect}")
        deployment = deployment_of(endpoint)
        url, in_path = address(endpoint, path, deployment)
        if not in_path and deployment != endpoint.model:
            body = edited(body, {"model": deployment})
        headers = assemble(endpoint, _auth(endpoint), body=body, stream=stream)
        if operation is Operation.SPEECH:
            headers = {**headers, "Accept": "*/*"}
        return UpstreamRequest("POST", url, headers, body)

    def named_in_forms(self, endpoint: Endpoint) -> str:
        """See Naming."""
        return deployment_of(endpoint)

    def adapt(self, dialect: str, endpoint: Endpoint, body: bytes) -> bytes:
        return body

    def models_requests(self, endpoint: Endpoint) -> Sequence[UpstreamRequest]:
        """The resource's deployments; where those are not told, the models it could deploy."""
        headers = assemble(endpoint, _auth(endpoint))
        deployments = join(endpoint.base_url, "openai/deployments", f"api-version={_LISTED_BY}")
        models = join(endpoint.base_url, "openai/v1/models")
        return tuple(UpstreamRequest("GET", url, headers) for url in (deployments, models))

    def parse_models(self, body: bytes) -> list[ModelInfo]:
        """A deployment is asked by its own name; what it deploys says its kind."""
        found = {info.id: info for info in parse_model_list(body)}
        try:
            entries = json.loads(body)["data"]
        except (KeyError, TypeError, ValueError):
            raise DialectError("the answer is not a model list") from None
        for entry in entries if isinstance(entries, list) else ():
            if not isinstance(entry, dict):
                continue
            ident, model = entry.get("id"), entry.get("model")
            if isinstance(model, str) and isinstance(ident, str) and ident in found:
                found[ident] = ModelInfo(ident, model if model != ident else "", kind_of(model))
            if isinstance(ident, str) and entry.get("status") in ("failed", "deleted", "canceled"):
                found.pop(ident, None)
        return list(found.values())

    def classify(
        self,
        status: int,
        headers: Mapping[str, str],
        body: bytes,
        endpoint: Endpoint | None = None,
    ) -> Failure:
        """See Provider. How long to wait may stand in the message alone."""
        failure = classify(status, headers, body, endpoint=endpoint)
        waits = failure.kind is FailureClass.RATE_LIMIT and failure.retry_after_s is None
        told = _RETRY.search(failure.message) if waits else None
        if told is None:
            return failure
        factor = 0.001 if "milli" in told[0].lower() else 1.0
        return replace(failure, retry_after_s=int(told[1]) * factor)


def deployment_of(endpoint: Endpoint) -> str:
    """The deployment that serves a model: as the owner says, else of the same name; without dots
    where the channel's names have none.
    """
    named = endpoint.settings.get("deployments")
    if isinstance(named, Mapping) and endpoint.model in named:
        return str(named[endpoint.model])
    bare = bool(endpoint.settings.get("remove_dots"))
    return endpoint.model.replace(".", "") if bare else endpoint.model


def address(endpoint: Endpoint, path: str, deployment: str) -> tuple[str, bool]:
    """The URL of an operation, and whether it names the deployment.

    ``v1`` addresses carry no api-version, but ``preview`` and ``latest`` where those are asked for.
    """
    version = _version(endpoint)
    if not _dated(version):
        query = "" if version == V1 else f"api-version={version}"
        return join(endpoint.base_url, f"openai/v1/{path}", query), False
    query = f"api-version={version}"
    if path == "responses":
        return join(endpoint.base_url, f"openai/{path}", query), False
    named = f"openai/deployments/{quote(deployment, safe='')}/{path}"
    return join(endpoint.base_url, named, query), True


def _claude(
    endpoint: Endpoint, body: bytes, client_headers: Mapping[str, str], stream: bool
) -> UpstreamRequest:
    deployment = deployment_of(endpoint)
    if deployment != endpoint.model:
        body = edited(body, {"model": deployment})
    names = {"anthropic-version": "anthropic-version", "anthropic-beta": "anthropic-beta"}
    headers = assemble(
        endpoint,
        _auth(endpoint),
        {"anthropic-version": "2023-06-01"},
        passed_on(client_headers, names),
        body=body,
        stream=stream,
    )
    return UpstreamRequest("POST", join(endpoint.base_url, "anthropic/v1/messages"), headers, body)


def _version(endpoint: Endpoint) -> str:
    return str(endpoint.settings.get("api_version") or V1)


def _dated(version: str) -> bool:
    return version[:1].isdigit()


def _cloud(endpoint: Endpoint) -> str:
    ending = (urlsplit(endpoint.base_url).hostname or "").rsplit(".", 1)[-1]
    return ending if ending in LOGINS else "com"


def _application(key: str) -> tuple[str, str, str] | None:
    """Tenant, client id and client secret of an application; None for a plain key."""
    parts = parts_of(key)
    return (parts[0], parts[1], parts[2]) if len(parts) == 3 else None


def _auth(endpoint: Endpoint) -> dict[str, str]:
    """A token of Entra's as a bearer, also one that was pasted; a resource's key as ``api-key``."""
    key = endpoint.key.strip()
    if endpoint.access or key.startswith("eyJ"):
        return bearer(endpoint.access or key)
    return {"api-key": key} if key else {}
