"""Mock providers, written from the providers' documents and judged by the vendors' SDKs.

    async with Upstreams() as up:
        up.openai.script(Reply(text="Hi", usage=Usage(1000, 500)), faults.reset(after=4))
        ...  # talk to up.openai.base_url with up.openai.key
        await up.openai.wait_closed_streams()
        assert up.openai.last.json["model"] == "gpt-4o-mini"

`up.anthropic`, `up.ollama`, `up.gemini` and `up.fast` (benchmarks) stand beside it;
`up.clouds` holds Azure, Bedrock and Vertex, made when first asked for;
`up.add_openai("second", keys={"sk-a", "sk-b"})` and its sisters make more accounts,
`flavour=COMPATIBLE` a lenient server.
`python -m tests.upstreams --json` runs them alone, steered over `/_control`.
"""

from tests.upstreams import faults
from tests.upstreams.anthropic import AnthropicMock
from tests.upstreams.anthropic_models import AnthropicModel
from tests.upstreams.gemini import GeminiMock
from tests.upstreams.gemini_models import GeminiModel
from tests.upstreams.ollama import OllamaMock
from tests.upstreams.ollama_models import OllamaModel
from tests.upstreams.openai import OpenAIMock
from tests.upstreams.openai_models import (
    COMPATIBLE,
    LLAMA_CPP,
    LM_STUDIO,
    OLLAMA,
    OPENAI,
    Flavour,
    OpenAIModel,
    chat_models,
)
from tests.upstreams.record import Exchange
from tests.upstreams.script import BEFORE_HEADERS, UNSET, ErrorKind, Reply, ToolCall, Usage
from tests.upstreams.server import Upstreams

__all__ = [
    "BEFORE_HEADERS",
    "COMPATIBLE",
    "LLAMA_CPP",
    "LM_STUDIO",
    "OLLAMA",
    "OPENAI",
    "UNSET",
    "AnthropicMock",
    "AnthropicModel",
    "ErrorKind",
    "Exchange",
    "Flavour",
    "GeminiMock",
    "GeminiModel",
    "OllamaMock",
    "OllamaModel",
    "OpenAIMock",
    "OpenAIModel",
    "Reply",
    "ToolCall",
    "Upstreams",
    "Usage",
    "chat_models",
    "faults",
]
