"""DeepL's package at the mock: python vendor_deepl.py"""

import deepl
from verdict import KEY, ORIGIN, raised, same, verdict

client = deepl.DeepLClient(KEY, server_url=f"{ORIGIN}/")


def translation():
    (one, two) = client.translate_text(["one", "two"], target_lang="DE")
    same((one.text, two.text), ("[DE] one", "[DE] two"))
    same((one.detected_source_lang, one.billed_characters), ("EN", 3))
    same(client.translate_text("one", target_lang="EN-US").text, "[EN-US] one")


def error():
    other = deepl.DeepLClient("wrong:fx", server_url=f"{ORIGIN}/")
    raised(deepl.AuthorizationException, lambda: other.translate_text("one", target_lang="DE"))
    raised(deepl.DeepLException, lambda: client.translate_text("one", target_lang="XX"))


verdict(translation=translation, error=error)
