"""Connect a client: recipes that work as they are copied, and the line that waits for a request."""

from __future__ import annotations

import asyncio
import contextlib
import io
import json
import shlex
import tomllib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from desktop.pages.connect import ConnectPage
from desktop.theme import ThemeManager
from desktop.viewmodels.recipe_parts import Place, code_text
from desktop.viewmodels.recipes import clients, recipe
from desktop.widgets.banner import Banner
from desktop.widgets.code_block import CodeBlock
from desktop.widgets.combo import Combo
from desktop.widgets.copy_field import CopyField, SecretField
from desktop.widgets.option_list import OptionList
from gateway.domain.channel import ChannelDraft
from gateway.services.token_drafts import TokenDraft
from gateway.vault import VaultState
from tests.desktop.pages.in_loop import in_qt_loop
from tests.desktop.pages.stage import Stage, stage, until
from tests.desktop.themes import manager
from tests.upstreams import Reply, Upstreams

__all__ = ["manager"]

CLAUDE_CODE = {"User-Agent": "claude-cli/2.1.330 (external, cli)"}


@pytest.fixture(autouse=True)
def _themed(manager: ThemeManager) -> None:
    """Pages are drawn under an installed theme."""


class Newcomer:
    """Somebody who wires a client."""

    def __init__(self, on: Stage, page: ConnectPage) -> None:
        self.on = on
        self.page = page

    def click(self, name: str) -> None:
        self.on.click(self.on.find(QAbstractButton, name))

    async def choose(self, client: str) -> None:
        listed = self.on.find(OptionList, "clients")
        listed.set_current(client)
        listed.chosen.emit(client)
        await until(lambda: all(row.isVisible() for row in self.page._steps), "its steps")

    def copied(self, name: str) -> str:
        """What is in the clipboard after a click on a Copy button."""
        QApplication.clipboard().clear()
        self.click(name)
        return QApplication.clipboard().text()

    @property
    def key(self) -> str:
        return self.copied("key-copy")

    def code(self, number: int) -> str:
        return self.on.find(CodeBlock, f"code-{number}").text()

    def text(self, name: str) -> str:
        return self.on.find(QLabel, name).text()

    def banner(self) -> list[str]:
        """The banner's lines, when it shows."""
        found = self.on.find(Banner, "arrived")
        labels = [label.text() for label in found.findChildren(QLabel) if label.isVisible()]
        return labels if found.isVisible() else []

    async def ask(self, key: str, model: str, **headers: str) -> int:
        body = {"model": model, "messages": [{"role": "user", "content": "Hi"}]}
        status, _, _ = await self.on.house.post("/v1/chat/completions", body, key, **headers)
        return status


@asynccontextmanager
async def newcomer(folder: Path, app: QApplication) -> AsyncIterator[Newcomer]:
    """The page with Echo as the only channel."""
    async with stage(folder, app) as on:
        on.shell.translators.use("en")
        await on.gateway.channels.create(ChannelDraft("echo"))
        page = ConnectPage(on.shell)
        on.show("connect", page)
        await until(lambda: on.find(QAbstractButton, "key-copy").isEnabled(), "the key")
        page._model.choose_shell(False)
        try:
            yield Newcomer(on, page)
        finally:
            on.shell.clipboard.forget_secret()


@in_qt_loop
async def test_address_and_key_are_one_click_from_the_clipboard(
    tmp_path: Path, qapp: QApplication
) -> None:
    async with newcomer(tmp_path, qapp) as guest:
        assert guest.copied("address-copy") == f"{guest.on.gateway.status().url}/v1"
        created = await guest.on.gateway.tokens.this_computer()
        assert guest.key == created.key
        assert created.token.name == "This computer"
        field = guest.on.find(SecretField, "key")
        assert field.value == f"sk-{'•' * 12}{created.key[-4:]}"


@in_qt_loop
async def test_the_key_stands_in_clear_only_while_its_eye_is_open(
    tmp_path: Path, qapp: QApplication
) -> None:
    async with newcomer(tmp_path, qapp) as guest:
        secret = guest.key[3:]
        for client in clients():
            await guest.choose(client.key)
            assert secret not in guest.on.words(), client.name
        field = guest.on.find(SecretField, "key")
        eye = next(b for b in field.findChildren(QAbstractButton) if b.accessibleName() == "Show")
        guest.on.click(eye)
        assert secret in guest.on.words()
        guest.on.leave(guest.page)
        assert secret not in guest.on.words()


@in_qt_loop
async def test_what_is_not_served_is_not_listed(tmp_path: Path, qapp: QApplication) -> None:
    async with newcomer(tmp_path, qapp):
        names = {client.name for client in clients()}
        assert {"Claude Code", "Cherry Studio", "Open WebUI", "curl"} <= names
        # Its servers reach no address on this computer.
        assert "Cursor" not in names


@in_qt_loop
async def test_claude_code_is_given_the_address_without_v1(
    tmp_path: Path, qapp: QApplication
) -> None:
    async with newcomer(tmp_path, qapp) as guest:
        await guest.choose("claude-code")
        words = [shlex.split(line) for line in guest.copied("code-1-copy").splitlines()]
        assert all(word[0] == "export" for word in words)
        variables = dict(word[1].split("=", 1) for word in words)
        assert variables["ANTHROPIC_BASE_URL"] == guest.on.gateway.status().url
        assert variables["ANTHROPIC_AUTH_TOKEN"] == guest.key
        # No channel has the model it would ask for titles.
        assert variables["ANTHROPIC_DEFAULT_HAIKU_MODEL"] == "echo"
        assert guest.copied("code-3-copy") == "claude --model echo"


@in_qt_loop
async def test_codex_is_given_a_provider_that_reads_its_key_from_a_variable(
    tmp_path: Path, qapp: QApplication
) -> None:
    async with newcomer(tmp_path, qapp) as guest:
        await guest.choose("codex")
        config = tomllib.loads(guest.copied("code-1-copy"))
        provider = config["model_providers"]["homeport"]
        assert provider["base_url"] == f"{guest.on.gateway.status().url}/v1"
        assert provider["wire_api"] == "responses"
        assert guest.copied("code-2-copy") == f"export {provider['env_key']}={guest.key}"
        assert guest.copied("code-4-copy") == "codex -c model_provider=homeport -m echo"


@in_qt_loop
async def test_gemini_cli_is_given_the_address_without_a_version(
    tmp_path: Path, qapp: QApplication
) -> None:
    async with newcomer(tmp_path, qapp) as guest:
        await guest.choose("gemini-cli")
        words = [shlex.split(line)[1] for line in guest.copied("code-1-copy").splitlines()]
        variables = dict(word.split("=", 1) for word in words)
        assert variables["GOOGLE_GEMINI_BASE_URL"] == guest.on.gateway.status().url
        assert variables["GEMINI_API_KEY"] == guest.key
        assert guest.copied("code-3-copy") == "gemini -m echo"


@in_qt_loop
async def test_windows_has_its_own_lines(tmp_path: Path, qapp: QApplication) -> None:
    async with newcomer(tmp_path, qapp) as guest:
        guest.page._shells.choose(1)
        first = guest.copied("code-1-copy").splitlines()[0]
        assert first == f'$env:ANTHROPIC_BASE_URL = "{guest.on.gateway.status().url}"'


@pytest.mark.parametrize("client", ["python-openai", "python-anthropic"])
@in_qt_loop
async def test_the_python_recipes_run_as_they_are_copied(
    tmp_path: Path, qapp: QApplication, client: str
) -> None:
    async with newcomer(tmp_path, qapp) as guest:
        await guest.choose(client)
        code = guest.copied("code-2-copy")
        said = io.StringIO()

        def run() -> None:
            with contextlib.redirect_stdout(said):
                exec(compile(code, client, "exec"), {})  # noqa: S102

        await asyncio.to_thread(run)
        assert "Hello" in said.getvalue()
        await until(guest.banner, "the request")
        names = {"python-openai": "OpenAI Python", "python-anthropic": "Anthropic Python"}
        assert guest.banner()[0] == f"First request received from {names[client]}"


@in_qt_loop
async def test_the_curl_recipe_is_one_whole_request(tmp_path: Path, qapp: QApplication) -> None:
    async with newcomer(tmp_path, qapp) as guest:
        await guest.choose("curl")
        [program, url, *options] = words_of(guest.copied("code-2-copy"))
        assert program == "curl"
        given = list(zip(options[::2], options[1::2], strict=True))
        headers = dict(value.split(": ") for name, value in given if name == "-H")
        [body] = [value for name, value in given if name == "-d"]
        url = url.replace("localhost", "127.0.0.1")
        async with guest.on.house.session.post(url, data=body, headers=headers) as answer:
            assert answer.status == 200


def words_of(command: str) -> list[str]:
    """A command as a shell reads it; shlex does not know that a line may go on."""
    return shlex.split(command.replace("\\\n", " "))


def test_model_names_are_quoted_for_every_shell_and_language() -> None:
    place = Place("http://localhost:3000", 'it\'s "odd" $HOME', own_small_model=False)
    lines = code_text(recipe("claude-code", place).steps[0].code, "sk-key").splitlines()
    assert shlex.split(lines[2])[1].split("=", 1)[1] == place.model
    start = code_text(recipe("claude-code", place).steps[2].code, "")
    assert shlex.split(start) == ["claude", "--model", place.model]
    curl = words_of(code_text(recipe("curl", place).steps[1].code, "sk-key"))
    assert json.loads(curl[-1])["model"] == place.model


@in_qt_loop
async def test_apps_with_fields_get_each_value_by_itself(
    tmp_path: Path, qapp: QApplication
) -> None:
    async with newcomer(tmp_path, qapp) as guest:
        root = guest.on.gateway.status().url
        await guest.choose("cherry-studio")
        assert guest.copied("field-2-0-copy") == root
        assert guest.copied("field-2-1-copy") == guest.key
        assert "•" in guest.on.find(CopyField, "field-2-1").value
        await guest.choose("open-webui")
        assert guest.copied("field-2-0-copy") == f"{root}/v1"


@in_qt_loop
async def test_the_first_request_turns_the_waiting_line(tmp_path: Path, qapp: QApplication) -> None:
    async with newcomer(tmp_path, qapp) as guest:
        assert guest.text("waiting-text") == "Waiting for the first request…"
        assert guest.banner() == []
        # Somebody else's request is not this client's.
        stranger, key = await guest.on.house.token()
        assert await guest.ask(key, "echo") == 200
        assert await guest.ask(guest.key, "echo", **CLAUDE_CODE) == 200
        await until(guest.banner, "the request")
        title, detail = guest.banner()
        assert title == "First request received from Claude Code"
        assert detail.startswith("echo through Echo, ")
        guest.click("arrived-logs")
        [(page, log_id)] = guest.on.went
        assert page == "logs"
        assert isinstance(log_id, int)
        found = await guest.on.gateway.logs.get(log_id)
        assert found.row.client == "Claude Code"
        assert found.row.token_id != stranger.id


@in_qt_loop
async def test_a_request_that_failed_says_so_until_one_works(
    tmp_path: Path, qapp: QApplication
) -> None:
    async with newcomer(tmp_path, qapp) as guest:
        assert await guest.ask(guest.key, "no-such-model", **CLAUDE_CODE) == 404
        await until(guest.banner, "the refusal")
        assert guest.banner()[0] == "A request came from Claude Code, but it failed"
        assert await guest.ask(guest.key, "echo", **CLAUDE_CODE) == 200
        await until(lambda: guest.banner()[0].startswith("First request received"), "success")


@in_qt_loop
async def test_after_a_while_it_says_what_to_check(tmp_path: Path, qapp: QApplication) -> None:
    async with newcomer(tmp_path, qapp) as guest:
        assert not guest.on.has("nothing-arrived")
        assert guest.page._model._help.isActive()
        guest.page._model._help.timeout.emit()
        guest.click("nothing-arrived")
        shown = guest.on.find(QWidget, "check-list")
        assert shown.isVisible()
        texts = " ".join(label.text() for label in shown.findChildren(QLabel))
        assert "/v1" in texts
        assert "host.docker.internal" in texts
        guest.on.leave(guest.page)
        assert not guest.page._model._help.isActive()


@in_qt_loop
async def test_a_model_tells_where_its_requests_go(tmp_path: Path, qapp: QApplication) -> None:
    async with Upstreams() as up, newcomer(tmp_path, qapp) as guest:
        house = guest.on.house
        up.openai.always(Reply(text="Hi"))
        await house.channel(up.openai, "gpt-4o-mini", name="First", priority=5)
        await house.channel(up.openai, "gpt-4o-mini", name="Second")
        await house.channel(
            up.openai, "gpt-4o-mini", "text-embedding-3-small", name="Third", priority=5
        )
        await guest.choose("python-openai")
        await until(lambda: guest.on.find(Combo, "model").findText("gpt-4o-mini") >= 0, "models")
        combo = guest.on.find(Combo, "model")
        assert combo.findText("text-embedding-3-small") < 0
        combo.setCurrentIndex(combo.findText("gpt-4o-mini"))
        combo.activated.emit(combo.currentIndex())
        said = "sent to First or Third, then Second if that fails"
        await until(lambda: guest.text("route") == said, said)
        assert 'model="gpt-4o-mini"' in guest.code(2)


@in_qt_loop
async def test_a_locked_keychain_can_be_unlocked_for_the_key(
    tmp_path: Path, qapp: QApplication
) -> None:
    async with stage(tmp_path, qapp) as on:
        on.shell.translators.use("en")
        await on.gateway.tokens.this_computer()
        on.gateway.vault._set(VaultState.LOCKED, "keyfile", "for this test")
        page = ConnectPage(on.shell)
        on.show("connect", page)
        guest = Newcomer(on, page)
        await until(lambda: guest.text("key-error"), "why")
        assert not on.find(QAbstractButton, "key-copy").isEnabled()
        guest.click("key-unlock")
        await until(lambda: on.find(QAbstractButton, "key-copy").isEnabled(), "the key")
        assert guest.text("key-error") == ""


@in_qt_loop
async def test_done_leads_to_the_overview(tmp_path: Path, qapp: QApplication) -> None:
    async with newcomer(tmp_path, qapp) as guest:
        guest.click("done")
        assert guest.on.went == [("overview", None)]


@in_qt_loop
async def test_a_new_tokens_key_wires_the_client_it_was_made_for(
    tmp_path: Path, qapp: QApplication
) -> None:
    async with newcomer(tmp_path, qapp) as guest:
        created = await guest.on.gateway.tokens.create(TokenDraft("Cursor"))
        guest.page.open(created.token.id)
        await until(lambda: guest.page._model.reveal() == created.key, "its own key")
        assert guest.page._key_phrase.text() == "Cursor"
        guest.page._model.rest()
        guest.page._model.watch()
        await until(lambda: guest.page._model.token_name != "Cursor", "this computer's key")
