"""How each client is pointed at Homeport: what to set where, with /v1 or without it.

Sources: the clients' own documents and recordings of what they send.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from desktop.i18n import translate

KEY = "\0key\0"
"""Stands for the whole key in code: shown masked, copied whole."""

PieceKind = Literal["plain", "name", "value", "keyword", "comment"]


class Piece(NamedTuple):
    """A part of a line of code and how it is coloured."""

    text: str
    kind: PieceKind = "plain"


Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a client's own settings; ``value`` may be KEY."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do: a sentence, then code, fields to fill in, or the choice of a model."""

    text: str
    code: tuple[Line, ...] = ()
    fields: tuple[Field, ...] = ()
    chooses_model: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Recipe:
    """``shells``: its lines differ between shells."""

    phrase: str
    steps: tuple[Step, ...]
    shells: bool = False


@dataclass(frozen=True, slots=True)
class Client:
    """A client in the list; ``letters`` or ``icon`` stand on its tile."""

    key: str
    name: str
    letters: str = ""
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """What a recipe is filled with: ``root`` without /v1, the model ('' for the client's own)."""

    root: str
    model: str
    windows: bool = False
    own_choice: bool = True
    """Whether the client may be left to its own choice."""
    own_small_model: bool = True
    """Whether the models a client asks for by itself are served here."""

    @property
    def v1(self) -> str:
        return f"{self.root}/v1"


def clients() -> tuple[Client, ...]:
    """Those that work with what Homeport serves. Codex needs the Responses API; Cursor asks from
    its own servers, which reach no address on this computer.
    """
    return (
        Client("claude-code", "Claude Code", "CC"),
        Client("cherry-studio", "Cherry Studio", "Ch"),
        Client("open-webui", "Open WebUI", "OW"),
        Client("aider", "aider", "Ai"),
        Client("python-openai", "Python (OpenAI)", icon="code"),
        Client("python-anthropic", "Python (Anthropic)", icon="code"),
        Client("curl", "curl", icon="terminal"),
        Client("other", translate("recipes", "Something else"), icon="ellipsis"),
    )


def recipe(client: str, place: Place) -> Recipe:
    """The steps for one client. Raises KeyError for a client that is not listed."""
    return _RECIPES[client](place)


def code_text(lines: Sequence[Line], key: str) -> str:
    """Code as it is copied, with ``key`` in its places."""
    return "\n".join("".join(piece.text for piece in line) for line in lines).replace(KEY, key)


def _claude_code(place: Place) -> Recipe:
    variables = [("ANTHROPIC_BASE_URL", place.root), ("ANTHROPIC_AUTH_TOKEN", KEY)]
    if place.model and not place.own_small_model:
        # It asks a small model for titles and the like, by a name that no channel would have.
        variables.append(("ANTHROPIC_DEFAULT_HAIKU_MODEL", place.model))
    start = f"claude --model {_word(place.model, place.windows)}" if place.model else "claude"
    return Recipe(
        translate("recipes", "Speaks Anthropic, so its address has no /v1"),
        (
            _terminal(variables, place.windows),
            _choose(own=place.own_choice),
            Step(translate("recipes", "Start it"), code=(_command(start),)),
        ),
        shells=True,
    )


def _aider(place: Place) -> Recipe:
    variables = [("OPENAI_API_BASE", place.v1), ("OPENAI_API_KEY", KEY)]
    model = _word(f"openai/{place.model}", place.windows)
    return Recipe(
        translate("recipes", "Speaks OpenAI, so its address ends in /v1"),
        (
            _terminal(variables, place.windows),
            _choose(),
            Step(translate("recipes", "Start it"), code=(_command(f"aider --model {model}"),)),
        ),
        shells=True,
    )


def _cherry_studio(place: Place) -> Recipe:
    return Recipe(
        translate("recipes", "Adds /v1 to the address by itself"),
        (
            Step(
                translate(
                    "recipes", "Open Settings, Model Provider, press Add and take the type OpenAI"
                )
            ),
            Step(
                translate("recipes", "Fill in these two fields and switch the provider on"),
                fields=(
                    Field(translate("recipes", "API host"), place.root),
                    Field(translate("recipes", "API key"), KEY),
                ),
            ),
            Step(translate("recipes", "Press Manage: it lists the models of all your channels")),
        ),
    )


def _open_webui(place: Place) -> Recipe:
    docker = place.v1.replace("localhost", "host.docker.internal")
    note = translate(
        "recipes",
        "In Docker Desktop the URL is {url}. On Linux, run the container with --network=host.",
    )
    return Recipe(
        translate("recipes", "Speaks OpenAI, so its address ends in /v1"),
        (
            Step(
                translate(
                    "recipes",
                    "Open Admin Panel, Settings, Connections and add an OpenAI connection",
                )
            ),
            Step(
                translate("recipes", "Fill in these two fields and save"),
                fields=(
                    Field(translate("recipes", "URL"), place.v1),
                    Field(translate("recipes", "Key"), KEY),
                ),
                note=note.format(url=docker),
            ),
            Step(
                translate("recipes", "Start a chat and pick a model: all your channels are there")
            ),
        ),
    )


def _python_openai(place: Place) -> Recipe:
    lines = (
        (Piece("from", "keyword"), Piece(" openai "), Piece("import", "keyword"), Piece(" OpenAI")),
        (Piece("client = OpenAI("),),
        _argument("base_url", place.v1),
        _argument("api_key", KEY),
        (Piece(")"),),
        (Piece("reply = client.chat.completions.create("),),
        _argument("model", place.model),
        _messages(),
        (Piece(")"),),
        (Piece("print(reply.choices["), Piece("0", "value"), Piece("].message.content)")),
    )
    phrase = translate("recipes", "OpenAI's own package, so its address ends in /v1")
    return Recipe(phrase, (_choose(), _python(lines, "openai")))


def _python_anthropic(place: Place) -> Recipe:
    lines = (
        (
            *(Piece("from", "keyword"), Piece(" anthropic "), Piece("import", "keyword")),
            Piece(" Anthropic"),
        ),
        (Piece("client = Anthropic("),),
        _argument("base_url", place.root),
        _argument("api_key", KEY),
        (Piece(")"),),
        (Piece("reply = client.messages.create("),),
        _argument("model", place.model),
        (
            Piece("    "),
            Piece("max_tokens", "name"),
            Piece("="),
            Piece("1024", "value"),
            Piece(","),
        ),
        _messages(),
        (Piece(")"),),
        (Piece("print(reply.content["), Piece("0", "value"), Piece("].text)")),
    )
    phrase = translate("recipes", "Anthropic's own package, so its address has no /v1")
    return Recipe(phrase, (_choose(), _python(lines, "anthropic")))


def _python(lines: tuple[Line, ...], package: str) -> Step:
    note = translate("recipes", "It needs the package: pip install {package}")
    return Step(translate("recipes", "Run this"), lines, note=note.format(package=package))


def _curl(place: Place) -> Recipe:
    message = json.dumps([{"role": "user", "content": "Hello"}])
    quote = "''" if place.windows else "'\\''"
    model = json.dumps(place.model, ensure_ascii=False).replace("'", quote)
    url = f"{place.v1}/chat/completions"
    ends = " `" if place.windows else " \\"
    body: tuple[Line, ...] = (
        (
            *(Piece("  -Body " if place.windows else "  -d "), Piece('\'{"model": ', "value")),
            *(Piece(model, "value"), Piece(",", "value")),
        ),
        (Piece(f'       "messages": {message}}}\'', "value"),),
    )
    if place.windows:
        lines: tuple[Line, ...] = (
            (Piece("Invoke-RestMethod", "keyword"), Piece(" -Method Post `")),
            (Piece("  -Uri "), Piece(url), Piece(ends)),
            (
                *(Piece("  -Headers @{ "), Piece("Authorization", "name"), Piece(" = ")),
                *(Piece(f'"Bearer {KEY}"', "value"), Piece(" }"), Piece(ends)),
            ),
            (Piece("  -ContentType "), Piece('"application/json"', "value"), Piece(ends)),
            *body,
        )
    else:
        lines = (
            (Piece("curl ", "keyword"), Piece(url), Piece(ends)),
            (Piece("  -H "), Piece(f'"Authorization: Bearer {KEY}"', "value"), Piece(ends)),
            (Piece("  -H "), Piece('"Content-Type: application/json"', "value"), Piece(ends)),
            *body,
        )
    return Recipe(
        translate("recipes", "One request from the terminal"),
        (_choose(), Step(translate("recipes", "Run this"), code=lines, note=_copy_note())),
        shells=True,
    )


def _other(place: Place) -> Recipe:
    return Recipe(
        translate("recipes", "Any app that lets you set an address and a key"),
        (
            Step(
                translate("recipes", "Look for Base URL, API host or Endpoint in its settings"),
                fields=(
                    Field(translate("recipes", "OpenAI-style apps"), place.v1),
                    Field(translate("recipes", "Anthropic-style apps"), place.root),
                    Field(translate("recipes", "API key"), KEY),
                ),
                note=translate(
                    "recipes",
                    "Some apps add /v1 by themselves: if one address is not found, try the other.",
                ),
            ),
            Step(
                translate("recipes", "Choose a model, or type its name"),
                chooses_model=True,
                note=translate(
                    "recipes",
                    "Apps that ask from their own servers, as Cursor does, cannot reach an address "
                    "on this computer.",
                ),
            ),
        ),
    )


_RECIPES: dict[str, Callable[[Place], Recipe]] = {
    "claude-code": _claude_code,
    "cherry-studio": _cherry_studio,
    "open-webui": _open_webui,
    "aider": _aider,
    "python-openai": _python_openai,
    "python-anthropic": _python_anthropic,
    "curl": _curl,
    "other": _other,
}


def _choose(*, own: bool = False) -> Step:
    text = translate("recipes", "Choose the model it asks for, or keep its own choice")
    return Step(text if own else translate("recipes", "Choose the model"), chooses_model=True)


def _terminal(variables: Sequence[tuple[str, str]], windows: bool) -> Step:
    return Step(
        translate("recipes", "Set these in the terminal you start it from"),
        code=tuple(_export(name, value, windows) for name, value in variables),
        note=_copy_note(),
    )


def _copy_note() -> str:
    return translate("recipes", "Copy puts in the whole key, which leaves the clipboard by itself.")


def _export(name: str, value: str, windows: bool) -> Line:
    if windows:
        quoted = f'"{value.replace("`", "``").replace(chr(34), "`" + chr(34))}"'
        return (
            Piece("$env:", "keyword"),
            Piece(name, "name"),
            Piece(" = "),
            Piece(quoted, "value"),
        )
    word = value if value == KEY else shlex.quote(value)
    return (Piece("export ", "keyword"), Piece(name, "name"), Piece("="), Piece(word, "value"))


def _word(text: str, windows: bool) -> str:
    """One word of a command line."""
    if windows:
        return text if shlex.quote(text) == text else f'"{text}"'
    return shlex.quote(text)


def _command(text: str) -> Line:
    return (Piece(text),)


def _argument(name: str, value: str) -> Line:
    text = f'"{KEY}"' if value == KEY else json.dumps(value, ensure_ascii=False)
    return (Piece("    "), Piece(name, "name"), Piece("="), Piece(text, "value"), Piece(","))


def _messages() -> Line:
    return (
        *(Piece("    "), Piece("messages", "name"), Piece("=[{"), Piece('"role"', "value")),
        *(Piece(": "), Piece('"user"', "value"), Piece(", "), Piece('"content"', "value")),
        *(Piece(": "), Piece('"Hello"', "value"), Piece("}],")),
    )
