"""A mock for every provider there is, and the channel that leads to it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlsplit

from gateway.domain.failure import FailureClass
from gateway.providers.openai_compatible import OpenAICompatible
from gateway.providers.registry import PROVIDERS
from tests.gateway.providers.refusals import TABLE
from tests.gateway.providers.refusals_compatible import COMPATIBLE_SERVERS
from tests.gateway.providers.refusals_west import PUBLISHED
from tests.gateway.server.cloud_channels import CLOUDS
from tests.upstreams import COMPATIBLE, LLAMA_CPP, LM_STUDIO, Upstreams
from tests.upstreams.anthropic import AnthropicMock
from tests.upstreams.apps import DeepLMock, PalmMock
from tests.upstreams.call import Call, Refused
from tests.upstreams.cloudflare import ACCOUNT, GATEWAY, AIGatewayMock, WorkersAIMock
from tests.upstreams.cloudflare import MODEL as CLOUDFLARE_MODEL
from tests.upstreams.cohere import CohereMock
from tests.upstreams.dashscope import DashScopeMock
from tests.upstreams.ernie import ErnieMock
from tests.upstreams.fireworks import FIREWORKS
from tests.upstreams.huggingface import HUGGINGFACE
from tests.upstreams.mistral import SMALL, MistralMock
from tests.upstreams.mock import Mock, Route
from tests.upstreams.nvidia import NVIDIA
from tests.upstreams.openai import OpenAIMock
from tests.upstreams.openai_models import chat_models
from tests.upstreams.picture_apps import CozeMock, DifyMock
from tests.upstreams.replicate import MODEL as REPLICATE_MODEL
from tests.upstreams.replicate import ReplicateMock
from tests.upstreams.script import ErrorKind
from tests.upstreams.spark import SparkMock, SparkSocketMock
from tests.upstreams.tencent import TencentMock
from tests.upstreams.vendors import (
    DEEPSEEK,
    MOONSHOT,
    SILICONFLOW,
    Errors,
    Vendor,
    VendorMock,
    coded,
)
from tests.upstreams.vendors_more import BAICHUAN, DASHSCOPE, DOUBAO, MINIMAX, QIANFAN, ZHIPU
from tests.upstreams.vendors_other import OTHERS
from tests.upstreams.vendors_small import HUNYUAN, LINGYIWANWU, STEPFUN, ZHINAO
from tests.upstreams.vendors_west import CEREBRAS, PERPLEXITY, TOGETHER, XAI

CLAUDE, GPT, LLAMA = "claude-haiku-4-5", "gpt-4.1-mini", "llama3.2"
LEFT_OUT = {
    "jina": "embeds and ranks alone",
    "voyage": "embeds and ranks alone",
    "echo": "answers by itself",
}
"""Providers that no chat is sent to, and why."""
_VENDORS = {
    **{
        each.name: each
        for each in (
            *(DEEPSEEK, MOONSHOT, SILICONFLOW, ZHIPU, DASHSCOPE, MINIMAX, DOUBAO, BAICHUAN),
            *(QIANFAN, STEPFUN, LINGYIWANWU, ZHINAO, HUNYUAN, CEREBRAS, TOGETHER, XAI),
        )
    },
    **OTHERS,
    "fireworks": FIREWORKS,
    "nvidia": NVIDIA,
    "huggingface": HUGGINGFACE,
    "moonshot_intl": MOONSHOT,
    "zai": ZHIPU,
    "dashscope_intl": DASHSCOPE,
    "siliconflow_intl": SILICONFLOW,
    "minimax_intl": MINIMAX,
    "stepfun_intl": STEPFUN,
}
_KINDS: Mapping[FailureClass, ErrorKind] = {
    FailureClass.BAD_KEY: "bad_key",
    FailureClass.NO_MONEY: "money",
    FailureClass.RATE_LIMIT: "rate_limit",
    FailureClass.OVERLOADED: "overloaded",
    FailureClass.MODEL_NOT_FOUND: "model",
    FailureClass.CONTEXT_TOO_LONG: "context",
    FailureClass.CONTENT_FILTER: "content_filter",
}
_MODEL = "harbour-large"
_ERRORS: Any = {
    "rate_limit": (429, coded("Rate limit reached", "requests", "rate_limit_exceeded")),
    "bad_request": (400, coded("bad", "invalid_request_error")),
    "bad_key": (401, coded("Incorrect API key", "invalid_request_error", "invalid_api_key")),
    "not_found": (404, coded("no such path", "invalid_request_error")),
    "server": (500, coded("internal", "server_error")),
}


@dataclass(frozen=True, slots=True)
class Stand:
    """``mock`` is told what to answer; the channel leads to ``base``, or to it."""

    mock: Any
    model: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    base: Mock | None = None
    reply: Mapping[str, Any] = field(default_factory=dict)
    """How its vendor tells what others tell otherwise."""
    lacks: frozenset[str] = frozenset()
    """Classes of errors that its mock words for the sake of others, and it does not have."""

    @property
    def secrets(self) -> tuple[str, ...]:
        """The channel's keys."""
        return tuple(self.fields.get("keys") or ((self.base or self.mock).key,))


_NOT_AT_HOME = frozenset({"money", "content_filter", "permission", "rate_limit", "unsupported"})


def like(ident: str) -> str:
    """Whose exchanges this provider's are the same as in part, so that they need not be repeated;
    '' where they are its own.
    """
    if ident in _LIKE:
        return _LIKE[ident]
    if ident.endswith("_intl"):
        return ident.removesuffix("_intl")
    return "" if ident in _VENDORS or ident in _OWN else "openai_compatible"


_LIKE = {
    "zai": "zhipu",
    **dict.fromkeys(("zhipu_anthropic", "zai_anthropic", "anthropic_compatible"), "anthropic"),
    "ollama_cloud": "ollama",
    "vertex_ai": "gemini",
    "vertex_ai.claude": "anthropic",
    "aws_bedrock.claude": "anthropic",
    "vertex_ai.llama": "openai_compatible",
    "azure_openai.dated": "azure_openai",
    "dashscope.native": "dashscope",
    **dict.fromkeys(("homeport", "cloudflare_gateway", "portkey"), "openai"),
    **dict.fromkeys(("lmstudio", "llamacpp"), "openai_compatible"),
}


class HomeportMock(OpenAIMock):
    """Another Homeport: OpenAI's dialects and Anthropic's under one address."""

    def __init__(self) -> None:
        super().__init__("another-homeport")
        self.claude = AnthropicMock("claude-there")
        self.claude.models[GPT] = self.claude.models[CLAUDE]

    def route(self, call: Call) -> Route:
        if call.exchange.path == "/v1/messages":
            return Route(self.claude.create)
        return super().route(call)

    def answer_headers(self, call: Call) -> dict[str, str]:
        return {}


def stand(up: Upstreams, ident: str) -> Stand:
    """Where the provider of this id is asked, or by another of its ways (``id.way``)."""
    if ident in OTHER_WAYS:
        return OTHER_WAYS[ident](up)
    if ident in _OWN:
        return _OWN[ident](up)
    vendor = vendor_of(ident)
    return Stand(up.add(VendorMock(vendor, name=ident)), vendor.models[0].id)


def vendor_of(ident: str) -> Vendor:
    """The vendor as its documents have it; else OpenAI's wire at its own path, and nowhere else,
    with a key of its own. What it has no words for it refuses as it is documented or reported.
    """
    if ident in _VENDORS:
        vendor = _VENDORS[ident]
        return replace(vendor, errors={**_reported(ident), **vendor.errors})
    provider = PROVIDERS[ident]
    assert isinstance(provider, OpenAICompatible), f"{ident} has no mock in the suite"
    path = urlsplit(provider.base_url).path if provider.base_url else "/v1"
    key = f"sk-{ident.replace('_', '-')}-0123456789abcdef0123"
    errors = {**_ERRORS, **_reported(ident)}
    return Vendor(ident, chat_models((_MODEL,)), errors, prefix=path, key=key)


def _reported(ident: str) -> Errors:
    """The first refusal of each class among those of ``providers/refusals``."""
    found: dict[ErrorKind, tuple[int, Any]] = {}
    for vendor, status, body, means in (*TABLE, *PUBLISHED, *COMPATIBLE_SERVERS):
        if vendor == ident and means in _KINDS:
            found.setdefault(_KINDS[means], (status, body))
    return found


def _cloud(name: str) -> Callable[[Upstreams], Stand]:
    def made(up: Upstreams) -> Stand:
        mock: Any = getattr(up.clouds, CLOUDS[name][0])
        fields: dict[str, Any] = {}
        if mock is up.clouds.vertex:
            fields["keys"] = (json.dumps(up.clouds.google.service_account()),)
        return Stand(mock, CLOUDS[name][1], fields)

    return made


def _simple(make: Callable[[], Mock], model: str, **fields: Any) -> Callable[[Upstreams], Stand]:
    return lambda up: Stand(up.add(make()), model, fields)


def _behind_gateway(up: Upstreams) -> Stand:
    mock = OpenAIMock("behind-the-gateway")
    gateway = up.add(AIGatewayMock({"openai": mock}))
    settings = {"account_id": ACCOUNT, "gateway_id": GATEWAY, "behind": "openai"}
    keys = (f"{mock.key}|{gateway.key}",)
    return Stand(mock, GPT, {"settings": settings, "keys": keys}, gateway)


class PortkeyMock(OpenAIMock):
    """Portkey's gateway: its own key in its own header, the provider's where providers look."""

    portkey = "pk-0123456789abcdef"

    def check_head(self, call: Call) -> None:
        if call.headers.get("x-portkey-api-key") != self.portkey:
            raise Refused(401, {"error": {"message": "Invalid API Key"}, "status": "failure"})


def _portkey(up: Upstreams) -> Stand:
    mock = up.add(PortkeyMock("portkey", models=chat_models((_MODEL,)), flavour=COMPATIBLE))
    return Stand(mock, _MODEL, {"keys": (f"{mock.portkey}|{mock.key}",)})


_OWN: Mapping[str, Callable[[Upstreams], Stand]] = {
    "openai": lambda up: Stand(up.openai, GPT),
    "anthropic": lambda up: Stand(up.anthropic, CLAUDE),
    "gemini": lambda up: Stand(up.gemini, "gemini-3.5-flash"),
    "ollama": lambda up: Stand(up.ollama, next(iter(up.ollama.models))),
    "ollama_cloud": lambda up: Stand(
        up.add_ollama("ollama-cloud", keys={"0123456789abcdef0123456789abcdef.Cloud"}),
        next(iter(up.ollama.models)),
    ),
    "azure_openai": _cloud("azure"),
    "aws_bedrock": _cloud("nova"),
    "vertex_ai": _cloud("gemini-at-vertex"),
    "mistral": lambda up: Stand(
        up.add(MistralMock()), SMALL, reply={"usage_unasked": True, "usage_place": "finish"}
    ),
    "perplexity": lambda up: Stand(
        up.add(VendorMock(PERPLEXITY)),
        PERPLEXITY.models[0].id,
        reply={"usage_unasked": True, "usage_place": "every"},
    ),
    "cohere": _simple(CohereMock, "command-a-03-2025"),
    "portkey": _portkey,
    "workers_ai": _simple(WorkersAIMock, CLOUDFLARE_MODEL, settings={"account_id": ACCOUNT}),
    "cloudflare_gateway": _behind_gateway,
    "tencent": _simple(TencentMock, "hunyuan-turbos-latest"),
    "qianfan_v1": _simple(ErnieMock, "ERNIE-Speed-128K"),
    "spark": _simple(SparkMock, "4.0Ultra"),
    "spark_websocket": _simple(SparkSocketMock, "generalv3.5"),
    "dify": _simple(DifyMock, "dify"),
    "coze": _simple(CozeMock, "bot-7370000000000000001"),
    "deepl": _simple(DeepLMock, "deepl-de"),
    "palm": _simple(PalmMock, "chat-bison-001"),
    "replicate": _simple(ReplicateMock, REPLICATE_MODEL),
    "homeport": _simple(HomeportMock, GPT),
    "lmstudio": lambda up: Stand(
        up.add_openai("lmstudio", models=chat_models((_MODEL,)), flavour=LM_STUDIO),
        _MODEL,
        lacks=_NOT_AT_HOME,
    ),
    "llamacpp": lambda up: Stand(
        up.add_openai("llamacpp", models=chat_models((_MODEL,)), flavour=LLAMA_CPP),
        _MODEL,
        lacks=_NOT_AT_HOME,
    ),
    "openai_compatible": lambda up: Stand(
        up.add_openai("anybody", models=chat_models((_MODEL,)), flavour=COMPATIBLE), _MODEL
    ),
    **{
        ident: (lambda up, ident=ident: Stand(up.add_anthropic(ident), CLAUDE))  # type: ignore[misc]
        for ident in ("zhipu_anthropic", "zai_anthropic", "anthropic_compatible")
    },
}
OTHER_WAYS: Mapping[str, Callable[[Upstreams], Stand]] = {
    "dashscope.native": _simple(DashScopeMock, "qwen-vl-max", settings={"interface": "native"}),
    "aws_bedrock.claude": _cloud("claude-at-bedrock"),
    "vertex_ai.claude": _cloud("claude-at-vertex"),
    "vertex_ai.llama": _cloud("llama-at-vertex"),
    "azure_openai.dated": lambda up: Stand(
        up.clouds.azure, CLOUDS["azure"][1], {"settings": {"api_version": "2024-10-21"}}
    ),
}
"""Interfaces and dialects that a provider speaks for some of its models, or as a setting says:
their exchanges are golden too.
"""
