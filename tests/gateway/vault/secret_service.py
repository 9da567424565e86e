"""A private D-Bus with a real gnome-keyring-daemon on it, away from the session's own.

`python -m tests.gateway.vault.secret_service COMMAND...` runs a command there; its exit code.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import secretstorage
from jeepney import MatchRule, message_bus
from jeepney.io.blocking import DBusConnection, Proxy, open_dbus_connection

from gateway.vault.keyring_store import SERVICE

PASSWORD = b"the login keyring's password"
UNLOCKER = "org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface"
PROMPTER = "org.gnome.keyring.SystemPrompter"
BUS_CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/>
  </policy>
</busconfig>
"""


class SecretService:
    """The daemons, and what a person could do to them. Nothing is activated on this bus."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._socket = home / "bus"
        self._daemon: subprocess.Popen[bytes] | None = None
        self._bus: subprocess.Popen[bytes] | None = None
        self.environment = {
            **{name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ},
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(home / "run"),
            "XDG_DATA_HOME": str(home / "share"),
            "XDG_CONFIG_HOME": str(home / "config"),
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={self._socket}",
        }

    def start_bus(self) -> None:
        config = self.home / "bus.conf"
        config.write_text(BUS_CONFIG.format(socket=self._socket))
        command = ["dbus-daemon", f"--config-file={config}", "--nofork", "--print-address=1"]
        self._bus = subprocess.Popen(
            command, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        assert self._bus.stdout is not None
        assert self._bus.stdout.readline()

    def start_daemon(self) -> None:
        """Starts the keyring with its login collection unlocked, as a desktop session does."""
        (self.home / "run").mkdir(mode=0o700, exist_ok=True)
        command = ["gnome-keyring-daemon", "--foreground", "--components=secrets", "--unlock"]
        with open_dbus_connection(bus=self.environment["DBUS_SESSION_BUS_ADDRESS"]) as connection:
            appears = MatchRule(
                type="signal", sender=message_bus.bus_name, member="NameOwnerChanged"
            )
            appears.add_arg_condition(0, secretstorage.util.BUS_NAME)
            Proxy(message_bus, connection).AddMatch(appears)
            with connection.filter(appears) as signals:
                self._daemon = subprocess.Popen(
                    command,
                    env=self.environment,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                )
                assert self._daemon.stdin is not None
                self._daemon.stdin.write(PASSWORD)
                self._daemon.stdin.close()
                connection.recv_until_filtered(signals, timeout=20)

    def stop_daemon(self) -> None:
        _end(self._daemon)
        self._daemon = None

    def stop(self) -> None:
        self.stop_daemon()
        _end(self._bus)
        self._bus = None

    @contextmanager
    def connection(self) -> Iterator[DBusConnection]:
        with open_dbus_connection(bus=self.environment["DBUS_SESSION_BUS_ADDRESS"]) as connection:
            secretstorage.util.add_match_rules(connection)
            yield connection

    def lock(self) -> None:
        """Locks the collection by the call that a screen locker makes."""
        with self.connection() as connection:
            collection = secretstorage.get_default_collection(connection)
            collection.lock()
            assert collection.is_locked()

    def unlock(self) -> None:
        """Unlocks the collection with its password, as signing in does."""
        with self.connection() as connection:
            session = secretstorage.util.open_session(connection)
            daemon = secretstorage.util.DBusAddressWrapper(
                "/org/freedesktop/secrets", UNLOCKER, connection
            )
            collection = secretstorage.get_default_collection(connection, session)
            secret = secretstorage.util.format_secret(session, PASSWORD, "text/plain")
            daemon.call("UnlockWithMasterPassword", "o(oayays)", collection.collection_path, secret)
            assert not collection.is_locked()

    def items(self) -> list[dict[str, str]]:
        """Attributes of Homeport's items."""
        with self.connection() as connection:
            return [item.get_attributes() for item in self._items(connection)]

    def delete_items(self) -> int:
        """Deletes Homeport's items, as somebody tidying up a keyring might."""
        with self.connection() as connection:
            found = list(self._items(connection))
            for item in found:
                item.delete()
            return len(found)

    def set_secrets(self, secret: bytes) -> None:
        """Puts something else in the place of Homeport's secret."""
        with self.connection() as connection:
            for item in self._items(connection):
                item.set_secret(secret)

    @contextmanager
    def silent_prompter(self) -> Iterator[subprocess.Popen[bytes]]:
        """Somebody who is asked for passwords and never answers: a prompt stands on the screen."""
        command = [sys.executable, "-m", "tests.gateway.vault.prompter", PROMPTER]
        environment = {**self.environment, "PYTHONPATH": os.pathsep.join(sys.path)}
        process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE)
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        try:
            yield process
        finally:
            _end(process)

    def _items(self, connection: DBusConnection) -> Iterator[secretstorage.Item]:
        return secretstorage.get_default_collection(connection).search_items({"service": SERVICE})


@contextmanager
def running() -> Iterator[SecretService]:
    """A bus and a keyring in a home of their own; everything is ended and deleted afterwards."""
    with ExitStack() as stack:
        # Sockets' names are limited to about a hundred bytes, which pytest's directories exceed.
        home = Path(tempfile.mkdtemp(prefix="homeport-keyring-"))
        stack.callback(shutil.rmtree, home)
        service = SecretService(home)
        stack.callback(service.stop)
        service.start_bus()
        service.start_daemon()
        yield service


def _end(process: subprocess.Popen[bytes] | None) -> None:
    if process is None:
        return
    if process.poll() is None:
        process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            stream.close()


def main(command: list[str]) -> int:
    with running() as service:
        return subprocess.run(command, env=service.environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
