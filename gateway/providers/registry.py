"""Every provider by its id, in the order lists show them, and one-api's numbers for them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from gateway.errors import NotFound
from gateway.providers.amazon.bedrock import Bedrock
from gateway.providers.anthropic import Anthropic, AnthropicAt, AnthropicCompatible
from gateway.providers.apps import APPS
from gateway.providers.azure import Azure
from gateway.providers.base import Provider
from gateway.providers.cloudflare.ai_gateway import AIGateway
from gateway.providers.cloudflare.workers_ai import WorkersAI
from gateway.providers.cohere import Cohere
from gateway.providers.dashscope.provider import DashScope
from gateway.providers.echo import Echo
from gateway.providers.fireworks import Fireworks
from gateway.providers.google.gemini import Gemini
from gateway.providers.google.vertex import Vertex
from gateway.providers.huggingface.provider import HuggingFace
from gateway.providers.media.json_edits import JsonEdits
from gateway.providers.media.own_pictures import OwnPictures
from gateway.providers.media.own_transcripts import OwnTranscripts
from gateway.providers.minimax import MiniMax
from gateway.providers.mistral.provider import Mistral
from gateway.providers.modelscope import ModelScope
from gateway.providers.novita import Novita
from gateway.providers.nvidia.provider import Nvidia
from gateway.providers.ollama import Ollama, OllamaCloud
from gateway.providers.openai_compatible import OpenAICompatible
from gateway.providers.openrouter import OpenRouter
from gateway.providers.perplexity import Perplexity
from gateway.providers.portkey import Portkey
from gateway.providers.presets import PRESETS
from gateway.providers.presets_china_own import ANTHROPIC_ADDRESSES
from gateway.providers.qianfan_v1 import QianfanV1
from gateway.providers.replicate.provider import REPLICATE
from gateway.providers.spark.provider import Spark, SparkSocket
from gateway.providers.tencent.provider import Tencent
from gateway.providers.together import Together
from gateway.providers.uploading import UPLOADING
from gateway.providers.xai.provider import XAI
from gateway.providers.zhipu import Zhipu

_ORDER = (
    *("openai", "anthropic", "gemini", "openrouter", "deepseek", "mistral", "groq", "xai"),
    *("azure_openai", "aws_bedrock", "vertex_ai"),
    *("ollama", "lmstudio", "moonshot", "dashscope", "zhipu", "siliconflow", "doubao"),
)
_LAST = ("homeport", "openai_compatible", "anthropic_compatible", "echo")


def _registered() -> Mapping[str, Provider]:
    clouds: list[Provider] = [Azure(), Bedrock(), Vertex()]
    others: list[Provider] = [
        Anthropic(),
        Ollama(),
        OllamaCloud(),
        *clouds,
        AnthropicCompatible(),
        Echo(),
    ]
    others += [AnthropicAt(*each) for each in ANTHROPIC_ADDRESSES]
    own = {
        "gemini": Gemini,
        "cohere": Cohere,
        "xai": XAI,
        "fireworks": Fireworks,
        "mistral": Mistral,
        "workers_ai": WorkersAI,
        "huggingface": HuggingFace,
        "nvidia": Nvidia,
        "novita": Novita,
        "modelscope": ModelScope,
        "openrouter": OpenRouter,
        "perplexity": Perplexity,
        "portkey": Portkey,
        **dict.fromkeys(("groq", "stepfun", "stepfun_intl"), OwnTranscripts),
        "zhipu": Zhipu,
        "zai": Zhipu,
        "together": Together,
        "doubao": JsonEdits,
        "qianfan": OwnPictures,
        "dashscope": DashScope,
        "dashscope_intl": DashScope,
        "siliconflow": OwnPictures,
        "siliconflow_intl": OwnPictures,
        "minimax": MiniMax,
        "minimax_intl": MiniMax,
        "tencent": Tencent,
        "qianfan_v1": QianfanV1,
        "spark": Spark,
        "spark_websocket": SparkSocket,
    }
    made = [own.get(preset.id, OpenAICompatible)(preset) for preset in PRESETS]
    providers: list[Provider] = [*made, *others, *UPLOADING, *APPS, REPLICATE]
    by_id = {each.id: each for each in providers}
    by_id[AIGateway.id] = AIGateway(MappingProxyType(dict(by_id)))
    middle = [ident for ident in by_id if ident not in (*_ORDER, *_LAST)]
    return MappingProxyType({ident: by_id[ident] for ident in (*_ORDER, *middle, *_LAST)})


PROVIDERS: Mapping[str, Provider] = _registered()

_BY_TYPE = {number: each for each in PROVIDERS.values() for number in each.numeric_types}

# one-api's own defaults for the resellers that are "OpenAI-compatible" here.
_RESELLERS = {
    2: "https://oa.api2d.net",
    4: "https://api.closeai-proxy.xyz",
    5: "https://api.openai-sb.com",
    6: "https://api.openaimax.com",
    7: "https://api.ohmygpt.com",
    9: "https://api.caipacity.com",
    10: "https://api.aiproxy.io",
    12: "https://api.api2gpt.com",
    13: "https://api.aigc2d.com",
    22: "https://fastgpt.run/api/openapi",
}
_BASE_IS_WHOLE = frozenset({41, 50, 51})
"""Types whose base URL one-api uses as it is; behind all others it puts the version path."""


def provider(ident: str) -> Provider:
    """Raises NotFound for an id that is not registered."""
    found = PROVIDERS.get(ident)
    if found is None:
        raise NotFound("provider", ident)
    return found


def by_numeric_type(number: int) -> Provider | None:
    """The provider of one-api's channel type; None for those it cannot stand for.

    Numbers of forks (new-api) differ from 2 on and are not meant here.
    """
    return _BY_TYPE.get(number)


def base_url_of_numeric_type(number: int, url: str) -> str:
    """The stored form of a base URL as a one-api channel of this type means it.

    one-api's bases lack the version path, which :meth:`Provider.normalise_base_url` adds only to
    bare hosts. '' gives one-api's default for the type. Raises NotFound for a type that has no
    provider here, ServiceError ``invalid_base_url`` for what is no URL.
    """
    found = by_numeric_type(number)
    if found is None:
        raise NotFound("provider of channel type", number)
    url = url.strip() or _RESELLERS.get(number, "")
    if isinstance(found, OpenAICompatible) and url and number not in _BASE_IS_WHOLE:
        return found.one_api_base_url(url)
    return found.normalise_base_url(url)


def is_local(ident: str) -> bool:
    """Whether it runs on the owner's machines; False for an unknown id."""
    return ident in PROVIDERS and PROVIDERS[ident].local


def numeric_types(ident: str) -> tuple[int, ...]:
    """one-api's numbers for it; none for an unknown id."""
    return PROVIDERS[ident].numeric_types if ident in PROVIDERS else ()
