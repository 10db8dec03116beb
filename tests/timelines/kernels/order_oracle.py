"""The kernels over orders against SQL and against counting by hand, every index checked.

LIANYI_BOUNDS=1 python -m tests.timelines.kernels.order_oracle
"""

from __future__ import annotations

from itertools import product

from lianyi.timelines.compiled import BOUNDS
from tests import conftest
from tests.timelines.kernels import test_repurchase, test_retention, test_rfm


def main() -> None:
    """Run every comparison of the three kernels; an assertion fails where one differs."""
    assert BOUNDS and conftest.SHARED_DATA.name  # the profile of the tests is loaded
    pairs = ((test_retention.EVENTS,) * 2, (test_retention.ORDERS,) * 2, (test_retention.PAY, test_retention.ORDERS))  # fmt: skip
    for way, (first, back) in product(sorted(test_retention.NUMBERS), pairs):
        test_retention.test_sql_finds_the_same_people(way, first, back)
    test_retention.test_the_kernel_counts_what_counting_by_hand_finds()
    test_retention.test_bits_and_steps_find_the_same()
    for periods in (1, 31, 62):
        test_retention.test_no_day_falls_off_the_word(periods)
    test_retention.test_groups_add_up_to_all_and_a_segment_is_a_part()
    for window in test_repurchase.WINDOWS:
        test_repurchase.test_sql_finds_the_same_rate(window)
    test_repurchase.test_sql_finds_the_same_gaps()
    test_repurchase.test_the_kernels_find_what_counting_by_hand_finds()
    test_repurchase.test_groups_add_up()
    test_rfm.test_sql_finds_the_same_cut_offs()
    test_rfm.test_sql_puts_everybody_into_the_same_cell()
    test_rfm.test_everybody_is_gathered_as_counting_by_hand_does()
    test_rfm.test_who_orders_more_often_than_is_counted_is_found_too()
    test_rfm.test_groups_by_score_follow_the_scores()


if __name__ == "__main__":
    main()
