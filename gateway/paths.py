"""Where things lie: the platform's places, or beside a data directory that was chosen."""

from __future__ import annotations

from pathlib import Path

import platformdirs

APP = "Homeport"
DATABASE = "homeport.db"


def data_dir(chosen: Path | None = None) -> Path:
    """The database, its backups, the lock, perhaps a key file. Absolute; not created."""
    if chosen is not None:
        return chosen.expanduser().absolute()
    return platformdirs.user_data_path(APP, appauthor=False)


def log_dir(chosen_data_dir: Path | None = None) -> Path:
    """Log files: the platform's place, or ``logs`` in a data directory that was chosen."""
    if chosen_data_dir is not None:
        return data_dir(chosen_data_dir) / "logs"
    return platformdirs.user_log_path(APP, appauthor=False)


def cache_dir(chosen_data_dir: Path | None = None) -> Path:
    """What can be made again: the platform's place, or ``cache`` in a chosen data directory."""
    if chosen_data_dir is not None:
        return data_dir(chosen_data_dir) / "cache"
    return platformdirs.user_cache_path(APP, appauthor=False)


def make_private(directory: Path) -> Path:
    """Creates a directory that only its owner can enter; one that exists stays as it is.

    Raises OSError.
    """
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    return directory
