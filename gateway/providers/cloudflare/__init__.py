"""Cloudflare: Workers AI, and the AI Gateway before other vendors."""
