"""Facts: the canonical tables, the lake of immutable files, snapshots, the vault, the current view."""
