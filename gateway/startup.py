"""From a command line and an environment to a configuration, the same for window and headless."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

from gateway import paths
from gateway.config import Config, Settings, check_environment
from gateway.errors import EXIT_ARGUMENTS, ServiceError, StartError
from gateway.version import __version__


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise StartError(f"{message} (see {self.prog} --help)", EXIT_ARGUMENTS)


def add_serving_options(parser: argparse.ArgumentParser) -> None:
    """Options of ``serve`` and of the window."""
    parser.add_argument("--host", help="address to listen on (default: loopback only)")
    parser.add_argument("--port", type=int, help="port (default 3000; 0 picks a free one)")
    parser.add_argument("--data-dir", type=Path, help="where the database lives")
    parser.add_argument("--log-dir", type=Path, help="where log files go")


def make_parser(prog: str, description: str) -> argparse.ArgumentParser:
    parser = _Parser(prog=prog, description=description)
    parser.add_argument("--version", action="version", version=__version__)
    return parser


def load_dotenv(folder: Path, environ: Mapping[str, str]) -> dict[str, str]:
    """``environ`` over the ``.env`` file of ``folder``: what is set in the environment wins."""
    values: dict[str, str] = {}
    try:
        lines = (folder / ".env").read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        lines = []
    for line in lines:
        name, separator, value = line.strip().removeprefix("export ").partition("=")
        if separator and name.strip().isidentifier() and not name.startswith("#"):
            values[name.strip()] = value.strip().strip("\"'")
    return {**values, **environ}


def make_config(
    arguments: argparse.Namespace,
    *,
    environ: Mapping[str, str] | None = None,
    port_fallback: bool = False,
) -> Config:
    """Raises StartError (exit 2) for what cannot be meant."""
    environ = load_dotenv(Path.cwd(), os.environ if environ is None else environ)
    check_environment(environ)
    try:
        settings = Settings(environ, {"host": arguments.host, "port": arguments.port})
    except ServiceError as error:
        raise StartError(error.message, EXIT_ARGUMENTS) from error
    data_dir = arguments.data_dir or paths.data_dir()
    database = environ.get("SQLITE_PATH")
    return Config(
        data_dir=data_dir,
        log_dir=arguments.log_dir or paths.log_dir(arguments.data_dir),
        settings=settings,
        database_path=Path(database) if database else data_dir / "homeport.db",
        root_access_token=environ.get("INITIAL_ROOT_ACCESS_TOKEN", ""),
        root_token=environ.get("INITIAL_ROOT_TOKEN", ""),
        master_key_file=environ.get("HOMEPORT_MASTER_KEY_FILE", ""),
        port_fallback=port_fallback,
        version=__version__,
    )
