"""A first plan for a stage: complete, editable, with goals from the shop's own history where there is one."""
