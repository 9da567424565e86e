"""What recipes are made of: lines of code with colours, steps, and where a client is pointed."""

from __future__ import annotations

import json
import shlex
from collections.abc import Sequence
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


def code_text(lines: Sequence[Line], key: str) -> str:
    """Code as it is copied, with ``key`` in its places."""
    return "\n".join("".join(piece.text for piece in line) for line in lines).replace(KEY, key)


def choose_model(*, own: bool = False) -> Step:
    """The choice of a model; ``own``: or of none."""
    text = translate("recipes", "Choose the model it asks for, or keep its own choice")
    return Step(text if own else translate("recipes", "Choose the model"), chooses_model=True)


def set_variables(variables: Sequence[tuple[str, str]], windows: bool) -> Step:
    """Environment variables of the shell that starts it."""
    return Step(
        translate("recipes", "Set these in the terminal you start it from"),
        code=tuple(export_line(name, value, windows) for name, value in variables),
        note=copy_note(),
    )


def copy_note() -> str:
    """What copying a key does."""
    return translate("recipes", "Copy puts in the whole key, which leaves the clipboard by itself.")


def export_line(name: str, value: str, windows: bool) -> Line:
    """One variable in the shell's own words."""
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


def shell_word(text: str, windows: bool) -> str:
    """One word of a command line."""
    if windows:
        return text if shlex.quote(text) == text else f'"{text}"'
    return shlex.quote(text)


def command_line(text: str) -> Line:
    """A line to be typed."""
    return (Piece(text),)


def argument_line(name: str, value: str) -> Line:
    """A named argument of a call in Python."""
    text = f'"{KEY}"' if value == KEY else json.dumps(value, ensure_ascii=False)
    return (Piece("    "), Piece(name, "name"), Piece("="), Piece(text, "value"), Piece(","))


def messages_line() -> Line:
    """One greeting, as both packages take it."""
    return (
        *(Piece("    "), Piece("messages", "name"), Piece("=[{"), Piece('"role"', "value")),
        *(Piece(": "), Piece('"user"', "value"), Piece(", "), Piece('"content"', "value")),
        *(Piece(": "), Piece('"Hello"', "value"), Piece("}],")),
    )
