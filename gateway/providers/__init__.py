"""Who answers: base URLs, authentication, quirks, model lists. A file each, an explicit registry."""
