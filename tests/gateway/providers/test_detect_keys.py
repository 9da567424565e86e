"""Bare keys: certain by their prefix, or a choice for a person, never a guess."""

import pytest

from gateway.domain.channel import Secret
from gateway.providers.pasting.detect import Candidate, Code, Confidence, Kind, detect
from gateway.providers.pasting.key_shapes import SHAPES, shape_of
from gateway.providers.registry import PROVIDERS

HEX32 = "0123456789abcdef0123456789abcdef"
ALNUM48 = "Ab1" * 16
UUID = "0a1b2c3d-1111-2222-3333-0123456789ab"


@pytest.mark.parametrize(
    ("key", "ident"),
    [
        ("sk-ant-api03-" + "aB3_" * 23 + "-AA", "anthropic"),
        ("sk-or-v1-" + HEX32 * 2, "openrouter"),
        ("sk-proj-" + "aB3_" * 20, "openai"),
        ("sk-svcacct-" + "aB3_" * 20, "openai"),
        ("sk-" + "aB3x" * 5 + "T3BlbkFJ" + "aB3x" * 5, "openai"),
        ("AIzaSy" + "A1b2C3d4" * 4 + "x", "gemini"),
        ("AQ.Ab8RN6" + "x1Y2" * 11, "gemini"),
        ("gsk_" + "Ab1z" * 13, "groq"),
        ("xai-" + "Ab1z" * 20, "xai"),
        ("pplx-" + "Ab1z" * 12, "perplexity"),
        ("nvapi-" + "aB1_" * 16, "nvidia"),
        ("hf_" + "aBcDe" * 7, "huggingface"),
        ("fw_" + "Ab1z" * 6, "fireworks"),
        ("csk-" + "ab1z" * 12, "cerebras"),
        ("tgp_v1_" + "aB1-" * 11, "together"),
        ("github_pat_" + "aB1_" * 20, "github"),
        (f"ms-{UUID}", "modelscope"),
        (f"bce-v3/ALTAK-abcdef123456/{HEX32}", "qianfan"),
    ],
)
def test_a_prefix_of_its_own_is_certain(key: str, ident: str) -> None:
    for text in (key, f"  {key}\n", f'"{key}"', f"Bearer {key}", f"my key: {key}"):
        found = detect(text)
        assert found.candidates == (Candidate(ident, Confidence.CERTAIN, "key"),)
        assert found.provider == ident
        assert not found.ambiguous
        assert found.keys == (Secret(key),)
        assert found.code is Code.OK


@pytest.mark.parametrize(
    ("key", "first", "among"),
    [
        ("sk-" + HEX32, "deepseek", ["dashscope", "baichuan"]),
        ("sk-" + ALNUM48, "moonshot", ["siliconflow", "one_api", "homeport", "hunyuan", "openai"]),
        ("sk-" + "abcxyz" * 8, "siliconflow", ["moonshot"]),
        ("sk-abcdefgh-IJKLMNOP_1234", "openai", ["litellm", "one_api"]),
        ("sk-api-" + "aB3_" * 25, "minimax", ["minimax_intl"]),
        (f"{HEX32}.AbCdEfGh12345678", "zhipu", ["zai"]),
        (UUID, "doubao", ["sambanova"]),
        ("Ab1z" * 8, "mistral", []),
        (HEX32 * 2, "together", []),
        ("eyJ" + "a1B2" * 8 + "." + "a1B2" * 9 + "." + "a1B2" * 9, "minimax", ["minimax_intl"]),
    ],
)
def test_a_shape_that_several_share_is_a_choice(key: str, first: str, among: list[str]) -> None:
    """Trying such a key would tell it to the wrong vendors."""
    found = detect(key)
    idents = [candidate.provider for candidate in found.candidates]
    assert found.ambiguous
    assert found.provider == ""
    assert idents[0] == first
    assert {*among, "openai_compatible"} <= set(idents)
    assert len(set(idents)) == len(idents)
    assert {candidate.confidence for candidate in found.candidates} == {Confidence.POSSIBLE}
    assert found.keys == (Secret(key),)


def test_a_word_beside_the_key_ranks_but_does_not_decide() -> None:
    for text, ident in (
        (f"百炼: sk-{HEX32}", "dashscope"),
        (f"Kimi sk-{HEX32}", "moonshot"),
        (f"my qwen key is sk-{HEX32}", "dashscope"),
    ):
        found = detect(text)
        assert found.candidates[0] == Candidate(ident, Confidence.POSSIBLE, "mentioned")
        assert found.ambiguous


@pytest.mark.parametrize(
    ("text", "code", "recognised"),
    [
        ("sk-ant-admin01-" + "aB3_" * 10, Code.ADMIN_KEY, "anthropic"),
        ("sk-admin-" + "aB3_" * 10, Code.ADMIN_KEY, "openai"),
        ("sk-ant-oat01-" + "aB3_" * 10, Code.SUBSCRIPTION_TOKEN, "anthropic"),
    ],
)
def test_what_is_recognised_and_of_no_use_is_never_offered(
    text: str, code: Code, recognised: str
) -> None:
    found = detect(text)
    assert found.candidates == ()
    assert found.keys == ()
    assert found.code is code
    assert found.recognised == recognised


def test_several_keys_of_one_provider_belong_together() -> None:
    keys = [f"sk-ant-api03-{'aB3_' * 10}{n}" for n in range(3)]
    found = detect("\n".join([*keys, keys[0]]))
    assert found.kind is Kind.KEYS
    assert [key.reveal() for key in found.keys] == keys
    assert found.others == ()


def test_keys_of_several_providers_are_several_connections() -> None:
    text = f"gsk_{'Ab1z' * 13}, sk-{HEX32}; sk-ant-oat01-{'aB3_' * 10}\nsk-or-v1-{HEX32 * 2}"
    found = detect(text)
    whole = [found, *found.others]
    assert [each.provider or each.code for each in whole] == [
        "groq",
        Code.OK,
        "openrouter",
        Code.SUBSCRIPTION_TOKEN,
    ]
    assert whole[1].ambiguous


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", Code.EMPTY),
        (" \n\t\u200b\ufeff", Code.EMPTY),
        ("hello world", Code.UNKNOWN_TEXT),
        ("How do I get a key for OpenAI?", Code.UNKNOWN_TEXT),
        ("deadbeef", Code.UNKNOWN_TEXT),
        ("correcthorsebatterystaple", Code.UNKNOWN_TEXT),
        ("12345678901234567890", Code.UNKNOWN_TEXT),
        (f"the commit {HEX32} broke it", Code.UNKNOWN_TEXT),
        ("sk-...", Code.PLACEHOLDER),
        ("sk-xxxxxxxxxxxxxxxxxxxxxxxx", Code.PLACEHOLDER),
        ("OPENAI_API_KEY=sk-...", Code.PLACEHOLDER),
        ("zzz9yyy8xxx7www6vvv5uuu4", Code.UNKNOWN_KEY),
    ],
)
def test_what_yields_no_candidate_says_why(text: str, code: Code) -> None:
    found = detect(text)
    assert found.code is code
    assert not found.keys or code is Code.UNKNOWN_KEY
    assert not found.candidates or code is Code.PLACEHOLDER


def test_pasted_from_a_chat_with_its_own_quotes_and_invisible_characters() -> None:
    key = "sk-ant-api03-" + "aB3_" * 10
    assert detect(f"“{key}”").keys == (Secret(key),)
    assert detect(f"密钥：\u200b{key}\ufeff").keys == (Secret(key),)
    assert detect(f"key\u00a0{key}").keys == (Secret(key),)


def test_every_shape_names_registered_providers() -> None:
    for shape in SHAPES:
        assert set(shape.providers) <= set(PROVIDERS)
        assert bool(shape.providers) != bool(shape.code)
        assert bool(shape.code) == bool(shape.recognised)
        assert not shape.code or shape.code in set(Code)


def test_a_shape_is_of_the_whole_word() -> None:
    assert shape_of("gsk_" + "Ab1z" * 13) is not None
    assert shape_of("gsk_" + "Ab1z" * 13 + " more") is None
    assert shape_of("gsk_short") is None
