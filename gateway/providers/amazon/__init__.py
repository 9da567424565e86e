"""Amazon Bedrock, and how its requests are signed."""
