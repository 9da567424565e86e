"""An invented household: channels, tokens, two days of requests. The same in every run."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterable
from dataclasses import dataclass, replace

from gateway.app import Gateway
from gateway.domain.budget import Budget, Unit
from gateway.domain.calendar import Period
from gateway.domain.channel import Channel, ChannelDraft, Secret
from gateway.domain.money import NANO
from gateway.domain.price import FREE
from gateway.domain.token import Token
from gateway.domain.usage import NO_USAGE, Usage
from gateway.relay.money import applied_price
from gateway.services.local_days import day_start_ms, system_zone
from gateway.services.token_drafts import TokenDraft
from gateway.store.journal import AttemptRow, EntryRow, RequestRow, Settlement

SEED = 1284
TODAY, YESTERDAY = 1284, 2490
HOUR_MS = 3_600_000


@dataclass(frozen=True, slots=True)
class ChannelPlan:
    """A channel; the key is invented."""

    provider: str
    name: str
    base_url: str
    models: tuple[str, ...]
    key: str = ""
    more_keys: tuple[str, ...] = ()
    priority: int = 0


CHANNELS = (
    ChannelPlan(
        "anthropic",
        "Anthropic",
        "https://api.anthropic.com",
        ("claude-sonnet-4-5", "claude-haiku-4-5", "claude-opus-4-1"),
        "sk-ant-api03-invented-for-the-pictures-a3k9",
        priority=30,
    ),
    ChannelPlan(
        "openai",
        "OpenAI",
        "https://api.openai.com/v1",
        ("gpt-5", "gpt-5-mini", "gpt-4o", "text-embedding-3-small"),
        "sk-proj-invented-for-the-pictures-77Qd",
        priority=30,
    ),
    ChannelPlan(
        "deepseek",
        "DeepSeek",
        "https://api.deepseek.com/v1",
        ("deepseek-chat", "deepseek-reasoner"),
        "sk-invented00for00the00pictures00c71e",
        ("sk-invented00for00the00pictures0091ab", "sk-invented00for00the00pictures00f04d"),
        priority=20,
    ),
    ChannelPlan(
        "openrouter",
        "OpenRouter",
        "https://openrouter.ai/api/v1",
        ("deepseek-chat", "gemini-2.5-flash", "claude-sonnet-4-5", "qwen3-max"),
        "sk-or-v1-invented-for-the-pictures-5e20",
        priority=10,
    ),
    ChannelPlan("ollama", "Ollama", "http://127.0.0.1:11434", ("llama3.2", "qwen3:8b"), priority=0),
)

TOKENS = (
    TokenDraft("Mia", unlimited=False, balance_nano=20 * NANO),
    TokenDraft("Lukas", unlimited=False, balance_nano=NANO // 2, models=("gpt-5-mini", "llama3.2")),
    TokenDraft("notes-index", models=("text-embedding-3-small",)),
    TokenDraft(
        "nightly-summaries",
        subnets=("127.0.0.1/32", "192.168.1.0/24"),
        ceiling_nano=NANO // 4,
        budgets=(
            Budget(Period.DAY, Unit.MONEY, 2 * NANO, carry=True),
            Budget(Period.MONTH, Unit.TOKENS, 20_000_000),
        ),
    ),
)

CLIENTS = {
    "This computer": ("Cursor", "Claude Code"),
    "Mia": ("Open WebUI",),
    "Lukas": ("Cherry Studio",),
    "notes-index": ("Python",),
    "nightly-summaries": ("Python",),
}

# (model, channel, token, share of the requests, prompt, answer)
HABITS = (
    ("claude-sonnet-4-5", "Anthropic", "This computer", 22, 5200, 420),
    ("claude-haiku-4-5", "Anthropic", "This computer", 18, 1400, 180),
    ("gpt-5-mini", "OpenAI", "nightly-summaries", 18, 1900, 210),
    ("deepseek-chat", "DeepSeek", "Mia", 20, 2600, 380),
    ("gemini-2.5-flash", "OpenRouter", "Mia", 8, 2100, 500),
    ("text-embedding-3-small", "OpenAI", "notes-index", 8, 3400, 0),
    ("llama3.2", "Ollama", "Lukas", 6, 640, 160),
)
# How busy each hour of a day is, from midnight on.
CURVE = (2, 1, 1, 1, 1, 2, 4, 7, 9, 8, 10, 12, 11, 10, 12, 13, 11, 9, 8, 9, 10, 8, 5, 3)


@dataclass(frozen=True, slots=True)
class Story:
    """A request told by hand; ``ago`` in seconds, durations in milliseconds."""

    ago: float
    model: str
    channel: str
    token: str
    usage: Usage
    first: int
    total: int
    status: str = "done"
    sent: str = ""
    failed: tuple[str, ...] = ()
    code: str = ""
    message: str = ""
    http_status: int = 200
    client: str = ""


STORIES = (
    Story(12, "claude-haiku-4-5", "Anthropic", "This computer", Usage(1180, 186), 400, 1900,
          client="Claude Code"),
    Story(16, "deepseek-chat", "OpenRouter", "Mia", Usage(9396, 412, cache_read=8192), 1240, 4720,
          failed=("DeepSeek",), client="Open WebUI"),
    Story(43, "text-embedding-3-small", "OpenAI", "notes-index", Usage(5310, 0), 0, 210),
    Story(84, "gpt-4o", "OpenAI", "nightly-summaries", Usage(3044, 96), 600, 2200, "cut_short",
          sent="gpt-5-mini", code="upstream_interrupted",
          message="the stream ended without its end"),
    Story(182, "gpt-5", "OpenAI", "Lukas", NO_USAGE, 0, 800, "failed",
          failed=("OpenAI", "OpenRouter"), code="all_channels_failed", http_status=402,
          message="no channel could answer: OpenAI has no money"),
    Story(197, "claude-sonnet-4-5", "Anthropic", "This computer",
          Usage(22610, 2048, cache_read=1210), 800, 18300),
    Story(234, "llama3.2", "Ollama", "Lukas", Usage(640, 75), 300, 1400, "cancelled",
          http_status=499),
    Story(273, "gemini-2.5-flash", "OpenRouter", "Mia", Usage(2150, 530), 700, 3000),
    Story(301, "gpt-5-mini", "", "Lukas", NO_USAGE, 0, 4, "refused",
          code="insufficient_quota", http_status=402,
          message="this token's balance is $0.01, this request could cost up to $0.0213"),
    Story(369, "deepseek-reasoner", "DeepSeek", "nightly-summaries",
          Usage(4800, 1920, reasoning=1400), 1400, 21600),
    Story(397, "gpt-5-mini", "OpenAI", "This computer", Usage(930, 248), 600, 2700),
    Story(433, "claude-sonnet-4-5", "Anthropic", "This computer", Usage(7312, 640), 900, 6400),
    Story(470, "deepseek-chat", "DeepSeek", "Mia", Usage(2204, 318, estimated=True), 700, 2900),
)  # fmt: skip


class Household:
    """What was made, by name, and the requests that it made."""

    def __init__(self, gateway: Gateway) -> None:
        self.gateway = gateway
        self.now = gateway.now_ms()
        self.channels: dict[str, Channel] = {}
        self.tokens: dict[str, Token] = {}
        self.keys: dict[str, str] = {}
        self._random = random.Random(SEED)
        self._number = 0

    async def move_in(self) -> None:
        """Channels, tokens and prices; no requests yet."""
        for plan in CHANNELS:
            keys = tuple(Secret(key) for key in (plan.key, *plan.more_keys) if key)
            draft = ChannelDraft(
                plan.provider,
                plan.name,
                plan.base_url,
                keys,
                plan.models,
                priority=plan.priority,
                budgets=(Budget(Period.MONTH, Unit.MONEY, 25 * NANO),) * (plan.name == "DeepSeek"),
                aliases={"gpt-4o": "gpt-5-mini"} if plan.name == "OpenAI" else {},
            )
            self.channels[plan.name] = await self.gateway.channels.create(draft)
        mine = await self.gateway.tokens.this_computer()
        made = [mine, *[await self.gateway.tokens.create(draft) for draft in TOKENS]]
        for name, created in zip(CLIENTS, made, strict=True):
            self.tokens[name], self.keys[name] = created.token, created.key
        # As in the design's pictures.
        price = {"input": 0.27, "output": 1.10, "cached_input": 0.07}
        await self.gateway.settings_service.set_prices({"deepseek-chat": price})

    async def live_two_days(self, today: int = TODAY, yesterday: int = YESTERDAY) -> None:
        """Requests of yesterday and today, told and generated, in the order they ended."""
        stories = [self._tell(story) for story in STORIES]
        rest = [*self._day(-1, yesterday), *self._day(0, today - len(stories))]
        everything = sorted([*rest, *stories], key=lambda each: each.request.finished_at)
        await asyncio.gather(*[self.gateway.database.submit(each) for each in everything])
        await self.gateway.state.load()

    # One request

    def _tell(self, story: Story) -> Settlement:
        at = self.now - int(story.ago * 1000)
        client = story.client or CLIENTS[story.token][0]
        return self._settlement(story, at, client)

    def _day(self, day: int, count: int) -> Iterable[Settlement]:
        start = day_start_ms(self.now, system_zone(), day)
        end = min(start + 24 * HOUR_MS, self.now - 480_000)
        hours = [h for h in range(24) if start + h * HOUR_MS < end]
        for _ in range(count):
            hour = self._random.choices(hours, [CURVE[h] for h in hours])[0]
            room = min(HOUR_MS, end - start - hour * HOUR_MS)
            yield self._usual(start + hour * HOUR_MS + self._random.randrange(room))

    def _usual(self, at: int) -> Settlement:
        pick = self._random
        habit = pick.choices(HABITS, [share for _m, _c, _t, share, _i, _o in HABITS])[0]
        model, channel, token, _share, prompt, answer = habit
        scale = pick.lognormvariate(0, 0.55)
        usage = Usage(int(prompt * scale), int(answer * pick.lognormvariate(0, 0.5)))
        if prompt > 2000 and pick.random() < 0.5:
            usage = replace(usage, cache_read=usage.input // 2)
        first = int(pick.lognormvariate(6.4, 0.35)) if answer else 0
        total = (
            first + int(usage.output * pick.uniform(7, 11)) if answer else pick.randrange(120, 400)
        )
        story = Story(0, model, channel, token, usage, first, total)
        if pick.random() < 0.004:
            story = replace(
                story, usage=NO_USAGE, status="failed", http_status=502, code="all_channels_failed",
                message="the provider is overloaded", failed=(channel,), first=0,
            )  # fmt: skip
        elif model == "deepseek-chat" and pick.random() < 0.06:
            story = replace(story, channel="OpenRouter", failed=("DeepSeek",))
        return self._settlement(story, at, pick.choice(CLIENTS[token]))

    def _settlement(self, story: Story, at: int, client: str) -> Settlement:
        self._number += 1
        request_id = f"req_{self._number:08d}pictures"
        channel = self.channels.get(story.channel)
        token = self.tokens[story.token]
        sent = story.sent or story.model
        price = self.gateway.prices.price(channel.provider, sent) if channel else None
        charged = story.usage != NO_USAGE
        charge = price.nano(story.usage) if price and charged else 0
        attempts = self._attempts(request_id, story, channel, sent, charge)
        row = RequestRow(
            request_id=request_id,
            at=at,
            finished_at=at + story.total,
            token_id=token.id,
            token_name=token.name,
            person_id=token.person_id,
            channel_id=channel.id if channel else 0,
            channel_name=channel.name if channel else "",
            provider=channel.provider if channel else "",
            requested_model=story.model,
            sent_model=sent if channel else "",
            dialect_in="openai_chat",
            dialect_out="openai_chat",
            endpoint="/v1/chat/completions",
            stream=story.first > 0,
            status=story.status,
            http_status=story.http_status,
            error_class=attempts[-1].error_class if attempts else "",
            error_code=story.code,
            error_message=story.message,
            first_token_ms=story.first,
            duration_ms=story.total,
            input_tokens=story.usage.input,
            output_tokens=story.usage.output,
            cache_read_tokens=story.usage.cache_read,
            reasoning_tokens=story.usage.reasoning,
            estimated=story.usage.estimated,
            charge_nano=charge,
            cost_nano=charge,
            price_json=applied_price(price or FREE, _ONE, story.usage) if charged else "",
            client=client,
            address="127.0.0.1" if story.token == "This computer" else "192.168.1.42",
            attempts=len(attempts),
        )
        return Settlement(row, attempts, _entries(row))

    def _attempts(
        self, request_id: str, story: Story, channel: Channel | None, sent: str, charge: int
    ) -> list[AttemptRow]:
        rows: list[AttemptRow] = []
        started = 0
        for name in story.failed:
            tried = self.channels[name]
            lasts = 290 if len(story.failed) == 1 else 380
            limit = name == "DeepSeek"
            rows.append(
                AttemptRow(
                    request_id=request_id,
                    number=len(rows) + 1,
                    channel_id=tried.id,
                    channel_name=name,
                    key_hint=tried.keys[0].hint if tried.keys else "",
                    sent_model=sent,
                    status="failed",
                    http_status=429 if limit else 402 if story.http_status == 402 else 503,
                    error_class="rate_limit" if limit else
                    "no_money" if story.http_status == 402 else "overloaded",
                    error_message="rate limit reached, retry after 15 min" if limit else
                    "insufficient balance" if story.http_status == 402 else "overloaded",
                    start_ms=started,
                    connect_ms=60,
                    duration_ms=lasts,
                )
            )  # fmt: skip
            started += lasts + 20
        if channel is None or story.status == "failed":
            return rows
        broken = story.status == "cut_short"
        rows.append(
            AttemptRow(
                request_id=request_id,
                number=len(rows) + 1,
                channel_id=channel.id,
                channel_name=channel.name,
                key_hint=channel.keys[0].hint if channel.keys else "",
                sent_model=sent,
                status=story.status,
                http_status=200,
                error_class="protocol" if broken else "",
                error_message=story.message if broken else "",
                start_ms=started,
                connect_ms=90 if story.total > 1000 else 20,
                first_token_ms=max(0, story.first - started) if story.first else 0,
                duration_ms=story.total - started,
                input_tokens=story.usage.input,
                output_tokens=story.usage.output,
                cost_nano=charge,
            )
        )
        return rows


_ONE = FREE.input + 1


def _entries(row: RequestRow) -> list[EntryRow]:
    if not row.charge_nano:
        return []
    accounts = (("token", row.token_id), ("person", row.person_id))
    return [
        EntryRow(
            at=row.finished_at,
            account=account,
            account_id=account_id,
            used_nano=row.charge_nano,
            amount_nano=-row.charge_nano
            if row.token_name in ("Mia", "Lukas") and account == "token"
            else 0,
            cause="charge",
            request_id=row.request_id,
        )
        for account, account_id in accounts
    ]
