"""`make package`: builds the bundle, looks through it, runs it.

What comes out: dist/homeport/, the folder that runs without Python, and an archive of it.
Usage: python -m tools.package [--no-archive]
"""

import platform
import shutil
import subprocess
import sys
import time
from importlib import metadata
from pathlib import Path

from tools import bootstrap, bundle, bundle_check, bundle_run, system
from tools.say import Stop, run_main, say
from tools.system import Need

ROOT = bootstrap.ROOT
DIST = ROOT / "dist"
FOLDER = DIST / bundle.NAME


def main(arguments: list[str]) -> int:
    if any(argument != "--no-archive" for argument in arguments):
        raise Stop("usage: python -m tools.package [--no-archive]")
    began = time.monotonic()
    needs = [*bundle_needs(), *system.QT_WINDOW, *system.TEST_PROGRAMS]
    system.ensure(needs, "the bundle")
    build()
    look_through()
    run()
    archive = "" if arguments else f", {pack()}"
    say(f"{FOLDER.relative_to(ROOT)}{archive}: ready after {time.monotonic() - began:.0f} s.")
    return 0


def bundle_needs() -> list[Need]:
    """What PyInstaller takes from a Linux system: binutils, and Python as a shared library."""
    python = f"python{sys.version_info.major}.{sys.version_info.minor}"
    return [
        Need("program", "objdump", "binutils"),
        Need("program", "strip", "binutils"),
        Need("program", "ldd", "libc-bin"),
        Need("library", f"lib{python}.so.1.0", f"lib{python}"),
    ]


def build() -> None:
    """dist/homeport anew."""
    say("Building the bundle; that takes half a minute.")
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"]
    command += ["--distpath", str(DIST), "--workpath", str(ROOT / "build" / "pyinstaller")]
    if subprocess.run([*command, "build.spec"], cwd=ROOT, stdout=sys.stderr).returncode != 0:
        raise Stop("PyInstaller failed; the lines above say why.")


def look_through() -> None:
    """Raises Stop for what must not be in there."""
    size = bundle_check.size_mb(FOLDER)
    say(f"{size:.1f} MB unpacked.")
    problems = [f"It holds {name}." for name in bundle_check.forbidden(FOLDER)]
    if sys.platform == "linux" and size > bundle.SIZE_LIMIT_MB:
        problems.append(f"It takes {size:.1f} MB; {bundle.SIZE_LIMIT_MB} are promised.")
    # With what stands below it: a checkout in /src would be found in every library's own paths.
    private = [str(ROOT / name) for name in ("gateway", "desktop", "tools", "resources", "build")]
    private += [sys.prefix, str(ROOT / "tests")]
    named = bundle_check.files_naming(FOLDER, private)
    problems += [f"The builder's paths stand in {name}." for name in named]
    runtime = bundle.locked_names((ROOT / "requirements.lock").read_text(encoding="utf-8"))
    development = bundle.development_modules(metadata.packages_distributions(), runtime)
    for name in (bundle.NAME, bundle.GATEWAY_NAME):
        content = bundle_check.modules(bundle_run.executable(FOLDER, name))
        named = bundle_check.modules_naming(content, private)
        problems += [f"The builder's paths stand in {name}: {module}." for module in named]
        found = bundle_check.modules_of(content, [*development, "tests", "tools"])
        problems += [f"{name} holds {module}, which is for development." for module in found]
    if problems:
        raise Stop("\n".join(problems))


def run() -> None:
    """Raises Stop for what does not work."""
    for name in (bundle.NAME, bundle.GATEWAY_NAME):
        say(f"{name} --version: {bundle_run.version(FOLDER, name)}")
    report = bundle_run.self_test(FOLDER)
    for check in report["checks"]:
        say(f"  {check['name']}: {'ok' if check['ok'] else 'FAILED'}, {check['seconds']} s")
    bundle_run.gateway(FOLDER)
    say("The gateway alone starts, answers and ends.")
    bundle_run.window(FOLDER)
    say("The window starts, shows itself to a second start, and ends.")


def pack() -> str:
    """The folder as one file to hand on; its name."""
    version = bundle_run.version(FOLDER, bundle.GATEWAY_NAME)
    name = f"homeport-{version}-{sys.platform}-{platform.machine().lower()}"
    kind = "zip" if sys.platform == "win32" else "gztar"
    return Path(shutil.make_archive(str(DIST / name), kind, DIST, FOLDER.name)).name


if __name__ == "__main__":
    run_main(main)
