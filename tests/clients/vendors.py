"""The vendors' own Python packages, each pointed at the mock of its vendor, without the gateway.

A package that takes the mock for its vendor shows that the mock speaks as the vendor does, and that
the gateway is tested with the vendor's wire. The scripts judge; a mock answers what their steps
expect, and refuses what its vendor refuses.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.clients import installing
from tests.clients.programs import SCRIPTS
from tests.clients.report import NOT_INSTALLABLE, Judged, pip_version
from tests.clients.running import Ran, environment, run
from tests.gateway.suite.stands import Stand, stand
from tests.upstreams import Reply, ToolCall, Upstreams, Usage
from tests.upstreams.app_sound import CozeSoundMock
from tests.upstreams.dashscope import DashScopeMock
from tests.upstreams.huggingface import MODEL as HF_MODEL
from tests.upstreams.huggingface import HuggingFaceMock
from tests.upstreams.huggingface_sound import EARS, SAID, VOICE, HuggingFaceSoundMock
from tests.upstreams.nvidia import MODEL as RANKER
from tests.upstreams.nvidia import NvidiaMock
from tests.upstreams.voyage import EMBEDDER, VoyageMock

WORDS = "ahoj from homeport"
_USAGE = Usage(12, 5)
_CALL = ToolCall("get_weather", {"city": "Rome"})
_LIMIT_S = 60.0


@dataclass(frozen=True)
class Vendor:
    """``provider`` is whose mock it asks; ``steps`` are what its script judges, in this order."""

    name: str
    pip: tuple[str, ...]
    provider: str
    script: str
    steps: tuple[str, ...]
    arguments: tuple[str, ...] = ()
    """Of the script."""
    make: Callable[[Upstreams], Stand] | None = None
    """A mock that the suite has no chat for."""

    @property
    def venv(self) -> str:
        """Its environment, which packages of the same name share."""
        return f"vendor-{re.split(r'[=[]', self.pip[0])[0]}"


_CHAT = ("chat", "stream", "tools")


def _alike(name: str, packages: str, provider: str, *more: str) -> Vendor:
    steps = (*_CHAT, "tools_streamed", *more, "error")
    return Vendor(name, tuple(packages.split()), provider, "vendor_openai_alike.py", steps, (name,))


VENDORS: tuple[Vendor, ...] = (
    Vendor("cohere", ("cohere==7.3.1",), "cohere", "vendor_cohere.py",
           (*_CHAT, "embeddings", "rerank", "models", "error")),
    Vendor("mistral", ("mistralai==3.7.0",), "mistral", "vendor_mistral.py",
           (*_CHAT, "thoughts", "models", "error")),
    Vendor("dashscope", ("dashscope==2.0.2",), "dashscope", "vendor_dashscope.py",
           (*_CHAT, "repeating", "pictures_seen", "embeddings", "images", "error"),
           make=lambda up: Stand(up.add(DashScopeMock()), "qwen-plus")),
    Vendor("qianfan", ("qianfan==0.4.12.3",), "qianfan", "vendor_qianfan.py",
           (*_CHAT, "error"), ("v2",)),
    Vendor("qianfan v1", ("qianfan==0.4.12.3",), "qianfan_v1", "vendor_qianfan.py",
           ("chat", "stream", "functions", "embeddings", "error"), ("v1",)),
    Vendor("tencent", ("tencentcloud-sdk-python-hunyuan==3.1.180",), "tencent",
           "vendor_tencent.py", (*_CHAT, "embeddings", "error")),
    Vendor("spark", ("spark_ai_python==0.4.5",), "spark_websocket", "vendor_spark.py",
           ("chat", "stream", "functions", "error")),
    Vendor("replicate", ("replicate==1.0.7",), "replicate", "vendor_replicate.py",
           ("chat", "stream", "polling", "picture", "error")),
    Vendor("deepl", ("deepl==1.32.0",), "deepl", "vendor_deepl.py", ("translation", "error")),
    Vendor("coze", ("cozepy==0.20.0",), "coze", "vendor_coze.py",
           ("stream", "picture", "speech", "transcript", "error"),
           make=lambda up: Stand(up.add(CozeSoundMock()), "bot-7370000000000000001")),
    Vendor("dify", ("dify-client==0.1.10", "requests==2.34.2"), "dify", "vendor_dify.py",
           ("chat", "stream", "conversation", "picture", "error")),
    Vendor("voyage", ("voyageai==0.5.0",), "voyage", "vendor_voyage.py",
           ("embeddings", "rerank", "error"),
           make=lambda up: Stand(up.add(VoyageMock()), EMBEDDER)),
    _alike("zhipuai", "zhipuai==2.1.5.20250825 sniffio==1.3.1", "zhipu", "embeddings"),
    _alike("zai", "zai-sdk==0.2.3", "zai", "embeddings"),
    _alike("groq", "groq==1.7.0", "groq"),
    _alike("together", "together==3.1.1", "together"),
    _alike("cerebras", "cerebras-cloud-sdk==1.91.0", "cerebras"),
    _alike("fireworks", "fireworks-ai==1.2.30", "fireworks"),
    _alike("ark", "volcengine-python-sdk[ark]==5.0.54", "doubao"),
    _alike("sambanova", "sambanova==1.13.0", "sambanova"),
    Vendor("perplexity", ("perplexityai==0.46.1",), "perplexity", "vendor_openai_alike.py",
           ("chat", "stream", "error"), ("perplexity",)),
    _alike("huggingface", "huggingface_hub==2.4.0", "huggingface"),
    _alike("xai", "openai==3.54.0", "xai"),
    Vendor("cloudflare", ("cloudflare==5.9.0",), "workers_ai", "vendor_cloudflare.py",
           ("chat", "tools", "picture", "ranking", "transcript", "models", "error")),
    Vendor("hf pictures", ("huggingface_hub==2.4.0",), "huggingface", "vendor_huggingface.py",
           ("hf_inference", "fal", "nscale", "together", "replicate", "error"),
           make=lambda up: Stand(up.add(HuggingFaceMock()), HF_MODEL)),
    Vendor("hf sound", ("huggingface_hub==2.4.0",), "huggingface", "vendor_huggingface_sound.py",
           ("hf_speaks", "fal_speaks", "replicate_speaks", "deepinfra_speaks", "together_speaks",
            "hf_hears", "hf_times", "fal_hears", "replicate_hears", "deepinfra_hears", "error"),
           (EARS, SAID), make=lambda up: Stand(up.add(HuggingFaceSoundMock()), VOICE)),
    Vendor("nvidia", ("langchain-nvidia-ai-endpoints==1.5.0",), "nvidia", "vendor_nvidia.py",
           ("rerank", "error"), make=lambda up: Stand(up.add(NvidiaMock()), RANKER)),
)  # fmt: skip


async def judge(build: Path, vendor: Vendor) -> Judged:
    """One package at its vendor's mock."""
    try:
        await installing.pip(build, vendor.venv, vendor.pip)
    except installing.NotInstallable as reason:
        return Judged(vendor.name, "", vendor.steps, {}, f"{NOT_INSTALLABLE}: {reason}")
    version = pip_version(build, vendor.venv, vendor.pip)
    async with Upstreams() as up:
        ran = await _ask(
            build, vendor, vendor.make(up) if vendor.make else stand(up, vendor.provider)
        )
    told = _told(ran)
    trouble = "" if told else f"it ended with {ran.status}: {ran.tail}"
    return Judged(vendor.name, version, vendor.steps, told, trouble)


async def _ask(build: Path, vendor: Vendor, where: Stand) -> Ran:
    mock = where.mock
    more = dict(where.reply)
    for step in vendor.steps:
        if step in ("chat", "stream"):
            mock.script(Reply(text=WORDS, usage=_USAGE, **more))
        elif step.startswith(("tools", "functions")):
            mock.script(Reply(tool_calls=[_CALL], usage=_USAGE, **more))
        if step in ("tools", "functions"):  # and the tool's result is answered
            mock.script(Reply(text=WORDS, usage=_USAGE, **more))
    variables = {
        "HP_ORIGIN": f"{mock.origin}/{mock.name}",
        "HP_BASE": mock.base_url,
        "HP_KEY": mock.key,
        "HP_MODEL": where.model,
        "HP_WORDS": WORDS,
    }
    python = installing.python_of(build, vendor.venv)
    with tempfile.TemporaryDirectory(prefix="vendor-", dir=build) as home:
        env = environment(Path(home), **variables)
        command = [python, SCRIPTS / vendor.script, *vendor.arguments]
        return await run(command, cwd=Path(home), env=env, limit_s=_LIMIT_S)


def _told(ran: Ran) -> Mapping[str, str]:
    """The verdict, the last line that it printed; empty where there is none."""
    lines = ran.stdout.strip().splitlines()
    try:
        found = json.loads(lines[-1]) if lines else {}
    except ValueError:
        return {}
    return found if ran.status == 0 and isinstance(found, dict) else {}
