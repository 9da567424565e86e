"""What the bundle carries beside code: resources, compiled translations, icons, notices.

Whatever is made here is made in build/, never in the checkout's own folders.
"""

import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

from tools import bundle, icons
from tools.say import Stop

NOTICES = "resources/licenses/packages"
_NOTICE = re.compile(r"\.dist-info/.*(licen[cs]e|copying|notice)", re.IGNORECASE)


def resources(root: Path) -> list[tuple[str, str]]:
    """(source, folder in the bundle) of every resource; translations only compiled."""
    folder = root / "resources"
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    wanted = [path for path in files if path.suffix not in (".ts", ".qm")]
    wanted.append(root / "LICENSE")
    places = [path.parent.relative_to(root).as_posix() for path in wanted[:-1]]
    return [
        *((str(path), place) for path, place in zip(wanted, places, strict=False)),
        (str(root / "LICENSE"), "resources/licenses"),
    ]


def translations(root: Path, made: Path) -> list[tuple[str, str]]:
    """Compiles every language with the installed PySide6's lrelease. Raises Stop."""
    import PySide6

    made.mkdir(parents=True, exist_ok=True)
    suffix = ".exe" if sys.platform == "win32" else ""
    lrelease = Path(PySide6.__file__).parent / f"lrelease{suffix}"
    compiled = []
    for source in sorted((root / "resources" / "i18n").glob("*.ts")):
        target = made / f"{source.stem}.qm"
        command = [str(lrelease), "-silent", str(source), "-qm", str(target)]
        if subprocess.run(command, stdout=sys.stderr).returncode != 0 or not target.exists():
            raise Stop(f"{source.name} could not be compiled; the lines above say why.")
        compiled.append((str(target), "resources/i18n"))
    return compiled


def languages(root: Path) -> list[str]:
    """The languages there are translations for."""
    names = (path.stem for path in (root / "resources" / "i18n").glob("*.ts"))
    return sorted(name.partition("_")[2] for name in names)


def icon(root: Path, made: Path, platform: str = sys.platform) -> str | None:
    """The icon that the platform puts into an executable; Linux takes it from elsewhere."""
    pngs = icons.read_pngs(root / "resources" / "icons" / "mark")
    kind = {"win32": (".ico", icons.ico), "darwin": (".icns", icons.icns)}.get(platform)
    if kind is None:
        return None
    made.mkdir(parents=True, exist_ok=True)
    target = made / f"homeport{kind[0]}"
    target.write_bytes(kind[1](pngs))
    return str(target)


def package_notices(root: Path, made: Path) -> list[tuple[str, str]]:
    """The licences of Python, of the bootloader and of every run-time package, a file each."""
    made.mkdir(parents=True, exist_ok=True)
    texts = {"python": _python_license()}
    locked = bundle.locked_names((root / "requirements.lock").read_text(encoding="utf-8"))
    for name in ["pyinstaller", *locked]:
        try:
            files = metadata.distribution(name).files or []
        except metadata.PackageNotFoundError:  # of another system
            continue
        found = [Path(str(file.locate())) for file in files if _NOTICE.search(str(file))]
        texts[name] = "\n\n".join(path.read_text("utf-8", "replace") for path in sorted(found))
    return [_write(made, name, text) for name, text in texts.items() if text]


def system_notices(libraries: Iterable[str], made: Path) -> list[tuple[str, str]]:
    """The licences of libraries that come from the build machine, as Debian's packages tell them.

    Elsewhere they are told by the build machine's own records.
    """
    dpkg = shutil.which("dpkg")
    paths = sorted({str(Path(library).resolve()) for library in libraries})
    if dpkg is None or not paths:
        return []
    # Debian records a file where it was installed, with /lib for what is now /usr/lib.
    asked = [*paths, *(path.removeprefix("/usr") for path in paths if path.startswith("/usr/lib"))]
    answer = subprocess.run([dpkg, "-S", *asked], capture_output=True, text=True)
    packages = {line.partition(":")[0].strip() for line in answer.stdout.splitlines()}
    notices = {name: Path("/usr/share/doc") / name / "copyright" for name in sorted(packages)}
    return [
        _write(made, name, path.read_text("utf-8", "replace"))
        for name, path in notices.items()
        if path.is_file()
    ]


def _python_license() -> str:
    places = [Path(sysconfig.get_path("stdlib")), Path(sys.base_prefix)]
    for path in (place / "LICENSE.txt" for place in places):
        if path.is_file():
            return path.read_text("utf-8", "replace")
    raise Stop("Python's LICENSE.txt was not found; the bundle must carry it.")


def _write(folder: Path, name: str, text: str) -> tuple[str, str]:
    path = folder / f"{name}.txt"
    path.write_text(text, encoding="utf-8")
    return str(path), NOTICES
