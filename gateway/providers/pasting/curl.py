"""curl commands as they are copied from documentation and browsers, read without a shell."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from gateway.providers.pasting.key_shapes import is_placeholder
from gateway.providers.pasting.pasted import Finding, without_bearer

_CURL = re.compile(
    r"(?im)^[ \t]*(?:[$>%#][ \t]+|PS [^>\n]{0,200}>[ \t]*)?curl(?:\.exe)?(?=[ \t\n\\^`]|$)"
)
_CONTINUED = re.compile(r"[ \t]*[\\^`][ \t]*\n")
_CMD_ESCAPE = re.compile(r"\^(.)", re.DOTALL)
_MODEL = re.compile(r"""["']model["']\s*:\s*["']([^"'\n]{1,200})["']""")

_HEADERS = frozenset({"-H", "--header"})
_BODIES = frozenset({"-d", "--data", "--data-raw", "--data-binary", "--data-ascii", "--json"})
_USERS = frozenset({"-u", "--user", "--oauth2-bearer"})
# Options whose value is no URL of ours even where it looks like one.
_SKIPPED = frozenset(
    (
        *("-x", "--proxy", "-o", "--output", "-e", "--referer", "-A", "--user-agent", "-b"),
        *("--cookie", "-c", "--cookie-jar", "-m", "--max-time", "-X", "--request", "-w"),
        *("--write-out", "--connect-timeout", "--retry", "-F", "--form", "--cacert", "--cert"),
        *("--key", "--resolve", "--connect-to", "--interface", "--max-redirs", "-T"),
        *("--upload-file", "--data-urlencode"),
    )
)
_KEY_HEADERS = frozenset({"authorization", "x-api-key", "api-key", "x-goog-api-key"})


def is_curl(text: str) -> bool:
    return _CURL.search(text) is not None


def read_curl(text: str) -> Finding | None:
    """The first curl command of ``text``; None where there is none."""
    start = _CURL.search(text)
    if start is None:
        return None
    finding = Finding()
    options = _options(_words(_one_line(text[start.end() :])))
    for option, value in options:
        if option in _HEADERS:
            _header(finding, value)
        elif option in _BODIES:
            finding.model = finding.model or _model(value)
        elif option in _USERS:
            _key(finding, value.rsplit(":", 1)[-1] if option != "--oauth2-bearer" else value)
        elif option == "--url" and not finding.base_url:
            finding.base_url = value
    return finding


def _one_line(text: str) -> str:
    """The command up to its end, continuations joined, cmd.exe's carets resolved."""
    in_cmd = "^\n" in text or '^"' in text
    text = _CONTINUED.sub(" ", text)
    if in_cmd:
        text = _CMD_ESCAPE.sub(r"\1", text)
    return text


def _words(text: str) -> Iterator[str]:
    """Shell words, quotes and backslashes resolved; ends at a newline or pipe outside quotes."""
    word: list[str] = []
    quote, started, at = "", False, 0
    while at < len(text):
        c = text[at]
        at += 1
        if quote:
            if c == quote:
                quote = ""
            elif c == "\\" and quote == '"' and at < len(text) and text[at] in '"\\$`':
                word.append(text[at])
                at += 1
            else:
                word.append(c)
        elif c in "\"'":
            quote, started = c, True
        elif c == "\\" and at < len(text):
            word.append(text[at])
            at += 1
            started = True
        elif c in " \t\n|":
            if started or word:
                yield "".join(word)
            word, started = [], False
            if c in "\n|":
                return
        elif c == "$" and text[at : at + 1] == "'":
            continue
        else:
            word.append(c)
    if started or word:
        yield "".join(word)


def _options(words: Iterator[str]) -> Iterator[tuple[str, str]]:
    """Options with their values; what looks like a URL and belongs to none is ``--url``."""
    for word in words:
        name, equals, value = word.partition("=")
        if name.startswith("--") and equals and name in (_HEADERS | _BODIES | _USERS | {"--url"}):
            yield name, value
        elif word in _HEADERS or word in _BODIES or word in _USERS or word == "--url":
            yield word, next(words, "")
        elif word in _SKIPPED:
            next(words, "")
        elif word[:2] in ("-H", "-d", "-u") and not word.startswith("--") and len(word) > 2:
            yield word[:2], word[2:]
        elif not word.startswith("-"):
            yield "--url", word


def _header(finding: Finding, line: str) -> None:
    name, _, value = line.partition(":")
    name, value = name.strip().lower(), value.strip()
    if name in _KEY_HEADERS:
        _key(finding, without_bearer(value))
    elif name == "anthropic-version":
        finding.dialect = "anthropic"
    elif name in ("openai-organization", "openai-project") and not is_placeholder(value):
        finding.settings[name.removeprefix("openai-")] = value


def _key(finding: Finding, value: str) -> None:
    if is_placeholder(value):
        finding.placeholder = True
    else:
        finding.add_key(value)


def _model(body: str) -> str:
    try:
        value: Any = json.loads(body)
    except (ValueError, RecursionError):
        found = _MODEL.search(body[: 1 << 16])
        return found[1] if found else ""
    model = value.get("model") if isinstance(value, dict) else None
    return model if isinstance(model, str) else ""
