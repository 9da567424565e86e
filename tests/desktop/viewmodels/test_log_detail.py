"""One request told in full: attempts on a scale of seconds, and what went wrong."""

from __future__ import annotations

from pathlib import Path

from desktop.viewmodels.log_detail import DetailView, view_logged
from gateway.domain.channel import Secret
from tests.gateway.house import House, house
from tests.upstreams import Reply, Upstreams

MODEL = "gpt-4o-mini"


async def told(home: House, key: str = "", model: str = MODEL) -> DetailView:
    fields = {"key": key} if key else {}
    _status, headers, _body = await home.chat(model, stream=True, **fields)
    await home.settled()
    return view_logged(await home.gateway.logs.find(headers["x-request-id"]))


async def test_attempts_stand_below_each_other_with_their_reason(tmp_path: Path) -> None:
    async with house(tmp_path) as home, Upstreams() as up:
        other = up.add_openai("other")
        await home.channel(up.openai, MODEL, name="First", priority=10)
        await home.channel(other, MODEL, name="Second")
        up.openai.script(Reply(error="rate_limit"))
        other.script(Reply(text="one two three", delay_first=0.05, delay_chunk=0.01))
        view = await told(home)
        assert [(track.name, track.look, track.reason) for track in view.tracks] == [
            ("First", "error", "429 rate limit reached"),
            ("Second", "ok", ""),
        ]
        failed, worked = view.tracks
        assert [bar.phase for bar in failed.bars] == ["failed"]
        phases = [bar.phase for bar in worked.bars]
        assert phases[-2:] == ["waiting", "streaming"]
        ends = [bar.end for bar in (*failed.bars, *worked.bars)]
        assert ends == sorted(ends), "an attempt begins where the one before has ended"
        assert all(bar.start <= bar.end for track in view.tracks for bar in track.bars)
        assert view.legend[0][0] == "failed"
        assert view.word == "Done"
        assert view.problem == ""


async def test_a_refusal_says_why_without_any_attempt(tmp_path: Path) -> None:
    async with house(tmp_path) as home, Upstreams() as up:
        await home.channel(up.openai, MODEL)
        await home.price(**{MODEL: {"input": 100, "output": 100}})
        _token, key = await home.token(1000, name="Mia")
        view = await told(home, key)
        assert view.tracks == ()
        assert view.word == "No money"
        assert view.problem == "The balance does not cover this request."
        assert "balance" in view.problem_detail
        assert view.channel_id == 0


async def test_a_broken_stream_tells_what_the_provider_did(tmp_path: Path) -> None:
    async with house(tmp_path) as home, Upstreams() as up:
        await home.channel(up.openai, MODEL)
        up.openai.script(Reply(text="one two three four", cut_after=3, cut="rst"))
        view = await told(home)
        assert view.word == "Cut short"
        assert view.look == "warn"
        assert view.problem == "The provider ended the answer early."
        assert [track.look for track in view.tracks] == ["warn"]


async def test_no_secret_of_a_channel_is_told(tmp_path: Path) -> None:
    secret = "sk-upstream-secret-0123456789abcdef"
    async with house(tmp_path) as home, Upstreams() as up:
        await home.channel(up.openai, MODEL, keys=(secret,))
        view = await told(home)
        assert view.word == "Failed"
        assert secret not in repr(view)
        assert Secret(secret).hint not in repr(view)
