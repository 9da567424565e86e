"""The text to copy: enough to help, and no secret in it, wherever one was planted."""

from __future__ import annotations

import logging
from pathlib import Path

from gateway.domain.channel import ChannelDraft, Secret
from gateway.logs import FILE, RedactingFormatter
from gateway.services.diagnostics import LOG_LINES, read_tail
from gateway.services.token_drafts import TokenDraft
from tests.gateway.house import ACCESS_TOKEN, ROOT_KEY, house

PLAIN = "0f1e2d3c4b5a69788796a5b4c3d2e1f0"  # looks like nothing, as Azure's keys do
OPENAI = "sk-proj-Ab1cD2eF3gH4iJ5kL6mN7oP8qR9s4QhA"
HEADER = "tenant-password-91827"
PROXY = "proxy-password-55"
IMPORTED = "sk-imported-client-key-from-elsewhere-1"


async def test_no_planted_secret_is_in_it(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        gateway = home.gateway
        await gateway.channels.create(
            ChannelDraft(
                "openai_compatible",
                "Azure at work",
                "https://example.com/v1?code=base-url-password",
                (Secret(PLAIN), Secret(OPENAI)),
                ("gpt-4o",),
                headers={"x-tenant": HEADER},
            )
        )
        await gateway.tokens.create(TokenDraft("imported", key=IMPORTED))
        await gateway.settings_service.set("relay_proxy", f"http://me:{PROXY}@127.0.0.1:9")
        await gateway.settings_service.set("test_prompt", "My own private question")
        planted = [PLAIN, OPENAI, HEADER, PROXY, IMPORTED, IMPORTED[3:], ACCESS_TOKEN, ROOT_KEY]
        planted += ["base-url-password", ROOT_KEY[3:]]
        log = tmp_path / "log" / FILE
        log.parent.mkdir()
        log.write_text("".join(f"ERROR told {secret} to everybody\n" for secret in planted))
        text = await gateway.diagnostics.text({"Qt": "6.11.3", "note": f"saw {PLAIN}"})
    for secret in planted:
        assert secret not in text, secret
    assert text.count("told ") == len(planted)
    assert "My own private question" not in text
    for said in ("Homeport ", "Qt: 6.11.3", "Azure at work (openai_compatible): on, 1 models"):
        assert said in text
    assert "keys: 2 ready" in text
    assert "example.com" not in text, "where a channel leads is the owner's own"
    assert "  relay_proxy: set (database)" in text
    assert "  port: 0 (command line)" in text


async def test_it_is_told_without_a_log_and_with_a_locked_store(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        text = await home.gateway.diagnostics.text()
        assert "last 0 lines of the log:" in text
        assert "requests today: 0" in text


def test_the_tail_of_a_long_log(tmp_path: Path) -> None:
    log = tmp_path / FILE
    log.write_text("".join(f"{n} {'x' * 600}\n" for n in range(5000)))
    tail = read_tail(log, LOG_LINES)
    assert len(tail) == LOG_LINES
    assert tail[-1].startswith("4999 ")
    assert all(line.partition(" ")[0].isdigit() for line in tail)
    assert read_tail(tmp_path / "none", 5) == []


def test_redaction_by_looks() -> None:
    record = logging.LogRecord(
        "x", logging.INFO, "", 1, "http://me:%s@h/?key=%s&a=1 Bearer %s", None, None
    )
    record.args = ("hunter2hunter2", "abcdef", "tok-12345678")
    text = RedactingFormatter("%(message)s").format(record)
    assert text == "http://me:••••@h/?key=••••&a=1 Bearer ••••"
