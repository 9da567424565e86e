"""What the names of variables and settings mean: whose they are, and which part of a connection."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from gateway.providers.presets import PRESETS

Role = Literal[
    "key", "base_url", "model", "name", "organization", "project", "region", "api_version"
]

_ROLES: tuple[tuple[Role, str], ...] = (
    (
        "key",
        "API_KEY API_KEYS APIKEY APIKEYS X_API_KEY API_TOKEN AUTH_TOKEN ACCESS_TOKEN BEARER_TOKEN "
        "SECRET_KEY API_SECRET MASTER_KEY AUTHORIZATION BEARER TOKEN KEY KEYS",
    ),
    (
        "base_url",
        "BASE_URL API_BASE_URL API_BASE BASEURL APIBASE API_URL API_HOST API_ENDPOINT ENDPOINT "
        "AZURE_ENDPOINT BASE HOST URL",
    ),
    (
        "model",
        "MODEL MODELS MODEL_NAME MODEL_ID DEFAULT_MODEL CHAT_MODEL TEST_MODEL DEPLOYMENT "
        "DEPLOYMENT_NAME DEPLOYMENT_ID",
    ),
    ("region", "REGION DEFAULT_REGION"),
    ("api_version", "API_VERSION"),
    ("organization", "ORGANIZATION ORGANIZATION_ID ORG_ID ORG"),
    ("project", "PROJECT PROJECT_ID"),
    ("name", "NAME TITLE"),
)
# Longest first: API_BASE_URL before BASE_URL before URL.
_SUFFIXES: tuple[tuple[str, Role], ...] = tuple(
    sorted(
        ((name, role) for role, names in _ROLES for name in names.split()),
        key=lambda pair: -len(pair[0]),
    )
)

_STEMS = {
    **{stem: preset.id for preset in PRESETS for stem in preset.env},
    "ANTHROPIC": "anthropic",
    "CLAUDE": "anthropic",
    "OLLAMA": "ollama",
    "REPLICATE": "replicate",
    "DIFY": "dify",
    "COZE": "coze",
    "DEEPL": "deepl",
    "AZURE": "azure_openai",
    "AZURE_OPENAI": "azure_openai",
    "AZURE_API": "azure_openai",
    "AWS": "aws_bedrock",
    "BEDROCK": "aws_bedrock",
    "VERTEX": "vertex_ai",
    "VERTEXAI": "vertex_ai",
}
_WHOLE: dict[str, tuple[str, Role | None]] = {
    "AWS_BEARER_TOKEN_BEDROCK": ("AWS", "key"),
    # Halves of a pair, and the name of a file: cloud_pastes reads what can be read of them.
    "AWS_ACCESS_KEY_ID": ("AWS", None),
    "AWS_SECRET_ACCESS_KEY": ("AWS", None),
    "AWS_SECRET_KEY": ("AWS", None),
    "AWS_SESSION_TOKEN": ("AWS", None),
    "GOOGLE_APPLICATION_CREDENTIALS": ("VERTEX", None),
}
_CLASSES = {
    "openai": "openai",
    "chatopenai": "openai",
    "anthropic": "anthropic",
    "chatanthropic": "anthropic",
    "groq": "groq",
    "chatgroq": "groq",
    "mistral": "mistral",
    "mistralclient": "mistral",
    "together": "together",
    "cerebras": "cerebras",
    "zhipuai": "zhipu",
    "zaiclient": "zai",
    "openrouter": "openrouter",
    "fireworks": "fireworks",
    "perplexity": "perplexity",
    "ark": "doubao",
    "azureopenai": "azure_openai",
    "azurechatopenai": "azure_openai",
    "anthropicbedrock": "aws_bedrock",
    "anthropicvertex": "vertex_ai",
}
_CLASS = re.compile(r"(?<![A-Za-z0-9_])(?:Async)?([A-Z][A-Za-z]{2,30})[ \t]*\(")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NUMBERED = re.compile(r"_?\d{1,3}\Z")


def canonical(name: str) -> str:
    """``apiKey``, ``api-key`` and ``openai.api_key`` as ``API_KEY`` and ``OPENAI_API_KEY``."""
    snake = _CAMEL.sub("_", name.strip().strip("\"'`"))
    return _NUMBERED.sub("", snake.replace("-", "_").replace(".", "_").upper())


@lru_cache(maxsize=1024)
def meaning(name: str) -> tuple[str, Role | None]:
    """The stem and the role of a name: ``OPENAI_API_KEY`` is the key of ``OPENAI``.

    A name that is a role alone has the stem ''; one that is none has the role None.
    """
    plain = canonical(name)
    if plain in _WHOLE:
        return _WHOLE[plain]
    for suffix, role in _SUFFIXES:
        if plain == suffix:
            return "", role
        if plain.endswith("_" + suffix):
            return plain[: -len(suffix) - 1], role
    return plain, None


def provider_of_stem(stem: str) -> str:
    """Whose variables begin so; words in front are ignored (``VITE_OPENAI``). '' for nobody's."""
    return _lookup(stem, _STEMS)


def _lookup(stem: str, table: dict[str, str]) -> str:
    parts = stem.split("_")
    stems = ("_".join(parts[start:]) for start in range(min(len(parts), 8)))
    return next((table[each] for each in stems if each in table), "")


def provider_of_class(text: str) -> str:
    """The provider of the first SDK client that ``text`` constructs, '' for none."""
    names = (found[1].lower() for found in _CLASS.finditer(text))
    return next((_CLASSES[name] for name in names if name in _CLASSES), "")
