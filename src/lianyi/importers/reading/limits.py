"""How much a file may cost before it is refused."""

from __future__ import annotations

from dataclasses import dataclass, replace

BASE_WALL_S = 20.0
WALL_S_PER_MB = 1.0
MB = 1 << 20


@dataclass(frozen=True)
class Limits:
    """Ceilings for one file in one child process.

    `memory_mb` is resident memory (watched by the parent), `address_space_mb` virtual memory (enforced
    by the kernel), `wall_s` real time without what was spent waiting for a busy processor, `output_mb` the largest file the child may write, `reply_mb`
    everything it may say to the parent. The rest bounds what a file may contain: `cell_chars` one cell,
    `cell_newlines` line breaks within one quoted CSV field, `columns` and `sheets` as in Excel, `issues`
    how many bad places one pass lists.
    """

    memory_mb: int = 512
    address_space_mb: int = 4096
    wall_s: float = BASE_WALL_S
    output_mb: int = 65536
    reply_mb: int = 64
    cell_chars: int = 1_000_000
    cell_newlines: int = 200
    columns: int = 16_384
    sheets: int = 256
    issues: int = 1_000

    def for_size(self, size_bytes: int) -> Limits:
        """Return these limits with time scaled to `size_bytes`: 1 s per MB more."""
        return replace(self, wall_s=self.wall_s + WALL_S_PER_MB * size_bytes / MB)


@dataclass(frozen=True)
class ArchiveLimits:
    """Ceilings for what one archive may unfold into.

    A member or an archive of more than `bomb_from_mb` that shrinks more than `ratio` times is a bomb:
    real exports shrink 5 to 60 times. `directory_mb` bounds the list of members itself.
    """

    members: int = 5_000
    member_mb: int = 8_192
    total_mb: int = 16_384
    ratio: int = 250
    bomb_from_mb: int = 16
    directory_mb: int = 8

    def is_bomb(self, packed_bytes: int, unpacked_bytes: int) -> bool:
        """Say whether `packed_bytes` that unfold to `unpacked_bytes` are more than any real export."""
        return unpacked_bytes > max(self.bomb_from_mb * MB, self.ratio * packed_bytes)


DEFAULT_LIMITS = Limits()
DEFAULT_ARCHIVE_LIMITS = ArchiveLimits()
