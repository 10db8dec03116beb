"""Content, creators, communities and what people say."""

from __future__ import annotations

from lianyi.facts.tables.base import declare

CONTENTS = declare(
    "contents",
    "内容|Contents",
    "content_no",
    "published_at",
    """
    content_no id! 内容ID|Content id
    title text 标题|Title
    form text 体裁|Form
    theme text 主题|Theme
    creator_id id 作者ID|Creator id
    creator_name text 作者|Creator
    origin text 来源（官方、KOL、KOC、UGC）|Origin
    published_at instant 发布时间|Published at
    duration_seconds number 视频时长（秒）|Seconds of video
    impressions count 曝光|Impressions
    views count 观看量|Views
    likes count 点赞|Likes
    comments count 评论|Comments
    saves count 收藏|Saves
    shares count 分享|Shares
    new_fans count 涨粉|New fans
    coins count 投币|Coins
    danmaku count 弹幕|Bullet comments
    cover_click_ratio ratio 封面点击率|Cover click rate
    completion_ratio ratio 完播率|Completion rate
    five_second_ratio ratio 5秒完播率|Five-second completion
    two_second_exit_ratio ratio 2秒跳出率|Two-second exit
    average_watch_seconds number 人均观看秒数|Average seconds watched
    clicks count 商品点击|Product clicks
    orders count 成交订单数|Orders
    paid_fen money 成交金额|Paid
    spend_fen money 推广花费|Spend
    """,
)
CONTENT_DAYS = declare(
    "content_days",
    "内容日|Content by day",
    "day content_no",
    "day",
    """
    day day! 日期|Day
    content_no id! 内容ID|Content id
    impressions count 曝光|Impressions
    views count 观看量|Views
    likes count 点赞|Likes
    comments count 评论|Comments
    saves count 收藏|Saves
    shares count 分享|Shares
    new_fans count 涨粉|New fans
    """,
)
CREATORS = declare(
    "creators",
    "达人|Creators",
    "creator_id",
    None,
    """
    creator_id id! 达人ID|Creator id
    creator_name text! 达人|Creator
    fans count 粉丝数|Fans
    likes_and_saves count 获赞与收藏|Likes and saves
    image_fee_fen money 图文报价|Fee for images
    video_fee_fen money 视频报价|Fee for video
    minimum_fee_fen money 最低报价|Lowest fee
    active_fan_ratio ratio 活跃粉丝占比|Share of active fans
    impression_median count 曝光中位数|Median impressions
    read_median count 阅读中位数|Median reads
    interaction_median count 互动中位数|Median interactions
    reply_48h_ratio ratio 邀约48h回复率|Replies within 48 hours
    agency text 签约机构|Agency
    tags text 内容标签|Tags
    region text 地区|Region
    rank count 排名|Rank
    category text 领域|Field
    """,
)
PLACEMENTS = declare(
    "placements",
    "达人合作|Placements",
    "placement_no",
    "published_at",
    """
    placement_no id! 合作编号|Placement
    creator_id id 达人ID|Creator id
    creator_name text 达人|Creator
    content_no id 内容ID|Content id
    signed_at instant 签约时间|Signed at
    published_at instant 发布时间|Published at
    due_day day 约定发布日|Due
    fee_fen money 费用|Fee
    promised_impressions count 承诺曝光|Promised impressions
    impressions count 实际曝光|Impressions
    reads count 阅读|Reads
    interactions count 互动|Interactions
    visitors count 进店|Shop visitors
    orders count 订单|Orders
    paid_fen money 成交金额|Paid
    commission_fen money 佣金|Commission
    """,
)
COMMUNITIES = declare(
    "communities",
    "社群|Communities",
    "community_no",
    None,
    """
    community_no id! 群ID|Community id
    community_name text 群名|Community
    owner text 群主|Owner
    created_at instant 建群时间|Created at
    members count 人数|Members
    tags text 标签|Tags
    """,
)
COMMUNITY_DAYS = declare(
    "community_days",
    "社群日|Communities by day",
    "day community_no",
    "day",
    """
    day day! 日期|Day
    community_no id! 群或群主|Community or owner
    community_name text 群名|Community
    owner text 群主|Owner
    communities count 群总数|Communities
    active_communities count 有消息的群数|Communities with a message
    new_communities count 新增群数|New communities
    members count 群成员总数|Members
    new_members count 新增成员|New members
    left_members count 退群人数|Members who left
    active_members count 发言成员数|Members who spoke
    messages count 消息数|Messages
    """,
)
MENTIONS = declare(
    "mentions",
    "声量|Mentions",
    "mention_no",
    "at",
    """
    mention_no id! 编号|Mention
    at instant! 时间|At
    source text 来源|Source
    brand text 品牌|Brand
    author text 作者类型|Kind of author
    text text 正文|Text
    sentiment text 情感|Sentiment
    likes count 赞|Likes
    comments count 评|Comments
    shares count 转|Shares
    saves count 藏|Saves
    mentions count 提及数|Mentions
    """,
)
REVIEWS = declare(
    "reviews",
    "评价|Reviews",
    "review_no",
    "at",
    """
    review_no id! 评价ID|Review
    at instant 时间|At
    order_no id 订单号|Order number
    person person 评价人|Reviewer
    product_id id 商品ID|Product id
    product_name text 商品|Product
    score count 评分|Score
    text text 内容|Text
    topic text 话题|Topic
    """,
)
COMPLAINTS = declare(
    "complaints",
    "投诉|Complaints",
    "complaint_no",
    "at",
    """
    complaint_no id! 投诉编号|Complaint
    at instant! 时间|At
    order_no id 订单号|Order number
    kind text 类型|Kind
    status_raw text 状态|Status
    """,
)
SURVEYS = declare(
    "surveys",
    "问卷|Surveys",
    "answer_no question",
    "at",
    """
    answer_no id! 答卷编号|Answer sheet
    person person 填写人|Respondent
    at instant 时间|At
    question text! 问题|Question
    answer text 回答|Answer
    score number 得分|Score
    """,
)
