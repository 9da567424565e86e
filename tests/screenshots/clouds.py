"""The editor of channels that need more than an address and a key."""

from __future__ import annotations

from desktop.widgets.side_sheet import SideSheet
from gateway.domain.channel import ChannelDraft, Secret
from tests.screenshots.studio import Scene

_AZURE = ChannelDraft(
    provider="azure_openai",
    name="Azure Sweden",
    base_url="https://harbour.openai.azure.com",
    keys=(Secret("0123456789abcdef0123456789abcdef"),),
    models=("gpt-5.4", "gpt-4.1-mini"),
    settings={"api_version": "2025-04-01-preview", "deployments": {"gpt-5.4": "harbour-main"}},
)
_BEDROCK = ChannelDraft(
    provider="aws_bedrock",
    name="Bedrock Frankfurt",
    keys=(Secret("AKIAIOSFODNN7HARBOUR|wJalrXUtnFEMI/K7MDENG/bPxRfiCYHARBOURKEY|eu-central-1"),),
    models=("eu.anthropic.claude-haiku-4-5-20251001-v1:0", "amazon.nova-pro-v1:0"),
    settings={"region": "eu-central-1"},
)
_GATEWAY = ChannelDraft(
    provider="cloudflare_gateway",
    name="Azure through Cloudflare",
    keys=(Secret("0123456789abcdef0123456789abcdef|cf-aig-harbour0123456789"),),
    models=("gpt-5.4",),
    settings={
        "account_id": "0123456789abcdef0123456789abcdef",
        "gateway_id": "harbour",
        "behind": "azure-openai",
        "azure_resource": "harbour",
    },
)


async def take(scene: Scene) -> None:
    for draft, name in ((_AZURE, "azure"), (_BEDROCK, "bedrock"), (_GATEWAY, "cloudflare")):
        channel = await scene.home.gateway.channels.create(draft)
        scene.window.go("channels", channel.id)
        await scene.until(lambda: _sheet(scene) is not None, "the editor opens")
        sheet = _sheet(scene)
        assert sheet is not None
        for index, tab in ((0, "connection"), (4, "more")):
            sheet.show_section(index)
            await scene.take("channels", f"{name}_{tab}")
        scene.window.close_sheet()
        await scene.quiet()


def _sheet(scene: Scene) -> SideSheet | None:
    found = [each for each in scene.window.findChildren(SideSheet) if each.isVisible()]
    return found[-1] if found else None
