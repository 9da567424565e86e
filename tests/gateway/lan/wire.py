"""A home network of one's own: `python -m tests.gateway.lan.wire FOLDER` inside `unshare -Urnm`.

Two cables lead to another machine, which is another network namespace. A gateway shares with one
of them; the other machine knocks. What came of it is printed as JSON.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from gateway.domain.sharing import Scope, preferred
from gateway.lan.interfaces import read_places
from gateway.services.sharing_views import SharingView
from tests.gateway.house import ROOT_KEY, House, house
from tests.upstreams import Reply, Upstreams

HERE, MOVED, CABLE = "192.168.77.20", "192.168.77.99", "10.77.0.5"
GUEST, GUEST_BY_CABLE = "192.168.77.31", "10.77.0.31"
HERE6, GUEST6 = "fd77::20", "fd77::31"

KNOCK = """
import json, sys, urllib.error, urllib.request
url, headers, times = sys.argv[1], json.loads(sys.argv[2]), int(sys.argv[3])
from concurrent.futures import ThreadPoolExecutor
def ask(_):
    try:
        request = urllib.request.Request(url, headers=headers)
        with urllib.request.urlopen(request, timeout=20) as answer:
            return [answer.status, ""]
    except urllib.error.HTTPError as error:
        return [error.code, error.headers.get("x-homeport-error", "")]
    except (urllib.error.URLError, ConnectionError) as error:
        return [0, type(getattr(error, "reason", error)).__name__]
with ThreadPoolExecutor(times) as pool:
    print(json.dumps(list(pool.map(ask, range(times)))))
"""
STREAM = """
import json, sys, urllib.request
url, key = sys.argv[1:]
body = {"model": "gpt-4o", "stream": True, "messages": [{"role": "user", "content": "Hi"}]}
request = urllib.request.Request(url, json.dumps(body).encode(), {"Authorization": "Bearer " + key})
try:
    with urllib.request.urlopen(request, timeout=20) as answer:
        answer.read()
    print("whole")
except Exception as error:
    print("cut", type(error).__name__)
"""


def ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True)


class Machine:
    """The other end of both cables."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(["unshare", "-n", "sleep", "120"])
        ours = os.readlink("/proc/self/ns/net")
        deadline = time.monotonic() + 10
        while os.readlink(f"/proc/{self.process.pid}/ns/net") == ours:
            if time.monotonic() > deadline:
                raise RuntimeError("there is no second machine")

    def command(self, *words: str) -> list[str]:
        return ["nsenter", "-t", str(self.process.pid), "-n", *words]

    def plug(self, name: str, *addresses: str) -> None:
        ip("link", "set", name, "netns", str(self.process.pid))
        for words in (*(("addr", "add", each, "dev", name) for each in addresses),):
            nodad = ["nodad"] if ":" in words[2] else []
            subprocess.run(self.command("ip", *words, *nodad), check=True)
        subprocess.run(self.command("ip", "link", "set", name, "up"), check=True)

    async def knock(self, url: str, times: int = 1, **headers: str) -> list[list[Any]]:
        sent = json.dumps({name.replace("_", "-"): value for name, value in headers.items()})
        return json.loads(await self.run(KNOCK, url, sent, str(times)))  # type: ignore[no-any-return]

    async def run(self, code: str, *arguments: str) -> str:
        process = await asyncio.create_subprocess_exec(
            *self.command(sys.executable, "-c", code, *arguments), stdout=subprocess.PIPE
        )
        output, _ = await process.communicate()
        return output.decode().strip()


@contextmanager
def home_network() -> Iterator[Machine]:
    # What /sys shows belongs to the namespace in which it was mounted.
    subprocess.run(["mount", "-t", "sysfs", "none", "/sys"], check=True)
    ip("link", "set", "lo", "up")
    machine = Machine()
    try:
        for name, address, other, theirs in (
            ("lan0", f"{HERE}/24", "lan1", (f"{GUEST}/24", f"{GUEST6}/64")),
            ("cable0", f"{CABLE}/24", "cable1", (f"{GUEST_BY_CABLE}/24",)),
        ):
            ip("link", "add", name, "type", "veth", "peer", "name", other)
            ip("addr", "add", address, "dev", name)
            if name == "lan0":
                ip("addr", "add", f"{HERE6}/64", "dev", name, "nodad")
            ip("link", "set", name, "up")
            machine.plug(other, *theirs)
        yield machine
    finally:
        machine.process.kill()
        machine.process.wait()


def _key(view: SharingView, interface: str, scope: Scope = Scope.IPV4) -> str:
    return next(
        each.key
        for each in view.places
        if each.network.interface == interface and each.network.scope is scope
    )


def _listening(view: SharingView) -> list[str]:
    return sorted(each.place.address for each in view.listening if each.place)


async def visit(home: House, machine: Machine, up: Upstreams) -> dict[str, Any]:
    told: dict[str, Any] = {}
    sharing = home.gateway.sharing
    port = home.gateway.status().port
    key = {"Authorization": f"Bearer {ROOT_KEY}"}
    here, cable, here6 = (f"http://{each}:{port}" for each in (HERE, CABLE, f"[{HERE6}]"))
    await home.channel(up.openai, "gpt-4o")
    places = read_places()
    told["places"] = sorted(f"{each.network.interface} {each.address}" for each in places)
    told["preferred"] = preferred(places) is not None
    told["before"] = await machine.knock(f"{here}/health")
    await sharing.turn(True)
    view = sharing.view()
    told["nothing_ticked"] = _listening(view)
    await sharing.choose(_key(view, "lan0"), True)
    told["shared"] = await machine.knock(f"{here}/v1/models", **key)
    told["not_ticked"] = await machine.knock(f"{cable}/health")
    told["not_ticked6"] = await machine.knock(f"{here6}/health")
    told["loopback"] = (await home.chat("gpt-4o"))[0]
    told["no_key"] = await machine.knock(f"{here}/v1/models")
    told["management"] = await machine.knock(f"{here}/api/status", Host=f"localhost:{port}")
    told["rebound"] = await machine.knock(f"{here}/v1/models", Host="evil.example", **key)
    told["reached_from"] = [each.reached_from for each in sharing.view().listening]
    await sharing.choose(_key(view, "lan0", Scope.LOCAL6), True)
    told["ticked6"] = await machine.knock(f"{here6}/v1/models", **key)
    told["forged"] = await machine.knock(
        f"{here}/v1/models", times=25, X_Forwarded_For="8.8.8.8", Authorization="Bearer sk-no"
    )
    told["banned"] = await machine.knock(f"{here}/v1/models", **key)
    told["bans"] = [ban.address for ban in sharing.bans()]
    sharing.unban(GUEST)
    told["unbanned"] = await machine.knock(f"{here}/v1/models", **key)
    up.openai.always(Reply(text="word " * 40, stall_after=6))
    url = f"{here}/v1/chat/completions"
    stream = asyncio.ensure_future(machine.run(STREAM, url, ROOT_KEY))
    await up.openai.wait_stalled(1)
    told["guests"] = [(guest.address, guest.connections) for guest in sharing.guests()]
    told["guest_requests"] = sharing.guest_requests()
    await sharing.turn(False)
    told["stream"] = await stream
    up.openai.release()
    told["off"] = await machine.knock(f"{here}/health")
    told["log"] = [[e.request.address, e.request.status] for e in (await home.log())[1:]]
    await sharing.turn(True)
    ip("addr", "del", f"{HERE}/24", "dev", "lan0")
    ip("addr", "add", f"{MOVED}/24", "dev", "lan0")
    told["moved"] = _listening(await sharing.refresh())
    told["followed"] = await machine.knock(f"http://{MOVED}:{port}/v1/models", **key)
    ip("link", "set", "lan0", "down")
    view = await sharing.refresh()
    told["away"] = [sorted({each.state for each in view.chosen}), _listening(view)]
    return told


async def main(folder: Path) -> None:
    async with Upstreams() as up:
        with home_network() as machine:
            async with house(folder, networks=read_places) as home:
                sys.stdout.write(json.dumps(await visit(home, machine, up)) + "\n")


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
