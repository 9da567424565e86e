"""`make translations`: collects the window's words into resources/i18n, one file for each language.

What is translated stays; what is new comes unfinished; what nothing says any more goes. Usage:
python -m tools.translations [language ...]
"""

import subprocess
from collections.abc import Sequence
from pathlib import Path

import PySide6

from desktop.i18n import LANGUAGES
from tools import bootstrap
from tools.say import Stop, run_main, say

I18N = bootstrap.ROOT / "resources" / "i18n"
SOURCE_LANGUAGE = "en"
# Its words are for who draws widgets, not for who uses the program.
NOT_TRANSLATED = ("gallery",)


def sources() -> list[Path]:
    """Every file of the window that says something."""
    window = bootstrap.ROOT / "desktop"
    files = sorted(window.rglob("*.py"))
    return [path for path in files if path.relative_to(window).parts[0] not in NOT_TRANSLATED]


def translated() -> list[str]:
    """The languages that have a file."""
    return sorted(path.stem.removeprefix("desktop_") for path in I18N.glob("desktop_*.ts"))


def collect(language: str, folder: Path = I18N) -> str:
    """Brings a language's file up to date, or makes it. Returns what lupdate counted."""
    program = Path(PySide6.__file__).parent / "lupdate"
    target = folder / f"desktop_{language}.ts"
    command = [str(program), *map(str, sources()), "-no-obsolete", "-locations", "none"]
    command += ["-source-language", SOURCE_LANGUAGE, "-target-language", language]
    done = subprocess.run(
        [*command, "-ts", str(target)],
        cwd=bootstrap.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise Stop(
            f"lupdate could not write {target}: {done.stderr.strip() or done.stdout.strip()}"
        )
    return done.stdout.strip()


def main(arguments: Sequence[str]) -> int:
    languages = list(arguments) or [each for each in LANGUAGES if each != SOURCE_LANGUAGE]
    if unknown := [each for each in languages if each not in LANGUAGES]:
        raise Stop(f"no such language: {', '.join(unknown)}; desktop/i18n.py lists them.")
    for language in languages:
        say(collect(language))
    return 0


if __name__ == "__main__":
    run_main(main)
