"""The self-test from start to end: the program's own start, on a directory that is thrown away."""

from __future__ import annotations

import asyncio
import logging
import os
from pathlib import Path
from tempfile import TemporaryDirectory

from desktop import bootstrap
from desktop.bootstrap import Stage
from desktop.selftest import rendering, serving
from desktop.selftest.report import CheckFailed, Report
from gateway import selfcheck
from gateway.config import Config, Settings
from gateway.errors import StartError
from gateway.version import __version__

_PATIENCE_S = 240.0


def self_test() -> int:
    """Tries everything, prints the report, returns 0 or 1. The user's data is not touched."""
    environ = dict(os.environ)
    # Set before Qt and the vault look; the user's keyring is tried apart, under its own name.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["HOMEPORT_KEYRING"] = "off"
    report = Report()
    logging.getLogger().addHandler(report)
    # What holds the loop here is the test itself, which does in seconds what takes a person a day.
    logging.getLogger("desktop.watchdog").setLevel(logging.ERROR)
    with TemporaryDirectory(prefix="homeport-self-test-", ignore_cleanup_errors=True) as folder:
        try:
            code = bootstrap.run(
                _config(Path(folder)), visit=lambda stage: _visit(stage, report, environ)
            )
        except StartError as error:
            report.failed("start", str(error))
        else:
            if code:
                report.failed("start", f"the window ended with {code}")
        logging.getLogger().removeHandler(report)
        _close_log_files()
    report.write()
    return 0 if report.ok else 1


def _config(folder: Path) -> Config:
    """Defaults only: neither the environment nor a ``.env`` file leads to the user's database."""
    return Config(
        data_dir=folder,
        log_dir=folder / "logs",
        settings=Settings({}, {"port": 0}),
        database_path=folder / "homeport.db",
        version=__version__,
    )


async def _visit(stage: Stage, report: Report, environ: dict[str, str]) -> None:
    try:
        async with asyncio.timeout(_PATIENCE_S):
            await _try_everything(stage, report, environ)
    except TimeoutError:
        report.failed("patience", f"it takes longer than {_PATIENCE_S:.0f} s")
    finally:
        stage.quit_program()


async def _try_everything(stage: Stage, report: Report, environ: dict[str, str]) -> None:
    for name, finding in (
        ("environment", selfcheck.environment()),
        ("certificates", selfcheck.certificates()),
        ("encodings", selfcheck.encodings()),
        ("keyring", selfcheck.keyring(environ)),
    ):
        async with report.check(name) as check:
            found = await finding
            check.facts.update(found.facts)
            if not found.ok:
                raise CheckFailed(f"{name}: not as it must be")
    if not report.ok:
        return  # what is broken before anything is drawn needs no pictures
    # Before there is a channel, the overview stands for the welcome.
    async with report.check("first pages") as check:
        check.facts["pictures"] = await rendering.render_current(stage)
    async with report.check("request") as check:
        check.facts.update(await serving.serve_one(stage.gateway))
    async with report.check("settlement") as check:
        check.facts.update(await serving.find_settlement(stage.gateway))
    async with report.check("pages") as check:
        check.facts.update(await rendering.render_all(stage))


def _close_log_files() -> None:
    """Windows deletes no open file."""
    for handler in list(logging.getLogger().handlers):
        if isinstance(handler, logging.FileHandler):
            handler.close()
