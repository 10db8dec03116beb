"""Lianyi 涟漪: plan, run, measure and adjust a social-commerce business."""
