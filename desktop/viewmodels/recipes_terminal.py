"""Recipes of the clients that are started in a terminal."""

from __future__ import annotations

import json

from desktop.i18n import translate
from desktop.viewmodels.recipe_parts import (
    KEY,
    Line,
    Piece,
    Place,
    Recipe,
    Step,
    choose_model,
    command_line,
    copy_note,
    set_variables,
    shell_word,
)


def claude_code(place: Place) -> Recipe:
    """Asks Anthropic's way, with a small model beside the one that was chosen."""
    variables = [("ANTHROPIC_BASE_URL", place.root), ("ANTHROPIC_AUTH_TOKEN", KEY)]
    if place.model and not place.own_small_model:
        # It asks a small model for titles and the like, by a name that no channel would have.
        variables.append(("ANTHROPIC_DEFAULT_HAIKU_MODEL", place.model))
    start = f"claude --model {shell_word(place.model, place.windows)}" if place.model else "claude"
    return Recipe(
        translate("recipes", "Speaks Anthropic, so its address has no /v1"),
        (
            set_variables(variables, place.windows),
            choose_model(own=place.own_choice),
            Step(translate("recipes", "Start it"), code=(command_line(start),)),
        ),
        shells=True,
    )


def codex(place: Place) -> Recipe:
    """It takes a provider from its settings alone, and its key from a variable they name."""
    file = "%USERPROFILE%\\.codex\\config.toml" if place.windows else "~/.codex/config.toml"
    text = translate("recipes", "Add these lines at the end of {file}").format(file=file)
    table = (
        (Piece("[model_providers.homeport]", "keyword"),),
        _toml("name", "Homeport"),
        _toml("base_url", place.v1),
        _toml("env_key", "HOMEPORT_KEY"),
        _toml("wire_api", "responses"),
    )
    start = f"codex -c model_provider=homeport -m {shell_word(place.model, place.windows)}"
    return Recipe(
        translate("recipes", "Speaks OpenAI's Responses, so its address ends in /v1"),
        (
            Step(text, code=table),
            set_variables([("HOMEPORT_KEY", KEY)], place.windows),
            choose_model(),
            Step(translate("recipes", "Start it"), code=(command_line(start),)),
        ),
        shells=True,
    )


def gemini_cli(place: Place) -> Recipe:
    """It adds Gemini's own version to the address."""
    variables = [("GOOGLE_GEMINI_BASE_URL", place.root), ("GEMINI_API_KEY", KEY)]
    start = f"gemini -m {shell_word(place.model, place.windows)}"
    return Recipe(
        translate("recipes", "Speaks Gemini, so its address has no /v1"),
        (
            set_variables(variables, place.windows),
            choose_model(),
            Step(
                translate("recipes", "Start it"),
                code=(command_line(start),),
                note=translate("recipes", "If it asks how to sign in, take Use Gemini API Key."),
            ),
        ),
        shells=True,
    )


def _toml(name: str, value: str) -> Line:
    return (Piece(name, "name"), Piece(" = "), Piece(json.dumps(value), "value"))


def aider(place: Place) -> Recipe:
    """Asks OpenAI's way."""
    variables = [("OPENAI_API_BASE", place.v1), ("OPENAI_API_KEY", KEY)]
    model = shell_word(f"openai/{place.model}", place.windows)
    return Recipe(
        translate("recipes", "Speaks OpenAI, so its address ends in /v1"),
        (
            set_variables(variables, place.windows),
            choose_model(),
            Step(translate("recipes", "Start it"), code=(command_line(f"aider --model {model}"),)),
        ),
        shells=True,
    )


def curl(place: Place) -> Recipe:
    """One request, in the words of either shell."""
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
        (choose_model(), Step(translate("recipes", "Run this"), code=lines, note=copy_note())),
        shells=True,
    )
