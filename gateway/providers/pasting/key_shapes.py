"""What a key looks like, and whose it can therefore be.

Shapes that several vendors share name all of them: a key is never tried on a guess, because the
wrong vendor would then know it. Sources: vendors' documents and GitHub's and TruffleHog's patterns.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

ADMIN_KEY = "admin_key"
SUBSCRIPTION_TOKEN = "subscription_token"  # noqa: S105 - a reason code


@dataclass(frozen=True, slots=True)
class Shape:
    """``providers``: whose it can be, likeliest first; one alone is certain.

    ``code`` says why a recognised credential is of no use here, ``recognised`` what it is.
    ``bare`` shapes are common strings: they count only where nothing else was pasted.
    """

    pattern: re.Pattern[str]
    providers: tuple[str, ...] = ()
    code: str = ""
    recognised: str = ""
    bare: bool = False

    @property
    def certain(self) -> bool:
        return len(self.providers) == 1 and not self.bare


def _of(pattern: str, providers: str, *, bare: bool = False) -> Shape:
    return Shape(re.compile(pattern), tuple(providers.split()), bare=bare)


def _useless(pattern: str, recognised: str, code: str) -> Shape:
    return Shape(re.compile(pattern), code=code, recognised=recognised)


_W = r"[A-Za-z0-9_-]"
_UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_RESOLD = "one_api homeport"

SHAPES: tuple[Shape, ...] = (
    _useless(rf"sk-ant-admin{_W}{{8,}}", "anthropic", ADMIN_KEY),
    _useless(rf"sk-ant-(?:oat|ort|sid){_W}{{8,}}", "anthropic", SUBSCRIPTION_TOKEN),
    _of(rf"sk-ant-{_W}{{8,}}", "anthropic"),
    _of(rf"sk-or-{_W}{{8,}}", "openrouter"),
    _useless(rf"sk-admin-{_W}{{8,}}", "openai", ADMIN_KEY),
    _of(rf"sk-(?:proj|svcacct|None)-{_W}{{8,}}", "openai"),
    # "OpenAI" in base64 stands in the middle of OpenAI's older keys.
    _of(rf"sk-{_W}{{0,200}}T3BlbkFJ{_W}{{8,}}", "openai"),
    _of(rf"sk-(?:api|cp)-{_W}{{20,}}", "minimax minimax_intl"),
    _of(rf"AIza{_W}{{30,40}}", "gemini"),
    _of(rf"AQ\.{_W}{{20,}}", "gemini"),
    _of(r"gsk_[A-Za-z0-9]{20,}", "groq"),
    _of(r"xai-[A-Za-z0-9_]{20,}", "xai"),
    _of(r"pplx-[A-Za-z0-9]{20,}", "perplexity"),
    _of(rf"nvapi-{_W}{{20,}}", "nvidia"),
    _of(r"(?:hf|api_org)_[A-Za-z0-9]{20,}", "huggingface"),
    _of(r"fw_[A-Za-z0-9]{20,}", "fireworks"),
    _of(r"csk-[A-Za-z0-9]{20,}", "cerebras"),
    _of(rf"tgp_v1_{_W}{{20,}}", "together"),
    _of(r"(?:github_pat|gh[pousr])_[A-Za-z0-9_]{20,}", "github"),
    _of(rf"ms-{_UUID}", "modelscope"),
    _of(r"bce-v3/ALTAK-[A-Za-z0-9]{8,}/[A-Za-z0-9]{16,}", "qianfan"),
    _of(r"[0-9a-f]{32}\.[A-Za-z0-9]{16}", "zhipu zai"),
    _of(r"(?:\d{6,12}\|)?AKID[A-Za-z0-9]{20,40}\|[A-Za-z0-9]{20,40}(?:\|\d{6,12})?", "tencent"),
    _of(r"[0-9a-f]{8}\|[A-Za-z0-9+/=]{20,40}\|[0-9a-f]{32}", "spark_websocket"),
    _of(r"[A-Za-z0-9]{24}\|[A-Za-z0-9]{32}", "qianfan_v1"),
    _of(r"r8_[A-Za-z0-9]{20,}", "replicate"),
    _of(r"fastgpt-[A-Za-z0-9-]{20,}", "fastgpt"),
    _of(r"app-[A-Za-z0-9]{24}", "dify"),
    _of(r"pat_[A-Za-z0-9]{40,}", "coze"),
    _of(rf"{_UUID}:fx", "deepl"),
    _of(r"(?:AKIA|ASIA)[0-9A-Z]{16}\|[A-Za-z0-9/+=|-]{16,}", "aws_bedrock"),
    _of(r"(?:ABSK|bedrock-api-key-)[A-Za-z0-9+/=_-]{20,}", "aws_bedrock"),
    _of(rf"ya29\.{_W}{{20,}}", "vertex_ai"),
    # The middle of the keys that Azure AI gives out since 2024.
    _of(r"[A-Za-z0-9]{52}JQQJ9[9DH][A-Za-z0-9]{24,28}", "azure_openai"),
    _of(rf"jina_{_W}{{20,}}", "jina"),
    _of(rf"pa-{_W}{{40,}}", "voyage"),
    _of(r"sk-[0-9a-f]{32}", "deepseek dashscope dashscope_intl baichuan"),
    _of(r"sk-[a-z]{48}", f"siliconflow siliconflow_intl moonshot moonshot_intl hunyuan {_RESOLD}"),
    _of(
        r"sk-[A-Za-z0-9]{48}",
        f"moonshot moonshot_intl {_RESOLD} siliconflow siliconflow_intl hunyuan openai",
    ),
    _of(rf"sk-{_W}{{16,}}", f"openai {_RESOLD} litellm deepseek moonshot dashscope"),
    _of(rf"sk_(?!live_|test_){_W}{{20,}}", "novita"),
    _of(rf"eyJ{_W}{{20,}}\.{_W}{{20,}}\.{_W}{{20,}}", "minimax minimax_intl"),
    _of(_UUID, "doubao sambanova", bare=True),
    _of(r"[0-9a-f]{64}", "together", bare=True),
    _of(r"[A-Za-z0-9]{40}", "cohere", bare=True),
    _of(r"(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z0-9]{32}", "mistral lingyiwanwu", bare=True),
)

# Long enough not to occur by chance: one key in thousands holds "your" in some case.
_FILLER = re.compile(
    r"(?i)(?:\b|_)your(?:[-_ ]|api|key|token)|x{6,}|0{10,}|\.{3}|…|\*{3}|•{2,}|[<>{}$%]"
    r"|example|placeholder|replace|changeme|process\.env|os\.environ|getenv|redacted"
)
_UNKNOWN = re.compile(r"(?=\D*\d)(?=[^A-Za-z]*[A-Za-z])[A-Za-z0-9][A-Za-z0-9._~+/=-]{19,511}")


def shape_of(token: str) -> Shape | None:
    """The first shape that ``token`` has as a whole."""
    if not 12 <= len(token) <= 4096:
        return None
    return next((shape for shape in SHAPES if shape.pattern.fullmatch(token)), None)


def is_placeholder(value: str) -> bool:
    """Whether ``value`` stands for a key without being one: ``$KEY``, ``sk-...``, ``<my key>``."""
    return _FILLER.search(value) is not None


def looks_like_key(value: str) -> bool:
    """Whether ``value``, found where a key belongs, can be one of whatever vendor.

    A digit tells it from the name of a variable; LiteLLM's documents use ``sk-1234``.
    """
    if not 6 <= len(value) <= 4096 or is_placeholder(value) or "://" in value:
        return False
    if not value.isascii() or any(c.isspace() for c in value):
        return False
    return any(c.isdigit() for c in value) or shape_of(value) is not None


def could_be_key(token: str) -> bool:
    """Whether ``token``, pasted alone, looks random enough to be a key that nobody here knows."""
    return _UNKNOWN.fullmatch(token) is not None and not is_placeholder(token)
