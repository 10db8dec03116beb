"""Life cycle: who is in which stage, and where nothing is done for anybody."""
