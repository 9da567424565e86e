"""The dialects there are, by name: of chat, of completions, and of embeddings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from gateway.dialects.anthropic import Anthropic
from gateway.dialects.apps import Coze, DeepL, Dify, Palm, Replicate
from gateway.dialects.base import Dialect, Reframer, UpstreamDialect
from gateway.dialects.bedrock import Bedrock, BedrockEmbeddings, InvokeReframer
from gateway.dialects.cohere import Cohere, CohereEmbeddings
from gateway.dialects.dashscope import DashScope, DashScopeEmbeddings
from gateway.dialects.embeddings import OpenAIEmbeddings
from gateway.dialects.ernie import Ernie, ErnieEmbeddings
from gateway.dialects.gemini import Gemini, GeminiEmbeddings
from gateway.dialects.gemini.vertex_embeddings import VertexEmbeddings
from gateway.dialects.hunyuan import Hunyuan, HunyuanEmbeddings
from gateway.dialects.mistral import MistralChat
from gateway.dialects.ollama import Ollama
from gateway.dialects.openai_chat import OpenAIChat
from gateway.dialects.openai_completions import OpenAICompletions, OpenAIEdits
from gateway.dialects.openai_responses import OpenAIResponses
from gateway.dialects.spark import Spark, SparkSocket
from gateway.dialects.spark_embeddings import SparkEmbeddings

_ALL: tuple[Dialect, ...] = (
    OpenAIChat(),
    OpenAIResponses(),
    Anthropic(),
    Ollama(),
    Gemini(),
    OpenAICompletions(),
    OpenAIEdits(),
    OpenAIEmbeddings(),
    GeminiEmbeddings(),
)

_UPSTREAM_ONLY: tuple[UpstreamDialect, ...] = (
    DashScope(),
    DashScopeEmbeddings(),
    Ernie(),
    ErnieEmbeddings(),
    Hunyuan(),
    HunyuanEmbeddings(),
    Spark(),
    SparkSocket(),
    SparkEmbeddings(),
    Cohere(),
    CohereEmbeddings(),
    MistralChat(),
    Coze(),
    Dify(),
    DeepL(),
    Replicate(),
    Palm(),
    Bedrock(),
    BedrockEmbeddings(),
    VertexEmbeddings(),
)

DIALECTS: Mapping[str, Dialect] = {dialect.name: dialect for dialect in _ALL}
UPSTREAM_DIALECTS: Mapping[str, UpstreamDialect] = {
    **DIALECTS,
    **{dialect.name: dialect for dialect in _UPSTREAM_ONLY},
}


REFRAMERS: Mapping[str, Callable[[], Reframer]] = {"bedrock_invoke": InvokeReframer}


def dialect(name: str) -> Dialect:
    """Raises KeyError for a name that is none."""
    return DIALECTS[name]


def spoken_to(name: str) -> UpstreamDialect:
    """How an upstream is spoken to, also in what no client speaks. Raises KeyError as above."""
    return UPSTREAM_DIALECTS[name]


def embeddings_dialect(speaks: Sequence[str]) -> str:
    """How an upstream that speaks these dialects of chat takes embeddings: OpenAI's way, mostly."""
    return "gemini_embeddings" if "gemini" in speaks else "openai_embeddings"
