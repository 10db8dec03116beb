"""What people decided and said: campaigns, annotations, targets, actions, predictions, check states."""

from __future__ import annotations

from lianyi.facts.tables.base import declare

CAMPAIGNS = declare(
    "campaigns",
    "活动|Campaigns",
    "campaign",
    "from_day",
    """
    campaign text! 活动|Campaign
    kind text 类型|Kind
    from_day day! 开始|From
    to_day day! 结束|To
    budget_fen money 预算|Budget
    owner text 负责人|Owner
    """,
)
ANNOTATIONS = declare(
    "annotations",
    "批注|Annotations",
    "day title",
    "day",
    """
    day day! 日期|Day
    to_day day 到|Until
    title text! 内容|Title
    kind text 种类|Kind
    scope text 范围|Scope
    author text 作者|Author
    """,
)
TARGETS = declare(
    "targets",
    "目标|Targets",
    "metric period scope",
    None,
    """
    metric text! 指标|Metric
    period text! 期间|Period
    scope text 范围|Scope
    target number! 目标值|Target
    owner text 负责人|Owner
    """,
)
ACTIONS = declare(
    "actions",
    "动作|Actions",
    "action_no",
    "due_day",
    """
    action_no id! 编号|Action
    title text! 内容|What
    owner text 负责人|Owner
    due_day day 截止|Due
    expected_low number 预期下限|Expected, low
    expected_high number 预期上限|Expected, high
    metric text 指标|Metric
    status text 状态|Status
    done_day day 完成日|Done
    """,
)
PREDICTIONS = declare(
    "predictions",
    "预测|Predictions",
    "metric period made_day scope",
    "made_day",
    """
    metric text! 指标|Metric
    period text! 期间|Period
    made_day day! 作出日|Made on
    scope text 范围|Scope
    low number 下限|Low
    high number 上限|High
    level ratio 置信度|Level
    method text 方法|Method
    """,
)
CHECK_STATES = declare(
    "check_states",
    "检查状态|Check states",
    "check_key at",
    "at",
    """
    check_key text! 检查项|Check
    at instant! 时间|At
    state text! 状态|State
    value number 值|Value
    why text 依据|Why
    """,
)
