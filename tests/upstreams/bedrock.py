"""The Bedrock mock: Converse, InvokeModel and their streams, models and inference profiles.

After AWS's API reference and botocore's service models (November 2026).
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from aiohttp import web

from tests.upstreams import anthropic, bedrock_pictures
from tests.upstreams.anthropic import AnthropicMock
from tests.upstreams.anthropic_frames import MessageAnswer
from tests.upstreams.bedrock_answers import ConverseAnswer
from tests.upstreams.bedrock_rules import check_conversation, check_shape, refuse, texts_of
from tests.upstreams.bedrock_signing import check_signature
from tests.upstreams.call import Call, Refused, WireError, dumps
from tests.upstreams.compose import Ask, answer, count, count_prompt
from tests.upstreams.embeddings import vector
from tests.upstreams.eventstream import CONTENT_TYPE, event, exception
from tests.upstreams.mock import Mock, Route
from tests.upstreams.script import ErrorKind

ACCESS_KEY_ID = "AKIAMOCKBEDROCK7HQ2X"
SECRET = "mockSecretAccessKey/7hQ2xV9bT4mZ8cLkR3wJ5nYd"
REGION = "eu-central-1"
_PATH = re.compile(r"/model/(.+)/(converse|converse-stream|invoke|invoke-with-response-stream)")
_PROFILE = re.compile(r"(?:us|eu|apac|global)\.(?=.)")
CLAUDES = {
    "anthropic.claude-haiku-4-5-20251001-v1:0": "claude-haiku-4-5",
    "anthropic.claude-opus-4-7": "claude-opus-4-7",
}
MODELS = (
    *CLAUDES,
    "amazon.nova-pro-v1:0",
    "amazon.nova-2-lite-v1:0",
    "meta.llama3-3-70b-instruct-v1:0",
    "openai.gpt-oss-120b-1:0",
)
EMBEDDERS = (
    *("amazon.titan-embed-text-v2:0", "cohere.embed-multilingual-v3"),
    *("amazon.titan-embed-image-v1", "amazon.nova-2-multimodal-embeddings-v1:0"),
)
MEDIA = (*bedrock_pictures.MODELS, *bedrock_pictures.RANKERS)
ON_DEMAND = (
    *("amazon.nova-pro-v1:0", "openai.gpt-oss-120b-1:0", *EMBEDDERS),
    *(each for each in MEDIA if each not in bedrock_pictures.PROFILED),
)
CONTEXT = 200_000
CLAUDE_VERSION = "bedrock-2023-05-31"

# kind: (status, exception, message)
_ERRORS: dict[ErrorKind, tuple[int, str, str]] = {
    "bad_request": (400, "ValidationException", "Malformed input request."),
    "unsupported": (400, "ValidationException", "This model doesn't support tool use."),
    "bad_key": (
        403,
        "UnrecognizedClientException",
        "The security token included in the request is invalid.",
    ),
    "permission": (
        403,
        "AccessDeniedException",
        "You don't have access to the model with the specified model ID.",
    ),
    "not_found": (404, "ResourceNotFoundException", "Model not found."),
    "model": (400, "ValidationException", "The provided model identifier is invalid."),
    "rate_limit": (
        429,
        "ThrottlingException",
        "Too many requests, please wait before trying again.",
    ),
    "server": (500, "InternalServerException", "The system encountered an unexpected error."),
    "overloaded": (503, "ServiceUnavailableException", "Bedrock is unable to process it."),
    "timeout": (408, "ModelTimeoutException", "The model took too long."),
    "context": (400, "ValidationException", "Input is too long for requested model."),
    "money": (
        403,
        "AccessDeniedException",
        "Model access is denied due to INVALID_PAYMENT_INSTRUMENT: A valid payment instrument must "
        "be provided.",
    ),
}


class BedrockMock(Mock):
    """An account in one region: an access key, session tokens, API keys."""

    prefix = ""
    default_key = f"{ACCESS_KEY_ID}|{SECRET}|{REGION}"

    def __init__(self, name: str = "bedrock", keys: Iterable[str] | None = None) -> None:
        super().__init__(name, keys)
        self.region = REGION
        self.secrets = {ACCESS_KEY_ID: SECRET}
        self.session_tokens: dict[str, str] = {}
        """What temporary access keys have to send along."""
        self.api_keys = {"ABSKQmVkcm9ja0FQSUtleS1tb2NrLWF0LTEyMzQ1Njc4OTA="}
        self.claude = AnthropicMock("claude-at-bedrock")
        self.stopped = ""
        """Why the next pictures are none, in Stability's words."""
        self.counted = 0
        """Tokens of the last vectors, which a header tells; 0 for none."""
        self.counts = True
        self.bills_searches = False
        """Whether rankings tell what they cost."""

    def route(self, call: Call) -> Route:
        method, path = call.exchange.method, call.exchange.path
        found = _PATH.fullmatch(path)
        if method == "POST" and found is not None:
            handlers = {
                "converse": self.converse,
                "converse-stream": self.converse,
                "invoke": self.invoke,
                "invoke-with-response-stream": self.invoke,
            }
            return Route(handlers[found[2]])
        if method == "GET" and path == "/foundation-models":
            return Route(self.list_models, scripted=False)
        if method == "GET" and path == "/inference-profiles":
            return Route(self.list_profiles, scripted=False)
        raise Refused(404, {"Message": "UnknownOperationException"}, _named("UnknownOperation"))

    def authenticate(self, call: Call) -> str | None:
        scheme, _, token = call.headers.get("authorization", "").partition(" ")
        if scheme == "Bearer":
            if token not in self.api_keys:
                text = "Authentication failed: Please make sure your API Key is valid."
                raise Refused(403, {"Message": text}, _named("AccessDeniedException"))
            return token
        return check_signature(call, self.secrets, self.session_tokens, self.region)

    def bad_json(self, call: Call) -> Refused:
        text = {"message": "Malformed input request, please reformat your input and try again."}
        return Refused(400, text, _named("ValidationException"))

    def error(self, kind: ErrorKind, call: Call, status: int | None = None) -> WireError:
        own, name, message = _ERRORS.get(kind, _ERRORS["server"])
        return WireError(status or own, {"message": message}, _named(name))

    def answer_headers(self, call: Call) -> dict[str, str]:
        told = {"x-amzn-RequestId": call.id("", 32)}
        if self.counted and self.counts:
            told["X-Amzn-Bedrock-Input-Token-Count"] = str(self.counted)
        return told

    # Converse.

    async def converse(self, call: Call) -> web.StreamResponse:
        """POST /model/{id}/converse and /converse-stream."""
        model = _model(call)
        if model not in MODELS:
            refuse("The provided model identifier is invalid.")
        body = call.body
        check_shape(body, "Converse")
        check_conversation(body, model)
        texts = list(texts_of(body))
        if count_prompt(texts) > CONTEXT:
            refuse("Input is too long for requested model.")
        reply = call.accept()
        said = ConverseAnswer(call, reply, answer(_ask(body, model, texts), reply), body)
        if not call.exchange.path.endswith("-stream"):
            return await call.send(200, said.whole())
        return await call.stream(said.frames(), CONTENT_TYPE, [self._broken(call)])

    def _broken(self, call: Call) -> bytes:
        error = self.scripted_error(call)
        name = error.headers.get("x-amzn-ErrorType", "InternalServerException").split(":")[0]
        return exception(name[0].lower() + name[1:], error.raw)

    # Invoke.

    async def invoke(self, call: Call) -> web.StreamResponse:
        """POST /model/{id}/invoke: a body of the model's own vendor."""
        model = _model(call)
        if model in EMBEDDERS:
            try:
                return await self._embed(call, model)
            finally:
                self.counted = 0
        if model in MEDIA:
            return await self._media(call, model)
        if model not in CLAUDES:
            refuse("The provided model identifier is invalid.")
        asked = call.body
        for name in ("model", "stream"):
            if name in asked:
                refuse(f"#: extraneous key [{name}] is not permitted")
        if asked.get("anthropic_version") != CLAUDE_VERSION:
            refuse("anthropic_version: Field required")
        betas = asked.get("anthropic_beta") or []
        plain = {k: v for k, v in asked.items() if k not in ("anthropic_version", "anthropic_beta")}
        headers = {"anthropic-version": "2023-06-01", "anthropic-beta": ",".join(betas)}
        said = self._message(call, {**plain, "model": CLAUDES[model]}, headers)
        if not call.exchange.path.endswith("-stream"):
            return await call.send(200, said.whole())
        frames = [_chunk(frame.data) for frame in said.frames()]
        return await call.stream(frames, CONTENT_TYPE, [self._broken(call)])

    def _message(
        self, call: Call, body: Mapping[str, Any], headers: Mapping[str, str]
    ) -> MessageAnswer:
        found = self.claude.models[str(body["model"])]
        try:
            anthropic.check_request(body, found, headers, counting=False)
        except anthropic.Invalid as problem:
            refuse(str(problem))
        reply = call.accept()
        said = answer(anthropic.ask(body, found), reply)
        return MessageAnswer(call, reply, said, found.snapshot, anthropic.display(body, found))

    async def _media(self, call: Call, model: str) -> web.StreamResponse:
        body = call.body
        if model in bedrock_pictures.RANKERS:
            ranked = bedrock_pictures.ranking(body, model, billed=self.bills_searches)
            call.accept()
            return await call.send(200, ranked)
        bedrock_pictures.check_picture(body, model)
        call.accept()
        return await call.send(200, bedrock_pictures.picture(call, self.stopped))

    async def _embed(self, call: Call, model: str) -> web.StreamResponse:
        body = call.body
        if model.startswith("amazon.nova"):
            return await self._embed_nova(call)
        if model.startswith("amazon."):
            text = body.get("inputText")
            known = {"inputText", "dimensions", "normalize", "embeddingTypes"}
            size = body.get("dimensions", 8)
            if "embed-image" in model:
                known = {"inputText", "inputImage", "embeddingConfig"}
                size = body.get("embeddingConfig", {}).get("outputEmbeddingLength", 8)
            if set(body) - known or not isinstance(text, str) or not text:
                refuse("Malformed input request: #: required key [inputText] not found")
            call.accept()
            self.counted = count(text)
            values = vector(text, size)
            return await call.send(200, {"embedding": values, "inputTextTokenCount": count(text)})
        texts = body.get("texts")
        if not isinstance(texts, list) or not 1 <= len(texts) <= 96 or "input_type" not in body:
            refuse("Malformed input request: #: required key [texts] not found")
        call.accept()
        self.counted = sum(map(count, texts))
        floats = [vector(text, 8) for text in texts]
        return await call.send(
            200,
            {
                "id": call.id("", 16),
                "texts": texts,
                "response_type": "embeddings_by_type",
                "embeddings": {"float": floats},
            },
        )

    async def _embed_nova(self, call: Call) -> web.StreamResponse:
        body = call.body
        asked = body.get("singleEmbeddingParams") or {}
        text = asked.get("text") or {}
        if body.get("taskType") != "SINGLE_EMBEDDING" or text.get("truncationMode") not in (
            *("START", "END", "NONE"),
        ):
            refuse("Malformed input request: #: required key [taskType] not found")
        if not asked.get("embeddingPurpose") or not text.get("value"):
            refuse("Malformed input request: #: required key [embeddingPurpose] not found")
        if asked.get("embeddingDimension", 3072) not in (256, 384, 1024, 3072):
            refuse("Malformed input request: #/embeddingDimension: is not a valid enum value")
        call.accept()
        self.counted = count(text["value"])
        values = vector(text["value"], asked.get("embeddingDimension", 3072))
        made = [{"embeddingType": "TEXT", "embedding": values}]
        return await call.send(200, {"embeddings": made})

    # Models.

    async def list_models(self, call: Call) -> web.StreamResponse:
        """GET /foundation-models."""
        call.accept()
        summaries = [
            {
                "modelArn": f"arn:aws:bedrock:{self.region}::foundation-model/{each}",
                "modelId": each,
                "modelName": each.split(".")[1][:20],
                "providerName": each.split(".")[0].title(),
                "inputModalities": ["TEXT"],
                "outputModalities": [_makes(each)],
                "responseStreamingSupported": _makes(each) == "TEXT",
                "inferenceTypesSupported": [
                    "ON_DEMAND" if each in ON_DEMAND else "INFERENCE_PROFILE"
                ],
                "modelLifecycle": {"status": "ACTIVE"},
            }
            for each in (*MODELS, *EMBEDDERS, *MEDIA)
        ]
        return await call.send(200, {"modelSummaries": summaries})

    async def list_profiles(self, call: Call) -> web.StreamResponse:
        """GET /inference-profiles, in pages."""
        call.accept()
        names = [f"eu.{each}" for each in CLAUDES] + [f"global.{each}" for each in CLAUDES]
        names += [f"eu.{each}" for each in sorted(bedrock_pictures.PROFILED)]
        start = int(call.exchange.query.get("nextToken", "0"))
        page: dict[str, Any] = {
            "inferenceProfileSummaries": [
                {
                    "inferenceProfileId": name,
                    "inferenceProfileArn": f"arn:aws:bedrock:{self.region}:1:inference-profile/x",
                    "inferenceProfileName": f"Profile {name}"[:64],
                    "models": [{"modelArn": "arn:aws:bedrock:eu-central-1::foundation-model/x"}],
                    "status": "ACTIVE",
                    "type": "SYSTEM_DEFINED",
                }
                for name in names[start : start + 2]
            ]
        }
        if start + 2 < len(names):
            page["nextToken"] = str(start + 2)
        return await call.send(200, page)


def _model(call: Call) -> str:
    found = _PATH.fullmatch(call.exchange.path)
    assert found is not None
    name = _PROFILE.sub("", found[1], count=1)
    if found[1] == name and name in (*MODELS, *MEDIA) and name not in ON_DEMAND:
        refuse(
            f"Invocation of model ID {name} with on-demand throughput isn’t supported. Retry your "
            "request with the ID or ARN of an inference profile that contains this model."
        )
    return name


def _makes(model: str) -> str:
    if model in EMBEDDERS:
        return "EMBEDDING"
    return "IMAGE" if model in bedrock_pictures.MODELS else "TEXT"


def _named(name: str) -> dict[str, str]:
    return {"x-amzn-ErrorType": f"{name}:http://internal.amazon.com/coral/"}


def _chunk(data: str) -> bytes:
    payload = {"bytes": base64.b64encode(data.encode()).decode(), "p": "abcdefgh"}
    if json.loads(data)["type"] == "message_stop":
        metrics = {"inputTokenCount": 1, "outputTokenCount": 1, "invocationLatency": 7}
        stop = dumps({"type": "message_stop", "amazon-bedrock-invocationMetrics": metrics})
        payload["bytes"] = base64.b64encode(stop.encode()).decode()
    return event("chunk", dumps(payload).encode())


def _ask(body: Mapping[str, Any], model: str, texts: Sequence[str]) -> Ask:
    config = body.get("toolConfig") or {}
    tools = {
        each["toolSpec"]["name"]: each["toolSpec"]["inputSchema"]["json"]
        for each in config.get("tools") or ()
        if "toolSpec" in each
    }
    choice = config.get("toolChoice") or {}
    forced = next(iter(tools)) if "any" in choice else (choice.get("tool") or {}).get("name")
    extra = body.get("additionalModelRequestFields") or {}
    inference = body.get("inferenceConfig") or {}
    wanted = ((body.get("outputConfig") or {}).get("textFormat") or {}).get("structure") or {}
    schema = wanted.get("jsonSchema", {}).get("schema")
    thinks = (extra.get("thinking") or {}).get("type") in ("enabled", "adaptive")
    return Ask(
        model=model,
        texts=texts,
        limit=inference.get("maxTokens"),
        stops=tuple(inference.get("stopSequences") or ()),
        tools=tools,
        forced_tool=forced,
        schema=None if schema is None else json.loads(schema),
        thinks=thinks or "reasoning_effort" in extra or "reasoningConfig" in extra,
    )
