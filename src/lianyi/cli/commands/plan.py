"""The operating plan: goals, campaigns, budget and risks as one document that is checked against the numbers.

The plan is plan/plan.yaml in the workspace; every saved version is kept.
"""

from __future__ import annotations

import argparse
import importlib
from functools import partial

NAME = "plan"
HELP = "运营计划：新建、检查、比较、Word往返 / the operating plan"
ACTIONS = {
    "new": "按阶段新建一份计划 / start a plan for a stage",
    "check": "用实际数字检查计划 / check the plan against the numbers",
    "lint": "逐条检查目标是否SMART / are written goals SMART?",
    "show": "看目标现在怎么样 / where the goals stand",
    "diff": "比较两份计划 / compare two plans",
    "versions": "看计划的历史版本 / list the versions",
    "schema": "打印计划的JSON Schema / print the JSON schema",
    "export": "写成Word方案 / write it as a Word document",
    "import": "从Word或Markdown读入 / read a Word or Markdown document",
    "content": "内容日历：一个月、冲突、简报 / the content calendar",
    "channels": "渠道树和承接率 / channels and hand-over rates",
    "team": "分工表（RACI） / who answers for what",
    "budget": "预算：计划、已承诺、已花、剩余 / planned, committed, spent, left",
    "risks": "风险现在怎么样 / where the risks stand",
    "rehearse": "演练备选方案：关掉一个渠道，看哪些目标会掉 / rehearse a fallback",
    "act": "记一个动作 / note an action",
    "review": "回顾动作的效果 / review what actions did",
    "modes": "各模式的单位经济和实际表现 / unit economics and actuals of the modes",
    "survey": "问卷模板：填好后导入，给画像当依据 / a survey template for personas",
    "rank-products": "选品打分 / score products",
    "advise-mode": "建议运营模式 / advise a mode",
    "prove-margin": "每个SKU最坏的一单 / the worst legal order of each SKU",
    "what-if": "推演 / what if",
}
MODULES = {"import": "import_"}


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the actions; each lives in its own file."""
    from lianyi.cli.nested import LateParser, add_action

    actions = parser.add_subparsers(
        dest="action", metavar="ACTION", required=True, parser_class=LateParser
    )
    for name, text in ACTIONS.items():
        action = add_action(actions, name, text)
        if isinstance(action, LateParser):
            action.later = partial(_complete, name)


def _complete(name: str, action: argparse.ArgumentParser) -> None:
    module = importlib.import_module(
        f"lianyi.cli.planning.{MODULES.get(name, name.replace('-', '_'))}"
    )
    module.configure(action)
    action.set_defaults(run_action=module.run)


def run(args: argparse.Namespace) -> int:
    """Run the action."""
    return int(args.run_action(args))
