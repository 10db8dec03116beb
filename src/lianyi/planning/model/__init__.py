"""What a plan is: one file per section, each a typed model with the JSON schema that it publishes."""
