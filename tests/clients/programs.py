"""The programs, and how each is pointed at a gateway and asked for one tool and an answer."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.clients.installing import npm_folder, python_of

SCRIPTS = Path(__file__).parent / "scripts"
PROMPT = "Run the command and tell what it says."
COMMAND = "echo homeport-$((6*7))"
PROOF = "homeport-42"
"""What the tool says; it has to arrive upstream."""
WORDS = "ahoj from homeport"
"""What the model says at last; the program has to show it."""


@dataclass(frozen=True)
class Place:
    """Where a program runs and whom it asks. ``home`` is its person's, ``work`` its directory."""

    base: str
    key: str
    model: str
    home: Path
    build: Path

    @property
    def work(self) -> Path:
        return self.home / "work"

    def write(self, name: str, content: object) -> Path:
        """A file of the person's: text, or a value as JSON."""
        path = self.home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content if isinstance(content, str) else json.dumps(content))
        return path

    def node(self, *arguments: str | Path) -> list[str | Path]:
        """A command for the Node that was installed with the packages."""
        return [npm_folder(self.build, "sdks") / "node_modules" / ".bin" / "node", *arguments]


Command = tuple[list[str | Path], Mapping[str, str]]


@dataclass(frozen=True)
class Program:
    """``tool`` is the program's own that the model calls, with ``arguments``; '' for none."""

    name: str
    dialect: str
    start: Callable[[Place], Command]
    npm: tuple[str, ...] = ()
    """Its directory, and its packages; without one it is in the lock of the vendors' packages."""
    pip: tuple[str, ...] = ()
    venv: str = ""
    tool: str = ""
    arguments: Mapping[str, object] = field(default_factory=dict)
    thinks: bool = False
    """Whether it keeps a model's thoughts on its next turn, as their vendors demand."""
    streams: bool = True
    limit_s: float = 90.0


def _here(place: Place) -> dict[str, str]:
    return {"HP_BASE": place.base, "HP_KEY": place.key, "HP_MODEL": place.model}


def _claude(place: Place) -> Command:
    program = npm_folder(place.build, "claude") / "node_modules" / ".bin" / "claude"
    command: list[str | Path] = [
        program, "-p", PROMPT, "--model", place.model, "--allowedTools", "Bash"
    ]  # fmt: skip
    return command, {
        "ANTHROPIC_BASE_URL": place.base,
        "ANTHROPIC_API_KEY": place.key,
        # It leaves out thoughts whose signatures are not shaped like Anthropic's, as the mock's.
        "MAX_THINKING_TOKENS": "0",
    }


def _codex(place: Place) -> Command:
    config = f"""
model = "{place.model}"
model_provider = "homeport"
approval_policy = "never"
sandbox_mode = "danger-full-access"
[analytics]
enabled = false
[model_providers.homeport]
name = "Homeport"
base_url = "{place.base}/v1"
env_key = "HP_KEY"
wire_api = "responses"
"""
    place.write(".codex/config.toml", config)
    program = npm_folder(place.build, "codex") / "node_modules" / ".bin" / "codex"
    return [program, "exec", "--skip-git-repo-check", PROMPT], _here(place)


def _gemini(place: Place) -> Command:
    settings = {
        "security": {"auth": {"selectedType": "gemini-api-key"}},
        "privacy": {"usageStatisticsEnabled": False},
        "telemetry": {"enabled": False},
    }
    place.write(".gemini/settings.json", settings)
    package = npm_folder(place.build, "gemini-cli") / "node_modules" / "@google" / "gemini-cli"
    command = place.node(
        package / "bundle" / "gemini.js", "--skip-trust", "--yolo", "-m", place.model, "-p", PROMPT
    )
    return command, {"GEMINI_API_KEY": place.key, "GOOGLE_GEMINI_BASE_URL": place.base}


def _opencode(package: str, path: str) -> Callable[[Place], Command]:
    def start(place: Place) -> Command:
        options = {"baseURL": place.base + path, "apiKey": place.key}
        provider = {"npm": package, "name": "Homeport", "options": options}
        config = {
            "provider": {"homeport": {**provider, "models": {place.model: {}}}},
            "permission": {"bash": "allow"},
            "autoupdate": False,
            "share": "disabled",
        }
        place.write(".config/opencode/opencode.json", config)
        program = npm_folder(place.build, "opencode") / "node_modules" / ".bin" / "opencode"
        return [program, "run", "-m", f"homeport/{place.model}", PROMPT], {}

    return start


_AIDERS_FILES = ("AIDER_INPUT_HISTORY_FILE", "AIDER_CHAT_HISTORY_FILE", "AIDER_LLM_HISTORY_FILE")


def _aider(prefix: str, variables: Mapping[str, str]) -> Callable[[Place], Command]:
    def start(place: Place) -> Command:
        values = {"base": place.base, "key": place.key}
        told = {name: value.format_map(values) for name, value in variables.items()}
        switches = (
            "--no-git --yes-always --no-analytics --no-check-update --no-show-model-warnings "
            "--no-gitignore --no-show-release-notes --no-pretty --map-tokens 0 "
            "--no-detect-urls --no-suggest-shell-commands"
        )
        python = python_of(place.build, "aider")
        command: list[str | Path] = [
            python, "-m", "aider", "--model", prefix + place.model, *switches.split(),
            "--message", "Say ahoj.",
        ]  # fmt: skip
        # Else it writes them where a repository begins, which may be ours.
        files = {name: str(place.build / f"{name}.txt") for name in _AIDERS_FILES}
        return command, {**told, **files}

    return start


def _llm(place: Place) -> Command:
    model = (
        f"- model_id: homeport\n  model_name: {place.model}\n  api_base: {place.base}/v1\n"
        "  supports_tools: true\n  api_key_name: homeport\n"
    )
    place.write("llm/extra-openai-models.yaml", model)
    functions = f"def say() -> str:\n    'What it says'\n    return '{PROOF}'\n"
    command: list[str | Path] = [
        python_of(place.build, "llm"), "-m", "llm", "-m", "homeport", "--key", place.key,
        "--functions", functions, PROMPT,
    ]  # fmt: skip
    return command, {"LLM_USER_PATH": str(place.home / "llm")}


def _jupyter(place: Place) -> Command:
    script = (
        "from IPython.core.interactiveshell import InteractiveShell as Shell\n"
        "shell = Shell.instance()\n"
        "shell.run_line_magic('load_ext', 'jupyter_ai_magic_commands')\n"
        f"shell.run_line_magic('ai', 'alias hp openai/{place.model} --api-base {place.base}/v1')\n"
        "said = shell.run_cell_magic('ai', 'hp -f text', 'Say ahoj.')\n"
        "print(said, vars(said) if hasattr(said, '__dict__') else '')\n"
    )
    path = place.write("ask.py", script)
    return [python_of(place.build, "jupyter"), path], {"OPENAI_API_KEY": place.key}


def _script(venv: str, name: str, dialect: str) -> Callable[[Place], Command]:
    def start(place: Place) -> Command:
        return [python_of(place.build, venv), SCRIPTS / name, dialect], _here(place)

    return start


def _beside(folder: str, name: str, kind: str) -> Callable[[Place], Command]:
    """A script of ours, beside the packages it imports."""

    def start(place: Place) -> Command:
        program = npm_folder(place.build, folder) / name
        program.write_bytes((SCRIPTS / name).read_bytes())
        return place.node(program, kind), _here(place)

    return start


def _sillytavern(source: str) -> Callable[[Place], Command]:
    def start(place: Place) -> Command:
        folder = npm_folder(place.build, "sillytavern")
        package = folder / "node_modules" / "sillytavern"
        # Its page is compiled into its data; that takes minutes, so the next run finds it there.
        command = place.node(SCRIPTS / "sillytavern.mjs", source, package, folder / "data")
        return command, _here(place)

    return start


_CLAUDE = {"command": COMMAND, "description": "Says it"}
_ROME = {"city": "Rome"}
_LANGCHAIN = (
    "langchain-core==1.7.2",
    "langchain-openai==1.7.3",
    "langchain-anthropic==1.7.7",
    "langchain-google-genai==4.4.2",
)
_LANGCHAIN_JS = (
    "langchain-js",
    "@langchain/core",
    "@langchain/openai",
    "@langchain/anthropic",
    "@langchain/google-genai",
    "zod",
)

PROGRAMS: tuple[Program, ...] = (
    Program("Claude Code", "anthropic", _claude, npm=("claude", "@anthropic-ai/claude-code"),
            tool="Bash", arguments=_CLAUDE),
    Program("Codex", "openai_responses", _codex, npm=("codex", "@openai/codex"),
            tool="exec_command", arguments={"cmd": COMMAND}, thinks=True),
    Program("Gemini CLI", "gemini", _gemini, npm=("gemini-cli", "@google/gemini-cli"),
            tool="run_shell_command", thinks=True,
            arguments={"command": f"echo {PROOF}", "description": "Says it"}),
    *(
        Program(f"opencode ({what})", dialect, _opencode(package, path),
                npm=("opencode", "opencode-ai"), tool="bash", arguments=_CLAUDE)
        for what, dialect, package, path in (
            ("chat", "openai_chat", "@ai-sdk/openai-compatible", "/v1"),
            ("Responses", "openai_responses", "@ai-sdk/openai", "/v1"),
            ("Anthropic", "anthropic", "@ai-sdk/anthropic", "/v1"),
            ("Gemini", "gemini", "@ai-sdk/google", "/v1beta"),
        )
    ),
    Program("aider (chat)", "openai_chat", _aider("openai/", {
        "OPENAI_API_BASE": "{base}/v1", "OPENAI_API_KEY": "{key}"}),
        pip=("aider-chat==0.86.2",), venv="aider"),
    Program("aider (Anthropic)", "anthropic", _aider("anthropic/", {
        "ANTHROPIC_API_BASE": "{base}", "ANTHROPIC_API_KEY": "{key}"}),
        pip=("aider-chat==0.86.2",), venv="aider"),
    Program("llm", "openai_chat", _llm, pip=("llm==0.36",), venv="llm", tool="say"),
    Program("Jupyter AI magics", "openai_chat", _jupyter, venv="jupyter", streams=False,
            pip=("jupyter-ai-magic-commands==0.0.4", "ipykernel")),
    *(
        Program(f"LangChain (Python, {what})", dialect,
                _script("langchain", "langchain_loop.py", what),
                pip=_LANGCHAIN, venv="langchain", tool="get_weather", arguments=_ROME)
        for what, dialect in (
            ("openai", "openai_chat"),
            ("responses", "openai_responses"),
            ("anthropic", "anthropic"),
            ("gemini", "gemini"),
        )
    ),
    *(
        Program(f"LangChain (JavaScript, {what})", dialect,
                _beside("langchain-js", "langchain_loop.mjs", what),
                npm=_LANGCHAIN_JS, tool="get_weather", arguments=_ROME)
        for what, dialect in (
            ("openai", "openai_chat"),
            ("responses", "openai_responses"),
            ("anthropic", "anthropic"),
            ("gemini", "gemini"),
        )
    ),
    *(
        Program(f"LiteLLM ({what})", dialect, _script("litellm", "litellm_loop.py", what),
                pip=("litellm[proxy]==1.106.2",), venv="litellm", tool="get_weather",
                arguments=_ROME)
        for what, dialect in (
            ("openai", "openai_chat"), ("anthropic", "anthropic"), ("gemini", "gemini")
        )
    ),
    *(
        Program(f"Vercel AI SDK ({what})", dialect, _beside("sdks", "ai_sdk_loop.mjs", what),
                tool="get_weather", arguments=_ROME)
        for what, dialect in (
            ("compatible", "openai_chat"),
            ("openai", "openai_responses"),
            ("anthropic", "anthropic"),
            ("google", "gemini"),
        )
    ),
    *(
        Program(f"SillyTavern ({what})", dialect, _sillytavern(what), limit_s=420.0,
                npm=("sillytavern", "sillytavern"), tool="get_weather", arguments=_ROME)
        for what, dialect in (
            ("custom", "openai_chat"), ("claude", "anthropic"), ("makersuite", "gemini")
        )
    ),
)  # fmt: skip
