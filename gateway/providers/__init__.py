"""Who answers: base URLs, authentication, quirks, model lists. An explicit registry."""
