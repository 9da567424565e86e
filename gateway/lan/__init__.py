"""The local network: interfaces, their networks, and what stands between them and us."""
