"""Languages: which one to speak, and its translators (ours and Qt's own)."""

from __future__ import annotations

import logging
import os
import subprocess
from pathlib import Path

import PySide6
from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from desktop.pseudo import PSEUDO, PseudoTranslator
from gateway import resources

log = logging.getLogger(__name__)

LANGUAGES = {"en": "English", "zh_CN": "简体中文", "ja": "日本語"}
"""By code, each under its own name. A language without a translation speaks English."""
_SYSTEM = {"zh": "zh_CN", "ja": "ja", "en": "en"}
_RELEASE_TIMEOUT_S = 30


def choose(wanted: str) -> str:
    """A language of ours for ``wanted``:

    ``system`` follows the system, anything unknown is English. HOMEPORT_PSEUDO_LOCALE=1 overrides
    it with the language of `desktop.pseudo`.
    """
    if os.environ.get("HOMEPORT_PSEUDO_LOCALE") == "1":
        return PSEUDO
    if wanted in LANGUAGES:
        return wanted
    if wanted == "system":
        for name in QLocale.system().uiLanguages():
            spoken = _SYSTEM.get(name.replace("_", "-").lower().partition("-")[0])
            if spoken is not None:
                return spoken
    return "en"


def translate(context: str, text: str) -> str:
    """Words of code that is no QObject; translators' tools find calls by this name."""
    return QCoreApplication.translate(context, text)


class Translators:
    """The translators in force; installing others makes Qt tell every widget (LanguageChange)."""

    def __init__(self, app: QCoreApplication) -> None:
        self._app = app
        self._installed: list[QTranslator] = []
        self.language = ""

    def use(self, language: str) -> None:
        for translator in self._installed:
            self._app.removeTranslator(translator)
        self._installed = []
        self.language = language
        QLocale.setDefault(QLocale("en" if language == PSEUDO else language))
        if language == "en":
            return
        if language == PSEUDO:
            self._install(PseudoTranslator(self._app))
            return
        qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        for name, folder in ((f"qtbase_{language}", qt_folder), (_ours(language), "")):
            translator = QTranslator(self._app)
            if translator.load(name, folder) if folder else translator.load(name):
                self._install(translator)

    def _install(self, translator: QTranslator) -> None:
        self._app.installTranslator(translator)
        self._installed.append(translator)


def _ours(language: str) -> str:
    """Our compiled translation; from a checkout it is compiled when its source is newer."""
    folder = resources.root() / "i18n"
    source, compiled = folder / f"desktop_{language}.ts", folder / f"desktop_{language}.qm"
    if source.exists() and (
        not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime
    ):
        _release(source, compiled)
    return str(compiled)


def _release(source: Path, compiled: Path) -> None:
    program = Path(PySide6.__file__).parent / "lrelease"
    try:
        subprocess.run(
            [str(program), "-silent", str(source), "-qm", str(compiled)],
            check=True,
            capture_output=True,
            timeout=_RELEASE_TIMEOUT_S,
        )
    except (OSError, subprocess.SubprocessError) as error:
        log.warning("the translation %s was not compiled: %s", source.name, error)
