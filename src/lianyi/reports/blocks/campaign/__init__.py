"""The blocks of a campaign review (活动复盘)."""
