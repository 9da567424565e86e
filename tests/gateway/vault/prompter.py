"""Owns a name on the session bus and answers nothing, until it is ended."""

import sys

from jeepney import DBusNameFlags, message_bus
from jeepney.io.blocking import Proxy, open_dbus_connection


def main() -> None:
    with open_dbus_connection(bus="SESSION") as connection:
        (reply,) = Proxy(message_bus, connection).RequestName(
            sys.argv[1], DBusNameFlags.do_not_queue
        )
        assert reply == 1
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        while True:
            sys.stderr.write(f"{connection.receive().header.fields}\n")


if __name__ == "__main__":
    main()
