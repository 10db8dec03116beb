"""Guess what an unknown file means, and say so as a mapping that can be corrected by hand."""

from __future__ import annotations

from lianyi.importers.propose.proposal import Proposal, propose

__all__ = ["Proposal", "propose"]
