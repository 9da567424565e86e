"""Other people's programs against the gateway: `make clients`. Not part of `make test`."""
