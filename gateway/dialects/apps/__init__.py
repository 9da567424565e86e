"""What is no model's API but may be spoken to like one: apps, predictions, translation.

They have no tools and take one text; a conversation becomes one. No client speaks these to us.
"""

from gateway.dialects.apps.coze import Coze
from gateway.dialects.apps.deepl import DeepL
from gateway.dialects.apps.dify import Dify
from gateway.dialects.apps.palm import Palm
from gateway.dialects.apps.replicate import Replicate

__all__ = ["Coze", "DeepL", "Dify", "Palm", "Replicate"]
