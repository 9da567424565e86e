"""People and groups with what limits them: nobody yet, a household, and the sheets."""

from __future__ import annotations

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from gateway.domain.budget import Budget, Scope, Unit
from gateway.domain.calendar import Period
from gateway.domain.limits import Limits
from gateway.domain.money import NANO
from gateway.domain.person import OWNER_ID, Person
from gateway.services.channel_drafts import ChannelChanges
from gateway.services.people import PersonChanges, PersonDraft
from gateway.services.token_drafts import TokenDraft
from gateway.store.journal import EntryRow, RequestRow, Settlement
from tests.screenshots.studio import Scene, Studio

HOUSEHOLD = (("mei", "Mei", "default"), ("jonas", "Jonas", "kids"), ("lea", "Lea", "kids"))
USED = {"mei": 2_140_000_000, "jonas": 1_930_000_000, "lea": 2_020_000_000}
"""Of today, in nano-dollars."""


async def take(studio: Studio) -> None:
    if not studio.wants("people"):
        return
    async with studio.scene(furnished=True) as scene:
        scene.window.go("people")
        await scene.quiet()
        await scene.take("people", "empty")
    async with studio.scene(furnished=True) as scene:
        await _household(scene)


async def _household(scene: Scene) -> None:
    people = await _move_in(scene)
    scene.window.go("people")
    await scene.quiet()
    await scene.take("people", "list")
    scene.window.go("people", (Scope.PERSON, people["jonas"].id))
    await scene.until(lambda: _has(scene, "limits-save"), "the sheet opens")
    await scene.quiet()
    await scene.take("people", "sheet")
    scene.click("limits-cancel")
    scene.click("person-new")
    await scene.until(lambda: _has(scene, "limits-name"), "a person begins")
    scene.click("limits-save")
    await scene.take("people", "add_wrong")
    QTest.keyClicks(scene.find(QLineEdit, "limits-name"), "Grandma")
    QTest.keyClicks(scene.find(QLineEdit, "limits-balance"), "25")
    scene.click("limits-budget-add")
    QTest.keyClicks(scene.find(QLineEdit, "limits-budget-amount-0"), "2.50")
    await scene.take("people", "add")
    scene.click("limits-save")
    await scene.until(lambda: _has(scene, "limits-token"), "she is there")
    await scene.quiet()
    await scene.take("people", "added")
    scene.click("limits-cancel")
    scene.window.go("people", (Scope.GROUP, "kids"))
    await scene.until(lambda: _has(scene, "limits-budget-amount-1"), "the group's sheet opens")
    scene.click("limits-budget-add")
    scene.click("limits-save")
    await scene.take("people", "group_wrong")
    scene.click("limits-cancel")
    token = next(t for t in await scene.gateway.tokens.list() if t.name == "Jonas, tablet")
    scene.window.go("tokens", token.id)
    await scene.until(lambda: _has(scene, "token-person"), "whose it is shows")
    await scene.take("people", "token_sheet")
    scene.window.go("tokens", ("new", people["mei"].id))
    await scene.until(lambda: _has(scene, "token-for"), "whose it will be can be chosen")
    await scene.take("people", "token_new")
    QTest.keyClicks(scene.find(QLineEdit, "token-name"), "Mei, phone")
    scene.click("token-save")
    await scene.until(lambda: _has(scene, "token-key"), "its key is handed over")
    await scene.take("people", "token_made")
    scene.click("token-save")
    await scene.quiet()
    await scene.take("people", "tokens")


async def _move_in(scene: Scene) -> dict[str, Person]:
    """Three people, two of them in a group; each with a token and some use of today."""
    gateway = scene.gateway
    await gateway.channels.update(
        scene.home.channels["Ollama"].id, ChannelChanges(groups=("default", "kids"))
    )
    people: dict[str, Person] = {}
    for username, name, group in HOUSEHOLD:
        people[username] = made = await gateway.people.create(PersonDraft(name, group=group))
        await gateway.tokens.create(TokenDraft(f"{name}, tablet", person_id=made.id))
    for username, used in USED.items():
        await _use(scene, people[username], used)
    await gateway.state.load()
    day = Budget(Period.DAY, Unit.MONEY, 2 * NANO, carry=True)
    month = Budget(Period.MONTH, Unit.TOKENS, 20_000_000)
    limits = gateway.limits
    await limits.set_person(OWNER_ID, budgets=(Budget(Period.MONTH, Unit.MONEY, 60 * NANO),))
    await limits.set_person(people["mei"].id, limits=Limits(rpm=30, concurrency=2))
    await limits.set_person(people["jonas"].id, limits=Limits(20, 40_000, 2), budgets=(day, month))
    await limits.set_person(people["lea"].id, budgets=(Budget(Period.DAY, Unit.MONEY, 2 * NANO),))
    weekly = Budget(Period.WEEK, Unit.REQUESTS, 500)
    await gateway.people.update(
        people["mei"].id, PersonChanges(unlimited=False, balance_nano=8 * NANO)
    )
    await gateway.people.set_enabled(people["lea"].id, False)
    await limits.set_group("kids", limits=Limits(rpm=60), budgets=(weekly, month))
    return people


async def _use(scene: Scene, person: Person, used: int) -> None:
    token = next(t for t in await scene.gateway.tokens.list() if t.person_id == person.id)
    at = scene.gateway.now_ms() - 60_000
    row = RequestRow(
        request_id=f"req-{person.username}",
        at=at,
        finished_at=at,
        token_id=token.id,
        token_name=token.name,
        person_id=person.id,
        group=person.group,
        status="done",
        input_tokens=90_000,
        output_tokens=14_000,
        charge_nano=used,
    )
    entries = [
        EntryRow(at=at, account=account, account_id=key, amount_nano=0, used_nano=used,
                 cause="charge", request_id=row.request_id)
        for account, key in (("token", token.id), ("person", person.id))
    ]  # fmt: skip
    await scene.gateway.database.submit(Settlement(row, [], entries))


def _has(scene: Scene, name: str) -> bool:
    return any(each.isVisible() for each in scene.window.findChildren(QWidget, name))
