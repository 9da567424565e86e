"""Whatever is pasted: no exception, no secret in sight, and an end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.providers.pasting.detect import Code, detect, drafts
from gateway.providers.pasting.pasted import MOST_KEYS
from gateway.providers.registry import PROVIDERS

KEYS = st.one_of(
    st.builds(
        lambda prefix, body: prefix + body,
        st.sampled_from(["sk-", "sk-ant-", "gsk_", "AIza", "xai-", "sk-or-v1-", "AKIA", "r8_", ""]),
        st.text("abcXYZ0123456789_-", min_size=16, max_size=60),
    ),
    st.sampled_from(["$OPENAI_API_KEY", "sk-...", "<key>"]),
)
WORDS = st.sampled_from(
    [
        *("curl", "-H", "'", '"', "\\\n", "^\n", "`", "{", "}", "[", "]", "(", ")", "=", ":", ","),
        *(
            "OPENAI_API_KEY",
            "ANTHROPIC_BASE_URL",
            "api_key",
            "base_url",
            "model",
            "export",
            "$env:",
        ),
        *(
            "https://",
            "http://127.0.0.1:11434",
            "api.deepseek.com",
            "/v1/chat/completions",
            "?key=",
        ),
        *(
            "Authorization: Bearer",
            "x-api-key:",
            "OpenAI(",
            "#",
            "\n",
            " ",
            "深度求索",
            "\u200b",
            "@",
        ),
        *('{"api_key":', "-d", "--url", "|", "$'", "%41", "[::1]:80", "\x00", "\ud7ff", "：", "“"),
    ]
)
PASTED = st.lists(st.one_of(KEYS, WORDS, st.text(max_size=8)), max_size=25).map("".join)


@given(st.one_of(st.text(max_size=300), PASTED))
def test_any_text_is_read(text: str) -> None:
    found = detect(text)
    for each in (found, *found.others):
        assert set(candidate.provider for candidate in each.candidates) <= set(PROVIDERS)
        assert each.candidates or each.code is not Code.OK
        assert len({candidate.provider for candidate in each.candidates}) == len(each.candidates)
        for key in each.keys:
            assert key.reveal() not in repr(found)
            assert key.reveal() not in each.base_url or len(key.reveal()) < 8
        for candidate in each.candidates:
            draft = drafts(each, candidate.provider)
            assert draft.keys == each.keys
            assert PROVIDERS[draft.provider].normalise_base_url(draft.base_url or "h.example")


PASTES = {
    "letters": "a" * 10**6,
    "prefixes": "sk-" * 333_333,
    "keys": "\n".join(f"sk-{number:032x}" for number in range(28_000)),
    "assignments": "A=" * 500_000,
    "quotes": 'a="' * 333_333,
    "json names": '"a":' * 250_000,
    "braces": "{" * 10**6,
    "brackets": "[" * 10**6,
    "schemes": "http://" * 140_000,
    "addresses": "1.1.1.1/" * 125_000,
    "dots": "a.b." * 250_000,
    "curl": "curl " + "'" * 10**6,
    "curls": "curl -H " * 125_000,
    "carets": 'curl ^"' + "^" * 10**6,
    "continuations": "curl " + " \\\n" * 300_000,
    "bearers": "Bearer " * 140_000,
    "powershell": "$env:" * 200_000,
    "fish": "set -x a " * 110_000,
    "classes": "OpenAI(" * 140_000,
    "comments": "# " * 500_000,
    "spaces": " " * 10**6,
    "invisible": "\u200b" * 10**6,
}


@pytest.mark.parametrize("text", PASTES.values(), ids=list(PASTES))
def test_a_paste_of_a_megabyte_comes_back(text: str) -> None:
    """A pattern that backtracks, or work that grows with the square, would run into the timeout."""
    found = detect(text)
    assert len(found.keys) <= MOST_KEYS
    assert found.candidates or found.code is not Code.OK


def test_only_the_beginning_of_a_huge_paste_is_looked_at() -> None:
    key = "sk-ant-api03-" + "aB3_" * 10
    assert detect(key + "\n" + " " * 10**6).provider == "anthropic"
    assert detect(" " * 10**6 + key).code is Code.EMPTY
