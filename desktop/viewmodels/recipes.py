"""How each client is pointed at Homeport: what to set where, with /v1 or without it.

Sources: the clients' own documents and recordings of what they send.
"""

from __future__ import annotations

from collections.abc import Callable

from desktop.i18n import translate
from desktop.viewmodels.recipe_parts import (
    KEY,
    Client,
    Field,
    Line,
    Piece,
    Place,
    Recipe,
    Step,
    argument_line,
    choose_model,
    messages_line,
)
from desktop.viewmodels.recipes_terminal import aider, claude_code, codex, curl, gemini_cli


def clients() -> tuple[Client, ...]:
    """Those that work with what Homeport serves. Cursor asks from its own servers, which reach no
    address on this computer.
    """
    return (
        Client("claude-code", "Claude Code", "CC"),
        Client("codex", "Codex", "Cx"),
        Client("gemini-cli", "Gemini CLI", "Ge"),
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
        argument_line("base_url", place.v1),
        argument_line("api_key", KEY),
        (Piece(")"),),
        (Piece("reply = client.chat.completions.create("),),
        argument_line("model", place.model),
        messages_line(),
        (Piece(")"),),
        (Piece("print(reply.choices["), Piece("0", "value"), Piece("].message.content)")),
    )
    phrase = translate("recipes", "OpenAI's own package, so its address ends in /v1")
    return Recipe(phrase, (choose_model(), _python(lines, "openai")))


def _python_anthropic(place: Place) -> Recipe:
    lines = (
        (
            *(Piece("from", "keyword"), Piece(" anthropic "), Piece("import", "keyword")),
            Piece(" Anthropic"),
        ),
        (Piece("client = Anthropic("),),
        argument_line("base_url", place.root),
        argument_line("api_key", KEY),
        (Piece(")"),),
        (Piece("reply = client.messages.create("),),
        argument_line("model", place.model),
        (
            Piece("    "),
            Piece("max_tokens", "name"),
            Piece("="),
            Piece("1024", "value"),
            Piece(","),
        ),
        messages_line(),
        (Piece(")"),),
        (Piece("print(reply.content["), Piece("0", "value"), Piece("].text)")),
    )
    phrase = translate("recipes", "Anthropic's own package, so its address has no /v1")
    return Recipe(phrase, (choose_model(), _python(lines, "anthropic")))


def _python(lines: tuple[Line, ...], package: str) -> Step:
    note = translate("recipes", "It needs the package: pip install {package}")
    return Step(translate("recipes", "Run this"), lines, note=note.format(package=package))


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
    "claude-code": claude_code,
    "codex": codex,
    "gemini-cli": gemini_cli,
    "cherry-studio": _cherry_studio,
    "open-webui": _open_webui,
    "aider": aider,
    "python-openai": _python_openai,
    "python-anthropic": _python_anthropic,
    "curl": curl,
    "other": _other,
}
