# ruff: noqa: E501 - the page has lines of prose and of a table
"""Writes docs/adaptations.md from the table; run ``python -m tools.adaptations_page``."""

from __future__ import annotations

from pathlib import Path

from gateway.domain.adaptation import RULES, Act, Rule

PAGE = Path(__file__).parents[1] / "docs" / "adaptations.md"
_HEAD = """# What models refuse

<!-- Made by `python -m tools.adaptations_page`; a test compares. Change gateway/domain/adaptation.py instead. -->

Some models answer 400 to members that others take. Homeport leaves them out or says them in another way, in requests that pass
as bytes too: only the members below change. The answer's header `x-homeport-adapted` says what was done, as a structured-field list:
`temperature;removed, max_tokens;renamed=max_completion_tokens, reasoning_effort;nearest=low`. (`x-homeport-max-output` is another thing:
the output limit a payer's money allows.) Where the catalogue knows a model's capabilities, it decides; else the model's name does.

What the table does not know is learned: a 400 that names one member which an answer can do without is followed by another attempt at
the same candidate without it, up to three, each in the log. It is remembered for that model and address until Homeport ends. An output
limit is renamed, never left out. A refusal that names nothing, or what matters (`messages`, `tools`, `response_format`), is passed on.

| dialect | providers | models | member | what is done |
|---|---|---|---|---|
"""
_DIALECTS = {
    "openai_chat": "OpenAI chat",
    "openai_responses": "OpenAI Responses",
    "anthropic": "Anthropic",
    "gemini": "Gemini",
}


def page() -> str:
    return _HEAD + "".join(f"{line}\n" for line in dict.fromkeys(map(_line, RULES)))


def _line(rule: Rule) -> str:
    models = [f"`{rule.models}`".replace("|", "\\|")] if rule.models else []
    if rule.flag.startswith("+"):
        models.append(f"those with `{rule.flag[1:]}`")
    elif rule.flag:
        models.append(f"those without `{rule.flag}`")
    cells = (
        _DIALECTS[rule.dialect],
        ", ".join(rule.providers) or "all",
        ", ".join(models) or "all",
        f"`{rule.member}`",
        _done(rule),
    )
    return f"| {' | '.join(cells)} |"


def _done(rule: Rule) -> str:
    words = {
        Act.DROP: "removed",
        Act.RENAME: f"renamed to `{rule.to}`; of two the smaller stands",
        Act.NEAREST: f"the nearest of {', '.join(rule.values)}",
        Act.MOST: f"at most {rule.most:g}",
        Act.AUTO: "`auto`",
        Act.ADAPTIVE: "adaptive thinking, the budget as an effort",
        Act.TURN: "an answer that was begun: a turn that asks to continue it",
    }[rule.act]
    if rule.only:
        words += f", where it is {' or '.join(f'`{each}`' for each in rule.only)}"
    if rule.beside:
        words += f", beside `{rule.beside}`"
    if rule.unless_unthinking:
        words += ", unless the effort is `none`"
    kept = [each for each in rule.keeps if each not in ([], {}, False) or each == 0]
    plain = [f"`{each}`" for each in kept if not isinstance(each, bool | dict | list)]
    return words + (f"; {', '.join(plain)} may stay" if plain else "")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
