"""Liability: what coupons, commission, points and open groups may still cost, and what they probably will."""
