"""Settings as values, and where requests leave for the providers."""

from pathlib import Path
from urllib.request import getproxies

import pytest

from gateway.config import BY_NAME, SETTINGS, Settings
from gateway.domain.proxy import parse_proxy
from gateway.errors import EXIT_ARGUMENTS, ServiceError, StartError
from gateway.providers.base import UpstreamRequest
from gateway.relay.transport import Timeouts, TransportError
from gateway.relay.transport_choice import UpstreamTransport
from gateway.startup import add_serving_options, make_config, make_parser
from tests.upstreams import Upstreams


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", ""),
        ("  ", ""),
        ("None", "none"),
        (" http://proxy:8080 ", "http://proxy:8080"),
        ("https://me:secret@proxy.example:3128", "https://me:secret@proxy.example:3128"),
        ("socks5://me:secret@proxy.example", "socks5://me:secret@proxy.example"),
    ],
)
def test_a_proxy_is_the_systems_none_or_an_address(typed: str, meant: str) -> None:
    assert parse_proxy(typed) == meant
    assert BY_NAME["relay_proxy"].parse(typed) == meant


@pytest.mark.parametrize(
    "typed", ["proxy:8080", "socks4://me:secret@p:1", "http://", "http://p:99999", "direct"]
)
def test_what_is_no_proxy_is_refused_without_its_password(typed: str) -> None:
    with pytest.raises(ServiceError) as refused:
        BY_NAME["relay_proxy"].parse(typed)
    assert refused.value.code == "invalid_setting"
    assert "secret" not in refused.value.message


def test_a_proxy_of_the_environment_that_cannot_be_ends_the_start(tmp_path: Path) -> None:
    parser = make_parser("test", "")
    add_serving_options(parser)
    arguments = parser.parse_args(["--data-dir", str(tmp_path)])
    with pytest.raises(StartError, match="relay_proxy") as refused:
        make_config(arguments, environ={"RELAY_PROXY": "socks4://127.0.0.1:1080"})
    assert refused.value.exit_code == EXIT_ARGUMENTS


def test_metadata_is_whole() -> None:
    assert len({setting.name for setting in SETTINGS}) == len(SETTINGS)
    for setting in SETTINGS:
        assert setting.parse(setting.default) == setting.default
        assert setting.description == f"{setting.label}.description"
        assert not setting.unit or setting.kind in ("int", "float")
    orders: dict[str, list[int]] = {}
    for setting in SETTINGS:
        orders.setdefault(setting.group, []).append(setting.order)
    assert all(len(set(each)) == len(each) for each in orders.values()), "no two at one place"


def test_the_command_line_wins_over_the_environment_over_the_database() -> None:
    settings = Settings({"PORT": "3001"}, {"port": 3002})
    settings.load({"port": "3003"})
    assert (settings.port, settings.source("port")) == (3002, "command line")
    settings = Settings({"PORT": "3001"})
    settings.load({"port": "3003"})
    assert (settings.port, settings.source("port")) == (3001, "environment")


async def test_none_goes_past_the_systems_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")  # where nothing answers
    monkeypatch.delenv("no_proxy", raising=False)
    assert getproxies()["http"] == "http://127.0.0.1:9"
    transport = UpstreamTransport()
    async with Upstreams() as up:
        url = f"{up.openai.base_url}/models"
        request = UpstreamRequest("GET", url, {"authorization": f"Bearer {up.openai.key}"}, b"")
        timeouts = Timeouts(connect=5.0, first_byte=5.0, idle=5.0)
        with pytest.raises(TransportError):
            await transport.send(request, timeouts, "")
        answer = await transport.send(request, timeouts, "none")
        assert answer.status == 200
        answer.close()
    await transport.close()
