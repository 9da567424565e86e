"""Amazon Bedrock: Converse for every model, Claude by invoke for who speaks Anthropic's dialect;
pictures, rankings and embeddings by invoke (``bedrock_media.py``).

https://docs.aws.amazon.com/bedrock/latest/APIReference; base URLs hold ``{region}`` where the
setting decides, or name an endpoint of one's own (VPC, FIPS, a proxy).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlencode, urlsplit, urlunsplit

from gateway.domain.failure import Failure
from gateway.domain.usage import Usage
from gateway.errors import DialectError, GatewayError
from gateway.providers import claude
from gateway.providers.abilities import (
    CheckingKeys,
    FormsAsJson,
    OwnEmbeddings,
    Paged,
    Reframing,
    Signing,
    Tasking,
    TaskStep,
    TellingUsage,
)
from gateway.providers.amazon import keys as aws_keys
from gateway.providers.amazon import media as bedrock_media
from gateway.providers.amazon.sigv4 import sign
from gateway.providers.base import Endpoint, FieldSpec, ModelInfo, Operation, UpstreamRequest
from gateway.providers.bodies import edited
from gateway.providers.headers import assemble, bearer
from gateway.providers.model_list import kind_of
from gateway.providers.refusals.errors import classify
from gateway.providers.urls import join, settled

DIALECT = "bedrock"
EMBEDDINGS = "bedrock_embeddings"
SERVICE = "bedrock"
"""The name that is signed for, also of bedrock-runtime."""
DEFAULT_REGION = "us-east-1"
TEMPLATE = "https://bedrock-runtime.{region}.amazonaws.com"
CLAUDE_VERSION = "bedrock-2023-05-31"
EVENT_STREAM = "application/vnd.amazon.eventstream"

_HOST = re.compile(rf"bedrock(?:-runtime)?(?:-fips)?\.(?P<region>{aws_keys.REGION})\.amazonaws\..*")
_GUARDRAIL = r".{1,2048}:(?:[1-9][0-9]{0,7}|DRAFT)"
_KINDS = {"TEXT": "chat", "EMBEDDING": "embedding", "IMAGE": "image", "SPEECH": "audio"}
_PROFILES = "inference-profiles"
_READ = "x-amzn-bedrock-input-token-count"
_MOST_DIGITS = 12
_OWN = {
    Operation.IMAGES: bedrock_media.picture_body,
    Operation.IMAGE_EDITS: bedrock_media.edit_body,
    Operation.RERANK: bedrock_media.ranking_body,
}


class Bedrock(
    CheckingKeys, FormsAsJson, OwnEmbeddings, Paged, Reframing, Signing, Tasking, TellingUsage
):
    """Signed with an access key, or sent with a Bedrock API key. Stateless."""

    id = "aws_bedrock"
    name = "Amazon Bedrock"
    tile = "B"
    base_url = TEMPLATE
    needs_key = True
    local = False
    key_url = "https://console.aws.amazon.com/bedrock/home#/api-keys"
    key_example = aws_keys.EXAMPLE
    dialects: tuple[str, ...] = (DIALECT, claude.DIALECT)
    operations: frozenset[Operation] = frozenset(
        {Operation.CHAT, Operation.EMBEDDINGS, Operation.MODELS, *_OWN}
    )
    fields: tuple[FieldSpec, ...] = (
        FieldSpec(
            "region",
            "text",
            "provider.field.region",
            DEFAULT_REGION,
            connects=True,
            pattern=aws_keys.REGION,
        ),
        FieldSpec(
            "guardrail", "text", "provider.field.guardrail", pattern=_GUARDRAIL, example="gr1abc:1"
        ),
    )
    catalogue: tuple[str, ...] = (
        "global.anthropic.claude-sonnet-5",
        "global.anthropic.claude-opus-5",
        "us.anthropic.claude-haiku-4-5-20251001-v1:0",
        "us.amazon.nova-2-lite-v1:0",
        "amazon.nova-pro-v1:0",
        "openai.gpt-oss-120b-1:0",
        "amazon.titan-embed-text-v2:0",
        "cohere.embed-multilingual-v3",
        "cohere.rerank-v3-5:0",
        "stability.stable-image-core-v1:1",
    )
    numeric_types: tuple[int, ...] = (33,)

    def __repr__(self) -> str:
        return "Bedrock()"

    def normalise_base_url(self, url: str) -> str:
        """See Provider. A whole address (``/model/...``) is cut to its host."""
        if not url.strip() or url.strip().rstrip("/") == TEMPLATE:
            return TEMPLATE
        return settled(url, lambda path: path.split("/model/")[0])

    def check_key(self, key: str) -> str:
        return aws_keys.written(aws_keys.read_key(key))

    def dialects_for(self, endpoint: Endpoint) -> tuple[str, ...]:
        return self.dialects if claude.is_claude(endpoint.model) else (DIALECT,)

    def embeddings_dialect(self, endpoint: Endpoint) -> str:
        return EMBEDDINGS

    def framing(self, dialect: str, content_type: str) -> str:
        wrapped = dialect == claude.DIALECT and content_type.startswith(EVENT_STREAM)
        return "bedrock_invoke" if wrapped else ""

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
        """See Provider. It is still to be signed."""
        if operation is Operation.MODELS:
            return self.models_requests(endpoint)[0]
        asked = b""
        if operation in _OWN:
            asked, body = body, _OWN[operation](body, endpoint.model)
        method = _method(operation, dialect, stream=stream)
        if not method or not endpoint.model:
            raise GatewayError("not_implemented", f"{self.name} has no {operation} in {dialect}")
        if dialect == claude.DIALECT:
            betas = claude.betas(client_headers)
            more = {"anthropic_beta": betas} if betas else {}
            body = claude.cloud_body(body, CLAUDE_VERSION, without=("stream",), **more)
        path = f"model/{quote(endpoint.model, safe='')}/{method}"
        accept = EVENT_STREAM if stream and operation is Operation.CHAT else "application/json"
        headers = assemble(
            endpoint,
            {"Accept": accept},
            _auth(endpoint),
            _guardrail_headers(endpoint.settings) if "invoke" in method else {},
            body=body,
            stream=stream,
        )
        url = join(_runtime(endpoint), path)
        return UpstreamRequest("POST", url, headers, body, asked=asked, operation=operation)

    def told_usage(self, request: UpstreamRequest, headers: Mapping[str, str]) -> Usage | None:
        """See TellingUsage: what vectors are made of; everything else tells it itself."""
        count = headers.get(_READ, "")
        embeds = request.operation is Operation.EMBEDDINGS
        told = embeds and count.isdecimal() and len(count) < _MOST_DIGITS
        return Usage(input=int(count)) if told and int(count) else None

    def wants_json(self, operation: Operation, endpoint: Endpoint) -> bool:
        """See FormsAsJson."""
        return operation is Operation.IMAGE_EDITS

    def is_task(self, request: UpstreamRequest) -> bool:
        """What is asked for in its own words keeps what was asked."""
        return bool(request.asked)

    def follow(
        self, request: UpstreamRequest, endpoint: Endpoint, body: bytes, *, stream: bool
    ) -> TaskStep | None:
        """See Tasking."""
        return bedrock_media.step(request.asked, body)

    def sign(self, request: UpstreamRequest, endpoint: Endpoint, now: datetime) -> UpstreamRequest:
        key = aws_keys.read_key(endpoint.key)
        if key.credentials is None:
            return request
        return sign(request, key.credentials, region_of(endpoint), SERVICE, now)

    def adapt(self, dialect: str, endpoint: Endpoint, body: bytes) -> bytes:
        """Puts the channel's guardrail into a Converse body."""
        found = _guardrail(endpoint.settings)
        if dialect != DIALECT or found is None:
            return body
        config = {"guardrailIdentifier": found[0], "guardrailVersion": found[1]}
        return edited(body, {"guardrailConfig": config})

    def models_requests(self, endpoint: Endpoint) -> Sequence[UpstreamRequest]:
        return (_listing(endpoint, "foundation-models"),)

    def next_page(self, request: UpstreamRequest, body: bytes) -> UpstreamRequest | None:
        """Behind the models come the inference profiles, page by page: newer models have only
        those.
        """
        parts = urlsplit(request.url)
        query = {"maxResults": "1000"}
        if parts.path.endswith(_PROFILES):
            token = _object(body).get("nextToken")
            if not isinstance(token, str) or not token:
                return None
            query["nextToken"] = token
        path = f"{parts.path.rsplit('/', 1)[0]}/{_PROFILES}"
        url = urlunsplit((parts.scheme, parts.netloc, path, urlencode(query, quote_via=quote), ""))
        return UpstreamRequest("GET", url, request.headers)

    def parse_models(self, body: bytes) -> list[ModelInfo]:
        """Models that can be asked on demand, or inference profiles."""
        value = _object(body)
        if isinstance(value.get("modelSummaries"), list):
            return [_model(each) for each in value["modelSummaries"] if _on_demand(each)]
        if isinstance(value.get("inferenceProfileSummaries"), list):
            found = [_profile(each) for each in value["inferenceProfileSummaries"]]
            return [info for info in found if info is not None]
        raise DialectError("the answer is not a model list")

    def classify(
        self,
        status: int,
        headers: Mapping[str, str],
        body: bytes,
        endpoint: Endpoint | None = None,
    ) -> Failure:
        """See Provider. AWS names the exception in a header, or as ``__type``."""
        return classify(status, headers, _named(headers, body), endpoint=endpoint)


def region_of(endpoint: Endpoint) -> str:
    """The address's own region, else the key's, else the setting's."""
    host = _HOST.fullmatch(urlsplit(endpoint.base_url).hostname or "")
    if host is not None and "{" not in endpoint.base_url:
        return host["region"]
    own = aws_keys.read_key(endpoint.key).region if endpoint.key else ""
    return own or str(endpoint.settings.get("region") or DEFAULT_REGION)


def _runtime(endpoint: Endpoint) -> str:
    return endpoint.base_url if endpoint.base_url != TEMPLATE else home_of(region_of(endpoint))


def home_of(region: str) -> str:
    """AWS's own address, which a signature names whatever stands before it."""
    return TEMPLATE.format(region=region) + (".cn" if region.startswith("cn-") else "")


def _control(endpoint: Endpoint) -> str:
    """Where models are listed: beside the runtime at AWS, at the same address elsewhere."""
    runtime = _runtime(endpoint)
    parts = urlsplit(runtime)
    if _HOST.fullmatch(parts.hostname or "") is None:
        return runtime
    host = parts.netloc.replace("bedrock-runtime", "bedrock", 1)
    return urlunsplit((parts.scheme, host, parts.path, parts.query, ""))


def _listing(endpoint: Endpoint, path: str) -> UpstreamRequest:
    headers = assemble(endpoint, _auth(endpoint))
    return UpstreamRequest("GET", join(_control(endpoint), path), headers)


def _auth(endpoint: Endpoint) -> dict[str, str]:
    """Nothing without a key: who stands before AWS has one."""
    return bearer(aws_keys.read_key(endpoint.key).bearer) if endpoint.key else {}


def _method(operation: Operation, dialect: str, *, stream: bool) -> str:
    if operation is Operation.EMBEDDINGS:
        return "invoke" if dialect == EMBEDDINGS else ""
    if operation in _OWN:
        return "invoke"
    if operation is not Operation.CHAT:
        return ""
    if dialect == DIALECT:
        return "converse-stream" if stream else "converse"
    if dialect == claude.DIALECT:
        return "invoke-with-response-stream" if stream else "invoke"
    return ""


def _guardrail(settings: Mapping[str, Any]) -> tuple[str, str] | None:
    ident, colon, version = str(settings.get("guardrail") or "").rpartition(":")
    return (ident, version) if colon and ident else None


def _guardrail_headers(settings: Mapping[str, Any]) -> dict[str, str]:
    found = _guardrail(settings)
    if found is None:
        return {}
    return {
        "X-Amzn-Bedrock-GuardrailIdentifier": found[0],
        "X-Amzn-Bedrock-GuardrailVersion": found[1],
    }


def _object(body: bytes) -> dict[str, Any]:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        raise DialectError("the model list is not JSON") from None
    return value if isinstance(value, dict) else {}


def _on_demand(entry: Any) -> bool:
    if not isinstance(entry, dict) or not isinstance(entry.get("modelId"), str):
        return False
    kinds = entry.get("inferenceTypesSupported")
    return not isinstance(kinds, list) or "ON_DEMAND" in kinds


def _model(entry: dict[str, Any]) -> ModelInfo:
    ident, title = entry["modelId"], entry.get("modelName")
    modes = entry.get("outputModalities")
    told = next((_KINDS[each] for each in modes or () if each in _KINDS), "") if modes else ""
    named = _kind(ident)
    kind = named if named == "rerank" else told or named  # AWS: a ranking is text
    return ModelInfo(ident, title if isinstance(title, str) else "", kind)


def _profile(entry: Any) -> ModelInfo | None:
    if not isinstance(entry, dict) or entry.get("status", "ACTIVE") != "ACTIVE":
        return None
    own = entry.get("type") == "APPLICATION"
    ident = entry.get("inferenceProfileArn" if own else "inferenceProfileId")
    title = entry.get("inferenceProfileName")
    if not isinstance(ident, str) or not ident:
        return None
    return ModelInfo(ident, title if isinstance(title, str) else "", _kind(ident))


def _kind(ident: str) -> str:
    """Of the model's own name, behind region and vendor."""
    return kind_of(ident.rsplit(".", 1)[-1]) if kind_of(ident) == "chat" else kind_of(ident)


def _named(headers: Mapping[str, str], body: bytes) -> bytes:
    """The error in the usual shape, under the exception's name."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        value = None
    found = value if isinstance(value, dict) else {}
    name = headers.get("x-amzn-errortype", "").split(":")[0]
    name = name or str(found.get("__type") or "").rsplit("#", 1)[-1]
    if not name:
        return body
    message = found.get("message") or found.get("Message") or ""
    error = {"type": name, "code": name, "message": str(message)}
    return json.dumps({"error": error}).encode()
