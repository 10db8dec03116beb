"""What everything else stands on: money, the business calendar, texts, errors, registries."""
