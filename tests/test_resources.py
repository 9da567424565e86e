"""What is carried in from others arrives whole, unchanged, and with its notice."""

import hashlib
import json
import re
from pathlib import Path

import pytest
from tiktoken_ext import openai_public

ROOT = Path(__file__).resolve().parent.parent
RESOURCES = ROOT / "resources"
LICENSES = RESOURCES / "licenses"

# A name is the SHA-1 of the address tiktoken would load from, a value the SHA-256 of the content.
HASHES = {
    "fonts/Inter-Bold.otf": "1e9dfd6a6e33ac63a8fe3b4ed7ae0df9eac2d0b25e444e8e7daef4ac77943fc1",
    "fonts/Inter-Medium.otf": "99dab2bdcb613c4c8264000a94351d1227f74dc95a86d1249493aeee0c0179c4",
    "fonts/Inter-Regular.otf": "a7e791e8f5a0fb02b65663f7fca73e1d1ca9543f772ad480cbd76f4e3fe3f8cc",
    "fonts/Inter-SemiBold.otf": "8c1990b6012254ea2b487161697d107357dd0ee55811cfd91c8c11227bbef457",
    "fonts/JetBrainsMono-Bold.ttf": (
        "3481028266ee80741bfa96beaa4ce2ea1c6beebf89979d3e64e039c4d83822d1"
    ),
    "fonts/JetBrainsMono-Medium.ttf": (
        "9c99efc72a85799cb92f234fdefaad72641f9741b8a00df6c5fbcac7831b6ec8"
    ),
    "fonts/JetBrainsMono-Regular.ttf": (
        "a3014fb90ae8ddfbdfc778de75f95b49a857947fde5335ab3f50b6d56eb517be"
    ),
    "prices.json": "7ae3054faf654485aafb3e69553e616fcacaecd70144bb714996167fa3abdf74",
    "tokenizers/9b5ad71b2ce5302211f9c61530b329a4922fc6a4": (
        "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7"
    ),
    "tokenizers/fb374d419588a4632f3f557e76b4b70aebbca790": (
        "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d"
    ),
}


@pytest.mark.parametrize("name", HASHES)
def test_data_is_unchanged(name: str) -> None:
    assert hashlib.sha256((RESOURCES / name).read_bytes()).hexdigest() == HASHES[name]


@pytest.mark.parametrize(
    ("encoding", "ranks"),
    [(openai_public.cl100k_base, 100_256), (openai_public.o200k_base, 199_998)],
)
def test_tiktoken_finds_its_encodings_without_the_network(
    encoding, ranks: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", str(RESOURCES / "tokenizers"))
    # A download would have to go through a proxy that nobody runs.
    for proxy in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(proxy, "http://127.0.0.1:9")
    assert len(encoding()["mergeable_ranks"]) == ranks


def test_every_price_is_a_number_of_dollars_or_unknown() -> None:
    models = json.loads((RESOURCES / "prices.json").read_text(encoding="utf-8"))
    assert models.pop("_meta")["currency"] == "USD"
    assert len(models) == 629
    for name, model in models.items():
        for field, price in model.items():
            if field.endswith("_per_mtok") or field.startswith("per_"):
                assert price is None or (isinstance(price, int | float) and price >= 0), (
                    name,
                    field,
                )


def test_the_index_names_every_runtime_dependency() -> None:
    locked = re.findall(r"(?m)^([a-z0-9-]+)==", (ROOT / "requirements.lock").read_text())
    table = _index().partition("## Run-time dependencies")[2].partition("\n## ")[0]
    named = re.findall(r"(?m)^\| ([a-z0-9-]+) \|", table.partition("|---")[2])
    assert sorted(locked) == named


def test_the_index_names_every_notice() -> None:
    notices = {path.name for path in LICENSES.iterdir()} - {"THIRD-PARTY.md"}
    assert notices == set(re.findall(r"`([a-z0-9.-]+\.txt)`", _index()))


def _index() -> str:
    return (LICENSES / "THIRD-PARTY.md").read_text(encoding="utf-8")
