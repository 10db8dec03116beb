"""What every metric is in the hand-written shop in the week 2026-W46, worked out by hand from its rows.

Amounts in fen. A fraction is written as the two sums it is made of.
"""

from __future__ import annotations

from fractions import Fraction

Values = dict[str, int | Fraction]

TRADE: Values = {
    # 抖音 10000 20000 15000 8000 12000 7000 0, 有赞 30000 25000 18000 6000 4000, 小红书 22000 11000 9000, 拼多多 3000 5000
    "gmv_paid": 72_000 + 83_000 + 42_000 + 8_000,
    "gmv_created": 205_000 + 9_000 + 5_000 + 2_000,  # D6, Y6 unpaid; P3 paid on Monday after
    "gmv_paid_with_subsidy": 72_000 + 7 * 300,
    "gmv_net": 205_000 - 38_500,
    "gmv_completed": 10_000 + 15_000 + 16_000,
    "orders_created": 8 + 6 + 3 + 3,
    "orders_paid": 7 + 5 + 3 + 2,
    "orders_unpaid": 2,
    "orders_completed": 3,
    "pay_rate": Fraction(18, 20),
    "order_value": 12_059,  # 205000 ÷ 17 = 12058.82
    "buyer_value": 22_250,  # 178000 ÷ 8
    "unit_value": 7_818,  # 172000 ÷ 22 = 7818.18
    "units_sold": 6 + 3 + 4 + 3 + 3 + 1 + 2,
    "units_per_order": Fraction(22, 15),
    "freight": 7 * 500,
    "list_value": 72_000 + 83_000 + 12 * 1_000,
    "discount_rate": Fraction(12_000, 167_000),
    "deposits": 2_000,
    "presale_orders": 1,
    "presale_gmv": 12_000,
    "completion_days": Fraction(5 + 3 + 8, 3),
}
USERS: Values = {
    "buyers": 8,  # persons 1 2 3 5 6 7 9 10
    "new_buyers": 6,  # D1 D2 D8 Y2 X1 X2
    "new_buyers_of_store": 7,  # and Y1
    "returning_buyers": 2,
    "new_buyer_share": Fraction(6, 8),
    "gmv_new": 10_000 + 20_000 + 0 + 25_000 + 22_000 + 11_000,
    "gmv_returning": 15_000 + 12_000 + 30_000 + 18_000 + 6_000 + 9_000,
    "returning_share": Fraction(90_000, 178_000),
    "repeat_buyers": 3,  # persons 1, 6 and 9
    "frequent_buyers": 1,
    "repurchase_rate": Fraction(3, 8),
    "repurchase_rate_orders": Fraction(6, 12),
    "repurchase_rate_90d": Fraction(
        1, 2
    ),  # O3 and O5 turned 90 days old; only O4 followed, after 37 days
    "repurchase_cycle": Fraction(1 + 40 + 1 + 10 + 3 + 4, 6),
    "orders_per_buyer": Fraction(12, 8),
    "top_buyers_gmv": 10_000 + 15_000 + 30_000,
    "customers_joined": 2,
    "members_joined": 1,
}
REFUNDS: Values = {
    "refund_amount_by_pay_time": 5_000 + 8_000 + 2_500 + 22_000 + 1_000,
    "refund_amount_by_refund_time": 5_000 + 8_000 + 4_000,
    "refund_rate_by_pay_time": Fraction(38_500, 205_000),
    "refund_rate_by_refund_time": Fraction(17_000, 72_000),  # 抖音 alone dates its refunds
    "refunded_orders": 5,
    "fully_refunded_orders": 2,
    "refund_order_rate": Fraction(5, 17),
    "refunds_done": 3,
    "refunded_orders_by_refund_time": 3,
    "refund_value": 5_667,  # 17000 ÷ 3
    "refunds_requested": 5,  # R1 R2 R4 R6 R9
    "exchanges_requested": 1,
    "refund_success_rate": Fraction(3, 5),
    "refund_closed_rate": Fraction(1, 5),
    "refund_wait_days": Fraction(2 + 2 + 2, 3),
    "refund_delay_days": Fraction(3 + 3 + 6, 3),
}
PRODUCTS: Values = {
    "products_sold": 5,
    "skus_sold": 5,
    "products_per_order": Fraction(8 + 6 + 3 + 2, 17),
    "gift_units": 1,
    "line_refund_rate": Fraction(38_500, 205_000),
    # D1 10000 - 4000, D2 12000 - 6000 and 8000 - 5000 - 3000, D3 15000 - 6000
    "product_margin": 6_000 + 6_000 + 0 + 9_000,
    "product_margin_rate": Fraction(21_000, 45_000),
    "stock_units": Fraction(50 + 30, 2),
    "stockout_rate": Fraction(1, 4),
}
FINANCE: Values = {
    "settled": 15_000 - 2_000 + 9_000,
    "cash_in": 15_000 + 9_000,
    "cash_out": -2_000,
    "settled_orders": 2,
    "settled_platform_fee": 500 + 300,
    "settled_commission": 400 + 200,
    "goods_cost": 4_000 + 9_000 + 6_000,
    "gross_margin": 45_000 - 5_000 - 19_000 - 3 * 400 - 3 * 100,
    "gross_margin_rate": Fraction(19_500, 45_000),
    "goods_cost_rate": Fraction(19_000, 45_000),
    "break_even_roi": Fraction(45_000, 19_500),
    "platform_fee": 7 * 100,
    "platform_fee_rate": Fraction(700, 72_000),
    "order_commission": 7 * 400,
    # The seven paid orders of 抖音 carry both themselves; the commission records say more of them and do not count twice.
    "known_commission": 7 * 400,
    "known_platform_fee": 7 * 100,
    "known_commission_share": Fraction(72_000, 205_000),
    "known_platform_fee_share": Fraction(72_000, 205_000),
    "platform_subsidy": 7 * 300,
    "merchant_discount": 7 * 200,
    "creator_discount": 7 * 50,
    "pay_discount": 7 * 10,
}
SPEND: Values = {
    "ad_spend": 10_000 + 8_000 + 6_000,
    "total_spend": 24_000 + 5_000,
    "roi": Fraction(72_000 + 42_000, 24_000),
    "roi_platform": Fraction(30_000 + 15_000, 10_000 + 8_000),
    "roi_net": Fraction(114_000 - 13_000 - 22_000, 24_000),
    "roi_settled": Fraction(22_000, 18_000),
    "roi_live_net": Fraction(24_000, 10_000),
    "spend_rate": Fraction(24_000, 79_000),
    "acquisition_cost": 24_000 // 5,
    "spend_per_order": 24_000 // 10,
    "visitor_cost": 18_000 // 250,
    "ad_impressions": 5_000 + 3_000 + 4_000,
    "ad_clicks": 100 + 80 + 20,
    "ad_click_rate": Fraction(200, 12_000),
    "ad_cpm": 24_000 * 1_000 // 12_000,
    "ad_cpc": 24_000 // 200,
    "ad_orders": 2 + 1,
    "ad_order_cost": 18_000 // 3,
    "ad_value": 30_000 + 15_000,
}
CONVERSION: Values = {
    "orders_per_visitor": Fraction(7 + 5, 250 + 50),
    "conversion_rate": Fraction(2 + 2, 250),
    "visitor_value": 517,  # 155000 ÷ 300 = 516.67
    "gmv_per_1000_impressions": 72_000 * 1_000 // 5_000,
    "add_to_cart_rate": Fraction(35, 300),
    "click_rate": Fraction(125, 1_000),
    "click_rate_times": Fraction(200, 3_000),
    "entry_rate": Fraction(250, 2_000),
    "product_visit_rate": Fraction(150, 250),
    "wishlist_rate": Fraction(10, 250),
}
TRAFFIC: Values = {
    "visitors": 100 + 150 + 50,
    "page_views": 300 + 450 + 250,
    "exposure": 5_000,
    "exposure_people": 2_000,
    "product_visitors": 150,
    "product_views": 250,
    "product_clicks": 200,
    "cart_adders": 35,
    "cart_units": 50,
    "pages_per_visitor": Fraction(1_000, 300),
    "site_visitors": 140,
    "site_page_views": 350,
    "bounce_rate": Fraction(60, 150),
    "site_conversion_rate": Fraction(6, 150),
    "site_visit_seconds": Fraction(60 * 100 + 90 * 50, 150),
    "search_index": Fraction(2_200, 2),
    "account_new_fans": 80,
    "account_lost_fans": 25,
    "account_net_fans": 55,
    "account_posts": 3,
}
COUPONS: Values = {
    "coupons_claimed": 3,
    "coupon_claimers": 2,
    "coupons_redeemed": 2,
    "coupon_use_rate": Fraction(1, 3),  # of c1 c2 c3; c4 was claimed a week before
    "coupon_face": 5_000,
    "coupon_discount": 3_000,
    "coupon_gmv": 48_000,
    "coupon_roi": Fraction(48_000, 3_000),
    "coupon_discount_per_use": 1_500,
}
LIVE: Values = {
    "live_session_count": 2,
    "live_minutes": 180,
    "live_viewers": 1_500,
    "live_views": 2_700,
    "live_gmv": 56_000,
    "live_paid": 53_000,
    "live_net": 40_000,
    "live_orders": 4,
    "live_buyers": 3,
    "live_new_fans": 30,
    "live_comments": 80,
    "live_refunds": 13_000,
    "live_spend": 4_000,
    "live_commission": 1_200,
    "live_entry_rate": Fraction(1_500, 8_000),
    "live_product_exposure_rate": Fraction(1_200, 1_500),
    "live_click_rate": Fraction(160, 1_200),
    "live_order_rate": Fraction(3, 160),
    "live_conversion_rate": Fraction(3, 1_500),
    "live_follow_rate": Fraction(30, 1_500),
    "live_club_rate": Fraction(6, 1_500),
    "gpm": 19_630,  # 53000 × 1000 ÷ 2700 = 19629.6
    "live_visitor_value": 27,  # 40000 ÷ 1500 = 26.67
    "live_gmv_per_hour": 17_667,  # 53000 × 60 ÷ 180
    "live_watch_minutes": Fraction(2 * 1_000 + 5 * 500, 1_500),
    "live_average_online": Fraction(60 * 120 + 30 * 60, 180),
    "live_peak_online": 200,
    "live_fan_share": Fraction(400 + 50, 1_500),
    "live_refund_rate": Fraction(13_000, 53_000),
    "live_refund_rate_1h": Fraction(1_000, 53_000),
    "live_roi": Fraction(30_000, 4_000),
    "live_spend_share": Fraction(4_000, 30_000),
}
CONTENT: Values = {
    "contents_published": 4,
    # 抖音 100+20+30 without saves, 小红书 700+100+300+50, bilibili 10+5+4+3+6+8
    "interactions": 150 + 1_150 + 36,
    "interaction_rate": Fraction(1_336, 5_000),
    "interactions_per_item": Fraction(1_336, 3),
    "hit_rate": Fraction(1, 3),
    "content_impressions": 15_000,
    "content_views": 5_000,
    "content_likes": 810,
    "content_comments": 125,
    "content_saves": 804,
    "content_shares": 83,
    "content_new_fans": 42,
    "content_orders": 3,
    "content_gmv": 20_000,
    "content_spend": 1_000,
    "cover_click_rate": Fraction(4_000, 14_000),
    "content_follow_rate": Fraction(42, 5_000),
    "share_rate": Fraction(83, 5_000),
    "save_rate": Fraction(804, 5_000),
    "content_click_rate": Fraction(60, 3_000),
    "completion_rate": Fraction(3 * 3_000 + 7 * 1_000, 10 * 4_000),
    "five_second_rate": Fraction(5 * 3_000 + 9 * 1_000, 10 * 4_000),
    "two_second_exit_rate": Fraction(2 * 3_000 + 1 * 1_000, 10 * 4_000),
    "ugc_published": 1,
    "daily_content_views": 1_300,
    "daily_interactions": (40 + 5 + 10) + (100 + 30 + 80 + 5),
}
COMMUNITY: Values = {
    "group_members": Fraction(1_000 + 1_020 + 1_040, 3),
    "groups_counted": Fraction(31, 3),
    "group_joins": 75,
    "group_quits": 15,
    "group_net_growth": 60,
    "group_quit_rate": Fraction(15 * 2, 2_020),  # the third day has no number of those who left
    "group_active_rate": Fraction(240, 3_060),
    "active_group_rate": Fraction(21, 31),
    "new_groups": 2,
    "group_messages": 1_050,
    "messages_per_member": Fraction(1_050, 3_060),
    "messages_per_active_member": Fraction(1_050, 240),
}
SERVICE: Values = {
    "new_contacts": 32,
    "lost_contacts": 4,
    "net_contacts": 28,
    "contact_requests": 80,
    "contact_accept_rate": Fraction(32, 80),
    "service_chats": 400,
    "service_messages": 1_300,
    "reply_rate": Fraction(9 * 100 + 7 * 300, 10 * 400),
    "first_reply_minutes": Fraction(4 * 100 + 8 * 300, 400),
    "negative_feedback": 3,
}
REFERRAL: Values = {
    "invites_sent": 4,
    "valid_invites": 2,
    "inviters": 2,
    "invite_open_rate": Fraction(3, 4),
    "invite_join_rate": Fraction(2, 4),
    "invites_per_inviter": Fraction(4, 2),
    "valid_invites_per_inviter": Fraction(2, 2),
    "group_buys_opened": 3,
    "group_buys_succeeded": 1,
    "group_buy_success_rate": Fraction(1, 2),
    "group_buy_participants": 4,
    "participants_per_group_buy": Fraction(4, 2),
}
PROMOTERS: Values = {
    "promoters_active": 2,
    "promoter_orders": 3,
    "promoter_gmv": 10_000 + 20_000 + 7_000,
    "promoter_gmv_share": Fraction(37_000, 72_000),
    "gmv_per_promoter": 37_000 // 2,
    "commission_paid_base": 37_000,
    "commission_estimated": 6_700,
    "commission_actual": 4_800,
    "commission_rate": Fraction(4_800, 25_000),
    "commission_estimated_rate": Fraction(6_700, 37_000),
    "commission_kept_share": Fraction(4_800, 6_000),
}
CREATORS: Values = {
    "placements_published": 3,
    "creators_active": 2,
    "creator_fee": 80_000,
    "creator_impressions": 20_000,
    "creator_reads": 5_500,
    "creator_interactions": 290,
    "creator_visitors": 160,
    "creator_orders": 6,
    "creator_gmv": 69_000,
    "cost_per_engagement": 80_000 // 250,
    "creator_cpm": 4_444,  # 80000 × 1000 ÷ 18000
    "creator_cpc": 80_000 // 5_000,
    "creator_visitor_cost": 80_000 // 160,
    "creator_roi": Fraction(69_000, 85_000),
    "promise_kept_rate": Fraction(18_000, 20_000),
    "on_time_rate": Fraction(1, 2),
}
BRAND: Values = {
    "mentions": 1 + 1 + 4 + 2 + 1,
    "mention_engagements": 16 + 10,
    "net_sentiment": Fraction(5 - 1, 8),
    "net_sentiment_polar": Fraction(5 - 1, 5 + 1),
    "negative_mentions": 1,
    "reviews_written": 4,
    "review_score": Fraction(10, 3),
    "good_review_rate": Fraction(2, 3),
    "bad_review_rate": Fraction(1, 3),
    "complaints_made": 1,
    "complaint_rate": Fraction(1, 7),
}
PLATFORM: Values = {
    "platform_gmv": 50_000,
    "platform_orders": 4,
    "platform_buyers": 4,
    "platform_units": 5,
    "platform_net": 44_000,
    "platform_refunds_by_pay_time": 6_000,
    "platform_refunds_by_refund_time": 5_000,
    "platform_refund_buyers": 1,
    "platform_deposits": 2_000,
    "platform_day_subsidy": 900,
    "refunds_before_shipping": 1_500,
    "refunds_after_receipt": 4_000,
    "platform_buyer_value": 12_500,
    "platform_refund_rate": Fraction(6_000, 50_000),
}
QUALITY: Values = {
    "known_buyer_share": Fraction(12, 17),
    "receiver_based_share": Fraction(1, 12),
    "excluded_orders": 2,
    "excluded_gmv": 1 + 9_900,
    "cost_known_share": Fraction(45_000, 205_000),
    "unknown_carrier_share": Fraction(22_000 + 8_000, 205_000),
    "freight_included_share": Fraction(42_000, 205_000),
    "unknown_product_share": Fraction(205_000 - 20_000 - 30_000 - 25_000 - 9_000, 205_000),
    "free_orders": 1,
}
EXPECTED: Values = {
    **TRADE, **USERS, **REFUNDS, **PRODUCTS, **FINANCE, **SPEND, **CONVERSION, **TRAFFIC, **COUPONS, **LIVE, **CONTENT,
    **COMMUNITY, **SERVICE, **REFERRAL, **PROMOTERS, **CREATORS, **BRAND, **PLATFORM, **QUALITY,
}  # fmt: skip
