"""Every language that has a file says everything, and says it with the same fields."""

from __future__ import annotations

import ast
import re
import shutil
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from desktop.i18n import LANGUAGES, Translators, choose
from desktop.pseudo import PSEUDO, stretch
from tools.translations import I18N, collect, sources, translated

EVERY_FILE = pytest.mark.parametrize("language", translated())
_FIELD = re.compile(r"\{[^{}]*\}|<[^<>]+>|%n")


@dataclass(frozen=True)
class Message:
    """One text of the window, and what the language makes of it."""

    context: str
    source: str
    translation: str
    state: str

    @property
    def where(self) -> str:
        return f"{self.context}: {self.source}"


def messages(path: Path) -> list[Message]:
    found = []
    for context in ET.parse(path).getroot().iter("context"):  # noqa: S314 - our own file
        name = context.findtext("name", "")
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            found.append(
                Message(
                    name,
                    message.findtext("source", ""),
                    "".join(translation.itertext()).strip(),
                    translation.get("type", ""),
                )
            )
    return found


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Message]]:
    """Each file as `make translations` would leave it now."""
    folder = tmp_path_factory.mktemp("i18n")
    found = {}
    for language in translated():
        path = folder / f"desktop_{language}.ts"
        shutil.copyfile(I18N / path.name, path)
        collect(language, folder)
        found[language] = messages(path)
    return found


@EVERY_FILE
def test_every_word_of_the_window_is_translated(
    language: str, collected: dict[str, list[Message]]
) -> None:
    missing = [each.where for each in collected[language] if not each.translation or each.state]
    assert not missing, f"{len(missing)} texts are not in {language}: run make translations"


@EVERY_FILE
def test_fields_and_tags_survive_the_translation(
    language: str, collected: dict[str, list[Message]]
) -> None:
    wrong = [
        each.where
        for each in collected[language]
        if each.translation
        and sorted(_FIELD.findall(each.source)) != sorted(_FIELD.findall(each.translation))
    ]
    assert not wrong


@EVERY_FILE
def test_a_file_is_of_a_language_that_can_be_chosen(language: str) -> None:
    assert language in LANGUAGES


def test_every_literal_text_names_its_context_where_lupdate_can_read_it() -> None:
    unseen = [
        f"{path.name}:{call.lineno}"
        for path in sources()
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and ast.unparse(call.func).rpartition(".")[2] in ("translate", "QT_TRANSLATE_NOOP")
        and len(call.args) > 1
        and isinstance(call.args[1], ast.Constant)
        and isinstance(call.args[1].value, str)
        and not isinstance(call.args[0], ast.Constant)
    ]
    assert not unseen


def test_the_words_of_every_page_are_collected() -> None:
    names = {path.name for path in sources()}
    assert {"main_window.py", "frame_pages.py", "problems.py", "overview.py"} <= names


class TestChoice:
    def test_every_language_can_be_chosen_by_its_code(self) -> None:
        assert [choose(code) for code in LANGUAGES] == list(LANGUAGES)
        assert choose("tlh") == "en"

    def test_the_pseudo_locale_overrides_every_choice(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("HOMEPORT_PSEUDO_LOCALE", "1")
        assert choose("zh_CN") == PSEUDO
        assert choose("system") == PSEUDO


class TestPseudo:
    @pytest.mark.parametrize("text", ["Save", "Add channel", "Requests go to the first channel."])
    def test_it_is_forty_percent_longer_and_reads_alike(self, text: str) -> None:
        said = stretch(text)
        assert len(said) >= 1.4 * len(text)
        assert len(said) <= 1.4 * len(text) + 1
        assert said != text

    @pytest.mark.parametrize("text", ["{n} active", "<b>{name}</b> &amp; more", "%n key(s)"])
    def test_fields_and_tags_stay(self, text: str) -> None:
        assert _FIELD.findall(stretch(text)) == _FIELD.findall(text)

    def test_text_without_vowels_grows_as_well(self) -> None:
        assert len(stretch("QR")) == 3

    def test_it_is_spoken_and_given_up_like_any_language(self, qapp: QApplication) -> None:
        translators = Translators(qapp)
        translators.use(PSEUDO)
        assert QCoreApplication.translate("Anything", "Save") == stretch("Save")
        translators.use("en")
        assert QCoreApplication.translate("Anything", "Save") == "Save"
